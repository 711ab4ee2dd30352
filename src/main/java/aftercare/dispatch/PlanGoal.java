package aftercare.dispatch;

/** What a plan is made for. */
enum PlanGoal {
    /** Everything that waits and everything that may still move, for a day or several. */
    DAY,
    /** Room for one case, with as little moved as possible. */
    URGENT,
    /** Somebody has time again: what waits goes there, nothing else moves. */
    FREED,
    /** An engineer cannot come: others take over. */
    ABSENT,
    /** A visit takes longer: what comes after it moves, if it must. */
    LATE
}
