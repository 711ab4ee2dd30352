package aftercare.cases;

import static aftercare.cases.CaseAct.ACCEPT;
import static aftercare.cases.CaseAct.CANCEL;
import static aftercare.cases.CaseAct.CLOSE;
import static aftercare.cases.CaseAct.MERGE;
import static aftercare.cases.CaseAct.REJECT;
import static aftercare.cases.CaseAct.REOPEN;
import static aftercare.cases.CaseAct.RESOLVE;
import static aftercare.cases.CaseAct.RESUME;
import static aftercare.cases.CaseAct.TAKE;
import static aftercare.cases.CaseAct.UNMERGE;
import static aftercare.cases.CaseAct.WAIT;

import java.util.List;
import java.util.Map;

/**
 * The case lifecycle, the same for every kind of case. {@link #MOVES} is the only place that says which act leads where.
 * What a kind calls its steps are stages, which are data.
 */
public enum CaseStatus {

    NEW, ACTIVE, WAITING, RESOLVED, CLOSED, CANCELLED;

    private static final Map<CaseStatus, Map<CaseAct, CaseStatus>> MOVES = Map.of(
            NEW,       Map.of(TAKE, ACTIVE,     RESOLVE, RESOLVED,  CANCEL, CANCELLED,   MERGE, CANCELLED),
            ACTIVE,    Map.of(WAIT, WAITING,    RESOLVE, RESOLVED,  CANCEL, CANCELLED,   MERGE, CANCELLED),
            WAITING,   Map.of(RESUME, ACTIVE,   RESOLVE, RESOLVED,  CANCEL, CANCELLED,   MERGE, CANCELLED),
            RESOLVED,  Map.of(ACCEPT, CLOSED,   REJECT, ACTIVE,     CLOSE, CLOSED,      REOPEN, ACTIVE),
            CLOSED,    Map.of(REOPEN, ACTIVE),
            CANCELLED, Map.of(UNMERGE, ACTIVE));

    /** The acts allowed from here, in the order in which they are declared. */
    public List<CaseAct> acts() {
        return MOVES.get(this).keySet().stream().sorted().toList();
    }

    public CaseStatus after(CaseAct act) {
        var next = MOVES.get(this).get(act);
        if (next == null) {
            throw new ActNotAllowed(act, this);
        }
        return next;
    }

    /** Somebody still owes the customer work. */
    public boolean isUnderWay() {
        return this == NEW || this == ACTIVE || this == WAITING;
    }

    /** On the desk's list: not yet closed or cancelled. */
    public boolean isOpen() {
        return isUnderWay() || this == RESOLVED;
    }
}
