package aftercare.bench;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Runs inside Maven itself, hence on its Java: prints the figures when Maven ends, so that they are the last lines also where
 * Maven tells of its success.
 */
public final class LastWord {

    private LastWord() {}

    /** @param args the file of figures */
    public static void main(String... args) throws IOException {
        // A line of its own: some Mavens end with the code that resets the colours. They have closed System.out by then.
        var figures = ("\n" + Files.readString(Path.of(args[0]))).getBytes();
        var out = new FileOutputStream(FileDescriptor.out);
        // Outside the group of this thread, which the plugin destroys: no thread can start in it then.
        Runtime.getRuntime().addShutdownHook(new Thread(Thread.currentThread().getThreadGroup().getParent(), "figures") {
            @Override
            public void run() {
                try {
                    out.write(figures);
                } catch (IOException nobodyListens) {
                    throw new UncheckedIOException(nobodyListens);
                }
            }
        });
    }
}
