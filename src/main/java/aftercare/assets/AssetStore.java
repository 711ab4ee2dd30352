package aftercare.assets;

import static java.time.ZoneOffset.UTC;

import aftercare.customers.CustomerId;
import aftercare.kernel.Refusal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Loads and saves one product, project or device at a time. The end of a warranty is computed where it is stored. */
@Repository
class AssetStore {

    private final JdbcClient jdbc;

    AssetStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    // ---- Products -----------------------------------------------------------------------------------------------------

    Optional<Product> product(UUID id) {
        return jdbc.sql("select id, maker, model, name, category, warranty_months, life_months, active, version from assets.product where id = :id")
                .param("id", id).query((row, _) -> new Product(row.getObject("id", UUID.class),
                        new Product.Draft(row.getString("maker"), row.getString("model"), row.getString("name"), row.getString("category"),
                                row.getInt("warranty_months"), row.getObject("life_months", Integer.class)), row.getBoolean("active"), row.getInt("version"))).optional();
    }

    void add(Product product) {
        var draft = product.draft();
        try {
            jdbc.sql("""
                    insert into assets.product (id, maker, model, name, category, warranty_months, life_months, active)
                    values (:id, :maker, :model, :name, :category, :months, cast(:life as integer), :active)
                    """)
                    .param("id", product.id()).param("maker", draft.maker()).param("model", draft.model()).param("name", draft.name())
                    .param("category", draft.category()).param("months", draft.warrantyMonths()).param("life", draft.lifeMonths())
                    .param("active", product.active()).update();
        } catch (DuplicateKeyException taken) {
            throw modelTaken(draft);
        }
    }

    void save(Product product) {
        var draft = product.draft();
        try {
            locked(jdbc.sql("""
                    update assets.product
                       set maker = :maker, model = :model, name = :name, category = :category, warranty_months = :months,
                           life_months = cast(:life as integer), active = :active, version = version + 1
                     where id = :id and version = :version
                    """)
                    .param("id", product.id()).param("version", product.version()).param("maker", draft.maker()).param("model", draft.model())
                    .param("name", draft.name()).param("category", draft.category()).param("months", draft.warrantyMonths()).param("life", draft.lifeMonths())
                    .param("active", product.active()).update(), draft.model());
        } catch (DuplicateKeyException taken) {
            throw String.valueOf(taken.getMessage()).contains("device_serial_once_per_maker") ? serialsClash(draft) : modelTaken(draft);
        }
    }

    // ---- Projects -----------------------------------------------------------------------------------------------------

    Optional<Project> find(ProjectId id) {
        return jdbc.sql("""
                select id, number, name, customer_id, branch_id, accepted_on, warranty_months, created_at, version
                  from assets.project where id = :id
                """).param("id", id.value()).query((row, _) -> project(row)).optional();
    }

    void add(Project project) {
        var draft = project.draft();
        jdbc.sql("""
                insert into assets.project (id, number, name, customer_id, branch_id, accepted_on, warranty_months, created_at)
                values (:id, :number, :name, :customer, :branch, :acceptedOn, :months, :createdAt)
                """)
                .param("id", project.id().value()).param("number", project.number()).param("name", draft.name())
                .param("customer", draft.customer().value()).param("branch", draft.branch()).param("acceptedOn", project.acceptedOn())
                .param("months", draft.warrantyMonths()).param("createdAt", project.createdAt().atOffset(UTC)).update();
    }

    void save(Project project) {
        var draft = project.draft();
        locked(jdbc.sql("""
                update assets.project
                   set name = :name, customer_id = :customer, branch_id = :branch, accepted_on = cast(:acceptedOn as date),
                       warranty_months = :months, version = version + 1
                 where id = :id and version = :version
                """)
                .param("id", project.id().value()).param("version", project.version()).param("name", draft.name())
                .param("customer", draft.customer().value()).param("branch", draft.branch()).param("acceptedOn", project.acceptedOn())
                .param("months", draft.warrantyMonths()).update(), project.number());
    }

    /**
     * Makes the devices of a project follow its acceptance: those not accepted yet, and those accepted with it. What was
     * accepted on a day of its own keeps that day, and what has a term of its own keeps that term.
     *
     * @return the devices whose warranty is another one now
     */
    List<DeviceId> followAcceptance(ProjectId project, @Nullable LocalDate before, @Nullable LocalDate now, int months) {
        try {
            return followed(project, before, now, months);
        } catch (DataIntegrityViolationException overlapping) {
            throw WarrantyTerms.overlap(overlapping);
        }
    }

    private List<DeviceId> followed(ProjectId project, @Nullable LocalDate before, @Nullable LocalDate now, int months) {
        return jdbc.sql("""
                update assets.device d
                   set accepted_on = n.accepted_on, warranty_until = n.warranty_until, version = version + 1
                  from (select id, accepted_on, assets.warranty_end(accepted_on, coalesce(warranty_months, :months)) as warranty_until
                          from (select id, warranty_months,
                                       case when accepted_on is null or accepted_on = cast(:before as date) then cast(:now as date)
                                            else accepted_on end as accepted_on
                                  from assets.device where project_id = :project) as followed) as n
                 where d.id = n.id and (d.accepted_on is distinct from n.accepted_on
                                       or d.warranty_starts = 'ACCEPTANCE' and d.warranty_until - d.warranty_extended_days is distinct from n.warranty_until)
                returning d.id
                """)
                .param("project", project.value()).param("before", before).param("now", now).param("months", months)
                .query(UUID.class).list().stream().map(DeviceId::new).toList();
    }

    // ---- Devices ------------------------------------------------------------------------------------------------------

    Optional<Device> find(DeviceId id) {
        return jdbc.sql("""
                select id, number, customer_id, branch_id, site_id, project_id, product_id, serial, name, location, installed_on, accepted_on,
                       delivered_on, sold_on, warranty_months, note, state, qr_token, created_at, version
                  from assets.device where id = :id
                """).param("id", id.value()).query((row, _) -> device(row)).optional();
    }

    void add(Device device) {
        var draft = device.draft();
        try {
            jdbc.sql("""
                    insert into assets.device (id, number, customer_id, branch_id, site_id, project_id, product_id, serial, name, location,
                                               installed_on, delivered_on, sold_on, accepted_on, warranty_months, warranty_until, state, note, qr_token,
                                               created_at)
                    select :id, :number, :customer, :branch, :site, cast(:project as uuid), :product, :serial, :name, :location,
                           cast(:installedOn as date), cast(:deliveredOn as date), cast(:soldOn as date), cast(:acceptedOn as date), t.own,
                           assets.warranty_end(cast(:acceptedOn as date), t.effective), :state, :note, :qrToken, :createdAt
                      from (%s) as t
                    """.formatted(TERM))
                    .param("id", device.id().value()).param("number", device.number()).param("state", device.state().name())
                    .param("qrToken", device.qrToken()).param("createdAt", device.createdAt().atOffset(UTC)).params(params(draft)).update();
        } catch (DuplicateKeyException taken) {
            throw serialTaken(draft);
        }
    }

    void save(Device device) {
        var draft = device.draft();
        try {
            locked(jdbc.sql("""
                    update assets.device
                       set customer_id = :customer, branch_id = :branch, site_id = :site, project_id = cast(:project as uuid),
                           product_id = :product, serial = :serial, name = :name, location = :location,
                           installed_on = cast(:installedOn as date), delivered_on = cast(:deliveredOn as date), sold_on = cast(:soldOn as date), accepted_on = cast(:acceptedOn as date),
                           warranty_months = t.own, warranty_until = assets.warranty_end(cast(:acceptedOn as date), t.effective),
                           state = :state, note = :note, qr_token = :qrToken, version = version + 1
                      from (%s) as t
                     where id = :id and version = :version
                    """.formatted(TERM))
                    .param("id", device.id().value()).param("version", device.version()).param("state", device.state().name())
                    .param("qrToken", device.qrToken()).params(params(draft)).update(), device.number());
        } catch (DuplicateKeyException taken) {
            throw serialTaken(draft);
        } catch (DataIntegrityViolationException overlapping) {
            throw WarrantyTerms.overlap(overlapping);
        }
    }

    /** A device that belongs to no project gets its product's term for good: what is promised later for others does not change it. */
    private static final String TERM = """
            select case when cast(:project as uuid) is null then coalesce(cast(:months as integer), k.warranty_months)
                        else cast(:months as integer) end as own,
                   coalesce(cast(:months as integer), p.warranty_months, k.warranty_months) as effective
              from assets.product k left join assets.project p on p.id = cast(:project as uuid)
             where k.id = :product""";

    private static Map<String, @Nullable Object> params(Device.Draft draft) {
        var params = new java.util.HashMap<String, @Nullable Object>();
        params.put("customer", draft.customer().value());
        params.put("branch", draft.branch());
        params.put("site", draft.site());
        params.put("project", draft.project() == null ? null : draft.project().value());
        params.put("product", draft.product());
        params.put("serial", draft.serial());
        params.put("name", draft.name());
        params.put("location", draft.location());
        params.put("installedOn", draft.installedOn());
        params.put("acceptedOn", draft.acceptedOn());
        params.put("deliveredOn", draft.deliveredOn());
        params.put("soldOn", draft.soldOn());
        params.put("months", draft.warrantyMonths());
        params.put("note", draft.note());
        return params;
    }

    /** What belongs to a customer moves with it to another branch, unless a third branch looks after it. */
    List<DeviceId> moveToBranch(CustomerId customer, UUID from, UUID to) {
        jdbc.sql("update assets.project set branch_id = :to, version = version + 1 where customer_id = :customer and branch_id = :from")
                .param("customer", customer.value()).param("from", from).param("to", to).update();
        return jdbc.sql("""
                update assets.device set branch_id = :to, version = version + 1 where customer_id = :customer and branch_id = :from
                returning id
                """)
                .param("customer", customer.value()).param("from", from).param("to", to)
                .query(UUID.class).list().stream().map(DeviceId::new).toList();
    }

    private static void locked(int rows, String what) {
        if (rows == 0) {
            throw new OptimisticLockingFailureException("%s changed meanwhile".formatted(what));
        }
    }

    private static Refusal.Conflict modelTaken(Product.Draft draft) {
        return new Refusal.Conflict("assets.model-taken", "there is a product %s %s already".formatted(draft.maker(), draft.model()),
                Map.of("maker", draft.maker(), "model", draft.model()));
    }

    private static Refusal.Conflict serialsClash(Product.Draft draft) {
        return new Refusal.Conflict("assets.maker-serials-clash", "%s gave one of these serial numbers to another device already".formatted(draft.maker()),
                Map.of("maker", draft.maker()));
    }

    /** Who has this serial number of the product's maker already. */
    Optional<Taken> taken(Device.Draft draft, @Nullable DeviceId except) {
        return jdbc.sql("""
                select d.number, coalesce(nullif(d.name, ''), k.name) as name
                  from assets.device d
                  join assets.product k on k.id = d.product_id
                  join assets.product mine on mine.id = :product
                 where d.serial = :serial and (d.product_id = :product or d.maker = mine.maker and mine.maker <> '')
                   and (cast(:except as uuid) is null or d.id <> :except)
                   and not exists (select from assets.device own where own.id = cast(:except as uuid) and own.serial_shared and own.serial = :serial
                                      and d.product_id <> own.product_id)
                 limit 1
                """).param("product", draft.product()).param("serial", draft.serial()).param("except", except == null ? null : except.value())
                .query(Taken.class).optional();
    }

    record Taken(String number, String name) {}

    private static Refusal.Conflict serialTaken(Device.Draft draft) {
        return new Refusal.Conflict("assets.serial-raced", "there is a device of this maker with serial number %s already".formatted(draft.serial()),
                Map.of("serial", draft.serial()));
    }

    private static Project project(ResultSet row) throws SQLException {
        return new Project(new ProjectId(row.getObject("id", UUID.class)), row.getString("number"),
                new Project.Draft(row.getString("name"), new CustomerId(row.getObject("customer_id", UUID.class)),
                        row.getObject("branch_id", UUID.class), row.getInt("warranty_months")),
                row.getObject("accepted_on", LocalDate.class), row.getTimestamp("created_at").toInstant(), row.getInt("version"));
    }

    private static Device device(ResultSet row) throws SQLException {
        var project = row.getObject("project_id", UUID.class);
        return new Device(new DeviceId(row.getObject("id", UUID.class)), row.getString("number"),
                new Device.Draft(new CustomerId(row.getObject("customer_id", UUID.class)), row.getObject("branch_id", UUID.class),
                        row.getObject("site_id", UUID.class), project == null ? null : new ProjectId(project),
                        row.getObject("product_id", UUID.class), row.getString("serial"), row.getString("name"), row.getString("location"),
                        row.getObject("installed_on", LocalDate.class), row.getObject("accepted_on", LocalDate.class),
                        row.getObject("delivered_on", LocalDate.class), row.getObject("sold_on", LocalDate.class), row.getObject("warranty_months", Integer.class), row.getString("note")),
                DeviceState.valueOf(row.getString("state")), row.getString("qr_token"), row.getTimestamp("created_at").toInstant(),
                row.getInt("version"));
    }
}
