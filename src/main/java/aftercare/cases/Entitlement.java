package aftercare.cases;

/** Whether the customer pays. GOODWILL is free by somebody's decision, against the rule. */
public enum Entitlement {
    UNDECIDED, FREE, CHARGEABLE, GOODWILL
}
