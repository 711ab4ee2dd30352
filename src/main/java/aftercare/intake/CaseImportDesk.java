package aftercare.intake;

import static java.time.ZoneOffset.UTC;

import aftercare.cases.CaseDesk;
import aftercare.cases.CaseStatus;
import aftercare.cases.Channel;
import aftercare.identity.Permission;
import aftercare.identity.Scope;
import aftercare.intake.CaseImportCheck.Checked;
import aftercare.intake.CaseImportCheck.Settings;
import aftercare.kernel.Ids;
import aftercare.kernel.Refusal;
import aftercare.platform.Sheets;
import aftercare.timeline.Actor;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Brings in past cases from a file: kept as it came, looked at, checked row by row, then taken over whole or not at all. */
@Service
@Transactional
class CaseImportDesk {

    static final int MOST_ROWS = 50_000;
    private static final int BATCH = 250;
    private static final int SAMPLES = 3;
    private static final int MOST_WORDS = 30;

    /** @param words the different texts of the column, when they are few: a status, a kind */
    record ColumnView(int index, String heading, List<String> samples, List<String> words, @Nullable CaseField field) {}

    enum State { READY, DONE, GIVEN_UP }

    /** @param forms how its times can be read; more than one where day and month cannot be told apart */
    record ImportView(UUID id, String fileName, State state, int rows, int rowsDone, int imported, Instant createdAt, List<ColumnView> columns,
                      List<TimeForm> forms, Map<String, CaseStatus> statuses) {}

    private record Table(List<String> headings, List<Sheets.Row> rows) {}

    private record Kept(UUID id, String fileName, byte @Nullable [] content, State state, int rows, int rowsDone, int imported, Instant createdAt) {}

    private final JdbcClient jdbc;
    private final CaseImportCheck check;
    private final CaseDesk cases;
    private final JsonMapper json;
    private final Clock clock;
    private final TransactionTemplate apart;

    CaseImportDesk(JdbcClient jdbc, CaseImportCheck check, CaseDesk cases, JsonMapper json, Clock clock, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.check = check;
        this.cases = cases;
        this.json = json;
        this.clock = clock;
        this.apart = new TransactionTemplate(transactions);
        this.apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    UUID receive(String fileName, byte[] content, Scope scope) {
        var table = table(content);
        if (table.rows().isEmpty()) {
            throw new Refusal.Broken("intake.import-empty", "the file has headings at most, but no cases", Map.of());
        }
        var id = Ids.next();
        jdbc.sql("""
                insert into intake.case_import (id, file_name, content, state, rows, created_by, created_at)
                values (:id, :name, :content, 'READY', :rows, :user, :now)
                """)
                .param("id", id).param("name", fileName).param("content", content).param("rows", table.rows().size())
                .param("user", scope.user()).param("now", clock.instant().atOffset(UTC)).update();
        return id;
    }

    @Transactional(readOnly = true)
    ImportView get(UUID id, Scope scope) {
        var kept = mine(id, scope);
        if (kept.content() == null) {
            return view(kept, List.of(), List.of(), Map.of());
        }
        var table = table(kept.content());
        var columns = columns(table);
        var statuses = new LinkedHashMap<String, CaseStatus>();
        columns.stream().filter(column -> column.field() == CaseField.STATUS).flatMap(column -> column.words().stream())
                .forEach(word -> CaseImportCheck.meaning(word).ifPresent(meaning -> statuses.put(word, meaning)));
        return view(kept, columns, forms(table, columns), statuses);
    }

    /** Only how far it is; reads no file. */
    @Transactional(readOnly = true)
    ImportView progress(UUID id, Scope scope) {
        return view(mine(id, scope), List.of(), List.of(), Map.of());
    }

    /** What would come of it; changes nothing. */
    @Transactional(readOnly = true)
    Checked check(UUID id, Settings settings, Scope scope) {
        return checked(ready(id, scope), settings, scope);
    }

    void giveUp(UUID id, Scope scope) {
        ready(id, scope);
        jdbc.sql("update intake.case_import set state = 'GIVEN_UP', content = null, finished_at = :now where id = :id")
                .param("now", clock.instant().atOffset(UTC)).param("id", id).update();
    }

    /** Takes the cases over, all in this transaction. Everything is checked once more: the world may have moved since. */
    void confirm(UUID id, Settings settings, boolean goodRowsOnly, Scope scope) {
        if (!jdbc.sql("select pg_try_advisory_xact_lock(hashtextextended(:id, 0))").param("id", id.toString()).query(Boolean.class).single()) {
            throw new Refusal.Conflict("intake.import-running", "this import is running already", Map.of());
        }
        var checked = checked(ready(id, scope), settings, scope);
        if (checked.bad() > 0 && !goodRowsOnly) {
            throw new Refusal.Conflict("intake.import-has-problems", "%d rows have problems; nothing was imported".formatted(checked.bad()),
                    Map.of("bad", checked.bad()));
        }
        if (checked.good().isEmpty()) {
            throw new Refusal.Conflict("intake.import-nothing", "no row is fit to be imported", Map.of());
        }
        var actor = Actor.of(scope);
        var now = clock.instant();
        try {
            for (int from = 0; from < checked.good().size(); from += BATCH) {
                var batch = checked.good().subList(from, Math.min(from + BATCH, checked.good().size()));
                take(id, settings.source(), batch, actor, now);
                say(id, from + batch.size());
            }
        } catch (DuplicateKeyException meanwhile) {
            throw new Refusal.Conflict("intake.import-overtaken", "somebody brought in one of these cases meanwhile; check the file again", Map.of());
        }
        jdbc.sql("""
                update intake.case_import set state = 'DONE', content = null, imported = :imported, settings = cast(:settings as jsonb), finished_at = :now
                 where id = :id
                """)
                .param("imported", checked.good().size()).param("settings", json.writeValueAsString(settings)).param("now", now.atOffset(UTC))
                .param("id", id).update();
    }

    private void take(UUID id, String source, List<CaseImportCheck.Good> batch, Actor actor, Instant now) {
        var made = cases.addPast(batch.stream().map(CaseImportCheck.Good::past).toList(), actor);
        jdbc.sql("""
                insert into intake.imported_case (source, reference, import_id, row, case_id)
                select :source, n.reference, :import, n.row, n.case_id from unnest(:references, :rows, :cases) as n(reference, row, case_id)
                """)
                .param("source", source).param("import", id)
                .param("references", batch.stream().map(good -> good.past().reference()).toArray(String[]::new))
                .param("rows", batch.stream().map(CaseImportCheck.Good::row).toArray(Integer[]::new))
                .param("cases", made.stream().map(one -> one.value()).toArray(UUID[]::new)).update();
        jdbc.sql("""
                insert into intake.report (id, channel, received_at, received_by, raw, state, case_id)
                select n.id, :channel, :now, :user, convert_to(n.raw, 'UTF8'), 'TAKEN', n.case_id from unnest(:ids, :raw, :cases) as n(id, raw, case_id)
                """)
                .param("channel", Channel.IMPORT.name()).param("now", now.atOffset(UTC)).param("user", actor.user())
                .param("ids", batch.stream().map(_ -> Ids.next()).toArray(UUID[]::new))
                .param("raw", batch.stream().map(good -> json.writeValueAsString(good.raw())).toArray(String[]::new))
                .param("cases", made.stream().map(one -> one.value()).toArray(UUID[]::new)).update();
    }

    /** Seen by others at once, whatever becomes of the import. */
    private void say(UUID id, int rowsDone) {
        apart.executeWithoutResult(_ -> jdbc.sql("update intake.case_import set rows_done = :done where id = :id")
                .param("done", rowsDone).param("id", id).update());
    }

    private Checked checked(Kept kept, Settings settings, Scope scope) {
        if (!scope.reach(Permission.CASES_IMPORT).covers(settings.branch(), scope.partner(), scope.customer())) {
            throw new Refusal.Missing("cases.no-such-branch", "there is no branch %s".formatted(settings.branch()), Map.of());
        }
        var table = table(content(kept));
        var taken = EnumSet.noneOf(CaseField.class);
        for (var column : settings.columns()) {
            if (column.index() < 0 || column.index() >= table.headings().size() || !taken.add(column.field()) && !column.field().joined) {
                throw new Refusal.Broken("intake.import-mapping", "every field needs a column of its own", Map.of("field", column.field().name()));
            }
        }
        for (var field : CaseField.values()) {
            if (field.required && !taken.contains(field)) {
                throw new Refusal.Broken("intake.import-field-unmapped", "say which column holds the %s".formatted(field), Map.of("field", field.name()));
            }
        }
        return check.check(table.headings(), table.rows(), settings, scope, clock.instant());
    }

    private Kept ready(UUID id, Scope scope) {
        var kept = mine(id, scope);
        if (kept.state() != State.READY) {
            throw new Refusal.Conflict("intake.import-over", "this import is over", Map.of("state", kept.state().name()));
        }
        return kept;
    }

    /** Whoever brought the file goes on with it, nobody else. */
    private Kept mine(UUID id, Scope scope) {
        return jdbc.sql("""
                select id, file_name, content, state, rows, rows_done, imported, created_at from intake.case_import
                 where id = :id and created_by = :user
                """)
                .param("id", id).param("user", scope.user()).query(Kept.class).optional()
                .orElseThrow(() -> new Refusal.Missing("intake.no-such-import", "there is no import %s".formatted(id), Map.of()));
    }

    private static byte[] content(Kept kept) {
        if (kept.content() == null) {
            throw new IllegalStateException("import %s is READY without a file".formatted(kept.id()));
        }
        return kept.content();
    }

    private static Table table(byte[] content) {
        var rows = Sheets.read(content, MOST_ROWS + 1);
        return rows.isEmpty() ? new Table(List.of(), List.of()) : new Table(rows.getFirst().cells(), rows.subList(1, rows.size()));
    }

    private static List<ColumnView> columns(Table table) {
        var columns = new ArrayList<ColumnView>();
        var taken = EnumSet.noneOf(CaseField.class);
        for (int i = 0; i < table.headings().size(); i++) {
            var index = i;
            var samples = table.rows().stream().limit(SAMPLES).map(row -> row.text(index)).toList();
            var field = CaseField.recognised(table.headings().get(i)).filter(found -> found.joined || taken.add(found)).orElse(null);
            columns.add(new ColumnView(i, table.headings().get(i), samples, words(table, i), field));
        }
        return columns;
    }

    private static List<String> words(Table table, int index) {
        Set<String> words = new LinkedHashSet<>();
        for (var row : table.rows()) {
            words.add(row.text(index));
            if (words.size() > MOST_WORDS) {
                return List.of();
            }
        }
        return List.copyOf(words);
    }

    /** A form that reads every time of the columns known to hold times. */
    private static List<TimeForm> forms(Table table, List<ColumnView> columns) {
        var times = columns.stream().filter(column -> column.field() == CaseField.OPENED_AT || column.field() == CaseField.CLOSED_AT).map(ColumnView::index).toList();
        return EnumSet.allOf(TimeForm.class).stream().filter(form -> table.rows().stream().allMatch(row -> times.stream().map(row::text)
                .allMatch(text -> text.isEmpty() || form.read(text, UTC).at() != null))).toList();
    }

    private static ImportView view(Kept kept, List<ColumnView> columns, List<TimeForm> forms, Map<String, CaseStatus> statuses) {
        return new ImportView(kept.id(), kept.fileName(), kept.state(), kept.rows(), kept.rowsDone(), kept.imported(), kept.createdAt(), columns, forms, statuses);
    }
}
