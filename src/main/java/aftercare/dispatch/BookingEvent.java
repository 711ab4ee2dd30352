package aftercare.dispatch;

import aftercare.cases.BookingDropped;
import aftercare.cases.CaseId;
import aftercare.cases.VisitBooked;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the office did to a booking. Published inside the transaction in which it happened. */
public sealed interface BookingEvent {

    BookingId booking();

    CaseId caseId();

    Instant at();

    /** @param branch the case's branch; {@code partner} the engineer's firm */
    record Planned(BookingId booking, CaseId caseId, UUID engineer, UUID branch, @Nullable UUID partner, Instant startsAt,
                   Instant endsAt, Instant at) implements BookingEvent, VisitBooked {}

    /** Another time or another engineer: what was confirmed no longer holds. */
    record Moved(BookingId booking, CaseId caseId, Was was, UUID engineer, @Nullable UUID partner, Instant startsAt, Instant endsAt,
                 Instant at) implements BookingEvent, VisitBooked {}

    /** What it was until now. */
    record Was(UUID engineer, Instant startsAt, Instant endsAt) {

        static Was of(Booking booking) {
            return new Was(booking.crew().engineer(), booking.window().from(), booking.window().to());
        }
    }

    /** Only the end changed; whatever was agreed or has begun goes on. */
    record Extended(BookingId booking, CaseId caseId, Instant endsAt, Instant at) implements BookingEvent {}

    /** {@code by} is who did it, null where the product did. */
    record Dropped(BookingId booking, CaseId caseId, Was was, @Nullable UUID by, String reason, Instant at) implements BookingEvent {}

    /** The booking just dropped was the last: nobody is on the way to this case any more. */
    record NobodyLeft(BookingId booking, CaseId caseId, String reason, Instant at) implements BookingEvent, BookingDropped {}
}
