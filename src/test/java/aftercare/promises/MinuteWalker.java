package aftercare.promises;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The independent second opinion: looks at the wall clock of every single minute. Shares no code with the calendar, is told
 * the hours as plain text, and is slow.
 */
final class MinuteWalker {

    private final ZoneId zone;
    private final List<String> week;
    private final Map<LocalDate, String> days;

    MinuteWalker(ZoneId zone, List<String> week, Map<LocalDate, String> days) {
        this.zone = zone;
        this.week = week;
        this.days = days;
    }

    boolean counts(Instant minute) {
        var local = minute.atZone(zone);
        var hours = days.getOrDefault(local.toLocalDate(), week.get(local.getDayOfWeek().ordinal() - DayOfWeek.MONDAY.ordinal()));
        var clock = "%02d:%02d".formatted(local.getHour(), local.getMinute());
        for (var range : hours.isEmpty() ? new String[0] : hours.split(" ")) {
            var from = range.substring(0, 5);
            var to = range.substring(6);
            if (from.compareTo(clock) <= 0 && clock.compareTo(to) < 0) {
                return true;
            }
        }
        return false;
    }

    long between(Instant from, Instant to) {
        return between(from, to, _ -> false);
    }

    long between(Instant from, Instant to, Predicate<Instant> paused) {
        var counted = 0L;
        for (var minute = from; minute.isBefore(to); minute = minute.plus(1, ChronoUnit.MINUTES)) {
            if (counts(minute) && !paused.test(minute)) {
                counted++;
            }
        }
        return counted;
    }

    Instant add(Instant from, long minutes) {
        return add(from, minutes, _ -> false);
    }

    Instant add(Instant from, long minutes, Predicate<Instant> paused) {
        var left = minutes;
        var minute = from;
        while (left > 0) {
            if (counts(minute) && !paused.test(minute)) {
                left--;
            }
            minute = minute.plus(1, ChronoUnit.MINUTES);
        }
        return minute;
    }

    Instant subtract(Instant to, long minutes) {
        var left = minutes;
        var minute = to;
        while (left > 0) {
            minute = minute.minus(1, ChronoUnit.MINUTES);
            if (counts(minute)) {
                left--;
            }
        }
        return minute;
    }

    Instant nextOpen(Instant at) {
        var minute = at;
        while (!counts(minute)) {
            minute = minute.plus(1, ChronoUnit.MINUTES);
        }
        return minute;
    }
}
