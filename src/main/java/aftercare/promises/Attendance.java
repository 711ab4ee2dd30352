package aftercare.promises;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Who can be reached when a promise needs somebody: asked here, answered by whoever keeps shifts, leave and the on-call
 * roster. While nobody answers, everybody counts as present and no one is on call.
 */
public interface Attendance {

    /** Whether an alarm at this moment would meet somebody: not on leave, not ill. Somebody without a shift plan is present. */
    boolean isPresent(UUID user, Instant at);

    /**
     * Who answers for the branch at this moment.
     *
     * @param skills what the work needs; empty for anything. Somebody who has them all goes before somebody who does not
     * @return empty when the roster names nobody
     */
    Optional<UUID> onCall(UUID branch, Set<String> skills, Instant at);
}
