package aftercare.fieldwork;

/** How a contradiction ended: what happened on site counts, it is set aside with a reason, or the engineer put it right himself. */
enum ContradictionState {
    OPEN, COUNTED, SET_ASIDE, MENDED
}
