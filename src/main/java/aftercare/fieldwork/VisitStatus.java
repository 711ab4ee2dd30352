package aftercare.fieldwork;

import static aftercare.fieldwork.VisitAct.ACCEPT;
import static aftercare.fieldwork.VisitAct.ARRIVE;
import static aftercare.fieldwork.VisitAct.CANCEL;
import static aftercare.fieldwork.VisitAct.FINISH;
import static aftercare.fieldwork.VisitAct.HAND_OVER;
import static aftercare.fieldwork.VisitAct.PAUSE;
import static aftercare.fieldwork.VisitAct.PUT_RIGHT;
import static aftercare.fieldwork.VisitAct.REFUSE;
import static aftercare.fieldwork.VisitAct.REPLAN;
import static aftercare.fieldwork.VisitAct.RESUME;
import static aftercare.fieldwork.VisitAct.SET_OUT;
import static aftercare.fieldwork.VisitAct.SIGN;
import static aftercare.fieldwork.VisitAct.START;
import static aftercare.fieldwork.VisitAct.STOP;
import static java.util.Map.entry;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The lifecycle of a visit. {@link #MOVES} is the only place that says which act leads where. */
enum VisitStatus {

    PLANNED, ACCEPTED, ON_THE_WAY, ARRIVED, STOPPED, WORKING, PAUSED, FINISHED, SIGNED, HANDED_OVER, REFUSED, CANCELLED;

    private static final Map<VisitStatus, Map<VisitAct, VisitStatus>> MOVES = new EnumMap<>(Map.ofEntries(
            entry(PLANNED,    Map.of(ACCEPT, ACCEPTED,     REFUSE, REFUSED,  REPLAN, PLANNED,  CANCEL, CANCELLED)),
            entry(ACCEPTED,   Map.of(SET_OUT, ON_THE_WAY,  ARRIVE, ARRIVED,  REFUSE, REFUSED,  REPLAN, PLANNED,  CANCEL, CANCELLED)),
            entry(ON_THE_WAY, Map.of(ARRIVE, ARRIVED,      CANCEL, CANCELLED)),
            entry(ARRIVED,    Map.of(START, WORKING,       STOP, STOPPED,    HAND_OVER, HANDED_OVER)),
            entry(STOPPED,    Map.of(PUT_RIGHT, ARRIVED,   HAND_OVER, HANDED_OVER)),
            entry(WORKING,    Map.of(FINISH, FINISHED,     PAUSE, PAUSED,    STOP, STOPPED,    HAND_OVER, HANDED_OVER)),
            entry(PAUSED,     Map.of(RESUME, WORKING,      STOP, STOPPED,    HAND_OVER, HANDED_OVER)),
            entry(FINISHED,   Map.of(SIGN, SIGNED)),
            entry(SIGNED,     Map.of()),
            entry(HANDED_OVER, Map.of()),
            entry(REFUSED,    Map.of()),
            entry(CANCELLED,  Map.of())));

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
            case ACCEPT -> has(ACCEPTED, HANDED_OVER);
            case SET_OUT -> has(ON_THE_WAY, HANDED_OVER);
            case ARRIVE -> has(ARRIVED, HANDED_OVER);
            case START -> has(WORKING, HANDED_OVER);
            case PAUSE -> this == PAUSED || has(FINISHED, HANDED_OVER);
            case RESUME -> this != PAUSED && has(WORKING, HANDED_OVER);
            case FINISH -> has(FINISHED, SIGNED);
            case SIGN -> this == SIGNED;
            case STOP -> this == STOPPED;
            case PUT_RIGHT -> this != STOPPED && has(ARRIVED, HANDED_OVER);
            case HAND_OVER -> this == HANDED_OVER;
            case REFUSE, REPLAN, CANCEL -> false;
        };
    }

    private boolean has(VisitStatus reached, VisitStatus last) {
        return ordinal() >= reached.ordinal() && ordinal() <= last.ordinal();
    }

    /** Photos of the way and of the work: a vehicle is checked before it leaves. */
    boolean isPictureWanted() {
        return isReportOpen() || this == ACCEPTED || this == ON_THE_WAY;
    }

    /** The report may be written: from the arrival until the customer has signed. */
    boolean isReportOpen() {
        return this == ARRIVED || this == STOPPED || this == WORKING || this == PAUSED || this == FINISHED;
    }
}
