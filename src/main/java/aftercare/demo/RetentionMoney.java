package aftercare.demo;

import aftercare.kernel.Subject;
import aftercare.promises.PastPromises;
import aftercare.promises.PromiseHistory;
import aftercare.promises.StartPromises;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Retention money of two projects in three: waiting, due, partly paid, freed by a letter, settled. */
final class RetentionMoney {

    private record Row(UUID id, String label, UUID customer, UUID branch, @Nullable UUID owner, LocalDate on) {}

    private final JdbcTemplate jdbc;
    private final PromiseHistory history;
    private final Chance chance;
    private final Instant now;

    RetentionMoney(JdbcTemplate jdbc, PromiseHistory history, Chance chance, Instant now) {
        this.jdbc = jdbc;
        this.history = history;
        this.chance = chance;
        this.now = now;
    }

    /** @return what is promised of the money that is still held back */
    List<PastPromises> tell() {
        held();
        taken("RELEASED", "r.release_on < {today} - 60 and h.n % 8 <> 0", "1", "", null);
        taken("RELEASED", "r.release_on between {today} - 60 and {today} and h.n % 2 = 0", "0.4", "", null);
        taken("DEDUCTED", "r.release_on < {today} and h.n % 8 = 0", "0.1", "逾期整改两处，双方协商扣减", null);
        taken("LETTER", "r.release_on > {today} + 300 and h.n % 5 = 0", "1", "", "工商银行履约保函");
        jdbc.update("update contracts.retention r set balance = (select sum(e.amount) from contracts.retention_entry e where e.retention_id = r.id)");
        return promised();
    }

    /** Five or three per cent of a price that goes with the number of devices. */
    private void held() {
        jdbc.update("""
                insert into contracts.retention (id, project_id, customer_id, branch_id, owner_id, price, share, amount, release_on, balance, created_at)
                select md5('retention ' || p.id)::uuid, p.id, p.customer_id, p.branch_id, o.user_id, v.price, v.share, round(v.price * v.share / 100, 2),
                       assets.warranty_end(p.accepted_on, p.warranty_months), 0, p.created_at
                  from assets.project p
                 cross join lateral (select abs(hashtext(p.id::text)) as n) as h
                 cross join lateral (select (count(*) * (6000 + h.n % 9 * 1500) + 80000)::numeric(14, 2) as price, case when h.n % 3 = 1 then 3 else 5 end as share
                                       from assets.device d where d.project_id = p.id) as v
                  left join lateral (select m.user_id from identity.membership m where m.role = 'BRANCH_MANAGER' and m.branch_id = p.branch_id order by m.user_id limit 1) as o on true
                 where h.n % 3 <> 0
                """);
        jdbc.update("""
                insert into contracts.retention_entry (id, retention_id, kind, amount, on_day, written_by, written_at)
                select md5('held ' || id)::uuid, id, 'HELD', amount, created_at::date, owner_id, created_at from contracts.retention
                """);
    }

    private void taken(String kind, String which, String part, String reason, @Nullable String letter) {
        jdbc.update("""
                insert into contracts.retention_entry (id, retention_id, kind, amount, on_day, reason, letter, letter_until, written_by, written_at)
                select md5(? || r.id)::uuid, r.id, ?, -round(l.left * ?, 2), d.day, ?, coalesce(?::text || ' BH-' || h.n %% 9000, ''),
                       case when ?::text is null then null else r.release_on end, r.owner_id, least(d.day + time '15:00', cast(? as timestamptz) at time zone 'UTC')
                  from contracts.retention r
                 cross join lateral (select abs(hashtext(r.id::text)) as n) as h
                 cross join lateral (select sum(e.amount) as left from contracts.retention_entry e where e.retention_id = r.id) as l
                 cross join lateral (select least(greatest(r.release_on + h.n %% 40, r.created_at::date), {today}) as day) as d
                 where l.left > 0 and %s
                """.formatted(which).replace("{today}", "date '%s'".formatted(now.atZone(House.ZONE).toLocalDate())), kind, kind, new BigDecimal(part), reason, letter, letter, Timestamp.from(now));
    }

    private List<PastPromises> promised() {
        var promises = new ArrayList<PastPromises>();
        jdbc.query("""
                select r.id, p.number || ' ' || p.name || ' ' || r.balance as label, r.customer_id, r.branch_id, r.owner_id, r.release_on
                  from contracts.retention r join assets.project p on p.id = r.project_id
                 where r.balance > 0 and r.release_on is not null order by p.number
                """, (row, _) -> new Row(row.getObject("id", UUID.class), row.getString("label"), row.getObject("customer_id", UUID.class),
                row.getObject("branch_id", UUID.class), row.getObject("owner_id", UUID.class), row.getObject("release_on", LocalDate.class))).forEach(row -> {
                    var begun = row.on().minusMonths(12).atStartOfDay(House.ZONE).toInstant();
                    var at = begun.isAfter(now) ? now.minusSeconds(86_400) : begun;
                    promises.add(history.begin(new StartPromises(new Subject("retention", row.id()), List.of("retention-release"), Map.of(), row.branch(), row.owner(),
                            row.label(), at).before(row.on()), () -> chance.id(at)));
                });
        return promises;
    }
}
