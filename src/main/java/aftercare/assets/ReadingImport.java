package aftercare.assets;

import static java.time.ZoneOffset.UTC;

import aftercare.identity.Permission;
import aftercare.imports.CommonRemark;
import aftercare.imports.ImportContext;
import aftercare.imports.ImportField;
import aftercare.imports.ImportField.Choice;
import aftercare.imports.ImportOption;
import aftercare.imports.ImportRow;
import aftercare.imports.Importable;
import aftercare.imports.Remark;
import aftercare.kernel.Ids;
import aftercare.kernel.Refusal;
import aftercare.kernel.Subject;
import aftercare.platform.Label;
import aftercare.platform.Live;
import aftercare.platform.LiveUpdates;
import aftercare.timeline.Happening;
import aftercare.timeline.Timeline;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Readings of meters from a file, believed only as far as one written by hand would be. */
@Component
class ReadingImport implements Importable<ReadingImport.Read> {

    private static final BigDecimal MOST = new BigDecimal("999999999999");
    private static final ImportField DEVICE = ImportField.of("device", 200, "设备", "設備", "Device",
            "设备编号", "序列号", "设备序列号", "出厂编号", "裝置", "serial", "serialnumber", "sn", "devicenumber", "asset").must()
            .meaning("设备编号或序列号", "設備編號或序號", "Number or serial number of the device").example("D-2026-000117");
    private static final ImportField METER = ImportField.of("meter", 100, "表计", "表計", "Meter", "仪表", "表计名称", "计数器", "指标", "metername", "counter").must()
            .meaning("设备上已有的表计名称", "設備上已有的表計名稱", "Name of a meter of the device").example("运行小时");
    private static final ImportField AT = ImportField.of("at", 60, "抄表时间", "抄表時間", "Read at", "时间", "日期", "抄表日期", "读数时间", "at", "date", "time", "timestamp").must().moments()
            .example("2026-03-02 08:30");
    private static final ImportField VALUE = ImportField.of("value", 40, "读数", "讀數", "Value", "数值", "示数", "表底", "reading", "value").must().example("12480.5");
    private static final ImportField RESTARTS = ImportField.of("restarts", 20, "换新表", "換新表", "New meter", "换表", "是否换表", "restarts").choices(List.of(
            Choice.of("YES", "是", "是", "Yes", "true", "1", "y", "√"), Choice.of("NO", "否", "否", "No", "false", "0", "n")))
            .meaning("新装的计数器从这里重新计数", "新裝的計數器從這裡重新計數", "A new counter begins here").example("否");
    private static final ImportField NOTE = ImportField.of("note", 500, "备注", "備註", "Note", "说明", "remark", "remarks", "comment");
    private static final ImportOption ZONE = new ImportOption("zone", ImportOption.Kind.ZONE, new Label("时区", "時區", "Time zone"),
            new Label("没有写时差的时间属于哪里", "沒有寫時差的時間屬於哪裡", "Of times without an offset"));
    private static final ImportOption FORM = new ImportOption("form", ImportOption.Kind.TIME_FORM, new Label("日期写法", "日期寫法", "Order of day and month"),
            new Label("文件里年月日的顺序", "檔案裡年月日的順序", "How the file writes its days"));

    record Read(UUID meter, UUID device, UUID branch, Meter.Reading reading, String note) {}

    private record Device(UUID id, String number, String serial, UUID branchId) {}

    private record Named(UUID device, String name) {}

    private final JdbcClient jdbc;
    private final Timeline timeline;
    private final LiveUpdates live;

    ReadingImport(JdbcClient jdbc, Timeline timeline, LiveUpdates live) {
        this.jdbc = jdbc;
        this.timeline = timeline;
        this.live = live;
    }

    @Override
    public String code() {
        return "readings";
    }

    @Override
    public Label title() {
        return new Label("表计读数", "表計讀數", "Meter readings");
    }

    @Override
    public Label hint() {
        return new Label("每行一个读数；设备和它的表计须已存在", "每列一個讀數；設備和它的表計須已存在", "One reading a row; the device and its meter must be there already");
    }

    @Override
    public Permission permission() {
        return Permission.ASSETS_IMPORT;
    }

    @Override
    public List<ImportField> fields() {
        return List.of(DEVICE, METER, AT, VALUE, RESTARTS, NOTE);
    }

    @Override
    public List<ImportOption> options() {
        return List.of(ZONE, FORM);
    }

    @Override
    public List<? extends Remark> remarks() {
        return List.of(AssetRemark.values());
    }

    // ---- Checking -------------------------------------------------------------------------------------------------------

    @Override
    public List<Draft<Read>> check(List<ImportRow> rows, ImportContext context) {
        var devices = devices(rows, context);
        var meters = meters(devices);
        var sought = new HashMap<ImportRow, Read>();
        var asked = new HashMap<ImportRow, Meter>();
        for (var row : rows) {
            var device = device(row, devices);
            var meter = device == null ? null : meter(row, device, meters);
            var at = row.time(AT, context);
            if (at != null && at.isAfter(context.now())) {
                row.wrong(AT, CommonRemark.IN_FUTURE, Map.of());
            }
            var value = row.number(VALUE, MOST.negate(), MOST);
            var restarts = row.word(RESTARTS, "NO");
            var note = row.text(NOTE);
            if (row.good() && device != null && meter != null && at != null && value != null) {
                sought.put(row, new Read(meter.id(), device.id(), device.branchId(), new Meter.Reading(at, value, "YES".equals(restarts)), note));
                asked.put(row, meter);
            }
        }
        believe(rows.stream().filter(sought::containsKey).toList(), sought, asked, context);
        return rows.stream().filter(row -> row.good() && sought.containsKey(row))
                .map(row -> new Draft<>(row, sought.get(row), new Claim(sought.get(row).meter() + "\n" + sought.get(row).reading().at(), AT))).toList();
    }

    private Map<String, List<Device>> devices(List<ImportRow> rows, ImportContext context) {
        var texts = ImportRow.said(rows, DEVICE);
        var byText = new HashMap<String, List<Device>>();
        var found = jdbc.sql("""
                select d.id, d.number, d.serial, d.branch_id
                  from (select k.id from assets.device k join unnest(:texts) as n(text) on lower(n.text) = lower(k.serial)
                        union select k.id from assets.device k join unnest(:texts) as n(text) on n.text = k.number) as named
                  join assets.device d on d.id = named.id
                 where (:everywhere or d.branch_id = any(:branches))
                   and cast(:partner as uuid) is null and (cast(:customer as uuid) is null or d.customer_id = :customer)
                """)
                .param("texts", texts).params(context.scope().reach(permission()).params()).query(Device.class).list();
        found.forEach(device -> byText.computeIfAbsent(device.serial().toLowerCase(Locale.ROOT), _ -> new ArrayList<>()).add(device));
        found.forEach(device -> byText.put(device.number().toLowerCase(Locale.ROOT), List.of(device)));
        return byText;
    }

    private Map<Named, Meter> meters(Map<String, List<Device>> devices) {
        return jdbc.sql("select id, device_id, name, unit, kind, lowest, highest, most_per_day, active, version from assets.meter where active and device_id in (select id from unnest(:devices) as d(id))")
                .param("devices", devices.values().stream().flatMap(List::stream).map(Device::id).distinct().toArray(UUID[]::new))
                .query((row, _) -> new Meter(row.getObject("id", UUID.class), new DeviceId(row.getObject("device_id", UUID.class)),
                        new Meter.Draft(row.getString("name"), row.getString("unit"), Meter.Kind.valueOf(row.getString("kind")), row.getBigDecimal("lowest"),
                                row.getBigDecimal("highest"), row.getBigDecimal("most_per_day"), row.getBoolean("active")), row.getInt("version"))).list().stream()
                .collect(Collectors.toMap(meter -> new Named(meter.device().value(), meter.draft().name().toLowerCase(Locale.ROOT)), meter -> meter, (one, _) -> one));
    }

    private static @Nullable Device device(ImportRow row, Map<String, List<Device>> devices) {
        var text = row.text(DEVICE);
        if (text.isEmpty() || row.failed(DEVICE)) {
            return null;
        }
        var found = devices.getOrDefault(text.toLowerCase(Locale.ROOT), List.of());
        if (found.size() != 1) {
            row.wrong(DEVICE, found.isEmpty() ? AssetRemark.UNKNOWN_DEVICE : AssetRemark.SEVERAL_DEVICES, Map.of());
            return null;
        }
        row.means(DEVICE, found.getFirst().number() + " " + found.getFirst().serial());
        return found.getFirst();
    }

    private static @Nullable Meter meter(ImportRow row, Device device, Map<Named, Meter> meters) {
        var text = row.text(METER);
        if (text.isEmpty() || row.failed(METER)) {
            return null;
        }
        var meter = meters.get(new Named(device.id(), text.toLowerCase(Locale.ROOT)));
        if (meter == null) {
            row.wrong(METER, AssetRemark.UNKNOWN_METER, Map.of());
        }
        return meter;
    }

    /** Against the readings on either side: those that are known, and those of the file that were believed before. */
    private void believe(List<ImportRow> rows, Map<ImportRow, Read> sought, Map<ImportRow, Meter> meters, ImportContext context) {
        var around = around(rows.stream().map(sought::get).toList());
        Map<UUID, TreeMap<Instant, Meter.Reading>> believed = context.memory("readings", HashMap::new);
        for (int i = 0; i < rows.size(); i++) {
            var row = rows.get(i);
            var read = sought.get(row);
            var ours = believed.computeIfAbsent(read.meter(), _ -> new TreeMap<>());
            if (around.get(i).same() || context.writing() && ours.containsKey(read.reading().at())) {
                row.wrong(AT, AssetRemark.READING_TWICE, Map.of());
                continue;
            }
            var before = nearer(around.get(i).before(), ours.lowerEntry(read.reading().at()), true);
            var after = nearer(around.get(i).after(), ours.higherEntry(read.reading().at()), false);
            try {
                meters.get(row).check(read.reading(), before, after);
                ours.put(read.reading().at(), read.reading());
            } catch (Refusal refused) {
                var draft = meters.get(row).draft();
                row.wrong(VALUE, switch (refused.code()) {
                    case "assets.reading-outside" -> AssetRemark.OUTSIDE;
                    case "assets.reading-backwards" -> AssetRemark.BACKWARDS;
                    default -> AssetRemark.JUMPS;
                }, Map.of("lowest", draft.lowest() == null ? "…" : draft.lowest().toPlainString(), "highest", draft.highest() == null ? "…" : draft.highest().toPlainString()));
            }
        }
    }

    private static Meter.@Nullable Reading nearer(Meter.@Nullable Reading known, Map.@Nullable Entry<Instant, Meter.Reading> ours, boolean before) {
        if (known == null || ours == null) {
            return ours == null ? known : ours.getValue();
        }
        return known.at().isAfter(ours.getKey()) == before ? known : ours.getValue();
    }

    private record Around(Meter.@Nullable Reading before, Meter.@Nullable Reading after, boolean same) {}

    private List<Around> around(List<Read> reads) {
        return jdbc.sql("""
                select b.at as before_at, b.value as before_value, b.restarts as before_restarts, a.at as after_at, a.value as after_value, a.restarts as after_restarts,
                       exists (select from assets.meter_reading r where r.meter_id = n.meter_id and r.at = n.at and r.withdrawn_at is null) as same
                  from (select meter_id, cast(at as timestamptz) as at, place from unnest(:meters, :times) with ordinality as u(meter_id, at, place)) as n
                  left join lateral (select r.at, r.value, r.restarts from assets.meter_reading r where r.meter_id = n.meter_id and r.withdrawn_at is null and r.at < n.at
                                      order by r.at desc limit 1) as b on true
                  left join lateral (select r.at, r.value, r.restarts from assets.meter_reading r where r.meter_id = n.meter_id and r.withdrawn_at is null and r.at > n.at
                                      order by r.at limit 1) as a on true
                 order by n.place
                """)
                .param("meters", reads.stream().map(Read::meter).toArray(UUID[]::new)).param("times", reads.stream().map(read -> read.reading().at().toString()).toArray(String[]::new))
                .query((row, _) -> new Around(
                        row.getTimestamp("before_at") == null ? null : new Meter.Reading(row.getTimestamp("before_at").toInstant(), row.getBigDecimal("before_value"), row.getBoolean("before_restarts")),
                        row.getTimestamp("after_at") == null ? null : new Meter.Reading(row.getTimestamp("after_at").toInstant(), row.getBigDecimal("after_value"), row.getBoolean("after_restarts")),
                        row.getBoolean("same"))).list();
    }

    // ---- Writing --------------------------------------------------------------------------------------------------------

    @Override
    public List<Made> write(List<Draft<Read>> drafts, ImportContext context) {
        var reads = drafts.stream().map(Draft::what).toList();
        var ids = drafts.stream().map(_ -> Ids.next()).toList();
        jdbc.sql("""
                insert into assets.meter_reading (id, meter_id, at, value, source, restarts, note, written_by, written_at)
                select n.id, n.meter_id, cast(n.at as timestamptz), n.value, :source, n.restarts, n.note, :by, :now
                  from unnest(:ids, :meters, :times, :values, :restarts, :notes) as n(id, meter_id, at, value, restarts, note)
                """)
                .param("source", Meter.Source.IMPORT.name()).param("by", context.scope().user()).param("now", context.now().atOffset(UTC))
                .param("ids", ids.toArray(UUID[]::new)).param("meters", reads.stream().map(Read::meter).toArray(UUID[]::new))
                .param("times", reads.stream().map(read -> read.reading().at().toString()).toArray(String[]::new))
                .param("values", reads.stream().map(read -> read.reading().value()).toArray(BigDecimal[]::new))
                .param("restarts", reads.stream().map(read -> read.reading().restarts()).toArray(Boolean[]::new))
                .param("notes", reads.stream().map(Read::note).toArray(String[]::new)).update();
        var devices = reads.stream().map(Read::device).distinct().toList();
        if (!devices.isEmpty()) {
            timeline.write(new Happening("assets.readings-imported", context.now(), context.actor(), Happening.Visibility.INTERNAL,
                    devices.stream().map(device -> Subject.of(DeviceId.SUBJECT, device)).toList(), Map.of("file", context.fileName())));
        }
        reads.stream().map(Read::branch).distinct().forEach(branch -> live.tell(Live.ofBranch("assets", null, branch)));
        var made = new ArrayList<Made>();
        for (int i = 0; i < ids.size(); i++) {
            made.add(new Made(drafts.get(i).row().number(), "reading", ids.get(i), reads.get(i).branch()));
        }
        return made;
    }

    @Override
    public void undo(ImportContext context) {
        jdbc.sql("""
                with gone as (delete from assets.meter_reading r using imports.made m where m.import_id = :import and m.kind = 'reading' and m.id = r.id returning r.meter_id)
                select distinct d.branch_id from gone join assets.meter k on k.id = gone.meter_id join assets.device d on d.id = k.device_id
                """).param("import", context.importId()).query(UUID.class).list().forEach(branch -> live.tell(Live.ofBranch("assets", null, branch)));
    }

    @Override
    public @Nullable String nameOf(String kind, UUID id) {
        return null;
    }
}
