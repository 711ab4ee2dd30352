package aftercare.assets;

import aftercare.customers.CustomerId;
import aftercare.kernel.Refusal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What was built for a customer under one contract; its acceptance starts the warranty of its devices. */
record Project(ProjectId id, String number, Draft draft, @Nullable LocalDate acceptedOn, Instant createdAt, int version) {

    record Draft(String name, CustomerId customer, UUID branch, int warrantyMonths) {

        Draft {
            if (name.isBlank()) {
                throw new Refusal.Broken("assets.project-nameless", "a project needs a name", Map.of());
            }
        }

        List<String> changesTo(Draft next) {
            var changes = new ArrayList<String>();
            Changes.note(changes, "name", name, next.name);
            Changes.note(changes, "customer", customer, next.customer);
            Changes.note(changes, "branch", branch, next.branch);
            Changes.note(changes, "warrantyMonths", warrantyMonths, next.warrantyMonths);
            return changes;
        }
    }

    Project changed(Draft next) {
        return new Project(id, number, next, acceptedOn, createdAt, version);
    }

    /** @param on null takes the acceptance back */
    Project accepted(@Nullable LocalDate on, int warrantyMonths, LocalDate today) {
        if (on != null && on.isAfter(today)) {
            throw new Refusal.Broken("assets.accepted-in-future", "a project cannot have been accepted on %s, which is still to come".formatted(on),
                    Map.of("on", on.toString()));
        }
        return new Project(id, number, new Draft(draft.name, draft.customer, draft.branch, warrantyMonths), on, createdAt, version);
    }
}
