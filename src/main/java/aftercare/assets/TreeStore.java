package aftercare.assets;

import static java.time.ZoneOffset.UTC;

import aftercare.customers.CustomerId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows that make the installed base a tree: systems, and which device is a part of which. */
@Repository
class TreeStore {

    private final JdbcClient jdbc;

    TreeStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    // ---- Systems --------------------------------------------------------------------------------------------------------

    Optional<DeviceSystem> system(UUID id) {
        return jdbc.sql("select id, name, customer_id, branch_id, site_id, project_id, note, version from assets.system where id = :id")
                .param("id", id)
                .query((row, _) -> new DeviceSystem(row.getObject("id", UUID.class),
                        new DeviceSystem.Draft(row.getString("name"), new CustomerId(row.getObject("customer_id", UUID.class)),
                                row.getObject("branch_id", UUID.class), row.getObject("site_id", UUID.class), project(row.getObject("project_id", UUID.class)),
                                row.getString("note")), row.getInt("version"))).optional();
    }

    void add(DeviceSystem system, Instant now) {
        var draft = system.draft();
        jdbc.sql("""
                insert into assets.system (id, name, customer_id, branch_id, site_id, project_id, note, created_at)
                values (:id, :name, :customer, :branch, :site, :project, :note, :now)
                """)
                .param("id", system.id()).param("name", draft.name()).param("customer", draft.customer().value()).param("branch", draft.branch())
                .param("site", draft.site()).param("project", id(draft.project())).param("note", draft.note()).param("now", now.atOffset(UTC)).update();
    }

    /** Its devices stand where it stands. */
    List<DeviceId> save(DeviceSystem system) {
        var draft = system.draft();
        locked(jdbc.sql("""
                update assets.system set name = :name, site_id = :site, project_id = :project, note = :note, version = version + 1
                 where id = :id and version = :version
                """)
                .param("id", system.id()).param("name", draft.name()).param("site", draft.site()).param("project", id(draft.project()))
                .param("note", draft.note()).param("version", system.version()).update(), draft.name());
        var moved = jdbc.sql("""
                update assets.device d
                   set site_id = :site, project_id = :project, version = d.version + 1, warranty_months = case
                           when d.project_id is distinct from cast(:project as uuid)
                           then coalesce(d.warranty_months, (select p.warranty_months from assets.project p where p.id = d.project_id), k.warranty_months)
                           else d.warranty_months end
                  from assets.product k
                 where d.system_id = :id and k.id = d.product_id and (d.site_id, d.project_id) is distinct from (cast(:site as uuid), cast(:project as uuid))
                returning d.id
                """)
                .param("id", system.id()).param("site", draft.site()).param("project", id(draft.project()))
                .query(UUID.class).list().stream().map(DeviceId::new).toList();
        unpin(moved);
        return moved;
    }

    boolean isEmpty(UUID system) {
        return !jdbc.sql("select exists (select from assets.device where system_id = :id)").param("id", system).query(Boolean.class).single();
    }

    void remove(UUID system) {
        jdbc.sql("delete from assets.system where id = :id").param("id", system).update();
    }

    void systemsToBranch(CustomerId customer, UUID from, UUID to) {
        jdbc.sql("update assets.system set branch_id = :to, version = version + 1 where customer_id = :customer and branch_id = :from")
                .param("customer", customer.value()).param("from", from).param("to", to).update();
    }

    // ---- Seats ----------------------------------------------------------------------------------------------------------

    Seat seat(DeviceId device) {
        return jdbc.sql("select site_id, project_id, system_id, parent_id from assets.device where id = :id").param("id", device.value())
                .query((row, _) -> {
                    var parent = row.getObject("parent_id", UUID.class);
                    return new Seat(row.getObject("site_id", UUID.class), project(row.getObject("project_id", UUID.class)),
                            row.getObject("system_id", UUID.class), parent == null ? null : new DeviceId(parent));
                }).single();
    }

    /** Until the transaction ends nobody else moves anything of this customer: two moves at once could close a circle. */
    void lock(CustomerId customer) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('installed-base ' || :customer, 0))").param("customer", customer.toString())
                .query(row -> {});
    }

    /** The device and what it is a part of, up to the device that is part of nothing. */
    List<DeviceId> upwards(DeviceId device) {
        return jdbc.sql("""
                with recursive up(id, parent_id, steps) as (
                    select d.id, d.parent_id, 0 from assets.device d where d.id = :id
                    union all
                    select d.id, d.parent_id, up.steps + 1 from assets.device d join up on d.id = up.parent_id)
                select id from up order by steps
                """).param("id", device.value()).query(UUID.class).list().stream().map(DeviceId::new).toList();
    }

    /** How many levels of parts are inside it. */
    int depth(DeviceId device) {
        return jdbc.sql("""
                with recursive below(id, steps) as (
                    select cast(:id as uuid), 0
                    union all
                    select d.id, below.steps + 1 from assets.device d join below on d.parent_id = below.id)
                select max(steps) from below
                """).param("id", device.value()).query(Integer.class).single();
    }

    /**
     * Puts a device elsewhere, and with it everything inside it. Whoever owns and serves them changes along; what was
     * promised of their warranty does not.
     *
     * @return everything that moved
     */
    List<DeviceId> move(DeviceId device, CustomerId customer, UUID branch, Seat seat) {
        var moved = jdbc.sql("""
                with recursive below(id) as (
                    select cast(:id as uuid) union select d.id from assets.device d join below on d.parent_id = below.id)
                update assets.device d
                   set customer_id = :customer, branch_id = :branch, site_id = :site, project_id = cast(:project as uuid), system_id = :system,
                       parent_id = case when d.id = :id then cast(:parent as uuid) else d.parent_id end,
                       warranty_months = case when d.project_id is distinct from cast(:project as uuid)
                           then coalesce(d.warranty_months, (select p.warranty_months from assets.project p where p.id = d.project_id), k.warranty_months)
                           else d.warranty_months end,
                       version = d.version + 1
                  from below, assets.product k
                 where d.id = below.id and k.id = d.product_id
                returning d.id
                """)
                .param("id", device.value()).param("customer", customer.value()).param("branch", branch).param("site", seat.site())
                .param("project", id(seat.project())).param("system", seat.system()).param("parent", seat.parent() == null ? null : seat.parent().value())
                .query(UUID.class).list().stream().map(DeviceId::new).toList();
        unpin(moved);
        return moved;
    }

    /** What is inside a device goes where it went; a device that left the place of its system has left the system. */
    void carryAlong(DeviceId device, boolean elsewhere) {
        if (elsewhere) {
            jdbc.sql("""
                    update assets.device d set system_id = null
                     where d.id = :id and d.system_id is not null
                       and not exists (select from assets.system y where y.id = d.system_id and y.customer_id = d.customer_id
                                          and (y.site_id, y.project_id) is not distinct from (d.site_id, d.project_id))
                    """).param("id", device.value()).update();
        }
        record Row(UUID customerId, UUID branchId) {}
        var row = jdbc.sql("select customer_id, branch_id from assets.device where id = :id").param("id", device.value()).query(Row.class).single();
        var seat = seat(device);
        jdbc.sql("select id from assets.device where parent_id = :id").param("id", device.value()).query(UUID.class).list().forEach(part ->
                move(new DeviceId(part), new CustomerId(row.customerId()), row.branchId(), new Seat(seat.site(), seat.project(), seat.system(), device)));
        unpin(List.of(device));
    }

    /** Parts of the old device are parts of the one that took its place. */
    void handOver(DeviceId old, DeviceId next) {
        jdbc.sql("update assets.device set replaces_id = :old where id = :next").param("old", old.value()).param("next", next.value()).update();
        jdbc.sql("update assets.device set parent_id = :next, version = version + 1 where parent_id = :old").param("old", old.value())
                .param("next", next.value()).update();
        jdbc.sql("""
                insert into assets.pin (device_id, document_id, x, y) select :next, document_id, x, y from assets.pin where device_id = :old
                """).param("old", old.value()).param("next", next.value()).update();
        jdbc.sql("delete from assets.pin where device_id = :old").param("old", old.value()).update();
    }

    /** The new device goes on with everything that was promised for the old one. */
    void copyTerms(DeviceId old, DeviceId next) {
        jdbc.sql("""
                update assets.device n set warranty_starts = o.warranty_starts, warranty_extended_days = o.warranty_extended_days, version = n.version + 1
                  from assets.device o where n.id = :next and o.id = :old
                """).param("old", old.value()).param("next", next.value()).update();
        jdbc.sql("""
                insert into assets.warranty_term (id, device_id, cover, part_group, part, starts, starts_on, months, extended_days, note, written_by, written_at)
                select gen_random_uuid(), :next, cover, part_group, part, starts, starts_on, months, extended_days, note, written_by, written_at
                  from assets.warranty_term where device_id = :old and removed_at is null
                """).param("old", old.value()).param("next", next.value()).update();
    }

    boolean isReplaced(DeviceId device) {
        return jdbc.sql("select exists (select from assets.device where replaces_id = :id)").param("id", device.value()).query(Boolean.class).single();
    }

    void configure(DeviceId device, String configuration, int version, String number) {
        locked(jdbc.sql("update assets.device set configuration = cast(:configuration as jsonb), version = version + 1 where id = :id and version = :version")
                .param("configuration", configuration).param("id", device.value()).param("version", version).update(), number);
    }

    // ---- Plans ------------------------------------------------------------------------------------------------------------

    void pin(DeviceId device, UUID plan, double x, double y) {
        jdbc.sql("""
                insert into assets.pin (device_id, document_id, x, y) values (:device, :plan, :x, :y)
                on conflict (device_id) do update set document_id = :plan, x = :x, y = :y
                """).param("device", device.value()).param("plan", plan).param("x", x).param("y", y).update();
    }

    void unpin(DeviceId device) {
        jdbc.sql("delete from assets.pin where device_id = :device").param("device", device.value()).update();
    }

    /** Whoever left a site is on its plan no more. */
    private void unpin(List<DeviceId> moved) {
        jdbc.sql("""
                delete from assets.pin p using assets.device d, documents.document f
                 where p.device_id = any(:moved) and d.id = p.device_id and f.id = p.document_id and d.site_id is distinct from f.owner_id
                """).param("moved", moved.stream().map(DeviceId::value).toArray(UUID[]::new)).update();
    }

    private static void locked(int rows, String what) {
        if (rows == 0) {
            throw new OptimisticLockingFailureException("%s changed meanwhile".formatted(what));
        }
    }

    private static @Nullable ProjectId project(@Nullable UUID id) {
        return id == null ? null : new ProjectId(id);
    }

    private static @Nullable UUID id(@Nullable ProjectId project) {
        return project == null ? null : project.value();
    }
}
