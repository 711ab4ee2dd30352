package aftercare.cases;

import static java.time.ZoneOffset.UTC;

import aftercare.assets.Warranty;
import aftercare.customers.PersonalData;
import aftercare.identity.Permission;
import aftercare.identity.Scope;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Read side of cases besides the {@link CaseList}: one method a screen, one statement a method. Never loads a {@link ServiceCase}. */
@Component
@Transactional(readOnly = true)
class CaseQueries {

    private static final int COUNTED = 1000;

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Catalogue catalogue;

    CaseQueries(JdbcClient jdbc, JsonMapper json, Catalogue catalogue) {
        this.jdbc = jdbc;
        this.json = json;
        this.catalogue = catalogue;
    }

    record Person(UUID id, String name) {}

    record BranchView(UUID id, String name, String zone, String phone) {}

    record CustomerView(UUID id, String number, String name, String kind, String tier, String phone) {}

    record SiteView(UUID id, String name, String address, @Nullable String region, @Nullable Double lng, @Nullable Double lat) {}

    record ProjectView(UUID id, String number, String name) {}

    record DeviceView(UUID id, String number, String serial, String name, String product, String model, String maker, String location,
                      String state, @Nullable LocalDate acceptedOn, @Nullable LocalDate warrantyUntil, Warranty.State warranty) {}

    record KindView(String code, int version, Map<String, String> name, boolean visits, List<Kind.Stage> stages,
                    List<Kind.SeverityLevel> severities) {}

    /** {@code code} and {@code facts} make the sentence in every language; {@code by} when a person has decided. */
    /** @param unsolvedTwice the same fault came back twice: the customer may have a third party do it at our cost (C-7) */
    record EntitlementView(Entitlement value, String code, String reason, Map<String, Object> facts, @Nullable Person by, boolean unsolvedTwice) {}

    record CodeView(String code, Map<String, String> name) {}

    /** Another case, as far as it matters beside this one. {@code relation}: DUPLICATE, RELATED, REPEAT_OF, or why it is listed. */
    record OtherCase(UUID id, String number, String subject, CaseStatus status, int severity, Instant openedAt, @Nullable Instant closedAt,
                     @Nullable String resolution, String relation) {}

    /** Who sees and may do what is for the controller to add. */
    record CaseView(UUID id, String number, String subject, String description, Channel channel, CaseStatus status, String stage, int severity,
                    KindView kind, BranchView branch, @Nullable Person partner, @Nullable CustomerView customer, String contactName,
                    String contactPhone, String contactEmail, String company, String place, @Nullable SiteView site, @Nullable ProjectView project, @Nullable DeviceView device,
                    EntitlementView entitlement, @Nullable CodeView symptom, @Nullable CodeView cause, @Nullable CodeView responsibility,
                    @Nullable Person assignee, @Nullable Person openedBy, @Nullable String waitingReason, @Nullable String resolution,
                    @Nullable String cancelReason, int reopened, Instant openedAt, @Nullable Instant answeredAt, @Nullable Instant arrivedAt,
                    @Nullable Instant resolvedAt, @Nullable Instant closedAt, String trackingToken, int version) {}

    private static final TypeReference<Map<String, String>> NAME = new TypeReference<>() {};
    private static final TypeReference<Map<String, Object>> FACTS = new TypeReference<>() {};

    CaseView view(UUID id, Scope scope, Instant now) {
        return jdbc.sql("""
                select c.*, b.name as branch_name, b.zone, b.phone as branch_phone, pa.name as partner_name,
                       k.number as customer_number, k.name as customer_name, k.kind as customer_kind, k.tier, k.phone as customer_phone,
                       s.name as site_name, s.address, s.lng, s.lat, r.full_name as region,
                       j.number as project_number, j.name as project_name,
                       d.number as device_number, d.serial, d.name as device_name, d.location, d.state as device_state, d.warranty_from as accepted_on,
                       d.warranty_until, pr.name as product_name, pr.model, pr.maker,
                       u.name as assignee_name, o.name as opener_name, e.name as decider_name,
                       exists (select from cases.service_case r where r.id = c.repeat_of and r.repeat_of is not null) as unsolved_twice,
                       sy.name as symptom_name, ca.name as cause_name, re.name as responsibility_name
                  from cases.service_case c
                  join identity.branch b on b.id = c.branch_id
                  left join identity.partner pa on pa.id = c.partner_id
                  left join customers.customer k on k.id = c.customer_id
                  left join customers.site s on s.id = c.site_id
                  left join customers.region r on r.code = s.region_code
                  left join assets.project j on j.id = c.project_id
                  left join assets.device d on d.id = c.device_id
                  left join assets.product pr on pr.id = d.product_id
                  left join identity.app_user u on u.id = c.assignee_id
                  left join identity.app_user o on o.id = c.opened_by
                  left join identity.app_user e on e.id = c.entitlement_by
                  left join cases.fault_code sy on sy.code = c.symptom_code
                  left join cases.fault_code ca on ca.code = c.cause_code
                  left join cases.fault_code re on re.code = c.responsibility_code
                 where c.id = :id and (:everywhere or c.branch_id = any(:branches))
                   and (cast(:partner as uuid) is null or c.partner_id = :partner)
                   and (cast(:customer as uuid) is null or c.customer_id = :customer)
                """)
                .param("id", id).params(scope.reach(Permission.CASES_READ).params())
                .query((row, _) -> view(row, now, PersonalData.of(scope))).optional().orElseThrow(() -> CaseStore.missing(id.toString()));
    }

    /** Lets in whoever may read this case; everybody else learns that there is no such case. */
    void readable(UUID id, Scope scope) {
        if (!jdbc.sql("""
                select exists (select from cases.service_case c
                 where c.id = :id and (:everywhere or c.branch_id = any(:branches))
                   and (cast(:partner as uuid) is null or c.partner_id = :partner)
                   and (cast(:customer as uuid) is null or c.customer_id = :customer))
                """)
                .param("id", id).params(scope.reach(Permission.CASES_READ).params()).query(Boolean.class).single()) {
            throw CaseStore.missing(id.toString());
        }
    }

    /** The cases beside this one: linked, the one it repeats, open ones of the device, and earlier ones of device and customer. */
    List<OtherCase> others(CaseView view, Scope scope) {
        return jdbc.sql("""
                with beside as (
                    select l.other_id as id, l.kind as relation, 1 as weight from cases.link l where l.case_id = :id
                    union all
                    (select l.case_id, case l.kind when 'MERGED' then 'MERGED_IN' when 'PART_OF' then 'HAS_PART' else l.kind end, 1
                       from cases.link l where l.other_id = :id order by l.linked_at desc limit 100)
                    union all
                    select c.repeat_of, 'REPEAT_OF', 0 from cases.service_case c where c.id = :id and c.repeat_of is not null
                    union all
                    select c.id, 'REPEATED_BY', 0 from cases.service_case c
                     where cast(:device as uuid) is not null and c.device_id = :device and c.repeat_of = :id
                    union all
                    (select c.id, 'SAME_DEVICE', 2 from cases.service_case c
                      where cast(:device as uuid) is not null and c.device_id = :device order by c.opened_at desc limit 11)
                    union all
                    (select c.id, 'SAME_CUSTOMER', 3 from cases.service_case c
                      where cast(:ofCustomer as uuid) is not null and c.customer_id = :ofCustomer
                      order by c.opened_at desc, c.id desc limit 11)),
                once as (
                    select distinct on (id) id, relation, weight from beside where id <> :id order by id, weight)
                select c.id, c.number, c.subject, c.status, c.severity, c.opened_at, c.closed_at, c.resolution, once.relation
                  from once join cases.service_case c on c.id = once.id
                 where (:everywhere or c.branch_id = any(:branches))
                   and (cast(:partner as uuid) is null or c.partner_id = :partner)
                   and (cast(:customer as uuid) is null or c.customer_id = :customer)
                 order by once.weight, c.opened_at desc
                """)
                .param("id", view.id()).param("device", view.device() == null ? null : view.device().id())
                .param("ofCustomer", view.customer() == null ? null : view.customer().id())
                .params(scope.reach(Permission.CASES_READ).params())
                .query(OtherCase.class).list();
    }

    /** The case with this number, as far as whoever asks may read it. */
    UUID numbered(String number, Scope scope) {
        return jdbc.sql("""
                select c.id from cases.service_case c
                 where c.number = upper(:number) and (:everywhere or c.branch_id = any(:branches))
                   and (cast(:partner as uuid) is null or c.partner_id = :partner)
                   and (cast(:customer as uuid) is null or c.customer_id = :customer)
                """)
                .param("number", number.replace("\0", "")).params(scope.reach(Permission.CASES_READ).params()).query(UUID.class).optional()
                .orElseThrow(() -> CaseStore.missing(number));
    }

    /** Numbers of the start page; each stops at {@value #COUNTED} ("1000+"). */
    record Counts(int open, int fresh, int mine, int unassigned, int waiting, int resolved, int severe, int overdue, int soon, int cap) {}

    Counts counts(Scope scope, Instant now) {
        return jdbc.sql("""
                with desk as materialized (
                    select c.id, c.status, c.assignee_id, c.severity from cases.service_case c
                     where c.status in ('NEW', 'ACTIVE', 'WAITING', 'RESOLVED')
                       and (:everywhere or c.branch_id = any(:branches))
                       and (cast(:partner as uuid) is null or c.partner_id = :partner)
                       and (cast(:customer as uuid) is null or c.customer_id = :customer)
                     order by c.opened_at desc
                     limit 50000),
                clock as (
                    select p.subject_id, bool_or(p.breached_at is not null or p.state = 'RUNNING' and p.due_at <= :now) as overdue,
                           bool_or(p.state = 'RUNNING' and p.breached_at is null and p.due_at > :now and p.due_at <= :soon) as soon
                      from promises.promise p
                     where p.subject_kind = 'case' and p.state in ('RUNNING', 'PAUSED')
                       and (:everywhere or p.branch_id = any(:branches))
                     group by p.subject_id)
                select least(count(*), :cap) as open,
                       least(count(*) filter (where status = 'NEW'), :cap) as fresh,
                       least(count(*) filter (where assignee_id = :me and status <> 'RESOLVED'), :cap) as mine,
                       least(count(*) filter (where assignee_id is null and status <> 'RESOLVED'), :cap) as unassigned,
                       least(count(*) filter (where status = 'WAITING'), :cap) as waiting,
                       least(count(*) filter (where status = 'RESOLVED'), :cap) as resolved,
                       least(count(*) filter (where severity <= 2 and status <> 'RESOLVED'), :cap) as severe,
                       least(count(*) filter (where clock.overdue), :cap) as overdue,
                       least(count(*) filter (where clock.soon), :cap) as soon,
                       :cap as cap
                  from desk left join clock on clock.subject_id = desk.id
                """)
                .params(scope.reach(Permission.CASES_READ).params()).param("me", scope.user())
                .param("now", now.atOffset(UTC)).param("soon", now.plus(CaseList.SOON).atOffset(UTC)).param("cap", COUNTED)
                .query(Counts.class).single();
    }

    /** People a case can be given to: ours and, in a branch, the partner's. */
    List<Person> assignable(UUID branch) {
        return jdbc.sql("""
                select u.id, u.name from identity.app_user u
                 where u.active and u.customer_id is null
                   and exists (select from identity.membership m where m.user_id = u.id and (m.branch_id is null or m.branch_id = :branch)
                                  and m.role in ('AGENT', 'DISPATCHER', 'ENGINEER', 'MANAGER', 'BRANCH_MANAGER'))
                 order by u.name, u.id limit 500
                """)
                .param("branch", branch).query(Person.class).list();
    }

    private CaseView view(ResultSet row, Instant now, PersonalData personal) throws SQLException {
        var branch = row.getObject("branch_id", UUID.class);
        var kind = catalogue.of(row.getString("kind_code"), row.getInt("kind_version"));
        var device = row.getObject("device_id", UUID.class);
        var site = row.getObject("site_id", UUID.class);
        var project = row.getObject("project_id", UUID.class);
        var customer = row.getObject("customer_id", UUID.class);
        return new CaseView(row.getObject("id", UUID.class), row.getString("number"), row.getString("subject"), row.getString("description"),
                Channel.valueOf(row.getString("channel")), CaseStatus.valueOf(row.getString("status")), row.getString("stage"),
                row.getInt("severity"),
                new KindView(kind.code(), kind.version(), kind.name(), kind.definition().visits(), kind.definition().stages(),
                        kind.definition().severities()),
                new BranchView(branch, row.getString("branch_name"), row.getString("zone"),
                        row.getString("branch_phone")),
                person(row, "partner_id", "partner_name"),
                customer == null ? null : new CustomerView(customer, row.getString("customer_number"), row.getString("customer_name"),
                        row.getString("customer_kind"), row.getString("tier"), personal.phone(row.getString("customer_phone"), branch)),
                row.getString("contact_name"), personal.phone(row.getString("contact_phone"), branch),
                personal.email(row.getString("contact_email"), branch), row.getString("company"), row.getString("place"),
                site == null ? null : new SiteView(site, row.getString("site_name"), row.getString("address"), row.getString("region"),
                        row.getObject("lng", Double.class), row.getObject("lat", Double.class)),
                project == null ? null : new ProjectView(project, row.getString("project_number"), row.getString("project_name")),
                device == null ? null : new DeviceView(device, row.getString("device_number"), row.getString("serial"),
                        row.getString("device_name"), row.getString("product_name"), row.getString("model"), row.getString("maker"),
                        row.getString("location"), row.getString("device_state"), row.getObject("accepted_on", LocalDate.class),
                        row.getObject("warranty_until", LocalDate.class),
                        warranty(row, now)),
                new EntitlementView(Entitlement.valueOf(row.getString("entitlement")), row.getString("entitlement_code"),
                        row.getString("entitlement_reason"), json.readValue(row.getString("entitlement_facts"), FACTS),
                        person(row, "entitlement_by", "decider_name"), row.getBoolean("unsolved_twice")),
                code(row, "symptom"), code(row, "cause"), code(row, "responsibility"),
                person(row, "assignee_id", "assignee_name"), person(row, "opened_by", "opener_name"),
                row.getString("waiting_reason"), row.getString("resolution"), row.getString("cancel_reason"), row.getInt("reopened"),
                at(row, "opened_at"), instant(row, "answered_at"), instant(row, "arrived_at"), instant(row, "resolved_at"),
                instant(row, "closed_at"), row.getString("tracking_token"), row.getInt("version"));
    }

    private static Warranty.State warranty(ResultSet row, Instant now) throws SQLException {
        var accepted = row.getObject("accepted_on", LocalDate.class);
        var until = row.getObject("warranty_until", LocalDate.class);
        var warranty = accepted == null || until == null ? Warranty.open() : new Warranty(accepted, until);
        return warranty.at(now, ZoneId.of(row.getString("zone"))).state();
    }

    private @Nullable CodeView code(ResultSet row, String dimension) throws SQLException {
        var code = row.getString(dimension + "_code");
        return code == null ? null : new CodeView(code, json.readValue(row.getString(dimension + "_name"), NAME));
    }

    private static @Nullable Person person(ResultSet row, String id, String name) throws SQLException {
        var person = row.getObject(id, UUID.class);
        return person == null ? null : new Person(person, row.getString(name));
    }

    static Instant at(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
