package aftercare.promises;

import aftercare.kernel.Subject;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What happened to a promise, published in the transaction in which it happened. */
public sealed interface PromiseEvent {

    About about();

    Instant at();

    /** Which promise it is; {@code label} names the subject as people know it. */
    record About(UUID id, Subject subject, String code, int round, String label, UUID branch, @Nullable UUID owner) {}

    record Started(About about, Instant dueAt, Instant at) implements PromiseEvent {}

    /** A step of the ladder before or after the due time. {@code tell} is whom the ladder names. */
    record Warned(About about, Instant dueAt, Set<Audience> tell, Instant at) implements PromiseEvent {}

    /** The time ran out while the promise was open. Not published for a promise that is simply kept late within the same second. */
    record Broken(About about, Instant dueAt, Set<Audience> tell, Instant at) implements PromiseEvent {}

    /** A step of the ladder asks for deeds. {@code plan}: the steps of the emergency plan, when it is to start. */
    record Escalated(About about, Instant dueAt, Set<Deed> does, List<String> plan, Instant at) implements PromiseEvent {}

    /** {@code overrunMinutes} is null when it was kept in time, else working minutes. */
    record Kept(About about, Instant dueAt, @Nullable Integer overrunMinutes, Instant at) implements PromiseEvent {}

    record Paused(About about, String reason, Instant at) implements PromiseEvent {}

    record Resumed(About about, Instant dueAt, Instant at) implements PromiseEvent {}

    record Waived(About about, String reason, Instant at) implements PromiseEvent {}
}
