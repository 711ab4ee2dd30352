package aftercare.channels;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** {@code sha256=} and the HMAC-SHA256 of timestamp, line end and body under the channel's secret, in hexadecimal. */
final class Signature {

    static final Duration WINDOW = Duration.ofMinutes(5);

    private Signature() {}

    static String of(String secret, String timestamp, byte[] body) {
        var head = (timestamp + "\n").getBytes(StandardCharsets.UTF_8);
        var whole = new byte[head.length + body.length];
        System.arraycopy(head, 0, whole, 0, head.length);
        System.arraycopy(body, 0, whole, head.length, body.length);
        return "sha256=" + HexFormat.of().formatHex(Robots.hmac(secret.getBytes(StandardCharsets.UTF_8), whole));
    }

    static boolean holds(String secret, @Nullable String timestamp, @Nullable String signature, byte[] body) {
        return timestamp != null && signature != null && MessageDigest.isEqual(of(secret, timestamp, body).getBytes(StandardCharsets.UTF_8), signature.getBytes(StandardCharsets.UTF_8));
    }

    /** @param timestamp seconds since 1970 */
    static boolean fresh(String timestamp, Instant now) {
        return timestamp.matches("\\d{1,12}") && Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), now).abs().compareTo(WINDOW) <= 0;
    }
}
