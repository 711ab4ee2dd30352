package aftercare.platform;

import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.databind.json.JsonMapper;

/**
 * Live updates across all nodes: what a transaction {@link #tell tells} is sent (PostgreSQL NOTIFY) as soon as it has
 * committed, and dropped when it is rolled back; every node listens and passes it to its open streams.
 *
 * <p>Not within the transaction itself: committing a NOTIFY holds a lock of the whole server until the disk has answered,
 * so that transactions would commit one by one.
 */
@Component
public class LiveUpdates implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(LiveUpdates.class);
    private static final String CHANNEL = "aftercare_live";
    private static final int MOST_WAITING = 500;
    private static final int MOST_AT_ONCE = 200;
    /** What is told within it is sent together: no eye sees the difference, and a busy second is a few statements. */
    private static final Duration MOMENT = Duration.ofMillis(20);

    private final JdbcClient jdbc;
    private final DataSource dataSource;
    private final JsonMapper json;
    private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();
    private final LiveMemory memory = new LiveMemory(System.nanoTime());
    private final BlockingQueue<Live> told = new LinkedBlockingQueue<>();
    private volatile boolean running;
    private volatile @Nullable Thread crier;

    LiveUpdates(JdbcClient jdbc, DataSource dataSource, JsonMapper json) {
        this.jdbc = jdbc;
        this.dataSource = dataSource;
        this.json = json;
    }

    /** Tells every open screen that may hear of it, once the surrounding transaction has committed; the same thing once. */
    public void tell(Live update) {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            told.add(update);
            return;
        }
        for (var synchronization : TransactionSynchronizationManager.getSynchronizations()) {
            if (synchronization instanceof ToldAfterCommit waiting) {
                waiting.updates.add(update);
                return;
            }
        }
        var waiting = new ToldAfterCommit();
        waiting.updates.add(update);
        TransactionSynchronizationManager.registerSynchronization(waiting);
    }

    private final class ToldAfterCommit implements TransactionSynchronization {

        private final Set<Live> updates = new LinkedHashSet<>();

        @Override
        public void afterCommit() {
            told.addAll(updates);
        }
    }

    /** Sends what has been told meanwhile in one go, the same thing once. */
    private void cry() {
        var updates = new LinkedHashSet<Live>();
        try {
            while (running || !told.isEmpty()) {
                updates.add(told.take());
                Thread.sleep(MOMENT);
                told.drainTo(updates, MOST_AT_ONCE);
                send(updates);
                updates.clear();
            }
        } catch (InterruptedException stopped) {
            told.addAll(updates);
            Thread.currentThread().interrupt();
        }
    }

    private void send(Set<Live> updates) {
        try {
            jdbc.sql("select pg_notify(:channel, update) from unnest(:updates) as update")
                    .param("channel", CHANNEL)
                    .param("updates", updates.stream().map(json::writeValueAsString).toArray(String[]::new))
                    .query((row, _) -> row).list();
        } catch (DataAccessException lost) {
            // Whoever missed it reads everything anew: the screens of all nodes lose their connection with the database.
            log.warn("{} live updates could not be sent: {}", updates.size(), lost.getMessage());
            cutAll();
        }
    }

    /**
     * Hears of updates until the returned handle is closed. Each listener hears on a thread of its own, so that a slow one
     * holds up nobody. {@code cut} is called when updates may have been missed (it fell too far behind, the database was
     * away, the product stops): the listener should hang up, its client connects again and reads everything anew.
     */
    public AutoCloseable listen(Predicate<Live> mayHear, Consumer<Live> hear, Runnable cut) {
        var listener = new Listener(mayHear, hear, cut);
        listeners.add(listener);
        return listener;
    }

    /**
     * As {@link #listen(Predicate, Consumer, Runnable)}, and hears first what was told meanwhile by somebody who began to read before.
     *
     * @param ago    so long ago they began
     * @param anything is called when that is further back than we know
     */
    public AutoCloseable listen(Predicate<Live> mayHear, Consumer<Live> hear, Runnable cut, Duration ago, Runnable anything) {
        var listener = new Listener(mayHear, hear, cut);
        listeners.add(listener);
        memory.told(ago, System.nanoTime()).ifPresentOrElse(missed -> missed.forEach(listener::offer), anything);
        return listener;
    }

    @Override
    public void start() {
        running = true;
        Thread.ofVirtual().name("live-updates").start(this::receive);
        crier = Thread.ofVirtual().name("live-crier").start(this::cry);
    }

    @Override
    public void stop() {
        running = false;
        var crying = crier;
        if (crying != null) {
            crying.interrupt();
            joined(crying);
        }
        var rest = new LinkedHashSet<Live>();
        if (told.drainTo(rest) > 0) {
            send(rest);
        }
        cutAll();
    }

    private static void joined(Thread thread) {
        try {
            thread.join(Duration.ofSeconds(1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
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
                memory.beginAnew(System.nanoTime());
                var notices = connection.unwrap(PGConnection.class);
                while (running) {
                    for (var notice : notices.getNotifications(500)) {
                        pass(json.readValue(notice.getParameter(), Live.class));
                    }
                }
                statement.execute("unlisten " + CHANNEL);
            } catch (SQLException lost) {
                cutAll();
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
        memory.add(update, System.nanoTime());
        for (var listener : listeners) {
            listener.offer(update);
        }
    }

    private void cutAll() {
        listeners.forEach(Listener::cut);
    }

    private final class Listener implements AutoCloseable {

        private final Predicate<Live> mayHear;
        private final Runnable cut;
        private final BlockingQueue<Live> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
        private final Thread thread;

        Listener(Predicate<Live> mayHear, Consumer<Live> hear, Runnable cut) {
            this.mayHear = mayHear;
            this.cut = cut;
            this.thread = Thread.ofVirtual().name("live-listener").start(() -> hearAll(hear));
        }

        void offer(Live update) {
            if (mayHear.test(update) && !waiting.offer(update)) {
                cut();
            }
        }

        /** Not on the caller's thread: hanging up writes to the client too. */
        void cut() {
            close();
            Thread.startVirtualThread(cut);
        }

        private void hearAll(Consumer<Live> hear) {
            try {
                while (!Thread.currentThread().isInterrupted()) {
                    hear.accept(waiting.take());
                }
            } catch (InterruptedException closed) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void close() {
            listeners.remove(this);
            thread.interrupt();
        }
    }
}
