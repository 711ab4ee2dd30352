package aftercare.promises;

import static java.time.ZoneOffset.UTC;

import aftercare.kernel.Subject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Loads promises with their logs, and writes new lines together with everything that follows from them. */
@Component
class PromiseStore {

    private static final TypeReference<Map<String, String>> FACTS = new TypeReference<>() {};

    private static final String SELECT = """
            select p.id, p.subject_kind, p.subject_id, p.code, p.round, p.label, p.branch_id, p.owner_user_id, p.customer_id, p.facts,
                   p.warned_at, p.breached_at
              from promises.promise p
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    PromiseStore(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
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

    /** Open promises under an earlier version of a rule whose present version is meant for them too. */
    List<Promise> claimOutdated(int size) {
        return loaded(jdbc.sql(SELECT + """
                  join promises.rule r on r.id = p.rule_id
                  join promises.rule n on n.key = r.key and n.current and n.applies_to_open and n.version > r.version
                 where p.state in ('RUNNING', 'PAUSED')
                 limit :size for update of p skip locked
                """).param("size", size).query((row, _) -> bare(row)).list());
    }

    /** Open promises under these calendars, those due first. */
    List<Promise> openUnder(List<UUID> calendars, int size) {
        return loaded(jdbc.sql(SELECT + """
                 where p.calendar_id = any(:calendars) and p.state in ('RUNNING', 'PAUSED')
                 order by p.due_at limit :size
                """).param("calendars", calendars.toArray(UUID[]::new)).param("size", size).query((row, _) -> bare(row)).list());
    }

    @Nullable Promise find(UUID id) {
        return loaded(jdbc.sql(SELECT + " where p.id = :id").param("id", id).query((row, _) -> bare(row)).list()).stream().findFirst().orElse(null);
    }

    private static final String ROWS = """
            jsonb_to_recordset(cast(:rows as jsonb)) as r(id uuid, subject_kind text, subject_id uuid, code text, round integer, label text,
                branch_id uuid, owner_user_id uuid, customer_id uuid, facts jsonb, rule_id uuid, calendar_id uuid, calendar_version integer,
                customer_visible boolean, state text, started_at timestamptz, due_at timestamptz, goal_minutes integer,
                paused_at timestamptz, pause_reason text, remaining_minutes integer, warned_at timestamptz, breached_at timestamptz,
                ended_at timestamptz, overrun_minutes integer, next_step_at timestamptz)""";

    private static final String LINES = """
            jsonb_to_recordset(cast(:lines as jsonb)) as l(promise_id uuid, seq integer, kind text, at timestamptz, rule_id uuid,
                counts_from timestamptz, reason text, agreed_on date, by_user uuid)""";

    /** Adds promises; one that is open already, or was made before in this round, stays as it is and is left out of the answer. */
    List<Promise> add(List<Promise> promises, RuleBook book, Instant now) {
        if (promises.isEmpty()) {
            return List.of();
        }
        var added = new HashSet<>(jdbc.sql("""
                with added as (
                    insert into promises.promise (id, subject_kind, subject_id, code, round, label, branch_id, owner_user_id, customer_id, facts,
                        rule_id, calendar_id, calendar_version, customer_visible, state, started_at, due_at, goal_minutes, paused_at,
                        pause_reason, remaining_minutes, warned_at, breached_at, ended_at, overrun_minutes, next_step_at)
                    select r.id, r.subject_kind, r.subject_id, r.code, r.round, r.label, r.branch_id, r.owner_user_id, r.customer_id, r.facts,
                           r.rule_id, r.calendar_id, r.calendar_version, r.customer_visible, r.state, r.started_at, r.due_at, r.goal_minutes,
                           r.paused_at, r.pause_reason, r.remaining_minutes, r.warned_at, r.breached_at, r.ended_at, r.overrun_minutes,
                           r.next_step_at
                      from %s
                    on conflict do nothing
                    returning id),
                lines as (
                    insert into promises.clock_event (promise_id, seq, kind, at, recorded_at, rule_id, counts_from, reason, agreed_on, by_user)
                    select l.promise_id, l.seq, l.kind, l.at, :now, l.rule_id, l.counts_from, l.reason, l.agreed_on, l.by_user
                      from %s join added on added.id = l.promise_id)
                select id from added
                """.formatted(ROWS, LINES))
                .param("rows", rows(promises, book)).param("lines", lines(promises)).param("now", now.atOffset(UTC))
                .query(UUID.class).list());
        return promises.stream().filter(promise -> added.contains(promise.id())).toList();
    }

    /** Writes the new lines of each log and what they mean now. */
    void save(List<Promise> promises, RuleBook book, Instant now) {
        jdbc.sql("""
                with lines as (
                    insert into promises.clock_event (promise_id, seq, kind, at, recorded_at, rule_id, counts_from, reason, agreed_on, by_user)
                    select l.promise_id, l.seq, l.kind, l.at, :now, l.rule_id, l.counts_from, l.reason, l.agreed_on, l.by_user from %s)
                update promises.promise p
                   set facts = r.facts, rule_id = r.rule_id, calendar_id = r.calendar_id, calendar_version = r.calendar_version,
                       customer_visible = r.customer_visible, state = r.state, due_at = r.due_at, goal_minutes = r.goal_minutes,
                       paused_at = r.paused_at, pause_reason = r.pause_reason, remaining_minutes = r.remaining_minutes,
                       warned_at = r.warned_at, breached_at = r.breached_at, ended_at = r.ended_at, overrun_minutes = r.overrun_minutes,
                       next_step_at = r.next_step_at, version = p.version + 1
                  from %s
                 where p.id = r.id
                """.formatted(LINES, ROWS))
                .param("rows", rows(promises, book)).param("lines", lines(promises)).param("now", now.atOffset(UTC))
                .update();
    }

    /** Everything that follows from the logs, as the columns name it. */
    private String rows(List<Promise> promises, RuleBook book) {
        return json.writeValueAsString(promises.stream().map(promise -> {
            var standing = promise.standing(book);
            var rule = standing.rule();
            var row = new HashMap<String, @Nullable Object>();
            row.put("id", promise.id());
            row.put("subject_kind", promise.subject().kind());
            row.put("subject_id", promise.subject().id());
            row.put("code", promise.code());
            row.put("round", promise.round());
            row.put("label", promise.label());
            row.put("branch_id", promise.branch());
            row.put("owner_user_id", promise.owner());
            row.put("customer_id", promise.customer());
            row.put("facts", promise.facts());
            row.put("rule_id", rule.id());
            row.put("calendar_id", book.calendarId(rule, promise.branch()));
            row.put("calendar_version", standing.clock().calendar().version());
            row.put("customer_visible", rule.customerVisible());
            row.put("state", standing.state());
            row.put("started_at", text(promise.startedAt()));
            row.put("due_at", text(standing.dueAt()));
            row.put("goal_minutes", minutesUp(standing.goal()));
            row.put("paused_at", text(standing.pausedAt()));
            row.put("pause_reason", standing.pauseReason());
            row.put("remaining_minutes", standing.pausedAt() == null ? null : (int) standing.left(standing.pausedAt()).toMinutes());
            row.put("warned_at", text(promise.warnedAt()));
            row.put("breached_at", text(promise.breachedAt()));
            row.put("ended_at", text(standing.endedAt()));
            row.put("overrun_minutes", standing.overrun() == null ? null : minutesUp(standing.overrun()));
            row.put("next_step_at", text(standing.nextStep(promise.warnedAt(), promise.breachedAt() != null)));
            return row;
        }).toList());
    }

    private String lines(List<Promise> promises) {
        var lines = new ArrayList<Map<String, @Nullable Object>>();
        for (var promise : promises) {
            var seq = promise.recorded();
            for (var line : promise.unrecorded()) {
                var row = new HashMap<String, @Nullable Object>();
                row.put("promise_id", promise.id());
                row.put("seq", ++seq);
                row.put("kind", line.kind());
                row.put("at", text(line.at()));
                row.put("rule_id", line.rule());
                row.put("counts_from", text(line.countsFrom()));
                row.put("reason", line.reason());
                row.put("agreed_on", line.agreedOn() == null ? null : line.agreedOn().toString());
                row.put("by_user", line.by());
                lines.add(row);
            }
        }
        return json.writeValueAsString(lines);
    }

    private static @Nullable String text(@Nullable Instant at) {
        return at == null ? null : at.toString();
    }

    void own(Subject subject, @Nullable UUID user) {
        jdbc.sql("""
                update promises.promise set owner_user_id = :user, version = version + 1
                 where subject_kind = :kind and subject_id = :id and state in ('RUNNING', 'PAUSED')
                   and owner_user_id is distinct from :user
                """).param("user", user).param("kind", subject.kind()).param("id", subject.id()).update();
    }

    void owe(Subject subject, @Nullable UUID customer) {
        jdbc.sql("""
                update promises.promise set customer_id = :customer, version = version + 1
                 where subject_kind = :kind and subject_id = :id and customer_id is distinct from :customer
                """).param("customer", customer).param("kind", subject.kind()).param("id", subject.id()).update();
    }

    /** Why its time ran out. @return false when it did not */
    boolean explainBreach(UUID id, BreachCause cause, String words, @Nullable UUID by) {
        return jdbc.sql("""
                update promises.promise set breach_cause = :cause, breach_words = :words, breach_by = :by, version = version + 1
                 where id = :id and outcome = 'BROKEN'
                """).param("id", id).param("cause", cause.name()).param("words", words).param("by", by).update() == 1;
    }

    private List<Promise> loaded(List<Promise> bare) {
        if (bare.isEmpty()) {
            return bare;
        }
        var logs = new HashMap<UUID, List<ClockEvent>>();
        jdbc.sql("""
                select promise_id, kind, at, rule_id, counts_from, reason, agreed_on, by_user
                  from promises.clock_event where promise_id = any(:ids) order by promise_id, seq
                """)
                .param("ids", bare.stream().map(Promise::id).toArray(UUID[]::new))
                .query((ResultSet row) -> {
                    logs.computeIfAbsent(row.getObject("promise_id", UUID.class), _ -> new ArrayList<>()).add(new ClockEvent(
                            ClockEvent.Kind.valueOf(row.getString("kind")), instant(row, "at"), row.getObject("rule_id", UUID.class),
                            nullableInstant(row, "counts_from"), row.getString("reason"), row.getObject("agreed_on", LocalDate.class), row.getObject("by_user", UUID.class)));
                });
        return bare.stream().map(promise -> {
            var log = logs.get(promise.id());
            return new Promise(promise.id(), promise.subject(), promise.code(), promise.round(), promise.label(), promise.branch(),
                    promise.owner(), promise.customer(), promise.facts(), log, log.size(), promise.warnedAt(), promise.breachedAt());
        }).toList();
    }

    private Promise bare(ResultSet row) throws SQLException {
        return new Promise(row.getObject("id", UUID.class), new Subject(row.getString("subject_kind"), row.getObject("subject_id", UUID.class)),
                row.getString("code"), row.getInt("round"), row.getString("label"), row.getObject("branch_id", UUID.class),
                row.getObject("owner_user_id", UUID.class), row.getObject("customer_id", UUID.class), json.readValue(row.getString("facts"), FACTS), List.of(), 0,
                nullableInstant(row, "warned_at"), nullableInstant(row, "breached_at"));
    }

    /** A minute begun is a minute used: nothing that took time shows as none. */
    static int minutesUp(Duration time) {
        return Math.toIntExact(Math.ceilDiv(time.toSeconds() + (time.getNano() > 0 ? 1 : 0), 60));
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    static @Nullable Instant nullableInstant(ResultSet row, String column) throws SQLException {
        var at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
