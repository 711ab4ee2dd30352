package aftercare.platform;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.boot.autoconfigure.condition.NoneNestedConditions;

/**
 * Where the rows live. Without {@code aftercare.db.url} the product starts its own PostgreSQL below
 * {@code aftercare.data}: durable (fsync and synchronous_commit on), reachable from this machine only, password in a file
 * that only its owner reads. With the setting it uses the given server.
 */
@Configuration(proxyBeanMethods = false)
class EmbeddedDatabase {

    private static final Logger log = LoggerFactory.getLogger(EmbeddedDatabase.class);
    private static final String NAME = "aftercare";

    @Bean
    @ConditionalOnProperty("aftercare.db.url")
    JdbcConnectionDetails ownServer(AftercareSettings settings) {
        var db = settings.db();
        return new Connection(String.valueOf(db.url()), String.valueOf(db.user()), db.password() == null ? "" : db.password());
    }

    @Bean
    @Conditional(NoOwnServer.class)
    DataFolder dataFolder(AftercareSettings settings) throws IOException {
        return DataFolder.hold(settings.data());
    }

    @Bean
    @Conditional(NoOwnServer.class)
    EmbeddedPostgres embeddedPostgres(DataFolder folder) throws IOException {
        var home = folder.path();
        log.info("starting PostgreSQL in {}", home);
        var passwordFile = passwordFile(home.resolve("db.password"));
        stopLeftBehind(home.resolve("postgres").resolve("postmaster.pid"));
        return start(home, passwordFile);
    }

    @Bean
    @Conditional(NoOwnServer.class)
    JdbcConnectionDetails embeddedConnection(EmbeddedPostgres server, DataFolder folder) throws IOException, SQLException {
        var password = Files.readString(folder.path().resolve("db.password"));
        createDatabase(server.getJdbcUrl("postgres", "postgres"), password);
        return new Connection(server.getJdbcUrl(NAME, NAME), NAME, password);
    }

    /** A server that outlived a killed product is shut down properly before its data is opened again. */
    private static void stopLeftBehind(Path pidFile) throws IOException {
        if (Files.notExists(pidFile)) {
            return;
        }
        var server = ProcessHandle.of(Long.parseLong(Files.readAllLines(pidFile).getFirst().strip()))
                .filter(process -> process.info().command().orElse("").endsWith("postgres"));
        if (server.isPresent()) {
            server.get().destroy();
            server.get().onExit().orTimeout(2, TimeUnit.MINUTES).join();
        }
    }

    private static EmbeddedPostgres start(Path home, Path passwordFile) throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(home.resolve("postgres"))
                .setOverrideWorkingDirectory(home.resolve("engine").toFile())
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                // Crash recovery on a busy machine takes its time.
                .setPGStartupWait(Duration.ofMinutes(3))
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("max_connections", "100")
                .setServerConfig("wal_keep_size", "512MB")
                .setServerConfig("shared_buffers", "256MB")
                .setServerConfig("random_page_cost", "1.1")
                .setLocaleConfig("locale", "C.UTF-8")
                .setLocaleConfig("encoding", "UTF8")
                .setLocaleConfig("locale-provider", "icu")
                .setLocaleConfig("icu-locale", "zh-Hans")
                .setLocaleConfig("pwfile", passwordFile.toString())
                .setLocaleConfig("auth-host", "scram-sha-256")
                .setLocaleConfig("auth-local", "scram-sha-256")
                .setConnectConfig("password", Files.readString(passwordFile))
                .start();
    }

    /** The product signs in as a plain role that owns its database, never as the superuser. */
    private static void createDatabase(String url, String password) throws SQLException {
        try (var connection = DriverManager.getConnection(url + "&password=" + password);
             var statement = connection.createStatement()) {
            // Each by itself: a first start that was cut off between the two goes on where it stopped.
            if (!exists(statement, "select 1 from pg_roles where rolname = '" + NAME + "'")) {
                statement.execute("create role %s login password '%s'".formatted(NAME, password));
            }
            if (!exists(statement, "select 1 from pg_database where datname = '" + NAME + "'")) {
                statement.execute("create database %s owner %s".formatted(NAME, NAME));
            }
        }
    }

    private static boolean exists(Statement statement, String sql) throws SQLException {
        try (var rows = statement.executeQuery(sql)) {
            return rows.next();
        }
    }

    private static Path passwordFile(Path file) {
        try {
            if (Files.notExists(file)) {
                var bytes = new byte[24];
                new SecureRandom().nextBytes(bytes);
                Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                Files.writeString(file, HexFormat.of().formatHex(bytes));
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Connection(String getJdbcUrl, String getUsername, String getPassword) implements JdbcConnectionDetails {}

    static class NoOwnServer extends NoneNestedConditions {
        NoOwnServer() {
            super(ConfigurationPhase.REGISTER_BEAN);
        }

        @ConditionalOnProperty("aftercare.db.url")
        static class OwnServer {}
    }
}
