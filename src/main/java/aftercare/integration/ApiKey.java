package aftercare.integration;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A key as it is kept: only the hash of its secret, which is too long to be guessed, so a plain hash is enough.
 *
 * @param prefix finds the key; the secret proves it
 * @param branch null for the whole house
 */
record ApiKey(UUID id, UUID user, String name, String prefix, byte[] hash, @Nullable UUID branch, Set<ApiScope> scopes, int perMinute,
              @Nullable Instant expiresAt, @Nullable Instant revokedAt, @Nullable Instant lastUsedAt) {

    static final int PREFIX = 10;
    private static final int SECRET = 40;
    private static final Pattern WRITTEN = Pattern.compile("ac_([0-9A-Za-z]{" + PREFIX + "})_[0-9A-Za-z]{" + SECRET + "}");
    private static final String LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final SecureRandom RANDOM = new SecureRandom();

    ApiKey {
        scopes = scopes.isEmpty() ? Set.of() : EnumSet.copyOf(scopes);
    }

    /** A fresh one, as it is shown once: {@code ac_<prefix>_<secret>}. */
    static String fresh() {
        return "ac_" + letters(PREFIX) + "_" + letters(SECRET);
    }

    /** @return null when the text is no key at all */
    static @Nullable String prefixOf(String written) {
        var match = WRITTEN.matcher(written);
        return match.matches() ? match.group(1) : null;
    }

    static byte[] hash(String written) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(written.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Takes as long for a wrong secret as for the right one. */
    boolean isProvedBy(String written) {
        return MessageDigest.isEqual(hash, hash(written));
    }

    boolean isExpired(Instant now) {
        return expiresAt != null && !expiresAt.isAfter(now);
    }

    static String[] codes(Set<ApiScope> scopes) {
        return scopes.stream().map(ApiScope::code).toArray(String[]::new);
    }

    static Set<ApiScope> scopes(List<String> codes) {
        var scopes = EnumSet.noneOf(ApiScope.class);
        codes.forEach(code -> ApiScope.of(code).ifPresent(scopes::add));
        return scopes;
    }

    static String letters(int many) {
        var text = new StringBuilder(many);
        for (int i = 0; i < many; i++) {
            text.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
        }
        return text.toString();
    }
}
