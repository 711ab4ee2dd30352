package aftercare.promises;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Why a promise is due when it is due: the rule, the calendar, and every stretch of time from the start, counted or not.
 *
 * @param pausedAt set while the clock stands; {@code dueAt} then moves on with the clock
 * @param spans up to the due time, or as far as something happened after it
 * @param cut   there are more stretches than are listed
 */
public record Explanation(UUID id, String code, String rule, String ruleName, int ruleVersion, String calendar, String calendarName, String zone,
                          boolean worksAlways, @Nullable Instant pausedAt,
                          Instant startedAt, Instant dueAt, int goalMinutes, int usedMinutes, @Nullable Instant endedAt,
                          List<Stretch> spans, boolean cut, List<Line> log) {

    public record Stretch(Instant from, Instant to, Span.Reason reason, String name, boolean counts, int minutes) {

        static Stretch of(Span span, Map<String, String> pauses) {
            var name = span.reason() == Span.Reason.PAUSED ? pauses.getOrDefault(span.name(), span.name()) : span.name();
            return new Stretch(span.from(), span.to(), span.reason(), name, span.counts(), (int) span.length().toMinutes());
        }
    }

    /** What happened to the clock. */
    public record Line(String kind, Instant at, String reason) {}
}
