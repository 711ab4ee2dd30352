package aftercare.dispatch;

import static aftercare.dispatch.TenderAct.AWARD;
import static aftercare.dispatch.TenderAct.LAPSE;
import static aftercare.dispatch.TenderAct.WITHDRAW;

import aftercare.kernel.Refusal;
import java.util.Map;

/** The lifecycle of a tender. {@link #MOVES} is the only place that says which act leads where. */
enum TenderState {

    OPEN, AWARDED, LAPSED, WITHDRAWN;

    private static final Map<TenderState, Map<TenderAct, TenderState>> MOVES = Map.of(
            OPEN,      Map.of(AWARD, AWARDED,  LAPSE, LAPSED,  WITHDRAW, WITHDRAWN),
            AWARDED,   Map.of(),
            LAPSED,    Map.of(),
            WITHDRAWN, Map.of());

    TenderState after(TenderAct act) {
        var next = MOVES.get(this).get(act);
        if (next == null) {
            throw new Refusal.Conflict("dispatch.tender-over", "the tender is %s; nothing can be changed about it any more".formatted(this), Map.of("state", name()));
        }
        return next;
    }
}
