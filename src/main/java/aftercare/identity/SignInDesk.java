package aftercare.identity;

import aftercare.kernel.Ids;
import aftercare.kernel.Refusal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Signing in. Every attempt is kept. After {@value #FREE_TRIES} wrong passwords for a login, or ten times as many from
 * one address, each further try must wait, twice as long every time, at most a quarter of an hour.
 */
@Service
class SignInDesk {

    static final int FREE_TRIES = 5;
    private static final Duration MEMORY = Duration.ofHours(1);
    private static final long LONGEST_WAIT = 900;

    private final JdbcClient jdbc;
    private final PasswordEncoder passwords;
    private final Clock clock;
    private final String decoy;

    SignInDesk(JdbcClient jdbc, PasswordEncoder passwords, Clock clock) {
        this.jdbc = jdbc;
        this.passwords = passwords;
        this.clock = clock;
        this.decoy = passwords.encode("nobody");
    }

    record Account(UUID id, String passwordHash, boolean active) {}

    /** Not transactional as a whole: the record of a refused attempt must stay. */
    UUID signIn(String login, String password, String address) {
        var now = clock.instant();
        notTooFast(login, address, now);
        var account = account(login);
        // An unknown login costs as much time as a wrong password, so that guessing logins learns nothing.
        var right = passwords.matches(password, account.map(Account::passwordHash).orElse(decoy));
        if (account.isEmpty() || !right) {
            record(login, account.map(Account::id).orElse(null), address, now, SignInOutcome.WRONG);
            throw new Refusal.Broken("identity.wrong-password", "login or password is wrong", Map.of());
        }
        if (!account.get().active()) {
            record(login, account.get().id(), address, now, SignInOutcome.INACTIVE);
            throw inactive();
        }
        record(login, account.get().id(), address, now, SignInOutcome.SIGNED_IN);
        return account.get().id();
    }

    /** After wrong passwords or codes for this login, or many from this address. */
    void notTooFast(String login, String address, Instant now) {
        var wait = Math.max(waitAfter("lower(login) = lower(:who)", login, FREE_TRIES, now),
                waitAfter("address = :who", address, FREE_TRIES * 10, now));
        if (wait > 0) {
            record(login, null, address, now, SignInOutcome.SLOWED);
            throw new Refusal.TooMany("identity.slowed-down", "too many wrong passwords; try again in %d seconds".formatted(wait), wait);
        }
    }

    /** @param user whose code was right; null when it was not, or nobody has one */
    UUID byCode(@Nullable UUID user, String place, String address, Instant now) {
        record Owner(String login, boolean active) {}
        var owner = user == null ? Optional.<Owner>empty()
                : jdbc.sql("select login, active from identity.app_user where id = :id and customer_id is not null and not machine").param("id", user).query(Owner.class).optional();
        if (user == null || owner.isEmpty()) {
            record(place, null, address, now, SignInOutcome.WRONG);
            throw new Refusal.Broken("identity.wrong-code", "the code is wrong or no longer good; ask for a new one", Map.of());
        }
        record(owner.get().login(), user, address, now, owner.get().active() ? SignInOutcome.SIGNED_IN : SignInOutcome.INACTIVE);
        if (!owner.get().active()) {
            throw inactive();
        }
        return user;
    }

    private static Refusal.Broken inactive() {
        return new Refusal.Broken("identity.inactive", "this account has been deactivated; ask your administrator", Map.of());
    }

    void signedOut(Scope scope, String address) {
        record(scope.login(), scope.user(), address, clock.instant(), SignInOutcome.SIGNED_OUT);
    }

    @Transactional
    void changePassword(Scope scope, String current, String next, String address) {
        var account = account(scope.login()).orElseThrow();
        if (!passwords.matches(current, account.passwordHash())) {
            throw new Refusal.Broken("identity.current-password-wrong", "the current password is wrong", Map.of());
        }
        if (current.equals(next)) {
            throw new Refusal.Broken("identity.password-unchanged", "the new password must differ from the current one", Map.of());
        }
        jdbc.sql("update identity.app_user set password_hash = :hash, must_change_password = false, version = version + 1 where id = :id")
                .param("hash", passwords.encode(PasswordRule.checked(next, scope.login()))).param("id", scope.user()).update();
        record(scope.login(), scope.user(), address, clock.instant(), SignInOutcome.PASSWORD_CHANGED);
    }

    private Optional<Account> account(String login) {
        return jdbc.sql("select id, password_hash, active from identity.app_user where lower(login) = lower(:login) and not machine")
                .param("login", login).query(Account.class).optional();
    }

    /** Seconds to wait, counted from the newest wrong try since the last success. */
    private long waitAfter(String whose, String who, int free, Instant now) {
        record Tries(long wrong, @Nullable Instant newest) {}
        var tries = jdbc.sql("""
                select count(*) as wrong, max(at) as newest
                  from identity.sign_in
                 where %1$s and outcome = 'WRONG' and at > :since
                   and at > coalesce((select max(at) from identity.sign_in where %1$s and outcome = 'SIGNED_IN'), '-infinity')
                """.formatted(whose))
                .param("who", who)
                .param("since", now.minus(MEMORY).atOffset(ZoneOffset.UTC))
                .query((row, _) -> new Tries(row.getLong("wrong"),
                        row.getTimestamp("newest") == null ? null : row.getTimestamp("newest").toInstant()))
                .single();
        if (tries.wrong() < free || tries.newest() == null) {
            return 0;
        }
        var pause = Math.min(LONGEST_WAIT, 5L << Math.min(20, tries.wrong() - free));
        return Math.max(0, pause - Duration.between(tries.newest(), now).toSeconds());
    }

    private void record(String login, @Nullable UUID user, String address, Instant at, SignInOutcome outcome) {
        jdbc.sql("""
                insert into identity.sign_in (id, login, user_id, address, at, outcome)
                values (:id, left(:login, 200), :user, :address, :at, :outcome)
                """)
                .param("id", Ids.next()).param("login", login.replace("\0", "")).param("user", user).param("address", address)
                .param("at", at.atOffset(ZoneOffset.UTC)).param("outcome", outcome.name()).update();
    }
}
