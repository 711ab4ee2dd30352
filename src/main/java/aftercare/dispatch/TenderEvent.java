package aftercare.dispatch;

import aftercare.cases.CaseId;
import aftercare.cases.PassedToPartner;
import java.time.Instant;
import java.util.UUID;

/** What became of a tender. Published inside the transaction in which it happened. */
public sealed interface TenderEvent {

    CaseId caseId();

    Instant at();

    /** A partner has it: the case is passed to that firm. */
    record Awarded(UUID tender, CaseId caseId, UUID partner, Instant at) implements TenderEvent, PassedToPartner {}
}
