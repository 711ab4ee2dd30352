package aftercare.cases;

import aftercare.promises.Deed;
import aftercare.promises.PromiseEvent;
import aftercare.promises.Staff;
import aftercare.promises.WaitingEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Does to a case what a step of a promise's ladder asks for, or the end of a wait in vain, in the transaction of the step. */
@Component
class CaseEscalation {

    private final CaseDesk cases;
    private final EmergencyPlan plan;
    private final Staff staff;

    CaseEscalation(CaseDesk cases, EmergencyPlan plan, Staff staff) {
        this.cases = cases;
        this.plan = plan;
        this.staff = staff;
    }

    @EventListener
    void on(PromiseEvent.Escalated escalated) {
        var about = escalated.about();
        var id = new CaseId(about.subject().id());
        if (!about.subject().kind().equals(CaseId.SUBJECT) || !cases.knows(id)) {
            return;
        }
        if (escalated.does().contains(Deed.START_PLAN)) {
            plan.start(id, escalated.plan(), escalated.at());
        }
        if (escalated.does().contains(Deed.RAISE)) {
            cases.raise(id, about.code(), escalated.at());
        }
        if (escalated.does().contains(Deed.HAND_TO_ON_CALL)) {
            staff.onCall(about.branch(), escalated.at()).ifPresent(user -> cases.handTo(id, user));
        }
        if (escalated.does().contains(Deed.HAND_TO_MANAGER)) {
            staff.manager(about.branch(), escalated.at()).ifPresent(user -> cases.handTo(id, user));
        }
    }

    @EventListener
    void on(WaitingEvent.GivenUp silence) {
        var id = new CaseId(silence.about().subject().id());
        if (silence.about().subject().kind().equals(CaseId.SUBJECT) && cases.knows(id)) {
            cases.giveUp(id, String.valueOf(silence.about().reason().resolution()), silence.at());
        }
    }
}
