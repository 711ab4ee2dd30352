package aftercare.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A company that has had so many cases: made in the database out of the demo company's words, with customers, devices and
 * promises in proportion. Five in a thousand cases are open.
 */
final class WorklistData {

    private WorklistData() {}

    static void fill(Connection database, int cases) throws SQLException {
        var customers = Math.max(50, cases / 200);
        var devices = Math.max(500, cases / 15);
        // All or nothing: what breaks off begins anew.
        database.setAutoCommit(false);
        try (var sql = database.createStatement()) {
            sql.execute("set synchronous_commit = off");
            sql.execute("set maintenance_work_mem = '512MB'");
            sql.execute("""
                    create temporary table new_customer as
                    select gen_random_uuid() as id, n, (select k from (select array_agg(c order by c.number) as all_of from customers.customer c) as known,
                           lateral (select (known.all_of)[1 + n %% cardinality(known.all_of)] as k) as one) as like_this
                      from generate_series(1, %d) as n
                    """.formatted(customers));
            sql.execute("""
                    insert into customers.customer (id, number, name, kind, tier, branch_id, phone, email, created_at)
                    select id, 'B-' || lpad(n::text, 7, '0'), (like_this).name || ' ' || n, 'COMPANY', (like_this).tier, (like_this).branch_id,
                           '139' || lpad((n * 7919 % 100000000)::text, 8, '0'), '', now() - interval '4 years'
                      from new_customer
                    """);
            sql.execute("""
                    create temporary table new_site as
                    select gen_random_uuid() as id, c.id as customer_id, c.n,
                           (select s from customers.site s where s.customer_id = (c.like_this).id order by s.id limit 1) as like_this
                      from new_customer c
                    """);
            sql.execute("""
                    insert into customers.site (id, customer_id, name, region_code, address, lng, lat)
                    select id, customer_id, (like_this).name || ' ' || n, (like_this).region_code, (like_this).address, (like_this).lng, (like_this).lat from new_site
                    """);
            sql.execute("""
                    create temporary table new_device as
                    with known as (select array_agg(d order by d.number) as all_of from assets.device d)
                    select gen_random_uuid() as id, i as n, s.customer_id, s.id as site_id, (known.all_of)[1 + i * 31 %% cardinality(known.all_of)] as like_this
                      from generate_series(1, %d) as i cross join known join new_site s on s.n = 1 + i %% %d
                    """.formatted(devices, customers));
            sql.execute("create unique index on new_device (n)");
            sql.execute("create unique index on new_customer (id)");
            sql.execute("create unique index on new_site (id)");
            sql.execute("analyze new_customer, new_site, new_device");
            sql.execute("""
                    insert into assets.device (id, number, customer_id, branch_id, site_id, product_id, serial, name, location, installed_on, accepted_on,
                                               warranty_until, qr_token, created_at)
                    select d.id, 'BD-' || lpad(n::text, 8, '0'), d.customer_id, k.branch_id, d.site_id, (like_this).product_id,
                           (like_this).serial || 'B' || n, (like_this).name, (like_this).location, (like_this).installed_on,
                           (like_this).accepted_on, (like_this).warranty_until, 'bench' || n, now() - interval '3 years'
                      from new_device d join customers.customer k on k.id = d.customer_id
                    """);
            // Indexes are made after the rows: the same indexes in a fraction of the time.
            var indexes = withoutIndexes(database, List.of("cases.service_case", "promises.promise"));
            sql.execute("""
                    create temporary table told as
                    select row_number() over (order by number)::integer - 1 as n, c.* from cases.service_case c where status = 'CLOSED'
                    """);
            sql.execute("create unique index on told (n)");
            sql.execute("analyze told");
            for (int from = 1; from <= cases; from += 50_000) {
                cases(database, from, Math.min(cases, from + 49_999), cases, devices);
            }
            Bench.say("%d cases written", cases);
            promises(database);
            Bench.say("their promises written");
            for (var index : indexes.values()) {
                sql.execute(index);
            }
            database.setAutoCommit(true);
            sql.execute("vacuum (analyze) cases.service_case");
            sql.execute("vacuum (analyze) promises.promise");
            sql.execute("vacuum (analyze) assets.device");
            sql.execute("vacuum (analyze) customers.customer");
        }
    }

    /** Over three years, newest last; told again in other words: another customer, another device, another phone. */
    private static void cases(Connection database, int from, int to, int all, int devices) throws SQLException {
        try (var sql = database.prepareStatement("""
                insert into cases.service_case (id, number, branch_id, customer_id, contact_name, contact_phone, site_id, device_id, channel, kind_code,
                    kind_version, status, stage, severity, subject, description, about, entitlement, entitlement_reason, entitlement_code, symptom_code,
                    cause_code, responsibility_code, assignee_id, waiting_reason, resolution, cancel_reason, tracking_token, opened_by, opened_at,
                    answered_at, resolved_at, closed_at)
                select uuidv7(one.opened_at - now()), 'B' || to_char(one.opened_at, 'YYYY') || '-' || lpad(one.i::text, 8, '0'), k.branch_id, d.customer_id,
                       t.contact_name, '137' || lpad((one.i::bigint * 48271 %% 100000000)::text, 8, '0'), d.site_id, d.id, t.channel, t.kind_code, t.kind_version,
                       one.status, case one.status when 'NEW' then 'received' when 'RESOLVED' then 'to-confirm' when 'CLOSED' then 'done'
                                   when 'CANCELLED' then 'done' else 'to-schedule' end,
                       t.severity, (d.like_this).location || ' ' || regexp_replace(t.subject, '^.* ', ''), t.description,
                       concat_ws(' · ', k.name, s.name, (d.like_this).name, (d.like_this).serial || 'B' || d.n, 'BD-' || lpad(d.n::text, 8, '0')),
                       t.entitlement, t.entitlement_reason, t.entitlement_code, t.symptom_code, t.cause_code, t.responsibility_code, t.assignee_id,
                       case when one.status = 'WAITING' then '等客户确认停电时间' end, case when one.status in ('RESOLVED', 'CLOSED') then t.resolution end,
                       case when one.status = 'CANCELLED' then '客户撤销' end, 'bench-' || one.i, t.opened_by, one.opened_at,
                       case when one.status <> 'NEW' then one.opened_at + interval '20 minutes' end,
                       case when one.status in ('RESOLVED', 'CLOSED') then one.opened_at + interval '1 day' end,
                       case when one.status = 'CLOSED' then one.opened_at + interval '2 days' end
                  from (select i, now() - interval '3 days' - (interval '1090 days' * (%2$d - i) / %2$d) as opened_at,
                               case when i %% 200 = 0 then (array['NEW', 'ACTIVE', 'ACTIVE', 'WAITING', 'RESOLVED'])[1 + i / 200 %% 5]
                                    when i %% 33 = 0 then 'CANCELLED' else 'CLOSED' end as status
                          from generate_series(%1$d, %3$d) as i) as one
                  join told t on t.n = (one.i::bigint * 7919 %% (select count(*) from told))::integer
                  join new_device d on d.n = 1 + (one.i::bigint * 104729 %% %4$d)::integer
                  join customers.customer k on k.id = d.customer_id
                  join customers.site s on s.id = d.site_id
                """.formatted(from, all, to, devices))) {
            sql.executeUpdate();
        }
    }

    /** Answer and restore for every case, arrive for repairs: done in time, but for the open ones. */
    private static void promises(Connection database) throws SQLException {
        try (var sql = database.createStatement()) {
            sql.execute("""
                    insert into promises.promise (id, subject_kind, subject_id, code, label, branch_id, facts, rule_id, calendar_id, calendar_version,
                        customer_visible, state, started_at, due_at, goal_minutes, paused_at, pause_reason, remaining_minutes, ended_at)
                    select gen_random_uuid(), 'case', c.id, r.code, c.number, c.branch_id, '{}', r.id, r.calendar_id, 1, true,
                           case when c.status in ('CLOSED', 'CANCELLED', 'RESOLVED') or r.code = 'answer' and c.status <> 'NEW' then 'KEPT'
                                when c.status = 'WAITING' then 'PAUSED' else 'RUNNING' end,
                           c.opened_at, case when c.status in ('NEW', 'ACTIVE') then now() + interval '1 day' else c.opened_at + interval '2 days' end, 2880,
                           case when c.status = 'WAITING' and r.code <> 'answer' then c.opened_at + interval '1 hour' end,
                           case when c.status = 'WAITING' and r.code <> 'answer' then '等客户确认停电时间' end,
                           case when c.status = 'WAITING' and r.code <> 'answer' then 2820 end,
                           case when c.status in ('CLOSED', 'CANCELLED', 'RESOLVED') or r.code = 'answer' and c.status <> 'NEW' then c.opened_at + interval '10 minutes' end
                      from cases.service_case c
                      join lateral (select distinct on (code) id, code, calendar_id from promises.rule where current order by code, id) r
                           on c.kind_code = 'repair' or r.code <> 'arrive'
                     where c.number like 'B%'
                    """);
        }
    }

    /** Drops the indexes that no constraint needs; answers with how to make them again. */
    static Map<String, String> withoutIndexes(Connection database, List<String> tables) throws SQLException {
        var indexes = new LinkedHashMap<String, String>();
        try (var query = database.prepareStatement("""
                select i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid)
                  from pg_index i
                 where i.indrelid = any(array(select cast(t as regclass)::oid from unnest(?) as t))
                   and not exists (select from pg_constraint k where k.conindid = i.indexrelid)
                 order by 1
                """)) {
            query.setArray(1, database.createArrayOf("text", tables.toArray()));
            try (var row = query.executeQuery()) {
                while (row.next()) {
                    indexes.put(row.getString(1), row.getString(2));
                }
            }
        }
        try (var sql = database.createStatement()) {
            for (var index : new ArrayList<>(indexes.keySet())) {
                sql.execute("drop index " + index);
            }
        }
        return indexes;
    }
}
