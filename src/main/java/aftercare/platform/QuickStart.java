package aftercare.platform;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/**
 * Halves the time that {@code java -jar} takes to the first page. The one-file product unpacks itself once into the data
 * folder, and the process turns into one that runs the unpacked form (the system call execv: same process id, same
 * terminal, same environment), with the options that a one-file product can't carry in itself:
 *
 * <ul>
 *   <li>an archive of the loaded classes, which the Java machine writes when the product stops for the first time and
 *       checks by itself against the files and its own version at every start;
 *   <li>the optimising compiler waits for code that is really hot, instead of competing with the start for two cores.
 * </ul>
 *
 * <p>Where that can't be done (another system than Linux, a folder that can't be written) the product starts as it is.
 * The reasons are in ADR 0007. {@code AFTERCARE_QUICK_START=off} turns it off.
 */
public final class QuickStart {

    private static final Path OWN_COMMAND = Path.of("/proc/self/cmdline");
    private static final Path OWN_PROGRAM = Path.of("/proc/self/exe");
    private static final String IN_ONE_FILE = "jar:nested:";
    private static final String DATA_ARGUMENT = "--aftercare.data=";
    private static final List<String> LATER_OPTIMISED = List.of("-XX:Tier4InvocationThreshold=30000", "-XX:Tier4MinInvocationThreshold=6000",
            "-XX:Tier4CompileThreshold=90000", "-XX:Tier4BackEdgeThreshold=240000");

    private QuickStart() {}

    /** Does not return when the process goes on in the unpacked form. */
    public static void unpacked(Class<?> product, String[] args) {
        var file = oneFile(product);
        if (file == null || !Files.isReadable(OWN_COMMAND) || "off".equals(System.getenv("AFTERCARE_QUICK_START"))) {
            return;
        }
        try {
            var own = List.of(Files.readString(OWN_COMMAND).split("\0", -1));
            var command = command(own.subList(0, own.size() - 1), unpack(file, dataFolder(args)));
            if (command != null) {
                turnInto(OWN_PROGRAM.toRealPath(), command);
            }
        } catch (IOException notPossible) {
            // The product as it is starts all the same, only slower.
        }
    }

    private static @Nullable Path oneFile(Class<?> product) {
        var place = product.getProtectionDomain().getCodeSource().getLocation().toString();
        return place.startsWith(IN_ONE_FILE) ? Path.of(place.substring(IN_ONE_FILE.length(), place.indexOf("/!"))) : null;
    }

    private static Path dataFolder(String[] args) {
        for (var arg : args) {
            if (arg.startsWith(DATA_ARGUMENT)) {
                return Path.of(arg.substring(DATA_ARGUMENT.length()));
            }
        }
        return Path.of(System.getProperty("aftercare.data", System.getenv().getOrDefault("AFTERCARE_DATA", "data")));
    }

    /** The command that started this process, for the unpacked product; null when it was not {@code java … -jar FILE …}. */
    static @Nullable List<String> command(List<String> own, Path unpacked) {
        var jar = own.indexOf("-jar");
        if (jar < 1 || jar + 1 >= own.size()) {
            return null;
        }
        var command = new ArrayList<String>();
        command.add(own.getFirst());
        command.add("-XX:+AutoCreateSharedArchive");
        command.add("-XX:SharedArchiveFile=" + unpacked.resolveSibling("classes.jsa"));
        // Without an archive, or with one of another Java, it starts without: nothing that an operator needs to read.
        command.add("-Xlog:cds*=off");
        command.addAll(LATER_OPTIMISED);
        // What the operator says comes later and wins.
        command.addAll(own.subList(1, jar + 1));
        command.add(unpacked.toString());
        command.addAll(own.subList(jar + 2, own.size()));
        return command;
    }

    /** @return the jar to run; unpacked now, if no start before did */
    private static Path unpack(Path file, Path data) throws IOException {
        var home = data.toAbsolutePath().normalize().resolve("product");
        var build = "%x-%x".formatted(Files.size(file), Files.getLastModifiedTime(file).toMillis());
        var unpacked = home.resolve(build).resolve(file.getFileName());
        if (Files.notExists(unpacked)) {
            Files.createDirectories(home);
            var part = Files.createTempDirectory(home, "part");
            run(List.of(OWN_PROGRAM.toRealPath().toString(), "-Djarmode=tools", "-jar", file.toString(), "extract", "--force", "--destination", part.toString()));
            forgetOthers(home, part);
            try {
                Files.move(part, home.resolve(build), StandardCopyOption.ATOMIC_MOVE);
            } catch (FileAlreadyExistsException | AtomicMoveNotSupportedException anotherStartDidIt) {
                FileSystemUtils.deleteRecursively(part);
            }
        }
        return unpacked;
    }

    /** Earlier versions. */
    private static void forgetOthers(Path home, Path but) throws IOException {
        try (var folders = Files.list(home)) {
            for (var folder : folders.filter(folder -> !folder.equals(but)).toList()) {
                FileSystemUtils.deleteRecursively(folder);
            }
        }
    }

    private static void run(List<String> command) throws IOException {
        var process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        try {
            if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IOException("the product could not be unpacked");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException(stopped);
        }
    }

    /** execv; returns only when the system refuses. */
    private static void turnInto(Path program, List<String> command) throws IOException {
        var linker = Linker.nativeLinker();
        var execv = linker.downcallHandle(linker.defaultLookup().findOrThrow("execv"),
                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS));
        try (var arena = Arena.ofConfined()) {
            var words = arena.allocate(ValueLayout.ADDRESS, command.size() + 1L);
            for (int i = 0; i < command.size(); i++) {
                words.setAtIndex(ValueLayout.ADDRESS, i, arena.allocateFrom(command.get(i), StandardCharsets.UTF_8));
            }
            words.setAtIndex(ValueLayout.ADDRESS, command.size(), MemorySegment.NULL);
            var _ = (int) execv.invokeExact(arena.allocateFrom(program.toString(), StandardCharsets.UTF_8), words);
        } catch (Throwable refused) {
            throw new IOException(refused);
        }
    }
}
