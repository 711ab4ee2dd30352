package aftercare.contracts;

import static aftercare.contracts.ContractAct.ACTIVATE;
import static aftercare.contracts.ContractAct.AMEND;
import static aftercare.contracts.ContractAct.CANCEL;
import static aftercare.contracts.ContractAct.CHANGE;
import static aftercare.contracts.ContractAct.END;
import static aftercare.contracts.ContractAct.LET_GO;
import static aftercare.contracts.ContractAct.TERMINATE;

import aftercare.kernel.Refusal;
import java.util.List;
import java.util.Map;

/**
 * Where a contract stands. {@link #MOVES} is the only place that says which act leads where. An active contract whose first
 * day is still to come covers nothing yet.
 */
enum ContractStatus {

    DRAFT, ACTIVE, ENDED, TERMINATED, CANCELLED;

    private static final Map<ContractStatus, Map<ContractAct, ContractStatus>> MOVES = Map.of(
            DRAFT,      Map.of(CHANGE, DRAFT,  ACTIVATE, ACTIVE,  CANCEL, CANCELLED),
            ACTIVE,     Map.of(AMEND, ACTIVE,  LET_GO, ACTIVE,    TERMINATE, TERMINATED,  END, ENDED),
            ENDED,      Map.of(),
            TERMINATED, Map.of(),
            CANCELLED,  Map.of());

    /** What a person may do now; {@link ContractAct#END} comes by itself. */
    List<ContractAct> acts() {
        return MOVES.get(this).keySet().stream().filter(act -> act != END).sorted().toList();
    }

    ContractStatus after(ContractAct act) {
        var next = MOVES.get(this).get(act);
        if (next == null) {
            throw new Refusal.Conflict("contracts.act-not-allowed", "cannot %s a contract that is %s; allowed now: %s".formatted(act, this, acts()),
                    Map.of("act", act.name(), "status", name()));
        }
        return next;
    }
}
