package aftercare.assets;

import static java.time.ZoneOffset.UTC;

import aftercare.identity.Permission;
import aftercare.identity.Scope;
import aftercare.kernel.Ids;
import aftercare.kernel.Refusal;
import aftercare.kernel.Subject;
import aftercare.platform.Live;
import aftercare.platform.LiveUpdates;
import aftercare.timeline.Actor;
import aftercare.timeline.Happening;
import aftercare.timeline.Timeline;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** The warranty terms of devices, and the templates they are written from. Other modules ask {@link #of}. */
@Component
@Transactional
public class WarrantyTerms {

    /** What a term begins with; AFTER: when the main term has ended. */
    enum Start { ACCEPTANCE, DELIVERY, SALE, AFTER, DAY }

    /** @param months null: for life; @param startsOn with DAY only */
    record Draft(DeviceCover.Cover cover, String partGroup, String part, Start starts, @Nullable LocalDate startsOn, @Nullable Integer months, String note) {

        Draft {
            if ((starts == Start.DAY) != (startsOn != null)) {
                throw new Refusal.Broken("assets.term-without-day", "a term that begins on a day needs that day, and no other does", Map.of());
            }
        }
    }

    /** One line of a template. The free term of the whole device from acceptance, delivery or sale becomes its main term. */
    record Line(DeviceCover.Cover cover, String partGroup, Start starts, @Nullable Integer months) {

        boolean isMain() {
            return cover == DeviceCover.Cover.FREE && partGroup.isEmpty() && months != null && (starts == Start.ACCEPTANCE || starts == Start.DELIVERY || starts == Start.SALE);
        }
    }

    record Template(UUID id, String name, List<Line> lines, boolean active, int version) {}

    record TermView(UUID id, DeviceCover.Cover cover, String partGroup, String part, Start starts, @Nullable Integer months, int extendedDays,
                    @Nullable LocalDate fromDay, @Nullable LocalDate lastDay, String note, boolean holds) {}

    /** @param sentence what is covered today, in parts that the user interface has words for */
    record TermsView(List<TermView> terms, List<DeviceCover.Clause> sentence, boolean mayEdit) {}

    private final JdbcClient jdbc;
    private final AssetDesk desk;
    private final AssetQueries queries;
    private final Timeline timeline;
    private final LiveUpdates live;
    private final JsonMapper json;
    private final Clock clock;

    WarrantyTerms(JdbcClient jdbc, AssetDesk desk, AssetQueries queries, Timeline timeline, LiveUpdates live, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.desk = desk;
        this.queries = queries;
        this.timeline = timeline;
        this.live = live;
        this.json = json;
        this.clock = clock;
    }

    // ---- Asking -----------------------------------------------------------------------------------------------------------

    /** Everything that covers a device, without asking who looks. */
    @Transactional(readOnly = true)
    public DeviceCover of(UUID device) {
        record Row(boolean main, DeviceCover.Cover cover, String partGroup, String part, @Nullable LocalDate fromDay, @Nullable LocalDate untilDay) {}
        var rows = jdbc.sql("select main, cover, part_group, part, from_day, until_day from assets.cover_term where device_id = :device order by main desc, from_day")
                .param("device", device).query(Row.class).list();
        var main = rows.stream().filter(Row::main).findFirst().filter(row -> row.fromDay() != null && row.untilDay() != null)
                .map(row -> new Warranty(row.fromDay(), row.untilDay())).orElse(Warranty.open());
        return new DeviceCover(main, rows.stream().filter(row -> !row.main())
                .map(row -> new DeviceCover.Term(row.cover(), row.partGroup(), row.part(), row.fromDay(), row.untilDay())).toList());
    }

    @Transactional(readOnly = true)
    TermsView view(DeviceId id, @Nullable Instant moment, Scope scope) {
        var device = desk.visible(id, scope);
        var zone = queries.zone(device.draft().branch());
        var at = moment == null ? clock.instant() : moment;
        var day = LocalDate.ofInstant(at, zone);
        var terms = jdbc.sql("""
                select id, cover, part_group, part, starts, months, extended_days, from_day, until_day, note
                  from assets.warranty_term where device_id = :device and removed_at is null order by from_day nulls last, id
                """).param("device", id.value()).query((row, _) -> term(row, day)).list();
        return new TermsView(terms, of(id.value()).at(at, zone).sentence(),
                scope.reach(Permission.ASSETS_EDIT).covers(device.draft().branch(), null, device.draft().customer().value()));
    }

    private static TermView term(ResultSet row, LocalDate day) throws SQLException {
        var from = row.getObject("from_day", LocalDate.class);
        var until = row.getObject("until_day", LocalDate.class);
        return new TermView(row.getObject("id", UUID.class), DeviceCover.Cover.valueOf(row.getString("cover")), row.getString("part_group"), row.getString("part"),
                Start.valueOf(row.getString("starts")), row.getObject("months", Integer.class), row.getInt("extended_days"), from,
                until == null ? null : until.minusDays(1), row.getString("note"),
                from != null && !day.isBefore(from) && (until == null || day.isBefore(until)));
    }

    // ---- Writing ----------------------------------------------------------------------------------------------------------

    UUID add(DeviceId id, Draft draft, Scope scope) {
        var device = locked(id, scope);
        var term = insert(id, draft, scope);
        write("assets.term-added", device, Map.of("cover", draft.cover().name(), "what", name(draft), "months", draft.months() == null ? 0 : draft.months(),
                "reason", draft.note()), scope);
        return term;
    }

    /** The main term of a device begins with something else, or lasts another time. */
    void main(DeviceId id, MainStart starts, int months, Scope scope) {
        var device = locked(id, scope);
        main(id, starts, months);
        write("assets.term-main", device, Map.of("starts", starts.name(), "months", months), scope);
    }

    /** An outage of ours, or time lost over a replacement, does not count: so many days are added. Without a term it is the main one. */
    void extend(DeviceId id, @Nullable UUID term, int days, String reason, Scope scope) {
        var device = locked(id, scope);
        reasoned(reason);
        try {
            var extended = term == null
                    ? jdbc.sql("update assets.device set warranty_extended_days = warranty_extended_days + :days, version = version + 1 where id = :id and warranty_until > warranty_from")
                        .param("days", days).param("id", id.value()).update()
                    : jdbc.sql("update assets.warranty_term set extended_days = extended_days + :days where id = :term and device_id = :id and removed_at is null and months is not null")
                        .param("days", days).param("term", term).param("id", id.value()).update();
            if (extended == 0) {
                throw new Refusal.Conflict("assets.nothing-to-extend", "device %s has no such term with an end".formatted(device.number()), Map.of("number", device.number()));
            }
        } catch (DataIntegrityViolationException overlapping) {
            throw overlap(overlapping);
        }
        alone(id);
        write("assets.term-extended", device, Map.of("days", days, "reason", reason), scope);
    }

    void remove(UUID term, String reason, Scope scope) {
        var id = jdbc.sql("select device_id from assets.warranty_term where id = :id and removed_at is null").param("id", term).query(UUID.class).optional()
                .orElseThrow(() -> new Refusal.Missing("assets.no-such-term", "there is no term %s".formatted(term), Map.of()));
        var device = locked(new DeviceId(id), scope);
        reasoned(reason);
        jdbc.sql("update assets.warranty_term set removed_at = :now, removed_reason = :reason where id = :id").param("now", clock.instant().atOffset(UTC))
                .param("reason", reason).param("id", term).update();
        write("assets.term-removed", device, Map.of("reason", reason), scope);
    }

    /** Writes the terms of a template to a device, beside what it has. */
    void apply(DeviceId id, UUID template, Scope scope) {
        var device = locked(id, scope);
        var found = template(template);
        found.lines().forEach(line -> {
            if (line.isMain()) {
                main(id, MainStart.valueOf(line.starts().name()), line.months() == null ? 0 : line.months());
            } else {
                insert(id, new Draft(line.cover(), line.partGroup(), "", line.starts(), null, line.months(), found.name()), scope);
            }
        });
        write("assets.terms-applied", device, Map.of("template", found.name()), scope);
    }

    /** @return how many devices of the project */
    int applyToProject(ProjectId project, UUID template, Scope scope) {
        desk.mine(project, scope);
        var devices = jdbc.sql("select id from assets.device where project_id = :project and state <> 'SCRAPPED' order by id").param("project", project.value())
                .query(UUID.class).list();
        devices.forEach(device -> apply(new DeviceId(device), template, scope));
        return devices.size();
    }

    private void main(DeviceId id, MainStart starts, int months) {
        try {
            jdbc.sql("""
                    update assets.device set warranty_starts = :starts, warranty_months = :months, version = version + 1,
                           warranty_until = assets.warranty_end(case :starts when 'DELIVERY' then delivered_on when 'SALE' then sold_on else accepted_on end, :months)
                               + warranty_extended_days
                     where id = :id
                    """).param("starts", starts.name()).param("months", months).param("id", id.value()).update();
        } catch (DataIntegrityViolationException overlapping) {
            throw overlap(overlapping);
        }
        alone(id);
    }

    private UUID insert(DeviceId id, Draft draft, Scope scope) {
        var term = Ids.next();
        try {
            jdbc.sql("""
                    insert into assets.warranty_term (id, device_id, cover, part_group, part, starts, starts_on, months, note, written_by, written_at)
                    values (:id, :device, :cover, :group, :part, :starts, :startsOn, :months, :note, :by, :now)
                    """)
                    .param("id", term).param("device", id.value()).param("cover", draft.cover().name()).param("group", draft.partGroup()).param("part", draft.part())
                    .param("starts", draft.starts().name()).param("startsOn", draft.startsOn()).param("months", draft.months()).param("note", draft.note())
                    .param("by", scope.user()).param("now", clock.instant().atOffset(UTC)).update();
        } catch (DataIntegrityViolationException overlapping) {
            throw overlap(overlapping);
        }
        alone(id);
        return term;
    }

    /** No further free term of the whole device runs while the main one does. */
    private void alone(DeviceId id) {
        jdbc.sql("""
                select t.from_day, d.warranty_until - 1 as last_day
                  from assets.device d join assets.warranty_term t on t.device_id = d.id and t.removed_at is null
                 where d.id = :id and t.cover = 'FREE' and t.part_group = '' and t.part = '' and d.warranty_until > d.warranty_from and t.from_day is not null
                   and daterange(t.from_day, t.until_day) && daterange(d.warranty_from, d.warranty_until)
                """).param("id", id.value()).query((row, _) -> row.getObject("last_day", LocalDate.class)).list().stream().findFirst().ifPresent(last -> {
                    throw new Refusal.Conflict("assets.term-beside-main", "the device is covered as a whole until %s already".formatted(last), Map.of("lastDay", last.toString()));
                });
    }

    static Refusal overlap(DataIntegrityViolationException found) {
        if (String.valueOf(found.getMessage()).contains("warranty_terms_do_not_overlap")) {
            return new Refusal.Conflict("assets.terms-overlap", "there is a term with the same cover for the same thing at the same time already", Map.of());
        }
        throw found;
    }

    private Device locked(DeviceId id, Scope scope) {
        var device = desk.mine(id, scope);
        jdbc.sql("select id from assets.device where id = :id for update").param("id", id.value()).query(UUID.class).single();
        return device;
    }

    private static String name(Draft draft) {
        return draft.part().isEmpty() ? draft.partGroup() : draft.part();
    }

    private static void reasoned(String reason) {
        if (reason.isBlank()) {
            throw new Refusal.Broken("assets.unreasoned", "say why", Map.of());
        }
    }

    private void write(String kind, Device device, Map<String, ?> facts, Scope scope) {
        timeline.write(new Happening(kind, clock.instant(), Actor.of(scope), Happening.Visibility.INTERNAL, List.<Subject>of(device.id().subject()), facts));
        live.tell(Live.ofBranch("assets", device.id().value(), device.draft().branch()));
    }

    // ---- Templates --------------------------------------------------------------------------------------------------------

    @Transactional(readOnly = true)
    List<Template> templates() {
        return jdbc.sql("select id, name, lines, active, version from assets.term_template order by name").query((row, _) -> template(row)).list();
    }

    private Template template(UUID id) {
        return jdbc.sql("select id, name, lines, active, version from assets.term_template where id = :id").param("id", id).query((row, _) -> template(row)).optional()
                .orElseThrow(() -> new Refusal.Missing("assets.no-such-template", "there is no such template of warranty terms", Map.of()));
    }

    private Template template(ResultSet row) throws SQLException {
        return new Template(row.getObject("id", UUID.class), row.getString("name"), List.of(json.readValue(row.getString("lines"), Line[].class)), row.getBoolean("active"),
                row.getInt("version"));
    }

    void save(@Nullable UUID id, String name, List<Line> lines, boolean active, int version) {
        try {
            if (id == null) {
                jdbc.sql("insert into assets.term_template (id, name, lines, active) values (:id, :name, cast(:lines as jsonb), :active)").param("id", Ids.next())
                        .param("name", name).param("lines", json.writeValueAsString(lines)).param("active", active).update();
            } else if (jdbc.sql("update assets.term_template set name = :name, lines = cast(:lines as jsonb), active = :active, version = version + 1 where id = :id and version = :version")
                    .param("id", id).param("name", name).param("lines", json.writeValueAsString(lines)).param("active", active).param("version", version).update() == 0) {
                throw new OptimisticLockingFailureException("template %s changed meanwhile".formatted(name));
            }
        } catch (DuplicateKeyException taken) {
            throw new Refusal.Conflict("assets.template-taken", "there is a template %s already".formatted(name), Map.of("name", name));
        }
        live.tell(Live.ofBranch("assets", null, null));
    }
}
