package aftercare.demo;

import java.sql.Timestamp;
import java.time.Instant;
import org.springframework.jdbc.core.JdbcTemplate;

/** Known outages: one that customers of Shanghai are told of now, one that is over, and one of a single customer with the case in which it is put right. */
final class Outages {

    private final JdbcTemplate jdbc;
    private final Instant now;

    Outages(JdbcTemplate jdbc, Instant now) {
        this.jdbc = jdbc;
        this.now = now;
    }

    void write() {
        jdbc.update("""
                insert into intake.mass_notice (id, title, words, branch_id, starts_at, ends_at, made_by, made_at)
                select md5('mass notice ' || b.code || n.title)::uuid, n.title, n.words, b.id, ?::timestamptz - n.ago, case when n.lasted is not null then ?::timestamptz - n.ago + n.lasted end,
                       m.user_id, ?::timestamptz - n.ago
                  from (values ('SH', '上海地区视频云平台登录缓慢', '机房线路抢修中，录像照常保存，预计今天 20:00 前恢复。无需重复报修，恢复后这里会更新。', interval '2 hours', null::interval),
                               ('HZ', '杭州门禁云服务中断', '证书过期，已更换，全部恢复。', interval '40 days', interval '3 hours')) as n(branch, title, words, ago, lasted)
                  join identity.branch b on b.code = n.branch
                  join lateral (select user_id from identity.membership where role = 'AGENT' order by branch_id = b.id desc, user_id limit 1) m on true
                """, Timestamp.from(now), Timestamp.from(now), Timestamp.from(now));
        // Told to the colleagues of one customer, who may say "me too": its case tells and resolves all that hang on it.
        jdbc.update("""
                insert into intake.mass_notice (id, title, words, branch_id, customer_id, case_id, starts_at, made_by, made_at)
                select md5('mass notice of ' || c.number)::uuid, left(c.subject, 60) || '，正在处理', '工程师已在处理，恢复后在这里告知。同样受影响的部门点「我也受影响」即可，不必重复报修。',
                       c.branch_id, c.customer_id, c.id, ?::timestamptz - interval '20 minutes', m.user_id, ?::timestamptz - interval '20 minutes'
                  from cases.service_case c
                  join lateral (select user_id from identity.membership where role = 'AGENT' order by branch_id = c.branch_id desc, user_id limit 1) m on true
                 where c.status in ('NEW', 'ACTIVE') and c.kind_code = 'repair' and c.opened_at < ?::timestamptz - interval '20 minutes' and c.customer_id is not null
                 order by c.customer_id = (select customer_id from identity.app_user where login = 'customer1') desc, c.opened_at desc, c.id limit 1
                """, Timestamp.from(now), Timestamp.from(now), Timestamp.from(now));
    }
}
