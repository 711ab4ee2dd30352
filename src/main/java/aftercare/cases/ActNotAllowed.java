package aftercare.cases;

import aftercare.kernel.Refusal;
import java.util.Map;

/** The lifecycle does not lead there from here. */
class ActNotAllowed extends Refusal.Conflict {

    ActNotAllowed(CaseAct act, CaseStatus status) {
        super("cases.act-not-allowed", "cannot %s a case that is %s; allowed now: %s".formatted(act, status, status.acts()),
                Map.of("act", act.name(), "status", status.name(), "allowed", status.acts().stream().map(Enum::name).toList()));
    }
}
