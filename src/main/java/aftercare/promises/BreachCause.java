package aftercare.promises;

/** Why a promise was broken, as somebody of the house sees it afterwards. */
public enum BreachCause {
    /** Nobody who could go was free. */
    NO_ENGINEER,
    NO_PARTS,
    /** Road, weather, distance. */
    TRAVEL,
    /** Not to be reached, no access, plans changed. */
    CUSTOMER,
    SUPPLIER,
    /** More difficult than it looked. */
    HARDER,
    /** Nobody thought of it. */
    OVERLOOKED,
    OTHER
}
