package aftercare.dispatch;

/** What can happen to a booking. MOVE, EXTEND and DROP are the office's, the others the engineer's. */
public enum BookingAct {

    /** To another time or engineer. */
    MOVE,
    /** Only the end changes. */
    EXTEND,
    CONFIRM, SET_OUT, ARRIVE, FINISH,
    DROP
}
