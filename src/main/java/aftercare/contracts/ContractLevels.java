package aftercare.contracts;

import static java.time.ZoneOffset.UTC;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Which contract covers something, and the service level it names. For other modules, which do not ask whose eyes see the answer. */
@Component
@Transactional(readOnly = true)
public class ContractLevels {

    private final JdbcClient jdbc;

    ContractLevels(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What a contract in force says about something it covers.
     *
     * @param lastDay    the contract's last day in force
     * @param alsoCovers causes a warranty would not answer for, and this contract does
     */
    public record Cover(String number, String level, boolean partsIncluded, Set<Cause> alsoCovers, LocalDate lastDay) {}

    /** The level of {@link #cover}. */
    public Optional<String> at(UUID customer, @Nullable UUID site, @Nullable UUID project, @Nullable UUID device, Instant moment) {
        return cover(customer, site, project, device, moment).map(Cover::level);
    }

    /**
     * The contract in force at this moment, as its revision of that day says. A contract for the very device goes
     * before one for its project, its site and the whole customer, and of two the one that began later.
     */
    public Optional<Cover> cover(UUID customer, @Nullable UUID site, @Nullable UUID project, @Nullable UUID device, Instant moment) {
        return jdbc.sql("""
                select c.number, r.level, r.parts_included, r.also_covers, c.ends_on
                  from contracts.contract c
                  join identity.branch b on b.id = c.branch_id
                 cross join lateral (select (cast(:moment as timestamptz) at time zone b.zone)::date as day) as t
                 cross join lateral (select v.revision, v.level, v.parts_included, v.also_covers from contracts.revision v
                                      where v.contract_id = c.id and v.from_day <= t.day order by v.revision desc limit 1) as r
                  join contracts.coverage g on g.contract_id = c.id and g.revision = r.revision
                 where c.customer_id = :customer and c.status in ('ACTIVE', 'ENDED', 'TERMINATED') and t.day between c.starts_on and c.ends_on
                   and (g.device_id in (select assets.forebears(cast(:device as uuid))) or g.project_id = cast(:project as uuid) or g.site_id = cast(:site as uuid)
                        or num_nonnulls(g.site_id, g.project_id, g.device_id) = 0)
                 order by g.device_id is null, g.project_id is null, g.site_id is null, c.starts_on desc, c.id
                 limit 1
                """)
                .param("customer", customer).param("site", site).param("project", project).param("device", device)
                .param("moment", moment.atOffset(UTC))
                .query((row, _) -> new Cover(row.getString("number"), row.getString("level"), row.getBoolean("parts_included"),
                        ContractStore.causes(row), row.getObject("ends_on", LocalDate.class)))
                .optional();
    }
}
