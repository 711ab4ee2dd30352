package aftercare.dispatch;

import aftercare.kernel.Refusal;
import java.util.Map;

/** The lifecycle does not lead there from here. */
class ActNotAllowed extends Refusal.Conflict {

    ActNotAllowed(BookingAct act, BookingState state) {
        super("dispatch.act-not-allowed", "cannot %s a booking that is %s; allowed now: %s".formatted(act, state, state.acts()),
                Map.of("act", act.name(), "state", state.name(), "allowed", state.acts().stream().map(Enum::name).toList()));
    }
}
