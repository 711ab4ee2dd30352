package aftercare.promises;

import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One step of a warning ladder, on working time: at a share of the time allowed ({@code percent}; 100 is the due time, more
 * is after it) or so many minutes after it is due (negative: before).
 *
 * @param does what happens besides; steps written down before there was such a thing do nothing
 */
record Rung(@Nullable Integer percent, @Nullable Integer minutesAfterDue, Set<Audience> tell, @Nullable Set<Deed> does) {

    Rung {
        tell = Set.copyOf(tell);
        does = does == null ? Set.of() : Set.copyOf(does);
        if ((percent == null) == (minutesAfterDue == null)) {
            throw new IllegalArgumentException("a step of a ladder is at a share of the time or so many minutes after due, one of the two");
        }
        if (percent != null && (percent < 1 || percent > 1000)) {
            throw new IllegalArgumentException("a step of a ladder is at 1 % to 1000 %, not at " + percent + " %");
        }
        if (tell.isEmpty() && does.isEmpty()) {
            throw new IllegalArgumentException("a step of a ladder tells somebody or does something");
        }
    }

    static Rung at(int percent, Audience... tell) {
        return new Rung(percent, null, Set.of(tell), null);
    }

    static Rung minutes(int afterDue, Audience... tell) {
        return new Rung(null, afterDue, Set.of(tell), null);
    }

    Rung doing(Deed... deeds) {
        return new Rung(percent, minutesAfterDue, tell, Set.of(deeds));
    }

    Instant time(PromiseClock clock) {
        if (isDue()) {
            return clock.due();
        }
        var goal = clock.goal();
        var used = percent != null
                ? goal.multipliedBy(percent).dividedBy(100)
                : goal.plusMinutes(Objects.requireNonNull(minutesAfterDue));
        return used.isPositive() ? clock.after(used) : clock.from();
    }

    private boolean isDue() {
        return percent != null ? percent == 100 : minutesAfterDue != null && minutesAfterDue == 0;
    }
}
