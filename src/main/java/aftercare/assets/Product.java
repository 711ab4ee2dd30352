package aftercare.assets;

import aftercare.kernel.Refusal;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A model that somebody makes and we look after. Belongs to the whole house. */
record Product(UUID id, Draft draft, boolean active, int version) {

    /** @param lifeMonths after so many months it is due for replacement; null: nobody can say */
    record Draft(String maker, String model, String name, String category, int warrantyMonths, @Nullable Integer lifeMonths) {

        Draft {
            maker = maker.strip();
            model = model.strip();
            if (model.isEmpty() || name.isBlank()) {
                throw new Refusal.Broken("assets.product-nameless", "a product needs a model and a name", Map.of());
            }
        }
    }
}
