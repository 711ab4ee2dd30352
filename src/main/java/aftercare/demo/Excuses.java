package aftercare.demo;

import org.springframework.jdbc.core.JdbcTemplate;

/** Most of the promises that were broken were looked into afterwards. */
final class Excuses {

    private final JdbcTemplate jdbc;

    Excuses(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** What was broken until a few days ago has its cause, three of four. Chosen by the promise itself, so that it is the same each time. */
    void write() {
        jdbc.update("""
                with broken as (
                    select p.id, abs(hashtext(p.id::text)) as chance,
                           (select m.user_id from identity.membership m
                             where m.role = 'MANAGER' and (m.branch_id = p.branch_id or m.branch_id is null)
                             order by m.branch_id nulls last limit 1) as manager
                      from promises.promise p
                     where p.outcome = 'BROKEN' and p.decided_at < now() - interval '2 days')
                update promises.promise p
                   set breach_cause = said.cause, breach_words = said.words, breach_by = broken.manager
                  from broken join (values
                        (0, 'NO_ENGINEER', '当日工程师全部在外，改约次日'), (1, 'NO_PARTS', '常用备件缺货，由总部调拨'), (2, 'TRAVEL', '暴雨封路'),
                        (3, 'NO_ENGINEER', ''), (4, 'HARDER', '判断为单一故障，实际控制板与线路同时损坏'), (5, 'CUSTOMER', '现场停电检修，客户要求改期'),
                        (6, 'NO_PARTS', ''), (7, 'OVERLOOKED', '交接班时漏接'), (8, 'SUPPLIER', '厂家二线答复慢')) as said(n, cause, words)
                    on said.n = broken.chance % 9
                 where p.id = broken.id and broken.chance % 4 <> 0
                """);
    }
}
