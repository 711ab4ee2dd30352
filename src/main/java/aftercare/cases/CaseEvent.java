package aftercare.cases;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What happened to a case. Published inside the transaction in which it happened; ids and facts only. */
public sealed interface CaseEvent {

    CaseId id();

    Instant at();

    record Opened(CaseId id, String number, UUID branch, @Nullable UUID customer, @Nullable UUID device, Channel channel, String kind,
                  int severity, Entitlement entitlement, Instant at) implements CaseEvent {}

    /** Kind, severity, entitlement or codes were set; {@code before} is the severity until now. */
    record Triaged(CaseId id, String kind, int before, int severity, Entitlement entitlement, Instant at) implements CaseEvent {}

    /** A promise ran out, so that the case is one level more serious now: stricter limits count from here. */
    record Raised(CaseId id, int before, int severity, Instant at) implements CaseEvent {}

    /** The customer heard from a person for the first time. */
    record Answered(CaseId id, Instant at) implements CaseEvent {}

    /** Somebody else is responsible now, or nobody. */
    record Assigned(CaseId id, @Nullable UUID user, Instant at) implements CaseEvent {}

    /** An engineer is there. */
    record Arrived(CaseId id, Instant at) implements CaseEvent {}

    /** Something was written that the customer can see ({@code byCustomer}: that the customer wrote). */
    record Noted(CaseId id, boolean byCustomer, Instant at) implements CaseEvent {}

    /** {@code pause} is the reason in the catalogue of pause reasons, {@code words} what exactly is waited for. */
    record Waiting(CaseId id, String pause, String words, Instant at) implements CaseEvent {}

    record Resumed(CaseId id, Instant at) implements CaseEvent {}

    record Resolved(CaseId id, Instant at) implements CaseEvent {}

    record Accepted(CaseId id, Instant at) implements CaseEvent {}

    record Rejected(CaseId id, String reason, Instant at) implements CaseEvent {}

    record Reopened(CaseId id, String reason, Instant at) implements CaseEvent {}

    record Closed(CaseId id, Instant at) implements CaseEvent {}

    /** It goes on as part of {@code into}; {@link Cancelled} follows. */
    record Merged(CaseId id, CaseId into, Instant at) implements CaseEvent {}

    record Cancelled(CaseId id, String reason, Instant at) implements CaseEvent {}
}
