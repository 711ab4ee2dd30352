package aftercare.quality;

import aftercare.kernel.Refusal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is counted. The rows of one population each have an id, the case they are about, the moment that puts them into a
 * period and the {@link #traits} by which they are told apart. A figure counts these rows and the list behind the figure
 * shows them, so the two are always the same.
 *
 * <p>The SQL stands after {@link #HERE} and takes {@link Period#params}.
 */
enum Population {

    /** Cases by the day they were opened. A category is {@code none} where no device is known. */
    OPENED("""
            select c.id, c.id as case_id, c.opened_at as at, date_trunc(:grain, c.opened_at at time zone here.zone)::date::text as step,
                   c.severity::text as severity, c.entitlement, coalesce(p.category, 'none') as category,
                   case when c.repeat_of is null then 'no' else 'yes' end as repeated,
                   extract(epoch from c.answered_at - c.opened_at) / 60 as answered_minutes,
                   extract(epoch from c.arrived_at - c.opened_at) / 60 as arrived_minutes
              from here
              join cases.service_case c on c.branch_id = here.id
              left join assets.device d on d.id = c.device_id
              left join assets.product p on p.id = d.product_id
             where c.opened_at >= here.starts and c.opened_at < here.ends and c.opened_at >= :earliest and c.opened_at < :latest
               and (cast(:partner as uuid) is null or c.partner_id = :partner)
               and (cast(:customer as uuid) is null or c.customer_id = :customer)
            """, "step", "severity", "entitlement", "category", "repeated"),

    /**
     * Cases by the day they were resolved; one that was reopened since is not resolved. {@code fixed} is {@code first} after
     * one visit and no complaint, {@code later} after more, {@code remote} when nobody had to come.
     */
    RESOLVED("""
            select c.id, c.id as case_id, c.resolved_at as at, date_trunc(:grain, c.resolved_at at time zone here.zone)::date::text as step,
                   coalesce(c.cause_code, 'none') as cause,
                   case when v.visits = 0 then 'remote' when v.visits = 1 and c.reopened = 0 then 'first' else 'later' end as fixed,
                   extract(epoch from c.resolved_at - c.opened_at) / 60 as resolved_minutes
              from here
              join cases.service_case c on c.branch_id = here.id
             cross join lateral (select count(*) as visits from fieldwork.visit v
                                  where v.case_id = c.id and v.status in ('FINISHED', 'SIGNED')) v
             where c.resolved_at >= here.starts and c.resolved_at < here.ends and c.resolved_at >= :earliest and c.resolved_at < :latest
               and (cast(:partner as uuid) is null or c.partner_id = :partner)
               and (cast(:customer as uuid) is null or c.customer_id = :customer)
            """, "step", "cause", "fixed"),

    /** Cases by the day they were closed, rated since or not. */
    CLOSED("""
            select c.id, c.id as case_id, c.closed_at as at,
                   case when exists (select from care.rating r where r.case_id = c.id) then 'yes' else 'no' end as rated
              from here
              join cases.service_case c on c.branch_id = here.id
             where c.closed_at >= here.starts and c.closed_at < here.ends and c.closed_at >= :earliest and c.closed_at < :latest
               and (cast(:partner as uuid) is null or c.partner_id = :partner)
               and (cast(:customer as uuid) is null or c.customer_id = :customer)
            """, "rated"),

    /** Promises by the day it showed whether they are kept: fulfilled in time, or their time ran out. Waived ones are neither. */
    PROMISED("""
            select p.id, p.subject_id as case_id, p.decided_at as at, p.code, rule.key as rule, p.outcome,
                   to_char(p.decided_at at time zone here.zone, 'YYYY-MM') as month
              from here
              join promises.promise p on p.branch_id = here.id
              join promises.rule on rule.id = p.rule_id
             where p.decided_at >= here.starts and p.decided_at < here.ends and p.decided_at >= :earliest and p.decided_at < :latest
               and p.outcome in ('KEPT', 'BROKEN') and p.subject_kind = 'case'
               and (cast(:partner as uuid) is null and cast(:customer as uuid) is null or exists (
                    select from cases.service_case c
                     where c.id = p.subject_id and (cast(:partner as uuid) is null or c.partner_id = :partner)
                       and (cast(:customer as uuid) is null or c.customer_id = :customer)))
            """, "code", "rule", "outcome", "month"),

    /** Customers' ratings by the day they were given. */
    RATED("""
            select r.case_id as id, r.case_id, r.at, r.overall as grade, case when r.low then 'yes' else 'no' end as low, r.score,
                   coalesce(r.engineer_id::text, 'none') as engineer
              from here
              join care.rating r on r.branch_id = here.id
             where r.at >= here.starts and r.at < here.ends and r.at >= :earliest and r.at < :latest
               and (cast(:partner as uuid) is null or r.partner_id = :partner)
               and (cast(:customer as uuid) is null or r.customer_id = :customer)
            """, "grade", "low", "engineer"),

    /** Finished visits by the day they were finished. A quarter of an hour after the planned time is still punctual. */
    VISITED("""
            select v.id, v.case_id, v.finished_at as at, v.engineer_id::text as engineer,
                   case when v.arrived_at <= v.planned_start + interval '15 minutes' then 'yes' else 'no' end as punctual
              from here
              join fieldwork.visit v on v.branch_id = here.id
             where v.finished_at >= here.starts and v.finished_at < here.ends and v.finished_at >= :earliest and v.finished_at < :latest
               and v.status in ('FINISHED', 'SIGNED')
               and (cast(:partner as uuid) is null or v.partner_id = :partner)
               and (cast(:customer as uuid) is null or exists (
                    select from cases.service_case c where c.id = v.case_id and c.customer_id = :customer))
            """, "engineer", "punctual");

    /** The branches within reach, each with the period as its own clock counts it. */
    static final String HERE = """
            with here as (
                select b.id, b.zone, cast(:from as timestamp) at time zone b.zone as starts, cast(:until as timestamp) at time zone b.zone as ends
                  from identity.branch b
                 where (:everywhere or b.id = any(:branches)) and (cast(:ofBranch as uuid) is null or b.id = :ofBranch))
            """;

    final String rows;
    final List<String> traits;

    Population(String rows, String... traits) {
        this.rows = rows;
        this.traits = List.of(traits);
    }

    /** How many rows have each value of each of these traits: one pass over the period for all of them. */
    String countsBy(String... wanted) {
        var each = Arrays.asList(wanted);
        return HERE + """
                select case %s end as trait, coalesce(%s) as value, count(*) as count
                  from (%s) f
                 group by grouping sets (%s)
                """.formatted(each.stream().map("when grouping(f.%1$s) = 0 then '%1$s'"::formatted).collect(Collectors.joining(" ")),
                each.stream().map("f."::concat).collect(Collectors.joining(", ")), rows,
                each.stream().map("(f.%s)"::formatted).collect(Collectors.joining(", ")));
    }

    /**
     * Reads {@code severity:2}; several of one trait are alternatives.
     *
     * @return the condition on the rows and its parameters
     */
    Where where(List<String> conditions) {
        var byTrait = new LinkedHashMap<String, List<String>>();
        for (var condition : conditions) {
            var cut = condition.indexOf(':');
            var trait = cut < 0 ? condition : condition.substring(0, cut);
            if (cut < 0 || !traits.contains(trait)) {
                throw new Refusal.Broken("quality.no-such-trait", "%s is not told apart by '%s'; there is %s".formatted(name(), trait, traits),
                        Map.of("trait", trait));
            }
            byTrait.computeIfAbsent(trait, _ -> new ArrayList<>()).add(condition.substring(cut + 1));
        }
        return new Where(
                Stream.concat(Stream.of("true"), byTrait.keySet().stream().map("f.%1$s = any(:is_%1$s)"::formatted)).collect(Collectors.joining(" and ")),
                byTrait.entrySet().stream().collect(Collectors.toMap(entry -> "is_" + entry.getKey(), entry -> entry.getValue().toArray(String[]::new))));
    }

    record Where(String sql, Map<String, String[]> params) {}
}
