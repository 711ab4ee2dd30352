package aftercare.care;

import aftercare.cases.CaseDesk;
import aftercare.cases.CaseEvent;
import aftercare.cases.CaseId;
import aftercare.promises.PromiseDesk;
import aftercare.promises.StartPromises;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** After a case is closed the customer is called back (C-1). Whoever called says so on the due board. */
@Component
class CallBacks {

    static final String CALL_BACK = "call-back";

    private final PromiseDesk promises;
    private final CaseDesk cases;

    CallBacks(PromiseDesk promises, CaseDesk cases) {
        this.promises = promises;
        this.cases = cases;
    }

    @EventListener
    void on(CaseEvent.Closed closed) {
        callBack(closed.id(), closed.at());
    }

    @EventListener
    void on(CaseEvent.Accepted accepted) {
        callBack(accepted.id(), accepted.at());
    }

    private void callBack(CaseId id, Instant at) {
        var c = cases.facts(id);
        promises.startIfPromised(new StartPromises(id.subject(), List.of(CALL_BACK), Map.of("kind", c.kind(), "severity", Integer.toString(c.severity())),
                c.branchId(), null, c.number() + " " + c.subject(), at).to(c.customerId()));
    }
}
