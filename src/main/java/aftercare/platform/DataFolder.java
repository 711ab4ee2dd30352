package aftercare.platform;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The folder of the embedded database, held by one process at a time: a second one would take the server of the first for
 * one that was left behind, and stop it. The lock ends with the process, however it ends.
 */
final class DataFolder implements AutoCloseable {

    private final Path path;
    private final FileChannel held;

    private DataFolder(Path path, FileChannel held) {
        this.path = path;
        this.held = held;
    }

    static DataFolder hold(Path folder) throws IOException {
        var path = Files.createDirectories(folder.toAbsolutePath().normalize());
        var channel = FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        if (!locked(channel)) {
            var holder = holder(channel);
            channel.close();
            throw new CannotStart("The data folder %s is in use by another running Aftercare%s: stop that one, or give this one a folder of its own with AFTERCARE_DATA."
                    .formatted(path, holder == null ? "" : " (process %s)".formatted(holder)));
        }
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
        return new DataFolder(path, channel);
    }

    Path path() {
        return path;
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException byThisProcess) {
            return false;
        }
    }

    private static @Nullable String holder(FileChannel channel) throws IOException {
        var bytes = ByteBuffer.allocate(20);
        channel.read(bytes, 0);
        var pid = new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII).strip();
        return pid.isEmpty() ? null : pid;
    }

    @Override
    public void close() throws IOException {
        held.close();
    }
}
