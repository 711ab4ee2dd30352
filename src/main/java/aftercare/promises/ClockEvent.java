package aftercare.promises;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One line of a promise's log. {@code at} is when it happened, which may be earlier than the line before (a phone without a
 * network tells late). {@code rule} is set on the lines that give the promise a rule; {@code countsFrom} on a change of rule
 * that does not count from the beginning; {@code agreedOn} when the day is known that the limit counts back from; {@code by} is who said so, where a person did.
 */
record ClockEvent(Kind kind, Instant at, @Nullable UUID rule, @Nullable Instant countsFrom, String reason,
                  @Nullable LocalDate agreedOn, @Nullable UUID by) {

    enum Kind { STARTED, RESTARTED, PAUSED, RESUMED, RULE_CHANGED, KEPT, WAIVED }

    static ClockEvent started(Instant at, Rule rule, @Nullable LocalDate agreedOn) {
        return new ClockEvent(Kind.STARTED, at, rule.id(), null, "", agreedOn, null);
    }

    static ClockEvent restarted(Instant at, Rule rule) {
        return new ClockEvent(Kind.RESTARTED, at, rule.id(), null, "", null, null);
    }

    static ClockEvent paused(Instant at, String reason) {
        return new ClockEvent(Kind.PAUSED, at, null, null, reason, null, null);
    }

    static ClockEvent resumed(Instant at) {
        return new ClockEvent(Kind.RESUMED, at, null, null, "", null, null);
    }

    static ClockEvent ruleChanged(Instant at, Rule rule, @Nullable Instant countsFrom) {
        return new ClockEvent(Kind.RULE_CHANGED, at, rule.id(), countsFrom, "", null, null);
    }

    static ClockEvent kept(Instant at, @Nullable UUID by) {
        return new ClockEvent(Kind.KEPT, at, null, null, "", null, by);
    }

    static ClockEvent waived(Instant at, String reason, @Nullable UUID by) {
        return new ClockEvent(Kind.WAIVED, at, null, null, reason, null, by);
    }
}
