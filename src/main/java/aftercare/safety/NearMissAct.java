package aftercare.safety;

/** What can be done with a near miss. */
enum NearMissAct {
    CLOSE, REOPEN
}
