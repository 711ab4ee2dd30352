package aftercare.cases;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A case from before our time, as another system kept it. It brings no promises with it.
 *
 * @param reference its number there
 * @param facts     what else its history should say
 */
public record PastCase(String reference, String kind, int severity, CaseStatus status, String subject, String description, OpenCase.Who who,
                       OpenCase.What what, Instant openedAt, @Nullable Instant resolvedAt, @Nullable Instant closedAt, String resolution,
                       String waitingReason, Map<String, String> facts) {}
