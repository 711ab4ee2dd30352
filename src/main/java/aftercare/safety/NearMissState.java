package aftercare.safety;

import aftercare.kernel.Refusal;
import java.util.List;
import java.util.Map;

/** The lifecycle of a near miss. */
enum NearMissState {

    OPEN, CLOSED;

    private static final Map<NearMissState, Map<NearMissAct, NearMissState>> MOVES = Map.of(
            OPEN,   Map.of(NearMissAct.CLOSE, CLOSED),
            CLOSED, Map.of(NearMissAct.REOPEN, OPEN));

    List<NearMissAct> acts() {
        return MOVES.get(this).keySet().stream().sorted().toList();
    }

    NearMissState after(NearMissAct act) {
        var next = MOVES.get(this).get(act);
        if (next == null) {
            throw new Refusal.Conflict("safety.act-not-allowed", "cannot %s a near miss that is %s; allowed now: %s".formatted(act, this, acts()),
                    Map.of("act", act.name(), "state", name()));
        }
        return next;
    }
}
