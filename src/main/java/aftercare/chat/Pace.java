package aftercare.chat;

import aftercare.kernel.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;

/** So often within a time, and no more; counted on this node, which is enough to keep a flood away from the database. */
final class Pace {

    private static final int REMEMBERED = 20_000;

    private record Count(Instant until, int times) {}

    private final int most;
    private final Duration within;
    private final ConcurrentHashMap<String, Count> counts = new ConcurrentHashMap<>();

    Pace(int most, Duration within) {
        this.most = most;
        this.within = within;
    }

    boolean allows(String who, Instant now) {
        if (counts.size() > REMEMBERED) {
            counts.values().removeIf(count -> !count.until().isAfter(now));
        }
        return counts.compute(who, (_, before) -> before == null || !before.until().isAfter(now) ? new Count(now.plus(within), 1)
                : new Count(before.until(), before.times() + 1)).times() <= most;
    }

    void require(String who, Instant now) {
        if (!allows(who, now)) {
            throw new Refusal.TooMany("chat.too-fast", "that was too often in a short time; wait a moment", within.toSeconds());
        }
    }
}
