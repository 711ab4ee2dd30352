package aftercare.assets;

import aftercare.customers.CustomerId;
import aftercare.kernel.Refusal;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Devices that do one thing together: the access control of a building, a pump group. */
record DeviceSystem(UUID id, Draft draft, int version) {

    /** What the instruments know a system by. */
    static final String SUBJECT = "system";

    record Draft(String name, CustomerId customer, UUID branch, @Nullable UUID site, @Nullable ProjectId project, String note) {

        Draft {
            if (name.isBlank()) {
                throw new Refusal.Broken("assets.system-nameless", "a system needs a name", Map.of());
            }
        }
    }
}
