package aftercare.quality;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Promises that were decided in a period, told apart in every way at once. A promise is kept, broken or waived; what is still
 * open and in time is none of these.
 *
 * @param customers the {@code most} with the most broken promises
 * @param causes    of those that were broken, the most frequent first; {@code none} where nobody said
 * @param waivers   of those that were waived: the reason, and who decided it, null where the product did
 */
record PromiseReport(Tally total, List<Line> months, List<Line> codes, List<Rule> rules, List<Line> branches, List<Line> owners,
                     List<Line> customers, List<Count> causes, List<Waiver> waivers, int most) {

    record Tally(long kept, long broken, long waived) {}

    /** @param name as people know it; null where the key says enough, or nobody is behind it ({@code none}) */
    record Line(String key, @Nullable String name, long kept, long broken, long waived) {}

    /** @param rule its key, the same for all its versions; {@code name} as its newest version has it */
    record Rule(String rule, String name, String code, long kept, long broken, long waived) {}

    record Count(String cause, long count) {}

    record Waiver(String reason, @Nullable UUID by, @Nullable String byName, long count) {}
}
