package aftercare.bench;

import java.util.Arrays;

/** Durations of one thing done many times. */
final class Times {

    private final long[] nanos;

    Times(long[] nanos) {
        this.nanos = nanos.clone();
        Arrays.sort(this.nanos);
    }

    double median() {
        return at(0.5);
    }

    double p95() {
        return at(0.95);
    }

    /** In milliseconds; 1 is the longest. */
    double at(double share) {
        return nanos[Math.min(nanos.length - 1, (int) (nanos.length * share))] / 1e6;
    }

    static double median(double... values) {
        var sorted = values.clone();
        Arrays.sort(sorted);
        return sorted.length % 2 == 1 ? sorted[sorted.length / 2] : (sorted[sorted.length / 2 - 1] + sorted[sorted.length / 2]) / 2;
    }
}
