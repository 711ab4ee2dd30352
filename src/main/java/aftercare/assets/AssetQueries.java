package aftercare.assets;

import static java.time.ZoneOffset.UTC;

import aftercare.identity.Permission;
import aftercare.identity.Reach;
import aftercare.identity.Scope;
import aftercare.platform.Words;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Read side of products, projects and devices: one method per screen. */
@Component
@Transactional(readOnly = true)
class AssetQueries {

    private static final int SIZE = 50;
    private static final int MOST_EXPORTED = 1_000_000;
    static final int ENDING_DAYS = 60;

    // ---- Products -----------------------------------------------------------------------------------------------------

    record ProductView(UUID id, String maker, String model, String name, String category, int warrantyMonths, @Nullable Integer lifeMonths, boolean active, int devices, int version) {}

    record ProductPage(List<ProductView> rows, @Nullable UUID next) {}

    // ---- Projects -----------------------------------------------------------------------------------------------------

    /** What a list of projects is narrowed to; null narrows nothing. */
    record ProjectFilter(@Nullable String words, @Nullable UUID branch, @Nullable UUID customer, @Nullable Boolean accepted) {}

    /** {@code warrantyLastDay}: of a device that follows the project. */
    record ProjectRow(UUID id, String number, String name, UUID customerId, String customerName, UUID branchId, String branchName,
                      @Nullable LocalDate acceptedOn, int warrantyMonths, @Nullable LocalDate warrantyLastDay, int devices) {}

    record ProjectPage(List<ProjectRow> rows, @Nullable UUID next) {}

    record ProjectView(UUID id, String number, String name, UUID customerId, String customerName, UUID branchId, String branchName,
                       @Nullable LocalDate acceptedOn, int warrantyMonths, Warranty.Coverage coverage, int devices, int covered, int over,
                       Instant createdAt, int version, boolean mayEdit) {}

    // ---- Devices ------------------------------------------------------------------------------------------------------

    /** COVERED today; ENDING within {@value #ENDING_DAYS} days; OVER; OPEN: not accepted yet. */
    enum WarrantyFilter { COVERED, ENDING, OVER, OPEN }

    enum DeviceSort { NEWEST, WARRANTY }

    /** What a list of devices is narrowed to; null narrows nothing. */
    record DeviceFilter(@Nullable String words, @Nullable UUID branch, @Nullable UUID customer, @Nullable UUID project, @Nullable UUID site,
                        @Nullable UUID product, @Nullable String category, @Nullable DeviceState state, @Nullable WarrantyFilter warranty,
                        @Nullable UUID system, @Nullable UUID parent, @Nullable Boolean siteless) {

        static final DeviceFilter NONE = new DeviceFilter(null, null, null, null, null, null, null, null, null, null, null, null);

        static DeviceFilter words(String words) {
            return new DeviceFilter(words, null, null, null, null, null, null, null, null, null, null, null);
        }
    }

    record DeviceRow(UUID id, String number, String name, String serial, String maker, String model, String category, UUID customerId,
                     String customerName, @Nullable UUID siteId, @Nullable String siteName, @Nullable UUID projectId, @Nullable String projectName,
                     String location, @Nullable LocalDate installedOn, @Nullable LocalDate acceptedOn, @Nullable LocalDate warrantyLastDay,
                     Warranty.State warranty, @Nullable Long daysLeft, DeviceState state, UUID branchId, String branchName) {}

    record DevicePage(List<DeviceRow> rows, @Nullable UUID next) {}

    /** Whose term it is. */
    enum TermOf { DEVICE, PROJECT, PRODUCT }

    /** @param from first day with cover; of the acceptance, the delivery or the sale, whichever it starts with */
    record WarrantyView(@Nullable LocalDate acceptedOn, @Nullable LocalDate from, @Nullable LocalDate lastDay, int months, TermOf termOf, MainStart starts,
                        int extendedDays, Warranty.Coverage coverage) {}

    record DeviceView(UUID id, String number, String name, String serial, UUID productId, String maker, String model, String productName,
                      String category, UUID customerId, String customerName, @Nullable UUID siteId, @Nullable String siteName,
                      @Nullable String region, @Nullable String address, @Nullable Double lng, @Nullable Double lat, @Nullable UUID projectId,
                      @Nullable String projectName, UUID branchId, String branchName, String location, @Nullable LocalDate installedOn,
                      @Nullable LocalDate deliveredOn, @Nullable LocalDate soldOn, @Nullable Integer ownWarrantyMonths, WarrantyView warranty,
                      DeviceState state, List<DeviceAct> acts, String note, String qrToken, @Nullable UUID systemId, @Nullable String systemName,
                      @Nullable Relative parent, @Nullable Relative replaces, @Nullable Relative replacedBy, List<Property> configuration,
                      @Nullable Integer lifeMonths, @Nullable LocalDate dueOn, Instant createdAt, int version, boolean mayEdit) {}

    /** Another device, as far as it is shown beside this one. */
    record Relative(UUID id, String number, String name, String serial, DeviceState state) {}

    /** One line of a device's configuration. */
    record Property(String name, String value) {}

    /** What a label shows; {@code house} and {@code phone} tell whom to call. */
    record LabelRow(UUID id, String number, String name, String serial, String model, String location, String qrToken, String house, String phone) {}

    /** So many customers may be called by a word for their devices to be fetched one customer after the other. */
    private static final int MANY = 500;

    /**
     * Joins and conditions of every list of devices. Words are sought in the device, its product and its customer; products and
     * customers are found first, so that an index leads from each of the three to the devices. When the word is in the names of
     * very many customers every list meets them soon, and the names are read along the way.
     */
    private static final String DEVICES = """
              from assets.device d
              join assets.product k on k.id = d.product_id
              join customers.customer c on c.id = d.customer_id
              join identity.branch b on b.id = d.branch_id
              left join customers.site s on s.id = d.site_id
              left join assets.project p on p.id = d.project_id
             cross join lateral (select (cast(:now as timestamptz) at time zone b.zone)::date as today) as t
             where (:everywhere or d.branch_id = any(:branches))
               and cast(:partner as uuid) is null
               and (cast(:customer as uuid) is null or d.customer_id = :customer)
               and (cast(:words as text) is null
                    or d.grams @> platform.grams(:words)
                       and (strpos(lower(d.serial), :words) > 0 or strpos(lower(d.number), :words) > 0 or strpos(lower(d.name), :words) > 0
                            or strpos(lower(d.location), :words) > 0)
                    or d.product_id = any(:productsCalled) or d.customer_id = any(:customersCalled)
                    or :manyCalled and strpos(lower(c.name), :words) > 0)
               and (cast(:branchOnly as uuid) is null or d.branch_id = :branchOnly)
               and (cast(:ofCustomer as uuid) is null or d.customer_id = :ofCustomer)
               and (cast(:ofProject as uuid) is null or d.project_id = :ofProject)
               and (cast(:atSite as uuid) is null or d.site_id = :atSite)
               and (cast(:ofSystem as uuid) is null or d.system_id = :ofSystem)
               and (cast(:partOf as uuid) is null or d.parent_id = :partOf)
               and (cast(:siteless as boolean) is null or (d.site_id is null) = :siteless)
               and (cast(:ofProduct as uuid) is null or d.product_id = :ofProduct)
               and (cast(:category as text) is null or k.category = :category)
               and (cast(:state as text) is null or d.state = :state)
               and case cast(:warranty as text)
                        when 'COVERED' then d.warranty_until > t.today and d.warranty_from <= t.today
                        when 'ENDING' then d.warranty_until > t.today and d.warranty_until <= t.today + :endingDays + 1
                        when 'OVER' then d.warranty_until <= t.today
                        when 'OPEN' then d.warranty_from is null
                        else true end
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;

    AssetQueries(JdbcClient jdbc, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    // ---- For the desk -------------------------------------------------------------------------------------------------

    boolean hasDevices(ProjectId project) {
        return jdbc.sql("select exists (select from assets.device where project_id = :id)").param("id", project.value()).query(Boolean.class).single();
    }

    ZoneId zone(UUID branch) {
        return ZoneId.of(jdbc.sql("select zone from identity.branch where id = :id").param("id", branch).query(String.class).single());
    }

    // ---- Products -----------------------------------------------------------------------------------------------------

    ProductPage products(@Nullable String words, @Nullable String category, @Nullable Boolean active, @Nullable UUID after) {
        var rows = jdbc.sql("""
                select k.id, k.maker, k.model, k.name, k.category, k.warranty_months, k.life_months, k.active,
                       (select count(*) from (select from assets.device d where d.product_id = k.id limit 1000) as counted) as devices, k.version
                  from assets.product k
                 where (cast(:words as text) is null or strpos(lower(k.maker || ' ' || k.model || ' ' || k.name), :words) > 0)
                   and (cast(:category as text) is null or k.category = :category)
                   and (cast(:active as boolean) is null or k.active = :active)
                   and (cast(:after as uuid) is null or (k.maker, k.model, k.id) > ((select l.maker from assets.product l where l.id = :after),
                                                          (select l.model from assets.product l where l.id = :after), :after))
                 order by k.maker, k.model, k.id
                 limit :size
                """)
                .param("words", Words.of(words)).param("category", category).param("active", active).param("after", after).param("size", SIZE + 1)
                .query(ProductView.class).list();
        var more = rows.size() > SIZE;
        var page = more ? rows.subList(0, SIZE) : rows;
        return new ProductPage(page, more ? page.getLast().id() : null);
    }

    ProductView product(UUID id) {
        return jdbc.sql("""
                select k.id, k.maker, k.model, k.name, k.category, k.warranty_months, k.life_months, k.active,
                       (select count(*) from (select from assets.device d where d.product_id = k.id limit 1000) as counted) as devices, k.version
                  from assets.product k where k.id = :id
                """).param("id", id).query(ProductView.class).optional().orElseThrow(() -> AssetDesk.noProduct(id));
    }

    List<String> categories() {
        return jdbc.sql("select distinct category from assets.product where active and category <> '' order by category").query(String.class).list();
    }

    // ---- Projects -----------------------------------------------------------------------------------------------------

    ProjectPage projects(ProjectFilter filter, @Nullable UUID after, Scope scope) {
        var rows = projectRows(filter, after, SIZE + 1, scope).list();
        var more = rows.size() > SIZE;
        var page = more ? rows.subList(0, SIZE) : rows;
        return new ProjectPage(page, more ? page.getLast().id() : null);
    }

    void eachProject(ProjectFilter filter, Scope scope, Consumer<ProjectRow> row) {
        try (var rows = projectRows(filter, null, MOST_EXPORTED, scope).stream()) {
            rows.forEach(row);
        }
    }

    private JdbcClient.MappedQuerySpec<ProjectRow> projectRows(ProjectFilter filter, @Nullable UUID after, int size, Scope scope) {
        return jdbc.sql("""
                select p.id, p.number, p.name, p.customer_id, c.name as customer_name, p.branch_id, b.name as branch_name, p.accepted_on,
                       p.warranty_months, nullif(assets.warranty_end(p.accepted_on, p.warranty_months), p.accepted_on) - 1 as warranty_last_day,
                       (select count(*) from (select from assets.device d where d.project_id = p.id limit 10000) as counted) as devices
                  from assets.project p
                  join customers.customer c on c.id = p.customer_id
                  join identity.branch b on b.id = p.branch_id
                 where (:everywhere or p.branch_id = any(:branches))
                   and cast(:partner as uuid) is null
                   and (cast(:customer as uuid) is null or p.customer_id = :customer)
                   and (cast(:words as text) is null or p.id in (
                        select w.id from assets.project w
                         where w.grams @> platform.grams(:words) and (strpos(lower(w.name), :words) > 0 or strpos(lower(w.number), :words) > 0)
                        union all
                        select w.id from assets.project w join customers.customer o on o.id = w.customer_id
                         where o.grams @> platform.grams(:words) and strpos(lower(o.name), :words) > 0))
                   and (cast(:branchOnly as uuid) is null or p.branch_id = :branchOnly)
                   and (cast(:ofCustomer as uuid) is null or p.customer_id = :ofCustomer)
                   and (cast(:accepted as boolean) is null or (p.accepted_on is not null) = :accepted)
                   and (cast(:after as uuid) is null or p.number < (select l.number from assets.project l where l.id = :after))
                 order by p.number desc
                 limit :size
                """)
                .params(scope.reach(Permission.ASSETS_READ).params()).param("words", Words.of(filter.words()))
                .param("branchOnly", filter.branch()).param("ofCustomer", filter.customer()).param("accepted", filter.accepted())
                .param("after", after).param("size", size).withFetchSize(500).query(ProjectRow.class);
    }

    ProjectView project(UUID id, Scope scope) {
        return jdbc.sql("""
                select p.id, p.number, p.name, p.customer_id, c.name as customer_name, p.branch_id, b.name as branch_name, b.zone,
                       p.accepted_on, p.warranty_months, p.created_at, p.version, n.devices, n.covered, n.over
                  from assets.project p
                  join customers.customer c on c.id = p.customer_id
                  join identity.branch b on b.id = p.branch_id
                 cross join lateral (select (cast(:now as timestamptz) at time zone b.zone)::date as today) as t
                 cross join lateral (select count(*) as devices,
                                            count(*) filter (where d.warranty_until > t.today and d.warranty_from <= t.today) as covered,
                                            count(*) filter (where d.warranty_until <= t.today) as over
                                       from assets.device d where d.project_id = p.id and d.state <> 'SCRAPPED') as n
                 where p.id = :id
                   and (:everywhere or p.branch_id = any(:branches))
                   and cast(:partner as uuid) is null
                   and (cast(:customer as uuid) is null or p.customer_id = :customer)
                """)
                .param("id", id).param("now", clock.instant().atOffset(UTC)).params(scope.reach(Permission.ASSETS_READ).params())
                .query((row, _) -> {
                    var acceptedOn = row.getObject("accepted_on", LocalDate.class);
                    var months = row.getInt("warranty_months");
                    var warranty = acceptedOn == null ? Warranty.open() : Warranty.of(acceptedOn, months);
                    var branch = row.getObject("branch_id", UUID.class);
                    var customer = row.getObject("customer_id", UUID.class);
                    return new ProjectView(row.getObject("id", UUID.class), row.getString("number"), row.getString("name"), customer,
                            row.getString("customer_name"), branch, row.getString("branch_name"), acceptedOn, months,
                            warranty.at(clock.instant(), ZoneId.of(row.getString("zone"))), row.getInt("devices"), row.getInt("covered"),
                            row.getInt("over"), row.getTimestamp("created_at").toInstant(), row.getInt("version"),
                            scope.reach(Permission.ASSETS_EDIT).covers(branch, null, customer));
                }).optional().orElseThrow(() -> AssetDesk.noProject(id));
    }

    // ---- Devices ------------------------------------------------------------------------------------------------------

    DevicePage devices(DeviceFilter filter, DeviceSort sort, @Nullable UUID after, Scope scope) {
        var rows = deviceRows(filter, sort, after, SIZE + 1, scope).list();
        var more = rows.size() > SIZE;
        var page = more ? rows.subList(0, SIZE) : rows;
        return new DevicePage(page, more ? page.getLast().id() : null);
    }

    void eachDevice(DeviceFilter filter, Scope scope, Consumer<DeviceRow> row) {
        try (var rows = deviceRows(filter, DeviceSort.NEWEST, null, MOST_EXPORTED, scope).stream()) {
            rows.forEach(row);
        }
    }

    private JdbcClient.MappedQuerySpec<DeviceRow> deviceRows(DeviceFilter filter, DeviceSort sort, @Nullable UUID after, int size, Scope scope) {
        var columns = """
                select d.id, d.number, coalesce(nullif(d.name, ''), k.name) as name, d.serial, k.maker, k.model, k.category, d.customer_id,
                       c.name as customer_name, d.site_id, s.name as site_name, d.project_id, p.name as project_name, d.location,
                       d.installed_on, d.accepted_on, d.warranty_from, d.warranty_until, d.state, d.branch_id, b.name as branch_name, b.zone
                """;
        return jdbc.sql(columns + DEVICES + switch (sort) {
            case NEWEST -> """
                     and (cast(:after as uuid) is null or d.number < (select l.number from assets.device l where l.id = :after))
                     order by d.number desc limit :size
                    """;
            case WARRANTY -> """
                     and d.warranty_until is not null and d.state <> 'SCRAPPED'
                     and (cast(:after as uuid) is null
                          or (d.warranty_until, d.id) > ((select l.warranty_until from assets.device l where l.id = :after), :after))
                     order by d.warranty_until, d.id limit :size
                    """;
        }).params(params(filter, scope.reach(Permission.ASSETS_READ))).param("after", after).param("size", size)
                .withFetchSize(500).query((row, _) -> deviceRow(row));
    }

    /** Labels for these devices, or for all that a filter leaves, in the order of their numbers. */
    List<LabelRow> labels(DeviceFilter filter, @Nullable List<UUID> ids, int most, Scope scope) {
        var columns = """
                select d.id, d.number, coalesce(nullif(d.name, ''), k.name) as name, d.serial, k.model, d.location, d.qr_token,
                       coalesce((select value ->> 'name' from platform.setting where key = 'company'), b.name) as house, b.phone
                """;
        return jdbc.sql(columns + DEVICES + """
                 and (cast(:ids as uuid[]) is null or d.id = any(:ids))
                 order by d.number limit :most
                """)
                .params(params(filter, scope.reach(Permission.ASSETS_READ))).param("ids", ids == null ? null : ids.toArray(UUID[]::new))
                .param("most", most).query(LabelRow.class).list();
    }

    DeviceView device(UUID id, Scope scope) {
        return jdbc.sql("""
                select d.id, d.number, d.name, d.serial, d.product_id, k.maker, k.model, k.name as product_name, k.category, d.customer_id,
                       c.name as customer_name, d.site_id, s.name as site_name, r.full_name as region, s.address, s.lng, s.lat, d.project_id,
                       p.name as project_name, d.branch_id, b.name as branch_name, b.zone, d.location, d.installed_on, d.accepted_on,
                       d.delivered_on, d.sold_on, d.parent_id, d.replaces_id, d.system_id, y.name as system_name, d.configuration, k.life_months,
                       (coalesce(d.installed_on, d.accepted_on) + make_interval(months => k.life_months))::date as due_on,
                       d.warranty_months, d.warranty_from, d.warranty_until, d.warranty_starts, d.warranty_extended_days,
                       p.warranty_months as project_months, k.warranty_months as product_months, d.state,
                       d.note, d.qr_token, d.created_at, d.version
                  from assets.device d
                  join assets.product k on k.id = d.product_id
                  join customers.customer c on c.id = d.customer_id
                  join identity.branch b on b.id = d.branch_id
                  left join customers.site s on s.id = d.site_id
                  left join customers.region r on r.code = s.region_code
                  left join assets.project p on p.id = d.project_id
                  left join assets.system y on y.id = d.system_id
                 where d.id = :id
                   and (:everywhere or d.branch_id = any(:branches))
                   and cast(:partner as uuid) is null
                   and (cast(:customer as uuid) is null or d.customer_id = :customer)
                """)
                .param("id", id).params(scope.reach(Permission.ASSETS_READ).params())
                .query((row, _) -> deviceView(row, scope)).optional().orElseThrow(() -> AssetDesk.noDevice(id));
    }

    private Map<String, @Nullable Object> params(DeviceFilter filter, Reach reach) {
        var params = new HashMap<>(reach.params());
        params.put("now", clock.instant().atOffset(UTC));
        putWords(params, Words.of(filter.words()));
        params.put("branchOnly", filter.branch());
        params.put("ofCustomer", filter.customer());
        params.put("ofProject", filter.project());
        params.put("atSite", filter.site());
        params.put("ofProduct", filter.product());
        params.put("ofSystem", filter.system());
        params.put("partOf", filter.parent());
        params.put("siteless", filter.siteless());
        params.put("category", filter.category());
        params.put("state", filter.state() == null ? null : filter.state().name());
        params.put("warranty", filter.warranty() == null ? null : filter.warranty().name());
        params.put("endingDays", ENDING_DAYS);
        return params;
    }

    private void putWords(Map<String, @Nullable Object> params, @Nullable String words) {
        var products = words == null ? List.<UUID>of() : jdbc.sql("""
                select id from assets.product where strpos(lower(maker || ' ' || model || ' ' || name), :words) > 0
                """).param("words", words).query(UUID.class).list();
        var customers = words == null ? List.<UUID>of() : jdbc.sql("""
                select id from customers.customer where grams @> platform.grams(:words) and strpos(lower(name), :words) > 0 limit :most
                """).param("words", words).param("most", MANY + 1).query(UUID.class).list();
        var many = customers.size() > MANY;
        params.put("words", words);
        params.put("productsCalled", products.toArray(UUID[]::new));
        params.put("customersCalled", many ? new UUID[0] : customers.toArray(UUID[]::new));
        params.put("manyCalled", many);
    }

    private DeviceRow deviceRow(ResultSet row) throws SQLException {
        var warranty = warranty(row);
        var coverage = warranty.at(clock.instant(), ZoneId.of(row.getString("zone")));
        var covered = coverage.state() == Warranty.State.COVERED;
        return new DeviceRow(row.getObject("id", UUID.class), row.getString("number"), row.getString("name"), row.getString("serial"),
                row.getString("maker"), row.getString("model"), row.getString("category"), row.getObject("customer_id", UUID.class),
                row.getString("customer_name"), row.getObject("site_id", UUID.class), row.getString("site_name"),
                row.getObject("project_id", UUID.class), row.getString("project_name"), row.getString("location"),
                row.getObject("installed_on", LocalDate.class), row.getObject("accepted_on", LocalDate.class), warranty.lastDay(), coverage.state(),
                covered ? (Long) coverage.facts().get("days") : null, DeviceState.valueOf(row.getString("state")),
                row.getObject("branch_id", UUID.class), row.getString("branch_name"));
    }

    private DeviceView deviceView(ResultSet row, Scope scope) throws SQLException {
        var warranty = warranty(row);
        var own = row.getObject("warranty_months", Integer.class);
        var ofProject = row.getObject("project_months", Integer.class);
        var months = Arrays.asList(own, ofProject, row.getInt("product_months")).stream().filter(m -> m != null).findFirst().orElseThrow();
        var branch = row.getObject("branch_id", UUID.class);
        var customer = row.getObject("customer_id", UUID.class);
        var state = DeviceState.valueOf(row.getString("state"));
        return new DeviceView(row.getObject("id", UUID.class), row.getString("number"), row.getString("name"), row.getString("serial"),
                row.getObject("product_id", UUID.class), row.getString("maker"), row.getString("model"), row.getString("product_name"),
                row.getString("category"), customer, row.getString("customer_name"), row.getObject("site_id", UUID.class),
                row.getString("site_name"), row.getString("region"), row.getString("address"), row.getObject("lng", Double.class),
                row.getObject("lat", Double.class), row.getObject("project_id", UUID.class), row.getString("project_name"), branch,
                row.getString("branch_name"), row.getString("location"), row.getObject("installed_on", LocalDate.class),
                row.getObject("delivered_on", LocalDate.class), row.getObject("sold_on", LocalDate.class), own,
                new WarrantyView(row.getObject("accepted_on", LocalDate.class), warranty.acceptedOn(), warranty.lastDay(), months,
                        own != null ? TermOf.DEVICE : ofProject != null ? TermOf.PROJECT : TermOf.PRODUCT, MainStart.valueOf(row.getString("warranty_starts")),
                        row.getInt("warranty_extended_days"),
                        warranty.at(clock.instant(), ZoneId.of(row.getString("zone")))),
                state, state.acts(), row.getString("note"), row.getString("qr_token"), row.getObject("system_id", UUID.class), row.getString("system_name"),
                relative(row.getObject("parent_id", UUID.class), null), relative(row.getObject("replaces_id", UUID.class), null),
                relative(null, row.getObject("id", UUID.class)),
                List.of(json.readValue(row.getString("configuration"), Property[].class)),
                row.getObject("life_months", Integer.class), row.getObject("due_on", LocalDate.class), row.getTimestamp("created_at").toInstant(),
                row.getInt("version"), scope.reach(Permission.ASSETS_EDIT).covers(branch, null, customer));
    }

    /** This device, or the one that took the place of another. */
    private @Nullable Relative relative(@Nullable UUID id, @Nullable UUID replaced) {
        return id == null && replaced == null ? null : jdbc.sql("""
                select d.id, d.number, coalesce(nullif(d.name, ''), k.name) as name, d.serial, d.state
                  from assets.device d join assets.product k on k.id = d.product_id
                 where d.id = cast(:id as uuid) or d.replaces_id = cast(:replaced as uuid)
                """).param("id", id).param("replaced", replaced).query(Relative.class).optional().orElse(null);
    }

    /** As stored: a device imported with an acceptance but no term is not covered by guess. */
    private static Warranty warranty(ResultSet row) throws SQLException {
        var until = row.getObject("warranty_until", LocalDate.class);
        return until == null ? Warranty.open() : new Warranty(row.getObject("warranty_from", LocalDate.class), until);
    }
}
