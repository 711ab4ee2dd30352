package aftercare.customers;

/** How far a site is from the branch that serves it; promises of arrival depend on it. */
public enum DistanceBand {
    CITY, PROVINCE, OTHER_PROVINCE,
    /** Named by the house as hard to reach, whatever the distance. */
    REMOTE,
    UNKNOWN
}
