package aftercare.fieldwork;

import static aftercare.fieldwork.VisitAct.ACCEPT;
import static aftercare.fieldwork.VisitAct.ARRIVE;
import static aftercare.fieldwork.VisitAct.CANCEL;
import static aftercare.fieldwork.VisitAct.FINISH;
import static aftercare.fieldwork.VisitAct.PUT_RIGHT;
import static aftercare.fieldwork.VisitAct.REFUSE;
import static aftercare.fieldwork.VisitAct.REPLAN;
import static aftercare.fieldwork.VisitAct.SET_OUT;
import static aftercare.fieldwork.VisitAct.SIGN;
import static aftercare.fieldwork.VisitAct.START;
import static aftercare.fieldwork.VisitAct.STOP;

import java.util.List;
import java.util.Map;

/** The lifecycle of a visit. {@link #MOVES} is the only place that says which act leads where. */
enum VisitStatus {

    PLANNED, ACCEPTED, ON_THE_WAY, ARRIVED, STOPPED, WORKING, FINISHED, SIGNED, REFUSED, CANCELLED;

    private static final Map<VisitStatus, Map<VisitAct, VisitStatus>> MOVES = Map.of(
            PLANNED,    Map.of(ACCEPT, ACCEPTED,     REFUSE, REFUSED,  REPLAN, PLANNED,  CANCEL, CANCELLED),
            ACCEPTED,   Map.of(SET_OUT, ON_THE_WAY,  ARRIVE, ARRIVED,  REFUSE, REFUSED,  REPLAN, PLANNED,  CANCEL, CANCELLED),
            ON_THE_WAY, Map.of(ARRIVE, ARRIVED,      CANCEL, CANCELLED),
            ARRIVED,    Map.of(START, WORKING,     STOP, STOPPED),
            STOPPED,    Map.of(PUT_RIGHT, ARRIVED),
            WORKING,    Map.of(FINISH, FINISHED,   STOP, STOPPED),
            FINISHED,   Map.of(SIGN, SIGNED),
            SIGNED,     Map.of(),
            REFUSED,    Map.of(),
            CANCELLED,  Map.of());

    /** The acts allowed from here, in the order in which they are declared. */
    public List<VisitAct> acts() {
        return MOVES.get(this).keySet().stream().sorted().toList();
    }

    public VisitStatus after(VisitAct act) {
        var next = MOVES.get(this).get(act);
        if (next == null) {
            throw new ActNotAllowed(act, this);
        }
        return next;
    }

    /** Whether the act has been done, or a later one has made it needless. */
    boolean isPast(VisitAct act) {
        return switch (act) {
            case ACCEPT -> ordinal() >= ACCEPTED.ordinal() && ordinal() <= SIGNED.ordinal();
            case SET_OUT -> ordinal() >= ON_THE_WAY.ordinal() && ordinal() <= SIGNED.ordinal();
            case ARRIVE -> ordinal() >= ARRIVED.ordinal() && ordinal() <= SIGNED.ordinal();
            case START -> ordinal() >= WORKING.ordinal() && ordinal() <= SIGNED.ordinal();
            case FINISH -> ordinal() >= FINISHED.ordinal() && ordinal() <= SIGNED.ordinal();
            case SIGN -> this == SIGNED;
            case STOP -> this == STOPPED;
            case PUT_RIGHT -> this != STOPPED && ordinal() >= ARRIVED.ordinal() && ordinal() <= SIGNED.ordinal();
            case REFUSE, REPLAN, CANCEL -> false;
        };
    }

    /** Photos of the way and of the work: a vehicle is checked before it leaves. */
    boolean isPictureWanted() {
        return isReportOpen() || this == ACCEPTED || this == ON_THE_WAY;
    }

    /** The report may be written: from the arrival until the customer has signed. */
    boolean isReportOpen() {
        return this == ARRIVED || this == STOPPED || this == WORKING || this == FINISHED;
    }
}
