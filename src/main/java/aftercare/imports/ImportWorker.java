package aftercare.imports;

import static java.time.ZoneOffset.UTC;

import aftercare.identity.Scope;
import aftercare.imports.Importable.Draft;
import aftercare.imports.Importable.Made;
import aftercare.kernel.Refusal;
import aftercare.platform.Live;
import aftercare.platform.LiveUpdates;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Checks, writes and takes back imports in the background, each in one transaction: what is stopped, by a person or by a
 * power cut, leaves nothing. How far it is goes out in transactions of its own. Whoever is at an import holds a lock of the
 * database that dies with the process.
 */
@Component
class ImportWorker {

    private static final Logger log = LoggerFactory.getLogger(ImportWorker.class);
    static final String TOPIC = "imports";
    private static final int BATCH = 2000;
    private static final int MOST_AT_ONCE = 3;
    private static final Import.Stopped BY_SERVER = new Import.Stopped("imports.server-stopped", Map.of());

    private static final class StopAsked extends RuntimeException {

        final Import.Stopped why;

        StopAsked(Import.Stopped why) {
            super(null, null, false, false);
            this.why = why;
        }
    }

    private final ImportStore store;
    private final ImportLines lines;
    private final ImportProblems problems;
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final LiveUpdates live;
    private final Clock clock;
    private final TransactionTemplate whole;
    private final TransactionTemplate apart;
    private final Set<Thread> atWork = ConcurrentHashMap.newKeySet();
    private volatile boolean closing;

    ImportWorker(ImportStore store, ImportLines lines, ImportProblems problems, JdbcClient jdbc, JsonMapper json, LiveUpdates live, Clock clock,
                 PlatformTransactionManager transactions) {
        this.store = store;
        this.lines = lines;
        this.problems = problems;
        this.jdbc = jdbc;
        this.json = json;
        this.live = live;
        this.clock = clock;
        this.whole = new TransactionTemplate(transactions);
        this.apart = new TransactionTemplate(transactions);
        this.apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /** Returns as soon as the work has begun. Not within a transaction: the work must see what was said before. */
    void start(Import before, ImportAct act, Importable<?> importable, ImportContext context) {
        if (atWork.size() >= MOST_AT_ONCE) {
            throw new Refusal.Conflict("imports.busy", "%d imports are running; try again when one is through".formatted(MOST_AT_ONCE), Map.of("most", MOST_AT_ONCE));
        }
        var begun = new CompletableFuture<Void>();
        var thread = Thread.ofPlatform().daemon().name("import-" + before.id()).unstarted(() -> work(before, act, importable, context, begun));
        atWork.add(thread);
        thread.start();
        try {
            begun.join();
        } catch (CompletionException refused) {
            throw refused.getCause() instanceof RuntimeException reason ? reason : refused;
        }
    }

    private void work(Import before, ImportAct act, Importable<?> importable, ImportContext context, CompletableFuture<Void> begun) {
        var id = before.id();
        var state = before.state().after(act);
        try {
            whole.executeWithoutResult(_ -> {
                if (!store.lock(id)) {
                    throw new Refusal.Conflict("imports.running", "this import is running already", Map.of());
                }
                apart.executeWithoutResult(_ -> store.move(before, act));
                begun.complete(null);
                tell(before, context);
                switch (act) {
                    case CHECK -> check(before, importable, context);
                    case WRITE -> write(before, importable, context);
                    case UNDO -> undo(before, importable, context);
                    default -> throw new IllegalArgumentException(act.name());
                }
            });
        } catch (RuntimeException | Error failed) {
            if (!begun.isDone()) {
                begun.completeExceptionally(failed);
            } else {
                store.stop(id, state, why(failed, id, importable));
            }
        } finally {
            atWork.remove(Thread.currentThread());
            tell(before, context);
        }
    }

    // ---- Checking -------------------------------------------------------------------------------------------------------

    private <D> void check(Import one, Importable<D> importable, ImportContext context) {
        problems.forget(one.id());
        var reading = new ImportReading(one.headings(), one.settings(), "zh-CN", false);
        int done = 0, good = 0, remarks = 0;
        for (var rows = lines.after(one.id(), 0, BATCH, false); !rows.isEmpty(); rows = lines.after(one.id(), rows.getLast().number(), BATCH, false)) {
            var read = rows.stream().map(row -> new ImportRow(row, reading)).toList();
            claim(one.id(), importable.check(read, context));
            remarks += problems.keep(one.id(), read, 0);
            good += (int) read.stream().filter(ImportRow::good).count();
            done += rows.size();
            step(one, done, context);
        }
        finish(one, ImportAct.FIND);
        jdbc.sql("update imports.import set done = :rows, good = :good, bad = :bad, remarks = :remarks where id = :id")
                .param("rows", done).param("good", good).param("bad", done - good).param("remarks", remarks).param("id", one.id()).update();
    }

    /** The first row of a file that has a key keeps it. */
    private <D> void claim(UUID id, List<Draft<D>> drafts) {
        var claims = drafts.stream().filter(draft -> draft.claim() != null && draft.row().good()).toList();
        if (claims.isEmpty()) {
            return;
        }
        record First(String key, int row) {}
        var keys = claims.stream().map(draft -> key(draft)).toArray(String[]::new);
        jdbc.sql("""
                insert into imports.claim (import_id, key, row)
                select :id, n.key, min(n.row) from unnest(:keys, :rows) as n(key, row) group by n.key
                on conflict do nothing
                """)
                .param("id", id).param("keys", keys).param("rows", claims.stream().map(draft -> draft.row().number()).toArray(Integer[]::new)).update();
        var first = jdbc.sql("select c.key, c.row from imports.claim c join (select distinct key from unnest(:keys) as n(key)) n on n.key = c.key where c.import_id = :id").param("id", id).param("keys", keys)
                .query(First.class).list().stream().collect(Collectors.toMap(First::key, First::row));
        for (var draft : claims) {
            var row = first.get(key(draft));
            if (row != null && row != draft.row().number()) {
                draft.row().wrong(draft.claim().field(), CommonRemark.TWICE_IN_FILE, Map.of("row", row.toString()));
            }
        }
    }

    private static String key(Draft<?> draft) {
        var claim = draft.claim();
        return claim == null ? "" : claim.key();
    }

    // ---- Writing --------------------------------------------------------------------------------------------------------

    /** Everything is checked once more: the world may have moved since. */
    private <D> void write(Import one, Importable<D> importable, ImportContext context) {
        var reading = new ImportReading(one.headings(), one.settings(), "zh-CN", false);
        var counts = new TreeMap<String, Integer>();
        var branches = new HashSet<UUID>();
        int done = 0, bad = one.bad();
        try {
            for (var rows = lines.after(one.id(), 0, BATCH, true); !rows.isEmpty(); rows = lines.after(one.id(), rows.getLast().number(), BATCH, true)) {
                var read = rows.stream().map(row -> new ImportRow(row, reading)).toList();
                var drafts = importable.check(read, context).stream().filter(draft -> draft.row().good()).toList();
                var failed = read.stream().filter(row -> !row.good()).toList();
                if (!failed.isEmpty()) {
                    if (!one.goodRowsOnly()) {
                        throw new Refusal.Conflict("imports.row-gone-bad", "row %d cannot be taken over any more; check the file again".formatted(failed.getFirst().number()),
                                Map.of("row", failed.getFirst().number()));
                    }
                    problems.keep(one.id(), failed, ImportProblems.SECOND_LOOK);
                    bad += failed.size();
                }
                var made = importable.write(drafts, context);
                note(one.id(), made);
                made.forEach(thing -> {
                    counts.merge(thing.kind(), 1, Integer::sum);
                    if (thing.branch() != null) {
                        branches.add(thing.branch());
                    }
                });
                done += rows.size();
                step(one, done, context);
            }
        } catch (DuplicateKeyException meanwhile) {
            throw new Refusal.Conflict("imports.overtaken-by-row", "somebody added one of these meanwhile; check the file again", Map.of());
        }
        finish(one, ImportAct.FINISH);
        var now = clock.instant();
        jdbc.sql("""
                update imports.import set done = :done, good = :good, bad = :bad, made = cast(:made as jsonb), branches = :branches, finished_at = :now where id = :id
                """)
                .param("done", done).param("good", one.rows() - bad).param("bad", bad).param("made", json.writeValueAsString(counts))
                .param("branches", branches.toArray(UUID[]::new)).param("now", now.atOffset(UTC)).param("id", one.id()).update();
        jdbc.sql("delete from imports.claim where import_id = :id").param("id", one.id()).update();
        jdbc.sql("""
                delete from imports.line l where l.import_id = :id
                   and not exists (select from imports.problem p where p.import_id = l.import_id and p.row = l.row and p.error)
                """).param("id", one.id()).update();
        store.remember(one.kind(), ImportDesk.key(one.headings()), context.scope().user(), one.settings(), now);
    }

    private void note(UUID id, List<Made> made) {
        jdbc.sql("""
                insert into imports.made (import_id, kind, id, row) select :import, n.kind, n.id, n.row from unnest(:kinds, :ids, :rows) as n(kind, id, row)
                """)
                .param("import", id).param("kinds", made.stream().map(Made::kind).toArray(String[]::new))
                .param("ids", made.stream().map(Made::id).toArray(UUID[]::new)).param("rows", made.stream().map(Made::row).toArray(Integer[]::new)).update();
    }

    // ---- Taking back ----------------------------------------------------------------------------------------------------

    private void undo(Import one, Importable<?> importable, ImportContext context) {
        importable.undo(context);
        jdbc.sql("update imports.import set state = :next, undone_by = :by, undone_at = :now where id = :id")
                .param("next", ImportState.UNDOING.after(ImportAct.UNDONE).name()).param("by", context.scope().user())
                .param("now", clock.instant().atOffset(UTC)).param("id", one.id()).update();
        jdbc.sql("delete from imports.made where import_id = :id").param("id", one.id()).update();
    }

    // ---- What all of them do --------------------------------------------------------------------------------------------

    private void finish(Import one, ImportAct act) {
        var state = store.state(one.id());
        jdbc.sql("update imports.import set state = :next where id = :id").param("next", state.after(act).name()).param("id", one.id()).update();
    }

    private void step(Import one, int done, ImportContext context) {
        if (closing) {
            throw new StopAsked(BY_SERVER);
        }
        var stop = apart.execute(_ -> store.step(one.id(), done));
        tell(one, context);
        if (Boolean.TRUE.equals(stop)) {
            throw new StopAsked(new Import.Stopped("imports.cancelled", Map.of()));
        }
    }

    private void tell(Import one, ImportContext context) {
        live.tell(new Live(TOPIC, one.id(), null, List.of(one.createdBy(), context.scope().user()), null));
    }

    private Import.Stopped why(Throwable failed, UUID id, Importable<?> importable) {
        return switch (failed) {
            case StopAsked asked -> asked.why;
            case Refusal refusal -> new Import.Stopped(refusal.code(), new HashMap<>(refusal.facts()));
            case DataIntegrityViolationException used when used(used) != null -> used(used, id, importable);
            default -> {
                log.error("the import {} failed", id, failed);
                yield new Import.Stopped("imports.failed", Map.of());
            }
        };
    }

    private static @Nullable PSQLException used(DataIntegrityViolationException failed) {
        return failed.getMostSpecificCause() instanceof PSQLException reason && "23503".equals(reason.getSQLState()) && reason.getServerErrorMessage() != null ? reason : null;
    }

    /** Who refers to which of the things that were to go, as the database says. */
    private Import.Stopped used(DataIntegrityViolationException failed, UUID id, Importable<?> importable) {
        var facts = new HashMap<String, Object>();
        var reason = used(failed);
        var message = reason == null ? null : reason.getServerErrorMessage();
        if (message != null) {
            facts.put("by", message.getSchema() + "." + message.getTable());
            var key = java.util.regex.Pattern.compile("=\\(([0-9a-f-]{36})\\)").matcher(String.valueOf(message.getDetail()));
            if (key.find()) {
                var thing = UUID.fromString(key.group(1));
                jdbc.sql("select kind from imports.made where import_id = :import and id = :id").param("import", id).param("id", thing).query(String.class).optional()
                        .map(kind -> importable.nameOf(kind, thing)).ifPresent(name -> facts.put("name", name));
            }
        }
        facts.putIfAbsent("name", "");
        return new Import.Stopped("imports.used", facts);
    }

    /** Says of imports whose process is gone that they were stopped; their transactions are gone with it. */
    void sweep() {
        whole.executeWithoutResult(_ -> store.abandoned().forEach(id -> store.stop(id, store.state(id), BY_SERVER)));
    }

    @PreDestroy
    void close() throws InterruptedException {
        closing = true;
        for (var thread : new ArrayList<>(atWork)) {
            thread.join(5000);
        }
    }
}
