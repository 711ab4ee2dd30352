package aftercare.identity;

import static java.time.ZoneOffset.UTC;

import aftercare.kernel.Ids;
import aftercare.kernel.Refusal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Accounts of a customer's people: given, changed and taken away, one customer at a time. They sign in with a code, so an account is
 * found by its phone or e-mail, which no two of them share. Whether somebody may give access is for the caller to know.
 */
@Service
@Transactional
public class PortalAccounts {

    private static final int MOST_PEOPLE = 300;
    private static final int MOST_INVITED_A_DAY = 30;

    /** @param sites looked after by whoever does not see all of the company */
    public record Rights(Set<PortalRight> what, List<UUID> sites) {

        public Rights {
            what = Set.copyOf(what);
            sites = what.contains(PortalRight.SEE_ALL) ? List.of() : List.copyOf(new HashSet<>(sites));
            if (what.contains(PortalRight.PEOPLE) && !what.contains(PortalRight.SEE_ALL)) {
                throw new Refusal.Broken("identity.people-need-all", "whoever manages people sees all of the company", Map.of());
            }
        }
    }

    /** Somebody who is to have access. */
    public record Person(@Nullable UUID contact, String name, String phone, String email, String locale) {}

    /** @param signedInAt null while the invitation has not been followed */
    public record Account(UUID user, UUID customer, @Nullable UUID contact, String name, String phone, String email, Rights rights, @Nullable Instant signedInAt, int version) {}

    private record Row(UUID id, UUID customerId, @Nullable UUID contactId, String login, String name, String phone, String email, boolean active, int version, @Nullable String rights,
                       @Nullable String sites, @Nullable Instant signedInAt) {

        Account account() {
            return new Account(id, customerId, contactId, name, phone, email,
                    new Rights(PortalRight.of(rights), sites == null ? List.of() : List.of(sites.split(",")).stream().map(UUID::fromString).toList()), signedInAt, version);
        }
    }

    private static final String ROWS = """
            select u.id, u.customer_id, u.contact_id, u.login, u.name, u.phone, u.email, u.active, u.version,
                   (select string_agg(r.what, ',') from identity.portal_right r where r.user_id = u.id) as rights,
                   (select string_agg(s.site_id::text, ',') from identity.portal_site s where s.user_id = u.id) as sites,
                   (select max(i.at) from identity.sign_in i where lower(i.login) = lower(u.login) and i.outcome = 'SIGNED_IN') as signed_in_at
              from identity.app_user u
            """;

    private final JdbcClient jdbc;
    private final UserDesk users;
    private final PasswordEncoder passwords;
    private final Clock clock;

    PortalAccounts(JdbcClient jdbc, UserDesk users, PasswordEncoder passwords, Clock clock) {
        this.jdbc = jdbc;
        this.users = users;
        this.passwords = passwords;
        this.clock = clock;
    }

    /** Whoever has access, by name. */
    @Transactional(readOnly = true)
    public List<Account> of(UUID customer) {
        return jdbc.sql(ROWS + " where u.customer_id = :customer and u.active order by u.name, u.id limit " + MOST_PEOPLE).param("customer", customer)
                .query(Row.class).list().stream().map(Row::account).toList();
    }

    @Transactional(readOnly = true)
    public Account account(UUID customer, UUID user) {
        return find(customer, user).map(Row::account).orElseThrow(PortalAccounts::missing);
    }

    /** The account of a contact, if there is one. */
    @Transactional(readOnly = true)
    public Optional<Account> ofContact(UUID customer, UUID contact) {
        return jdbc.sql(ROWS + " where u.customer_id = :customer and u.contact_id = :contact and u.active").param("customer", customer).param("contact", contact)
                .query(Row.class).optional().map(Row::account);
    }

    /** Gives access; to somebody who had it once, the same account. @return the account */
    public UUID give(UUID customer, Person person, Rights rights) {
        oneAfterTheOther(customer);
        var places = places(person.phone(), person.email());
        var now = clock.instant();
        var lately = jdbc.sql("select count(*) filter (where invited_at > :since) as lately, count(*) filter (where active) as here from identity.app_user where customer_id = :customer")
                .param("customer", customer).param("since", now.minus(Duration.ofDays(1)).atOffset(UTC)).query((row, _) -> List.of(row.getInt(1), row.getInt(2))).single();
        if (lately.get(0) >= MOST_INVITED_A_DAY) {
            throw new Refusal.TooMany("identity.too-many-invitations", "many people were given access today; go on tomorrow", 86_400);
        }
        if (lately.get(1) >= MOST_PEOPLE) {
            throw new Refusal.Conflict("identity.too-many-people", "a company has at most %d people in the portal".formatted(MOST_PEOPLE), Map.of("most", MOST_PEOPLE));
        }
        var same = free(customer, places, person.contact(), null);
        var id = same == null ? Ids.next() : same.id();
        if (same == null) {
            jdbc.sql("""
                    insert into identity.app_user (id, login, name, phone, email, password_hash, locale, customer_id, created_at, invited_at)
                    values (:id, :login, :name, :phone, :email, :hash, :locale, :customer, :now, :now)
                    """)
                    .param("id", id).param("login", "portal-" + id).param("name", person.name().strip()).param("phone", person.phone().strip()).param("email", person.email().strip())
                    .param("hash", passwords.encode(PasswordRule.generated())).param("locale", person.locale()).param("customer", customer)
                    .param("now", now.atOffset(UTC)).update();
            jdbc.sql("insert into identity.membership (user_id, role) values (:id, 'CUSTOMER')").param("id", id).update();
        } else {
            jdbc.sql("""
                    update identity.app_user set name = :name, phone = :phone, email = :email, active = true, invited_at = :now, version = version + 1
                     where id = :id
                    """)
                    .param("id", id).param("name", person.name().strip()).param("phone", person.phone().strip()).param("email", person.email().strip())
                    .param("now", now.atOffset(UTC)).update();
        }
        if (person.contact() != null) {
            jdbc.sql("update identity.app_user set contact_id = null where contact_id = :contact and id <> :id").param("contact", person.contact()).param("id", id).update();
            jdbc.sql("update identity.app_user set contact_id = :contact where id = :id").param("contact", person.contact()).param("id", id).update();
        }
        write(id, rights);
        return id;
    }

    /** @param version what was seen when it was decided */
    public void change(UUID customer, UUID user, Rights rights, int version) {
        oneAfterTheOther(customer);
        var managed = isManaged(customer);
        find(customer, user).orElseThrow(PortalAccounts::missing);
        if (jdbc.sql("update identity.app_user set version = version + 1 where id = :id and version = :version").param("id", user).param("version", version).update() == 0) {
            throw new Refusal.Conflict("platform.changed-meanwhile", "somebody else changed this meanwhile; load it again and repeat", Map.of());
        }
        write(user, rights);
        keepSomebody(customer, managed);
    }

    /** Whoever is signed in with it is signed out. */
    public void take(UUID customer, UUID user) {
        oneAfterTheOther(customer);
        var managed = isManaged(customer);
        find(customer, user).orElseThrow(PortalAccounts::missing);
        jdbc.sql("update identity.app_user set active = false, version = version + 1 where id = :id").param("id", user).update();
        jdbc.sql("delete from identity.portal_right where user_id = :id").param("id", user).update();
        jdbc.sql("delete from identity.portal_site where user_id = :id").param("id", user).update();
        keepSomebody(customer, managed);
        users.endSessions(user);
    }

    /** The contact has another name, phone or e-mail: codes go there from now on. */
    public void follow(UUID customer, UUID contact, String name, String phone, String email) {
        ofContact(customer, contact).filter(account -> !account.name().equals(name) || !account.phone().equals(phone) || !account.email().equals(email)).ifPresent(account -> {
            oneAfterTheOther(customer);
            free(customer, places(phone, email), null, account.user());
            jdbc.sql("update identity.app_user set name = :name, phone = :phone, email = :email, version = version + 1 where id = :id")
                    .param("name", name).param("phone", phone).param("email", email).param("id", account.user()).update();
        });
    }

    private void write(UUID user, Rights rights) {
        jdbc.sql("delete from identity.portal_right where user_id = :id").param("id", user).update();
        jdbc.sql("delete from identity.portal_site where user_id = :id").param("id", user).update();
        jdbc.sql("insert into identity.portal_right (user_id, what) select :id, unnest(:rights)").param("id", user)
                .param("rights", rights.what().stream().map(Enum::name).toArray(String[]::new)).update();
        jdbc.sql("insert into identity.portal_site (user_id, site_id) select :id, unnest(:sites)").param("id", user).param("sites", rights.sites().toArray(UUID[]::new)).update();
    }

    /**
     * Nobody else may be reached at these places, for a code would go to them.
     *
     * @return whoever had access once and may have it again
     */
    private @Nullable Row free(UUID customer, List<String> places, @Nullable UUID contact, @Nullable UUID except) {
        places.stream().sorted().forEach(place -> jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:place, 2))").param("place", "identity.code " + place)
                .query((_, _) -> true).single());
        var found = jdbc.sql(ROWS + """
                 where u.customer_id is not null and not u.machine and u.id is distinct from cast(:except as uuid)
                   and (lower(u.email) = any(:places) or right(regexp_replace(u.phone, '\\D', '', 'g'), 11) = any(:places) or u.contact_id = cast(:contact as uuid))
                """)
                .param("places", places.toArray(String[]::new)).param("contact", contact).param("except", except).query(Row.class).list();
        for (var row : found) {
            if (row.active() && row.customerId().equals(customer)) {
                throw new Refusal.Conflict("identity.has-access", "%s has access already".formatted(row.name()), Map.of("name", row.name()));
            }
            // Of another company, or barred by us: not a word of it.
            if (row.active() || row.customerId().equals(customer) && row.rights() != null) {
                throw new Refusal.Conflict("identity.place-taken", "this phone number or e-mail address cannot be used; give another one or ask us", Map.of());
            }
        }
        return found.stream().filter(row -> row.customerId().equals(customer)).findFirst().orElse(null);
    }

    private static List<String> places(String phone, String email) {
        var places = Stream.of(phone, email).filter(place -> !place.isBlank()).map(Codes::place).toList();
        if (places.isEmpty()) {
            throw new Refusal.Broken("identity.code-where", "give an e-mail address or a phone number", Map.of());
        }
        return places;
    }

    private boolean isManaged(UUID customer) {
        return jdbc.sql("""
                select exists (select from identity.app_user u join identity.portal_right r on r.user_id = u.id and r.what = 'PEOPLE' where u.customer_id = :customer and u.active)
                """).param("customer", customer).query(Boolean.class).single();
    }

    private void keepSomebody(UUID customer, boolean managedBefore) {
        if (managedBefore && !isManaged(customer)
                && jdbc.sql("select exists (select from identity.app_user where customer_id = :customer and active)").param("customer", customer).query(Boolean.class).single()) {
            throw new Refusal.Conflict("identity.last-people-manager", "somebody of the company must manage its people; give that right to somebody else first", Map.of());
        }
    }

    private void oneAfterTheOther(UUID customer) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:who, 3))").param("who", "identity.people " + Objects.requireNonNull(customer)).query((_, _) -> true).single();
    }

    private Optional<Row> find(UUID customer, UUID user) {
        return jdbc.sql(ROWS + " where u.id = :user and u.customer_id = :customer and u.active").param("user", user).param("customer", customer).query(Row.class).optional();
    }

    private static Refusal.Missing missing() {
        return new Refusal.Missing("identity.no-such-person", "nobody of the company has this access any more", Map.of());
    }
}
