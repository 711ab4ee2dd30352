package aftercare.demo;

import aftercare.kernel.Subject;
import aftercare.promises.PromiseHistory;
import aftercare.promises.StartPromises;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/** The calls of the last weeks, two that nobody took, phrases of the desk, and a case half typed. */
final class PhoneCalls {

    private final JdbcTemplate jdbc;
    private final PromiseHistory history;
    private final Chance chance;
    private final Instant now;

    PhoneCalls(JdbcTemplate jdbc, PromiseHistory history, Chance chance, Instant now) {
        this.jdbc = jdbc;
        this.history = history;
        this.chance = chance;
        this.now = now;
    }

    void write() {
        var at = Timestamp.from(now);
        jdbc.update("""
                insert into calls.centre (id, name, branch_id, token_hash, heard_at, made_by, made_at)
                select md5('centre ' || b.code)::uuid, '400 热线', b.id, md5('demo centre ' || b.code), ?::timestamptz - interval '4 minutes', u.id, ?::timestamptz - interval '300 days'
                  from identity.branch b join identity.app_user u on u.login = 'admin' where b.code = 'HZ'
                """, at, at);
        jdbc.update("""
                insert into calls.extension (centre_id, extension, user_id)
                select c.id, e.extension, u.id from calls.centre c, (values ('801', 'desk'), ('802', 'desk2'), ('803', 'desk3')) as e(extension, login)
                  join identity.app_user u on u.login = e.login
                """);
        // Every case that was reported by telephone in the last weeks came of a call.
        jdbc.update("""
                insert into calls.call (id, centre_id, reference, branch_id, direction, number, line, extension, user_id, customer_id, contact_name, began_at, answered_at, ended_at,
                                        recording, case_id)
                select md5('call ' || s.number)::uuid, c.id, 'c-' || s.number, s.branch_id, 'IN', s.contact_phone, '400-826-0571', coalesce(e.extension, ''), s.opened_by, s.customer_id,
                       s.contact_name, s.opened_at - interval '3 minutes', s.opened_at - interval '3 minutes' + interval '9 seconds', s.opened_at + interval '50 seconds',
                       'https://pbx.example.com/recordings/' || s.number || '.mp3', s.id
                  from cases.service_case s
                  join identity.branch b on b.id = s.branch_id and b.code = 'HZ'
                  join calls.centre c on c.branch_id = b.id
                  left join calls.extension e on e.centre_id = c.id and e.user_id = s.opened_by
                 where s.channel = 'PHONE' and s.contact_phone <> '' and s.opened_at > ?::timestamptz - interval '45 days'
                """, at);
        // Some were questions that needed no case, and two were taken by nobody.
        jdbc.update("""
                insert into calls.call (id, centre_id, reference, branch_id, direction, number, line, extension, user_id, customer_id, contact_name, began_at, answered_at, ended_at, note)
                select md5('call without ' || k.name || o.ago)::uuid, c.id, 'q-' || o.ago, c.branch_id, o.direction, k.phone, '400-826-0571', '801', u.id, k.customer_id, k.name,
                       ?::timestamptz - o.ago, case when o.taken then ?::timestamptz - o.ago + interval '12 seconds' end, ?::timestamptz - o.ago + interval '2 minutes', o.note
                  from (values (1, interval '35 minutes', 'IN', false, ''), (2, interval '100 minutes', 'IN', false, ''), (3, interval '2 hours', 'IN', true, '问上周报告在哪里下载，已告知门户入口'),
                               (4, interval '26 hours', 'OUT', true, '确认周五上午可以进场'), (5, interval '3 days', 'IN', true, '问质保到什么时候，已查，明年 3 月')) as o(n, ago, direction, taken, note)
                  join lateral (select k.*, row_number() over (order by k.id) as n from customers.contact k join customers.customer x on x.id = k.customer_id
                                  join identity.branch b on b.id = x.branch_id where b.code = 'HZ' and k.phone <> '') k on k.n = o.n
                 cross join calls.centre c join identity.app_user u on u.login = 'desk'
                """, at, at, at);
        var missed = jdbc.query("select id, branch_id, user_id, number, contact_name, ended_at from calls.call where state = 'MISSED' order by ended_at", (row, _) ->
                new StartPromises(new Subject("call", row.getObject(1, UUID.class)), List.of("ring-back"), Map.of(), row.getObject(2, UUID.class), row.getObject(3, UUID.class),
                        row.getString(4) + " " + row.getString(5), row.getTimestamp(6).toInstant()));
        history.write(missed.stream().map(wish -> history.begin(wish, () -> chance.id(wish.at()))).toList(), now);
        jdbc.update("""
                insert into intake.solved_case (case_id, branch_id, product_id, symptom_code, resolved_at, keys)
                select c.id, c.branch_id, d.product_id, c.symptom_code, c.resolved_at, platform.grams(c.subject, left(c.description, 500))
                  from cases.service_case c left join assets.device d on d.id = c.device_id where c.resolved_at is not null
                """);
        jdbc.update("""
                insert into intake.phrase (id, words, made_by, made_at)
                select md5('phrase ' || p.words)::uuid, p.words, u.id, ?::timestamptz - interval '200 days' + p.n * interval '1 minute'
                  from unnest(array['现场无人值守，到前请电话联系', '客户要求当天恢复', '已指导断电重启，故障依旧', '只影响单台设备', '整个区域受影响', '进场需登记身份证', '夜间不能进场'])
                       with ordinality as p(words, n)
                  join identity.app_user u on u.login = 'service'
                """, at);
        jdbc.update("""
                insert into intake.draft (id, user_id, title, draft, updated_at)
                select md5('a draft')::uuid, u.id, '地库道闸抬杆不落', jsonb_build_object('id', md5('a draft')::uuid, 'channel', 'PHONE', 'kind', 'repair', 'description', '地库道闸抬杆不落，早高峰排队，物业在人工放行',
                       'subject', '', 'company', '', 'place', '', 'keepContact', false, 'photos', '[]'::jsonb,
                       'party', jsonb_build_object('contactName', '孙师傅', 'contactPhone', '139 5714 2203', 'contactEmail', '')), ?::timestamptz - interval '25 minutes'
                  from identity.app_user u where u.login = 'desk'
                """, at);
    }
}
