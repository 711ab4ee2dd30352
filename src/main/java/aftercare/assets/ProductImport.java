package aftercare.assets;

import aftercare.identity.Permission;
import aftercare.imports.ImportContext;
import aftercare.imports.ImportField;
import aftercare.imports.ImportRow;
import aftercare.imports.Importable;
import aftercare.imports.Remark;
import aftercare.kernel.Ids;
import aftercare.platform.Label;
import aftercare.platform.Live;
import aftercare.platform.LiveUpdates;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Models for the catalogue from a file. */
@Component
class ProductImport implements Importable<Product.Draft> {

    private static final int USUAL_MONTHS = 12;
    private static final ImportField MAKER = ImportField.of("maker", 100, "厂家", "廠商", "Maker", "生产厂家", "制造商", "品牌", "厂商", "manufacturer", "brand", "vendor").example("华联");
    private static final ImportField MODEL = ImportField.of("model", 100, "产品型号", "產品型號", "Model", "型号", "规格型号", "productmodel").must().example("HL-3300");
    private static final ImportField NAME = ImportField.of("name", 200, "产品名称", "產品名稱", "Product", "名称", "品名", "name", "productname").must().example("在线式 UPS 主机");
    private static final ImportField CATEGORY = ImportField.of("category", 60, "类别", "類別", "Category", "产品类别", "分类", "type").example("UPS");
    private static final ImportField MONTHS = ImportField.of("months", 20, "质保月数", "保固月數", "Warranty months", "质保期", "保修期", "质保", "質保月數", "warranty")
            .meaning("如 24、24个月、2年；不填为 12", "如 24、24個月、2年；不填為 12", "Such as 24 or 2年; 12 when empty").example("24");
    private static final ImportField LIFE = ImportField.of("life", 20, "预期寿命（月）", "預期壽命（月）", "Expected life in months", "预期寿命", "使用寿命", "寿命", "life")
            .meaning("到期后列入更换建议", "到期後列入更換建議", "After it a replacement is advised").example("120");

    private record Key(String maker, String model) {}

    private final JdbcClient jdbc;
    private final LiveUpdates live;

    ProductImport(JdbcClient jdbc, LiveUpdates live) {
        this.jdbc = jdbc;
        this.live = live;
    }

    @Override
    public String code() {
        return "products";
    }

    @Override
    public Label title() {
        return new Label("产品目录", "產品目錄", "Product catalogue");
    }

    @Override
    public Label hint() {
        return new Label("每行一个型号；同一厂家的型号不可重复", "每列一個型號；同一廠商的型號不可重複", "One model a row, unique within its maker");
    }

    @Override
    public Permission permission() {
        return Permission.ASSETS_IMPORT;
    }

    @Override
    public List<ImportField> fields() {
        return List.of(MAKER, MODEL, NAME, CATEGORY, MONTHS, LIFE);
    }

    @Override
    public List<? extends Remark> remarks() {
        return List.of(AssetRemark.values());
    }

    @Override
    public List<Draft<Product.Draft>> check(List<ImportRow> rows, ImportContext context) {
        var known = new HashSet<>(jdbc.sql("select p.maker, p.model from assets.product p join unnest(:models) as n(model) on n.model = p.model")
                .param("models", ImportRow.said(rows, MODEL)).query(Key.class).list());
        var drafts = new ArrayList<Draft<Product.Draft>>();
        for (var row : rows) {
            var maker = row.text(MAKER);
            var model = row.text(MODEL);
            var name = row.text(NAME);
            var category = row.text(CATEGORY);
            var months = DeviceFields.months(row, MONTHS);
            var life = DeviceFields.months(row, LIFE);
            if (known.contains(new Key(maker, model))) {
                row.wrong(MODEL, AssetRemark.PRODUCT_EXISTS, Map.of());
            }
            if (life != null && life == 0) {
                row.wrong(LIFE, AssetRemark.BAD_MONTHS, Map.of());
            }
            if (row.good()) {
                drafts.add(new Draft<>(row, new Product.Draft(maker, model, name, category, months == null ? USUAL_MONTHS : months, life), new Claim(maker + "\n" + model, MODEL)));
            }
        }
        return drafts;
    }

    @Override
    public List<Made> write(List<Draft<Product.Draft>> drafts, ImportContext context) {
        var ids = drafts.stream().map(_ -> Ids.next()).toList();
        var products = drafts.stream().map(Draft::what).toList();
        jdbc.sql("""
                insert into assets.product (id, maker, model, name, category, warranty_months, life_months)
                select * from unnest(:ids, :makers, :models, :names, :categories, :months, :lives)
                """)
                .param("ids", ids.toArray(UUID[]::new)).param("makers", products.stream().map(Product.Draft::maker).toArray(String[]::new))
                .param("models", products.stream().map(Product.Draft::model).toArray(String[]::new)).param("names", products.stream().map(Product.Draft::name).toArray(String[]::new))
                .param("categories", products.stream().map(Product.Draft::category).toArray(String[]::new))
                .param("months", products.stream().map(Product.Draft::warrantyMonths).toArray(Integer[]::new))
                .param("lives", products.stream().map(Product.Draft::lifeMonths).toArray(Integer[]::new)).update();
        live.tell(Live.ofBranch("assets", null, null));
        var made = new ArrayList<Made>();
        for (int i = 0; i < ids.size(); i++) {
            made.add(new Made(drafts.get(i).row().number(), "product", ids.get(i), null));
        }
        return made;
    }

    @Override
    public void undo(ImportContext context) {
        jdbc.sql("""
                select p.model from assets.product p join imports.made m on m.import_id = :import and m.kind = 'product' and m.id = p.id
                 where p.version > 0 or exists (select from documents.document o where o.owner_kind = 'product' and o.owner_id = p.id and o.removed_at is null) limit 1
                """).param("import", context.importId()).query(String.class).optional().ifPresent(model -> {
            throw Importable.changedSince(model);
        });
        jdbc.sql("delete from assets.product p using imports.made m where m.import_id = :import and m.kind = 'product' and m.id = p.id").param("import", context.importId()).update();
        live.tell(Live.ofBranch("assets", null, null));
    }

    @Override
    public @Nullable String nameOf(String kind, UUID id) {
        return jdbc.sql("select model from assets.product where id = :id").param("id", id).query(String.class).optional().orElse(null);
    }
}
