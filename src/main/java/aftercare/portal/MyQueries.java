package aftercare.portal;

import static java.time.ZoneOffset.UTC;

import aftercare.cases.CaseStatus;
import aftercare.cases.CustomerSight;
import aftercare.contracts.ContractLevels;
import aftercare.identity.Scope;
import aftercare.promises.PromiseState;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * A customer's own cases, devices and visits. The reach of a customer's user is their company, whatever the branch; cases are narrowed by
 * {@link CustomerSight}. Who looks after named sites only sees the devices there.
 */
@Component
@Transactional(readOnly = true)
class MyQueries {

    record Company(String name, long open, long devices, String phone, String email) {}

    /** With the promise that runs out next. */
    record MyCase(UUID id, String number, String subject, CaseStatus status, Instant openedAt, @Nullable String deviceName, @Nullable String siteName,
                  @Nullable Instant visitFrom, @Nullable Instant visitTo, boolean rated, String trackingToken, @Nullable String promiseCode,
                  @Nullable PromiseState promiseState, @Nullable Instant promiseDue, @Nullable Instant promiseBreached) {}

    record CaseCursor(Instant openedAt, UUID id) {}

    record CasePage(List<MyCase> rows, @Nullable CaseCursor next) {}

    /**
     * @param warrantyLastDay null while acceptance is open
     * @param contractLastDay of the maintenance contract that covers it today
     */
    record MyDevice(UUID id, String number, String name, String model, String serial, String location, @Nullable String siteName,
                    @Nullable LocalDate warrantyLastDay, boolean underWarranty, @Nullable LocalDate contractLastDay, String qrToken,
                    @Nullable String openCaseNumber, @Nullable String openCaseToken) {}

    private record DeviceRow(UUID id, String number, String name, String model, String serial, String location, @Nullable UUID siteId, @Nullable String siteName,
                             @Nullable UUID projectId, @Nullable LocalDate warrantyLastDay, boolean underWarranty, String qrToken, @Nullable String openCaseNumber,
                             @Nullable String openCaseToken) {}

    record DevicePage(List<MyDevice> rows, @Nullable String next) {}

    record MyVisit(UUID id, Instant from, Instant to, String status, String engineer, String number, String subject, @Nullable String siteName,
                   String trackingToken) {}

    private static final String OWN_DEVICES = """
               and (:everywhere or d.branch_id = any(:branches))
               and d.customer_id = :customer
               and (:seesAll or not exists (select from identity.portal_site m where m.user_id = :me)
                    or d.site_id in (select m.site_id from identity.portal_site m where m.user_id = :me))
            """;

    private final JdbcClient jdbc;
    private final ContractLevels levels;

    MyQueries(JdbcClient jdbc, ContractLevels levels) {
        this.jdbc = jdbc;
        this.levels = levels;
    }

    /** With the phone and the e-mail of whoever asks, who need not type them again. */
    Company company(Scope scope) {
        return jdbc.sql("""
                select k.name,
                       (select count(*) from cases.service_case c where c.status in ('NEW', 'ACTIVE', 'WAITING', 'RESOLVED')
                """ + CustomerSight.SEEN + """
                       ) as open,
                       (select count(*) from assets.device d where d.state <> 'SCRAPPED'
                """ + OWN_DEVICES + """
                       ) as devices, u.phone, u.email
                  from customers.customer k join identity.app_user u on u.id = :me
                 where k.id = :customer
                """).params(CustomerSight.params(scope)).query(Company.class).optional().orElse(new Company("", 0, 0, "", ""));
    }

    CasePage cases(Scope scope, boolean onlyOpen, @Nullable CaseCursor after, int size) {
        var rows = jdbc.sql("""
                select c.id, c.number, c.subject, c.status, c.opened_at, coalesce(nullif(d.name, ''), p.name) as device_name, s.name as site_name,
                       v.planned_start as visit_from, v.planned_end as visit_to,
                       exists (select from care.rating r where r.case_id = c.id) as rated, c.tracking_token,
                       o.code as promise_code, o.state as promise_state, o.due_at as promise_due, o.breached_at as promise_breached
                  from cases.service_case c
                  left join assets.device d on d.id = c.device_id
                  left join assets.product p on p.id = d.product_id
                  left join customers.site s on s.id = c.site_id
                  left join lateral (select v.planned_start, v.planned_end from fieldwork.visit v
                                      where v.case_id = c.id and v.status in ('PLANNED', 'ACCEPTED', 'ON_THE_WAY', 'ARRIVED', 'STOPPED', 'WORKING', 'PAUSED')
                                      order by v.planned_start limit 1) v on true
                  left join lateral (select o.code, o.state, o.due_at, o.breached_at from promises.promise o
                                      where o.subject_kind = 'case' and o.subject_id = c.id and o.state in ('RUNNING', 'PAUSED') and o.customer_visible
                                      order by o.due_at, o.code limit 1) o on c.status in ('NEW', 'ACTIVE', 'WAITING')
                 where (not :onlyOpen or c.status in ('NEW', 'ACTIVE', 'WAITING', 'RESOLVED'))
                   and (cast(:afterAt as timestamptz) is null or (c.opened_at, c.id) < (:afterAt, cast(:afterId as uuid)))
                """ + CustomerSight.SEEN + """
                 order by c.opened_at desc, c.id desc
                 limit :size
                """)
                .params(CustomerSight.params(scope)).param("onlyOpen", onlyOpen)
                .param("afterAt", after == null ? null : after.openedAt().atOffset(UTC)).param("afterId", after == null ? null : after.id())
                .param("size", size + 1).query(MyCase.class).list();
        if (rows.size() <= size) {
            return new CasePage(rows, null);
        }
        var last = rows.get(size - 1);
        return new CasePage(rows.subList(0, size), new CaseCursor(last.openedAt(), last.id()));
    }

    /** By number; {@code after} is the last number of the page before. */
    DevicePage devices(Scope scope, @Nullable String words, @Nullable String after, int size, Instant now) {
        var rows = jdbc.sql("""
                select d.id, d.number, coalesce(nullif(d.name, ''), p.name) as name, p.model, d.serial, d.location, d.site_id, s.name as site_name, d.project_id,
                       d.warranty_until - 1 as warranty_last_day, coalesce(d.warranty_until > (cast(:now as timestamptz) at time zone b.zone)::date, false) as under_warranty, d.qr_token, o.number as open_case_number, o.tracking_token as open_case_token
                  from assets.device d
                  join assets.product p on p.id = d.product_id
                  join identity.branch b on b.id = d.branch_id
                  left join customers.site s on s.id = d.site_id
                  left join lateral (select c.number, c.tracking_token from cases.service_case c
                                      where c.device_id = d.id and c.status in ('NEW', 'ACTIVE', 'WAITING', 'RESOLVED')
                """ + CustomerSight.SEEN + """
                                      order by c.opened_at desc limit 1) o on true
                 where d.state <> 'SCRAPPED'
                   and (cast(:words as text) is null
                        or concat_ws(' ', d.number, d.serial, d.name, p.name, p.model, d.location, s.name) ilike '%' || :words || '%')
                   and (cast(:after as text) is null or d.number > :after)
                """ + OWN_DEVICES + """
                 order by d.number
                 limit :size
                """)
                .params(CustomerSight.params(scope)).param("words", words == null || words.isBlank() ? null : words.strip().replaceAll("([\\\\%_])", "\\\\$1"))
                .param("after", after).param("size", size + 1).param("now", now.atOffset(UTC)).query(DeviceRow.class).list();
        var page = rows.stream().limit(size).map(row -> new MyDevice(row.id(), row.number(), row.name(), row.model(), row.serial(), row.location(), row.siteName(),
                row.warrantyLastDay(), row.underWarranty(), contractOf(row, scope, now), row.qrToken(), row.openCaseNumber(), row.openCaseToken())).toList();
        return new DevicePage(page, rows.size() <= size ? null : page.getLast().number());
    }

    private @Nullable LocalDate contractOf(DeviceRow row, Scope scope, Instant now) {
        return levels.cover(Objects.requireNonNull(scope.customer()), row.siteId(), row.projectId(), row.id(), now).map(ContractLevels.Cover::lastDay).orElse(null);
    }

    /** Who is expected, soonest first. */
    List<MyVisit> visits(Scope scope, Instant since) {
        return jdbc.sql("""
                select v.id, v.planned_start as "from", v.planned_end as "to", v.status, u.name as engineer, c.number, c.subject, s.name as site_name,
                       c.tracking_token
                  from fieldwork.visit v
                  join cases.service_case c on c.id = v.case_id
                  join identity.app_user u on u.id = v.engineer_id
                  left join customers.site s on s.id = c.site_id
                 where v.status in ('PLANNED', 'ACCEPTED', 'ON_THE_WAY', 'ARRIVED', 'STOPPED', 'WORKING', 'PAUSED') and v.planned_end > :since
                """ + CustomerSight.SEEN + """
                 order by v.planned_start, v.id
                 limit 50
                """).params(CustomerSight.params(scope)).param("since", since.atOffset(UTC)).query(MyVisit.class).list();
    }
}
