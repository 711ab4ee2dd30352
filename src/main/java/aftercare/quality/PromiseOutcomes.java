package aftercare.quality;

import static java.time.ZoneOffset.UTC;

import aftercare.identity.Reach;
import aftercare.kernel.Refusal;
import aftercare.promises.BreachCause;
import aftercare.promises.PromiseState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Kept, broken and waived promises: the figures and the promises behind them. Both take the same {@link #DECIDED} rows, so that
 * the two cannot differ. The figures are counted in the index {@code promise_decided} alone, in one pass for all of them, branch
 * by branch and month by month; the list takes its page from the end of the same index. Of ten million promises a month is some
 * 0.3 and a year 3 million entries of it.
 */
@Component
@Transactional(readOnly = true)
class PromiseOutcomes {

    /** Of people and of customers so many are told apart; a figure of one of the others is had by its filter. */
    static final int MOST = 100;
    static final int MOST_EXPORTED = 1_000_000;
    private static final int MOST_WAIVERS = 50;
    private static final int PAGE = 50;
    static final String NOBODY = "none";

    /** How a promise came out. */
    enum Outcome { KEPT, BROKEN, WAIVED }

    /**
     * What the report is narrowed down to; null for everything.
     *
     * @param owner    a user's id, or {@value #NOBODY}
     * @param cause    a {@link BreachCause}, or {@value #NOBODY} where nobody said
     */
    record Filter(@Nullable String code, @Nullable String rule, @Nullable String owner, @Nullable UUID customer, @Nullable Outcome outcome,
                  @Nullable String cause) {

        Map<String, @Nullable Object> params() {
            var params = new HashMap<String, @Nullable Object>();
            params.put("code", code);
            params.put("rule", rule);
            params.put("nobody", NOBODY.equals(owner));
            params.put("owner", owner == null || owner.equals(NOBODY) ? null : user(owner));
            params.put("ofCustomer", customer);
            params.put("outcome", outcome == null ? null : outcome.name());
            params.put("unexplained", NOBODY.equals(cause));
            params.put("cause", cause == null || cause.equals(NOBODY) ? null : cause);
            return params;
        }

        private static UUID user(String owner) {
            try {
                return UUID.fromString(owner);
            } catch (IllegalArgumentException unreadable) {
                throw new Refusal.Broken("quality.no-such-owner", "there is no user '%s'".formatted(owner), Map.of("owner", owner));
            }
        }
    }

    /**
     * One decided promise.
     *
     * @param state     RUNNING or PAUSED while it is broken and still not done
     * @param decidedAt when it was kept, waived, or its time ran out
     * @param reason    why it was waived, by whom {@code waivedBy}, null where the product did
     */
    record Row(UUID id, String code, int round, String rule, String ruleName, String subjectKind, UUID subjectId, String label, String branchName, String zone,
               @Nullable String ownerName, @Nullable UUID customerId, @Nullable String customerName, Outcome outcome, PromiseState state,
               Instant startedAt, Instant dueAt, Instant decidedAt, @Nullable Instant endedAt, int goalMinutes, @Nullable Integer overrunMinutes,
               @Nullable BreachCause cause, String causeWords, @Nullable String causeBy, @Nullable String reason, @Nullable String waivedBy) {}

    /** @param next hand back as {@code after} for the following page */
    record Page(List<Row> rows, @Nullable String next) {}

    /** Stands after {@link Population#HERE}. */
    private static final String DECIDED = """
            p.branch_id = here.id and p.decided_at >= here.starts and p.decided_at < here.ends
                       and cast(:partner as uuid) is null and cast(:customer as uuid) is null
                       and (cast(:code as text) is null or p.code = :code)
                       and (cast(:rule as text) is null or p.rule_id in (select v.id from promises.rule v where v.key = :rule))
                       and (cast(:owner as uuid) is null or p.owner_user_id = :owner) and (not :nobody or p.owner_user_id is null)
                       and (cast(:ofCustomer as uuid) is null or p.customer_id = :ofCustomer)
                       and (cast(:outcome as text) is null or p.outcome = :outcome)
                       and (cast(:cause as text) is null or p.outcome = 'BROKEN' and p.breach_cause = :cause)
                       and (not :unexplained or p.outcome = 'BROKEN' and p.breach_cause is null)
            """;

    private final JdbcClient jdbc;

    PromiseOutcomes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private enum Trait { MONTH, CODE, RULE, BRANCH, OWNER, CAUSE }

    PromiseReport report(Filter filter, Period period, Reach reach) {
        var lines = new EnumMap<Trait, List<PromiseReport.Line>>(Trait.class);
        jdbc.sql(Population.HERE + """
                , part as (
                    select here.id, to_char(m.month, 'YYYY-MM') as month, greatest(here.starts, m.month at time zone here.zone) as starts,
                           least(here.ends, (m.month + interval '1 month') at time zone here.zone) as ends
                      from here cross join generate_series(date_trunc('month', cast(:from as timestamp)), cast(:until as timestamp), interval '1 month') as m(month)),
                found as materialized (
                    select here.id as branch, here.month, g.*
                      from part here cross join lateral (
                        select p.rule_id, p.owner_user_id as owner, p.outcome, p.breach_cause, count(*) as n
                          from promises.promise p where %s
                         group by 1, 2, 3, 4) g),
                told as (
                    select t.trait, t.key, sum(n) filter (where f.outcome = 'KEPT') as kept, sum(n) filter (where f.outcome = 'BROKEN') as broken,
                           sum(n) filter (where f.outcome = 'WAIVED') as waived
                      from found f join promises.rule r on r.id = f.rule_id
                     cross join lateral (values ('MONTH', f.month), ('CODE', r.code), ('RULE', r.key), ('BRANCH', f.branch::text),
                                                ('OWNER', coalesce(f.owner::text, 'none')),
                                                ('CAUSE', case when f.outcome = 'BROKEN' then coalesce(f.breach_cause, 'none') end)) as t(trait, key)
                     where t.key is not null
                     group by t.trait, t.key)
                select told.trait, told.key, coalesce(told.kept, 0) as kept, coalesce(told.broken, 0) as broken, coalesce(told.waived, 0) as waived,
                       coalesce(b.name, u.name) as name
                  from told
                  left join identity.branch b on told.trait = 'BRANCH' and b.id::text = told.key
                  left join identity.app_user u on told.trait = 'OWNER' and u.id::text = told.key
                 order by told.trait, case when told.trait = 'MONTH' then told.key end, broken desc, kept desc, told.key
                """.formatted(DECIDED)).params(period.params(reach)).params(filter.params())
                .query(row -> {
                    lines.computeIfAbsent(Trait.valueOf(row.getString("trait")), _ -> new ArrayList<>()).add(new PromiseReport.Line(row.getString("key"),
                            row.getString("name"), row.getLong("kept"), row.getLong("broken"), row.getLong("waived")));
                });
        var months = lines.getOrDefault(Trait.MONTH, List.of());
        var total = new PromiseReport.Tally(months.stream().mapToLong(PromiseReport.Line::kept).sum(), months.stream().mapToLong(PromiseReport.Line::broken).sum(),
                months.stream().mapToLong(PromiseReport.Line::waived).sum());
        return new PromiseReport(total, months, lines.getOrDefault(Trait.CODE, List.of()), rules(lines.getOrDefault(Trait.RULE, List.of())),
                lines.getOrDefault(Trait.BRANCH, List.of()), lines.getOrDefault(Trait.OWNER, List.of()).stream().limit(MOST).toList(),
                customers(filter, period, reach),
                lines.getOrDefault(Trait.CAUSE, List.of()).stream().map(line -> new PromiseReport.Count(line.key(), line.broken())).toList(),
                total.waived() == 0 ? List.of() : waivers(filter, period, reach), MOST);
    }

    private List<PromiseReport.Rule> rules(List<PromiseReport.Line> counted) {
        record Named(String key, String name, String code) {}
        var names = new HashMap<String, Named>();
        jdbc.sql("select distinct on (key) key, coalesce(nullif(name, ''), key) as name, code from promises.rule where key = any(:keys) order by key, version desc")
                .param("keys", counted.stream().map(PromiseReport.Line::key).toArray(String[]::new)).query(Named.class).list()
                .forEach(named -> names.put(named.key(), named));
        return counted.stream().map(line -> new PromiseReport.Rule(line.key(), names.get(line.key()).name(), names.get(line.key()).code(), line.kept(),
                line.broken(), line.waived())).toList();
    }

    private List<PromiseReport.Line> customers(Filter filter, Period period, Reach reach) {
        return jdbc.sql(Population.HERE + """
                , found as (
                    select p.customer_id as id, count(*) filter (where p.outcome = 'KEPT') as kept, count(*) filter (where p.outcome = 'BROKEN') as broken,
                           count(*) filter (where p.outcome = 'WAIVED') as waived
                      from here join promises.promise p on p.customer_id is not null and %s
                     group by p.customer_id
                     order by broken desc, kept desc, p.customer_id
                     limit :most)
                select f.id::text as key, k.name, f.kept, f.broken, f.waived
                  from found f left join customers.customer k on k.id = f.id
                 order by f.broken desc, f.kept desc, f.id
                """.formatted(DECIDED)).params(period.params(reach)).params(filter.params()).param("most", MOST)
                .query(PromiseReport.Line.class).list();
    }

    private List<PromiseReport.Waiver> waivers(Filter filter, Period period, Reach reach) {
        return jdbc.sql(Population.HERE + """
                select e.reason, u.id as by, u.name as by_name, count(*) as count
                  from here join promises.promise p on p.outcome = 'WAIVED' and %s
                  join promises.clock_event e on e.promise_id = p.id and e.kind = 'WAIVED'
                  left join identity.app_user u on u.id = e.by_user
                 group by e.reason, u.id, u.name
                 order by count(*) desc, e.reason, u.id
                 limit :most
                """.formatted(DECIDED)).params(period.params(reach)).params(filter.params()).param("most", MOST_WAIVERS)
                .query(PromiseReport.Waiver.class).list();
    }

    private static final String LIST = Population.HERE + """
            , found as (
                select x.id, x.decided_at
                  from here cross join lateral (
                    select p.id, p.decided_at from promises.promise p
                     where %s
                       and (cast(:afterAt as timestamptz) is null or (p.decided_at, p.id) < (:afterAt, cast(:afterId as uuid)))
                     order by p.decided_at desc, p.id desc
                     limit :size) x
                 order by x.decided_at desc, x.id desc
                 limit :size)
            select p.id, p.code, p.round, r.key as rule, coalesce(nullif(r.name, ''), r.key) as rule_name, p.subject_kind, p.subject_id, p.label,
                   b.name as branch_name, b.zone, o.name as owner_name, p.customer_id, k.name as customer_name, p.outcome, p.state, p.started_at, p.due_at,
                   p.decided_at, p.ended_at, p.goal_minutes, p.overrun_minutes, p.breach_cause as cause, p.breach_words as cause_words,
                   s.name as cause_by, w.reason, w.name as waived_by
              from found
              join promises.promise p on p.id = found.id
              join promises.rule r on r.id = p.rule_id
              join identity.branch b on b.id = p.branch_id
              left join identity.app_user o on o.id = p.owner_user_id
              left join identity.app_user s on s.id = p.breach_by
              left join customers.customer k on k.id = p.customer_id
              left join lateral (select e.reason, u.name from promises.clock_event e left join identity.app_user u on u.id = e.by_user
                                  where p.outcome = 'WAIVED' and e.promise_id = p.id and e.kind = 'WAIVED') w on true
             order by found.decided_at desc, found.id desc
            """.formatted(DECIDED);

    /** The promises behind a figure, the last decided first. */
    Page list(Filter filter, Period period, Reach reach, @Nullable String after) {
        var rows = rows(filter, period, reach, after, PAGE + 1).list();
        if (rows.size() <= PAGE) {
            return new Page(rows, null);
        }
        var last = rows.get(PAGE - 1);
        return new Page(List.copyOf(rows.subList(0, PAGE)), new Cursor(last.decidedAt(), last.id()).toString());
    }

    /** All of them, one after the other: a sheet takes a million at most. */
    void each(Filter filter, Period period, Reach reach, Consumer<Row> row) {
        try (var rows = rows(filter, period, reach, null, MOST_EXPORTED).stream()) {
            rows.forEach(row);
        }
    }

    private JdbcClient.MappedQuerySpec<Row> rows(Filter filter, Period period, Reach reach, @Nullable String after, int size) {
        var cursor = Cursor.read(after);
        return jdbc.sql(LIST).params(period.params(reach)).params(filter.params())
                .param("afterAt", cursor == null ? null : cursor.at().atOffset(UTC)).param("afterId", cursor == null ? null : cursor.id())
                .param("size", size).withFetchSize(500).query(Row.class);
    }
}
