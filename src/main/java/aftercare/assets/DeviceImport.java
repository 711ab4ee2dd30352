package aftercare.assets;

import static aftercare.assets.DeviceFields.*;
import static java.time.ZoneOffset.UTC;

import aftercare.customers.CustomerDesk;
import aftercare.customers.CustomerNames;
import aftercare.customers.CustomerRemark;
import aftercare.customers.NewSite;
import aftercare.customers.RegionNames;
import aftercare.identity.Permission;
import aftercare.imports.ImportContext;
import aftercare.imports.ImportField;
import aftercare.imports.ImportRow;
import aftercare.imports.Importable;
import aftercare.imports.Remark;
import aftercare.kernel.Ids;
import aftercare.kernel.Subject;
import aftercare.platform.Label;
import aftercare.platform.Live;
import aftercare.platform.LiveUpdates;
import aftercare.platform.Numbers;
import aftercare.timeline.Happening;
import aftercare.timeline.Timeline;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Devices from a file, with the sites they stand at. */
@Component
class DeviceImport implements Importable<ImportedDevice> {

    private record Product(UUID id, String maker, String model) {}

    private record Named(UUID id, UUID customerId, @Nullable String number, String name) {}

    private record Serial(UUID product, String serial) {}

    private record Place(UUID customer, String name) {}

    private final JdbcClient jdbc;
    private final CustomerNames customerNames;
    private final CustomerDesk customers;
    private final RegionNames regions;
    private final Numbers numbers;
    private final Timeline timeline;
    private final LiveUpdates live;

    DeviceImport(JdbcClient jdbc, CustomerNames customerNames, CustomerDesk customers, RegionNames regions, Numbers numbers, Timeline timeline, LiveUpdates live) {
        this.jdbc = jdbc;
        this.customerNames = customerNames;
        this.customers = customers;
        this.regions = regions;
        this.numbers = numbers;
        this.timeline = timeline;
        this.live = live;
    }

    @Override
    public String code() {
        return "devices";
    }

    @Override
    public Label title() {
        return new Label("设备", "設備", "Devices");
    }

    @Override
    public Label hint() {
        return new Label("每行一台设备；客户和产品型号须已存在，现场没有时自动新建", "每列一台設備；客戶和產品型號須已存在，現場沒有時自動新增",
                "One device a row; customers and models must be there already, sites are added when they are new");
    }

    @Override
    public Permission permission() {
        return Permission.ASSETS_IMPORT;
    }

    @Override
    public List<ImportField> fields() {
        return ALL;
    }

    @Override
    public List<? extends Remark> remarks() {
        return Stream.concat(Stream.of(AssetRemark.values()), Stream.of(CustomerRemark.values())).toList();
    }

    // ---- Checking -------------------------------------------------------------------------------------------------------

    @Override
    public List<Draft<ImportedDevice>> check(List<ImportRow> rows, ImportContext context) {
        var found = customerNames.of(rows, CustomerNames.FIELD, context.scope().reach(permission()));
        var products = products(rows);
        var projects = projects(rows, found);
        var sites = sites(rows, found);
        var drafts = new ArrayList<Draft<ImportedDevice>>();
        for (var row : rows) {
            var customer = found.one(row, CustomerNames.FIELD);
            var product = product(row, products);
            var serial = row.text(SERIAL);
            var project = customer == null ? null : project(row, projects.getOrDefault(customer.id(), List.of()));
            var region = regions.one(row, REGION);
            var siteName = row.text(SITE);
            var site = customer == null || siteName.isEmpty() ? null : sites.get(new Place(customer.id(), siteName));
            var device = new Object() {
                final String name = row.text(NAME);
                final String address = row.text(ADDRESS);
                final String location = row.text(LOCATION);
                final java.time.LocalDate installed = row.day(INSTALLED);
                final java.time.LocalDate accepted = row.day(ACCEPTED);
                final Integer months = months(row, MONTHS);
                final String state = row.word(STATE, DeviceState.IN_USE.name());
                final String note = row.text(NOTE);
            };
            if (!row.good() || customer == null || product == null || device.state == null) {
                continue;
            }
            var newSite = site != null || siteName.isEmpty() ? null : new NewSite(customer.id(), customer.branchId(), siteName, region, device.address, null, null);
            drafts.add(new Draft<>(row, new ImportedDevice(customer.id(), customer.branchId(), site, newSite, project == null ? null : project.id(), product.id(), serial,
                    device.name, device.location, device.installed, device.accepted, device.months, DeviceState.valueOf(device.state), device.note),
                    // a maker gives a serial number once; without a maker the product stands in
                    new Claim((product.maker().isEmpty() ? product.id().toString() : product.maker()) + "\n" + serial, SERIAL)));
        }
        refuseTaken(drafts);
        return drafts.stream().filter(draft -> draft.row().good()).toList();
    }

    private Map<String, List<Product>> products(List<ImportRow> rows) {
        return jdbc.sql("select p.id, p.maker, p.model from assets.product p join unnest(:models) as n(model) on n.model = lower(p.model) where p.active")
                .param("models", Stream.of(ImportRow.said(rows, MODEL)).map(String::toLowerCase).distinct().toArray(String[]::new)).query(Product.class).list().stream()
                .collect(Collectors.groupingBy(product -> product.model().toLowerCase()));
    }

    private Map<UUID, List<Named>> projects(List<ImportRow> rows, CustomerNames.Found found) {
        return jdbc.sql("""
                select p.id, p.customer_id, p.number, p.name from assets.project p
                  join unnest(:customers) as c(id) on c.id = p.customer_id join unnest(:texts) as n(text) on n.text = p.name
                union
                select p.id, p.customer_id, p.number, p.name from assets.project p
                  join unnest(:customers) as c(id) on c.id = p.customer_id join unnest(:texts) as n(text) on n.text = p.number
                """)
                .param("customers", found.ids().toArray(UUID[]::new)).param("texts", ImportRow.said(rows, PROJECT)).query(Named.class).list().stream()
                .collect(Collectors.groupingBy(Named::customerId));
    }

    private Map<Place, UUID> sites(List<ImportRow> rows, CustomerNames.Found found) {
        return jdbc.sql("""
                select s.id, s.customer_id, null as number, s.name from customers.site s
                  join unnest(:customers) as c(id) on c.id = s.customer_id join unnest(:texts) as n(text) on n.text = s.name
                 where s.active
                """)
                .param("customers", found.ids().toArray(UUID[]::new)).param("texts", ImportRow.said(rows, SITE)).query(Named.class).list().stream()
                .collect(Collectors.toMap(site -> new Place(site.customerId(), site.name()), Named::id, (one, _) -> one));
    }

    private static @Nullable Product product(ImportRow row, Map<String, List<Product>> products) {
        var model = row.text(MODEL);
        var maker = row.text(MAKER);
        if (model.isEmpty() || row.failed(MODEL)) {
            return null;
        }
        var found = products.getOrDefault(model.toLowerCase(), List.of()).stream().filter(product -> maker.isEmpty() || product.maker().equalsIgnoreCase(maker)).toList();
        if (found.size() != 1) {
            row.wrong(MODEL, found.isEmpty() ? AssetRemark.UNKNOWN_PRODUCT : AssetRemark.SEVERAL_PRODUCTS, Map.of());
            return null;
        }
        row.means(MODEL, (found.getFirst().maker() + " " + found.getFirst().model()).strip());
        return found.getFirst();
    }

    private static @Nullable Named project(ImportRow row, List<Named> projects) {
        var text = row.text(PROJECT);
        if (text.isEmpty() || row.failed(PROJECT)) {
            return null;
        }
        var found = projects.stream().filter(project -> project.name().equals(text) || text.equals(project.number())).toList();
        if (found.size() != 1) {
            row.wrong(PROJECT, found.isEmpty() ? AssetRemark.UNKNOWN_PROJECT : AssetRemark.SEVERAL_PROJECTS, Map.of());
            return null;
        }
        row.means(PROJECT, found.getFirst().number() + " " + found.getFirst().name());
        return found.getFirst();
    }

    /** Serial numbers that exist already. A device of another branch is named by its number only. */
    private void refuseTaken(List<Draft<ImportedDevice>> drafts) {
        record Row(UUID productId, String serial, String number) {}
        var taken = jdbc.sql("""
                with sought as (select * from unnest(:products, :serials) as s(product_id, serial))
                select s.product_id, s.serial, d.number
                  from sought s join assets.device d on d.product_id = s.product_id and d.serial = s.serial
                union
                select s.product_id, s.serial, d.number
                  from sought s
                  join assets.product k on k.id = s.product_id and k.maker <> ''
                  join assets.device d on lower(d.serial) = lower(s.serial) and d.serial = s.serial and d.maker = k.maker
                """)
                .param("products", drafts.stream().map(draft -> draft.what().product()).toArray(UUID[]::new))
                .param("serials", drafts.stream().map(draft -> draft.what().serial()).toArray(String[]::new))
                .query(Row.class).list().stream().collect(Collectors.toMap(row -> new Serial(row.productId(), row.serial()), Row::number, (one, _) -> one));
        for (var draft : drafts) {
            var number = taken.get(new Serial(draft.what().product(), draft.what().serial()));
            if (number != null) {
                draft.row().wrong(SERIAL, AssetRemark.EXISTS, Map.of("number", number));
            }
        }
    }

    // ---- Writing --------------------------------------------------------------------------------------------------------

    @Override
    public List<Made> write(List<Draft<ImportedDevice>> drafts, ImportContext context) {
        var made = new ArrayList<Made>();
        var sites = new HashMap<Place, UUID>();
        var first = new HashMap<Place, Draft<ImportedDevice>>();
        for (var draft : drafts) {
            var site = draft.what().newSite();
            if (site != null) {
                first.putIfAbsent(new Place(site.customer(), site.name()), draft);
            }
        }
        var fresh = List.copyOf(first.entrySet());
        var siteIds = customers.addSites(fresh.stream().map(entry -> Objects.requireNonNull(entry.getValue().what().newSite())).toList(), context.actor());
        for (int i = 0; i < fresh.size(); i++) {
            sites.put(fresh.get(i).getKey(), siteIds.get(i));
            made.add(new Made(fresh.get(i).getValue().row().number(), "site", siteIds.get(i), fresh.get(i).getValue().what().branch()));
        }
        var ids = insert(drafts.stream().map(Draft::what).toList(), sites, context);
        for (int i = 0; i < ids.size(); i++) {
            made.add(new Made(drafts.get(i).row().number(), DeviceId.SUBJECT, ids.get(i), drafts.get(i).what().branch()));
        }
        if (!ids.isEmpty()) {
            timeline.write(new Happening("assets.devices-imported", context.now(), context.actor(), Happening.Visibility.INTERNAL,
                    ids.stream().map(id -> Subject.of(DeviceId.SUBJECT, id)).toList(), Map.of("file", context.fileName())));
        }
        drafts.stream().map(draft -> draft.what().branch()).distinct().forEach(branch -> live.tell(Live.ofBranch("assets", null, branch)));
        return made;
    }

    private List<UUID> insert(List<ImportedDevice> rows, Map<Place, UUID> sites, ImportContext context) {
        var ids = rows.stream().map(_ -> Ids.next()).toList();
        jdbc.sql("""
                insert into assets.device (id, number, customer_id, branch_id, site_id, project_id, product_id, serial, name, location, installed_on,
                                           accepted_on, warranty_months, warranty_until, state, note, qr_token, created_at)
                select n.id, n.number, n.customer_id, n.branch_id, n.site_id, n.project_id, n.product_id, n.serial, n.name, n.location,
                       cast(n.installed_on as date), a.accepted_on, case when p.id is null then coalesce(n.months, k.warranty_months) else n.months end,
                       assets.warranty_end(a.accepted_on, coalesce(n.months, p.warranty_months, k.warranty_months)), n.state, n.note, n.qr_token, :now
                  from unnest(:ids, :numbers, :customers, :branches, :sites, :projects, :products, :serials, :names, :locations, :installed,
                              :accepted, :months, :states, :notes, :tokens)
                       as n(id, number, customer_id, branch_id, site_id, project_id, product_id, serial, name, location, installed_on,
                            accepted_on, months, state, note, qr_token)
                  join assets.product k on k.id = n.product_id
                  left join assets.project p on p.id = n.project_id
                 cross join lateral (select coalesce(cast(n.accepted_on as date), p.accepted_on) as accepted_on) as a
                """)
                .param("now", context.now().atOffset(UTC))
                .param("ids", ids.toArray(UUID[]::new)).param("numbers", numbers.next("D", "assets.device_number", rows.size()).toArray(String[]::new))
                .param("customers", uuids(rows, ImportedDevice::customer)).param("branches", uuids(rows, ImportedDevice::branch))
                .param("sites", uuids(rows, row -> row.newSite() == null ? row.site() : sites.get(new Place(row.newSite().customer(), row.newSite().name()))))
                .param("projects", uuids(rows, ImportedDevice::project)).param("products", uuids(rows, ImportedDevice::product))
                .param("serials", texts(rows, ImportedDevice::serial)).param("names", texts(rows, ImportedDevice::name))
                .param("locations", texts(rows, ImportedDevice::location)).param("installed", texts(rows, ImportedDevice::installedOn))
                .param("accepted", texts(rows, ImportedDevice::acceptedOn))
                .param("months", rows.stream().map(ImportedDevice::warrantyMonths).toArray(Integer[]::new))
                .param("states", texts(rows, ImportedDevice::state)).param("notes", texts(rows, ImportedDevice::note))
                .param("tokens", rows.stream().map(_ -> QrToken.next()).toArray(String[]::new))
                .update();
        return ids;
    }

    private static UUID[] uuids(List<ImportedDevice> rows, Function<ImportedDevice, @Nullable UUID> of) {
        return rows.stream().map(of).toArray(UUID[]::new);
    }

    private static String[] texts(List<ImportedDevice> rows, Function<ImportedDevice, @Nullable Object> of) {
        return rows.stream().map(row -> {
            var value = of.apply(row);
            return value == null ? null : value.toString();
        }).toArray(String[]::new);
    }

    // ---- Taking back ----------------------------------------------------------------------------------------------------

    @Override
    public void undo(ImportContext context) {
        jdbc.sql("""
                select d.number from assets.device d join imports.made m on m.import_id = :import and m.kind = 'device' and m.id = d.id
                 where d.version > 0
                    or exists (select from timeline.entry_subject s join timeline.entry e on e.id = s.entry_id
                                where s.subject_kind = 'device' and s.subject_id = d.id and e.kind <> 'assets.devices-imported')
                    or exists (select from documents.document o where o.owner_kind = 'device' and o.owner_id = d.id and o.removed_at is null)
                 limit 1
                """).param("import", context.importId()).query(String.class).optional().ifPresent(number -> {
            throw Importable.changedSince(number);
        });
        var branches = jdbc.sql("""
                with gone as (delete from assets.device d using imports.made m where m.import_id = :import and m.kind = 'device' and m.id = d.id returning d.branch_id)
                select distinct branch_id from gone
                """).param("import", context.importId()).query(UUID.class).list();
        customers.takeBackSites(context.importId(), context.actor());
        branches.forEach(branch -> live.tell(Live.ofBranch("assets", null, branch)));
    }

    @Override
    public @Nullable String nameOf(String kind, UUID id) {
        return jdbc.sql("select number from assets.device where id = :id union all select name from customers.site where id = :id").param("id", id)
                .query(String.class).optional().orElse(null);
    }
}
