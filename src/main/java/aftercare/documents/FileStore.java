package aftercare.documents;

import aftercare.kernel.Refusal;
import aftercare.platform.AftercareSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * The bytes, each file once under its SHA-256. A file is written beside its place, forced to disk and moved there in one
 * step, so that a name never stands for half a file, whatever dies when.
 */
@Component
class FileStore {

    static final long LARGEST = 20L * 1024 * 1024;

    /** A file that has arrived but has no place yet. */
    record Arrived(Path file, String sha256, long size) {}

    private final Path home;

    FileStore(AftercareSettings settings) {
        this.home = settings.data().toAbsolutePath().resolve("files");
    }

    /** Reads to the end, or refuses as soon as it is too large. The caller places it or drops it. */
    Arrived receive(InputStream content, String fileName) throws IOException {
        var folder = Files.createDirectories(home.resolve("arriving"));
        var file = Files.createTempFile(folder, "upload", null);
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            long size = 0;
            try (var in = new DigestInputStream(content, digest);
                 var out = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
                var buffer = new byte[64 * 1024];
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    size += n;
                    if (size > LARGEST) {
                        throw new Refusal.Broken("documents.too-large", "%s is larger than %d MB".formatted(fileName, LARGEST >> 20),
                                Map.of("name", fileName, "limit", LARGEST >> 20));
                    }
                    var bytes = ByteBuffer.wrap(buffer, 0, n);
                    while (bytes.hasRemaining()) {
                        out.write(bytes);
                    }
                }
                out.force(true);
            }
            if (size == 0) {
                throw new Refusal.Broken("documents.empty", "%s is empty".formatted(fileName), Map.of("name", fileName));
            }
            return new Arrived(file, HexFormat.of().formatHex(digest.digest()), size);
        } catch (IOException | RuntimeException failed) {
            Files.deleteIfExists(file);
            throw failed;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    void place(Arrived arrived) throws IOException {
        var place = place(arrived.sha256());
        if (Files.exists(place)) {
            Files.delete(arrived.file());
            return;
        }
        Files.createDirectories(place.getParent());
        Files.move(arrived.file(), place, StandardCopyOption.ATOMIC_MOVE);
        force(place.getParent());
        force(place.getParent().getParent());
    }

    void drop(Arrived arrived) throws IOException {
        Files.deleteIfExists(arrived.file());
    }

    Path place(String sha256) {
        return home.resolve(sha256.substring(0, 2)).resolve(sha256.substring(2, 4)).resolve(sha256);
    }

    /** Derived pictures; may be deleted at any time. */
    Path thumbnail(String sha256) {
        return home.resolve("thumbnails").resolve(sha256.substring(0, 2)).resolve(sha256 + ".jpg");
    }

    void remove(String sha256) {
        try {
            Files.deleteIfExists(place(sha256));
            Files.deleteIfExists(thumbnail(sha256));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void force(Path folder) throws IOException {
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
