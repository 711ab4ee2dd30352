package aftercare.customers;

import aftercare.kernel.Refusal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Somebody we owe service to. Immutable: every act returns the customer as it is afterwards. */
record Customer(CustomerId id, String number, Draft draft, boolean active, Instant createdAt, int version) {

    /** What a person says about a customer. */
    record Draft(String name, CustomerKind kind, Tier tier, UUID branch, String phone, String email, String note) {

        Draft {
            if (name.isBlank()) {
                throw new Refusal.Broken("customers.nameless", "a customer needs a name", Map.of());
            }
            phone = phone.strip();
            email = email.strip();
        }

        /** The names of what differs, as the timeline tells it. */
        List<String> changesTo(Draft next) {
            var changes = new ArrayList<String>();
            Changes.note(changes, "name", name, next.name);
            Changes.note(changes, "kind", kind, next.kind);
            Changes.note(changes, "tier", tier, next.tier);
            Changes.note(changes, "branch", branch, next.branch);
            Changes.note(changes, "phone", phone, next.phone);
            Changes.note(changes, "email", email, next.email);
            Changes.note(changes, "note", note, next.note);
            return changes;
        }
    }

    Customer changed(Draft next) {
        return new Customer(id, number, next, active, createdAt, version);
    }

    Customer activated(boolean next) {
        if (active == next) {
            throw new Refusal.Conflict(next ? "customers.active-already" : "customers.inactive-already",
                    "customer %s is %s already".formatted(number, next ? "active" : "inactive"), Map.of("customer", draft.name));
        }
        return new Customer(id, number, draft, next, createdAt, version);
    }
}
