package aftercare.platform;

import aftercare.kernel.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Keeps secrets that the product itself must be able to read again, such as the password of a mailbox: in the database only
 * sealed (AES-256-GCM), so that a copy of the database alone gives none away. The key is made of {@code AFTERCARE_SECRET}, or lies
 * in {@code files/secret.key} of the data folder, which all nodes share and the backup takes along.
 */
@Component
public class Vault {

    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    private final Path file;
    private final String given;
    private final SecureRandom random = new SecureRandom();
    private volatile @Nullable SecretKeySpec key;

    Vault(AftercareSettings settings, @Value("${aftercare.secret:}") String given) {
        this.file = settings.data().toAbsolutePath().resolve("files").resolve("secret.key");
        this.given = given;
    }

    /** @param place what the secret belongs to; it opens only there */
    public String seal(String secret, String place) {
        try {
            var nonce = new byte[NONCE];
            random.nextBytes(nonce);
            var sealed = cipher(Cipher.ENCRYPT_MODE, nonce, place).doFinal(secret.getBytes(StandardCharsets.UTF_8));
            var whole = new byte[NONCE + sealed.length];
            System.arraycopy(nonce, 0, whole, 0, NONCE);
            System.arraycopy(sealed, 0, whole, NONCE, sealed.length);
            return Base64.getEncoder().encodeToString(whole);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public String open(String sealed, String place) {
        try {
            var whole = Base64.getDecoder().decode(sealed);
            var nonce = java.util.Arrays.copyOf(whole, NONCE);
            return new String(cipher(Cipher.DECRYPT_MODE, nonce, place).doFinal(whole, NONCE, whole.length - NONCE), StandardCharsets.UTF_8);
        } catch (GeneralSecurityException | IllegalArgumentException | NegativeArraySizeException otherKey) {
            throw new Refusal.Conflict("platform.secret-unreadable",
                    "a stored password cannot be read with this installation's key; type it again", Map.of());
        }
    }

    /** Signs words that come back to us later (HMAC-SHA256), with a key of its own for each place. */
    public byte[] sign(String words, String place) {
        return mac(mac(key().getEncoded(), "sign:" + place), words);
    }

    private static byte[] mac(byte[] key, String words) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(words.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, String place) throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key(), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private SecretKeySpec key() {
        var known = key;
        if (known == null) {
            known = new SecretKeySpec(hash(given.isBlank() ? ofTheFolder() : given), "AES");
            key = known;
        }
        return known;
    }

    /** Written whole beside its place and moved there, so that of two nodes that start at once both read the same. */
    private String ofTheFolder() {
        try {
            if (Files.notExists(file)) {
                Files.createDirectories(file.getParent());
                var bytes = new byte[32];
                random.nextBytes(bytes);
                var fresh = Files.createTempFile(file.getParent(), "secret", null, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                Files.writeString(fresh, HexFormat.of().formatHex(bytes));
                try {
                    Files.createLink(file, fresh);
                } catch (FileAlreadyExistsException anotherNode) {
                    return Files.readString(file).strip();
                } catch (UnsupportedOperationException noLinks) {
                    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
                } finally {
                    Files.deleteIfExists(fresh);
                }
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] hash(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
