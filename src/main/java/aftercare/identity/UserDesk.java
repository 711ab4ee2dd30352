package aftercare.identity;

import aftercare.kernel.Ids;
import aftercare.kernel.Refusal;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Who works here: accounts, their roles, and help with a lost password. */
@Service
@Transactional
public class UserDesk {

    private static final Set<String> LOCALES = Set.of("zh-CN", "zh-TW", "en");

    /** What an administrator says about a user. A customer's user holds the role CUSTOMER and no other. */
    public record UserDraft(String login, String name, String phone, String email, @Nullable UUID partnerId,
                            @Nullable UUID customerId, List<Scope.Grant> grants) {}

    private final JdbcClient jdbc;
    private final PasswordEncoder passwords;
    private final FindByIndexNameSessionRepository<? extends Session> sessions;
    private final Clock clock;

    UserDesk(JdbcClient jdbc, PasswordEncoder passwords, FindByIndexNameSessionRepository<? extends Session> sessions, Clock clock) {
        this.jdbc = jdbc;
        this.passwords = passwords;
        this.sessions = sessions;
        this.clock = clock;
    }

    /** @return the generated password, to be handed over once and changed at first sign-in */
    String create(UUID id, UserDraft draft) {
        var password = PasswordRule.generated();
        add(id, draft, password, true);
        return password;
    }

    /** Adds a user whose password nobody knows: it is reset before the first sign-in, and changed at that. */
    public void addLocked(UUID id, UserDraft draft) {
        create(id, draft);
    }

    /** Accounts that nobody has used go, as if they had never been; what refers to one of them is said by the database. */
    public void takeBack(Collection<UUID> users) {
        jdbc.sql("delete from identity.app_user where id = any(:ids)").param("ids", users.toArray(UUID[]::new)).update();
    }

    /** Adds a user whose password is known already: the demo company, and the first administrator. */
    public void add(UUID id, UserDraft draft, String password, boolean mustChangePassword) {
        check(draft);
        try {
            jdbc.sql("""
                    insert into identity.app_user (id, login, name, phone, email, password_hash, must_change_password,
                                                   partner_id, customer_id, created_at)
                    values (:id, :login, :name, :phone, :email, :hash, :mustChange, :partner, :customer, :now)
                    """)
                    .param("id", id).param("login", draft.login().strip()).param("name", draft.name().strip())
                    .param("phone", draft.phone()).param("email", draft.email()).param("hash", passwords.encode(password))
                    .param("mustChange", mustChangePassword).param("partner", draft.partnerId())
                    .param("customer", draft.customerId()).param("now", clock.instant().atOffset(ZoneOffset.UTC))
                    .update();
        } catch (DuplicateKeyException taken) {
            throw loginTaken(draft.login());
        }
        grant(id, draft.grants());
        if (draft.customerId() != null) {
            everyRight(id);
        }
    }

    /** Whom we give an account may do everything for the company; less is said on the customer's page. */
    private void everyRight(UUID user) {
        jdbc.sql("insert into identity.portal_right (user_id, what) select :user, unnest(:rights) on conflict do nothing")
                .param("user", user).param("rights", Arrays.stream(PortalRight.values()).map(Enum::name).toArray(String[]::new)).update();
    }

    void change(UUID id, UserDraft draft, int version) {
        check(draft);
        var before = jdbc.sql("select customer_id from identity.app_user where id = :id").param("id", id).query((row, _) -> Optional.ofNullable(row.getObject(1, UUID.class)))
                .optional().flatMap(found -> found).orElse(null);
        try {
            var changed = jdbc.sql("""
                    update identity.app_user
                       set login = :login, name = :name, phone = :phone, email = :email, partner_id = :partner,
                           contact_id = case when customer_id is not distinct from :customer then contact_id end,
                           customer_id = :customer, version = version + 1
                     where id = :id and version = :version and not machine
                    """)
                    .param("id", id).param("version", version).param("login", draft.login().strip())
                    .param("name", draft.name().strip()).param("phone", draft.phone()).param("email", draft.email())
                    .param("partner", draft.partnerId()).param("customer", draft.customerId())
                    .update();
            if (changed == 0) {
                throw known(id) ? changedMeanwhile() : missing(id);
            }
        } catch (DuplicateKeyException taken) {
            throw loginTaken(draft.login());
        }
        jdbc.sql("delete from identity.membership where user_id = :id").param("id", id).update();
        grant(id, draft.grants());
        if (!Objects.equals(before, draft.customerId())) {
            jdbc.sql("delete from identity.portal_right where user_id = :id").param("id", id).update();
            jdbc.sql("delete from identity.portal_site where user_id = :id").param("id", id).update();
            if (draft.customerId() != null) {
                everyRight(id);
            }
        }
        keepAnAdministrator();
    }

    /** @return the new password, to be handed over once; all sessions of the user end */
    String resetPassword(Scope by, UUID id, String address) {
        var password = PasswordRule.generated();
        var login = jdbc.sql("""
                update identity.app_user set password_hash = :hash, must_change_password = true, version = version + 1
                 where id = :id and not machine returning login
                """)
                .param("hash", passwords.encode(password)).param("id", id).query(String.class).optional().orElseThrow(() -> missing(id));
        jdbc.sql("""
                insert into identity.sign_in (id, login, user_id, address, at, outcome)
                values (:id, :login, :user, :address, :at, :outcome)
                """)
                .param("id", Ids.next()).param("login", login).param("user", id)
                .param("address", address + " · " + by.login()).param("at", clock.instant().atOffset(ZoneOffset.UTC))
                .param("outcome", SignInOutcome.PASSWORD_RESET.name()).update();
        endSessions(id);
        return password;
    }

    void activate(UUID id, boolean active) {
        if (jdbc.sql("update identity.app_user set active = :active, version = version + 1 where id = :id and not machine")
                .param("active", active).param("id", id).update() == 0) {
            throw missing(id);
        }
        if (!active) {
            keepAnAdministrator();
            endSessions(id);
        }
    }

    static void knownLocale(String locale) {
        if (!LOCALES.contains(locale)) {
            throw new Refusal.Broken("identity.locale-unknown", "there is no language %s".formatted(locale), Map.of("locale", locale));
        }
    }

    private void check(UserDraft draft) {
        if (draft.login().isBlank() || draft.name().isBlank()) {
            throw new Refusal.Broken("identity.user-nameless", "a user needs a login and a name", Map.of());
        }
        var customers = draft.grants().stream().filter(grant -> grant.role() == Role.CUSTOMER).count();
        if ((draft.customerId() != null) != (customers > 0) || customers > 0 && draft.grants().size() > customers) {
            throw new Refusal.Broken("identity.customer-role", "a customer's user belongs to a customer and holds the role CUSTOMER only", Map.of());
        }
        var partnerRole = draft.grants().stream().anyMatch(grant -> grant.role() == Role.PARTNER_MANAGER);
        if (partnerRole && draft.partnerId() == null
                || draft.partnerId() != null && draft.grants().stream().anyMatch(
                        grant -> grant.role() != Role.PARTNER_MANAGER && grant.role() != Role.ENGINEER)) {
            throw new Refusal.Broken("identity.partner-role", "a partner's user is partner manager or engineer, and only a partner has them managed so", Map.of());
        }
    }

    private void grant(UUID user, List<Scope.Grant> grants) {
        for (var grant : grants) {
            jdbc.sql("insert into identity.membership (user_id, role, branch_id) values (:user, :role, :branch) on conflict do nothing")
                    .param("user", user).param("role", Objects.requireNonNull(grant.role()).name()).param("branch", grant.branch()).update();
        }
    }

    private void keepAnAdministrator() {
        var left = jdbc.sql("""
                select exists (select from identity.app_user u join identity.membership m on m.user_id = u.id
                                where u.active and m.role = 'ADMIN' and m.branch_id is null)
                """).query(Boolean.class).single();
        if (!left) {
            throw new Refusal.Conflict("identity.last-administrator", "one active administrator of all branches must remain", Map.of());
        }
    }

    void endSessions(UUID user) {
        sessions.findByPrincipalName(user.toString()).keySet().forEach(sessions::deleteById);
    }

    private boolean known(UUID id) {
        return jdbc.sql("select exists (select from identity.app_user where id = :id and not machine)").param("id", id).query(Boolean.class).single();
    }

    private static Refusal.Missing missing(UUID id) {
        return new Refusal.Missing("identity.no-such-user", "there is no user %s".formatted(id), Map.of());
    }

    private static Refusal.Conflict changedMeanwhile() {
        return new Refusal.Conflict("platform.changed-meanwhile", "somebody else changed this meanwhile; load it again and repeat", Map.of());
    }

    private static Refusal.Conflict loginTaken(String login) {
        return new Refusal.Conflict("identity.login-taken", "there is a user %s already".formatted(login), Map.of("login", login));
    }
}
