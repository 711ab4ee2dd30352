package aftercare.portal;

import aftercare.cases.CaseStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The way of a case as a customer follows it, like the way of a parcel. */
final class TrackSteps {

    enum StepKey { RECEIVED, ANSWERED, REJECTED, SCHEDULED, ON_THE_WAY, ARRIVED, FIXED, ACCEPTED, CLOSED, RATED, CANCELLED, MERGED }

    enum StepState { DONE, NOW, AHEAD, FAILED }

    /** @param words the customer's reason for a rejection, ours for a cancellation */
    record Step(StepKey key, StepState state, @Nullable Instant at, @Nullable String words) {}

    /** The visit of the present round, if there is one. */
    record Way(@Nullable Instant bookedFor, @Nullable Instant setOutAt, @Nullable Instant arrivedAt) {

        static final Way NONE = new Way(null, null, null);
    }

    /**
     * @param rejectedAt when work was last found wanting; steps after it belong to the new round
     * @param merged     it goes on in another case, and has not just ended
     * @param acceptedAt the customer's own acceptance; null when the desk closed the case
     */
    record Facts(CaseStatus status, Instant openedAt, @Nullable Instant answeredAt, @Nullable Instant rejectedAt, @Nullable String rejection,
                 Way way, @Nullable Instant resolvedAt, @Nullable Instant acceptedAt, @Nullable Instant closedAt, @Nullable Instant ratedAt,
                 @Nullable Instant cancelledAt, @Nullable String cancelReason, boolean merged) {}

    private TrackSteps() {}

    static List<Step> of(Facts facts) {
        var steps = new ArrayList<Step>();
        steps.add(new Step(StepKey.RECEIVED, StepState.DONE, facts.openedAt(), null));
        if (facts.status() == CaseStatus.CANCELLED) {
            if (facts.answeredAt() != null) {
                steps.add(new Step(StepKey.ANSWERED, StepState.DONE, facts.answeredAt(), null));
            }
            steps.add(facts.merged() ? new Step(StepKey.MERGED, StepState.DONE, facts.cancelledAt(), null)
                    : new Step(StepKey.CANCELLED, StepState.FAILED, facts.cancelledAt(), facts.cancelReason()));
            return steps;
        }
        var resolved = facts.resolvedAt() != null;
        var way = facts.way();
        // Solved on the phone: nobody came, so coming is not told.
        var visited = way.bookedFor() != null || !resolved;
        step(steps, StepKey.ANSWERED, facts.answeredAt(), resolved || way.bookedFor() != null);
        if (facts.rejectedAt() != null) {
            steps.add(new Step(StepKey.REJECTED, StepState.FAILED, facts.rejectedAt(), facts.rejection()));
        }
        if (visited) {
            step(steps, StepKey.SCHEDULED, way.bookedFor(), resolved);
            step(steps, StepKey.ON_THE_WAY, way.setOutAt(), resolved || way.arrivedAt() != null);
            step(steps, StepKey.ARRIVED, way.arrivedAt(), resolved);
        }
        step(steps, StepKey.FIXED, facts.resolvedAt(), false);
        if (facts.closedAt() != null && facts.acceptedAt() == null) {
            step(steps, StepKey.CLOSED, facts.closedAt(), false);
        } else {
            step(steps, StepKey.ACCEPTED, facts.closedAt(), false);
        }
        step(steps, StepKey.RATED, facts.ratedAt(), false);
        return now(steps);
    }

    /** @param passed later things have happened, so it is over even though nobody recorded when */
    private static void step(List<Step> steps, StepKey key, @Nullable Instant at, boolean passed) {
        steps.add(new Step(key, at != null || passed ? StepState.DONE : StepState.AHEAD, at, null));
    }

    /** What is waited for is the first that lies ahead. */
    private static List<Step> now(List<Step> steps) {
        for (int i = 0; i < steps.size(); i++) {
            var step = steps.get(i);
            if (step.state() == StepState.AHEAD) {
                steps.set(i, new Step(step.key(), StepState.NOW, null, null));
                break;
            }
        }
        return steps;
    }
}
