package aftercare;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/**
 * One PostgreSQL per test run, migrated once; every application context gets its own copy of the template. Not durable,
 * because a test run has nothing to lose.
 */
public final class TestDatabase {

    private static final String TEMPLATE = "aftercare_template";
    private static final AtomicInteger COPIES = new AtomicInteger();
    private static final EmbeddedPostgres SERVER = start();

    private TestDatabase() {}

    /** A fresh, migrated database. */
    public static JdbcConnectionDetails copy() {
        var name = "aftercare_" + COPIES.incrementAndGet();
        run("create database %s template %s".formatted(name, TEMPLATE));
        return new Connection(SERVER.getJdbcUrl("postgres", name));
    }

    private static EmbeddedPostgres start() {
        try {
            var server = EmbeddedPostgres.builder()
                    .setPGStartupWait(Duration.ofMinutes(3))
                    .setRegisterShutdownHook(false)
                    .setServerConfig("max_connections", "200")
                    .setServerConfig("fsync", "off").setServerConfig("synchronous_commit", "off")
                    .setLocaleConfig("locale", "C.UTF-8").setLocaleConfig("encoding", "UTF8")
                    .setLocaleConfig("locale-provider", "icu").setLocaleConfig("icu-locale", "zh-Hans")
                    .start();
            try (var connection = server.getPostgresDatabase().getConnection(); var statement = connection.createStatement()) {
                statement.execute("create database " + TEMPLATE);
            }
            Flyway.configure().dataSource(server.getJdbcUrl("postgres", TEMPLATE), "postgres", "postgres")
                    .locations("classpath:db/migration").defaultSchema("platform").createSchemas(true).outOfOrder(true)
                    .load().migrate();
            try (var connection = server.getDatabase("postgres", TEMPLATE).getConnection(); var statement = connection.createStatement()) {
                // All tests together report like a flood.
                statement.execute("insert into platform.setting (key, value, changed_at) values ('intake.phone-code', '\"NEVER\"', now())");
            }
            // after the last application context has closed: a pool that outlives its server waits half a minute for it
            SpringApplication.getShutdownHandlers().add(() -> stop(server));
            return server;
        } catch (IOException | SQLException e) {
            throw new IllegalStateException("the test database did not start", e);
        }
    }

    private static void stop(EmbeddedPostgres server) {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static synchronized void run(String sql) {
        try (var connection = SERVER.getPostgresDatabase().getConnection(); var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private record Connection(String getJdbcUrl) implements JdbcConnectionDetails {
        @Override
        public String getUsername() {
            return "postgres";
        }

        @Override
        public String getPassword() {
            return "postgres";
        }
    }
}
