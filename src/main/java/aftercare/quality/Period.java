package aftercare.quality;

import static java.time.ZoneOffset.UTC;

import aftercare.identity.Reach;
import aftercare.kernel.Refusal;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Days, both ends included, as each branch's own clock counts them; of one branch, or of all within reach. */
record Period(LocalDate from, LocalDate to, @Nullable UUID branch) {

    static final int LONGEST_DAYS = 400;
    private static final int MOST_SINGLE_DAYS = 62;
    private static final LocalDate EARLIEST = LocalDate.of(1970, 1, 2);
    private static final LocalDate LATEST = LocalDate.of(2999, 12, 31);

    /** How fine a curve over the period is drawn. */
    enum Grain { DAY, WEEK }

    Period {
        if (to.isBefore(from) || from.isBefore(EARLIEST) || to.isAfter(LATEST)) {
            throw new Refusal.Broken("quality.no-such-period", "the period from %s to %s does not exist".formatted(from, to),
                    Map.of("from", from.toString(), "to", to.toString()));
        }
        if (days(from, to) > LONGEST_DAYS) {
            throw new Refusal.Broken("quality.period-too-long", "a period has at most %d days".formatted(LONGEST_DAYS),
                    Map.of("days", LONGEST_DAYS));
        }
    }

    private static long days(LocalDate from, LocalDate to) {
        return ChronoUnit.DAYS.between(from, to) + 1;
    }

    Grain grain() {
        return days(from, to) <= MOST_SINGLE_DAYS ? Grain.DAY : Grain.WEEK;
    }

    /** The first day of every step of the curve; weeks begin on Monday, so the first may begin before the period does. */
    List<LocalDate> steps() {
        var steps = new ArrayList<LocalDate>();
        if (grain() == Grain.DAY) {
            from.datesUntil(to.plusDays(1)).forEach(steps::add);
        } else {
            for (var monday = from.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)); !monday.isAfter(to); monday = monday.plusWeeks(1)) {
                steps.add(monday);
            }
        }
        return steps;
    }

    /**
     * What {@link Population#HERE} needs. The two outer bounds hold in every zone: they let an index be used before the
     * branch, and so its zone, is known.
     */
    Map<String, @Nullable Object> params(Reach reach) {
        var params = new HashMap<String, @Nullable Object>(reach.params());
        params.put("ofBranch", branch);
        params.put("from", from);
        params.put("until", to.plusDays(1));
        params.put("earliest", from.minusDays(1).atStartOfDay().atOffset(UTC));
        params.put("latest", to.plusDays(2).atStartOfDay().atOffset(UTC));
        params.put("grain", grain().name().toLowerCase());
        return params;
    }
}
