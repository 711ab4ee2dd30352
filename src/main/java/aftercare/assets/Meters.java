package aftercare.assets;

import static java.time.ZoneOffset.UTC;

import aftercare.identity.Scope;
import aftercare.kernel.Ids;
import aftercare.kernel.Refusal;
import aftercare.platform.Live;
import aftercare.platform.LiveUpdates;
import aftercare.timeline.Actor;
import aftercare.timeline.Happening;
import aftercare.timeline.Timeline;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The meters of devices and their readings. */
@Service
@Transactional
class Meters {

    private static final int SIZE = 50;
    private static final int DRAWN = 1000;
    /** A clock may be a little fast. */
    private static final Duration FAST = Duration.ofMinutes(5);

    record MeterView(UUID id, String name, String unit, Meter.Kind kind, @Nullable String lowest, @Nullable String highest, @Nullable String mostPerDay,
                     boolean active, @Nullable String latest, @Nullable Instant latestAt, int version) {}

    record ReadingView(UUID id, Instant at, String value, Meter.Source source, boolean restarts, String note, @Nullable String by,
                       @Nullable String withdrawnReason) {}

    record ReadingPage(List<ReadingView> rows, @Nullable UUID next) {}

    record Point(Instant at, String value, boolean restarts) {}

    private final JdbcClient jdbc;
    private final AssetDesk desk;
    private final Timeline timeline;
    private final LiveUpdates live;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Meters(JdbcClient jdbc, AssetDesk desk, Timeline timeline, LiveUpdates live, ApplicationEventPublisher events, Clock clock) {
        this.jdbc = jdbc;
        this.desk = desk;
        this.timeline = timeline;
        this.live = live;
        this.events = events;
        this.clock = clock;
    }

    // ---- Reading ----------------------------------------------------------------------------------------------------------

    @Transactional(readOnly = true)
    List<MeterView> of(DeviceId device, Scope scope) {
        desk.visible(device, scope);
        return jdbc.sql("""
                select m.id, m.name, m.unit, m.kind, m.lowest, m.highest, m.most_per_day, m.active, r.value as latest, r.at as latest_at, m.version
                  from assets.meter m
                  left join lateral (select value, at from assets.meter_reading where meter_id = m.id and withdrawn_at is null order by at desc limit 1) as r on true
                 where m.device_id = :device order by m.name
                """).param("device", device.value())
                .query((row, _) -> new MeterView(row.getObject("id", UUID.class), row.getString("name"), row.getString("unit"), Meter.Kind.valueOf(row.getString("kind")),
                        text(row, "lowest"), text(row, "highest"), text(row, "most_per_day"), row.getBoolean("active"), text(row, "latest"),
                        row.getTimestamp("latest_at") == null ? null : row.getTimestamp("latest_at").toInstant(), row.getInt("version"))).list();
    }

    /** Newest first, with those that were withdrawn. */
    @Transactional(readOnly = true)
    ReadingPage readings(UUID meter, @Nullable UUID after, Scope scope) {
        visible(meter, scope);
        var rows = jdbc.sql("""
                select r.id, r.at, r.value, r.source, r.restarts, r.note, u.name as by, r.withdrawn_reason
                  from assets.meter_reading r left join identity.app_user u on u.id = r.written_by
                 where r.meter_id = :meter
                   and (cast(:after as uuid) is null or (r.at, r.id) < ((select l.at from assets.meter_reading l where l.id = :after), :after))
                 order by r.at desc, r.id desc limit :size
                """).param("meter", meter).param("after", after).param("size", SIZE + 1)
                .query((row, _) -> new ReadingView(row.getObject("id", UUID.class), row.getTimestamp("at").toInstant(), String.valueOf(text(row, "value")),
                        Meter.Source.valueOf(row.getString("source")), row.getBoolean("restarts"), row.getString("note"), row.getString("by"),
                        row.getString("withdrawn_reason"))).list();
        return rows.size() <= SIZE ? new ReadingPage(rows, null) : new ReadingPage(rows.subList(0, SIZE), rows.get(SIZE - 1).id());
    }

    /** The last thousand, oldest first, to be drawn. */
    @Transactional(readOnly = true)
    List<Point> points(UUID meter, Scope scope) {
        visible(meter, scope);
        return jdbc.sql("select at, value, restarts from assets.meter_reading where meter_id = :meter and withdrawn_at is null order by at desc limit :most")
                .param("meter", meter).param("most", DRAWN)
                .query((row, _) -> new Point(row.getTimestamp("at").toInstant(), String.valueOf(text(row, "value")), row.getBoolean("restarts"))).list().reversed();
    }

    // ---- Writing ----------------------------------------------------------------------------------------------------------

    UUID add(DeviceId device, Meter.Draft draft, Scope scope) {
        var owner = desk.mine(device, scope);
        var id = Ids.next();
        try {
            jdbc.sql("""
                    insert into assets.meter (id, device_id, name, unit, kind, lowest, highest, most_per_day, active)
                    values (:id, :device, :name, :unit, :kind, :lowest, :highest, :most, :active)
                    """).param("id", id).param("device", device.value()).params(params(draft)).update();
        } catch (DuplicateKeyException taken) {
            throw taken(draft);
        }
        write("assets.meter-added", owner.id(), Map.of("name", draft.name()), Actor.of(scope));
        return id;
    }

    void change(UUID id, Meter.Draft draft, int version, Scope scope) {
        var meter = meter(id);
        var owner = desk.mine(meter.device(), scope);
        try {
            if (jdbc.sql("""
                    update assets.meter set name = :name, unit = :unit, kind = :kind, lowest = :lowest, highest = :highest, most_per_day = :most, active = :active,
                           version = version + 1
                     where id = :id and version = :version
                    """).param("id", id).param("version", version).params(params(draft)).update() == 0) {
                throw new OptimisticLockingFailureException("meter %s changed meanwhile".formatted(meter.draft().name()));
            }
        } catch (DuplicateKeyException taken) {
            throw taken(draft);
        }
        write("assets.meter-changed", owner.id(), Map.of("name", draft.name()), Actor.of(scope));
    }

    void read(UUID id, Meter.Reading reading, Meter.Source source, String note, Scope scope) {
        desk.noted(meter(id).device(), scope);
        lock(id);
        keep(id, reading, source, note, "", Actor.of(scope));
    }

    /** Whoever reads the same meter now waits: two readings could each fit alone. */
    void lock(UUID id) {
        jdbc.sql("select id from assets.meter where id = :id for update").param("id", id).query(UUID.class).single();
    }

    /** Refuses what cannot be, before anything is written, so that whoever called may go on. The meter is locked. */
    @Transactional(noRollbackFor = Refusal.class)
    void keep(UUID id, Meter.Reading reading, Meter.Source source, String note, String answerOf, Actor actor) {
        var meter = meter(id);
        if (reading.at().isAfter(clock.instant().plus(FAST))) {
            throw new Refusal.Broken("assets.reading-in-future", "a reading cannot have been taken at %s, which is still to come".formatted(reading.at()),
                    Map.of("at", reading.at().toString()));
        }
        meter.check(reading, neighbour(id, reading.at(), true), neighbour(id, reading.at(), false));
        if (jdbc.sql("""
                insert into assets.meter_reading (id, meter_id, at, value, source, restarts, note, answer_of, written_by, written_at)
                values (:id, :meter, :at, :value, :source, :restarts, :note, :answer, :by, :now)
                on conflict (meter_id, at) where withdrawn_at is null do nothing
                """).param("id", Ids.next()).param("meter", id).param("at", reading.at().atOffset(UTC)).param("value", reading.value())
                .param("source", source.name()).param("restarts", reading.restarts()).param("note", note).param("answer", answerOf).param("by", actor.user())
                .param("now", clock.instant().atOffset(UTC)).update() == 0) {
            throw new Refusal.Conflict("assets.reading-twice", "there is a reading of %s at this moment already".formatted(meter.draft().name()),
                    Map.of("name", meter.draft().name()));
        }
        events.publishEvent(new MeterRead(meter.device().value(), meter.draft().name(), clock.instant()));
        write(reading.restarts() ? "assets.meter-replaced" : "assets.meter-read", meter.device(),
                Map.of("name", meter.draft().name(), "value", reading.value().stripTrailingZeros().toPlainString(), "unit", meter.draft().unit()), actor);
    }

    String nameOf(UUID id) {
        return meter(id).draft().name();
    }

    /** It stays on record, and counts no more. */
    void withdraw(UUID reading, String reason, Scope scope) {
        var id = jdbc.sql("select meter_id from assets.meter_reading where id = :id").param("id", reading).query(UUID.class).optional()
                .orElseThrow(() -> new Refusal.Missing("assets.no-such-reading", "there is no reading %s".formatted(reading), Map.of()));
        var meter = meter(id);
        var device = desk.mine(meter.device(), scope);
        if (reason.isBlank()) {
            throw new Refusal.Broken("assets.unreasoned", "say why", Map.of());
        }
        jdbc.sql("""
                update assets.meter_reading set withdrawn_at = :now, withdrawn_by = :by, withdrawn_reason = :reason where id = :id and withdrawn_at is null
                """).param("now", clock.instant().atOffset(UTC)).param("by", scope.user()).param("reason", reason).param("id", reading).update();
        events.publishEvent(new MeterRead(device.id().value(), meter.draft().name(), clock.instant()));
        write("assets.reading-withdrawn", device.id(), Map.of("name", meter.draft().name(), "reason", reason), Actor.of(scope));
    }

    private Meter.@Nullable Reading neighbour(UUID meter, Instant at, boolean before) {
        return jdbc.sql(before
                ? "select at, value, restarts from assets.meter_reading where meter_id = :meter and withdrawn_at is null and at < :at order by at desc limit 1"
                : "select at, value, restarts from assets.meter_reading where meter_id = :meter and withdrawn_at is null and at > :at order by at limit 1")
                .param("meter", meter).param("at", at.atOffset(UTC))
                .query((row, _) -> new Meter.Reading(row.getTimestamp("at").toInstant(), row.getBigDecimal("value"), row.getBoolean("restarts")))
                .optional().orElse(null);
    }

    private Meter meter(UUID id) {
        return jdbc.sql("select id, device_id, name, unit, kind, lowest, highest, most_per_day, active, version from assets.meter where id = :id").param("id", id)
                .query((row, _) -> new Meter(row.getObject("id", UUID.class), new DeviceId(row.getObject("device_id", UUID.class)),
                        new Meter.Draft(row.getString("name"), row.getString("unit"), Meter.Kind.valueOf(row.getString("kind")), row.getBigDecimal("lowest"),
                                row.getBigDecimal("highest"), row.getBigDecimal("most_per_day"), row.getBoolean("active")), row.getInt("version")))
                .optional().orElseThrow(() -> new Refusal.Missing("assets.no-such-meter", "there is no meter %s".formatted(id), Map.of()));
    }

    private void visible(UUID meter, Scope scope) {
        desk.visible(meter(meter).device(), scope);
    }

    private void write(String kind, DeviceId device, Map<String, ?> facts, Actor actor) {
        timeline.write(Happening.internal(kind, clock.instant(), actor, facts).about(device.subject()));
        live.tell(Live.ofBranch("assets", device.value(), jdbc.sql("select branch_id from assets.device where id = :id").param("id", device.value()).query(UUID.class).single()));
    }

    private static Refusal.Conflict taken(Meter.Draft draft) {
        return new Refusal.Conflict("assets.meter-taken", "this device has a meter %s already".formatted(draft.name()), Map.of("name", draft.name()));
    }

    private static Map<String, @Nullable Object> params(Meter.Draft draft) {
        var params = new java.util.HashMap<String, @Nullable Object>();
        params.put("name", draft.name());
        params.put("unit", draft.unit());
        params.put("kind", draft.kind().name());
        params.put("lowest", draft.lowest());
        params.put("highest", draft.highest());
        params.put("most", draft.mostPerDay());
        params.put("active", draft.active());
        return params;
    }

    private static @Nullable String text(ResultSet row, String column) throws SQLException {
        BigDecimal number = row.getBigDecimal(column);
        return number == null ? null : number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
}
