package aftercare.cases;

/** How two cases belong together. */
enum LinkKind {
    DUPLICATE, RELATED,
    /** The one went into the other. */
    MERGED,
    /** The one suffers from the outage that is put right in the other. */
    PART_OF;

    /** Whether somebody may say it by hand; the others come of an act of their own. */
    boolean byHand() {
        return this == DUPLICATE || this == RELATED;
    }
}
