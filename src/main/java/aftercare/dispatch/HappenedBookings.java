package aftercare.dispatch;

import aftercare.cases.CaseId;
import aftercare.timeline.Actor;
import java.time.Instant;
import java.util.UUID;
import org.springframework.stereotype.Service;

/** Bookings for work that has been done already although nobody had planned it, or not any more. */
@Service
public class HappenedBookings {

    private final BookingDesk desk;

    HappenedBookings(BookingDesk desk) {
        this.desk = desk;
    }

    /** Refused like any booking when the case is over or the engineer was booked elsewhere at that time. */
    public BookingId book(Actor by, CaseId caseId, UUID engineer, Instant from, Instant to) {
        return desk.book(by, caseId, new BookingDesk.Plan(engineer, from, to, ""));
    }
}
