package aftercare.cases;

import java.time.Instant;
import java.util.UUID;

/** An engineer is at the customer's. */
public interface EngineerArrived {

    CaseId caseId();

    UUID engineer();

    Instant at();
}
