package aftercare.promises;

import aftercare.kernel.Subject;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A wait that lasts too long. Published in the transaction of the sweep. */
public sealed interface WaitingEvent {

    /**
     * What waits and for what.
     *
     * @param label the subject as people know it
     * @param owner who answers for it in the house, if anybody
     * @param words what exactly is waited for
     */
    record About(Subject subject, String label, UUID branch, @Nullable UUID owner, PauseReason reason, String words) {}

    About about();

    Instant at();

    /** They are to be asked again, for the {@code count}-th time. */
    record Chased(About about, int count, Instant at) implements WaitingEvent {}

    /** They were asked as often as the reason says and stayed silent: the matter is settled with its words. */
    record GivenUp(About about, int count, Instant at) implements WaitingEvent {}
}
