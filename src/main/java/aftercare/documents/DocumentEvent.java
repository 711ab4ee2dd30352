package aftercare.documents;

import aftercare.kernel.Subject;
import java.time.Instant;
import java.util.UUID;

/** What happened to the documents of a subject; told inside the transaction. */
public sealed interface DocumentEvent {

    UUID document();

    Subject owner();

    Instant at();

    record Attached(UUID document, Subject owner, String section, boolean visibleToCustomer, Instant at) implements DocumentEvent {}

    record Removed(UUID document, Subject owner, Instant at) implements DocumentEvent {}
}
