package aftercare.promises;

import java.time.Duration;
import java.time.Instant;

/** A stretch of time and why it counts or does not; {@code name} is the holiday's name or what a pause waits for, else empty. */
public record Span(Instant from, Instant to, Reason reason, String name) {

    public enum Reason {
        WORKING_HOURS(true),
        /** A rest day worked instead of another one. */
        MAKEUP_WORKDAY(true),
        /** A half day or a day with hours of its own. */
        SPECIAL_HOURS(true),
        /** Within the day, as lunch is. */
        BREAK(false),
        /** Before the day's work starts or after it ends. */
        CLOSED(false),
        REST_DAY(false),
        HOLIDAY(false),
        PAUSED(false);

        private final boolean counts;

        Reason(boolean counts) {
            this.counts = counts;
        }

        public boolean counts() {
            return counts;
        }
    }

    public boolean counts() {
        return reason.counts();
    }

    public Duration length() {
        return Duration.between(from, to);
    }

    boolean sameAs(Span next) {
        return reason == next.reason && name.equals(next.name) && to.equals(next.from);
    }
}
