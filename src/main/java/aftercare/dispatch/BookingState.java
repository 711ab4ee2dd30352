package aftercare.dispatch;

import static aftercare.dispatch.BookingAct.ARRIVE;
import static aftercare.dispatch.BookingAct.CONFIRM;
import static aftercare.dispatch.BookingAct.DROP;
import static aftercare.dispatch.BookingAct.EXTEND;
import static aftercare.dispatch.BookingAct.FINISH;
import static aftercare.dispatch.BookingAct.MOVE;
import static aftercare.dispatch.BookingAct.SET_OUT;

import java.util.List;
import java.util.Map;

/** The lifecycle of a booking. {@link #MOVES} is the only place that says which act leads where. */
enum BookingState {

    PLANNED, CONFIRMED, UNDER_WAY, ON_SITE, DONE, CANCELLED;

    private static final Map<BookingState, Map<BookingAct, BookingState>> MOVES = Map.of(
            PLANNED,   Map.of(MOVE, PLANNED,  EXTEND, PLANNED,    CONFIRM, CONFIRMED,  SET_OUT, UNDER_WAY,
                              ARRIVE, ON_SITE,  DROP, CANCELLED),
            CONFIRMED, Map.of(MOVE, PLANNED,  EXTEND, CONFIRMED,  SET_OUT, UNDER_WAY,  ARRIVE, ON_SITE,  DROP, CANCELLED),
            UNDER_WAY, Map.of(EXTEND, UNDER_WAY,  ARRIVE, ON_SITE,  DROP, CANCELLED),
            ON_SITE,   Map.of(EXTEND, ON_SITE,  FINISH, DONE),
            DONE,      Map.of(),
            CANCELLED, Map.of());

    /** The acts allowed from here, in the order in which they are declared. */
    public List<BookingAct> acts() {
        return MOVES.get(this).keySet().stream().sorted().toList();
    }

    public BookingState after(BookingAct act) {
        var next = MOVES.get(this).get(act);
        if (next == null) {
            throw new ActNotAllowed(act, this);
        }
        return next;
    }

    boolean isOver() {
        return this == DONE || this == CANCELLED;
    }
}
