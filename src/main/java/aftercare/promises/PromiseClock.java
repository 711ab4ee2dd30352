package aftercare.promises;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The running time of one promise: from when it counts, how long it may take, and the pauses. Immutable, and the only place
 * where a due time is worked out. Pauses are kept as moments, never added up, so that another rule or calendar sees them again.
 */
record PromiseClock(WorkCalendar calendar, Limit limit, Instant from, List<Pause> pauses) {

    /** Time that does not count; {@code to} is open while the pause lasts. */
    record Pause(Instant from, @Nullable Instant to, String reason) {}

    /** Pauses in order, within the promise's time, each moment in one of them at most. */
    PromiseClock {
        pauses = pauses.isEmpty() ? List.of() : inOrder(from, pauses);
    }

    private static List<Pause> inOrder(Instant from, List<Pause> pauses) {
        var sorted = new ArrayList<>(pauses);
        sorted.sort(Comparator.comparing(Pause::from));
        var inOrder = new ArrayList<Pause>(sorted.size());
        var free = from;
        for (var pause : sorted) {
            var start = pause.from().isBefore(free) ? free : pause.from();
            if (pause.to() == null) {
                inOrder.add(new Pause(start, null, pause.reason()));
                break;
            }
            if (start.isBefore(pause.to())) {
                inOrder.add(start.equals(pause.from()) ? pause : new Pause(start, pause.to(), pause.reason()));
                free = pause.to();
            }
        }
        return List.copyOf(inOrder);
    }

    /** The working time the promise may take. */
    Duration goal() {
        return calendar.between(from, limit.due(from, calendar));
    }

    /** When it is due. During a pause: when it would be due if the pause ended where it began. */
    Instant due() {
        var unpaused = limit.due(from, calendar);
        if (pauses.isEmpty() || !pauses.getFirst().from().isBefore(unpaused)) {
            return unpaused;
        }
        var goal = calendar.between(from, unpaused);
        return used(unpaused).equals(goal) ? unpaused : after(goal);
    }

    /** Working time used by {@code at}, pauses left out. */
    Duration used(Instant at) {
        var used = Duration.ZERO;
        var free = from;
        for (var pause : pauses) {
            if (!pause.from().isBefore(at)) {
                break;
            }
            used = used.plus(calendar.between(free, pause.from()));
            if (pause.to() == null || !pause.to().isBefore(at)) {
                return used;
            }
            free = pause.to();
        }
        return at.isAfter(free) ? used.plus(calendar.between(free, at)) : used;
    }

    /** The first moment by which {@code work} is used. */
    Instant after(Duration work) {
        var left = work;
        var free = from;
        for (var pause : pauses) {
            var here = calendar.between(free, pause.from());
            if (pause.to() == null || here.compareTo(left) >= 0) {
                break;
            }
            left = left.minus(here);
            free = pause.to();
        }
        return calendar.add(free, left);
    }

    boolean pausedAt(Instant at) {
        return pauses.stream().anyMatch(pause -> !at.isBefore(pause.from()) && (pause.to() == null || at.isBefore(pause.to())));
    }

    /** Every stretch from the start to {@code until}, counted or not, with the reason. */
    List<Span> spans(Instant until) {
        var spans = new ArrayList<Span>();
        var free = from;
        for (var pause : pauses) {
            if (!pause.from().isBefore(until)) {
                break;
            }
            spans.addAll(calendar.spans(free, pause.from()));
            var end = pause.to() == null || pause.to().isAfter(until) ? until : pause.to();
            spans.add(new Span(pause.from(), end, Span.Reason.PAUSED, pause.reason()));
            free = end;
        }
        if (free.isBefore(until)) {
            spans.addAll(calendar.spans(free, until));
        }
        return spans;
    }
}
