package aftercare.promises;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Due times as the product works them out, many of them, and the same by looking at every minute. On one thread, in its own CPU time. */
public final class DueTimes {

    private static final int CASES = 50_000;
    private static final int WALKED = 400;
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final List<String> OFFICE = List.of("08:30-12:00 13:00-17:30", "08:30-12:00 13:00-17:30", "08:30-12:00 13:00-17:30",
            "08:30-12:00 13:00-17:30", "08:30-12:00 13:00-17:30", "", "");
    private static final List<String> ALWAYS = List.of("00:00-24:00", "00:00-24:00", "00:00-24:00", "00:00-24:00", "00:00-24:00", "00:00-24:00", "00:00-24:00");
    /** What the shipped rules give, in minutes. */
    private static final int[] GOALS = {10, 30, 120, 240, 480, 720, 1440, 2880, 4320};

    private record Wish(boolean office, int minutes, Instant from, List<PromiseClock.Pause> pauses) {}

    /** @param walker due times a second by the minute walker */
    public record Result(double perSecond, double walker) {}

    private final WorkCalendar office = new WorkCalendar("5x8", "5×8", 1, ZONE, WeekPattern.weekdays("08:30-12:00 13:00-17:30"), StatutoryDays.china());
    private final WorkCalendar always = WorkCalendar.always("7x24", "7×24", ZONE);
    private final List<Wish> wishes = new ArrayList<>();

    /** From 2024 to 2026, half of them at office hours; a third was paused once or twice, as in real incidents. */
    public DueTimes() {
        var random = new Random(20260314);
        var first = Instant.parse("2024-01-02T00:00:00Z");
        for (var i = 0; i < CASES; i++) {
            var from = first.plus(random.nextInt(900 * 24 * 60), ChronoUnit.MINUTES);
            var pauses = new ArrayList<PromiseClock.Pause>();
            var paused = random.nextInt(9) < 3 ? 1 + random.nextInt(2) : 0;
            var at = from;
            for (var n = 0; n < paused; n++) {
                at = at.plus(1 + random.nextInt(300), ChronoUnit.MINUTES);
                var to = at.plus(1 + random.nextInt(3000), ChronoUnit.MINUTES);
                pauses.add(new PromiseClock.Pause(at, to, "customer"));
                at = to;
            }
            wishes.add(new Wish(random.nextBoolean(), GOALS[random.nextInt(GOALS.length)], from, List.copyOf(pauses)));
        }
    }

    public Result measure() {
        var rate = rates(Duration.ofSeconds(3)); // to warm up
        rate = rates(Duration.ofSeconds(5));
        return new Result(rate, walked());
    }

    private Instant due(Wish wish) {
        return new PromiseClock(wish.office() ? office : always, new Limit.WorkingTime(wish.minutes()), wish.from(), wish.pauses()).due();
    }

    /** The median of rounds over all cases. */
    private double rates(Duration atLeast) {
        var rounds = new ArrayList<Double>();
        var check = 0L;
        var began = System.nanoTime();
        while (System.nanoTime() - began < atLeast.toNanos() || rounds.size() < 5) {
            var cpu = cpu();
            for (var wish : wishes) {
                check += due(wish).getEpochSecond();
            }
            rounds.add(wishes.size() / ((cpu() - cpu) / 1e9));
        }
        if (check == 0) {
            throw new IllegalStateException("nothing was worked out");
        }
        var sorted = rounds.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    /** Some of them minute by minute; what it finds must be what the calendar finds. */
    private double walked() {
        var days = new HashMap<LocalDate, String>();
        for (var day : StatutoryDays.china()) {
            days.put(day.day(), day.kind() == CalendarDay.Kind.HOLIDAY ? "" : OFFICE.getFirst());
        }
        var atOffice = new MinuteWalker(ZONE, OFFICE, days);
        var atAnyTime = new MinuteWalker(ZONE, ALWAYS, Map.of());
        var some = wishes.subList(0, WALKED);
        var found = new Instant[some.size()];
        var took = 0L;
        for (var round = 0; round < 2; round++) { // the first one warms up
            var cpu = cpu();
            for (var i = 0; i < some.size(); i++) {
                var wish = some.get(i);
                found[i] = (wish.office() ? atOffice : atAnyTime).add(wish.from(), wish.minutes(), minute -> wish.pauses().stream()
                        .anyMatch(pause -> !minute.isBefore(pause.from()) && minute.isBefore(pause.to())));
            }
            took = cpu() - cpu;
        }
        var expected = some.stream().map(this::due).toArray(Instant[]::new);
        if (!Arrays.equals(found, expected)) {
            throw new IllegalStateException("the minute walker finds other due times");
        }
        return some.size() / (took / 1e9);
    }

    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
