package aftercare.platform;

import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Live updates across all nodes: {@link #tell} sends with the caller's transaction (PostgreSQL delivers a NOTIFY at
 * commit and drops it at rollback), every node listens and passes it to its open streams.
 */
@Component
public class LiveUpdates implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(LiveUpdates.class);
    private static final String CHANNEL = "aftercare_live";

    private final JdbcClient jdbc;
    private final DataSource dataSource;
    private final JsonMapper json;
    private final Map<Listener, Boolean> listeners = new ConcurrentHashMap<>();
    private volatile boolean running;

    LiveUpdates(JdbcClient jdbc, DataSource dataSource, JsonMapper json) {
        this.jdbc = jdbc;
        this.dataSource = dataSource;
        this.json = json;
    }

    /** Tells every open screen that may hear of it, once the surrounding transaction has committed. */
    public void tell(Live update) {
        jdbc.sql("select pg_notify(:channel, :update)")
                .param("channel", CHANNEL)
                .param("update", json.writeValueAsString(update))
                .query((row, _) -> row).list();
    }

    /** Hears of updates until the returned handle is closed. */
    public AutoCloseable listen(Predicate<Live> mayHear, Consumer<Live> hear) {
        var listener = new Listener(mayHear, hear);
        listeners.put(listener, true);
        return () -> listeners.remove(listener);
    }

    @Override
    public void start() {
        running = true;
        Thread.ofVirtual().name("live-updates").start(this::receive);
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void receive() {
        while (running) {
            try (var connection = dataSource.getConnection(); var statement = connection.createStatement()) {
                connection.setAutoCommit(true);
                statement.execute("listen " + CHANNEL);
                var notices = connection.unwrap(PGConnection.class);
                while (running) {
                    for (var notice : notices.getNotifications(500)) {
                        pass(json.readValue(notice.getParameter(), Live.class));
                    }
                }
                statement.execute("unlisten " + CHANNEL);
            } catch (SQLException lost) {
                if (running) {
                    log.warn("live updates lost their connection, connecting again: {}", lost.getMessage());
                    pause();
                }
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(1000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void pass(Live update) {
        for (var listener : listeners.keySet()) {
            if (listener.mayHear().test(update)) {
                listener.hear().accept(update);
            }
        }
    }

    private record Listener(Predicate<Live> mayHear, Consumer<Live> hear) {
        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }
}
