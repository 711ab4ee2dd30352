package aftercare.quality;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How the work went over some days. Counts only; what is divided by what is for whoever shows them to say.
 *
 * @param at when this was read
 */
record Overview(Instant at, LocalDate from, LocalDate to, Period.Grain grain, Today today, Totals totals, List<Step> series,
                List<PromiseCount> promises, List<RuleCount> rules, List<MonthCount> months, List<Cause> causes, long causesUnknown, List<Count> categories,
                List<Count> severities, List<Count> entitlements, Ratings ratings, Times times, List<Engineer> engineers) {

    /**
     * Now and since midnight, whatever the period.
     *
     * @param open    new, active or waiting cases; like {@code waiting} and {@code overdue} never more than {@code cap}, which means
     *                "that many or more"
     * @param overdue cases with an open promise whose time has run out
     */
    record Today(long opened, long resolved, long open, long waiting, long overdue, long visitsPlanned, long visitsUnderWay, long visitsDone,
                 int cap) {}

    /**
     * @param fixedFirst resolved after one visit and no complaint, {@code fixedLater} after more
     * @param remote     resolved without a visit
     * @param repeated   opened for the same fault of the same device as a case closed shortly before
     */
    record Totals(long opened, long resolved, long fixedFirst, long fixedLater, long remote, long repeated, long kept, long broken, long visits,
                  long punctual) {}

    /** One point of the curve: a day, or the week that begins on it. */
    record Step(LocalDate day, long opened, long resolved) {}

    record PromiseCount(String code, long kept, long broken) {}

    /** The promises of a code that one rule gave; its versions count together. */
    record RuleCount(String code, String rule, long kept, long broken) {}

    /** @param month {@code 2026-03} */
    record MonthCount(String month, long kept, long broken) {}

    /** @param share of all resolved cases whose cause is known, in percent; {@code cumulative} with all the more frequent ones */
    record Cause(String code, Map<String, String> name, long count, BigDecimal share, BigDecimal cumulative) {}

    /** @param name null where the code has no name of its own in the database */
    record Count(String code, @Nullable Map<String, String> name, long count) {}

    /**
     * @param closed        cases closed in the period, {@code closedAndRated} those of them rated since
     * @param rated         ratings given in the period
     * @param score         their average, 0 to 100
     */
    record Ratings(long closed, long closedAndRated, long rated, long low, @Nullable BigDecimal score, List<Count> grades) {}

    /** Medians in minutes of the calendar, from opening on; null where nothing was measured. */
    record Times(@Nullable Long answered, @Nullable Long arrived, @Nullable Long resolved) {}

    record Engineer(UUID id, String name, @Nullable String partnerName, long visits, long punctual, long rated, @Nullable BigDecimal score) {}
}
