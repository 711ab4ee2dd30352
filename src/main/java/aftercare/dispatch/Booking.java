package aftercare.dispatch;

import aftercare.cases.CaseId;
import aftercare.kernel.Refusal;
import aftercare.kernel.TimeWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An engineer's time, promised to a case. Immutable: every act returns the booking as it is afterwards.
 * A booking that was moved must be confirmed anew; once the engineer is on his way only its end can change.
 */
record Booking(BookingId id, CaseId caseId, Crew crew, TimeWindow window, BookingState state, String note,
               @Nullable String dropReason, Instant bookedAt, int version) {

    /** Longer jobs are several bookings: a day board cannot show a month. */
    static final Duration LONGEST = Duration.ofDays(14);

    /** Who goes, for which branch, in whose employ. */
    record Crew(UUID engineer, UUID branch, @Nullable UUID partner) {}

    static Booking plan(CaseId caseId, Crew crew, TimeWindow window, String note, Instant now) {
        return new Booking(BookingId.next(), caseId, crew, sane(window), BookingState.PLANNED, note, null, now, 0);
    }

    /** The act that leads to this plan: moving, or only another end. */
    BookingAct actFor(Crew to, TimeWindow when) {
        var sameStart = crew.engineer().equals(to.engineer()) && window.from().equals(when.from());
        return sameStart ? BookingAct.EXTEND : BookingAct.MOVE;
    }

    Booking replanned(Crew to, TimeWindow when, String newNote) {
        return new Booking(id, caseId, to, sane(when), state.after(actFor(to, when)), newNote, null, bookedAt, version);
    }

    Booking drop(String reason) {
        return new Booking(id, caseId, crew, window, state.after(BookingAct.DROP), note, reason, bookedAt, version);
    }

    /** What the engineer did. Finishing early gives the rest of the time back. */
    Booking progress(BookingAct act, Instant at) {
        var freed = act == BookingAct.FINISH && window.contains(at) && at.isAfter(window.from());
        return new Booking(id, caseId, crew, freed ? new TimeWindow(window.from(), at) : window, state.after(act), note, null, bookedAt,
                version);
    }

    private static TimeWindow sane(TimeWindow window) {
        if (window.length().compareTo(LONGEST) > 0) {
            throw new Refusal.Broken("dispatch.too-long", "a booking lasts %d days at most".formatted(LONGEST.toDays()),
                    Map.of("days", LONGEST.toDays()));
        }
        return window;
    }
}
