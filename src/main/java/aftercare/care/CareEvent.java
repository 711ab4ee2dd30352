package aftercare.care;

import aftercare.cases.CaseId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What customers told us. Published inside the transaction in which it was told. */
public sealed interface CareEvent {

    CaseId caseId();

    Instant at();

    record Rated(CaseId caseId, UUID branch, Grade overall, @Nullable Integer recommend, Instant at) implements CareEvent {}

    /** Follows {@link Rated} when the grade is poor or the customer would not recommend us. */
    record LowRating(CaseId caseId, String number, UUID branch, @Nullable UUID engineer, Grade overall, @Nullable Integer recommend, Instant at)
            implements CareEvent {}
}
