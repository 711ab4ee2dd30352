package aftercare.portal;

import aftercare.cases.CaseFacts;
import aftercare.dispatch.CustomerBooking;
import aftercare.identity.Scope;
import aftercare.kernel.TimeWindow;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Another time for the visit, chosen through the link. Not within a transaction: the ways are looked up while it is worked out who could come. */
@Component
class TrackRebooking {

    private final TrackDesk desk;
    private final CustomerBooking bookings;

    TrackRebooking(TrackDesk desk, CustomerBooking bookings) {
        this.desk = desk;
        this.bookings = bookings;
    }

    List<TimeWindow> windows(String token) {
        return bookings.windows(desk.opened(token).id());
    }

    /** Sent twice it is done once. */
    void rebook(String token, UUID id, Instant from, @Nullable Scope signedIn) {
        CaseFacts facts = desk.opened(token);
        if (desk.mayStillRebook(id, facts)) {
            bookings.move(facts.id(), from, TrackDesk.actor(facts, signedIn));
            desk.rebooked(id, facts);
        }
    }
}
