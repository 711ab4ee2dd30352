package aftercare.platform;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** What was told a moment ago, for whoever read something before they could listen. Times are those of {@link System#nanoTime}. */
final class LiveMemory {

    static final Duration KEPT = Duration.ofMinutes(1);
    static final int MOST = 2_000;

    private record Told(long at, Live update) {}

    private final Deque<Told> told = new ArrayDeque<>();
    /** What was told before is not known. */
    private long since;

    LiveMemory(long now) {
        this.since = now;
    }

    synchronized void add(Live update, long now) {
        told.addLast(new Told(now, update));
        while (told.size() > MOST || now - told.getFirst().at() > KEPT.toNanos()) {
            since = told.removeFirst().at() + 1;
        }
    }

    /** Something may have been missed. */
    synchronized void beginAnew(long now) {
        told.clear();
        since = now;
    }

    /** The same thing once; empty when it does not reach so far back. */
    synchronized Optional<List<Live>> told(Duration ago, long now) {
        var from = now - ago.toNanos();
        if (from - since < 0) {
            return Optional.empty();
        }
        return Optional.of(told.stream().filter(one -> one.at() - from >= 0).map(Told::update).distinct().toList());
    }
}
