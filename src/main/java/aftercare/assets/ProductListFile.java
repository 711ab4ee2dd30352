package aftercare.assets;

import aftercare.identity.Permission;
import aftercare.identity.Requires;
import aftercare.platform.ListFile;
import aftercare.platform.ListFile.Part;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The catalogue of models as a file; brought again, it is understood. */
@RestController
class ProductListFile {

    private static final ListFile<AssetQueries.ProductView> FILE = ListFile.<AssetQueries.ProductView>of("产品目录", "產品目錄", "Product catalogue")
            .column("厂家", "廠商", "Maker", AssetQueries.ProductView::maker)
            .column("产品型号", "產品型號", "Model", AssetQueries.ProductView::model)
            .column("产品名称", "產品名稱", "Product", AssetQueries.ProductView::name)
            .column("类别", "類別", "Category", AssetQueries.ProductView::category)
            .column("质保月数", "保固月數", "Warranty months", AssetQueries.ProductView::warrantyMonths)
            .column("预期寿命（月）", "預期壽命（月）", "Expected life in months", AssetQueries.ProductView::lifeMonths)
            .column("设备数", "設備數", "Devices", AssetQueries.ProductView::devices)
            .column("在售", "在售", "Active", AssetQueries.ProductView::active);

    private final AssetQueries queries;

    ProductListFile(AssetQueries queries) {
        this.queries = queries;
    }

    @Requires(Permission.ASSETS_READ)
    @GetMapping("/api/products/export")
    void export(@RequestParam(required = false) @Nullable String words, @RequestParam(required = false) @Nullable String category,
                @RequestParam(required = false) @Nullable Boolean active, @ParameterObject ListFile.Ask ask, HttpServletResponse response) throws IOException {
        FILE.<UUID>send(response, ask, after -> {
            var page = queries.products(words, category, active, after);
            return new Part<>(page.rows(), page.next());
        });
    }
}
