package aftercare.customers;

import static java.util.stream.Collectors.groupingBy;

import aftercare.identity.Permission;
import aftercare.identity.Reach;
import aftercare.identity.Scope;
import aftercare.platform.Words;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Read side of customers: one method per screen. Personal data passes through {@link PersonalData}. */
@Component
@Transactional(readOnly = true)
class CustomerQueries {

    private static final int SIZE = 50;
    private static final int MOST_EXPORTED = 1_000_000;

    /** What a list is narrowed to; null narrows nothing. */
    record Filter(@Nullable String words, @Nullable UUID branch, @Nullable Tier tier, @Nullable CustomerKind kind, @Nullable Boolean active) {}

    /** {@code place} is the region of the first site. */
    record CustomerRow(UUID id, String number, String name, CustomerKind kind, Tier tier, UUID branchId, String branchName, String phone,
                       @Nullable String contactName, @Nullable String contactPhone, int sites, @Nullable String place, boolean active) {}

    record CustomerPage(List<CustomerRow> rows, @Nullable UUID next) {}

    /** @param emailFailure why a mail to the address came back; null when none did since it was written down or heard from */
    record ContactView(UUID id, String name, String title, String phone, String email, boolean primary, boolean active, @Nullable String emailFailure,
                       int version) {}

    record SiteView(UUID id, String name, @Nullable String regionCode, @Nullable String region, String address, @Nullable Double lng,
                    @Nullable Double lat, boolean active, int version) {}

    /** @param masked phone numbers and addresses are shown in part only; {@code mayEdit}: whoever looks may change it */
    record CustomerView(UUID id, String number, String name, CustomerKind kind, Tier tier, UUID branchId, String branchName, String phone,
                        String email, String note, boolean active, Instant createdAt, int version, List<ContactView> contacts,
                        List<SiteView> sites, boolean masked, boolean mayEdit) {}

    record SiteRow(String customerNumber, String customerName, String name, @Nullable String region, String address, @Nullable Double lng, @Nullable Double lat,
                   boolean active) {}

    record ContactRow(String customerNumber, String customerName, UUID branchId, String name, String title, String phone, String email, boolean primary, boolean active) {}

    private final JdbcClient jdbc;

    private static final int TYPED = 20;
    private static final String IN_REACH = "(:everywhere or c.branch_id = any(:branches)) and cast(:partner as uuid) is null and (cast(:customer as uuid) is null or c.id = :customer)";

    CustomerQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    CustomerPage list(Filter filter, @Nullable UUID after, Scope scope) {
        var rows = rows(filter, after, SIZE + 1, scope).list();
        var more = rows.size() > SIZE;
        var page = more ? rows.subList(0, SIZE) : rows;
        var personal = PersonalData.of(scope);
        return new CustomerPage(page.stream().map(row -> masked(row, personal)).toList(), more ? page.getLast().id() : null);
    }

    /** The whole list, row by row. */
    void each(Filter filter, Scope scope, Consumer<CustomerRow> row) {
        var personal = PersonalData.of(scope);
        try (Stream<CustomerRow> rows = rows(filter, null, MOST_EXPORTED, scope).stream()) {
            rows.forEach(found -> row.accept(masked(found, personal)));
        }
    }

    /** Found by name and number; by contact, phone and e-mail only where whoever asks may read them. */
    private JdbcClient.MappedQuerySpec<CustomerRow> rows(Filter filter, @Nullable UUID after, int size, Scope scope) {
        var open = PersonalData.of(scope).open();
        return jdbc.sql("""
                select c.id, c.number, c.name, c.kind, c.tier, c.branch_id, b.name as branch_name, c.phone,
                       p.name as contact_name, p.phone as contact_phone,
                       (select count(*) from customers.site s where s.customer_id = c.id and s.active) as sites,
                       (select r.full_name from customers.site s join customers.region r on r.code = s.region_code
                         where s.customer_id = c.id and s.active order by s.id limit 1) as place, c.active
                  from customers.customer c
                  join identity.branch b on b.id = c.branch_id
                  left join customers.contact p on p.customer_id = c.id and p.is_primary
                 where (:everywhere or c.branch_id = any(:branches))
                   and cast(:partner as uuid) is null
                   and (cast(:customer as uuid) is null or c.id = :customer)
                   and (cast(:words as text) is null or c.id in (
                        select w.id from customers.customer w
                         where w.grams @> platform.grams(:words)
                           and (strpos(lower(w.name), :words) > 0 or strpos(lower(w.number), :words) > 0
                                or (:openEverywhere or w.branch_id = any(:openBranches))
                                   and (strpos(w.phone, :words) > 0 or strpos(lower(w.email), :words) > 0))
                        union all
                        select k.customer_id from customers.contact k join customers.customer w on w.id = k.customer_id
                         where (:openEverywhere or w.branch_id = any(:openBranches)) and k.active
                           and k.grams @> platform.grams(:words)
                           and (strpos(lower(k.name), :words) > 0 or strpos(k.phone, :words) > 0 or strpos(lower(k.email), :words) > 0)
                        union all
                        select k.customer_id from customers.contact k join customers.customer w on w.id = k.customer_id
                         where (:openEverywhere or w.branch_id = any(:openBranches)) and k.active
                           and k.phone_keys && customers.phone_keys(:words)))
                   and (cast(:branch as uuid) is null or c.branch_id = :branch)
                   and (cast(:tier as text) is null or c.tier = :tier)
                   and (cast(:kind as text) is null or c.kind = :kind)
                   and (cast(:active as boolean) is null or c.active = :active)
                   and (cast(:after as uuid) is null
                        or (c.name, c.id) > ((select l.name from customers.customer l where l.id = :after), :after))
                 order by c.name, c.id
                 limit :size
                """)
                .params(scope.reach(Permission.CUSTOMERS_READ).params())
                .param("openEverywhere", open.everywhere()).param("openBranches", open.branches().toArray(UUID[]::new))
                .param("words", Words.of(filter.words())).param("branch", filter.branch())
                .param("tier", filter.tier() == null ? null : filter.tier().name())
                .param("kind", filter.kind() == null ? null : filter.kind().name()).param("active", filter.active())
                .param("after", after).param("size", size)
                .withFetchSize(500)
                .query(CustomerRow.class);
    }

    /** In the order of the list of customers. */
    List<SiteRow> sitesOf(UUID[] customers) {
        return jdbc.sql("""
                select c.number as customer_number, c.name as customer_name, s.name, r.full_name as region, s.address, s.lng, s.lat, s.active
                  from customers.site s join customers.customer c on c.id = s.customer_id left join customers.region r on r.code = s.region_code
                 where s.customer_id = any(:customers) order by c.name, c.id, s.name, s.id
                """).param("customers", customers).query(SiteRow.class).list();
    }

    List<ContactRow> contactsOf(UUID[] customers, Scope scope) {
        var personal = PersonalData.of(scope);
        return jdbc.sql("""
                select c.number as customer_number, c.name as customer_name, c.branch_id, k.name, k.title, k.phone, k.email, k.is_primary as primary, k.active
                  from customers.contact k join customers.customer c on c.id = k.customer_id
                 where k.customer_id = any(:customers) order by c.name, c.id, k.is_primary desc, k.name, k.id
                """).param("customers", customers).query(ContactRow.class).list().stream()
                .map(row -> new ContactRow(row.customerNumber(), row.customerName(), row.branchId(), row.name(), row.title(), personal.phone(row.phone(), row.branchId()),
                        personal.email(row.email(), row.branchId()), row.primary(), row.active())).toList();
    }

    CustomerView customer(UUID id, Scope scope) {
        record Row(UUID id, String number, String name, CustomerKind kind, Tier tier, UUID branchId, String branchName, String phone,
                   String email, String note, boolean active, Instant createdAt, int version) {}
        var row = jdbc.sql("""
                select c.id, c.number, c.name, c.kind, c.tier, c.branch_id, b.name as branch_name, c.phone, c.email, c.note, c.active,
                       c.created_at, c.version
                  from customers.customer c join identity.branch b on b.id = c.branch_id
                 where c.id = :id
                   and (:everywhere or c.branch_id = any(:branches))
                   and cast(:partner as uuid) is null
                   and (cast(:customer as uuid) is null or c.id = :customer)
                """)
                .param("id", id).params(scope.reach(Permission.CUSTOMERS_READ).params())
                .query(Row.class).optional().orElseThrow(() -> CustomerDesk.missing(new CustomerId(id)));
        var personal = PersonalData.of(scope);
        return new CustomerView(row.id(), row.number(), row.name(), row.kind(), row.tier(), row.branchId(), row.branchName(),
                personal.phone(row.phone(), row.branchId()), personal.email(row.email(), row.branchId()), row.note(), row.active(),
                row.createdAt(), row.version(), contacts(id, personal, row.branchId()), sites(id), !personal.openIn(row.branchId()),
                scope.reach(Permission.CUSTOMERS_EDIT).covers(row.branchId(), null, id));
    }

    private List<ContactView> contacts(UUID customer, PersonalData personal, UUID branch) {
        return jdbc.sql("""
                select id, name, title, phone, email, is_primary as "primary", active, email_failure, version
                  from customers.contact where customer_id = :customer order by active desc, is_primary desc, name, id
                """).param("customer", customer).query(ContactView.class).list().stream()
                .map(contact -> new ContactView(contact.id(), contact.name(), contact.title(), personal.phone(contact.phone(), branch),
                        personal.email(contact.email(), branch), contact.primary(), contact.active(), contact.emailFailure(), contact.version())).toList();
    }

    private List<SiteView> sites(UUID customer) {
        return jdbc.sql("""
                select s.id, s.name, s.region_code, r.full_name as region, s.address, s.lng, s.lat, s.active, s.version
                  from customers.site s left join customers.region r on r.code = s.region_code
                 where s.customer_id = :customer order by s.active desc, s.name, s.id
                """).param("customer", customer).query(SiteView.class).list();
    }

    List<PortalPeople.Place> placesOf(CustomerId customer) {
        return jdbc.sql("select id, name from customers.site where customer_id = :customer and active order by name, id limit 500").param("customer", customer.value())
                .query(PortalPeople.Place.class).list();
    }

    /** The active contact of the customer of this name, with this phone number or address. */
    Optional<UUID> contactAt(CustomerId customer, String name, String phone, String email) {
        return jdbc.sql("""
                select id from customers.contact
                 where customer_id = :customer and active and name = :name
                   and (phone_keys && customers.phone_keys(:phone) or lower(email) = lower(:email) and email <> '')
                 order by is_primary desc, id limit 1
                """).param("customer", customer.value()).param("name", name).param("phone", phone).param("email", email.strip()).query(UUID.class).optional();
    }

    Optional<SiteFacts> site(UUID id) {
        record Row(UUID id, UUID customerId, String name, @Nullable String regionCode, String region, String address, @Nullable Double lng,
                   @Nullable Double lat) {}
        return jdbc.sql("""
                select s.id, s.customer_id, s.name, s.region_code, coalesce(r.full_name, '') as region, s.address, s.lng, s.lat
                  from customers.site s left join customers.region r on r.code = s.region_code where s.id = :id
                """).param("id", id).query(Row.class).optional()
                .map(row -> new SiteFacts(row.id(), new CustomerId(row.customerId()), row.name(), row.regionCode(), row.region(),
                        row.address(), row.lng(), row.lat()));
    }

    /** Whoever has this number or this address. @param reach null: whoever asks is our own code */
    List<Caller> callers(@Nullable String phone, @Nullable String email, @Nullable Reach reach) {
        record Row(UUID customerId, String number, String customerName, Tier tier, UUID branchId, @Nullable UUID contactId, String name,
                   String title, String phone, String email) {}
        var all = reach == null ? new Reach(true, List.of(), null, null) : reach;
        // Found first, joined then: otherwise all customers would be read to join them, for the database expects many with one number.
        var found = jdbc.sql("""
                with person as materialized (
                    select * from customers.contact k
                     where (k.phone_keys && customers.phone_keys(:phone) or lower(k.email) = lower(:email) and k.email <> '') and k.active limit 500),
                caller as (
                    select c.id as customer_id, c.number, c.name as customer_name, c.tier, c.branch_id, k.id as contact_id, k.name, k.title,
                           k.phone, k.email
                      from person k join customers.customer c on c.id = k.customer_id
                     where c.active
                    union all
                    select c.id, c.number, c.name, c.tier, c.branch_id, null, c.name, '', c.phone, c.email
                      from customers.customer c
                     where (c.phone_keys && customers.phone_keys(:phone) or lower(c.email) = lower(:email) and c.email <> '') and c.active)
                select * from caller
                 where (:everywhere or branch_id = any(:branches)) and cast(:partner as uuid) is null
                   and (cast(:customer as uuid) is null or customer_id = :customer)
                 order by contact_id is null, customer_name, name limit 20
                """)
                .params(all.params()).param("phone", Words.of(phone)).param("email", Words.of(email))
                .query(Row.class).list().stream()
                .map(row -> new Caller(new CustomerId(row.customerId()), row.number(), row.customerName(), row.tier(), row.branchId(),
                        row.contactId(), row.name(), row.title(), row.phone(), row.email()))
                .toList();
        return withoutRepeats(found);
    }

    /**
     * Who it may be while his number or name is still being typed: numbers that begin with the digits (five at least) or end with them
     * (four at least), names of people and of customers that hold the words (two characters at least). Each way stops early, so that
     * it takes as long among a million contacts as among a hundred.
     */
    List<Caller> typed(String words, Reach reach) {
        record Row(UUID customerId, String number, String customerName, Tier tier, UUID branchId, @Nullable UUID contactId, String name, String title, String phone,
                   String email) {}
        var text = Words.of(words);
        var digits = text == null ? "" : text.replaceAll("\\D", "");
        var dialled = text != null && !digits.isEmpty() && text.matches("[\\d\\s+()-]+");
        var number = digits.matches("86\\d{5,}") ? digits.substring(2) : digits.replaceFirst("^0+", "");
        if (text == null || text.length() < 2 || dialled && number.length() < 4) {
            return List.of();
        }
        var people = "select c.id as customer_id, c.number, c.name as customer_name, c.tier, c.branch_id, k.id as contact_id, k.name, k.title, k.phone, k.email"
                + " from customers.contact k join customers.customer c on c.id = k.customer_id where k.active and c.active and " + IN_REACH;
        var houses = "select c.id, c.number, c.name, c.tier, c.branch_id, cast(null as uuid), c.name, '', c.phone, c.email from customers.customer c where c.active and " + IN_REACH;
        var ways = dialled
                ? List.of(people + begins("k.phone_keys[1]", "begins"), people + begins("reverse(k.phone_keys[1])", "ends"),
                          houses + begins("c.phone_keys[1]", "begins"), houses + begins("reverse(c.phone_keys[1])", "ends"))
                : List.of(people + " and k.grams @> platform.grams(:words) and strpos(lower(k.name), :words) > 0",
                          houses + " and c.grams @> platform.grams(:words) and strpos(lower(c.name || ' ' || c.number), :words) > 0");
        var begins = number.length() < 5 ? "" : number;
        var ends = new StringBuilder(number).reverse().toString();
        var found = jdbc.sql("select * from (" + ways.stream().map(way -> "(" + way + " limit " + TYPED + ")").collect(Collectors.joining(" union "))
                        + ") as caller order by contact_id is null, customer_name, name limit " + TYPED)
                .params(reach.params()).param("words", text).param("begins", begins).param("beginsUntil", begins.isEmpty() ? "" : begins + ':')
                .param("ends", ends).param("endsUntil", ends + ':')
                .query(Row.class).list().stream()
                .map(row -> new Caller(new CustomerId(row.customerId()), row.number(), row.customerName(), row.tier(), row.branchId(),
                        row.contactId(), row.name(), row.title(), row.phone(), row.email())).toList();
        return withoutRepeats(found);
    }

    /**
     * The digits {@code key} begins with, read along its index: {@code like} with a parameter would read the whole table, and so might
     * a range without its order. The colon is the character after the 9.
     */
    private static String begins(String key, String parameter) {
        return " and %1$s ~>=~ :%2$s and %1$s ~<~ :%2$sUntil order by %1$s using ~<~".formatted(key, parameter);
    }

    /** A customer already found through a contact need not appear once more as itself. */
    private static List<Caller> withoutRepeats(List<Caller> callers) {
        var byCustomer = callers.stream().collect(groupingBy(Caller::customer));
        return callers.stream().filter(caller -> caller.contact() != null || byCustomer.get(caller.customer()).size() == 1).toList();
    }

    private static CustomerRow masked(CustomerRow row, PersonalData personal) {
        return personal.openIn(row.branchId()) ? row
                : new CustomerRow(row.id(), row.number(), row.name(), row.kind(), row.tier(), row.branchId(), row.branchName(),
                        PersonalData.maskedPhone(row.phone()), row.contactName(),
                        row.contactPhone() == null ? null : PersonalData.maskedPhone(row.contactPhone()), row.sites(), row.place(), row.active());
    }
}
