package aftercare.cases;

import aftercare.promises.Deed;
import aftercare.promises.PromiseEvent;
import aftercare.promises.Staff;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Does to a case what a step of a promise's ladder asks for, in the transaction of the step. */
@Component
class CaseEscalation {

    private final CaseDesk cases;
    private final Staff staff;

    CaseEscalation(CaseDesk cases, Staff staff) {
        this.cases = cases;
        this.staff = staff;
    }

    @EventListener
    void on(PromiseEvent.Escalated escalated) {
        var about = escalated.about();
        var id = new CaseId(about.subject().id());
        if (!about.subject().kind().equals(CaseId.SUBJECT) || !cases.knows(id)) {
            return;
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
}
