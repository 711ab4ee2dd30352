package aftercare.cases;

import java.time.ZoneId;
import java.util.UUID;

/**
 * @param trackingToken opens the case's page to whoever holds the link, without signing in
 * @param zone          in which the branch reads the clock
 */
public record OpenedCase(CaseId id, String number, String trackingToken, UUID branch, ZoneId zone) {}
