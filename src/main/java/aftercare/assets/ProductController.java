package aftercare.assets;

import aftercare.identity.Permission;
import aftercare.identity.Requires;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The catalogue of models, shared by all branches. */
@RestController
@RequestMapping("/api/products")
class ProductController {

    record ProductBody(@NotNull @Size(max = 100) String maker, @NotBlank @Size(max = 100) String model, @NotBlank @Size(max = 200) String name,
                       @NotNull @Size(max = 60) String category, @Min(0) @Max(600) int warrantyMonths,
                       @Nullable @Min(1) @Max(1200) Integer lifeMonths, boolean active, int version) {

        Product.Draft draft() {
            return new Product.Draft(maker, model, name, category, warrantyMonths, lifeMonths);
        }
    }

    private final AssetDesk desk;
    private final AssetQueries queries;

    ProductController(AssetDesk desk, AssetQueries queries) {
        this.desk = desk;
        this.queries = queries;
    }

    @Requires(Permission.ASSETS_READ)
    @GetMapping
    AssetQueries.ProductPage products(@RequestParam(required = false) @Nullable String words, @RequestParam(required = false) @Nullable String category,
                                      @RequestParam(required = false) @Nullable Boolean active, @RequestParam(required = false) @Nullable UUID after) {
        return queries.products(words, category, active, after);
    }

    @Requires(Permission.ASSETS_READ)
    @GetMapping("/categories")
    List<String> categories() {
        return queries.categories();
    }

    @Requires(Permission.ASSETS_READ)
    @GetMapping("/{id}")
    AssetQueries.ProductView product(@PathVariable UUID id) {
        return queries.product(id);
    }

    @Requires(Permission.ASSETS_EDIT)
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    AssetQueries.ProductView create(@Valid @RequestBody ProductBody body) {
        return queries.product(desk.addProduct(body.draft()));
    }

    @Requires(Permission.ASSETS_EDIT)
    @PutMapping("/{id}")
    AssetQueries.ProductView change(@PathVariable UUID id, @Valid @RequestBody ProductBody body) {
        desk.changeProduct(id, body.draft(), body.active(), body.version());
        return queries.product(id);
    }
}
