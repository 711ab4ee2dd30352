package aftercare.upkeep;

import aftercare.kernel.Refusal;
import aftercare.upkeep.Recurrence.DayOfMonth;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.MonthDay;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How often, as people choose it and as it is kept.
 *
 * @param every    every so many of the unit; how many times a year for {@code TIMES_A_YEAR}
 * @param weekdays on which days of the week, for {@code WEEKS}; none means that of the first day
 * @param day      day of the month, its last where it is shorter; null means that of the first day
 * @param which    the first (1) to fifth or the last (-1) {@code weekday} of the month, instead of a day
 * @param seasons  days of the year as {@code MM-dd}
 * @param firstDays the first service (首保) so many days after the device was accepted; null: none of its own
 */
record Rhythm(Unit unit, int every, List<DayOfWeek> weekdays, @Nullable Integer day, @Nullable Integer which, @Nullable DayOfWeek weekday,
              List<String> seasons, @Nullable Integer firstDays) {

    enum Unit { DAYS, WEEKS, MONTHS, YEARS, TIMES_A_YEAR, SEASONS }

    Rhythm {
        weekdays = List.copyOf(weekdays);
        seasons = List.copyOf(seasons);
        if (firstDays != null && (firstDays < 1 || firstDays > 3660)) {
            throw new Refusal.Broken("upkeep.first-strange", "a first service after %d days cannot be planned".formatted(firstDays), Map.of("days", firstDays));
        }
        if (unit == Unit.SEASONS) {
            seasons.forEach(Rhythm::season);
        }
    }

    static Rhythm every(int every, Unit unit) {
        return new Rhythm(unit, every, List.of(), null, null, null, List.of(), null);
    }

    /** The dates it means when the first is this day. */
    Recurrence from(LocalDate first) {
        return switch (unit) {
            case DAYS -> new Recurrence.Days(every);
            case WEEKS -> new Recurrence.Weeks(every, weekdays.isEmpty() ? EnumSet.of(first.getDayOfWeek()) : EnumSet.copyOf(weekdays));
            case MONTHS -> new Recurrence.Months(every, on(first));
            case YEARS -> new Recurrence.Months(within(every) * 12, on(first));
            case TIMES_A_YEAR -> new Recurrence.TimesAYear(every);
            case SEASONS -> new Recurrence.Seasons(seasons.stream().map(Rhythm::season).toList());
        };
    }

    private static int within(int years) {
        if (years < 1 || years > 50) {
            throw new Refusal.Broken("upkeep.every-strange", "every %d years cannot be planned".formatted(years), Map.of("every", years));
        }
        return years;
    }

    private DayOfMonth on(LocalDate first) {
        if (which != null) {
            if (weekday == null) {
                throw new Refusal.Broken("upkeep.no-day", "say on which day of the week", Map.of());
            }
            return new DayOfMonth.Nth(which, weekday);
        }
        return new DayOfMonth.On(day == null ? first.getDayOfMonth() : day);
    }

    private static Recurrence.Seasons.Season season(String text) {
        try {
            var day = MonthDay.parse("--" + text);
            return new Recurrence.Seasons.Season(Month.of(day.getMonthValue()), day.getDayOfMonth());
        } catch (java.time.DateTimeException unreadable) {
            throw new Refusal.Broken("upkeep.no-such-season", "a season begins on a day like 05-01, not '%s'".formatted(text), Map.of("day", text));
        }
    }
}
