package aftercare.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** A thousand promises fall due each second for a minute, among a million open ones: how long until it is recorded that each ran out. */
final class PromiseSweepBench implements Benchmark {

    private static final int OPEN = 1_000_000;
    private static final int A_SECOND = 1_000;
    private static final int SECONDS = 60;
    private static final int DUE = A_SECOND * SECONDS;
    /** So many fall due before, at the same pace, and are not counted. */
    private static final int WARM_UP = A_SECOND * 20;
    private static final int SECONDS_TO_MAKE_THEM = 120;
    private static final long LOOK_EVERY = 50_000_000;
    private static final long LONGEST = 180_000_000_000L;

    /** Promises that only this bench knows. Answered by the shipped rule: warned at three quarters, then the owner, the desk and the manager hear it. */
    private static final String PROMISES = """
            insert into promises.promise (id, subject_kind, subject_id, code, label, branch_id, owner_user_id, facts, rule_id, calendar_id, calendar_version,
                customer_visible, state, started_at, due_at, goal_minutes, warned_at, next_step_at)
            select uuidv7(), '%1$s', uuidv7(), r.code, n::text, b.id, b.owner, '{}', r.id, r.calendar_id, c.version,
                   true, 'RUNNING', due - interval '2 hours', due, 120, due - interval '20 minutes', due
              from (select n, %2$s as due from generate_series(0, %3$d - 1) as n) as one
              join promises.rule r on r.key = 'answer-3' and r.current
              join promises.calendar c on c.id = r.calendar_id
              join (select b.id, row_number() over (order by b.code) - 1 as place, count(*) over () as places,
                           (select e.user_id from dispatch.engineer e where e.branch_id = b.id order by e.user_id limit 1) as owner
                      from identity.branch b) as b on b.place = n %% b.places
            """;

    private static final String LOGS = """
            insert into promises.clock_event (promise_id, seq, kind, at, recorded_at, rule_id)
            select p.id, 1, 'STARTED', p.started_at, p.started_at, p.rule_id from promises.promise p where p.subject_kind = '%s'
            """;

    @Override
    public List<String> names() {
        return List.of("promise-sweep");
    }

    @Override
    public Result run(Path work) throws Exception {
        var data = work.resolve("promise-sweep");
        var filled = data.resolve("filled");
        try (var product = Product.start(data); var database = product.database()) {
            if (!Files.exists(filled)) {
                Bench.say("making %,d open promises; the next run finds them", OPEN - DUE);
                fill(database);
                Files.writeString(filled, Integer.toString(OPEN));
            }
            var first = Instant.now().plusSeconds(SECONDS_TO_MAKE_THEM).truncatedTo(ChronoUnit.SECONDS);
            due(database, first);
            var times = watched(database, first);
            var twice = one(database, """
                    select count(*) from (select s.subject_id from timeline.entry e join timeline.entry_subject s on s.entry_id = e.id
                     where s.subject_kind = 'bench-due' and e.kind = 'promises.broken' and e.at >= ? group by s.subject_id having count(*) > 1) as twice
                    """, first);
            var notices = one(database, "select count(*) from notices.notice where subject_kind = 'bench-due' and at >= ?", first);
            Bench.say("delay median %.2f s, p99 %.2f s, longest %.2f s; %,d notices, %d recorded twice", times.median() / 1000, times.at(0.99) / 1000,
                    times.at(1) / 1000, notices, twice);
            return new Result(List.of(new Figure("promise-sweep", times.at(0.99) / 1000, "s")), String.format(Locale.ROOT, """
                    ## Promises that run out

                    %,d open promises, and for a minute %,d of them fall due each second, spread over all branches. Each is recorded as broken, written to its
                    timeline and told to its owner, the desk and the managers who are there. Delay from the moment due until another connection sees it
                    recorded, looked at every 50 ms, after 20 s at the same pace to warm up. The aim is a p99 under 2 s.

                    | | |
                    |---|---|
                    | delay, median | %.2f s |
                    | delay, p99 | %.2f s |
                    | longest | %.2f s |
                    | notices written | %,d |
                    | recorded twice | %d |
                    """, OPEN, A_SECOND, times.median() / 1000, times.at(0.99) / 1000, times.at(1) / 1000, notices, twice));
        }
    }

    private static void fill(Connection database) throws SQLException {
        database.setAutoCommit(false);
        try (var sql = database.createStatement()) {
            sql.execute("set work_mem = '256MB'");
            sql.execute("set maintenance_work_mem = '512MB'");
            // Indexes and references are made after the rows: the same ones in a fraction of the time.
            var references = withoutReferences(database);
            var indexes = WorklistData.withoutIndexes(database, List.of("promises.promise", "promises.clock_event"));
            sql.execute(PROMISES.formatted("bench", "now() + interval '30 days' + n * interval '1 second'", OPEN - DUE));
            sql.execute(LOGS.formatted("bench"));
            for (var again : indexes.values()) {
                sql.execute(again);
            }
            for (var again : references.values()) {
                sql.execute(again);
            }
            database.commit();
            database.setAutoCommit(true);
            sql.execute("vacuum (analyze) promises.promise");
            sql.execute("vacuum (analyze) promises.clock_event");
        }
    }

    private static Map<String, String> withoutReferences(Connection database) throws SQLException {
        var references = new LinkedHashMap<String, String>();
        try (var query = database.prepareStatement("""
                select format('alter table %s drop constraint %I', conrelid::regclass, conname),
                       format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
                  from pg_constraint
                 where contype = 'f' and conrelid in ('promises.promise'::regclass, 'promises.clock_event'::regclass)
                """); var row = query.executeQuery()) {
            while (row.next()) {
                references.put(row.getString(1), row.getString(2));
            }
        }
        try (var sql = database.createStatement()) {
            for (var drop : references.keySet()) {
                sql.execute(drop);
            }
        }
        return references;
    }

    /** Those of an earlier run make place. */
    private static void due(Connection database, Instant first) throws SQLException {
        try (var sql = database.createStatement()) {
            sql.execute("delete from promises.clock_event where promise_id in (select id from promises.promise where subject_kind = 'bench-due')");
            sql.execute("delete from promises.promise where subject_kind = 'bench-due'");
            sql.execute(PROMISES.formatted("bench-due", "timestamptz '%s' + n * interval '%d milliseconds'".formatted(due(first, -WARM_UP), 1000 / A_SECOND), WARM_UP + DUE));
            sql.execute(LOGS.formatted("bench-due"));
            sql.execute("analyze promises.promise");
        }
        if (Instant.now().isAfter(due(first, -WARM_UP))) {
            throw new IllegalStateException("making what falls due took longer than until the first of it was due");
        }
    }

    /** Looks again and again, from the oldest that has not been seen yet. */
    private static Times watched(Connection database, Instant first) throws SQLException {
        var nanos = new long[DUE];
        var seen = 0;
        var oldest = 0;
        try (var query = database.prepareStatement("""
                select p.label from identity.branch b
                  join promises.promise p on p.branch_id = b.id and p.breached_at >= ? and p.subject_kind = 'bench-due'
                """)) {
            while (seen < DUE) {
                query.setTimestamp(1, Timestamp.from(due(first, oldest)));
                try (var row = query.executeQuery()) {
                    var now = Instant.now();
                    while (row.next()) {
                        var n = Integer.parseInt(row.getString(1)) - WARM_UP;
                        if (n >= 0 && nanos[n] == 0) {
                            nanos[n] = Math.max(1, ChronoUnit.NANOS.between(due(first, n), now));
                            seen++;
                        }
                    }
                }
                while (oldest < DUE && nanos[oldest] != 0) {
                    oldest++;
                }
                if (ChronoUnit.NANOS.between(first, Instant.now()) > LONGEST) {
                    throw new IllegalStateException("only %d of %d were recorded within three minutes".formatted(seen, DUE));
                }
                LockSupport.parkNanos(LOOK_EVERY);
            }
        }
        return new Times(nanos);
    }

    private static Instant due(Instant first, int n) {
        return first.plusMillis((long) n * 1000 / A_SECOND);
    }

    private static long one(Connection database, String query, Instant since) throws SQLException {
        try (var sql = database.prepareStatement(query)) {
            sql.setTimestamp(1, Timestamp.from(since));
            try (var row = sql.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }
}
