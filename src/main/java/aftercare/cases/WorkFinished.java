package aftercare.cases;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The work at the customer's is over. Fixed: the case is resolved with {@code summary}. Not fixed: it goes back to planning. */
public interface WorkFinished {

    CaseId caseId();

    UUID engineer();

    boolean fixed();

    String summary();

    @Nullable String causeCode();

    @Nullable String responsibilityCode();

    Instant at();
}
