package aftercare.customers;

import aftercare.identity.Permission;
import aftercare.imports.ImportContext;
import aftercare.imports.ImportField;
import aftercare.imports.ImportRow;
import aftercare.imports.Importable;
import aftercare.imports.Remark;
import aftercare.platform.Label;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Sites of customers from a file. */
@Component
class SiteImport implements Importable<NewSite> {

    private static final ImportField NAME = ImportField.of("name", 200, "现场名称", "現場名稱", "Site",
            "现场", "站点", "站点名称", "使用地点", "sitename", "name").must().example("游客中心");
    private static final ImportField REGION = ImportField.of("region", 60, "所在地区", "所在地區", "Region", "地区", "省市区", "行政区划", "区域")
            .meaning("省市区", "省市區", "Province, city, district").example("浙江省杭州市西湖区");
    private static final ImportField ADDRESS = ImportField.of("address", 300, "地址", "地址", "Address", "详细地址", "现场地址", "安装地址").example("天目山路 518 号");
    private static final ImportField LNG = ImportField.of("lng", 30, "经度", "經度", "Longitude", "lng", "lon").example("120.0634");
    private static final ImportField LAT = ImportField.of("lat", 30, "纬度", "緯度", "Latitude", "lat").example("30.2651");

    private record Key(UUID customer, String name) {}

    private final CustomerNames customers;
    private final RegionNames regions;
    private final CustomerDesk desk;
    private final JdbcClient jdbc;

    SiteImport(CustomerNames customers, RegionNames regions, CustomerDesk desk, JdbcClient jdbc) {
        this.customers = customers;
        this.regions = regions;
        this.desk = desk;
        this.jdbc = jdbc;
    }

    @Override
    public String code() {
        return "sites";
    }

    @Override
    public Label title() {
        return new Label("现场", "現場", "Sites");
    }

    @Override
    public Label hint() {
        return new Label("客户的现场，每行一个；客户须已存在", "客戶的現場，每列一個；客戶須已存在", "Sites of customers, one a row; the customers must be there already");
    }

    @Override
    public Permission permission() {
        return Permission.CUSTOMERS_IMPORT;
    }

    @Override
    public List<ImportField> fields() {
        return List.of(CustomerNames.FIELD, NAME, REGION, ADDRESS, LNG, LAT);
    }

    @Override
    public List<? extends Remark> remarks() {
        return List.of(CustomerRemark.values());
    }

    @Override
    public List<Draft<NewSite>> check(List<ImportRow> rows, ImportContext context) {
        var found = customers.of(rows, CustomerNames.FIELD, context.scope().reach(permission()));
        var known = new HashSet<Key>();
        jdbc.sql("""
                select s.customer_id, s.name from customers.site s
                  join unnest(:customers) as c(id) on c.id = s.customer_id join unnest(:names) as n(name) on n.name = s.name
                 where s.active
                """)
                .param("customers", found.ids().toArray(UUID[]::new))
                .param("names", ImportRow.said(rows, NAME))
                .query((row, _) -> new Key(row.getObject(1, UUID.class), row.getString(2))).list().forEach(known::add);
        var drafts = new ArrayList<Draft<NewSite>>();
        for (var row : rows) {
            var customer = found.one(row, CustomerNames.FIELD);
            var name = row.text(NAME);
            var region = regions.one(row, REGION);
            var address = row.text(ADDRESS);
            var lng = number(row, LNG, 180);
            var lat = number(row, LAT, 90);
            if ((lng == null) != (lat == null) && !row.failed(LNG) && !row.failed(LAT)) {
                row.wrong(lng == null ? LNG : LAT, CustomerRemark.PLACE_HALF, Map.of());
            }
            if (customer != null && known.contains(new Key(customer.id(), name))) {
                row.wrong(NAME, CustomerRemark.SITE_EXISTS, Map.of());
            }
            if (row.good() && customer != null) {
                drafts.add(new Draft<>(row, new NewSite(customer.id(), customer.branchId(), name, region, address, lng, lat),
                        new Claim(customer.id() + "\n" + name, NAME)));
            }
        }
        return drafts;
    }

    private static @Nullable Double number(ImportRow row, ImportField field, int most) {
        var number = row.number(field, BigDecimal.valueOf(-most), BigDecimal.valueOf(most));
        return number == null ? null : number.doubleValue();
    }

    @Override
    public List<Made> write(List<Draft<NewSite>> drafts, ImportContext context) {
        var ids = desk.addSites(drafts.stream().map(Draft::what).toList(), context.actor());
        var made = new ArrayList<Made>();
        for (int i = 0; i < drafts.size(); i++) {
            made.add(new Made(drafts.get(i).row().number(), "site", ids.get(i), drafts.get(i).what().branch()));
        }
        return made;
    }

    @Override
    public void undo(ImportContext context) {
        desk.takeBackSites(context.importId(), context.actor());
    }

    @Override
    public @Nullable String nameOf(String kind, UUID id) {
        return jdbc.sql("select name from customers.site where id = :id").param("id", id).query(String.class).optional().orElse(null);
    }
}
