package aftercare.bench;

import java.io.Closeable;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The product as it is shipped, in a process of its own: {@code java -jar}, with the embedded PostgreSQL and its durable settings. */
final class Product implements Closeable {

    private static final Duration LONGEST_START = Duration.ofMinutes(5);

    private final Process process;
    private final Path data;
    final int port;
    /** From the start of the process to the first page. */
    final Duration startedIn;

    private Product(Process process, Path data, int port, Duration startedIn) {
        this.process = process;
        this.data = data;
        this.port = port;
        this.startedIn = startedIn;
    }

    /** With the demo company when the folder is empty. */
    static Product start(Path data) throws IOException {
        var port = freePort();
        Files.createDirectories(data);
        var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", jar().toString(),
                "--spring.profiles.active=demo", "--server.port=" + port, "--aftercare.data=" + data.toAbsolutePath()));
        var began = System.nanoTime();
        var process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(data.resolve("product.log").toFile()).start();
        while (true) {
            if (!process.isAlive()) {
                throw new IllegalStateException("the product did not start; see " + data.resolve("product.log"));
            }
            if (answers(port)) {
                return new Product(process, data, port, Duration.ofNanos(System.nanoTime() - began));
            }
            if (System.nanoTime() - began > LONGEST_START.toNanos()) {
                stop(process);
                throw new IllegalStateException("the product did not answer in time; see " + data.resolve("product.log"));
            }
            LockSupport.parkNanos(20_000_000);
        }
    }

    /** The page and what it asks for first. The demo company is complete before anybody is let in. */
    private static boolean answers(int port) {
        try (var caller = new Caller(port)) {
            return caller.get("/").status() == 200 && caller.get("/api/public/about").status() == 200
                    && caller.get("/actuator/health/readiness").status() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static Path jar() throws IOException {
        try (var files = Files.list(Path.of("target"))) {
            return files.filter(file -> file.getFileName().toString().matches("aftercare-.*\\.jar")).findFirst()
                    .orElseThrow(() -> new IllegalStateException("target has no aftercare-*.jar; run mvn -Pbench verify"));
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Straight to the same database, as the same role. */
    Connection database() throws IOException, SQLException {
        var databasePort = Files.readAllLines(data.resolve("postgres").resolve("postmaster.pid")).get(3).strip();
        return DriverManager.getConnection("jdbc:postgresql://localhost:%s/aftercare".formatted(databasePort), "aftercare",
                Files.readString(data.resolve("db.password")).strip());
    }

    long pid() {
        return process.pid();
    }

    /** Resident memory of the product and of all processes of its database, in MB. */
    record Memory(long product, long database) {}

    Memory memory() throws IOException {
        var database = 0L;
        var folder = data.toAbsolutePath().resolve("postgres").toString();
        for (var handle : ProcessHandle.allProcesses().toList()) {
            if (isOf(handle, folder)) {
                database += resident(handle.pid(), "Pss", "smaps_rollup");
            }
        }
        return new Memory(resident(process.pid(), "VmRSS", "status") / 1024, database / 1024);
    }

    /** The postmaster names the folder; its children are found by their parent. */
    private static boolean isOf(ProcessHandle handle, String folder) {
        return named(handle, folder) || handle.parent().map(parent -> named(parent, folder)).orElse(false);
    }

    private static boolean named(ProcessHandle handle, String folder) {
        return Optional.of(handle).flatMap(h -> h.info().commandLine()).map(line -> line.contains("-D " + folder)).orElse(false);
    }

    private static long resident(long pid, String name, String file) throws IOException {
        try (var lines = Files.lines(Path.of("/proc", Long.toString(pid), file))) {
            return lines.filter(line -> line.startsWith(name + ":")).mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", ""))).findFirst().orElse(0);
        }
    }

    @Override
    public void close() {
        stop(process);
    }

    /** As an operator would: so that its database is shut down with it. */
    private static void stop(Process process) {
        process.destroy();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
