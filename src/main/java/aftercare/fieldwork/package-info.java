/**
 * Fieldwork: visits and service reports: what the engineer did at the customer's, and the customer's signature under it.
 *
 * <p>A visit is made, moved and cancelled by the plan ({@link aftercare.dispatch.BookingEvent}) in the same transaction; from
 * accepting to signing only the engineer himself acts. What he does comes as commands with an id and a time made on his
 * phone, so that a command sent twice is done once and one sent late counts from when it happened. Signing freezes the
 * report: its text and hash are kept, and the PDF is printed from them. What a phone wrote down without a net comes through
 * {@link aftercare.fieldwork.FieldSync}, which drops nothing: what does not fit the plan any more waits for a person. Before work begins
 * stands {@link aftercare.safety.SafetyGate}; it may be stopped, and goes on when that is put right. Owns the schema {@code fieldwork}.
 */
@ApplicationModule(displayName = "Fieldwork 现场", allowedDependencies = {"kernel", "platform", "identity", "timeline", "promises", "documents", "forms", "notices", "archive", "cases", "dispatch", "safety"})
@NullMarked
package aftercare.fieldwork;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
