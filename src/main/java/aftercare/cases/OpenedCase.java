package aftercare.cases;

/** @param trackingToken opens the case's page to whoever holds the link, without signing in */
public record OpenedCase(CaseId id, String number, String trackingToken) {}
