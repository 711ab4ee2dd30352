package aftercare.promises;

import static java.time.ZoneOffset.UTC;

import aftercare.kernel.Subject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Loads promises with their logs, and writes new lines together with everything that follows from them. */
@Component
class PromiseStore {

    private static final TypeReference<Map<String, String>> FACTS = new TypeReference<>() {};

    private static final String SELECT = """
            select p.id, p.subject_kind, p.subject_id, p.code, p.round, p.label, p.branch_id, p.owner_user_id, p.facts,
                   p.warned_at, p.breached_at
              from promises.promise p
            """;

    private final JdbcClient jdbc;
    private final JdbcTemplate template;
    private final JsonMapper json;

    PromiseStore(JdbcClient jdbc, JdbcTemplate template, JsonMapper json) {
        this.jdbc = jdbc;
        this.template = template;
        this.json = json;
    }

    /** The open promises of a subject, locked until the transaction ends. */
    List<Promise> open(Subject subject) {
        return loaded(jdbc.sql(SELECT + """
                 where p.subject_kind = :kind and p.subject_id = :id and p.state in ('RUNNING', 'PAUSED')
                 order by p.id for update
                """).param("kind", subject.kind()).param("id", subject.id()).query((row, _) -> bare(row)).list());
    }

    /** Every promise of a subject, ended ones too, locked until the transaction ends. */
    List<Promise> all(Subject subject) {
        return loaded(jdbc.sql(SELECT + " where p.subject_kind = :kind and p.subject_id = :id order by p.id for update")
                .param("kind", subject.kind()).param("id", subject.id()).query((row, _) -> bare(row)).list());
    }

    /** Promises with a step due, taken so that no other node takes them. */
    List<Promise> claimDue(Instant now, int size) {
        return loaded(jdbc.sql(SELECT + """
                 where p.next_step_at <= :now
                 order by p.next_step_at limit :size for update skip locked
                """).param("now", now.atOffset(UTC)).param("size", size).query((row, _) -> bare(row)).list());
    }

    /** Which promises have a step due, without taking them. */
    List<UUID> due(Instant now, int size) {
        return jdbc.sql("select id from promises.promise where next_step_at <= :now order by next_step_at limit :size")
                .param("now", now.atOffset(UTC)).param("size", size).query(UUID.class).list();
    }

    /** One of them, if it is still due and nobody else has it. */
    List<Promise> claim(UUID id, Instant now) {
        return loaded(jdbc.sql(SELECT + " where p.id = :id and p.next_step_at <= :now for update skip locked")
                .param("id", id).param("now", now.atOffset(UTC)).query((row, _) -> bare(row)).list());
    }

    void postpone(UUID id, Instant until) {
        jdbc.sql("update promises.promise set next_step_at = :until where id = :id and next_step_at is not null")
                .param("until", until.atOffset(UTC)).param("id", id).update();
    }

    /** Open promises worked out with an older version of their calendar. */
    List<Promise> claimStale(int size) {
        return loaded(jdbc.sql(SELECT + """
                  join promises.calendar c on c.id = p.calendar_id and c.version > p.calendar_version
                 where p.state in ('RUNNING', 'PAUSED')
                 limit :size for update of p skip locked
                """).param("size", size).query((row, _) -> bare(row)).list());
    }

    @Nullable Promise find(UUID id) {
        return loaded(jdbc.sql(SELECT + " where p.id = :id").param("id", id).query((row, _) -> bare(row)).list()).stream().findFirst().orElse(null);
    }

    /** Adds promises; one that is open already, or was made before in this round, stays as it is and is left out of the answer. */
    List<Promise> add(List<Promise> promises, RuleBook book, Instant now) {
        var inserted = template.batchUpdate("""
                insert into promises.promise (subject_kind, subject_id, code, round, label, branch_id, owner_user_id, facts,
                    rule_id, calendar_id, calendar_version, customer_visible, state, started_at, due_at, goal_minutes, paused_at,
                    pause_reason, remaining_minutes, warned_at, breached_at, ended_at, overrun_minutes, next_step_at, id)
                values (?, ?, ?, ?, ?, ?, ?, cast(? as jsonb), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                on conflict do nothing
                """, promises.stream().map(promise -> {
            var values = new ArrayList<@Nullable Object>(List.of(promise.subject().kind(), promise.subject().id(), promise.code(),
                    promise.round(), promise.label(), promise.branch()));
            values.add(promise.owner());
            values.addAll(derived(promise, Standing.of(promise.log(), book), book));
            values.add(promise.id());
            return values.toArray();
        }).toList());
        var added = new ArrayList<Promise>();
        for (var i = 0; i < inserted.length; i++) {
            if (inserted[i] > 0) {
                added.add(promises.get(i));
            }
        }
        addLines(added, now);
        return added;
    }

    /** Writes the new lines of each log and what they mean now. */
    void save(List<Promise> promises, RuleBook book, Instant now) {
        template.batchUpdate("""
                update promises.promise
                   set facts = cast(? as jsonb), rule_id = ?, calendar_id = ?, calendar_version = ?, customer_visible = ?, state = ?,
                       started_at = ?, due_at = ?, goal_minutes = ?, paused_at = ?, pause_reason = ?, remaining_minutes = ?,
                       warned_at = ?, breached_at = ?, ended_at = ?, overrun_minutes = ?, next_step_at = ?, version = version + 1
                 where id = ?
                """, promises.stream().map(promise -> {
            var values = derived(promise, Standing.of(promise.log(), book), book);
            values.add(promise.id());
            return values.toArray();
        }).toList());
        addLines(promises, now);
    }

    void own(Subject subject, @Nullable UUID user) {
        jdbc.sql("""
                update promises.promise set owner_user_id = :user, version = version + 1
                 where subject_kind = :kind and subject_id = :id and state in ('RUNNING', 'PAUSED')
                   and owner_user_id is distinct from :user
                """).param("user", user).param("kind", subject.kind()).param("id", subject.id()).update();
    }

    private List<@Nullable Object> derived(Promise promise, Standing standing, RuleBook book) {
        var rule = standing.rule();
        var values = new ArrayList<@Nullable Object>();
        values.add(json.writeValueAsString(promise.facts()));
        values.add(rule.id());
        values.add(rule.calendar());
        values.add(book.calendar(rule).version());
        values.add(rule.customerVisible());
        values.add(standing.state().name());
        values.add(time(promise.startedAt()));
        values.add(time(standing.dueAt()));
        values.add(minutesUp(standing.goal()));
        values.add(time(standing.pausedAt()));
        values.add(standing.pauseReason());
        values.add(standing.pausedAt() == null ? null : (int) standing.left(standing.pausedAt()).toMinutes());
        values.add(time(promise.warnedAt()));
        values.add(time(promise.breachedAt()));
        values.add(time(standing.endedAt()));
        values.add(standing.overrun() == null ? null : minutesUp(standing.overrun()));
        values.add(time(standing.nextStep(promise.warnedAt(), promise.breachedAt() != null)));
        return values;
    }

    private void addLines(List<Promise> promises, Instant now) {
        var lines = new ArrayList<@Nullable Object[]>();
        for (var promise : promises) {
            var seq = promise.recorded();
            for (var line : promise.unrecorded()) {
                lines.add(new @Nullable Object[] {promise.id(), ++seq, line.kind().name(), time(line.at()), time(now), line.rule(),
                        time(line.countsFrom()), line.reason()});
            }
        }
        if (!lines.isEmpty()) {
            template.batchUpdate("""
                    insert into promises.clock_event (promise_id, seq, kind, at, recorded_at, rule_id, counts_from, reason)
                    values (?, ?, ?, ?, ?, ?, ?, ?)
                    """, lines);
        }
    }

    private List<Promise> loaded(List<Promise> bare) {
        if (bare.isEmpty()) {
            return bare;
        }
        var logs = new HashMap<UUID, List<ClockEvent>>();
        jdbc.sql("""
                select promise_id, kind, at, rule_id, counts_from, reason
                  from promises.clock_event where promise_id = any(:ids) order by promise_id, seq
                """)
                .param("ids", bare.stream().map(Promise::id).toArray(UUID[]::new))
                .query((ResultSet row) -> {
                    logs.computeIfAbsent(row.getObject("promise_id", UUID.class), _ -> new ArrayList<>()).add(new ClockEvent(
                            ClockEvent.Kind.valueOf(row.getString("kind")), instant(row, "at"), row.getObject("rule_id", UUID.class),
                            nullableInstant(row, "counts_from"), row.getString("reason")));
                });
        return bare.stream().map(promise -> {
            var log = logs.get(promise.id());
            return new Promise(promise.id(), promise.subject(), promise.code(), promise.round(), promise.label(), promise.branch(),
                    promise.owner(), promise.facts(), log, log.size(), promise.warnedAt(), promise.breachedAt());
        }).toList();
    }

    private Promise bare(ResultSet row) throws SQLException {
        return new Promise(row.getObject("id", UUID.class), new Subject(row.getString("subject_kind"), row.getObject("subject_id", UUID.class)),
                row.getString("code"), row.getInt("round"), row.getString("label"), row.getObject("branch_id", UUID.class),
                row.getObject("owner_user_id", UUID.class), json.readValue(row.getString("facts"), FACTS), List.of(), 0,
                nullableInstant(row, "warned_at"), nullableInstant(row, "breached_at"));
    }

    /** A minute begun is a minute used: nothing that took time shows as none. */
    static int minutesUp(Duration time) {
        return Math.toIntExact(Math.ceilDiv(time.toSeconds() + (time.getNano() > 0 ? 1 : 0), 60));
    }

    private static @Nullable OffsetDateTime time(@Nullable Instant at) {
        return at == null ? null : at.atOffset(UTC);
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    static @Nullable Instant nullableInstant(ResultSet row, String column) throws SQLException {
        var at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
