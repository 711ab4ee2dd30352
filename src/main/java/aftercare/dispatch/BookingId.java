package aftercare.dispatch;

import aftercare.kernel.Ids;
import java.util.UUID;

/** The id of a booking. */
public record BookingId(UUID value) {

    static BookingId next() {
        return new BookingId(Ids.next());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
