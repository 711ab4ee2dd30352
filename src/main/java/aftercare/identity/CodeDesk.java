package aftercare.identity;

import static java.time.ZoneOffset.UTC;

import aftercare.kernel.Ids;
import aftercare.kernel.Refusal;
import aftercare.platform.Vault;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Signing in with a code, for people of customers: six digits, sent to where we know them. Whoever asks learns nothing of who is known;
 * people of the house keep their password. Guessing is slowed down like guessing passwords ({@link SignInDesk}).
 */
@Service
class CodeDesk {

    static final Duration GOOD_FOR = Duration.ofMinutes(10);
    static final Duration PAUSE = Duration.ofSeconds(60);
    static final int TRIES = 5;
    static final int MOST_IN_AN_HOUR = 10;
    private static final Duration HOUR = Duration.ofHours(1);
    private static final int SHORTEST_PHONE = 7;
    private static final Duration AT_LEAST = Duration.ofMillis(200);

    private record Lately(int there, int here, @Nullable OffsetDateTime last, @Nullable OffsetDateTime first) {}

    private record Try(UUID id, @Nullable UUID userId, byte[] salt, byte[] hash) {}

    private final JdbcClient jdbc;
    private final SignInDesk signIns;
    private final Vault vault;
    private final CodeWay way;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    CodeDesk(JdbcClient jdbc, SignInDesk signIns, Vault vault, CodeWay way, TransactionTemplate transaction, Clock clock) {
        this.jdbc = jdbc;
        this.signIns = signIns;
        this.vault = vault;
        this.way = way;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** @param to an e-mail address or a phone number, however it is written */
    void ask(String to, String address) {
        var began = System.nanoTime();
        var now = clock.instant();
        var place = place(to);
        transaction.executeWithoutResult(_ -> {
            // One after the other for the same place, so that two at once are not two codes.
            jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:place, 2))").param("place", "identity.code " + place).query((_, _) -> true).single();
            notTooMany(place, address, now);
            var reader = reader(place);
            var code = "%06d".formatted(random.nextInt(1_000_000));
            var salt = new byte[16];
            random.nextBytes(salt);
            jdbc.sql("""
                    insert into identity.sign_in_code (id, sent_to, user_id, address, salt, hash, asked_at, ends_at)
                    values (:id, :place, :user, :address, :salt, :hash, :now, :ends)
                    """)
                    .param("id", Ids.next()).param("place", place).param("user", reader.map(CodeWay.Reader::user).orElse(null)).param("address", address)
                    .param("salt", salt).param("hash", hash(code, salt)).param("now", now.atOffset(UTC)).param("ends", now.plus(GOOD_FOR).atOffset(UTC)).update();
            reader.ifPresent(known -> way.send(known, code));
        });
        // Writing a message takes longer than writing none: nobody shall measure it.
        LockSupport.parkNanos(AT_LEAST.minusNanos(System.nanoTime() - began).toNanos());
    }

    /** The newest code counts and no other. Not transactional as a whole: a wrong try stays counted. */
    UUID enter(String to, String code, String address) {
        var now = clock.instant();
        var place = place(to);
        signIns.notTooFast(place, address, now);
        var tried = jdbc.sql("""
                update identity.sign_in_code set tries = tries + 1
                 where id = (select id from identity.sign_in_code where sent_to = :place order by asked_at desc, id desc limit 1)
                   and used_at is null and ends_at > :now and tries < :most
                returning id, user_id, salt, hash
                """)
                .param("place", place).param("now", now.atOffset(UTC)).param("most", TRIES).query(Try.class).optional();
        var user = tried.filter(one -> MessageDigest.isEqual(hash(code, one.salt()), one.hash()) && used(one.id(), now)).map(Try::userId).orElse(null);
        return signIns.byCode(user, place, address, now);
    }

    void forgetOld() {
        jdbc.sql("delete from identity.sign_in_code where asked_at < :then").param("then", clock.instant().minus(Duration.ofDays(1)).atOffset(UTC)).update();
    }

    private boolean used(UUID id, Instant now) {
        return jdbc.sql("update identity.sign_in_code set used_at = :now where id = :id and used_at is null").param("now", now.atOffset(UTC)).param("id", id).update() == 1;
    }

    private void notTooMany(String place, String address, Instant now) {
        var lately = jdbc.sql("""
                select count(*) filter (where sent_to = :place) as there, count(*) filter (where address = :address) as here,
                       max(asked_at) filter (where sent_to = :place) as last, min(asked_at) as first
                  from (select sent_to, address, asked_at from identity.sign_in_code where sent_to = :place and asked_at > :since
                         union all
                        select sent_to, address, asked_at from identity.sign_in_code where address = :address and sent_to <> :place and asked_at > :since) as asked
                """)
                .param("place", place).param("address", address).param("since", now.minus(HOUR).atOffset(UTC)).query(Lately.class).single();
        if (lately.last() != null && lately.last().toInstant().plus(PAUSE).isAfter(now)) {
            var wait = Math.max(1, Duration.between(now, lately.last().toInstant().plus(PAUSE)).toSeconds());
            throw new Refusal.TooMany("identity.code-too-soon", "a code was sent a moment ago; ask for another one in %d seconds".formatted(wait), wait);
        }
        if (Math.max(lately.there(), lately.here()) >= MOST_IN_AN_HOUR && lately.first() != null) {
            var wait = Math.max(60, Duration.between(now, lately.first().toInstant().plus(HOUR)).toSeconds());
            throw new Refusal.TooMany("identity.too-many-codes", "too many codes were asked for; try again later or sign in with your password", wait);
        }
    }

    /** Active people of customers only. */
    private Optional<CodeWay.Reader> reader(String place) {
        return jdbc.sql("""
                select u.id as "user", u.customer_id as customer, u.name, u.email, u.phone, u.locale
                  from (select * from identity.app_user where :byMail and lower(email) = :place and customer_id is not null
                         union all
                        select * from identity.app_user where not :byMail and right(regexp_replace(phone, '\\D', '', 'g'), 11) = :place and customer_id is not null) u
                 where u.active and not u.machine and exists (select from identity.membership m where m.user_id = u.id and m.role = 'CUSTOMER')
                 order by u.created_at, u.id limit 1
                """)
                .param("place", place).param("byMail", place.indexOf('@') >= 0).query(CodeWay.Reader.class).optional();
    }

    private byte[] hash(String code, byte[] salt) {
        return vault.sign(HexFormat.of().formatHex(salt) + code, "identity.code");
    }

    /** An address in small letters, or the last eleven digits of a number: +86 138… and 138… are the same phone. */
    static String place(String to) {
        if (to.indexOf('@') >= 0) {
            return to.replace("\0", "").strip().toLowerCase(Locale.ROOT);
        }
        var digits = to.replaceAll("\\D", "");
        if (digits.length() < SHORTEST_PHONE) {
            throw new Refusal.Broken("identity.code-where", "give an e-mail address or a phone number", Map.of());
        }
        return digits.substring(Math.max(0, digits.length() - 11));
    }
}
