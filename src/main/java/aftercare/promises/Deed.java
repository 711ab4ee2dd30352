package aftercare.promises;

/** What a step of the ladder does besides telling people. Done by whoever owns the subject, in the transaction of the step. */
public enum Deed {
    /** The matter becomes one level more serious: stricter limits, wider alarm. */
    RAISE,
    /** Somebody present among the managers takes it over. */
    HAND_TO_MANAGER,
    /** Whoever is on call takes it over. */
    HAND_TO_ON_CALL,
    /** The steps of the rule's emergency plan start. */
    START_PLAN
}
