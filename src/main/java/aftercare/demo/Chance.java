package aftercare.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.ToDoubleFunction;

/** Everything that is left to chance. A fixed seed, so that chance falls the same way every time. */
final class Chance {

    private static final String LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";

    private final SplittableRandom random;
    private int counter;

    Chance(long seed) {
        this.random = new SplittableRandom(seed);
    }

    boolean happens(double share) {
        return random.nextDouble() < share;
    }

    /** Both ends included. */
    int between(int from, int to) {
        return from >= to ? from : random.nextInt(from, to + 1);
    }

    double between(double from, double to) {
        return from + random.nextDouble() * (to - from);
    }

    /** Between the two, to the second. */
    Duration between(Duration from, Duration to) {
        return Duration.ofSeconds(random.nextLong(from.toSeconds(), to.toSeconds() + 1));
    }

    /** Mostly near the first value, seldom near the last: how waiting times fall. */
    int soon(int from, int to) {
        var share = random.nextDouble() * random.nextDouble();
        return from + (int) Math.round(share * (to - from));
    }

    <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    <T> T weighted(Collection<T> of, ToDoubleFunction<T> weight) {
        var total = of.stream().mapToDouble(weight).sum();
        var left = random.nextDouble() * total;
        T last = null;
        for (var one : of) {
            var w = weight.applyAsDouble(one);
            if (w <= 0) {
                continue;
            }
            last = one;
            left -= w;
            if (left < 0) {
                return one;
            }
        }
        if (last == null) {
            throw new IllegalArgumentException("nothing to choose from");
        }
        return last;
    }

    /** A version 7 id as it would have been made at that moment. Ids of one moment keep the order in which they were made. */
    UUID id(Instant at) {
        counter = counter + 1 & 0xfff;
        var high = at.toEpochMilli() << 16 | 0x7000 | counter;
        var low = random.nextLong() & 0x3fffffffffffffffL | 0x8000000000000000L;
        return new UUID(high, low);
    }

    String token(int length) {
        var token = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            token.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return token.toString();
    }
}
