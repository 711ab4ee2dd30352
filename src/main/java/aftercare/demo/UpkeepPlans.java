package aftercare.demo;

import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.springframework.jdbc.core.JdbcTemplate;

/** Plans for the contracts in force: what was done, left out, moved, is late, and what is still to come. */
final class UpkeepPlans {

    private static final int CONTRACTS = 8;

    private final JdbcTemplate jdbc;
    private final Instant now;

    UpkeepPlans(JdbcTemplate jdbc, Instant now) {
        this.jdbc = jdbc;
        this.now = now;
    }

    void write() {
        var today = Date.valueOf(LocalDate.ofInstant(now, ZoneId.of("Asia/Shanghai")));
        jdbc.update("""
                insert into upkeep.plan (id, name, branch_id, customer_id, contract_id, rhythm, exclusions, starts_on, ends_on, lead_days, early_days, late_days, minutes,
                                         owner_id, created_at)
                select md5('upkeep ' || c.id)::uuid, (array['季度巡检', '月度巡检', '半年保养'])[1 + n %% 3], c.branch_id, c.customer_id, c.id,
                       jsonb_build_object('unit', 'MONTHS', 'every', (array[3, 1, 6])[1 + n %% 3], 'weekdays', '[]'::jsonb, 'day', null, 'which', null, 'weekday', null,
                                          'seasons', '[]'::jsonb, 'firstDays', null),
                       '{"workdays": true, "weekdays": [], "spans": [], "instead": "NEXT"}', c.starts_on, c.ends_on, 14, 7, 7, 60,
                       c.owner_id, cast(? as timestamptz) - n * interval '1 hour'
                  from (select c.*, row_number() over (order by c.number)::int - 1 as n from contracts.contract c
                         where c.status = 'ACTIVE' and c.starts_on < ? and c.ends_on > ? order by c.number limit %d) as c
                """.formatted(CONTRACTS), Timestamp.from(now), today, today);
        jdbc.update("""
                insert into upkeep.due (id, plan_id, subject_id, occurrence, branch_id, customer_id, site_id, device_id, planned_on, window_from, window_to, state, moved_from,
                                        reason, done_on, late_days)
                select md5(x.plan_id::text || x.subject_id || x.occurrence)::uuid, x.plan_id, x.subject_id, x.occurrence::text, x.branch_id, x.customer_id, x.site_id, x.device_id,
                       x.planned_on, x.planned_on - 7, x.planned_on + 7, x.state, case when x.state = 'PLANNED' and x.pick = 5 then x.occurrence end,
                       case when x.state = 'SKIPPED' then '客户停产检修，本次不做' when x.state = 'PLANNED' and x.pick = 5 then '客户要求错开盘点' else '' end,
                       case when x.state = 'DONE' then x.planned_on + x.pick * 2 - 4 end, case when x.state = 'DONE' then greatest(0, x.pick * 2 - 11) end
                  from (select m.*, o.occurrence, o.pick,
                               case when o.occurrence > cast(? as date) and o.pick = 5 then o.occurrence + 2 else o.occurrence end as planned_on,
                               case when o.occurrence + 15 >= cast(? as date) then 'PLANNED' when o.pick = 7 then 'SKIPPED' when o.pick = 4 and o.occurrence + 60 > cast(? as date) then 'PLANNED' else 'DONE' end as state
                          from upkeep.plan p join upkeep.member m on m.plan_id = p.id
                          cross join lateral (select d::date + case extract(isodow from d) when 6 then 2 when 7 then 1 else 0 end as occurrence,
                                                     abs(hashtext(m.device_id::text || d::date)) %% 8 as pick
                                                from generate_series(p.starts_on::timestamp, least(p.ends_on, cast(? as date) + 400)::timestamp,
                                                                     make_interval(months => (p.rhythm ->> 'every')::int)) as d) as o
                         where m.device_id is not null) as x
                 where x.planned_on > cast(? as date) - 370
                """.replace("%%", "%"), today, today, today, today, today);
    }
}
