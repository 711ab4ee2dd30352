package aftercare.imports;

import aftercare.identity.Scope;
import aftercare.imports.ImportSettings.Held;
import aftercare.kernel.Ids;
import aftercare.kernel.Refusal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Brings lists from files: kept as they came, looked at, checked row by row, taken over whole or not at all, and taken back. */
@Service
class ImportDesk {

    static final int MOST_ROWS = 200_000;
    private static final int PREVIEWED = 20;
    private static final int PAGE = 50;
    private static final int BATCH = 1000;
    private static final String HOUSE_ZONE = "Asia/Shanghai";

    /** A row as it will be understood. {@code cells}: by field. */
    record Previewed(int row, Map<String, String> cells, List<ImportProblems.Line> problems) {}

    record ProblemPage(List<ImportProblems.Line> rows, boolean more) {}

    record Page(List<Import> rows, @Nullable UUID next) {}

    private final Importables importables;
    private final ImportStore store;
    private final ImportLines lines;
    private final ImportProblems problems;
    private final ImportWorker worker;
    private final JdbcClient jdbc;
    private final Clock clock;

    ImportDesk(Importables importables, ImportStore store, ImportLines lines, ImportProblems problems, ImportWorker worker, JdbcClient jdbc, Clock clock) {
        this.importables = importables;
        this.store = store;
        this.lines = lines;
        this.problems = problems;
        this.worker = worker;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    List<Importable<?>> open(Scope scope) {
        return importables.open(scope);
    }

    Importable<?> importable(String code, Scope scope) {
        return importables.get(code, scope);
    }

    /** Keeps the rows, and says what its columns seem to hold: as last time with these headings, or as the headings say. */
    @Transactional
    public UUID receive(String kind, String fileName, Path file, Scope scope) {
        var importable = importables.get(kind, scope);
        var id = Ids.next();
        store.add(id, kind, fileName, scope.user(), clock.instant());
        var found = lines.keep(id, file, importable.fields(), MOST_ROWS);
        if (found.rows() == 0) {
            throw new Refusal.Broken("imports.empty", "the file has headings at most, but no rows", Map.of());
        }
        var headings = found.columns().stream().map(ImportColumn::heading).toList();
        var before = store.remembered(kind, key(headings), scope.user()).map(settings -> stillTrue(settings, importable));
        var held = before.map(ImportSettings::columns).orElseGet(() -> proposed(found.columns(), importable));
        var options = new HashMap<>(defaults(importable, fileName, found.columns(), held, scope));
        before.ifPresent(settings -> options.putAll(settings.options()));
        store.received(id, found, new ImportSettings(held, options, before.map(ImportSettings::meanings).orElse(Map.of())));
        return id;
    }

    @Transactional(readOnly = true)
    public Import get(UUID id, Scope scope) {
        return store.get(id, scope, importables.grants(scope));
    }

    @Transactional(readOnly = true)
    public Page list(@Nullable String kind, @Nullable UUID after, Scope scope) {
        var rows = store.list(kind, after, PAGE + 1, scope, importables.grants(scope));
        return rows.size() <= PAGE ? new Page(rows, null) : new Page(rows.subList(0, PAGE), rows.get(PAGE - 1).id());
    }

    /** The first rows as they will be understood with these settings. */
    @Transactional(readOnly = true)
    public List<Previewed> preview(UUID id, ImportSettings settings, String language, Scope scope) {
        var one = mine(id, scope);
        one.state().after(ImportAct.CHECK);
        return preview(one, importables.get(one.kind(), scope), settings, language, scope);
    }

    private <D> List<Previewed> preview(Import one, Importable<D> importable, ImportSettings settings, String language, Scope scope) {
        var context = context(one, importable, settings, scope, false);
        var reading = new ImportReading(one.headings(), settings, language, true);
        var rows = lines.after(one.id(), 0, PREVIEWED, false).stream().map(row -> new ImportRow(row, reading)).toList();
        importable.check(rows, context);
        return rows.stream().map(row -> new Previewed(row.number(), row.understood(), problems.of(row, importable, language))).toList();
    }

    /** Checks every row, in the background. */
    void check(UUID id, ImportSettings settings, Scope scope) {
        var one = mine(id, scope);
        one.state().after(ImportAct.CHECK);
        var importable = importables.get(one.kind(), scope);
        var context = context(one, importable, settings, scope, false);
        var fields = importable.fields().stream().filter(ImportField::required).map(ImportField::code)
                .filter(code -> settings.columns().stream().noneMatch(held -> held.field().equals(code))).toList();
        if (!fields.isEmpty()) {
            throw new Refusal.Broken("imports.field-unmapped", "say which columns hold %s".formatted(fields), Map.of("fields", String.join(",", fields)));
        }
        store.settings(id, settings);
        worker.start(get(id, scope), ImportAct.CHECK, importable, context);
    }

    /** Takes the rows over, in the background. */
    void write(UUID id, boolean goodRowsOnly, Scope scope) {
        var one = mine(id, scope);
        one.state().after(ImportAct.WRITE);
        if (one.bad() > 0 && !goodRowsOnly) {
            throw new Refusal.Conflict("imports.has-problems", "%d rows have problems; nothing was imported".formatted(one.bad()), Map.of("bad", one.bad()));
        }
        if (one.good() == 0) {
            throw new Refusal.Conflict("imports.nothing-good", "no row is fit to be imported", Map.of());
        }
        var importable = importables.get(one.kind(), scope);
        store.goodRowsOnly(id, goodRowsOnly);
        worker.start(get(id, scope), ImportAct.WRITE, importable, context(one, importable, one.settings(), scope, true));
    }

    /** Whatever is being done; nothing of it remains. */
    void stop(UUID id, Scope scope) {
        var one = get(id, scope);
        one.state().after(ImportAct.STOP);
        store.askToStop(id);
    }

    /** Takes everything back that came of it, in the background. */
    void undo(UUID id, Scope scope) {
        var one = get(id, scope);
        one.state().after(ImportAct.UNDO);
        if (one.finishedAt() == null || one.finishedAt().isBefore(clock.instant().minus(ImportsForgotten.WAY_BACK_KEPT))) {
            throw new Refusal.Conflict("imports.too-old", "an import can be taken back for %d days".formatted(ImportsForgotten.WAY_BACK_KEPT.toDays()),
                    Map.of("days", ImportsForgotten.WAY_BACK_KEPT.toDays()));
        }
        var importable = importables.get(one.kind(), scope);
        worker.start(one, ImportAct.UNDO, importable, new ImportContext(id, one.fileName(), scope, clock.instant(), one.settings().options(), ZoneId.of(HOUSE_ZONE), TimeForm.YMD, true,
                new HashMap<>()));
    }

    @Transactional
    public void giveUp(UUID id, Scope scope) {
        var one = mine(id, scope);
        store.move(one, ImportAct.GIVE_UP);
        problems.forget(id);
        jdbc.sql("delete from imports.line where import_id = :id").param("id", id).update();
    }

    @Transactional(readOnly = true)
    public ProblemPage problems(UUID id, boolean errors, int row, int line, String language, Scope scope) {
        var one = mine(id, scope);
        var found = problems.after(id, errors, row, line, PAGE + 1, importables.get(one.kind(), scope), language);
        return new ProblemPage(found.size() <= PAGE ? found : found.subList(0, PAGE), found.size() > PAGE);
    }

    /** All rows with errors, one after the other. */
    void eachBadRow(UUID id, String language, Scope scope, Consumer<ImportProblems.BadRow> each) {
        var one = mine(id, scope);
        var importable = importables.get(one.kind(), scope);
        for (var rows = problems.badRows(id, 0, BATCH, importable, language); !rows.isEmpty(); rows = problems.badRows(id, rows.getLast().row().number(), BATCH, importable, language)) {
            rows.forEach(each);
        }
    }

    /** Whoever brought the file goes on with it, nobody else. */
    private Import mine(UUID id, Scope scope) {
        var one = get(id, scope);
        if (!one.createdBy().equals(scope.user())) {
            throw new Refusal.Missing("imports.no-such-import", "there is no import %s".formatted(id), Map.of());
        }
        return one;
    }

    // ---- How a file is read ---------------------------------------------------------------------------------------------

    private ImportContext context(Import one, Importable<?> importable, ImportSettings settings, Scope scope, boolean writing) {
        var fields = importable.fields().stream().collect(Collectors.toMap(ImportField::code, field -> field));
        var taken = new HashSet<String>();
        var columns = new HashSet<Integer>();
        for (var held : settings.columns()) {
            var field = fields.get(held.field());
            if (field == null || held.index() < 0 || held.index() >= one.columns().size() || !columns.add(held.index()) || !taken.add(held.field()) && field.between() == null) {
                throw new Refusal.Broken("imports.mapping", "every field needs a column of its own", Map.of("field", held.field()));
            }
        }
        for (var option : importable.options()) {
            var answer = settings.options().getOrDefault(option.code(), "");
            switch (option.kind()) {
                case BRANCH -> {
                    if (!answer.isEmpty() && !scope.reach(importable.permission()).covers(branch(answer), scope.partner(), scope.customer())) {
                        throw new Refusal.Missing("imports.no-such-branch", "there is no branch %s".formatted(answer), Map.of());
                    }
                }
                case FILE_NAME -> {
                    if (answer.isBlank() || answer.length() > 60 || answer.indexOf('\0') >= 0) {
                        throw new Refusal.Broken("imports.option-missing", "say what the other system is called", Map.of("option", option.code()));
                    }
                }
                case ZONE, TIME_FORM -> { }
            }
        }
        return new ImportContext(one.id(), one.fileName(), scope, clock.instant(), settings.options(), zone(importable, settings), form(importable, settings), writing,
                new HashMap<>());
    }

    private static UUID branch(String answer) {
        try {
            return UUID.fromString(answer);
        } catch (IllegalArgumentException none) {
            throw new Refusal.Missing("imports.no-such-branch", "there is no branch %s".formatted(answer), Map.of());
        }
    }

    private static ZoneId zone(Importable<?> importable, ImportSettings settings) {
        var answer = answer(importable, settings, ImportOption.Kind.ZONE, HOUSE_ZONE);
        try {
            return ZoneId.of(answer);
        } catch (DateTimeException unknown) {
            throw new Refusal.Broken("imports.zone-unknown", "there is no time zone %s".formatted(answer), Map.of("zone", answer));
        }
    }

    private static TimeForm form(Importable<?> importable, ImportSettings settings) {
        var answer = answer(importable, settings, ImportOption.Kind.TIME_FORM, TimeForm.YMD.name());
        return EnumSet.allOf(TimeForm.class).stream().filter(form -> form.name().equals(answer)).findFirst()
                .orElseThrow(() -> new Refusal.Broken("imports.form-unknown", "days are not written as %s".formatted(answer), Map.of()));
    }

    private static String answer(Importable<?> importable, ImportSettings settings, ImportOption.Kind kind, String otherwise) {
        return importable.options().stream().filter(option -> option.kind() == kind).findFirst()
                .map(option -> settings.options().getOrDefault(option.code(), otherwise)).filter(text -> !text.isEmpty()).orElse(otherwise);
    }

    private Map<String, String> defaults(Importable<?> importable, String fileName, List<ImportColumn> columns, List<Held> held, Scope scope) {
        var answers = new HashMap<String, String>();
        for (var option : importable.options()) {
            switch (option.kind()) {
                case FILE_NAME -> {
                    var name = fileName.replaceFirst("\\.[^.]*$", "").strip();
                    answers.put(option.code(), name.substring(0, name.offsetByCodePoints(0, Math.min(30, name.codePointCount(0, name.length())))));
                }
                case BRANCH -> home(importable, scope, "id").ifPresent(id -> answers.put(option.code(), id));
                case ZONE -> answers.put(option.code(), home(importable, scope, "zone").orElse(HOUSE_ZONE));
                case TIME_FORM -> answers.put(option.code(), forms(importable, columns, held).stream().findFirst().orElse(TimeForm.YMD).name());
            }
        }
        return answers;
    }

    private java.util.Optional<String> home(Importable<?> importable, Scope scope, String what) {
        return jdbc.sql("""
                select case when :what = 'id' then cast(id as text) else zone end from identity.branch where active and (:everywhere or id = any(:branches)) order by code limit 1
                """).param("what", what).params(scope.reach(importable.permission()).params()).query(String.class).optional();
    }

    /** The ways of writing days in which every moment of the file can be read. */
    static List<TimeForm> forms(Importable<?> importable, List<ImportColumn> columns, List<Held> held) {
        var times = importable.fields().stream().filter(ImportField::time).map(ImportField::code).collect(Collectors.toSet());
        var forms = EnumSet.allOf(TimeForm.class);
        held.stream().filter(one -> times.contains(one.field()) && one.index() < columns.size()).forEach(one -> forms.retainAll(columns.get(one.index()).forms()));
        return List.copyOf(forms);
    }

    private static List<Held> proposed(List<ImportColumn> columns, Importable<?> importable) {
        var held = new ArrayList<Held>();
        Set<String> taken = new HashSet<>();
        for (var column : columns) {
            ImportField.recognised(importable.fields(), column.heading()).filter(field -> taken.add(field.code()) || field.between() != null)
                    .ifPresent(field -> held.add(new Held(column.index(), field.code())));
        }
        return held;
    }

    private static ImportSettings stillTrue(ImportSettings settings, Importable<?> importable) {
        var fields = importable.fields().stream().map(ImportField::code).collect(Collectors.toSet());
        return new ImportSettings(settings.columns().stream().filter(held -> fields.contains(held.field())).toList(), settings.options(), settings.meanings());
    }

    /** What two files with the same headings have in common. */
    static String key(List<String> headings) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(headings.stream().map(ImportField::plain).collect(Collectors.joining("\n")).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
