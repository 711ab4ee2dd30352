package aftercare.promises;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One step of a warning ladder, on working time: at a share of the time allowed ({@code percent}; 100 is the due time, more
 * is after it) or so many minutes after it is due (negative: before).
 */
record Rung(@Nullable Integer percent, @Nullable Integer minutesAfterDue, Set<Audience> tell) {

    Rung {
        tell = Set.copyOf(tell);
        if ((percent == null) == (minutesAfterDue == null)) {
            throw new IllegalArgumentException("a step of a ladder is at a share of the time or so many minutes after due, one of the two");
        }
        if (percent != null && percent < 1) {
            throw new IllegalArgumentException("a step of a ladder is at 1 % or later, not at " + percent + " %");
        }
    }

    static Rung at(int percent, Audience... tell) {
        return new Rung(percent, null, Set.of(tell));
    }

    Instant time(PromiseClock clock) {
        if (isDue()) {
            return clock.due();
        }
        var goal = clock.goal();
        var used = percent != null
                ? goal.multipliedBy(percent).dividedBy(100)
                : goal.plusMinutes(java.util.Objects.requireNonNull(minutesAfterDue));
        return used.isPositive() ? clock.after(used) : clock.from();
    }

    private boolean isDue() {
        return percent != null ? percent == 100 : minutesAfterDue != null && minutesAfterDue == 0;
    }
}
