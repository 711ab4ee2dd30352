package aftercare.dispatch.planner;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How long the optimiser may search: by a clock that counts nanoseconds, or by rounds, which gives the same plan for the same seed on
 * any machine.
 */
public record Budget(long nanos, long rounds, LongSupplier clock) {

    public Budget {
        if (nanos <= 0 || rounds <= 0) {
            throw new IllegalArgumentException("a budget is more than nothing");
        }
    }

    public static Budget time(Duration most) {
        return new Budget(most.toNanos(), Long.MAX_VALUE, System::nanoTime);
    }

    public static Budget rounds(long most) {
        return new Budget(Long.MAX_VALUE, most, System::nanoTime);
    }

    /** By another clock, as that of the time a thread has had on a core. */
    public Budget by(LongSupplier other) {
        return new Budget(nanos, rounds, other);
    }

    boolean isTimed() {
        return rounds == Long.MAX_VALUE;
    }
}
