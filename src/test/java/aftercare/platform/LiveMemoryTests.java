package aftercare.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveMemoryTests {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    /** A nanoTime may be anything, below zero too. */
    private static final long START = Long.MAX_VALUE - SECOND;

    private final LiveMemory memory = new LiveMemory(START);

    private static Live cases(int which) {
        return Live.ofBranch("cases-" + which, null, null);
    }

    @Test
    void tellsWhatWasToldSinceOnce() {
        memory.add(cases(1), START + SECOND);
        memory.add(cases(2), START + 5 * SECOND);
        memory.add(cases(2), START + 6 * SECOND);
        assertThat(memory.told(Duration.ofSeconds(3), START + 8 * SECOND)).hasValue(List.of(cases(2)));
        assertThat(memory.told(Duration.ofSeconds(7), START + 8 * SECOND)).hasValue(List.of(cases(1), cases(2)));
        assertThat(memory.told(Duration.ZERO, START + 8 * SECOND)).hasValue(List.of());
    }

    @Test
    void saysThatItDoesNotKnow() {
        assertThat(memory.told(Duration.ofSeconds(3), START + 2 * SECOND)).as("from before it began").isEmpty();
        memory.add(cases(1), START + SECOND);
        memory.add(cases(2), START + SECOND + LiveMemory.KEPT.toNanos() + 1);
        assertThat(memory.told(LiveMemory.KEPT.plusSeconds(1), START + 2 * SECOND + LiveMemory.KEPT.toNanos())).as("forgotten by now").isEmpty();
        memory.beginAnew(START + 70 * SECOND);
        assertThat(memory.told(Duration.ofSeconds(2), START + 71 * SECOND)).as("the database was away").isEmpty();
    }

    @Test
    void forgetsTheOldestOfTooMany() {
        for (int i = 0; i <= LiveMemory.MOST; i++) {
            memory.add(cases(i), START + i);
        }
        assertThat(memory.told(Duration.ofNanos(LiveMemory.MOST), START + LiveMemory.MOST)).isEmpty();
        assertThat(memory.told(Duration.ofNanos(LiveMemory.MOST - 1), START + LiveMemory.MOST).orElseThrow()).hasSize(LiveMemory.MOST);
    }
}
