package aftercare.assets;

import static java.time.ZoneOffset.UTC;

import aftercare.customers.CustomerDesk;
import aftercare.customers.CustomerId;
import aftercare.identity.Scope;
import aftercare.kernel.Ids;
import aftercare.kernel.Refusal;
import aftercare.kernel.Subject;
import aftercare.platform.Live;
import aftercare.platform.LiveUpdates;
import aftercare.platform.Numbers;
import aftercare.platform.Sheets;
import aftercare.timeline.Actor;
import aftercare.timeline.Happening;
import aftercare.timeline.Timeline;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Imports a list of devices: kept as it came, looked at, checked row by row, then taken over in one transaction or not at
 * all. How far it is can be read by others while it runs.
 */
@Service
@Transactional
class DeviceImportDesk {

    static final int MOST_ROWS = 100_000;
    private static final int HEADING_WITHIN = 10;
    private static final int BATCH = 500;

    /** One column of the file and what it holds, so far as is known. */
    record Column(int index, String heading, List<String> samples, @Nullable ImportField field) {}

    enum State { READY, DONE, GIVEN_UP }

    /** A file before, while and after it is imported. {@code imported} counts devices once the state is DONE. */
    record Import(UUID id, String fileName, State state, int rows, int rowsDone, int imported, Instant createdAt, List<Column> columns) {}

    /** A file cut into its headings and its rows. */
    private record Table(List<String> headings, List<Sheets.Row> rows) {}

    private record Kept(UUID id, String fileName, byte @Nullable [] content, State state, int rows, int rowsDone, int imported, Instant createdAt,
                        String mapping) {}

    private final JdbcClient jdbc;
    private final ImportCheck check;
    private final CustomerDesk customers;
    private final Timeline timeline;
    private final LiveUpdates live;
    private final Numbers numbers;
    private final JsonMapper json;
    private final Clock clock;
    private final TransactionTemplate apart;

    DeviceImportDesk(JdbcClient jdbc, ImportCheck check, CustomerDesk customers, Timeline timeline, LiveUpdates live, Numbers numbers,
                     JsonMapper json, Clock clock, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.check = check;
        this.customers = customers;
        this.timeline = timeline;
        this.live = live;
        this.numbers = numbers;
        this.json = json;
        this.clock = clock;
        this.apart = new TransactionTemplate(transactions);
        this.apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    UUID receive(String fileName, byte[] content, Scope scope) {
        var table = table(content);
        if (table.rows().isEmpty()) {
            throw new Refusal.Broken("assets.import-empty", "the file has headings at most, but no devices", Map.of());
        }
        var id = Ids.next();
        jdbc.sql("""
                insert into assets.device_import (id, file_name, content, state, rows, created_by, created_at, mapping)
                values (:id, :name, :content, 'READY', :rows, :user, :now, cast(:mapping as jsonb))
                """)
                .param("id", id).param("name", fileName).param("content", content).param("rows", table.rows().size()).param("user", scope.user())
                .param("now", clock.instant().atOffset(UTC)).param("mapping", json.writeValueAsString(recognised(table.headings()))).update();
        return id;
    }

    @Transactional(readOnly = true)
    Import get(UUID id, Scope scope) {
        var kept = mine(id, scope);
        return new Import(kept.id(), kept.fileName(), kept.state(), kept.rows(), kept.rowsDone(), kept.imported(), kept.createdAt(),
                kept.content() == null ? List.of() : columns(table(kept.content()), mapping(kept)));
    }

    /** Only how far it is; reads no file. */
    @Transactional(readOnly = true)
    Import progress(UUID id, Scope scope) {
        var kept = mine(id, scope);
        return new Import(kept.id(), kept.fileName(), kept.state(), kept.rows(), kept.rowsDone(), kept.imported(), kept.createdAt(), List.of());
    }

    /** @param mapping which column holds what; remembered for the import itself */
    ImportCheck.Checked check(UUID id, Map<ImportField, Integer> mapping, Scope scope) {
        var kept = ready(id, scope);
        jdbc.sql("update assets.device_import set mapping = cast(:mapping as jsonb) where id = :id")
                .param("mapping", json.writeValueAsString(mapping)).param("id", id).update();
        return checked(kept, mapping, scope);
    }

    /** The check as it stands now, with the mapping that was confirmed last. */
    @Transactional(readOnly = true)
    ImportCheck.Checked checked(UUID id, Scope scope) {
        var kept = ready(id, scope);
        return checked(kept, mapping(kept), scope);
    }

    /** Headings and rows as they came, for a file of what is wrong. */
    @Transactional(readOnly = true)
    List<String> headings(UUID id, Scope scope) {
        return table(contentOf(ready(id, scope))).headings();
    }

    @Transactional(readOnly = true)
    List<Sheets.Row> rows(UUID id, Scope scope) {
        return table(contentOf(ready(id, scope))).rows();
    }

    void giveUp(UUID id, Scope scope) {
        ready(id, scope);
        jdbc.sql("update assets.device_import set state = 'GIVEN_UP', content = null, finished_at = :now where id = :id")
                .param("now", clock.instant().atOffset(UTC)).param("id", id).update();
    }

    /** Takes the rows over, all in this transaction. Everything is checked once more: the world may have moved since. */
    int confirm(UUID id, boolean goodRowsOnly, Scope scope) {
        if (!jdbc.sql("select pg_try_advisory_xact_lock(hashtextextended(:id, 0))").param("id", id.toString()).query(Boolean.class).single()) {
            throw new Refusal.Conflict("assets.import-running", "this import is running already", Map.of());
        }
        var kept = ready(id, scope);
        var checked = checked(kept, mapping(kept), scope);
        if (checked.bad() > 0 && !goodRowsOnly) {
            throw new Refusal.Conflict("assets.import-has-problems", "%d rows have problems; nothing was imported".formatted(checked.bad()),
                    Map.of("bad", checked.bad()));
        }
        if (checked.good().isEmpty()) {
            throw new Refusal.Conflict("assets.import-nothing", "no row is fit to be imported", Map.of());
        }
        var actor = Actor.of(scope);
        var sites = addSites(checked.good(), actor);
        var devices = new ArrayList<UUID>(checked.good().size());
        try {
            for (int from = 0; from < checked.good().size(); from += BATCH) {
                var batch = checked.good().subList(from, Math.min(from + BATCH, checked.good().size()));
                devices.addAll(insert(id, batch, sites));
                say(id, devices.size());
            }
        } catch (DuplicateKeyException meanwhile) {
            throw new Refusal.Conflict("assets.import-overtaken", "somebody added one of these devices meanwhile; check the list again", Map.of());
        }
        jdbc.sql("update assets.device_import set state = 'DONE', content = null, imported = :imported, finished_at = :now where id = :id")
                .param("imported", devices.size()).param("now", clock.instant().atOffset(UTC)).param("id", id).update();
        timeline.write(new Happening("assets.devices-imported", clock.instant(), actor, Happening.Visibility.INTERNAL,
                devices.stream().map(device -> Subject.of(DeviceId.SUBJECT, device)).toList(), Map.of("file", kept.fileName(), "devices", devices.size())));
        checked.good().stream().map(ImportedRow::branch).distinct().forEach(branch -> live.tell(Live.ofBranch("assets", null, branch)));
        return devices.size();
    }

    private Map<ImportedRow.NewSite, UUID> addSites(List<ImportedRow> rows, Actor actor) {
        var sites = new HashMap<ImportedRow.NewSite, UUID>();
        for (var row : rows) {
            if (row.newSite() != null) {
                sites.computeIfAbsent(row.newSite(), site -> customers.addSite(new CustomerId(site.customer()), site.name(), site.regionCode(), site.address(), actor));
            }
        }
        return sites;
    }

    private List<UUID> insert(UUID importId, List<ImportedRow> rows, Map<ImportedRow.NewSite, UUID> sites) {
        var ids = rows.stream().map(_ -> Ids.next()).toList();
        jdbc.sql("""
                insert into assets.device (id, number, customer_id, branch_id, site_id, project_id, product_id, serial, name, location, installed_on,
                                           accepted_on, warranty_months, warranty_until, state, note, qr_token, import_id, created_at)
                select n.id, n.number, n.customer_id, n.branch_id, n.site_id, n.project_id, n.product_id, n.serial, n.name, n.location,
                       cast(n.installed_on as date), a.accepted_on, case when p.id is null then coalesce(n.months, k.warranty_months) else n.months end,
                       assets.warranty_end(a.accepted_on, coalesce(n.months, p.warranty_months, k.warranty_months)), n.state, n.note, n.qr_token,
                       :import, :now
                  from unnest(:ids, :numbers, :customers, :branches, :sites, :projects, :products, :serials, :names, :locations, :installed,
                              :accepted, :months, :states, :notes, :tokens)
                       as n(id, number, customer_id, branch_id, site_id, project_id, product_id, serial, name, location, installed_on,
                            accepted_on, months, state, note, qr_token)
                  join assets.product k on k.id = n.product_id
                  left join assets.project p on p.id = n.project_id
                 cross join lateral (select coalesce(cast(n.accepted_on as date), p.accepted_on) as accepted_on) as a
                """)
                .param("import", importId).param("now", clock.instant().atOffset(UTC))
                .param("ids", ids.toArray(UUID[]::new)).param("numbers", numbers.next("D", "assets.device_number", rows.size()).toArray(String[]::new))
                .param("customers", uuids(rows, ImportedRow::customer)).param("branches", uuids(rows, ImportedRow::branch))
                .param("sites", uuids(rows, row -> row.newSite() == null ? row.site() : sites.get(row.newSite())))
                .param("projects", uuids(rows, ImportedRow::project)).param("products", uuids(rows, ImportedRow::product))
                .param("serials", texts(rows, ImportedRow::serial)).param("names", texts(rows, ImportedRow::name))
                .param("locations", texts(rows, ImportedRow::location)).param("installed", texts(rows, ImportedRow::installedOn))
                .param("accepted", texts(rows, ImportedRow::acceptedOn))
                .param("months", rows.stream().map(ImportedRow::warrantyMonths).toArray(Integer[]::new))
                .param("states", texts(rows, ImportedRow::state)).param("notes", texts(rows, ImportedRow::note))
                .param("tokens", rows.stream().map(_ -> QrToken.next()).toArray(String[]::new))
                .update();
        return ids;
    }

    /** Seen by others at once, whatever becomes of the import. */
    private void say(UUID id, int rowsDone) {
        apart.executeWithoutResult(_ -> jdbc.sql("update assets.device_import set rows_done = :done where id = :id")
                .param("done", rowsDone).param("id", id).update());
    }

    private ImportCheck.Checked checked(Kept kept, Map<ImportField, Integer> mapping, Scope scope) {
        var table = table(contentOf(kept));
        if (mapping.values().stream().anyMatch(column -> column < 0 || column >= table.headings().size())
                || mapping.values().stream().distinct().count() < mapping.size()) {
            throw new Refusal.Broken("assets.import-mapping", "every field needs a column of its own", Map.of());
        }
        return check.check(table.rows(), mapping, scope);
    }

    private Kept ready(UUID id, Scope scope) {
        var kept = mine(id, scope);
        if (kept.state() != State.READY) {
            throw new Refusal.Conflict("assets.import-over", "this import is over", Map.of("state", kept.state().name()));
        }
        return kept;
    }

    /** Whoever brought the file goes on with it, nobody else. */
    private Kept mine(UUID id, Scope scope) {
        return jdbc.sql("""
                select id, file_name, content, state, rows, rows_done, imported, created_at, mapping
                  from assets.device_import where id = :id and created_by = :user
                """).param("id", id).param("user", scope.user()).query(Kept.class).optional()
                .orElseThrow(() -> new Refusal.Missing("assets.no-such-import", "there is no import %s".formatted(id), Map.of()));
    }

    private static byte[] contentOf(Kept kept) {
        return Objects.requireNonNull(kept.content(), "kept while ready");
    }

    private Map<ImportField, Integer> mapping(Kept kept) {
        var mapping = new EnumMap<ImportField, Integer>(ImportField.class);
        json.readTree(kept.mapping()).properties().forEach(entry -> mapping.put(ImportField.valueOf(entry.getKey()), entry.getValue().asInt()));
        return mapping;
    }

    /** The row of the first few that names most fields is the row of headings; a title above it is passed over. */
    private static Table table(byte[] content) {
        var rows = Sheets.read(content, MOST_ROWS + HEADING_WITHIN);
        if (rows.isEmpty()) {
            return new Table(List.of(), List.of());
        }
        int heading = 0, most = 0;
        for (int i = 0; i < Math.min(HEADING_WITHIN, rows.size()); i++) {
            var named = recognised(rows.get(i).cells()).size();
            if (named > most) {
                most = named;
                heading = i;
            }
        }
        var width = rows.stream().mapToInt(row -> row.cells().size()).max().orElse(0);
        var headings = new ArrayList<>(rows.get(heading).cells());
        while (headings.size() < width) {
            headings.add("");
        }
        return new Table(headings, rows.subList(heading + 1, rows.size()));
    }

    private static Map<ImportField, Integer> recognised(List<String> headings) {
        var mapping = new EnumMap<ImportField, Integer>(ImportField.class);
        for (int i = 0; i < headings.size(); i++) {
            var column = i;
            ImportField.recognised(headings.get(i)).ifPresent(field -> mapping.putIfAbsent(field, column));
        }
        return mapping;
    }

    private static List<Column> columns(Table table, Map<ImportField, Integer> mapping) {
        var columns = new ArrayList<Column>();
        for (int i = 0; i < table.headings().size(); i++) {
            var column = i;
            var field = mapping.entrySet().stream().filter(entry -> entry.getValue() == column).map(Map.Entry::getKey).findFirst().orElse(null);
            columns.add(new Column(i, table.headings().get(i).strip(), table.rows().stream().limit(5).map(row -> row.text(column)).toList(), field));
        }
        return columns;
    }

    private static UUID[] uuids(List<ImportedRow> rows, Function<ImportedRow, @Nullable UUID> of) {
        return rows.stream().map(of).toArray(UUID[]::new);
    }

    private static String[] texts(List<ImportedRow> rows, Function<ImportedRow, @Nullable Object> of) {
        return rows.stream().map(row -> {
            var value = of.apply(row);
            return value == null ? null : value.toString();
        }).toArray(String[]::new);
    }
}
