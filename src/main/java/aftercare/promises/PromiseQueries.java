package aftercare.promises;

import static java.time.ZoneOffset.UTC;

import aftercare.identity.Reach;
import aftercare.kernel.Subject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Read side of promises: one method per screen, one statement per method. */
@Component
@Transactional(readOnly = true)
class PromiseQueries {

    private static final int SIZE = 50;
    static final int MOST_SPANS = 120;
    private static final int COUNTED = 100;

    private static final String VIEW = """
            p.id, p.code, p.round, p.state, p.started_at, p.due_at, p.goal_minutes, p.paused_at, p.pause_reason, p.remaining_minutes,
            p.breached_at, p.ended_at, p.overrun_minutes, p.customer_visible,
            (select q.name from promises.pause_reason q where q.code = p.pause_reason) as pause_name,
            (select r.by_hand from promises.rule r where r.id = p.rule_id) as by_hand,
            (c.week = array_fill('00:00-24:00'::text, array[7])
              and (select min(d.day) from promises.calendar_day d where d.calendar_id = c.id) is null
              and (select min(d.day) from promises.calendar_day d where d.calendar_id = c.follows) is null) as works_always
            """;

    /** What a person looks for on the due board. */
    enum Window {
        /** Overdue, or due within two hours. */
        NOW("p.state = 'RUNNING' and p.due_at < :now + interval '2 hours'", "p.due_at, p.id", "(p.due_at, p.id) > (:afterAt, cast(:afterId as uuid))"),
        TODAY("p.state = 'RUNNING' and p.due_at < (date_trunc('day', :now at time zone b.zone) + interval '1 day') at time zone b.zone",
                "p.due_at, p.id", "(p.due_at, p.id) > (:afterAt, cast(:afterId as uuid))"),
        /** Until Sunday night. */
        WEEK("p.state = 'RUNNING' and p.due_at < (date_trunc('week', :now at time zone b.zone) + interval '1 week') at time zone b.zone",
                "p.due_at, p.id", "(p.due_at, p.id) > (:afterAt, cast(:afterId as uuid))"),
        /** The clock stands because somebody else has the next move. */
        PAUSED("p.state = 'PAUSED'", "p.due_at, p.id", "(p.due_at, p.id) > (:afterAt, cast(:afterId as uuid))"),
        /** Time ran out within the last 30 days: still open, or done late. */
        BROKEN("p.breached_at > :now - interval '30 days'", "p.breached_at desc, p.id desc",
                "(p.breached_at, p.id) < (:afterAt, cast(:afterId as uuid))");

        private final String where;
        private final String order;
        private final String after;

        Window(String where, String order, String after) {
            this.where = where;
            this.order = order;
            this.after = after;
        }
    }

    record BoardRow(PromiseView promise, Subject subject, String label, UUID branchId, String branchName,
                    @Nullable UUID ownerId, @Nullable String ownerName, @Nullable BreachCause breachCause, String breachWords) {}

    /** {@code next}: pass as {@code afterAt} and {@code afterId} for the following page. */
    record Board(List<BoardRow> rows, @Nullable Next next) {}

    record Next(Instant at, UUID id) {}

    /** What the board is narrowed down to; null for everything. */
    record BoardFilter(@Nullable UUID branch, @Nullable UUID owner, @Nullable String code, @Nullable UUID customer) {

        static final BoardFilter NONE = new BoardFilter(null, null, null, null);

        Map<String, @Nullable Object> params() {
            var params = new HashMap<String, @Nullable Object>();
            params.put("ofBranch", branch);
            params.put("owner", owner);
            params.put("code", code);
            params.put("ofCustomer", customer);
            return params;
        }
    }

    private static final String FILTERED = """
            (:everywhere or p.branch_id = any(:branches))
                   and cast(:partner as uuid) is null and cast(:customer as uuid) is null
                   and (cast(:ofBranch as uuid) is null or p.branch_id = :ofBranch)
                   and (cast(:owner as uuid) is null or p.owner_user_id = :owner)
                   and (cast(:code as text) is null or p.code = :code)
                   and (cast(:ofCustomer as uuid) is null or p.customer_id = :ofCustomer)
            """;

    record OwnerChoice(UUID id, String name) {}

    /** @param owners who has something open */
    record BoardChoices(List<String> codes, List<OwnerChoice> owners) {}

    /** Counts stop at {@value #COUNTED}: "100+". */
    record Counts(int now, int today, int week, int paused, int broken) {}

    private final JdbcClient jdbc;

    PromiseQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<PromiseView> of(Subject subject) {
        return jdbc.sql("""
                select %s
                  from promises.promise p join promises.calendar c on c.id = p.calendar_id
                 where p.subject_kind = :kind and p.subject_id = :id
                 order by p.started_at, p.id
                """.formatted(VIEW))
                .param("kind", subject.kind()).param("id", subject.id()).query((row, _) -> view(row)).list();
    }

    Map<Subject, List<PromiseView>> of(Collection<Subject> subjects) {
        var found = new LinkedHashMap<Subject, List<PromiseView>>();
        if (subjects.isEmpty()) {
            return found;
        }
        jdbc.sql("""
                select %s, p.subject_kind, p.subject_id
                  from unnest(:kinds, :ids) as wanted(kind, id)
                  join promises.promise p on p.subject_kind = wanted.kind and p.subject_id = wanted.id
                  join promises.calendar c on c.id = p.calendar_id
                 order by p.started_at, p.id
                """.formatted(VIEW))
                .param("kinds", subjects.stream().map(Subject::kind).toArray(String[]::new))
                .param("ids", subjects.stream().map(Subject::id).toArray(UUID[]::new))
                .query((ResultSet row) -> {
                    found.computeIfAbsent(new Subject(row.getString("subject_kind"), row.getObject("subject_id", UUID.class)), _ -> new ArrayList<>())
                            .add(view(row));
                });
        return found;
    }

    /** The promises of a subject as far as they lie within reach; partners and customers see theirs through the subject itself. */
    List<PromiseView> of(Subject subject, Reach reach) {
        return jdbc.sql("""
                select %s
                  from promises.promise p join promises.calendar c on c.id = p.calendar_id
                 where p.subject_kind = :kind and p.subject_id = :id
                   and (:everywhere or p.branch_id = any(:branches))
                   and cast(:partner as uuid) is null and cast(:customer as uuid) is null
                 order by p.started_at, p.id
                """.formatted(VIEW))
                .param("kind", subject.kind()).param("id", subject.id()).params(reach.params())
                .query((row, _) -> view(row)).list();
    }

    boolean within(UUID promise, Reach reach) {
        return jdbc.sql("""
                select exists (select from promises.promise p
                 where p.id = :id and (:everywhere or p.branch_id = any(:branches))
                   and cast(:partner as uuid) is null and cast(:customer as uuid) is null)
                """).param("id", promise).params(reach.params()).query(Boolean.class).single();
    }

    Board board(Window window, Reach reach, BoardFilter filter, Instant now, @Nullable Next after) {
        var rows = jdbc.sql("""
                select %s, p.subject_kind, p.subject_id, p.label, p.branch_id, b.name as branch_name, p.owner_user_id, u.name as owner_name, p.breach_cause, p.breach_words
                  from promises.promise p
                  join promises.calendar c on c.id = p.calendar_id
                  join identity.branch b on b.id = p.branch_id
                  left join identity.app_user u on u.id = p.owner_user_id
                 where %s
                   and %s
                   and (cast(:afterAt as timestamptz) is null or %s)
                 order by %s
                 limit :size
                """.formatted(VIEW, window.where, FILTERED, window.after, window.order))
                .param("now", now.atOffset(UTC)).params(reach.params()).params(filter.params())
                .param("afterAt", after == null ? null : after.at().atOffset(UTC))
                .param("afterId", after == null ? null : after.id())
                .param("size", SIZE + 1)
                .query((row, _) -> new BoardRow(view(row), new Subject(row.getString("subject_kind"), row.getObject("subject_id", UUID.class)),
                        row.getString("label"), row.getObject("branch_id", UUID.class), row.getString("branch_name"),
                        row.getObject("owner_user_id", UUID.class), row.getString("owner_name"),
                        row.getString("breach_cause") == null ? null : BreachCause.valueOf(row.getString("breach_cause")), row.getString("breach_words")))
                .list();
        if (rows.size() <= SIZE) {
            return new Board(rows, null);
        }
        var page = List.copyOf(rows.subList(0, SIZE));
        var last = page.getLast().promise();
        return new Board(page, new Next(window == Window.BROKEN && last.breachedAt() != null ? last.breachedAt() : last.dueAt(), last.id()));
    }

    Counts counts(Reach reach, BoardFilter filter, Instant now) {
        var each = Arrays.stream(Window.values()).map(window -> """
                (select count(*) from (
                    select from promises.promise p join identity.branch b on b.id = p.branch_id
                     where %s
                       and %s
                     limit :most) as capped) as "%s"
                """.formatted(window.where, FILTERED, window.name().toLowerCase(Locale.ROOT))).collect(Collectors.joining(", "));
        return jdbc.sql("select " + each)
                .param("now", now.atOffset(UTC)).params(reach.params()).params(filter.params()).param("most", COUNTED)
                .query(Counts.class).single();
    }

    /** Those of whom something is open within reach. */
    List<OwnerChoice> owners(Reach reach) {
        return jdbc.sql("""
                select u.id, u.name from identity.app_user u
                 where exists (select from promises.promise p
                                where p.owner_user_id = u.id and p.state in ('RUNNING', 'PAUSED') and (:everywhere or p.branch_id = any(:branches)))
                   and cast(:partner as uuid) is null and cast(:customer as uuid) is null
                 order by u.name, u.id
                """).params(reach.params()).query(OwnerChoice.class).list();
    }

    private static PromiseView view(ResultSet row) throws SQLException {
        return new PromiseView(row.getObject("id", UUID.class), row.getString("code"), row.getInt("round"), PromiseState.valueOf(row.getString("state")),
                PromiseStore.instant(row, "started_at"), PromiseStore.instant(row, "due_at"), row.getInt("goal_minutes"),
                PromiseStore.nullableInstant(row, "paused_at"), row.getString("pause_reason"), row.getString("pause_name"), row.getObject("remaining_minutes", Integer.class),
                PromiseStore.nullableInstant(row, "breached_at"), PromiseStore.nullableInstant(row, "ended_at"),
                row.getObject("overrun_minutes", Integer.class), row.getBoolean("customer_visible"), row.getBoolean("works_always"), row.getBoolean("by_hand"));
    }

    static PromiseView view(Promise promise, Standing standing) {
        var paused = standing.pausedAt();
        return new PromiseView(promise.id(), promise.code(), promise.round(), standing.state(), promise.startedAt(), standing.dueAt(),
                PromiseStore.minutesUp(standing.goal()), paused, standing.pauseReason(), null,
                paused == null ? null : (int) standing.left(paused).toMinutes(), promise.breachedAt(), standing.endedAt(),
                standing.overrun() == null ? null : PromiseStore.minutesUp(standing.overrun()),
                standing.rule().customerVisible(), standing.clock().calendar().isAlways(), standing.rule().byHand());
    }

    static Explanation explain(Promise promise, RuleBook book, Map<String, String> pauses, Instant now) {
        var standing = promise.standing(book);
        var clock = standing.clock();
        var until = standing.dueAt();
        if (standing.endedAt() != null && standing.endedAt().isAfter(until)) {
            until = standing.endedAt();
        } else if (standing.pausedAt() != null && now.isAfter(standing.pausedAt())) {
            until = now;
        }
        var spans = clock.spans(until);
        var shown = spans.size() > MOST_SPANS ? spans.subList(0, MOST_SPANS) : spans;
        var upTo = standing.endedAt() != null ? standing.endedAt() : now;
        return new Explanation(promise.id(), promise.code(), standing.rule().key(), RuleDesk.named(standing.rule()), standing.rule().version(), clock.calendar().code(),
                clock.calendar().name(), clock.calendar().zone().getId(), clock.calendar().isAlways(), standing.pausedAt(), clock.from(), standing.dueAt(), PromiseStore.minutesUp(standing.goal()),
                PromiseStore.minutesUp(clock.used(upTo)), standing.endedAt(),
                shown.stream().map(span -> Explanation.Stretch.of(span, pauses)).toList(),
                shown.size() < spans.size(),
                promise.log().stream().map(line -> new Explanation.Line(line.kind().name(), line.at(), pauses.getOrDefault(line.reason(), line.reason()))).toList());
    }
}
