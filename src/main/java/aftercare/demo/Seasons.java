package aftercare.demo;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * When things break: air conditioners in high summer, joints in the plum rains, UPS after thunderstorms, charging piles in
 * the cold; fewer reports at the weekend, most of them in the morning. Some days of the year are bad ones.
 */
final class Seasons {

    private static final Map<String, double[]> MONTHS = Map.of(
            "flat",       new double[] {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1},
            "summer",     new double[] {.1, .1, .2, .4, .8, 2, 4, 4, 1.6, .4, .1, .1},
            "winter",     new double[] {3, 2.4, 1, .3, .1, .1, .1, .1, .2, .5, 1.2, 2.8},
            "plum",       new double[] {.3, .4, .8, 1, 1.4, 5, 2.5, .8, .8, .5, .4, .3},
            "thunder",    new double[] {.1, .2, .6, 1, 1.5, 2.6, 3.5, 3.5, 1.2, .4, .1, .1},
            "typhoon",    new double[] {.02, .02, .02, .02, .05, .3, 1.6, 4, 3.2, .6, .05, .02},
            "school",     new double[] {.5, 2.4, 1.6, .6, .6, .6, .3, 1, 3.6, 1.2, .6, .5},
            "transition", new double[] {.4, .6, 2, 3, 2, .7, .3, .3, .8, 2.4, 3, .8});
    private static final double[] BUSY_MONTHS = {1, .7, .9, .9, .95, 1.15, 1.35, 1.3, 1.05, .85, .9, 1.05};
    private static final double[] HOURS =
            {.3, .2, .15, .12, .15, .3, .8, 2, 6, 8.5, 8, 6.5, 3.5, 5, 6.5, 6.5, 6, 4.5, 2.8, 2.2, 1.8, 1.4, .9, .5};
    private static final List<Integer> DAY_HOURS = java.util.stream.IntStream.range(0, 24).boxed().toList();

    /** A thunderstorm, a cold snap: what it brings and how much more of it. */
    private record BadDay(String season, double factor, double busier) {}

    private final Map<LocalDate, BadDay> badDays = new HashMap<>();
    private final TreeMap<Double, LocalDate> days = new TreeMap<>();
    private final Chance chance;
    private double total;

    Seasons(Chance chance, LocalDate first, LocalDate last) {
        this.chance = chance;
        var all = first.datesUntil(last.plusDays(1)).toList();
        bad(all, 9, List.of(Month.JUNE, Month.JULY, Month.AUGUST, Month.SEPTEMBER), new BadDay("thunder", 8, 2.2));
        bad(all, 2, List.of(Month.JULY, Month.AUGUST, Month.SEPTEMBER), new BadDay("typhoon", 25, 1.8));
        bad(all, 5, List.of(Month.JUNE, Month.JULY), new BadDay("plum", 3, 1.6));
        bad(all, 3, List.of(Month.DECEMBER, Month.JANUARY), new BadDay("winter", 4, 1.5));
        for (var day : all) {
            total += busy(day) * (0.85 + 0.25 * (day.toEpochDay() - first.toEpochDay()) / all.size());
            days.put(total, day);
        }
    }

    private void bad(List<LocalDate> all, int count, List<Month> months, BadDay bad) {
        var fitting = all.stream().filter(day -> months.contains(day.getMonth())).toList();
        for (int i = 0; i < count; i++) {
            badDays.putIfAbsent(chance.one(fitting), bad);
        }
    }

    private double busy(LocalDate day) {
        var weekday = switch (day.getDayOfWeek()) {
            case MONDAY -> 1.3;
            case TUESDAY -> 1.1;
            case SATURDAY -> 0.5;
            case SUNDAY -> 0.38;
            default -> 1;
        };
        var bad = badDays.get(day);
        return weekday * BUSY_MONTHS[day.getMonthValue() - 1] * (bad == null ? 1 : bad.busier());
    }

    LocalDate someDay() {
        return days.higherEntry(chance.between(0.0, total)).getValue();
    }

    int someHour(boolean urgent) {
        return chance.weighted(DAY_HOURS, hour -> HOURS[hour] + (urgent ? 2 : 0));
    }

    /** How likely something of this season happens on the day; 1 on average over the year. */
    double weight(String season, LocalDate day) {
        var months = MONTHS.get(season);
        if (months == null) {
            throw new IllegalArgumentException("there is no season " + season);
        }
        var bad = badDays.get(day);
        return months[day.getMonthValue() - 1] * 12 / Arrays.stream(months).sum()
                * (bad != null && bad.season().equals(season) ? bad.factor() : 1);
    }

    static boolean isWeekend(LocalDate day) {
        return day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
    }
}
