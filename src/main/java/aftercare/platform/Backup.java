package aftercare.platform;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Saves and brings back everything an installation with the embedded database has: rows, files and the database
 * password, in one zip. Works while the product runs, by PostgreSQL's own base backup protocol (pg_backup_start, copy,
 * pg_backup_stop, then the write-ahead log): the copy starts like a server after a power cut and recovers by itself.
 *
 * <p>{@code java -jar aftercare.jar backup FILE} and {@code java -jar aftercare.jar restore FILE}; the data folder is
 * {@code AFTERCARE_DATA} or {@code ./data}. An own PostgreSQL is saved with its own tools.
 */
public final class Backup {

    private static final String POSTGRES = "postgres";
    /** Says which process runs the server; a copy is run by another one. */
    private static final Set<String> OF_THE_PROCESS = Set.of("postmaster.pid", "postmaster.opts", "epg-lock");

    private final Path data;

    Backup(Path data) {
        this.data = data.toAbsolutePath();
    }

    /** @return the exit code: 0 when it was done, 2 when it was refused (the reason is on {@code out}) */
    public static int run(String[] args, PrintStream out) throws IOException, SQLException {
        var data = Path.of(System.getenv().getOrDefault("AFTERCARE_DATA", "data"));
        if (args.length != 2) {
            out.println("usage: backup FILE | restore FILE   (data folder: AFTERCARE_DATA or ./data)");
            return 2;
        }
        var file = Path.of(args[1]);
        var backup = new Backup(data);
        var refusal = args[0].equals("backup") ? backup.refuseSave(file) : backup.refuseRestore(file);
        if (refusal != null) {
            out.println(refusal);
            return 2;
        }
        if (args[0].equals("backup")) {
            backup.save(file);
            out.printf("saved %s to %s (%d MB)%n", data, file, Files.size(file) >> 20);
        } else {
            backup.restore(file);
            out.printf("restored %s to %s; start the product as usual%n", file, data);
        }
        return 0;
    }

    private @Nullable String refuseSave(Path file) {
        return Files.notExists(data.resolve(POSTGRES)) ? "there is no embedded database in %s".formatted(data)
                : Files.exists(file) ? "%s exists already; choose another name".formatted(file) : null;
    }

    private @Nullable String refuseRestore(Path file) {
        return Files.notExists(file) ? "there is no file %s".formatted(file)
                : Files.exists(data.resolve(POSTGRES)) ? "%s holds a database already; restore into an empty folder".formatted(data) : null;
    }

    void save(Path file) throws IOException, SQLException {
        var part = file.resolveSibling(file.getFileName() + ".part");
        try (var zip = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(part), 1 << 20))) {
            zip.setLevel(Deflater.BEST_SPEED);
            add(zip, data.resolve("db.password"), "db.password");
            var running = data.resolve(POSTGRES).resolve("postmaster.pid");
            if (Files.exists(running)) {
                saveRunning(zip, Integer.parseInt(Files.readAllLines(running).get(3).strip()));
            } else {
                addAll(zip, data.resolve(POSTGRES), POSTGRES, true);
            }
            // Files are written before the rows that name them, so files copied last are never missing one.
            if (Files.exists(data.resolve("files"))) {
                addAll(zip, data.resolve("files"), "files", true);
            }
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private void saveRunning(ZipOutputStream zip, int port) throws IOException, SQLException {
        try (var server = connect(port); var statement = server.createStatement()) {
            statement.execute("select pg_backup_start('aftercare', true)");
            addAll(zip, data.resolve(POSTGRES), POSTGRES, false);
            try (var stop = statement.executeQuery("select labelfile, spcmapfile from pg_backup_stop(false)")) {
                stop.next();
                text(zip, POSTGRES + "/backup_label", stop.getString("labelfile"));
                if (stop.getString("spcmapfile") != null && !stop.getString("spcmapfile").isEmpty()) {
                    text(zip, POSTGRES + "/tablespace_map", stop.getString("spcmapfile"));
                }
            }
            addAll(zip, data.resolve(POSTGRES).resolve("pg_wal"), POSTGRES + "/pg_wal", true);
        }
    }

    private Connection connect(int port) throws IOException, SQLException {
        return DriverManager.getConnection("jdbc:postgresql://localhost:%d/postgres".formatted(port), "postgres",
                Files.readString(data.resolve("db.password")));
    }

    /** @param withLog false leaves out the write-ahead log, which is copied when the backup has ended */
    private static void addAll(ZipOutputStream zip, Path folder, String name, boolean withLog) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) throws IOException {
                var inside = inside(directory);
                if (!withLog && inside.startsWith("pg_wal/")) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                if (!inside.isEmpty()) {
                    zip.putNextEntry(new ZipEntry(name + "/" + inside + "/"));
                    zip.closeEntry();
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                var inside = inside(file);
                if (!OF_THE_PROCESS.contains(inside) && (withLog || !inside.startsWith("pg_wal/"))) {
                    add(zip, file, name + "/" + inside);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException reason) throws IOException {
                if (reason instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw reason;
            }

            private String inside(Path path) {
                return folder.relativize(path).toString().replace('\\', '/');
            }
        });
    }

    /** A file that the server removed meanwhile is not needed: recovery makes or drops it again. */
    private static void add(ZipOutputStream zip, Path file, String name) throws IOException {
        try (var in = Files.newInputStream(file)) {
            zip.putNextEntry(new ZipEntry(name));
            in.transferTo(zip);
            zip.closeEntry();
        } catch (NoSuchFileException removed) {
            return;
        }
    }

    private static void text(ZipOutputStream zip, String name, String content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }

    void restore(Path file) throws IOException {
        Files.createDirectories(data);
        try (var zip = new ZipInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 20))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                var target = data.resolve(entry.getName()).normalize();
                if (!target.startsWith(data)) {
                    throw new IOException("%s points outside the data folder".formatted(entry.getName()));
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                } else {
                    Files.createDirectories(target.getParent());
                    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(target), 1 << 16)) {
                        zip.transferTo(out);
                    }
                }
            }
        }
        protect();
    }

    /** Only the owner may read the rows and the password; PostgreSQL insists. */
    private void protect() throws IOException {
        try (var all = Files.walk(data.resolve(POSTGRES))) {
            for (var path : (Iterable<Path>) all::iterator) {
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(Files.isDirectory(path) ? "rwx------" : "rw-------"));
            }
        }
        for (var secret : List.of(data.resolve("db.password"), data.resolve("files").resolve("secret.key"))) {
            if (Files.exists(secret)) {
                Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
            }
        }
    }
}
