package aftercare.upkeep;

import aftercare.kernel.Refusal;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Days on which nobody goes there.
 *
 * @param workdays only on working days of the house's calendar
 * @param weekdays on which the customer is closed every week
 * @param spans    when the customer is closed besides, both ends included
 * @param instead  what becomes of a date that falls on such a day
 */
record Exclusions(boolean workdays, List<DayOfWeek> weekdays, List<Span> spans, Instead instead) {

    static final Exclusions NONE = new Exclusions(false, List.of(), List.of(), Instead.NEXT);

    private static final int FURTHEST = 62;

    enum Instead { NEXT, PREVIOUS, LEFT_OUT }

    record Span(LocalDate from, LocalDate to) {

        Span {
            if (to.isBefore(from)) {
                throw new Refusal.Broken("upkeep.span-backwards", "the closed days end on %s before they begin on %s".formatted(to, from),
                        Map.of("from", from.toString(), "to", to.toString()));
            }
        }
    }

    Exclusions {
        weekdays = List.copyOf(weekdays);
        spans = List.copyOf(spans);
        if (weekdays.stream().distinct().count() == 7) {
            throw new Refusal.Broken("upkeep.never-open", "a customer who is closed every day of the week cannot be visited", Map.of());
        }
    }

    /** The day that a date becomes; none when it is left out, or when no day near it is open. */
    Optional<LocalDate> moved(LocalDate day, Predicate<LocalDate> isWorked) {
        if (isOpen(day, isWorked)) {
            return Optional.of(day);
        }
        if (instead == Instead.LEFT_OUT) {
            return Optional.empty();
        }
        var step = instead == Instead.NEXT ? 1 : -1;
        for (var away = 1; away <= FURTHEST; away++) {
            var other = day.plusDays((long) step * away);
            if (isOpen(other, isWorked)) {
                return Optional.of(other);
            }
        }
        return Optional.empty();
    }

    private boolean isOpen(LocalDate day, Predicate<LocalDate> isWorked) {
        return !weekdays.contains(day.getDayOfWeek()) && spans.stream().noneMatch(span -> !day.isBefore(span.from()) && !day.isAfter(span.to()))
                && (!workdays || isWorked.test(day));
    }
}
