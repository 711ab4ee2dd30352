package aftercare.portal;

import aftercare.cases.CaseFacts;
import aftercare.dispatch.CustomerBooking;
import aftercare.dispatch.CustomerBooking.Held;
import aftercare.identity.Scope;
import aftercare.kernel.TimeWindow;
import aftercare.portal.TrackView.TrackAct;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The time of a visit, chosen through the link: held, then booked. Looking for windows and holding one is not within a transaction: the ways are
 * looked up while it is worked out who could come.
 */
@Component
class TrackBooking {

    private final TrackDesk desk;
    private final CustomerBooking bookings;

    TrackBooking(TrackDesk desk, CustomerBooking bookings) {
        this.desk = desk;
        this.bookings = bookings;
    }

    List<TimeWindow> windows(String token) {
        return bookings.windows(desk.opened(token).id());
    }

    Held hold(String token, Instant from, @Nullable Scope signedIn) {
        var facts = desk.opened(token);
        TrackDesk.allow(signedIn, facts, TrackAct.BOOK);
        desk.mayStillMove(facts);
        return bookings.hold(facts.id(), from);
    }

    void release(String token) {
        bookings.release(desk.opened(token).id());
    }

    /** Sent twice it is done once. */
    @Transactional
    void book(String token, UUID id, @Nullable Scope signedIn) {
        CaseFacts facts = desk.opened(token);
        var act = bookings.bookable(facts.id()) ? TrackAct.BOOK : TrackAct.REBOOK;
        TrackDesk.allow(signedIn, facts, act);
        if (desk.firstMove(id, facts, act)) {
            bookings.confirm(facts.id(), TrackDesk.actor(facts, signedIn));
        }
    }

    /** Sent twice it is done once. */
    @Transactional
    void callOff(String token, UUID id, String reason, @Nullable Scope signedIn) {
        CaseFacts facts = desk.opened(token);
        TrackDesk.allow(signedIn, facts, TrackAct.CALL_OFF);
        if (desk.firstMove(id, facts, TrackAct.CALL_OFF)) {
            bookings.callOff(facts.id(), reason, TrackDesk.actor(facts, signedIn));
        }
    }
}
