package aftercare.contracts;

import aftercare.timeline.Actor;
import aftercare.timeline.Happening;
import aftercare.timeline.Timeline;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Counts planned visits on the ledger of their contract, inside the caller's transaction. */
@Component
@Transactional
public class ContractVisits {

    private final ContractStore contracts;
    private final Timeline timeline;

    ContractVisits(ContractStore contracts, Timeline timeline) {
        this.contracts = contracts;
        this.timeline = timeline;
    }

    /**
     * One of the agreed visits was made.
     *
     * @param note what it was, for the ledger
     * @return false when the contract agrees on no number of visits, does not run on that day, or all of them are used: it is then for people to settle
     */
    public boolean use(UUID contract, LocalDate on, String note, Instant at) {
        var id = new ContractId(contract);
        var found = contracts.find(id).filter(one -> one.status() == ContractStatus.ACTIVE && !on.isBefore(one.frame().startsOn()) && !on.isAfter(one.frame().endsOn()));
        if (found.isEmpty() || contracts.visitsLeft(id) < 1) {
            return false;
        }
        contracts.write(id, ContractStore.VisitKind.USED, -1, on, note, null, at);
        timeline.write(Happening.internal("contracts.visit-used", at, Actor.SYSTEM, Map.of("on", on.toString(), "note", note)).about(id.subject()));
        return true;
    }
}
