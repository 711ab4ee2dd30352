package aftercare.dispatch;

import aftercare.kernel.TimeWindow;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * People who answer in turn for a branch. On workdays a duty begins at {@code fromTime}, on free days at {@code handOver}, and
 * lasts until {@code handOver} of the next day; without {@code fromTime} it goes round the clock.
 *
 * @param skills    what it answers for; empty for everything
 * @param freeApart weekends and holidays go round by themselves, so that they do not always meet the same person
 * @param members   in turn
 */
record Rotation(UUID id, UUID branch, String name, List<String> skills, Turn turn, LocalTime handOver, @Nullable LocalTime fromTime,
                boolean freeApart, LocalDate startsOn, List<UUID> members) {

    enum Turn { DAILY, WEEKLY }

    /** One day's duty; nobody when all of them are away. */
    record Due(LocalDate day, TimeWindow window, Optional<UUID> user) {}

    Rotation {
        skills = List.copyOf(skills);
        members = List.copyOf(members);
    }

    /** When somebody has to answer on this day; null where hand-over and beginning leave nothing. */
    @Nullable TimeWindow window(LocalDate day, ZoneId zone, Predicate<LocalDate> free) {
        var begins = day.atTime(fromTime == null || free.test(day) ? handOver : fromTime).atZone(zone).toInstant();
        var ends = day.plusDays(1).atTime(handOver).atZone(zone).toInstant();
        return begins.isBefore(ends) ? new TimeWindow(begins, ends) : null;
    }

    /**
     * Who is on when, from one day to another, both included. Whose turn it is follows from the first day of the rotation alone,
     * so that any part of it can be worked out again and comes out the same. Who is away is passed over for that day.
     *
     * @param away whether somebody is away in a window
     */
    List<Due> dues(LocalDate from, LocalDate to, ZoneId zone, Predicate<LocalDate> free, BiPredicate<UUID, TimeWindow> away) {
        var dues = new ArrayList<Due>();
        var workdays = -1;
        // Half of the people on: whoever has the week does not get the weekend in it as well.
        var freeTurns = members.size() / 2 - 1;
        for (var day = startsOn; !day.isAfter(to); day = day.plusDays(1)) {
            var apart = freeApart && free.test(day);
            if (apart) {
                freeTurns += turn == Turn.DAILY || day.equals(startsOn) || !free.test(day.minusDays(1)) ? 1 : 0;
            } else {
                workdays++;
            }
            var window = window(day, zone, free);
            if (!day.isBefore(from) && window != null) {
                var index = apart ? freeTurns : turn == Turn.WEEKLY ? weeks(day) : workdays;
                dues.add(new Due(day, window, next(index, window, away)));
            }
        }
        return dues;
    }

    private int weeks(LocalDate day) {
        var firstMonday = startsOn.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        return (int) ChronoUnit.WEEKS.between(firstMonday, day);
    }

    private Optional<UUID> next(int index, TimeWindow window, BiPredicate<UUID, TimeWindow> away) {
        for (var passed = 0; passed < members.size(); passed++) {
            var member = members.get(Math.floorMod(index + passed, members.size()));
            if (!away.test(member, window)) {
                return Optional.of(member);
            }
        }
        return Optional.empty();
    }

    /** What of the wanted windows nobody covers. */
    static List<TimeWindow> gaps(List<TimeWindow> wanted, List<TimeWindow> covered) {
        var gaps = new ArrayList<TimeWindow>();
        for (var window : wanted) {
            var at = window.from();
            for (var one : covered.stream().filter(window::overlaps).sorted(Comparator.comparing(TimeWindow::from)).toList()) {
                if (at.isBefore(one.from())) {
                    gaps.add(new TimeWindow(at, one.from()));
                }
                at = one.to().isAfter(at) ? one.to() : at;
            }
            if (at.isBefore(window.to())) {
                gaps.add(new TimeWindow(at, window.to()));
            }
        }
        return gaps;
    }
}
