package aftercare.safety;

/** What came of it. */
public enum NearMissOutcome {
    NEARLY, DAMAGE, INJURY
}
