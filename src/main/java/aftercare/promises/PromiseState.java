package aftercare.promises;

import java.util.List;
import java.util.Map;

/**
 * Where a promise stands. An open promise may already be breached (its time ran out); it becomes {@link #BROKEN} for good
 * when it is kept late. {@link #MOVES} is the only place that says what may follow what.
 */
public enum PromiseState {

    RUNNING, PAUSED, KEPT, BROKEN, WAIVED;

    private static final Map<PromiseState, List<PromiseState>> MOVES = Map.of(
            RUNNING, List.of(RUNNING, PAUSED, KEPT, BROKEN, WAIVED),
            PAUSED,  List.of(RUNNING, PAUSED, KEPT, BROKEN, WAIVED),
            KEPT,    List.of(),
            BROKEN,  List.of(),
            WAIVED,  List.of());

    public boolean isOpen() {
        return !MOVES.get(this).isEmpty();
    }

    boolean mayBecome(PromiseState next) {
        return MOVES.get(this).contains(next);
    }
}
