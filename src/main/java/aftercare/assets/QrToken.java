package aftercare.assets;

import java.security.SecureRandom;
import java.util.Base64;

/** What a device's label carries: 192 random bits, so that nobody finds a device by guessing. */
final class QrToken {

    private static final SecureRandom RANDOM = new SecureRandom();

    private QrToken() {}

    static String next() {
        var bytes = new byte[24];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
