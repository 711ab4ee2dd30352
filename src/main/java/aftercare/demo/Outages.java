package aftercare.demo;

import java.sql.Timestamp;
import java.time.Instant;
import org.springframework.jdbc.core.JdbcTemplate;

/** Two known outages: one that customers of Shanghai are told of now, one that is over. */
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
        // Where it is put right, and who said "me too".
        jdbc.update("""
                with near as (select c.id, row_number() over (order by c.opened_at desc, c.id) as n from cases.service_case c join identity.branch b on b.id = c.branch_id and b.code = 'SH'
                               where c.status in ('NEW', 'ACTIVE', 'WAITING') and c.subject ~ '录像|视频|监控|画面|摄像'),
                     parts as (insert into cases.link (case_id, other_id, kind, linked_at)
                               select p.id, w.id, 'PART_OF', ?::timestamptz from near p join near w on w.n = 1 where p.n between 2 and 3
                               on conflict (case_id, other_id) do update set kind = 'PART_OF')
                update intake.mass_notice set case_id = (select id from near where n = 1) where title like '上海%'
                """, Timestamp.from(now));
    }
}
