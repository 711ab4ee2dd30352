package aftercare.dispatch;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants planned.
 *
 * @param seconds    how long to search
 * @param caseId     the urgent case
 * @param engineerId who is absent, from when to when
 * @param bookingId  what takes longer, by so many minutes
 */
record PlanAsk(UUID branch, PlanGoal goal, LocalDate day, int days, int seconds, @Nullable UUID caseId, @Nullable UUID engineerId, @Nullable Instant from,
               @Nullable Instant to, @Nullable UUID bookingId, int minutes) {

    BranchProblem.Aim aim() {
        return switch (goal) {
            case DAY, URGENT -> new BranchProblem.Aim(true, caseId, null, null, 0, 0);
            case FREED -> new BranchProblem.Aim(false, null, null, null, 0, 0);
            case ABSENT -> new BranchProblem.Aim(true, null, new PlanningQueries.Absence(Objects.requireNonNull(engineerId),
                    Objects.requireNonNull(from), Objects.requireNonNull(to)), null, 0, 0);
            case LATE -> new BranchProblem.Aim(true, null, null, bookingId, minutes, 0);
        };
    }

    /** Whether cases that wait may be planned along. */
    boolean takesWaiting() {
        return goal != PlanGoal.ABSENT && goal != PlanGoal.LATE;
    }
}
