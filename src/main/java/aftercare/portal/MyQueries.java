package aftercare.portal;

import static java.time.ZoneOffset.UTC;

import aftercare.cases.CaseStatus;
import aftercare.identity.Reach;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** A customer's own cases, devices and visits. The reach of a customer's user is their company, whatever the branch. */
@Component
@Transactional(readOnly = true)
class MyQueries {

    record Company(String name, long open, long devices) {}

    record MyCase(UUID id, String number, String subject, CaseStatus status, Instant openedAt, @Nullable String deviceName, @Nullable String siteName,
                  @Nullable Instant visitFrom, @Nullable Instant visitTo, boolean rated, String trackingToken) {}

    record CaseCursor(Instant openedAt, UUID id) {}

    record CasePage(List<MyCase> rows, @Nullable CaseCursor next) {}

    /** @param warrantyUntil the first day without warranty; null while acceptance is open */
    record MyDevice(UUID id, String number, String name, String model, String serial, String location, @Nullable String siteName,
                    @Nullable LocalDate warrantyUntil, String state, String qrToken, @Nullable String openCaseNumber,
                    @Nullable String openCaseToken) {}

    record DevicePage(List<MyDevice> rows, @Nullable String next) {}

    record MyVisit(UUID id, Instant from, Instant to, String status, String engineer, String number, String subject, @Nullable String siteName,
                   String trackingToken) {}

    private static final String OWN = """
               and (:everywhere or %1$s.branch_id = any(:branches))
               and %1$s.customer_id = :customer
            """;

    private final JdbcClient jdbc;

    MyQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Company company(Reach reach) {
        return jdbc.sql("""
                select k.name,
                       (select count(*) from cases.service_case c where c.customer_id = k.id and c.status in ('NEW', 'ACTIVE', 'WAITING', 'RESOLVED')) as open,
                       (select count(*) from assets.device d where d.customer_id = k.id and d.state <> 'SCRAPPED') as devices
                  from customers.customer k
                 where k.id = :customer
                """).param("customer", reach.customer()).query(Company.class).optional().orElse(new Company("", 0, 0));
    }

    CasePage cases(Reach reach, boolean onlyOpen, @Nullable CaseCursor after, int size) {
        var rows = jdbc.sql("""
                select c.id, c.number, c.subject, c.status, c.opened_at, coalesce(nullif(d.name, ''), p.name) as device_name, s.name as site_name,
                       v.planned_start as visit_from, v.planned_end as visit_to,
                       exists (select from care.rating r where r.case_id = c.id) as rated, c.tracking_token
                  from cases.service_case c
                  left join assets.device d on d.id = c.device_id
                  left join assets.product p on p.id = d.product_id
                  left join customers.site s on s.id = c.site_id
                  left join lateral (select v.planned_start, v.planned_end from fieldwork.visit v
                                      where v.case_id = c.id and v.status in ('PLANNED', 'ACCEPTED', 'ON_THE_WAY', 'ARRIVED', 'STOPPED', 'WORKING', 'PAUSED')
                                      order by v.planned_start limit 1) v on true
                 where (not :onlyOpen or c.status in ('NEW', 'ACTIVE', 'WAITING', 'RESOLVED'))
                   and (cast(:afterAt as timestamptz) is null or (c.opened_at, c.id) < (:afterAt, cast(:afterId as uuid)))
                """ + OWN.formatted("c") + """
                 order by c.opened_at desc, c.id desc
                 limit :size
                """)
                .params(reach.params()).param("onlyOpen", onlyOpen)
                .param("afterAt", after == null ? null : after.openedAt().atOffset(UTC)).param("afterId", after == null ? null : after.id())
                .param("size", size + 1).query(MyCase.class).list();
        if (rows.size() <= size) {
            return new CasePage(rows, null);
        }
        var last = rows.get(size - 1);
        return new CasePage(rows.subList(0, size), new CaseCursor(last.openedAt(), last.id()));
    }

    /** By number; {@code after} is the last number of the page before. */
    DevicePage devices(Reach reach, @Nullable String words, @Nullable String after, int size) {
        var rows = jdbc.sql("""
                select d.id, d.number, coalesce(nullif(d.name, ''), p.name) as name, p.model, d.serial, d.location, s.name as site_name,
                       d.warranty_until, d.state, d.qr_token, o.number as open_case_number, o.tracking_token as open_case_token
                  from assets.device d
                  join assets.product p on p.id = d.product_id
                  left join customers.site s on s.id = d.site_id
                  left join lateral (select c.number, c.tracking_token from cases.service_case c
                                      where c.device_id = d.id and c.status in ('NEW', 'ACTIVE', 'WAITING', 'RESOLVED')
                                      order by c.opened_at desc limit 1) o on true
                 where d.state <> 'SCRAPPED'
                   and (cast(:words as text) is null
                        or concat_ws(' ', d.number, d.serial, d.name, p.name, p.model, d.location, s.name) ilike '%' || :words || '%')
                   and (cast(:after as text) is null or d.number > :after)
                """ + OWN.formatted("d") + """
                 order by d.number
                 limit :size
                """)
                .params(reach.params()).param("words", words == null || words.isBlank() ? null : words.strip().replaceAll("([\\\\%_])", "\\\\$1"))
                .param("after", after).param("size", size + 1).query(MyDevice.class).list();
        return rows.size() <= size ? new DevicePage(rows, null) : new DevicePage(rows.subList(0, size), rows.get(size - 1).number());
    }

    /** Who is expected, soonest first. */
    List<MyVisit> visits(Reach reach, Instant since) {
        return jdbc.sql("""
                select v.id, v.planned_start as "from", v.planned_end as "to", v.status, u.name as engineer, c.number, c.subject, s.name as site_name,
                       c.tracking_token
                  from fieldwork.visit v
                  join cases.service_case c on c.id = v.case_id
                  join identity.app_user u on u.id = v.engineer_id
                  left join customers.site s on s.id = c.site_id
                 where v.status in ('PLANNED', 'ACCEPTED', 'ON_THE_WAY', 'ARRIVED', 'STOPPED', 'WORKING', 'PAUSED') and v.planned_end > :since
                """ + OWN.formatted("c") + """
                 order by v.planned_start, v.id
                 limit 50
                """).params(reach.params()).param("since", since.atOffset(UTC)).query(MyVisit.class).list();
    }
}
