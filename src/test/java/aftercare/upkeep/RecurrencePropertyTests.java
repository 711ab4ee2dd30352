package aftercare.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.upkeep.Recurrence.DayOfMonth;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.dmfs.rfc5545.DateTime;
import org.dmfs.rfc5545.recur.InvalidRecurrenceRuleException;
import org.dmfs.rfc5545.recur.RecurrenceRule;

/** Against an independent library of iCalendar rules (RFC 5545), over ten years with their leap days. */
class RecurrencePropertyTests {

    private static final int YEARS = 10;

    /** The same pattern in both languages. */
    record Both(Recurrence ours, String rule) {}

    @Property(tries = 1000)
    void everyPatternHasTheDatesOfItsRule(@ForAll("patterns") Both both, @ForAll("firstDays") LocalDate first) {
        var end = first.plusYears(YEARS);
        assertThat(both.ours().between(first, first, end)).as("%s from %s", both, first).containsExactlyElementsOf(theirs(both.rule(), first, end));
    }

    @Property(tries = 500)
    void aLaterPartIsTheSameWhetherOrNotTheEarlierWasAskedFor(@ForAll("patterns") Both both, @ForAll("firstDays") LocalDate first, @ForAll("spans") int days) {
        var begin = first.plusDays(days);
        var end = first.plusYears(YEARS);
        assertThat(both.ours().between(first, begin, end)).as("%s from %s", both, first)
                .containsExactlyElementsOf(both.ours().between(first, first, end).stream().filter(day -> !day.isBefore(begin)).toList());
    }

    @Property(tries = 500)
    void datesAreInOrderAndNoneComesTwice(@ForAll("patterns") Both both, @ForAll("firstDays") LocalDate first) {
        var dates = both.ours().from(first, first).limit(200).toList();
        assertThat(dates).isSorted().doesNotHaveDuplicates();
    }

    @Property(tries = 200)
    void soManyTimesAYearAreSoMany(@ForAll("timesAYear") int times, @ForAll("firstDays") LocalDate first) {
        var year = new Recurrence.TimesAYear(times).between(first, first, first.plusYears(1).minusDays(1));
        assertThat(year).hasSize(times).startsWith(first);
    }

    @Example
    void theCasesThatAreGottenWrong() {
        var leap = LocalDate.of(2024, 2, 29);
        assertThat(new Recurrence.TimesAYear(1).between(leap, leap, LocalDate.of(2028, 12, 31)))
                .containsExactly(leap, LocalDate.of(2025, 2, 28), LocalDate.of(2026, 2, 28), LocalDate.of(2027, 2, 28), LocalDate.of(2028, 2, 29));
        assertThat(new Recurrence.Months(1, new DayOfMonth.On(31)).between(LocalDate.of(2026, 1, 31), LocalDate.of(2026, 1, 31), LocalDate.of(2026, 4, 30)))
                .containsExactly(LocalDate.of(2026, 1, 31), LocalDate.of(2026, 2, 28), LocalDate.of(2026, 3, 31), LocalDate.of(2026, 4, 30));
        assertThat(new Recurrence.Months(1, new DayOfMonth.Nth(1, DayOfWeek.MONDAY)).between(LocalDate.of(2026, 3, 3), LocalDate.of(2026, 3, 3), LocalDate.of(2026, 5, 31)))
                .containsExactly(LocalDate.of(2026, 4, 6), LocalDate.of(2026, 5, 4));
        assertThat(new Recurrence.Months(3, new DayOfMonth.On(15)).afterCompletion(LocalDate.of(2026, 1, 20))).isEqualTo(LocalDate.of(2026, 4, 15));
        assertThat(new Recurrence.Days(90).afterCompletion(LocalDate.of(2026, 1, 20))).isEqualTo(LocalDate.of(2026, 4, 20));
    }

    @Provide
    Arbitrary<LocalDate> firstDays() {
        return Arbitraries.integers().between(0, 365 * 8).map(days -> LocalDate.of(2019, 12, 20).plusDays(days));
    }

    @Provide
    Arbitrary<Integer> spans() {
        return Arbitraries.integers().between(0, 365 * 9);
    }

    @Provide
    Arbitrary<Integer> timesAYear() {
        return Arbitraries.integers().between(1, 60);
    }

    @Provide
    Arbitrary<Both> patterns() {
        var days = Arbitraries.integers().between(1, 400).map(every -> new Both(new Recurrence.Days(every), "FREQ=DAILY;INTERVAL=" + every));
        var weekdays = Arbitraries.of(DayOfWeek.class).set().ofMinSize(1).ofMaxSize(7);
        var weeks = Arbitraries.integers().between(1, 26).flatMap(every -> weekdays.map(on -> new Both(new Recurrence.Weeks(every, on),
                "FREQ=WEEKLY;WKST=MO;INTERVAL=" + every + ";BYDAY=" + codes(on))));
        var dayOfMonth = Arbitraries.integers().between(1, 12).flatMap(every -> Arbitraries.integers().between(1, 31).map(day -> new Both(
                new Recurrence.Months(every, new DayOfMonth.On(day)), "FREQ=MONTHLY;INTERVAL=" + every + ";" + onOrLast(day))));
        var nth = Arbitraries.integers().between(1, 12).flatMap(every -> Arbitraries.of(-1, 1, 2, 3, 4, 5).flatMap(which -> Arbitraries.of(DayOfWeek.class).map(day -> new Both(
                new Recurrence.Months(every, new DayOfMonth.Nth(which, day)), "FREQ=MONTHLY;INTERVAL=" + every + ";BYDAY=" + which + codes(Set.of(day))))));
        var season = Arbitraries.of(Month.class).flatMap(month -> Arbitraries.integers().between(1, 28).map(day -> new Both(
                new Recurrence.Seasons(List.of(new Recurrence.Seasons.Season(month, day))), "FREQ=YEARLY;BYMONTH=" + month.getValue() + ";BYMONTHDAY=" + day)));
        return Arbitraries.oneOf(days, weeks, dayOfMonth, nth, season);
    }

    /** The 31st, or the last day where there is none: the last of the days from the 28th on that there are. */
    private static String onOrLast(int day) {
        if (day <= 28) {
            return "BYMONTHDAY=" + day;
        }
        var days = new ArrayList<String>();
        for (int d = 28; d <= day; d++) {
            days.add(Integer.toString(d));
        }
        return "BYMONTHDAY=" + String.join(",", days) + ";BYSETPOS=-1";
    }

    private static String codes(Set<DayOfWeek> days) {
        return days.stream().sorted().map(day -> day.name().substring(0, 2)).collect(Collectors.joining(","));
    }

    /** Counted from the beginning of the first day's month or week, as RFC 5545 does not say what a first day that fits no rule means. */
    private static List<LocalDate> theirs(String rule, LocalDate first, LocalDate end) {
        try {
            var dates = new ArrayList<LocalDate>();
            var iterator = new RecurrenceRule(rule).iterator(new DateTime(first.getYear(), first.getMonthValue() - 1, first.getDayOfMonth()));
            while (iterator.hasNext()) {
                var next = iterator.nextDateTime();
                var day = LocalDate.of(next.getYear(), next.getMonth() + 1, next.getDayOfMonth());
                if (day.isAfter(end)) {
                    return dates;
                }
                dates.add(day);
            }
            return dates;
        } catch (InvalidRecurrenceRuleException wrong) {
            throw new IllegalStateException(rule, wrong);
        }
    }
}
