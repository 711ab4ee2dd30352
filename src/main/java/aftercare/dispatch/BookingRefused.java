package aftercare.dispatch;

import java.time.Instant;

/** The engineer cannot go: the booking is dropped and the case waits for another plan. */
public interface BookingRefused {

    BookingId booking();

    String reason();

    Instant at();
}
