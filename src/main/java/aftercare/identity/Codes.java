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
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Six digits, sent to where only one person reads them, and told back: so somebody proves who reads there. Good for ten minutes, once, and
 * for five tries; only the newest counts. How often codes may be asked for holds for all purposes together, so that nobody is
 * flooded with them.
 */
@Service
public class Codes {

    public static final Duration GOOD_FOR = Duration.ofMinutes(10);
    static final Duration PAUSE = Duration.ofSeconds(60);
    static final int TRIES = 5;
    static final int MOST_IN_AN_HOUR = 10;
    /** Each costs the house money, and whoever asks may write down any number. */
    static final int MOST_FOR_STRANGERS = 300;
    private static final Duration HOUR = Duration.ofHours(1);
    private static final int SHORTEST_PHONE = 7;

    /** What a code is for; one for something else counts for nothing. */
    public enum Purpose { SIGN_IN, REPORT }

    /** @param user who was meant, where somebody known was */
    public record Right(UUID id, @Nullable UUID user) {}

    private record Lately(int there, int here, @Nullable OffsetDateTime last, @Nullable OffsetDateTime first) {}

    private record Try(UUID id, @Nullable UUID userId, byte[] salt, byte[] hash) {}

    private final JdbcClient jdbc;
    private final Vault vault;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    Codes(JdbcClient jdbc, Vault vault, TransactionTemplate transaction, Clock clock) {
        this.jdbc = jdbc;
        this.vault = vault;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * Makes a code, or refuses when there were too many lately.
     *
     * @param place   see {@link #place}
     * @param address of the computer it is asked from
     * @param send    called with the code, in the transaction that keeps it
     */
    public void ask(Purpose purpose, String place, @Nullable UUID user, String address, Consumer<String> send) {
        var now = clock.instant();
        transaction.executeWithoutResult(_ -> {
            // One after the other for the same place, so that two at once are not two codes.
            jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:place, 2))").param("place", "identity.code " + place).query((_, _) -> true).single();
            notTooMany(purpose, place, address, now);
            var code = "%06d".formatted(random.nextInt(1_000_000));
            var salt = new byte[16];
            random.nextBytes(salt);
            jdbc.sql("""
                    insert into identity.code (id, purpose, sent_to, user_id, address, salt, hash, asked_at, ends_at)
                    values (:id, :purpose, :place, :user, :address, :salt, :hash, :now, :ends)
                    """)
                    .param("id", Ids.next()).param("purpose", purpose.name()).param("place", place).param("user", user).param("address", address).param("salt", salt)
                    .param("hash", hash(code, salt)).param("now", now.atOffset(UTC)).param("ends", now.plus(GOOD_FOR).atOffset(UTC)).update();
            send.accept(code);
        });
    }

    /** Empty when it is not the newest code for this. A wrong try stays counted whatever becomes of the caller's transaction; a right one is not used up yet. */
    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    public Optional<Right> check(Purpose purpose, String place, String code) {
        return jdbc.sql("""
                update identity.code set tries = tries + 1
                 where id = (select id from identity.code where sent_to = :place and purpose = :purpose order by asked_at desc, id desc limit 1)
                   and used_at is null and ends_at > :now and tries < :most
                returning id, user_id, salt, hash
                """)
                .param("place", place).param("purpose", purpose.name()).param("now", clock.instant().atOffset(UTC)).param("most", TRIES).query(Try.class).optional()
                .filter(one -> MessageDigest.isEqual(hash(code, one.salt()), one.hash())).map(one -> new Right(one.id(), one.userId()));
    }

    /** Part of the caller's transaction. False when somebody was faster. */
    public boolean use(Right code) {
        return jdbc.sql("update identity.code set used_at = :now where id = :id and used_at is null").param("now", clock.instant().atOffset(UTC))
                .param("id", code.id()).update() == 1;
    }

    void forgetOld() {
        jdbc.sql("delete from identity.code where asked_at < :then").param("then", clock.instant().minus(Duration.ofDays(1)).atOffset(UTC)).update();
    }

    private void notTooMany(Purpose purpose, String place, String address, Instant now) {
        var since = now.minus(HOUR).atOffset(UTC);
        var lately = jdbc.sql("""
                select count(*) filter (where sent_to = :place) as there, count(*) filter (where address = :address) as here,
                       max(asked_at) filter (where sent_to = :place) as last, min(asked_at) as first
                  from (select sent_to, address, asked_at from identity.code where sent_to = :place and asked_at > :since
                         union all
                        select sent_to, address, asked_at from identity.code where address = :address and sent_to <> :place and asked_at > :since) as asked
                """)
                .param("place", place).param("address", address).param("since", since).query(Lately.class).single();
        if (lately.last() != null && lately.last().toInstant().plus(PAUSE).isAfter(now)) {
            var wait = Math.max(1, Duration.between(now, lately.last().toInstant().plus(PAUSE)).toSeconds());
            throw new Refusal.TooMany("identity.code-too-soon", "a code was sent a moment ago; ask for another one in %d seconds".formatted(wait), wait);
        }
        if (Math.max(lately.there(), lately.here()) >= MOST_IN_AN_HOUR && lately.first() != null) {
            throw tooMany(Math.max(60, Duration.between(now, lately.first().toInstant().plus(HOUR)).toSeconds()));
        }
        if (purpose == Purpose.REPORT && jdbc.sql("select count(*) from (select from identity.code where purpose = 'REPORT' and asked_at > :since limit :most) as asked")
                .param("since", since).param("most", MOST_FOR_STRANGERS).query(Integer.class).single() >= MOST_FOR_STRANGERS) {
            throw tooMany(HOUR.toSeconds());
        }
    }

    private static Refusal.TooMany tooMany(long wait) {
        return new Refusal.TooMany("identity.too-many-codes", "too many codes were asked for; try again later or do without one", wait);
    }

    private byte[] hash(String code, byte[] salt) {
        return vault.sign(HexFormat.of().formatHex(salt) + code, "identity.code");
    }

    /** An address in small letters, or the last eleven digits of a number: +86 138… and 138… are the same phone. Refuses what is neither. */
    public static String place(String to) {
        if (to.indexOf('@') >= 0) {
            return to.replace("\0", "").strip().toLowerCase(Locale.ROOT);
        }
        return phone(to).orElseThrow(() -> new Refusal.Broken("identity.code-where", "give an e-mail address or a phone number", Map.of()));
    }

    /** Empty when it is no phone number. */
    public static Optional<String> phone(String to) {
        var digits = to.replaceAll("\\D", "");
        return digits.length() < SHORTEST_PHONE ? Optional.empty() : Optional.of(digits.substring(Math.max(0, digits.length() - 11)));
    }
}
