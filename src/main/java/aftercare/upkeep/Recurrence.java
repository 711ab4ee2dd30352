package aftercare.upkeep;

import aftercare.kernel.Refusal;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * When something is due again, as data. Dates follow from the first day and nothing else: asked twice, the same dates come,
 * and a later part of them is the same whether the earlier ones were asked for or not.
 */
sealed interface Recurrence {

    /** Every so many days. */
    record Days(int every) implements Recurrence {

        public Days {
            atLeastOne(every);
        }

        @Override
        public Stream<LocalDate> from(LocalDate first, LocalDate begin) {
            var skipped = Math.max(0, Math.ceilDiv(ChronoUnit.DAYS.between(first, begin), every));
            return Stream.iterate(first.plusDays(skipped * every), day -> day.plusDays(every));
        }
    }

    /** On these days of every so many weeks; weeks begin on Monday, and the week of the first day is the first. */
    record Weeks(int every, Set<DayOfWeek> on) implements Recurrence {

        public Weeks {
            atLeastOne(every);
            if (on.isEmpty()) {
                throw new Refusal.Broken("upkeep.no-day", "say on which days of the week", Map.of());
            }
            on = Set.copyOf(on);
        }

        @Override
        public Stream<LocalDate> from(LocalDate first, LocalDate begin) {
            var monday = first.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            var skipped = Math.max(0, ChronoUnit.WEEKS.between(monday, begin) / every);
            return Stream.iterate(monday.plusWeeks(skipped * every), week -> week.plusWeeks(every))
                    .flatMap(week -> on.stream().sorted().map(day -> week.with(TemporalAdjusters.nextOrSame(day))))
                    .filter(day -> !day.isBefore(first) && !day.isBefore(begin));
        }
    }

    /** On one day of every so many months. */
    record Months(int every, DayOfMonth on) implements Recurrence {

        public Months {
            atLeastOne(every);
        }

        @Override
        public Stream<LocalDate> from(LocalDate first, LocalDate begin) {
            var month = YearMonth.from(first);
            var skipped = Math.max(0, ChronoUnit.MONTHS.between(month, YearMonth.from(begin)) / every);
            return Stream.iterate(month.plusMonths(skipped * every), next -> next.plusMonths(every))
                    .flatMap(next -> on.in(next).stream())
                    .filter(day -> !day.isBefore(first) && !day.isBefore(begin));
        }
    }

    /** So many times a year, as evenly as the calendar allows, beginning with the first day and each anniversary of it. */
    record TimesAYear(int times) implements Recurrence {

        public TimesAYear {
            if (times < 1 || times > 366) {
                throw new Refusal.Broken("upkeep.times-strange", "%d times a year cannot be planned".formatted(times), Map.of("times", times));
            }
        }

        @Override
        public Stream<LocalDate> from(LocalDate first, LocalDate begin) {
            var years = Math.max(0, ChronoUnit.YEARS.between(first, begin) - 1);
            return Stream.iterate(years, year -> year + 1).flatMap(year -> within(first, year)).filter(day -> !day.isBefore(begin));
        }

        private Stream<LocalDate> within(LocalDate first, long year) {
            if (12 % times == 0) {
                return Stream.iterate(0, k -> k < times, k -> k + 1).map(k -> first.plusMonths(year * 12 + (long) k * (12 / times)));
            }
            var begins = first.plusYears(year);
            var length = ChronoUnit.DAYS.between(begins, first.plusYears(year + 1));
            return Stream.iterate(0, k -> k < times, k -> k + 1).map(k -> begins.plusDays(k * length / times));
        }
    }

    /** When a season begins, every year: before summer, before winter. A 29 February is the 28th where there is none. */
    record Seasons(List<Season> seasons) implements Recurrence {

        record Season(Month month, int day) {

            public Season {
                if (day < 1 || day > month.maxLength()) {
                    throw new Refusal.Broken("upkeep.no-such-day", "there is no %d of %s".formatted(day, month), Map.of("day", day, "month", month.getValue()));
                }
            }

            LocalDate in(int year) {
                return LocalDate.of(year, month, Math.min(day, month.length(java.time.Year.isLeap(year))));
            }
        }

        public Seasons {
            if (seasons.isEmpty()) {
                throw new Refusal.Broken("upkeep.no-season", "say when a season begins", Map.of());
            }
            seasons = List.copyOf(seasons);
        }

        @Override
        public Stream<LocalDate> from(LocalDate first, LocalDate begin) {
            return Stream.iterate(Math.max(first.getYear(), begin.getYear()), year -> year + 1)
                    .flatMap(year -> seasons.stream().map(season -> season.in(year)).distinct().sorted())
                    .filter(day -> !day.isBefore(first) && !day.isBefore(begin));
        }
    }

    /** Which day of a month. */
    sealed interface DayOfMonth {

        /** The month's own day; its last where it is shorter, so that nothing falls out. */
        record On(int day) implements DayOfMonth {

            public On {
                if (day < 1 || day > 31) {
                    throw new Refusal.Broken("upkeep.no-such-day", "there is no %d of a month".formatted(day), Map.of("day", day));
                }
            }

            @Override
            public List<LocalDate> in(YearMonth month) {
                return List.of(month.atDay(Math.min(day, month.lengthOfMonth())));
            }
        }

        /** The first Monday, the third Friday, the last Sunday (-1). A fifth one that a month lacks is left out. */
        record Nth(int which, DayOfWeek weekday) implements DayOfMonth {

            public Nth {
                if (which == 0 || which < -1 || which > 5) {
                    throw new Refusal.Broken("upkeep.no-such-day", "a month has no weekday number %d".formatted(which), Map.of("day", which));
                }
            }

            @Override
            public List<LocalDate> in(YearMonth month) {
                var day = month.atDay(1).with(TemporalAdjusters.dayOfWeekInMonth(which, weekday));
                return YearMonth.from(day).equals(month) ? List.of(day) : List.of();
            }
        }

        List<LocalDate> in(YearMonth month);
    }

    /** Without end, in order, none twice: those from {@code begin} on. The first day itself is one of them if it fits. */
    Stream<LocalDate> from(LocalDate first, LocalDate begin);

    /** Those of a span, both ends included. */
    default List<LocalDate> between(LocalDate first, LocalDate begin, LocalDate end) {
        return from(first, begin).takeWhile(day -> !day.isAfter(end)).distinct().toList();
    }

    /** The next one when the clock begins anew with each completion. */
    default LocalDate afterCompletion(LocalDate done) {
        return from(done, done.plusDays(1)).findFirst().orElseThrow();
    }

    private static void atLeastOne(int every) {
        if (every < 1 || every > 1000) {
            throw new Refusal.Broken("upkeep.every-strange", "every %d cannot be planned".formatted(every), Map.of("every", every));
        }
    }
}
