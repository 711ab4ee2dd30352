package aftercare.dispatch;

import java.time.Instant;

/** The engineer confirmed, set out, arrived or finished. Declared here, implemented downstream by whoever records visits. */
public interface BookingProgress {

    BookingId booking();

    /** CONFIRM, SET_OUT, ARRIVE or FINISH. */
    BookingAct act();

    Instant at();
}
