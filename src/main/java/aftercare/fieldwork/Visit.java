package aftercare.fieldwork;

import static aftercare.fieldwork.VisitAct.ACCEPT;
import static aftercare.fieldwork.VisitAct.ARRIVE;
import static aftercare.fieldwork.VisitAct.CANCEL;
import static aftercare.fieldwork.VisitAct.FINISH;
import static aftercare.fieldwork.VisitAct.HAND_OVER;
import static aftercare.fieldwork.VisitAct.PAUSE;
import static aftercare.fieldwork.VisitAct.PUT_RIGHT;
import static aftercare.fieldwork.VisitAct.REFUSE;
import static aftercare.fieldwork.VisitAct.REPLAN;
import static aftercare.fieldwork.VisitAct.RESUME;
import static aftercare.fieldwork.VisitAct.SET_OUT;
import static aftercare.fieldwork.VisitAct.SIGN;
import static aftercare.fieldwork.VisitAct.START;
import static aftercare.fieldwork.VisitAct.STOP;

import aftercare.cases.CaseId;
import aftercare.dispatch.BookingId;
import aftercare.kernel.Refusal;
import aftercare.kernel.TimeWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One engineer's visit to one case. Immutable: every act returns the visit as it is afterwards. Its steps never go back
 * in time: a command that was late on its way counts from the step before it at the earliest.
 */
record Visit(VisitId id, Plan plan, VisitStatus status, Steps steps, @Nullable Arrival arrival, @Nullable String refusal, int version) {

    record Plan(BookingId booking, CaseId caseId, UUID engineer, UUID branch, @Nullable UUID partner, TimeWindow window) {}

    record Steps(@Nullable Instant accepted, @Nullable Instant setOut, @Nullable Instant arrived, @Nullable Instant started,
                 @Nullable Instant finished, @Nullable Instant signed) {

        static final Steps NONE = new Steps(null, null, null, null, null, null);

        /** The same moment, or the last step's when that was later. */
        Instant notBefore(Instant at) {
            return Stream.of(accepted, setOut, arrived, started, finished, signed).filter(Objects::nonNull)
                    .reduce(at, (one, other) -> one.isAfter(other) ? one : other);
        }
    }

    /** @param late minutes after the planned start, 0 when in time; {@code distance} in metres from the site */
    record Arrival(@Nullable Place place, String note, int late, @Nullable Integer distance) {}

    static Visit planned(Plan plan) {
        return new Visit(VisitId.next(), plan, VisitStatus.PLANNED, Steps.NONE, null, null, 0);
    }

    /** @param seen the start the engineer agreed to; a plan that was changed meanwhile is not accepted unseen */
    Visit accept(Instant at, Instant seen) {
        var next = status.after(ACCEPT);
        if (!seen.equals(plan.window().from())) {
            throw new Refusal.Conflict("fieldwork.plan-changed", "the office has moved this visit; look at it again before accepting",
                    Map.of("startsAt", plan.window().from().toString()));
        }
        return moved(next, new Steps(at, null, null, null, null, null));
    }

    Visit refuse(String reason) {
        if (reason.isBlank()) {
            throw new Refusal.Broken("fieldwork.refusal-unreasoned", "say why you cannot go, so that the office can plan anew", Map.of());
        }
        return new Visit(id, plan, status.after(REFUSE), steps, arrival, reason.strip(), version);
    }

    Visit setOut(Instant at) {
        return moved(status.after(SET_OUT), new Steps(steps.accepted, steps.notBefore(at), null, null, null, null));
    }

    /** By position, or by hand with the reason why there is none. */
    Visit arrive(Instant at, @Nullable Place place, String note, @Nullable Place site) {
        var next = status.after(ARRIVE);
        if (place == null && note.isBlank()) {
            throw new Refusal.Broken("fieldwork.no-position", "without a position say why there is none", Map.of());
        }
        var when = steps.notBefore(at);
        var late = Math.max(0, Duration.between(plan.window().from(), when).toMinutes());
        var distance = place == null || site == null ? null : (Integer) place.metresTo(site);
        return new Visit(id, plan, next, new Steps(steps.accepted, steps.setOut, when, null, null, null),
                new Arrival(place, note.strip(), Math.toIntExact(late), distance), null, version);
    }

    /** Begun again after a stop, it counts from when it was first begun. */
    Visit start(Instant at) {
        notStopped();
        return moved(status.after(START), new Steps(steps.accepted, steps.setOut, steps.arrived, steps.started == null ? steps.notBefore(at) : steps.started, null, null));
    }

    /** Work must not go on here. */
    Visit stop() {
        return moved(status.after(STOP), steps);
    }

    Visit pause() {
        return moved(status.after(PAUSE), steps);
    }

    Visit resume() {
        return moved(status.after(RESUME), steps);
    }

    /** It ends here for this engineer, without a report. */
    Visit handOver(Instant at) {
        return moved(status.after(HAND_OVER), new Steps(steps.accepted, steps.setOut, steps.arrived, steps.started, steps.notBefore(at), null));
    }

    Visit putRight() {
        return moved(status.after(PUT_RIGHT), steps);
    }

    Visit finish(Instant at) {
        notStopped();
        return moved(status.after(FINISH), new Steps(steps.accepted, steps.setOut, steps.arrived, steps.started, steps.notBefore(at), null));
    }

    Visit sign(Instant at) {
        return moved(status.after(SIGN), new Steps(steps.accepted, steps.setOut, steps.arrived, steps.started, steps.finished, steps.notBefore(at)));
    }

    /** Another time or engineer: to be accepted anew. */
    Visit replanned(Plan next) {
        return new Visit(id, next, status.after(REPLAN), Steps.NONE, null, null, version);
    }

    /** Only the planned end changed. */
    Visit until(Instant end) {
        return new Visit(id, new Plan(plan.booking, plan.caseId, plan.engineer, plan.branch, plan.partner, new TimeWindow(plan.window.from(), end)),
                status, steps, arrival, refusal, version);
    }

    Visit cancel() {
        return new Visit(id, plan, status.after(CANCEL), steps, arrival, null, version);
    }

    private void notStopped() {
        if (status == VisitStatus.STOPPED) {
            throw new Refusal.Conflict("fieldwork.stopped", "the work is stopped; say first what was put right", Map.of());
        }
    }

    private Visit moved(VisitStatus next, Steps then) {
        return new Visit(id, plan, next, then, arrival, null, version);
    }
}
