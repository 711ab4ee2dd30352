package aftercare.customers;

import static java.time.ZoneOffset.UTC;

import aftercare.kernel.Refusal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Loads and saves one customer, contact or site at a time. */
@Repository
class CustomerStore {

    private final JdbcClient jdbc;

    CustomerStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Customer> find(CustomerId id) {
        return jdbc.sql("""
                select id, number, name, kind, tier, branch_id, phone, email, note, active, created_at, version
                  from customers.customer where id = :id
                """).param("id", id.value()).query((row, _) -> customer(row)).optional();
    }

    void add(Customer customer) {
        var draft = customer.draft();
        jdbc.sql("""
                insert into customers.customer (id, number, name, kind, tier, branch_id, phone, email, note, active, created_at)
                values (:id, :number, :name, :kind, :tier, :branch, :phone, :email, :note, :active, :createdAt)
                """)
                .param("id", customer.id().value()).param("number", customer.number()).param("name", draft.name())
                .param("kind", draft.kind().name()).param("tier", draft.tier().name()).param("branch", draft.branch())
                .param("phone", draft.phone()).param("email", draft.email()).param("note", draft.note())
                .param("active", customer.active()).param("createdAt", customer.createdAt().atOffset(UTC)).update();
    }

    void save(Customer customer) {
        var draft = customer.draft();
        lockedUpdate(jdbc.sql("""
                update customers.customer
                   set name = :name, kind = :kind, tier = :tier, branch_id = :branch, phone = :phone, email = :email, note = :note,
                       active = :active, version = version + 1
                 where id = :id and version = :version
                """)
                .param("id", customer.id().value()).param("version", customer.version()).param("name", draft.name())
                .param("kind", draft.kind().name()).param("tier", draft.tier().name()).param("branch", draft.branch())
                .param("phone", draft.phone()).param("email", draft.email()).param("note", draft.note())
                .param("active", customer.active()).update(), customer.number());
    }

    Contact contact(CustomerId customer, UUID id) {
        return jdbc.sql("""
                select id, customer_id, name, title, phone, email, is_primary, active, version
                  from customers.contact where id = :id and customer_id = :customer
                """).param("id", id).param("customer", customer.value()).query((row, _) -> contact(row)).optional()
                .orElseThrow(() -> new Refusal.Missing("customers.no-such-contact", "the customer has no contact %s".formatted(id), Map.of()));
    }

    boolean hasPrimary(CustomerId customer) {
        return jdbc.sql("select exists (select from customers.contact where customer_id = :customer and is_primary)")
                .param("customer", customer.value()).query(Boolean.class).single();
    }

    void unmarkPrimary(CustomerId customer) {
        jdbc.sql("update customers.contact set is_primary = false, version = version + 1 where customer_id = :customer and is_primary")
                .param("customer", customer.value()).update();
    }

    void add(Contact contact) {
        var draft = contact.draft();
        jdbc.sql("""
                insert into customers.contact (id, customer_id, name, title, phone, email, is_primary, active)
                values (:id, :customer, :name, :title, :phone, :email, :primary, :active)
                """)
                .param("id", contact.id()).param("customer", contact.customer().value()).param("name", draft.name())
                .param("title", draft.title()).param("phone", draft.phone()).param("email", draft.email())
                .param("primary", contact.primary()).param("active", contact.active()).update();
    }

    void save(Contact contact) {
        var draft = contact.draft();
        lockedUpdate(jdbc.sql("""
                update customers.contact
                   set name = :name, title = :title, phone = :phone, email = :email, is_primary = :primary, active = :active,
                       email_failed_at = case when email = :email then email_failed_at end, email_failure = case when email = :email then email_failure end,
                       version = version + 1
                 where id = :id and version = :version
                """)
                .param("id", contact.id()).param("version", contact.version()).param("name", draft.name())
                .param("title", draft.title()).param("phone", draft.phone()).param("email", draft.email())
                .param("primary", contact.primary()).param("active", contact.active()).update(), draft.name());
    }

    /** @return the customers whose contact it is */
    List<UUID> emailFailed(String email, String reason, Instant at) {
        return jdbc.sql("update customers.contact set email_failed_at = :at, email_failure = :reason where lower(email) = lower(:email) and email <> '' returning customer_id")
                .param("email", email).param("reason", reason).param("at", at.atOffset(UTC)).query(UUID.class).list();
    }

    List<UUID> emailWorks(String email) {
        return jdbc.sql("""
                update customers.contact set email_failed_at = null, email_failure = null
                 where lower(email) = lower(:email) and email <> '' and email_failed_at is not null returning customer_id
                """).param("email", email).query(UUID.class).list();
    }

    Site site(CustomerId customer, UUID id) {
        return jdbc.sql("""
                select id, customer_id, name, region_code, address, lng, lat, active, version
                  from customers.site where id = :id and customer_id = :customer
                """).param("id", id).param("customer", customer.value()).query((row, _) -> site(row)).optional()
                .orElseThrow(() -> new Refusal.Missing("customers.no-such-site", "the customer has no site %s".formatted(id), Map.of()));
    }

    void addSites(List<UUID> ids, List<NewSite> sites) {
        jdbc.sql("""
                insert into customers.site (id, customer_id, name, region_code, address, lng, lat, active)
                select n.id, n.customer_id, n.name, n.region_code, n.address, n.lng, n.lat, true
                  from unnest(:ids, :customers, :names, :regions, :addresses, :lngs, :lats) as n(id, customer_id, name, region_code, address, lng, lat)
                """)
                .param("ids", ids.toArray(UUID[]::new)).param("customers", sites.stream().map(NewSite::customer).toArray(UUID[]::new))
                .param("names", sites.stream().map(NewSite::name).toArray(String[]::new)).param("regions", sites.stream().map(NewSite::regionCode).toArray(String[]::new))
                .param("addresses", sites.stream().map(NewSite::address).toArray(String[]::new)).param("lngs", sites.stream().map(NewSite::lng).toArray(Double[]::new))
                .param("lats", sites.stream().map(NewSite::lat).toArray(Double[]::new)).update();
    }

    Optional<String> changedSite(UUID importId) {
        return jdbc.sql("""
                select s.name from customers.site s join imports.made m on m.import_id = :import and m.kind = 'site' and m.id = s.id where s.version > 0 limit 1
                """).param("import", importId).query(String.class).optional();
    }

    List<UUID> ownersOfSites(UUID importId) {
        return jdbc.sql("""
                select distinct s.customer_id from customers.site s join imports.made m on m.import_id = :import and m.kind = 'site' and m.id = s.id
                """).param("import", importId).query(UUID.class).list();
    }

    void removeSites(UUID importId) {
        jdbc.sql("delete from customers.site s using imports.made m where m.import_id = :import and m.kind = 'site' and m.id = s.id").param("import", importId).update();
    }

    void add(Site site) {
        var draft = site.draft();
        jdbc.sql("""
                insert into customers.site (id, customer_id, name, region_code, address, lng, lat, active)
                values (:id, :customer, :name, :region, :address, :lng, :lat, :active)
                """)
                .param("id", site.id()).param("customer", site.customer().value()).param("name", draft.name())
                .param("region", draft.regionCode()).param("address", draft.address()).param("lng", draft.lng()).param("lat", draft.lat())
                .param("active", site.active()).update();
    }

    void save(Site site) {
        var draft = site.draft();
        lockedUpdate(jdbc.sql("""
                update customers.site
                   set name = :name, region_code = :region, address = :address, lng = :lng, lat = :lat, active = :active,
                       version = version + 1
                 where id = :id and version = :version
                """)
                .param("id", site.id()).param("version", site.version()).param("name", draft.name())
                .param("region", draft.regionCode()).param("address", draft.address()).param("lng", draft.lng()).param("lat", draft.lat())
                .param("active", site.active()).update(), draft.name());
    }

    private static void lockedUpdate(int rows, String what) {
        if (rows == 0) {
            throw new OptimisticLockingFailureException("%s changed meanwhile".formatted(what));
        }
    }

    private static Customer customer(ResultSet row) throws SQLException {
        return new Customer(new CustomerId(row.getObject("id", UUID.class)), row.getString("number"),
                new Customer.Draft(row.getString("name"), CustomerKind.valueOf(row.getString("kind")), Tier.valueOf(row.getString("tier")),
                        row.getObject("branch_id", UUID.class), row.getString("phone"), row.getString("email"), row.getString("note")),
                row.getBoolean("active"), row.getTimestamp("created_at").toInstant(), row.getInt("version"));
    }

    private static Contact contact(ResultSet row) throws SQLException {
        return new Contact(row.getObject("id", UUID.class), new CustomerId(row.getObject("customer_id", UUID.class)),
                new Contact.Draft(row.getString("name"), row.getString("title"), row.getString("phone"), row.getString("email")),
                row.getBoolean("is_primary"), row.getBoolean("active"), row.getInt("version"));
    }

    private static Site site(ResultSet row) throws SQLException {
        return new Site(row.getObject("id", UUID.class), new CustomerId(row.getObject("customer_id", UUID.class)),
                new Site.Draft(row.getString("name"), row.getString("region_code"), row.getString("address"),
                        degrees(row, "lng"), degrees(row, "lat")),
                row.getBoolean("active"), row.getInt("version"));
    }

    private static @Nullable Double degrees(ResultSet row, String column) throws SQLException {
        return row.getObject(column, Double.class);
    }
}
