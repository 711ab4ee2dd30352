package aftercare.promises;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Working time: a week, the days that leave it, and the zone whose wall clock decides. Immutable.
 *
 * <p>A moment counts when the wall clock shows a time within the day's hours. An hour that the clock skips in spring is not
 * worked; an hour that it shows twice in autumn is worked twice.
 *
 * <p>Every question is answered from one table of working spans with running totals, by binary search: no walking over
 * days or minutes. The table covers some years around the moments asked for and is rebuilt wider when someone asks beyond;
 * this never changes an answer. Moments are kept to the microsecond, as the database keeps them.
 */
final class WorkCalendar {

    private static final long SECOND = 1_000_000L;
    private static final long MINUTE = 60 * SECOND;
    private static final long DAY = 24 * 60 * MINUTE;
    private static final int FIRST_YEAR = 1900;
    private static final int LAST_YEAR = 2299;

    private final String code;
    private final String name;
    private final int version;
    private final ZoneId zone;
    private final WeekPattern week;
    private final Map<Long, CalendarDay> days;

    private volatile @Nullable Table table;

    WorkCalendar(String code, String name, int version, ZoneId zone, WeekPattern week, List<CalendarDay> days) {
        this.code = code;
        this.name = name;
        this.version = version;
        this.zone = zone;
        this.week = week;
        this.days = HashMap.newHashMap(days.size());
        for (var day : days) {
            if (this.days.put(day.day().toEpochDay(), day) != null) {
                throw new IllegalArgumentException("calendar %s says two things about %s".formatted(code, day.day()));
            }
        }
    }

    static WorkCalendar always(String code, String name, ZoneId zone) {
        return new WorkCalendar(code, name, 1, zone, WeekPattern.ALWAYS, List.of());
    }

    String code() {
        return code;
    }

    String name() {
        return name;
    }

    WeekPattern week() {
        return week;
    }

    List<CalendarDay> days() {
        return List.copyOf(days.values());
    }

    /** Never closed, so that working time is time. */
    boolean isAlways() {
        return days.isEmpty() && week.equals(WeekPattern.ALWAYS);
    }

    /** Goes up when its days change; promises worked out with an older version are worked out again. */
    int version() {
        return version;
    }

    ZoneId zone() {
        return zone;
    }

    /** The first moment by which {@code work} has been worked since {@code start}: the end of a day rather than the next morning. */
    Instant add(Instant start, Duration work) {
        if (work.isNegative()) {
            return subtract(start, work.negated());
        }
        if (work.isZero()) {
            return start;
        }
        var from = micros(start);
        var wanted = micros(work);
        var covered = covering(from, from + wanted);
        while (true) {
            var target = covered.workedBy(from) + wanted;
            if (target <= covered.total()) {
                return instant(covered.reached(target));
            }
            covered = covering(from, 2 * covered.to() - covered.from());
        }
    }

    /** The last moment from which {@code work} is still worked until {@code end}. */
    Instant subtract(Instant end, Duration work) {
        if (work.isNegative()) {
            return add(end, work.negated());
        }
        if (work.isZero()) {
            return end;
        }
        var to = micros(end);
        var wanted = micros(work);
        var covered = covering(to - wanted, to);
        while (true) {
            var target = covered.workedBy(to) - wanted;
            if (target >= 0) {
                return instant(covered.left(target));
            }
            covered = covering(2 * covered.from() - covered.to(), to);
        }
    }

    /** Working time from {@code from} to {@code to}; negative when they are the other way round. */
    Duration between(Instant from, Instant to) {
        var a = micros(from);
        var b = micros(to);
        var covered = covering(Math.min(a, b), Math.max(a, b));
        return duration(covered.workedBy(b) - covered.workedBy(a));
    }

    /** {@code at} itself while work is on, else the moment when it starts again. */
    Instant nextOpen(Instant at) {
        var from = micros(at);
        var covered = covering(from, from);
        while (true) {
            var opens = covered.opensFrom(from);
            if (opens >= 0) {
                return opens == from ? at : instant(opens);
            }
            covered = covering(from, 2 * covered.to() - covered.from());
        }
    }

    boolean isOpen(Instant at) {
        return nextOpen(at).equals(at);
    }

    /** How this day leaves the week; null when it does not. */
    @Nullable CalendarDay special(LocalDate day) {
        return days.get(day.toEpochDay());
    }

    /** The hours of one day of the wall clock. */
    OpeningHours hours(LocalDate day) {
        return hours(day.toEpochDay());
    }

    /** The {@code count}-th working day after {@code day}. */
    LocalDate workingDayAfter(LocalDate day, int count) {
        var found = day;
        for (var left = count; left > 0; left--) {
            do {
                found = found.plusDays(1);
                within(found.getYear());
            } while (hours(found).isClosed());
        }
        return found;
    }

    /** {@code day} itself when it is worked, else the last one before it that is. */
    LocalDate workingDayUpTo(LocalDate day) {
        var found = day;
        while (hours(found).isClosed()) {
            found = found.minusDays(1);
            within(found.getYear());
        }
        return found;
    }

    /** When work ends on a day that has hours. */
    Instant closing(LocalDate day) {
        return at(day, hours(day).closes());
    }

    Instant at(LocalDate day, LocalTime time) {
        return day.atTime(time).atZone(zone).toInstant();
    }

    private Instant at(LocalDate day, int minute) {
        return minute == OpeningHours.DAY_MINUTES
                ? day.plusDays(1).atStartOfDay(zone).toInstant()
                : at(day, LocalTime.ofSecondOfDay(minute * 60L));
    }

    /** What lies between two moments: worked and unworked stretches, each with the reason. */
    List<Span> spans(Instant from, Instant to) {
        var spans = new ArrayList<Span>();
        walk(micros(from), micros(to), (start, end, open, day) -> {
            var span = span(start, end, open, day);
            var last = spans.isEmpty() ? null : spans.getLast();
            if (last != null && last.sameAs(span)) {
                spans.set(spans.size() - 1, new Span(last.from(), span.to(), last.reason(), last.name()));
            } else {
                spans.add(span);
            }
        });
        return spans;
    }

    private Span span(long start, long end, OpeningHours.@Nullable Range open, long day) {
        var special = days.get(day);
        var hours = hours(day);
        Span.Reason reason;
        if (open != null) {
            reason = special == null ? Span.Reason.WORKING_HOURS
                    : special.kind() == CalendarDay.Kind.MAKEUP_WORKDAY ? Span.Reason.MAKEUP_WORKDAY : Span.Reason.SPECIAL_HOURS;
        } else if (hours.isClosed()) {
            reason = special == null ? Span.Reason.REST_DAY : Span.Reason.HOLIDAY;
        } else {
            var offset = zone.getRules().getOffset(instant(start)).getTotalSeconds() * SECOND;
            var minute = (start + offset - day * DAY) / MINUTE;
            reason = minute >= hours.opens() && minute < hours.closes() ? Span.Reason.BREAK : Span.Reason.CLOSED;
        }
        return new Span(instant(start), instant(end), reason, special == null ? "" : special.name());
    }

    private OpeningHours hours(long epochDay) {
        var ordinary = week.on(DayOfWeek.of((int) Math.floorMod(epochDay + 3, 7L) + 1));
        var special = days.get(epochDay);
        if (special == null) {
            return ordinary;
        }
        if (special.hours() != null) {
            return special.hours();
        }
        return switch (special.kind()) {
            case HOLIDAY -> OpeningHours.NONE;
            case MAKEUP_WORKDAY -> ordinary.isClosed() ? week.standard() : ordinary;
            case HALF_DAY -> (ordinary.isClosed() ? week.standard() : ordinary).firstHalf();
            case OWN_HOURS -> throw new IllegalStateException("own hours are never without hours");
        };
    }

    private interface Visitor {
        /** A stretch of one day; {@code open} is the range it belongs to, null when nobody works. */
        void visit(long from, long to, OpeningHours.@Nullable Range open, long epochDay);
    }

    /**
     * Goes over the wall clock from {@code from} to {@code to}. Between two changes of the zone's offset the wall clock is plain
     * arithmetic, so each such stretch is walked on its own: skipped, repeated and even whole missing days need no special case.
     */
    private void walk(long from, long to, Visitor visitor) {
        var rules = zone.getRules();
        var start = from;
        while (start < to) {
            var change = rules.nextTransition(instant(start));
            var end = change == null ? to : Math.min(to, micros(change.getInstant()));
            var offset = rules.getOffset(instant(start)).getTotalSeconds() * SECOND;
            for (var day = Math.floorDiv(start + offset, DAY); day * DAY - offset < end; day++) {
                var at = Math.max(start, day * DAY - offset);
                var midnight = Math.min(end, (day + 1) * DAY - offset);
                for (var range : hours(day).ranges()) {
                    var opens = Math.clamp(day * DAY + range.from() * MINUTE - offset, at, midnight);
                    var closes = Math.clamp(day * DAY + range.to() * MINUTE - offset, at, midnight);
                    if (at < opens) {
                        visitor.visit(at, opens, null, day);
                    }
                    if (opens < closes) {
                        visitor.visit(opens, closes, range, day);
                    }
                    at = Math.max(at, closes);
                }
                if (at < midnight) {
                    visitor.visit(at, midnight, null, day);
                }
            }
            start = end;
        }
    }

    private Table covering(long from, long to) {
        var known = table;
        if (known != null && known.from() <= from && to < known.to()) {
            return known;
        }
        var first = year(from) - 1;
        var last = year(to) + 2;
        if (known != null) {
            first = Math.min(first, year(known.from()));
            last = Math.max(last, year(known.to()));
        }
        within(first);
        within(last);
        var wider = build(newYear(first), newYear(last));
        table = wider;
        return wider;
    }

    private Table build(long from, long to) {
        var open = new Longs();
        var close = new Longs();
        walk(from, to, (start, end, range, day) -> {
            if (range == null) {
                return;
            }
            if (close.size > 0 && close.last() == start) {
                close.items[close.size - 1] = end;
            } else {
                open.add(start);
                close.add(end);
            }
        });
        var before = new long[open.size];
        var total = 0L;
        for (var i = 0; i < open.size; i++) {
            before[i] = total;
            total += close.items[i] - open.items[i];
        }
        return new Table(from, to, open.trimmed(), close.trimmed(), before, total);
    }

    /** Working spans between two moments, in order and never touching, each with the working time before it. */
    private record Table(long from, long to, long[] open, long[] close, long[] before, long total) {

        long workedBy(long at) {
            var i = lastUpTo(open, at);
            return i < 0 ? 0 : before[i] + Math.min(at, close[i]) - open[i];
        }

        /** The first moment at which {@code worked} (more than none) is worked off. */
        long reached(long worked) {
            var i = lastUpTo(before, worked - 1);
            return open[i] + worked - before[i];
        }

        /** The last moment at which no more than {@code worked} is worked off. */
        long left(long worked) {
            var i = lastUpTo(before, worked);
            return open[i] + worked - before[i];
        }

        /** {@code at} or the next opening; -1 when the table ends before that. */
        long opensFrom(long at) {
            var i = lastUpTo(open, at);
            if (i >= 0 && at < close[i]) {
                return at;
            }
            return i + 1 < open.length ? open[i + 1] : -1;
        }

        /** Index of the last item that is not above {@code key}; -1 when all are. */
        private static int lastUpTo(long[] items, long key) {
            var low = 0;
            var high = items.length;
            while (low < high) {
                var middle = (low + high) >>> 1;
                if (items[middle] <= key) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low - 1;
        }
    }

    private static final class Longs {
        private long[] items = new long[1024];
        private int size;

        void add(long item) {
            if (size == items.length) {
                items = Arrays.copyOf(items, 2 * size);
            }
            items[size++] = item;
        }

        long last() {
            return items[size - 1];
        }

        long[] trimmed() {
            return Arrays.copyOf(items, size);
        }
    }

    private static int year(long micros) {
        return LocalDate.ofEpochDay(Math.floorDiv(micros, DAY)).getYear();
    }

    private static long newYear(int year) {
        return micros(LocalDate.of(year, 1, 1).atStartOfDay(ZoneOffset.UTC).toInstant());
    }

    private void within(int year) {
        if (year < FIRST_YEAR || year > LAST_YEAR) {
            throw new IllegalArgumentException("calendar %s knows the years %d to %d, not %d".formatted(code, FIRST_YEAR, LAST_YEAR, year));
        }
    }

    private static long micros(Instant at) {
        return Math.addExact(Math.multiplyExact(at.getEpochSecond(), SECOND), at.getNano() / 1000);
    }

    private static long micros(Duration time) {
        return Math.addExact(Math.multiplyExact(time.getSeconds(), SECOND), time.getNano() / 1000);
    }

    private static Instant instant(long micros) {
        return Instant.ofEpochSecond(Math.floorDiv(micros, SECOND), Math.floorMod(micros, SECOND) * 1000);
    }

    private static Duration duration(long micros) {
        return Duration.ofSeconds(Math.floorDiv(micros, SECOND), Math.floorMod(micros, SECOND) * 1000);
    }

    @Override
    public String toString() {
        return "calendar " + code;
    }
}
