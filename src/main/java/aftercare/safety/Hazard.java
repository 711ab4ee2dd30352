package aftercare.safety;

import aftercare.kernel.Refusal;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that may hurt somebody, and what is done against it. Immutable.
 *
 * @param branch null where it holds for the whole house
 */
record Hazard(UUID id, Of of, @Nullable UUID branch, Content content, boolean retired, int version) {

    static final String SUBJECT = "hazard";

    /** Exactly what the scope names is set; a site brings its customer along, a device may. */
    record Of(HazardScope scope, @Nullable UUID customer, @Nullable UUID site, @Nullable UUID device, @Nullable UUID product, @Nullable String kind) {}

    record Content(String title, String measures, Risk risk, boolean contactConfirms, @Nullable String certificate) {

        Content {
            title = title.strip();
            measures = measures.strip();
            if (title.isEmpty() || measures.isEmpty()) {
                throw new Refusal.Broken("safety.hazard-empty", "a hazard says what is dangerous and what is done against it", Map.of());
            }
        }
    }
}
