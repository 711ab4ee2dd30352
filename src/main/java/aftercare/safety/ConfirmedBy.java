package aftercare.safety;

/** Who says that he was told of the hazards. */
public enum ConfirmedBy {
    ENGINEER, CONTACT
}
