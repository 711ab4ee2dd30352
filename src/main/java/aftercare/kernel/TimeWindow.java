package aftercare.kernel;

import java.time.Duration;
import java.time.Instant;

/** A span of time, start included, end excluded; never empty. */
public record TimeWindow(Instant from, Instant to) {

    public TimeWindow {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("a time window must end after it starts: %s to %s".formatted(from, to));
        }
    }

    public Duration length() {
        return Duration.between(from, to);
    }

    public boolean contains(Instant at) {
        return !at.isBefore(from) && at.isBefore(to);
    }

    public boolean overlaps(TimeWindow other) {
        return from.isBefore(other.to) && other.from.isBefore(to);
    }
}
