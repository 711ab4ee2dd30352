package aftercare.promises;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** Whatever the week, the odd days and the zone: the calendar answers as somebody who looks at every minute of the wall clock. */
class WorkCalendarPropertyTests {

    /** Every run sees the same cases; change it to look for others. */
    private static final String SEED = "20260214";

    /** Zones that change at night, at midnight, by half an hour, in the other half of the year, skip a whole day, or never change. */
    private static final List<String> ZONES = List.of(
            "Asia/Shanghai", "Europe/Berlin", "America/New_York", "America/Sao_Paulo", "Australia/Lord_Howe", "Pacific/Apia",
            "Africa/Casablanca", "Asia/Kathmandu", "UTC");

    /** The years in which Samoa skipped a day and Brazil still changed its clocks at midnight. */
    private static final LocalDate FIRST = LocalDate.of(2010, 1, 1);

    private static final int DAYS = 3 * 365;

    record Week(ZoneId zone, List<String> hours, Map<LocalDate, String> odd) {

        WorkCalendar calendar() {
            return new WorkCalendar("any", "any", 1, zone,
                    new WeekPattern(hours.stream().map(OpeningHours::parse).toList()),
                    odd.entrySet().stream()
                            .map(day -> day.getValue().isEmpty()
                                    ? CalendarDay.holiday(day.getKey(), "off")
                                    : CalendarDay.own(day.getKey(), "own", OpeningHours.parse(day.getValue())))
                            .toList());
        }

        MinuteWalker walker() {
            return new MinuteWalker(zone, hours, odd);
        }
    }

    @Provide
    Arbitrary<Week> weeks() {
        var odd = Combinators.combine(Arbitraries.integers().between(0, DAYS), hours()).as(Map::entry).list().ofMaxSize(40)
                .map(days -> {
                    var byDay = new HashMap<LocalDate, String>();
                    days.forEach(day -> byDay.put(FIRST.plusDays(day.getKey()), day.getValue()));
                    return byDay;
                });
        return Combinators.combine(
                        Arbitraries.of(ZONES).map(ZoneId::of),
                        hours().list().ofSize(7).filter(week -> week.stream().anyMatch(day -> !day.isEmpty())),
                        odd)
                .as(Week::new);
    }

    /** None to three ranges, on any minute, whole days and midnight included. */
    private Arbitrary<String> hours() {
        var cuts = Arbitraries.oneOf(Arbitraries.integers().between(0, 96).map(quarter -> quarter * 15), Arbitraries.integers().between(0, 1440));
        var ranges = cuts.set().ofMinSize(2).ofMaxSize(6).map(set -> {
            var sorted = new ArrayList<>(new TreeSet<>(set));
            var text = new ArrayList<String>();
            for (var i = 0; i + 1 < sorted.size(); i += 2) {
                text.add(clock(sorted.get(i)) + "-" + clock(sorted.get(i + 1)));
            }
            return String.join(" ", text);
        });
        return Arbitraries.frequencyOf(
                Tuple.of(2, Arbitraries.just("")),
                Tuple.of(2, Arbitraries.just("09:00-12:00 13:00-17:30")),
                Tuple.of(1, Arbitraries.just("00:00-24:00")),
                Tuple.of(4, ranges));
    }

    private static String clock(int minute) {
        return "%02d:%02d".formatted(minute / 60, minute % 60);
    }

    @Provide
    Arbitrary<Instant> minutes() {
        var first = FIRST.atStartOfDay(ZoneId.of("UTC")).toInstant();
        return Arbitraries.oneOf(
                Arbitraries.longs().between(0, DAYS * 1440L).map(minute -> first.plus(minute, ChronoUnit.MINUTES)),
                // near the changes of the clocks
                Arbitraries.of(ZONES).flatMap(zone -> Arbitraries.longs().between(-3000, 3000).flatMap(off -> Arbitraries.longs().between(0, 5).map(n -> {
                    var at = first;
                    for (var i = 0; i <= n; i++) {
                        var change = ZoneId.of(zone).getRules().nextTransition(at);
                        at = change == null ? at : change.getInstant();
                    }
                    return at.plus(off, ChronoUnit.MINUTES);
                }))));
    }

    @Property(tries = 750, seed = SEED, edgeCases = EdgeCasesMode.NONE)
    void betweenCountsTheMinutesOfTheWallClock(@ForAll("weeks") Week week, @ForAll("minutes") Instant from, @ForAll @IntRange(max = 20_000) int length) {
        var to = from.plus(length, ChronoUnit.MINUTES);
        assertThat(week.calendar().between(from, to)).isEqualTo(Duration.ofMinutes(week.walker().between(from, to)));
    }

    @Property(tries = 750, seed = SEED, edgeCases = EdgeCasesMode.NONE)
    void addEndsWhereTheLastMinuteIsWorked(@ForAll("weeks") Week week, @ForAll("minutes") Instant from, @ForAll @IntRange(min = 1, max = 2_000) int work) {
        assertThat(week.calendar().add(from, Duration.ofMinutes(work))).isEqualTo(week.walker().add(from, work));
    }

    @Property(tries = 750, seed = SEED, edgeCases = EdgeCasesMode.NONE)
    void subtractStartsWhereTheFirstMinuteIsWorked(@ForAll("weeks") Week week, @ForAll("minutes") Instant to, @ForAll @IntRange(min = 1, max = 2_000) int work) {
        assertThat(week.calendar().subtract(to, Duration.ofMinutes(work))).isEqualTo(week.walker().subtract(to, work));
    }

    @Property(tries = 500, seed = SEED, edgeCases = EdgeCasesMode.NONE)
    void nextOpenIsTheFirstMinuteThatCounts(@ForAll("weeks") Week week, @ForAll("minutes") Instant at) {
        assertThat(week.calendar().nextOpen(at)).isEqualTo(week.walker().nextOpen(at));
    }

    @Property(tries = 500, seed = SEED, edgeCases = EdgeCasesMode.NONE)
    void addAndBetweenAreInverse(@ForAll("weeks") Week week, @ForAll("minutes") Instant at, @ForAll @LongRange(min = 0, max = 59_999_999) long micros,
            @ForAll @LongRange(min = 1, max = 40L * 24 * 3600 * 1_000_000) long work) {
        var from = at.plus(micros, ChronoUnit.MICROS);
        var calendar = week.calendar();
        var worked = Duration.of(work, ChronoUnit.MICROS);
        var due = calendar.add(from, worked);
        assertThat(calendar.between(from, due)).isEqualTo(worked);
        assertThat(calendar.between(from, due.minus(1, ChronoUnit.MICROS))).isLessThan(worked);
        assertThat(calendar.between(calendar.subtract(due, worked), due)).isEqualTo(worked);
        assertThat(calendar.subtract(due, worked)).isAfterOrEqualTo(from);
    }

    @Property(tries = 500, seed = SEED, edgeCases = EdgeCasesMode.NONE)
    void addingInTwoPartsIsAddingAtOnce(@ForAll("weeks") Week week, @ForAll("minutes") Instant from,
            @ForAll @IntRange(max = 5_000) int one, @ForAll @IntRange(max = 5_000) int other) {
        var calendar = week.calendar();
        assertThat(calendar.add(calendar.add(from, Duration.ofMinutes(one)), Duration.ofMinutes(other)))
                .isEqualTo(one == 0 && other == 0 ? from : calendar.add(from, Duration.ofMinutes(one + other)));
    }

    @Property(tries = 500, seed = SEED, edgeCases = EdgeCasesMode.NONE)
    void aLaterStartIsNeverDueEarlier(@ForAll("weeks") Week week, @ForAll("minutes") Instant from, @ForAll @IntRange(max = 20_000) int later,
            @ForAll @IntRange(min = 1, max = 5_000) int work) {
        var calendar = week.calendar();
        assertThat(calendar.add(from.plus(later, ChronoUnit.MINUTES), Duration.ofMinutes(work)))
                .isAfterOrEqualTo(calendar.add(from, Duration.ofMinutes(work)));
    }

    @Property(tries = 60, seed = SEED, edgeCases = EdgeCasesMode.NONE)
    void theTableGrowsWithoutChangingAnswers(@ForAll("weeks") Week week, @ForAll("minutes") Instant from, @ForAll @IntRange(min = 1, max = 3_000) int work) {
        var fresh = week.calendar();
        var grown = week.calendar();
        grown.add(from.minus(5 * 365, ChronoUnit.DAYS), Duration.ofMinutes(work));
        grown.subtract(from.plus(5 * 365, ChronoUnit.DAYS), Duration.ofMinutes(work));
        assertThat(grown.add(from, Duration.ofMinutes(work))).isEqualTo(fresh.add(from, Duration.ofMinutes(work)));
    }

    @Property(tries = 350, seed = SEED, edgeCases = EdgeCasesMode.NONE)
    void theExplanationAddsUp(@ForAll("weeks") Week week, @ForAll("minutes") Instant from, @ForAll @IntRange(min = 1, max = 20_000) int length) {
        var calendar = week.calendar();
        var to = from.plus(length, ChronoUnit.MINUTES);
        var spans = calendar.spans(from, to);
        assertThat(spans.getFirst().from()).isEqualTo(from);
        assertThat(spans.getLast().to()).isEqualTo(to);
        for (var i = 1; i < spans.size(); i++) {
            assertThat(spans.get(i).from()).isEqualTo(spans.get(i - 1).to());
        }
        assertThat(spans.stream().filter(Span::counts).map(Span::length).reduce(Duration.ZERO, Duration::plus)).isEqualTo(calendar.between(from, to));
    }

    /** A clock with any pauses, on any calendar, against the walker that skips the paused minutes. */
    @Property(tries = 750, seed = SEED, edgeCases = EdgeCasesMode.NONE)
    void pausedMinutesDoNotCount(@ForAll("weeks") Week week, @ForAll("minutes") Instant from, @ForAll @IntRange(min = 1, max = 2_000) int work,
            @ForAll List<@IntRange(min = -500, max = 6_000) Integer> cuts) {
        var pauses = new ArrayList<PromiseClock.Pause>();
        for (var i = 0; i + 1 < Math.min(cuts.size(), 12); i += 2) {
            var start = from.plus(Math.min(cuts.get(i), cuts.get(i + 1)), ChronoUnit.MINUTES);
            var end = from.plus(Math.max(cuts.get(i), cuts.get(i + 1)), ChronoUnit.MINUTES);
            pauses.add(new PromiseClock.Pause(start, end, "customer"));
        }
        var clock = new PromiseClock(week.calendar(), new Limit.WorkingTime(work), from, pauses);
        var walker = week.walker();
        Predicate<Instant> paused =
                minute -> pauses.stream().anyMatch(pause -> !minute.isBefore(pause.from()) && minute.isBefore(pause.to()));

        assertThat(clock.due()).isEqualTo(walker.add(from, work, paused));
        assertThat(clock.used(clock.due())).isEqualTo(Duration.ofMinutes(work));
        var some = from.plus(3_000, ChronoUnit.MINUTES);
        assertThat(clock.used(some)).isEqualTo(Duration.ofMinutes(walker.between(from, some, paused)));

        var shuffled = new ArrayList<>(pauses);
        Collections.reverse(shuffled);
        assertThat(new PromiseClock(week.calendar(), new Limit.WorkingTime(work), from, shuffled).due()).isEqualTo(clock.due());
        assertThat(clock.due()).isAfterOrEqualTo(new PromiseClock(week.calendar(), new Limit.WorkingTime(work), from, List.of()).due());
    }
}
