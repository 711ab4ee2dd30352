package aftercare.customers;

import aftercare.kernel.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A place where a customer's things stand. */
record Site(UUID id, CustomerId customer, Draft draft, boolean active, int version) {

    record Draft(String name, @Nullable String regionCode, String address, @Nullable Double lng, @Nullable Double lat) {

        Draft {
            if (name.isBlank()) {
                throw new Refusal.Broken("customers.site-nameless", "a site needs a name", Map.of());
            }
            if ((lng == null) != (lat == null)) {
                throw new Refusal.Broken("customers.place-half", "a place needs both longitude and latitude", Map.of());
            }
        }

        List<String> changesTo(Draft next) {
            var changes = new ArrayList<String>();
            Changes.note(changes, "name", name, next.name);
            Changes.note(changes, "region", regionCode, next.regionCode);
            Changes.note(changes, "address", address, next.address);
            Changes.note(changes, "place", lng + "," + lat, next.lng + "," + next.lat);
            return changes;
        }
    }
}
