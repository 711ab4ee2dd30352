package aftercare.promises;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a promise's log says today. Worked out from the log and the rule book alone, so that a changed rule or calendar is
 * applied by working it out again, and no pause is ever forgotten.
 */
record Standing(Rule rule, PromiseClock clock, PromiseState state, Instant dueAt, Duration goal,
                @Nullable Instant pausedAt, @Nullable String pauseReason, @Nullable Instant endedAt, @Nullable Duration overrun) {

    static Standing of(List<ClockEvent> log, RuleBook book, UUID branch) {
        var first = log.getFirst();
        var rule = book.rule(Objects.requireNonNull(first.rule()));
        var from = first.at();
        var pauses = new ArrayList<PromiseClock.Pause>();
        @Nullable ClockEvent pause = null;
        @Nullable ClockEvent end = null;
        for (var event : log) {
            if (end != null) {
                throw new IllegalStateException("%s after %s: an ended promise has no further lines".formatted(event.kind(), end.kind()));
            }
            switch (event.kind()) {
                case STARTED, RESTARTED -> { }
                case RULE_CHANGED -> {
                    rule = book.rule(Objects.requireNonNull(event.rule()));
                    from = event.countsFrom() == null ? from : event.countsFrom();
                }
                case PAUSED -> {
                    if (pause != null) {
                        pauses.add(new PromiseClock.Pause(pause.at(), event.at(), pause.reason()));
                    }
                    pause = event;
                }
                case RESUMED -> {
                    if (pause != null) {
                        pauses.add(new PromiseClock.Pause(pause.at(), event.at(), pause.reason()));
                    }
                    pause = null;
                }
                case KEPT, WAIVED -> end = event;
            }
        }
        if (pause != null) {
            pauses.add(new PromiseClock.Pause(pause.at(), end == null ? null : end.at(), pause.reason()));
        }
        var inForce = rule;
        pauses.removeIf(known -> !inForce.pausedBy(known.reason()));
        if (pause != null && !rule.pausedBy(pause.reason())) {
            pause = null;
        }
        var agreedOn = log.stream().map(ClockEvent::agreedOn).filter(Objects::nonNull).reduce((_, later) -> later).orElse(null);
        var whole = rule.limit().agreed(agreedOn);
        var limit = first.kind() == ClockEvent.Kind.RESTARTED ? whole.shortenedTo(rule.reopenPercent()) : whole;
        var clock = new PromiseClock(book.calendar(rule, branch), limit, from, pauses);
        var due = clock.due();
        var goal = clock.goal();
        if (end == null) {
            return pause == null
                    ? new Standing(rule, clock, PromiseState.RUNNING, due, goal, null, null, null, null)
                    : new Standing(rule, clock, PromiseState.PAUSED, due, goal, pause.at(), pause.reason(), null, null);
        }
        if (end.kind() == ClockEvent.Kind.WAIVED) {
            return new Standing(rule, clock, PromiseState.WAIVED, due, goal, null, null, end.at(), null);
        }
        return end.at().isAfter(due)
                ? new Standing(rule, clock, PromiseState.BROKEN, due, goal, null, null, end.at(), clock.used(end.at()).minus(goal))
                : new Standing(rule, clock, PromiseState.KEPT, due, goal, null, null, end.at(), null);
    }

    /** Whether its time has run out by {@code now}. A paused promise stays as it was when the pause began. */
    boolean breachedBy(Instant now) {
        return switch (state) {
            case RUNNING -> !dueAt.isAfter(now);
            case PAUSED -> !dueAt.isAfter(Objects.requireNonNull(pausedAt));
            case BROKEN -> true;
            case KEPT, WAIVED -> false;
        };
    }

    /** Working time still left when the clock shows {@code now}; negative when overrun. */
    Duration left(Instant now) {
        return goal.minus(clock.used(now));
    }

    /** When something is to be done next: the next step of the ladder after {@code warnedAt}, or the breach. */
    @Nullable Instant nextStep(@Nullable Instant warnedAt, boolean breached) {
        if (state != PromiseState.RUNNING) {
            return null;
        }
        var steps = rule.ladder().stream().map(rung -> rung.time(clock)).filter(time -> warnedAt == null || time.isAfter(warnedAt));
        return Stream.concat(steps, breached ? Stream.empty() : Stream.of(dueAt)).min(Instant::compareTo).orElse(null);
    }

    /** What the steps between {@code warnedAt} and {@code now} do. */
    Set<Deed> does(@Nullable Instant warnedAt, Instant now) {
        var does = EnumSet.noneOf(Deed.class);
        for (var rung : rule.ladder()) {
            var time = rung.time(clock);
            if ((warnedAt == null || time.isAfter(warnedAt)) && !time.isAfter(now) && rung.does() != null) {
                does.addAll(rung.does());
            }
        }
        return does;
    }

    /** Whom the steps between {@code warnedAt} and {@code now} tell. */
    Set<Audience> tell(@Nullable Instant warnedAt, Instant now) {
        var tell = EnumSet.noneOf(Audience.class);
        for (var rung : rule.ladder()) {
            var time = rung.time(clock);
            if ((warnedAt == null || time.isAfter(warnedAt)) && !time.isAfter(now)) {
                tell.addAll(rung.tell());
            }
        }
        return tell;
    }
}
