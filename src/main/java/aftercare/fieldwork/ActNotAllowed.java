package aftercare.fieldwork;

import aftercare.kernel.Refusal;
import java.util.Map;

/** The lifecycle does not lead there from here. */
class ActNotAllowed extends Refusal.Conflict {

    ActNotAllowed(VisitAct act, VisitStatus status) {
        super("fieldwork.act-not-allowed", "cannot %s a visit that is %s; allowed now: %s".formatted(act, status, status.acts()),
                Map.of("act", act.name(), "status", status.name(), "allowed", status.acts().stream().map(Enum::name).toList()));
    }
}
