package aftercare.cases;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What other modules need to know of a case. Read without a scope: never hand it to a client as it is. */
public record CaseFacts(CaseId id, String number, UUID branchId, @Nullable UUID partnerId, @Nullable UUID customerId,
                        String contactName, String contactPhone, String contactEmail, @Nullable UUID siteId, @Nullable UUID projectId,
                        @Nullable UUID deviceId, Channel channel, String kind, int kindVersion, String subject, CaseStatus status,
                        String stage, int severity, Entitlement entitlement, @Nullable UUID assigneeId, String trackingToken,
                        Instant openedAt, @Nullable Instant resolvedAt, @Nullable Instant closedAt, int version) {}
