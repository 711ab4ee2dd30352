package aftercare.cases;

import java.time.Instant;
import java.util.UUID;

/** A service partner takes the case; from now on it lies within the firm's reach. Published by whoever found the partner. */
public interface PassedToPartner {

    CaseId caseId();

    UUID partner();

    Instant at();
}
