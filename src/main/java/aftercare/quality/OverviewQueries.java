package aftercare.quality;

import static java.time.ZoneOffset.UTC;

import aftercare.identity.Reach;
import aftercare.quality.Overview.Cause;
import aftercare.quality.Overview.Count;
import aftercare.quality.Overview.MonthCount;
import aftercare.quality.Overview.PromiseCount;
import aftercare.quality.Overview.RuleCount;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The figures of the overview, and the lists behind them. */
@Component
@Transactional(readOnly = true)
class OverviewQueries {

    /** Counts of what is open now stop here: "1000+". */
    static final int CAP = 1000;
    private static final int PAGE = 50;
    private static final int MOST_ENGINEERS = 200;
    private static final String UNKNOWN = "none";
    private static final TypeReference<Map<String, String>> NAME = new TypeReference<>() {};

    /** @param at what put the case into the period: opened, resolved, its promise settled, its rating given, its visit finished */
    record Row(UUID id, UUID caseId, Instant at, String number, String subject, String status, int severity, @Nullable String customerName,
               @Nullable String deviceName, String branchName, @Nullable String assigneeName, Instant openedAt, @Nullable Instant resolvedAt) {}

    /** @param next hand back as {@code after} for the following page */
    record Page(List<Row> rows, @Nullable String next) {}

    private final JdbcClient jdbc;
    private final JsonMapper json;

    OverviewQueries(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    Overview overview(Period period, Reach reach, Instant now) {
        var opened = counts(Population.OPENED, period, reach, "step", "severity", "entitlement", "category", "repeated");
        var resolved = counts(Population.RESOLVED, period, reach, "step", "cause", "fixed");
        var promises = promises(period, reach);
        var visited = counts(Population.VISITED, period, reach, "punctual");
        var fixed = resolved.of("fixed");
        var causes = causes(resolved.of("cause"));
        var totals = new Overview.Totals(opened.total("step"), resolved.total("step"), fixed.getOrDefault("first", 0L), fixed.getOrDefault("later", 0L),
                fixed.getOrDefault("remote", 0L), opened.of("repeated").getOrDefault("yes", 0L),
                promises.codes().stream().mapToLong(PromiseCount::kept).sum(), promises.codes().stream().mapToLong(PromiseCount::broken).sum(),
                visited.total("punctual"), visited.of("punctual").getOrDefault("yes", 0L));
        var series = period.steps().stream().map(day -> new Overview.Step(day, opened.of("step").getOrDefault(day.toString(), 0L),
                resolved.of("step").getOrDefault(day.toString(), 0L))).toList();
        return new Overview(now, period.from(), period.to(), period.grain(), today(reach, period.branch(), now), totals, series,
                promises.codes(), promises.rules(), promises.months(), causes, resolved.of("cause").getOrDefault(UNKNOWN, 0L), categories(opened.of("category")),
                inOrder(opened.of("severity")), inOrder(opened.of("entitlement")), ratings(period, reach), times(period, reach),
                engineers(period, reach));
    }

    private record Counts(Map<String, Map<String, Long>> byTrait) {

        Map<String, Long> of(String trait) {
            return byTrait.getOrDefault(trait, Map.of());
        }

        long total(String trait) {
            return of(trait).values().stream().mapToLong(Long::longValue).sum();
        }
    }

    private Counts counts(Population population, Period period, Reach reach, String... traits) {
        var byTrait = new HashMap<String, Map<String, Long>>();
        jdbc.sql(population.countsBy(traits)).params(period.params(reach))
                .query(row -> {
                    byTrait.computeIfAbsent(row.getString("trait"), _ -> new HashMap<>()).put(row.getString("value"), row.getLong("count"));
                });
        return new Counts(byTrait);
    }

    /** Now and today, each branch by its own midnight. */
    Overview.Today today(Reach reach, @Nullable UUID branch, Instant now) {
        return jdbc.sql("""
                with here as (
                    select b.id, date_trunc('day', cast(:now as timestamptz) at time zone b.zone) at time zone b.zone as starts,
                           (date_trunc('day', cast(:now as timestamptz) at time zone b.zone) + interval '1 day') at time zone b.zone as ends
                      from identity.branch b
                     where (:everywhere or b.id = any(:branches)) and (cast(:ofBranch as uuid) is null or b.id = :ofBranch)),
                visit as (
                    select k.state from here join dispatch.booking k on k.branch_id = here.id
                     where k.state <> 'CANCELLED' and k.starts_at >= here.starts and k.starts_at < here.ends and k.starts_at >= :dayBefore
                       and (cast(:partner as uuid) is null or k.partner_id = :partner)
                       and (cast(:customer as uuid) is null or exists (
                            select from cases.service_case c where c.id = k.case_id and c.customer_id = :customer)))
                select (select count(*) from here join cases.service_case c on c.branch_id = here.id
                         where c.opened_at >= here.starts and c.opened_at < here.ends and c.opened_at >= :dayBefore
                           and (cast(:partner as uuid) is null or c.partner_id = :partner)
                           and (cast(:customer as uuid) is null or c.customer_id = :customer)) as opened,
                       (select count(*) from here join cases.service_case c on c.branch_id = here.id
                         where c.resolved_at >= here.starts and c.resolved_at < here.ends and c.resolved_at >= :dayBefore
                           and (cast(:partner as uuid) is null or c.partner_id = :partner)
                           and (cast(:customer as uuid) is null or c.customer_id = :customer)) as resolved,
                       (select count(*) from (
                            select from here join cases.service_case c on c.branch_id = here.id
                             where c.status in ('NEW', 'ACTIVE', 'WAITING')
                               and (cast(:partner as uuid) is null or c.partner_id = :partner)
                               and (cast(:customer as uuid) is null or c.customer_id = :customer)
                             limit :cap) capped) as open,
                       (select count(*) from (
                            select from here join cases.service_case c on c.branch_id = here.id
                             where c.status = 'WAITING'
                               and (cast(:partner as uuid) is null or c.partner_id = :partner)
                               and (cast(:customer as uuid) is null or c.customer_id = :customer)
                             limit :cap) capped) as waiting,
                       (select count(*) from (
                            select distinct p.subject_id
                              from here
                              join promises.promise p on p.branch_id = here.id
                              join cases.service_case c on c.id = p.subject_id
                             where p.subject_kind = 'case' and p.state in ('RUNNING', 'PAUSED')
                               and (p.breached_at is not null or p.state = 'RUNNING' and p.due_at <= :now)
                               and (cast(:partner as uuid) is null or c.partner_id = :partner)
                               and (cast(:customer as uuid) is null or c.customer_id = :customer)
                             limit :cap) capped) as overdue,
                       (select count(*) from visit where state in ('PLANNED', 'CONFIRMED')) as visits_planned,
                       (select count(*) from visit where state in ('UNDER_WAY', 'ON_SITE')) as visits_under_way,
                       (select count(*) from visit where state = 'DONE') as visits_done,
                       :cap as cap
                """)
                .params(reach.params()).param("ofBranch", branch).param("now", now.atOffset(UTC)).param("cap", CAP)
                .param("dayBefore", now.minus(2, ChronoUnit.DAYS).atOffset(UTC))
                .query(Overview.Today.class).single();
    }

    private record Promises(List<PromiseCount> codes, List<RuleCount> rules, List<MonthCount> months) {}

    private Promises promises(Period period, Reach reach) {
        var codes = new ArrayList<PromiseCount>();
        var rules = new ArrayList<RuleCount>();
        var months = new ArrayList<MonthCount>();
        jdbc.sql(Population.HERE + """
                select f.code, f.rule, f.month, count(*) filter (where f.outcome = 'KEPT') as kept, count(*) filter (where f.outcome = 'BROKEN') as broken
                  from (%s) f
                 group by grouping sets ((f.code), (f.code, f.rule), (f.month))
                 order by f.code, f.rule, f.month
                """.formatted(Population.PROMISED.rows)).params(period.params(reach))
                .query(row -> {
                    var code = row.getString("code");
                    var rule = row.getString("rule");
                    if (code == null) {
                        months.add(new MonthCount(row.getString("month"), row.getLong("kept"), row.getLong("broken")));
                    } else if (rule != null) {
                        rules.add(new RuleCount(code, rule, row.getLong("kept"), row.getLong("broken")));
                    } else {
                        codes.add(new PromiseCount(code, row.getLong("kept"), row.getLong("broken")));
                    }
                });
        return new Promises(codes, rules, months);
    }

    /** The most frequent first, each with its share and what it makes together with those before it. */
    private List<Cause> causes(Map<String, Long> counted) {
        var names = names("select code, name from cases.fault_code where code = any(:codes)", counted);
        var known = counted.entrySet().stream().filter(entry -> !entry.getKey().equals(UNKNOWN))
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey())).toList();
        var all = known.stream().mapToLong(Map.Entry::getValue).sum();
        var causes = new ArrayList<Cause>();
        long sum = 0;
        for (var cause : known) {
            sum += cause.getValue();
            causes.add(new Cause(cause.getKey(), names.getOrDefault(cause.getKey(), Map.of()), cause.getValue(), percent(cause.getValue(), all),
                    percent(sum, all)));
        }
        return causes;
    }

    /** Categories of products carry the name of the skill they ask for, where there is one. */
    private List<Count> categories(Map<String, Long> counted) {
        var names = names("select code, name from dispatch.skill where code = any(:codes)", counted);
        return counted.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .map(entry -> new Count(entry.getKey(), names.get(entry.getKey()), entry.getValue())).toList();
    }

    private Map<String, Map<String, String>> names(String sql, Map<String, Long> codes) {
        var names = new HashMap<String, Map<String, String>>();
        jdbc.sql(sql).param("codes", codes.keySet().toArray(String[]::new))
                .query(row -> {
                    names.put(row.getString("code"), json.readValue(row.getString("name"), NAME));
                });
        return names;
    }

    private static List<Count> inOrder(Map<String, Long> counted) {
        return counted.entrySet().stream().map(entry -> new Count(entry.getKey(), null, entry.getValue()))
                .sorted(Comparator.comparing(Count::code)).toList();
    }

    private static BigDecimal percent(long part, long all) {
        return BigDecimal.valueOf(part * 100).divide(BigDecimal.valueOf(all), 1, RoundingMode.HALF_UP);
    }

    private Overview.Ratings ratings(Period period, Reach reach) {
        var closed = counts(Population.CLOSED, period, reach, "rated");
        record Sum(long rated, long low, @Nullable BigDecimal score, long excellent, long good, long fair, long poor) {}
        var sum = jdbc.sql(Population.HERE + """
                select count(*) as rated, count(*) filter (where f.low = 'yes') as low, round(avg(f.score), 1) as score,
                       count(*) filter (where f.grade = 'EXCELLENT') as excellent, count(*) filter (where f.grade = 'GOOD') as good,
                       count(*) filter (where f.grade = 'FAIR') as fair, count(*) filter (where f.grade = 'POOR') as poor
                  from (%s) f
                """.formatted(Population.RATED.rows)).params(period.params(reach)).query(Sum.class).single();
        return new Overview.Ratings(closed.total("rated"), closed.of("rated").getOrDefault("yes", 0L), sum.rated(), sum.low(), sum.score(),
                List.of(new Count("EXCELLENT", null, sum.excellent()), new Count("GOOD", null, sum.good()), new Count("FAIR", null, sum.fair()),
                        new Count("POOR", null, sum.poor())));
    }

    private Overview.Times times(Period period, Reach reach) {
        return jdbc.sql(Population.HERE + """
                select a.answered, a.arrived, r.resolved
                  from (select round(percentile_cont(0.5) within group (order by f.answered_minutes)) as answered,
                               round(percentile_cont(0.5) within group (order by f.arrived_minutes)) as arrived from (%s) f) a
                 cross join (select round(percentile_cont(0.5) within group (order by f.resolved_minutes)) as resolved from (%s) f) r
                """.formatted(Population.OPENED.rows, Population.RESOLVED.rows)).params(period.params(reach)).query(Overview.Times.class).single();
    }

    private List<Overview.Engineer> engineers(Period period, Reach reach) {
        return jdbc.sql(Population.HERE + """
                , visited as (
                    select f.engineer, count(*) as visits, count(*) filter (where f.punctual = 'yes') as punctual
                      from (%s) f group by f.engineer),
                rated as (
                    select f.engineer, count(*) as rated, round(avg(f.score), 1) as score from (%s) f group by f.engineer)
                select u.id, u.name, p.name as partner_name, v.visits, v.punctual, coalesce(r.rated, 0) as rated, r.score
                  from visited v
                  join identity.app_user u on u.id = cast(v.engineer as uuid)
                  left join identity.partner p on p.id = u.partner_id
                  left join rated r on r.engineer = v.engineer
                 order by v.visits desc, u.name, u.id
                 limit :most
                """.formatted(Population.VISITED.rows, Population.RATED.rows)).params(period.params(reach)).param("most", MOST_ENGINEERS)
                .query(Overview.Engineer.class).list();
    }

    /** The rows a figure counts, newest first. */
    Page behind(Population population, List<String> conditions, Period period, Reach reach, @Nullable String after) {
        var where = population.where(conditions);
        var cursor = Cursor.read(after);
        var rows = jdbc.sql(Population.HERE + """
                , page as (
                    select f.id, f.case_id, f.at from (%s) f
                     where %s and (cast(:afterAt as timestamptz) is null or (f.at, f.id) < (:afterAt, cast(:afterId as uuid)))
                     order by f.at desc, f.id desc
                     limit :size)
                select page.id, page.case_id, page.at, c.number, c.subject, c.status, c.severity, k.name as customer_name,
                       coalesce(nullif(d.name, ''), p.name) as device_name, b.name as branch_name, u.name as assignee_name, c.opened_at, c.resolved_at
                  from page
                  join cases.service_case c on c.id = page.case_id
                  join identity.branch b on b.id = c.branch_id
                  left join customers.customer k on k.id = c.customer_id
                  left join assets.device d on d.id = c.device_id
                  left join assets.product p on p.id = d.product_id
                  left join identity.app_user u on u.id = c.assignee_id
                 order by page.at desc, page.id desc
                """.formatted(population.rows, where.sql()))
                .params(period.params(reach)).params(where.params())
                .param("afterAt", cursor == null ? null : cursor.at().atOffset(UTC)).param("afterId", cursor == null ? null : cursor.id())
                .param("size", PAGE + 1).query(Row.class).list();
        if (rows.size() <= PAGE) {
            return new Page(rows, null);
        }
        var last = rows.get(PAGE - 1);
        return new Page(List.copyOf(rows.subList(0, PAGE)), new Cursor(last.at(), last.id()).toString());
    }
}
