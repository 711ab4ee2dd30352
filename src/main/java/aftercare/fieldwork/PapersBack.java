package aftercare.fieldwork;

import aftercare.cases.CaseDesk;
import aftercare.promises.PromiseDesk;
import aftercare.promises.StartPromises;
import java.util.Map;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** The papers of a visit come back by the next working day (F-1): signed on the phone they are back at once, on paper somebody takes them in. */
@Component
class PapersBack {

    static final String PAPERS_BACK = "papers-back";

    private final PromiseDesk promises;
    private final CaseDesk cases;

    PapersBack(PromiseDesk promises, CaseDesk cases) {
        this.promises = promises;
        this.cases = cases;
    }

    @EventListener
    void on(VisitEvent.Finished finished) {
        var c = cases.facts(finished.caseId());
        promises.start(StartPromises.all(finished.visit().subject(), Map.of("kind", c.kind()), c.branchId(), finished.engineer(),
                c.number() + " " + c.subject(), finished.at()).to(c.customerId()));
    }

    @EventListener
    void on(VisitEvent.Signed signed) {
        promises.keep(signed.visit().subject(), PAPERS_BACK, signed.at());
    }
}
