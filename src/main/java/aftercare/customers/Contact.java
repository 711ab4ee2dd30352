package aftercare.customers;

import aftercare.kernel.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Somebody to talk to. At most one active contact of a customer is the primary one. */
record Contact(UUID id, CustomerId customer, Draft draft, boolean primary, boolean active, int version) {

    record Draft(String name, String title, String phone, String email) {

        Draft {
            if (name.isBlank()) {
                throw new Refusal.Broken("customers.contact-nameless", "a contact needs a name", Map.of());
            }
            phone = phone.strip();
            email = email.strip();
        }

        List<String> changesTo(Draft next) {
            var changes = new ArrayList<String>();
            Changes.note(changes, "name", name, next.name);
            Changes.note(changes, "title", title, next.title);
            Changes.note(changes, "phone", phone, next.phone);
            Changes.note(changes, "email", email, next.email);
            return changes;
        }
    }
}
