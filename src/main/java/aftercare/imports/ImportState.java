package aftercare.imports;

import static aftercare.imports.ImportAct.CHECK;
import static aftercare.imports.ImportAct.FIND;
import static aftercare.imports.ImportAct.FINISH;
import static aftercare.imports.ImportAct.GIVE_UP;
import static aftercare.imports.ImportAct.STOP;
import static aftercare.imports.ImportAct.UNDO;
import static aftercare.imports.ImportAct.WRITE;

import aftercare.kernel.Refusal;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Where an import stands. {@link #MOVES} is the only place that says which act leads where. What is stopped has written nothing. */
enum ImportState {

    READY, CHECKING, CHECKED, WRITING, DONE, UNDOING, UNDONE, GIVEN_UP;

    private static final Map<ImportState, Map<ImportAct, ImportState>> MOVES = Map.of(
            READY,    Map.of(CHECK, CHECKING, GIVE_UP, GIVEN_UP),
            CHECKING, Map.of(FIND, CHECKED,   STOP, READY),
            CHECKED,  Map.of(CHECK, CHECKING, WRITE, WRITING, GIVE_UP, GIVEN_UP),
            WRITING,  Map.of(FINISH, DONE,    STOP, READY),
            DONE,     Map.of(UNDO, UNDOING),
            UNDOING,  Map.of(ImportAct.UNDONE, UNDONE, STOP, DONE),
            UNDONE,   Map.of(),
            GIVEN_UP, Map.of());

    /** What only the product itself does. */
    private static final Set<ImportAct> BY_ITSELF = Set.of(FIND, FINISH, ImportAct.UNDONE);

    List<ImportAct> acts() {
        return MOVES.get(this).keySet().stream().filter(act -> !BY_ITSELF.contains(act)).sorted().toList();
    }

    /** Something is at it in the background. */
    boolean atWork() {
        return MOVES.get(this).containsKey(STOP);
    }

    ImportState after(ImportAct act) {
        var next = MOVES.get(this).get(act);
        if (next == null) {
            throw new Refusal.Conflict("imports.act-not-allowed", "cannot %s an import that is %s; allowed now: %s".formatted(act, this, acts()),
                    Map.of("act", act.name(), "state", name()));
        }
        return next;
    }
}
