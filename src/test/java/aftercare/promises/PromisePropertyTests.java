package aftercare.promises;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/**
 * Whatever happens to a promise, in whatever order it becomes known: its standing is what somebody finds who looks at every
 * minute and skips those that were paused.
 */
class PromisePropertyTests {

    private static final String SEED = "20260307";
    private static final UUID BRANCH = new UUID(1, 1);
    private static final Instant START = Instant.parse("2026-03-04T01:07:00Z");

    /** Zones that change their clocks within the weeks looked at, on both sides of the earth, and one that never does. */
    private static final List<String> ZONES = List.of("Asia/Shanghai", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe");

    private static final List<String> OFFICE = List.of("08:30-12:00 13:00-17:30", "08:30-12:00 13:00-17:30", "08:30-12:00 13:00-17:30",
            "08:30-12:00 13:00-17:30", "08:30-12:00 13:00-17:30", "", "");
    private static final Map<LocalDate, String> ODD = Map.of(LocalDate.of(2026, 3, 6), "", LocalDate.of(2026, 3, 7), "08:30-12:00 13:00-17:30",
            LocalDate.of(2026, 3, 9), "08:30-12:00");

    private static final UUID NARROW = new UUID(2, 1);
    private static final UUID WIDE = new UUID(2, 2);
    private static final UUID CALENDAR = new UUID(3, 1);

    private static Rule rule(UUID id, int minutes) {
        return new Rule(id, "r" + id.getLeastSignificantBits(), 1, "", "answer", Map.of(), CALENDAR, new Limit.WorkingTime(minutes), List.of(), null, 50,
                true, true, List.of(), false, false);
    }

    private static RuleBook book(String zone, int minutes, boolean oddDays) {
        var days = ODD.entrySet().stream().map(day -> day.getValue().isEmpty() ? CalendarDay.holiday(day.getKey(), "off")
                : CalendarDay.own(day.getKey(), "own", OpeningHours.parse(day.getValue()))).toList();
        var calendar = new WorkCalendar("c", "c", 1, ZoneId.of(zone), new WeekPattern(OFFICE.stream().map(OpeningHours::parse).toList()), oddDays ? days : List.of());
        var rules = List.of(rule(NARROW, minutes), rule(WIDE, 3 * minutes));
        return new RuleBook(1, rules, rules, Map.of(CALENDAR, calendar), Map.of());
    }

    private static MinuteWalker walker(String zone) {
        return new MinuteWalker(ZoneId.of(zone), OFFICE, ODD);
    }

    @Provide
    Arbitrary<String> zones() {
        return Arbitraries.of(ZONES);
    }

    /** Pauses and resumptions by turns, at these minutes after the start. */
    private static List<ClockEvent> pauses(List<Integer> minutes) {
        var lines = new ArrayList<ClockEvent>();
        var sorted = minutes.stream().distinct().sorted().toList();
        for (var i = 0; i + 1 < sorted.size(); i += 2) {
            lines.add(ClockEvent.paused(START.plus(sorted.get(i), ChronoUnit.MINUTES), "customer"));
            lines.add(ClockEvent.resumed(START.plus(sorted.get(i + 1), ChronoUnit.MINUTES)));
        }
        return lines;
    }

    private static boolean paused(List<ClockEvent> lines, Instant minute) {
        for (var i = 0; i + 1 < lines.size(); i += 2) {
            if (!minute.isBefore(lines.get(i).at()) && minute.isBefore(lines.get(i + 1).at())) {
                return true;
            }
        }
        return false;
    }

    @Property(tries = 150, seed = SEED, edgeCases = EdgeCasesMode.NONE)
    void theStandingIsWhatTheMinutesSay(@ForAll("zones") String zone, @ForAll @IntRange(min = 1, max = 1500) int minutes,
            @ForAll @Size(max = 8) List<@IntRange(min = 1, max = 5_000) Integer> cuts, @ForAll @IntRange(min = 1, max = 6_000) int end) {
        var lines = pauses(cuts);
        var log = new ArrayList<ClockEvent>(List.of(ClockEvent.started(START, rule(NARROW, minutes), null)));
        log.addAll(lines);
        var ended = START.plus(end, ChronoUnit.MINUTES);
        log.add(ClockEvent.kept(ended, null));
        var standing = Standing.of(log, book(zone, minutes, true), BRANCH);

        var due = walker(zone).add(START, minutes, minute -> paused(lines, minute));
        assertThat(standing.dueAt()).isEqualTo(due);
        assertThat(standing.state()).isEqualTo(ended.isAfter(due) ? PromiseState.BROKEN : PromiseState.KEPT);
        if (ended.isAfter(due)) {
            var used = walker(zone).between(START, ended, minute -> paused(lines, minute));
            assertThat(standing.overrun()).as("in working minutes").isEqualTo(Duration.ofMinutes(used - minutes));
        }
    }

    @Property(tries = 150, seed = SEED, edgeCases = EdgeCasesMode.NONE)
    void theOrderInWhichARuleAndACalendarChangeDoesNotMatter(@ForAll("zones") String zone, @ForAll @IntRange(min = 1, max = 1500) int minutes,
            @ForAll @Size(max = 8) List<@IntRange(min = 1, max = 5_000) Integer> cuts, @ForAll @IntRange(max = 8) int one, @ForAll @IntRange(max = 8) int other) {
        var lines = pauses(cuts);
        var plain = new ArrayList<ClockEvent>(List.of(ClockEvent.started(START, rule(WIDE, 3 * minutes), null)));
        plain.addAll(lines);

        // The severity goes to and fro somewhere between the pauses; the calendar is edited before, between or after.
        var changed = new ArrayList<>(List.of(ClockEvent.started(START, rule(NARROW, minutes), null)));
        changed.addAll(lines);
        var first = 1 + Math.min(Math.min(one, other), lines.size());
        var second = 2 + Math.min(Math.max(one, other), lines.size());
        changed.add(first, ClockEvent.ruleChanged(START.plusSeconds(1), rule(NARROW, minutes), null));
        changed.add(second, ClockEvent.ruleChanged(START.plusSeconds(2), rule(WIDE, 3 * minutes), null));
        for (var known = 1; known <= changed.size(); known++) {
            Standing.of(changed.subList(0, known), book(zone, minutes, known % 2 == 0), BRANCH);
        }

        var expected = Standing.of(plain, book(zone, minutes, true), BRANCH);
        var found = Standing.of(changed, book(zone, minutes, true), BRANCH);
        assertThat(found.dueAt()).isEqualTo(expected.dueAt())
                .isEqualTo(walker(zone).add(START, 3L * minutes, minute -> paused(lines, minute)));
        assertThat(found.clock().pauses()).isEqualTo(expected.clock().pauses());
    }

    @Property(tries = 150, seed = SEED, edgeCases = EdgeCasesMode.NONE)
    void pausesToldLateAndInAnyOrderMeanTheSame(@ForAll("zones") String zone, @ForAll @IntRange(min = 1, max = 1500) int minutes,
            @ForAll @Size(max = 8) List<@IntRange(min = 1, max = 5_000) Integer> cuts, @ForAll long order) {
        var lines = pauses(cuts);
        var pairs = new ArrayList<List<ClockEvent>>();
        for (var i = 0; i + 1 < lines.size(); i += 2) {
            pairs.add(lines.subList(i, i + 2));
        }
        Collections.shuffle(pairs, new Random(order));
        var told = new ArrayList<ClockEvent>(List.of(ClockEvent.started(START, rule(NARROW, minutes), null)));
        pairs.forEach(told::addAll);

        assertThat(Standing.of(told, book(zone, minutes, true), BRANCH).dueAt())
                .isEqualTo(walker(zone).add(START, minutes, minute -> paused(lines, minute)));
    }

    @Property(tries = 150, seed = SEED, edgeCases = EdgeCasesMode.NONE)
    void aLongerPauseIsNeverDueEarlierAndShiftsByItsWorkingTime(@ForAll("zones") String zone, @ForAll @IntRange(min = 1, max = 1500) int minutes,
            @ForAll @IntRange(min = 1, max = 3_000) int begins, @ForAll @IntRange(min = 1, max = 6_000) int length, @ForAll @IntRange(min = 1, max = 6_000) int more) {
        var book = book(zone, minutes, true);
        var without = due(book, minutes, begins, 0);
        var shorter = due(book, minutes, begins, length);
        var longer = due(book, minutes, begins, length + more);
        assertThat(without).isBeforeOrEqualTo(shorter);
        assertThat(shorter).isBeforeOrEqualTo(longer);

        var from = START.plus(begins, ChronoUnit.MINUTES);
        var lost = walker(zone).between(from, from.plus(length, ChronoUnit.MINUTES));
        var shift = from.isBefore(without) ? walker(zone).between(without, shorter) : 0;
        assertThat(shift).isEqualTo(from.isBefore(without) ? lost : 0);
    }

    private static Instant due(RuleBook book, int minutes, int begins, int length) {
        var log = new ArrayList<ClockEvent>(List.of(ClockEvent.started(START, rule(NARROW, minutes), null)));
        if (length > 0) {
            log.add(ClockEvent.paused(START.plus(begins, ChronoUnit.MINUTES), "customer"));
            log.add(ClockEvent.resumed(START.plus(begins + length, ChronoUnit.MINUTES)));
        }
        return Standing.of(log, book, BRANCH).dueAt();
    }

    @Property(tries = 150, seed = SEED, edgeCases = EdgeCasesMode.NONE)
    void aCalendarThatMovesToAnotherZoneCountsTheSameHoursOfItsOwnClock(@ForAll("zones") String before, @ForAll("zones") String after,
            @ForAll @IntRange(min = 1, max = 1500) int minutes, @ForAll @Size(max = 6) List<@IntRange(min = 1, max = 5_000) Integer> cuts) {
        var lines = pauses(cuts);
        var log = new ArrayList<ClockEvent>(List.of(ClockEvent.started(START, rule(NARROW, minutes), null)));
        log.addAll(lines);
        Standing.of(log, book(before, minutes, true), BRANCH);

        assertThat(Standing.of(log, book(after, minutes, true), BRANCH).dueAt())
                .isEqualTo(walker(after).add(START, minutes, minute -> paused(lines, minute)));
    }
}
