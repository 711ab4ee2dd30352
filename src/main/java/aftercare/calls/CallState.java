package aftercare.calls;

/** Where a call stands. Follows from its times: the database derives it. */
enum CallState {
    RINGING, TALKING,
    /** It rang and nobody took it. */
    MISSED,
    ENDED
}
