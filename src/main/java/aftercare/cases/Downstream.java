package aftercare.cases;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** What happens later in the line comes back here, in the transaction in which it happens. */
@Component
class Downstream {

    private final CaseDesk desk;

    Downstream(CaseDesk desk) {
        this.desk = desk;
    }

    @EventListener
    void on(VisitBooked visit) {
        desk.booked(visit);
    }

    @EventListener
    void on(BookingDropped booking) {
        desk.dropped(booking);
    }

    @EventListener
    void on(PassedToPartner passed) {
        desk.passed(passed);
    }

    @EventListener
    void on(EngineerArrived arrival) {
        desk.arrived(arrival);
    }

    @EventListener
    void on(WorkFinished work) {
        desk.finished(work);
    }
}
