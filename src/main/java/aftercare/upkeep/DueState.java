package aftercare.upkeep;

import static aftercare.upkeep.DueAct.FINISH;
import static aftercare.upkeep.DueAct.MAKE;
import static aftercare.upkeep.DueAct.MOVE;
import static aftercare.upkeep.DueAct.REOPEN;
import static aftercare.upkeep.DueAct.SKIP;

import aftercare.kernel.Refusal;
import java.util.List;
import java.util.Map;

/** Where a date of a plan stands. Moved and late are facts of a date, not states of their own. */
enum DueState {

    PLANNED, MADE, DONE, SKIPPED;

    private static final Map<DueState, Map<DueAct, DueState>> MOVES = Map.of(
            PLANNED, Map.of(MAKE, MADE,  MOVE, PLANNED,  SKIP, SKIPPED),
            MADE,    Map.of(FINISH, DONE,  SKIP, SKIPPED),
            DONE,    Map.of(REOPEN, MADE),
            SKIPPED, Map.of(MAKE, MADE,  REOPEN, MADE));

    /** What a person may do now; the rest follows from the case. */
    List<DueAct> acts() {
        return this == PLANNED ? MOVES.get(this).keySet().stream().sorted().toList() : this == SKIPPED ? List.of(MAKE) : List.of();
    }

    DueState after(DueAct act) {
        var next = MOVES.get(this).get(act);
        if (next == null) {
            throw new Refusal.Conflict("upkeep.act-not-allowed", "cannot %s a date that is %s; allowed now: %s".formatted(act, this, acts()),
                    Map.of("act", act.name(), "status", name()));
        }
        return next;
    }
}
