package aftercare.cases;

import java.time.Instant;
import java.util.UUID;

/** Somebody goes there then. Published by whoever plans, also when a visit is moved to another time or engineer. */
public interface VisitBooked {

    CaseId caseId();

    UUID engineer();

    Instant startsAt();

    Instant endsAt();

    Instant at();
}
