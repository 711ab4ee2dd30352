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
        roundForTheEngineer();
    }

    /** An inspection of all devices of one kind at a site, booked for the engineer whose phone one looks at. */
    private void roundForTheEngineer() {
        jdbc.execute("""
                do $$
                declare me record; place record; slot timestamptz; the_case uuid := md5('upkeep case')::uuid; the_booking uuid := md5('upkeep booking')::uuid; the_plan uuid := md5('upkeep round')::uuid;
                begin
                    select e.user_id, e.branch_id, b.zone into me from dispatch.engineer e join identity.app_user u on u.id = e.user_id and u.login = 'engineer1' join identity.branch b on b.id = e.branch_id;
                    select d.site_id, d.customer_id, f.code as form, f.definition ->> 'categories' as categories, p.category, count(*) as n into place
                      from assets.device d join assets.product p on p.id = d.product_id
                      join forms.form f on f.current and f.definition ->> 'use' = 'INSPECTION' and f.definition -> 'categories' @> to_jsonb(p.category)
                     where d.branch_id = me.branch_id and d.state = 'IN_USE' and d.site_id is not null
                     group by d.site_id, d.customer_id, f.code, f.definition, p.category having count(*) between 6 and 14 order by p.category = '充电桩' desc, count(*) desc, d.site_id limit 1;
                    select g into slot from generate_series(date_trunc('hour', cast('%1$s' as timestamptz)) + interval '1 hour', cast('%1$s' as timestamptz) + interval '9 days', interval '1 hour') g
                     where extract(hour from g at time zone me.zone) between 8 and 15 and not exists (select from dispatch.booking k where k.engineer_id = me.user_id and k.state <> 'CANCELLED'
                           and tstzrange(k.starts_at, k.ends_at) && tstzrange(g - interval '30 minutes', g + interval '150 minutes')) order by g limit 1;
                    if place.site_id is null or slot is null then return; end if;
                    insert into upkeep.plan (id, name, branch_id, customer_id, site_id, form_code, categories, rhythm, exclusions, starts_on, lead_days, early_days, late_days, minutes, created_at)
                    values (the_plan, place.category || '季度巡检', me.branch_id, place.customer_id, place.site_id, place.form, array(select jsonb_array_elements_text(place.categories::jsonb)),
                            '{"unit": "MONTHS", "every": 3, "weekdays": [], "day": null, "which": null, "weekday": null, "seasons": [], "firstDays": null}',
                            '{"workdays": true, "weekdays": [], "spans": [], "instead": "NEXT"}', (slot at time zone me.zone)::date, 14, 7, 7, 120, cast('%1$s' as timestamptz) - interval '20 days');
                    insert into cases.service_case (id, number, branch_id, customer_id, contact_name, contact_phone, contact_email, site_id, channel, kind_code, kind_version, status, stage, severity, subject,
                                                    description, about, tracking_token, opened_at, answered_at)
                    select the_case, 'SO-' || extract(year from slot at time zone me.zone) || '-' || lpad(nextval('cases.case_number')::text, 6, '0'), me.branch_id, place.customer_id, coalesce(k.name, ''),
                           coalesce(k.phone, ''), coalesce(k.email, ''), place.site_id, 'PLAN', 'inspection', (select max(version) from cases.kind where code = 'inspection'), 'ACTIVE', 'scheduled', 4,
                           place.category || '季度巡检（' || place.n || ' 台设备）', '逐台检查并填写检查表，不合格的当场说明。', '', md5('upkeep round'), cast('%1$s' as timestamptz) - interval '3 days',
                           cast('%1$s' as timestamptz) - interval '3 days'
                      from (values (1)) one left join lateral (select name, phone, email from customers.contact where customer_id = place.customer_id order by is_primary desc, name limit 1) k on true;
                    insert into upkeep.due (id, plan_id, subject_id, occurrence, branch_id, customer_id, site_id, device_id, planned_on, window_from, window_to, state, case_id)
                    select md5('upkeep due ' || m.subject_id)::uuid, the_plan, m.subject_id, (slot at time zone me.zone)::date::text, m.branch_id, m.customer_id, m.site_id, m.device_id, (slot at time zone me.zone)::date,
                           (slot at time zone me.zone)::date - 7, (slot at time zone me.zone)::date + 7, 'MADE', the_case from upkeep.member m where m.plan_id = the_plan and m.device_id is not null;
                    insert into fieldwork.round_device (case_id, device_id, form_code, position)
                    select the_case, u.device_id, place.form, row_number() over (order by d.location, d.serial) from upkeep.due u join assets.device d on d.id = u.device_id where u.case_id = the_case;
                    insert into dispatch.case_need (case_id, minutes) values (the_case, 120);
                    insert into timeline.entry (id, kind, at, actor_name, visibility, facts)
                    select md5('upkeep made')::uuid, 'upkeep.made', c.opened_at, 'system', 'INTERNAL', jsonb_build_object('number', c.number, 'dates', place.n) from cases.service_case c where c.id = the_case;
                    insert into timeline.entry_subject (subject_kind, subject_id, at, entry_id)
                    select x.kind, x.id, c.opened_at, md5('upkeep made')::uuid from cases.service_case c cross join (values ('case', the_case), ('upkeep-plan', the_plan)) x(kind, id) where c.id = the_case;
                    insert into dispatch.booking (id, case_id, engineer_id, branch_id, starts_at, ends_at, state, booked_at)
                    values (the_booking, the_case, me.user_id, me.branch_id, slot, slot + interval '2 hours', 'CONFIRMED', cast('%1$s' as timestamptz) - interval '2 days');
                    insert into fieldwork.visit (id, booking_id, case_id, engineer_id, branch_id, status, planned_start, planned_end, accepted_at)
                    values (md5('upkeep visit')::uuid, the_booking, the_case, me.user_id, me.branch_id, 'ACCEPTED', slot, slot + interval '2 hours', cast('%1$s' as timestamptz) - interval '1 day');
                end $$
                """.formatted(Timestamp.from(now).toInstant()));
    }
}
