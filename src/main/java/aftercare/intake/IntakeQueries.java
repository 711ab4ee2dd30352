package aftercare.intake;

import aftercare.assets.Warranty;
import aftercare.cases.CaseStatus;
import aftercare.customers.Caller;
import aftercare.customers.CustomerDesk;
import aftercare.customers.PersonalData;
import aftercare.identity.Permission;
import aftercare.identity.Scope;
import aftercare.kernel.Refusal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What the desk needs to see while somebody is on the line; each answer must be there before the caller has said his name. */
@Component
@Transactional(readOnly = true)
class IntakeQueries {

    record CallerView(List<KnownCaller> callers, List<PastCase> cases) {}

    record KnownCaller(UUID customerId, String customerNumber, String customerName, String tier, @Nullable UUID contactId, String name,
                       String title, String phone, String email) {}

    record PastCase(UUID id, String number, String subject, CaseStatus status, int severity, Instant openedAt, @Nullable UUID customerId,
                    String contactName, @Nullable UUID deviceId, @Nullable String deviceName, @Nullable String resolution) {}

    /** @param openCases how many cases of it are open now */
    record DeviceView(UUID id, String number, String serial, String name, String model, String location, @Nullable UUID siteId,
                      @Nullable String siteName, @Nullable UUID projectId, @Nullable String projectName, UUID customerId, String customerName,
                      String state, @Nullable LocalDate warrantyUntil, Warranty.State warranty, int openCases) {}

    record ContactView(UUID id, String name, String title, String phone, String email) {}

    record SiteView(UUID id, String name, String address) {}

    record CustomerView(UUID id, String number, String name, String tier, UUID branchId, String branchName, List<ContactView> contacts,
                        List<SiteView> sites, List<DeviceView> devices, List<PastCase> cases) {}

    private final CustomerDesk customers;
    private final JdbcClient jdbc;
    private final Clock clock;

    IntakeQueries(CustomerDesk customers, JdbcClient jdbc, Clock clock) {
        this.customers = customers;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    CallerView caller(String phone, Scope scope) {
        var personal = PersonalData.of(scope);
        var known = customers.byPhone(phone, scope).stream().map(caller -> known(caller, personal)).toList();
        var cases = jdbc.sql("""
                select c.id, c.number, c.subject, c.status, c.severity, c.opened_at, c.customer_id, c.contact_name, c.device_id,
                       coalesce(nullif(d.name, ''), p.name) as device_name, c.resolution
                  from cases.service_case c
                  left join assets.device d on d.id = c.device_id
                  left join assets.product p on p.id = d.product_id
                 where c.contact_phone <> '' and (customers.phone_keys(c.contact_phone))[1] = (customers.phone_keys(:phone))[1]
                   and (:everywhere or c.branch_id = any(:branches))
                   and (cast(:partner as uuid) is null or c.partner_id = :partner)
                   and (cast(:customer as uuid) is null or c.customer_id = :customer)
                 order by c.opened_at desc limit 10
                """)
                .param("phone", phone.replace("\0", "")).params(scope.reach(Permission.CASES_READ).params())
                .query(PastCase.class).list();
        return new CallerView(known, cases);
    }

    /** While it is being typed. */
    List<KnownCaller> typed(String words, Scope scope) {
        var personal = PersonalData.of(scope);
        return customers.typed(words, scope).stream().map(caller -> known(caller, personal)).toList();
    }

    CustomerView customer(UUID id, Scope scope) {
        record Row(UUID id, String number, String name, String tier, UUID branchId, String branchName) {}
        var personal = PersonalData.of(scope);
        var row = jdbc.sql("""
                select c.id, c.number, c.name, c.tier, c.branch_id, b.name as branch_name
                  from customers.customer c join identity.branch b on b.id = c.branch_id
                 where c.id = :id and (:everywhere or c.branch_id = any(:branches)) and cast(:partner as uuid) is null
                   and (cast(:customer as uuid) is null or c.id = :customer)
                """)
                .param("id", id).params(scope.reach(Permission.CUSTOMERS_READ).params()).query(Row.class).optional()
                .orElseThrow(() -> new Refusal.Missing("customers.no-such-customer", "there is no customer %s".formatted(id), Map.of()));
        var contacts = jdbc.sql("""
                select id, name, title, phone, email from customers.contact where customer_id = :id and active
                 order by is_primary desc, name limit 50
                """).param("id", id).query(ContactView.class).list().stream()
                .map(contact -> new ContactView(contact.id(), contact.name(), contact.title(), personal.phone(contact.phone(), row.branchId()),
                        personal.email(contact.email(), row.branchId()))).toList();
        var sites = jdbc.sql("select id, name, address from customers.site where customer_id = :id and active order by name limit 100")
                .param("id", id).query(SiteView.class).list();
        var cases = jdbc.sql("""
                select c.id, c.number, c.subject, c.status, c.severity, c.opened_at, c.customer_id, c.contact_name, c.device_id,
                       coalesce(nullif(d.name, ''), p.name) as device_name, c.resolution
                  from cases.service_case c
                  left join assets.device d on d.id = c.device_id
                  left join assets.product p on p.id = d.product_id
                 where c.customer_id = :id and (:everywhere or c.branch_id = any(:branches))
                   and (cast(:partner as uuid) is null or c.partner_id = :partner)
                   and (cast(:customer as uuid) is null or c.customer_id = :customer)
                 order by c.opened_at desc, c.id desc limit 10
                """)
                .param("id", id).params(scope.reach(Permission.CASES_READ).params()).query(PastCase.class).list();
        return new CustomerView(row.id(), row.number(), row.name(), row.tier(), row.branchId(), row.branchName(), contacts, sites,
                devices(id, null, scope), cases);
    }

    List<DeviceView> devices(@Nullable UUID customer, @Nullable String words, Scope scope) {
        var typed = words == null ? "" : words.replace("\0", "").strip();
        var now = clock.instant();
        return jdbc.sql("""
                select d.id, d.number, d.serial, coalesce(nullif(d.name, ''), p.name) as name, p.model, d.location, d.site_id, s.name as site_name,
                       d.project_id, j.name as project_name, d.customer_id, k.name as customer_name, d.state, d.warranty_from as accepted_on, d.warranty_until, b.zone,
                       (select count(*) from cases.service_case c
                         where c.device_id = d.id and c.status in ('NEW', 'ACTIVE', 'WAITING', 'RESOLVED')) as open_cases
                  from assets.device d
                  join assets.product p on p.id = d.product_id
                  join customers.customer k on k.id = d.customer_id
                  join identity.branch b on b.id = d.branch_id
                  left join customers.site s on s.id = d.site_id
                  left join assets.project j on j.id = d.project_id
                 where d.state <> 'SCRAPPED'
                   and (cast(:ofCustomer as uuid) is null or d.customer_id = :ofCustomer)
                   and (:words = '' or (length(:words) < 2 or d.grams @> platform.grams(:words))
                        and strpos(lower(concat_ws(chr(10), d.number, d.serial, d.name, d.location)), lower(:words)) > 0)
                   and (:everywhere or d.branch_id = any(:branches)) and cast(:partner as uuid) is null
                   and (cast(:customer as uuid) is null or d.customer_id = :customer)
                 order by d.number desc limit 30
                """)
                .param("ofCustomer", customer).param("words", typed).params(scope.reach(Permission.ASSETS_READ).params())
                .query((row, _) -> device(row, now)).list();
    }

    private static DeviceView device(ResultSet row, Instant now) throws SQLException {
        var accepted = row.getObject("accepted_on", LocalDate.class);
        var until = row.getObject("warranty_until", LocalDate.class);
        return new DeviceView(row.getObject("id", UUID.class), row.getString("number"), row.getString("serial"), row.getString("name"),
                row.getString("model"), row.getString("location"), row.getObject("site_id", UUID.class), row.getString("site_name"),
                row.getObject("project_id", UUID.class), row.getString("project_name"), row.getObject("customer_id", UUID.class),
                row.getString("customer_name"), row.getString("state"), until,
                (accepted == null || until == null ? Warranty.open() : new Warranty(accepted, until)).at(now, ZoneId.of(row.getString("zone"))).state(),
                row.getInt("open_cases"));
    }

    private static KnownCaller known(Caller caller, PersonalData personal) {
        return new KnownCaller(caller.customer().value(), caller.customerNumber(), caller.customerName(), caller.tier().name(), caller.contact(),
                caller.name(), caller.title(), personal.phone(caller.phone(), caller.branchId()), personal.email(caller.email(), caller.branchId()));
    }
}
