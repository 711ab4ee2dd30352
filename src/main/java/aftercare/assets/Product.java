package aftercare.assets;

import aftercare.kernel.Refusal;
import java.util.Map;
import java.util.UUID;

/** A model that somebody makes and we look after. Belongs to the whole house. */
record Product(UUID id, Draft draft, boolean active, int version) {

    record Draft(String maker, String model, String name, String category, int warrantyMonths) {

        Draft {
            maker = maker.strip();
            model = model.strip();
            if (model.isEmpty() || name.isBlank()) {
                throw new Refusal.Broken("assets.product-nameless", "a product needs a model and a name", Map.of());
            }
        }
    }
}
