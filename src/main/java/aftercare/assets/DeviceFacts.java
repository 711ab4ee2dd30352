package aftercare.assets;

import aftercare.customers.CustomerId;
import java.time.Instant;
import java.time.ZoneId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What other modules may know of a device without asking who looks.
 *
 * @param name what people call it: its own name, else the product's
 * @param zone of the branch that serves it; the days of its warranty are days there
 */
public record DeviceFacts(DeviceId id, String number, String name, String serial, String maker, String model, String category,
                          CustomerId customer, UUID branchId, @Nullable UUID siteId, @Nullable ProjectId project, String location,
                          DeviceState state, Warranty warranty, ZoneId zone, String qrToken) {

    public Warranty.Coverage coverage(Instant at) {
        return warranty.at(at, zone);
    }
}
