package aftercare.cases;

import java.time.Instant;

/** A booked visit will not take place. {@code reason} may be empty. */
public interface BookingDropped {

    CaseId caseId();

    String reason();

    Instant at();
}
