package aftercare;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The whole product in a process of its own, as an operator runs it: for what only a real process can prove. */
final class Product implements AutoCloseable {

    private static final Pattern READY = Pattern.compile("is ready: (http://localhost:\\d+)");

    private final Process process;
    private final Path data;
    final URI address;

    private Product(Process process, Path data, URI address) {
        this.process = process;
        this.data = data;
        this.address = address;
    }

    /** Starts on a free port and waits until it can be reached. */
    static Product start(Path data, String... arguments) throws IOException {
        var command = command();
        command.add("--server.port=0");
        command.add("--logging.level.io.zonky=info");
        command.addAll(Arrays.asList(arguments));
        var process = new ProcessBuilder(command).directory(data.toFile()).redirectErrorStream(true).start();
        var ready = new CompletableFuture<URI>();
        Thread.ofVirtual().start(() -> read(process.inputReader(), ready));
        try {
            return new Product(process, data, ready.get(240, TimeUnit.SECONDS));
        } catch (Exception e) {
            process.destroyForcibly();
            throw new IllegalStateException("the product did not start", e);
        }
    }

    /** Runs the product's command line ({@code backup FILE}) to its end. */
    static void run(Path data, String... arguments) throws IOException, InterruptedException {
        var command = command();
        command.addAll(Arrays.asList(arguments));
        var process = new ProcessBuilder(command).directory(data.toFile()).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0) {
            throw new IllegalStateException(said);
        }
    }

    /** Power cut: the product and its database die at once, without a word. */
    void kill() {
        var all = processes();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(handle -> handle.onExit().join());
    }

    /** As an operator stops it. Returns what is still running of it, which should be nothing. */
    List<ProcessHandle> stop() throws InterruptedException {
        var all = processes();
        process.destroy();
        process.waitFor(60, TimeUnit.SECONDS);
        // An ended process that nobody has collected yet has no command any more.
        return all.stream().filter(handle -> handle.isAlive() && handle.info().command().isPresent()).toList();
    }

    @Override
    public void close() {
        kill();
    }

    private List<ProcessHandle> processes() {
        var all = new ArrayList<ProcessHandle>();
        all.add(process.toHandle());
        process.toHandle().descendants().forEach(all::add);
        // PostgreSQL detaches itself from the process that starts it.
        var server = data.resolve("data/postgres/postmaster.pid");
        if (Files.exists(server)) {
            try {
                ProcessHandle.of(Long.parseLong(Files.readAllLines(server).getFirst().strip())).ifPresent(all::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return all;
    }

    private static List<String> command() {
        var path = Arrays.stream(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")).split(File.pathSeparator))
                .filter(entry -> !entry.endsWith("test-classes")).map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
        return new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx512m", "--enable-native-access=ALL-UNNAMED", "-cp", path, "aftercare.Aftercare"));
    }

    private static void read(BufferedReader output, CompletableFuture<URI> ready) {
        var said = new StringBuilder();
        try (output) {
            for (var line = output.readLine(); line != null; line = output.readLine()) {
                said.append(line).append('\n');
                var found = READY.matcher(line);
                if (found.find()) {
                    ready.complete(URI.create(found.group(1)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            ready.completeExceptionally(new IllegalStateException(said.toString()));
        }
    }
}
