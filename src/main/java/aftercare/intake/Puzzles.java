package aftercare.intake;

import static java.time.ZoneOffset.UTC;

import aftercare.kernel.Refusal;
import aftercare.platform.Vault;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Against machines that report: from one address the first reports of an hour are free, the next ones each need some reckoning that
 * a phone does in a moment and a flood cannot afford. No picture to read and nobody else's service is asked.
 *
 * <p>A proof is {@code puzzle:nonce} whose SHA-256 begins with enough zero bits. The puzzle says until when it is good and carries
 * our signature; it says nothing about whoever asked for it, so nothing is kept until it has been solved.
 */
@Component
class Puzzles {

    static final Duration GOOD_FOR = Duration.ofMinutes(10);
    /** A message that is sent costs more than a report that is written down. */
    static final int BITS_FOR_A_CODE = 16;
    private static final int[][] STEPS = {{29, 20}, {9, 18}, {2, 14}};
    private static final Pattern PROOF = Pattern.compile("([\\w-]{12})\\.([0-9a-z]{1,8})\\.([\\w-]{43}):[0-9]{1,15}");
    private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();

    /** @param bits how many zero bits are needed; with 0 nothing has to be solved */
    record Puzzle(String puzzle, int bits) {}

    private final JdbcClient jdbc;
    private final Vault vault;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    Puzzles(JdbcClient jdbc, Vault vault, Clock clock) {
        this.jdbc = jdbc;
        this.vault = vault;
        this.clock = clock;
    }

    /** For a report. @param reports how many came from there within the last hour */
    static int bits(int reports) {
        for (var step : STEPS) {
            if (reports >= step[0]) {
                return step[1];
            }
        }
        return 0;
    }

    Puzzle next(int bits) {
        var id = new byte[9];
        random.nextBytes(id);
        var words = TEXT.encodeToString(id) + "." + Long.toString(clock.instant().plus(GOOD_FOR).getEpochSecond(), 36);
        return new Puzzle(words + "." + signature(words), bits);
    }

    /** Takes the proof, so that it is worth nothing afterwards, or refuses. Outside of the report's transaction: what fails has used it up as well. */
    void demand(@Nullable String proof, int bits, Instant now) {
        if (bits > 0 && !(proof != null && isRight(proof, bits, now))) {
            throw new Refusal.Broken("intake.proof-needed", "this needs a fresh proof of work, see /api/public/reports/puzzle",
                    Map.of("bits", bits));
        }
    }

    private boolean isRight(String proof, int bits, Instant now) {
        var parts = PROOF.matcher(proof);
        if (!parts.matches()) {
            return false;
        }
        var words = parts.group(1) + "." + parts.group(2);
        var ends = Instant.ofEpochSecond(Long.parseLong(parts.group(2), 36));
        return MessageDigest.isEqual(signature(words).getBytes(StandardCharsets.US_ASCII), parts.group(3).getBytes(StandardCharsets.US_ASCII))
                && ends.isAfter(now) && zeros(hash(proof)) >= bits && jdbc.sql("insert into intake.used_puzzle (puzzle, ends_at) values (:puzzle, :ends) on conflict do nothing")
                .param("puzzle", parts.group(1)).param("ends", ends.atOffset(UTC)).update() == 1;
    }

    void forgetOld() {
        jdbc.sql("delete from intake.used_puzzle where ends_at < :now").param("now", clock.instant().atOffset(UTC)).update();
    }

    private String signature(String words) {
        return TEXT.encodeToString(vault.sign(words, "intake.puzzle"));
    }

    static int zeros(byte[] hash) {
        var zeros = 0;
        for (var part : hash) {
            if (part != 0) {
                return zeros + Integer.numberOfLeadingZeros(part & 0xff) - 24;
            }
            zeros += 8;
        }
        return zeros;
    }

    static byte[] hash(String words) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(words.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
