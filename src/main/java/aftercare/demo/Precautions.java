package aftercare.demo;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/** What is dangerous at some customers', and what nearly went wrong there: one report is open, one became a hazard. */
final class Precautions {

    /** @param contact the customer's man on site signs, too */
    private record Danger(String title, String measures, String risk, boolean contact) {}

    /** At the sites of the next visits in Hangzhou, in this order. */
    private static final List<Danger> AT_SITES = List.of(
            new Danger("机房内有带电裸露母排", "作业前停电、验电、挂牌；两人同行，穿绝缘鞋，戴护目镜。", "GRAVE", true),
            new Danger("屋面边缘没有护栏", "系安全带，离边缘两米以上；风力五级以上不上屋面。", "HIGH", false),
            new Danger("地下室通风不良", "先通风十分钟，带气体检测仪；门口留一人照看。", "HIGH", false),
            new Danger("走廊行人多", "围挡作业区，设警示牌，工具不放在通道上。", "LOW", false));

    /** Sites of the first and the last device on the first page of a branch's list: kept plain for whoever tries the product. */
    private static final String PLAIN = """
            select x.site_id from (select d.site_id, row_number() over (order by d.number desc) as n from assets.device d
                                     join identity.branch b on b.id = d.branch_id and b.code = 'HZ') as x where x.n in (1, 50) and x.site_id is not null
            """;

    private final JdbcTemplate jdbc;
    private final Instant now;

    Precautions(JdbcTemplate jdbc, Instant now) {
        this.jdbc = jdbc;
        this.now = now;
    }

    void write() {
        for (int n = 0; n < AT_SITES.size(); n++) {
            atSite(AT_SITES.get(n), n);
        }
        jdbc.update("""
                insert into safety.hazard (id, scope, branch_id, customer_id, title, measures, risk, changed_at)
                select md5('hazard customer ' || k.id)::uuid, 'CUSTOMER', k.branch_id, k.id, '厂区内有叉车通行', '走人行通道，穿反光背心；进厂先在门岗登记。', 'MODERATE', ?
                  from customers.customer k join identity.branch b on b.id = k.branch_id and b.code = 'SH' order by k.number limit 1
                """, ago(200));
        jdbc.update("""
                insert into safety.hazard (id, scope, branch_id, kind, title, measures, risk, changed_at)
                select md5('hazard kind ' || b.id)::uuid, 'KIND', b.id, 'inspection', '巡检需要登高', '梯子有人扶，三米以上系安全带；雨天不登高。', 'MODERATE', ?
                  from identity.branch b where b.code = 'NJ'
                """, ago(150));
        jdbc.update("""
                insert into safety.hazard (id, scope, branch_id, product_id, title, measures, risk, certificate, changed_at)
                select md5('hazard product ' || p.id)::uuid, 'PRODUCT', b.id, p.id, '停机后电容仍带电', '断电后等待五分钟，放电后再拆盖板。', 'HIGH', 'electrician', ?
                  from identity.branch b, assets.product p where b.code = 'SH' and p.category in ('ups', 'power', 'UPS', '电源') order by p.maker, p.model limit 1
                """, ago(120));
        nearMiss(1, "OPEN", "NEARLY", "MODERATE", "梯子放在湿地面上滑了一下，人已站稳，没有受伤", "一楼大厅", 3, "");
        nearMiss(2, "CLOSED", "NEARLY", "HIGH", "拆盖板时螺丝刀碰到带电端子，跳闸，没有受伤", "配电间", 40, "工具改用绝缘柄；拆盖板前先验电。已在班前会讲解。");
        jdbc.update("""
                insert into safety.hazard (id, scope, branch_id, customer_id, site_id, title, measures, risk, near_miss_id, changed_at)
                select md5('hazard of ' || n.id)::uuid, 'SITE', n.branch_id, n.customer_id, n.site_id, '配电间端子裸露', n.measures, n.risk, n.id, n.closed_at
                  from safety.near_miss n where n.state = 'CLOSED' and n.site_id is not null
                """);
        jdbc.update("""
                insert into safety.hazard_words (hazard_id, version, title, measures, risk, contact_confirms, certificate, by_name, at)
                select id, version, title, measures, risk, contact_confirms, certificate, '安全员', changed_at from safety.hazard
                """);
        jdbc.queryForObject("select setval('safety.near_miss_number', 2)", Long.class);
    }

    private void atSite(Danger danger, int n) {
        jdbc.update("""
                insert into safety.hazard (id, scope, branch_id, customer_id, site_id, title, measures, risk, contact_confirms, changed_at)
                select md5('hazard site ' || s.id)::uuid, 'SITE', k.branch_id, k.id, s.id, ?, ?, ?, ?, ?
                  from (select coalesce(c.site_id, d.site_id) as site, min(v.planned_start) as next, min(u.login) as login
                          from fieldwork.visit v
                          join identity.branch b on b.id = v.branch_id and b.code = 'HZ'
                          join cases.service_case c on c.id = v.case_id
                          join identity.app_user u on u.id = v.engineer_id
                          left join assets.device d on d.id = c.device_id
                         where v.status in ('PLANNED', 'ACCEPTED', 'ON_THE_WAY', 'ARRIVED') and coalesce(c.site_id, d.site_id) is not null
                           and coalesce(c.site_id, d.site_id) not in (%s)
                         group by 1 order by login, next, 1 offset ? limit 1) as here
                  join customers.site s on s.id = here.site
                  join customers.customer k on k.id = s.customer_id
                """.formatted(PLAIN), danger.title(), danger.measures(), danger.risk(), danger.contact(), ago(90 - n * 20), n);
    }

    private void nearMiss(int number, String state, String outcome, String risk, String what, String place, int days, String measures) {
        var closed = state.equals("CLOSED");
        jdbc.update("""
                insert into safety.near_miss (id, number, branch_id, customer_id, site_id, device_id, case_id, visit_id, outcome, risk, what, place, happened_at, reported_by,
                                              reporter_name, reported_at, state, measures, closed_at, closer_name)
                select md5('near miss ' || v.id)::uuid, 'NM-' || extract(year from ?::timestamptz) || '-' || lpad(?::text, 6, '0'), v.branch_id, c.customer_id,
                       coalesce(c.site_id, d.site_id), c.device_id, c.id, v.id, ?, ?, ?, ?, v.started_at, u.id, u.name, v.started_at + interval '2 hours', ?, ?,
                       case when ? then v.started_at + interval '2 days' end, case when ? then m.name end
                  from fieldwork.visit v
                  join identity.branch b on b.id = v.branch_id and b.code = 'HZ'
                  join cases.service_case c on c.id = v.case_id
                  join assets.device d on d.id = c.device_id and d.site_id is not null
                  join identity.app_user u on u.id = v.engineer_id
                  cross join lateral (select a.name from identity.membership x join identity.app_user a on a.id = x.user_id
                                       where x.role = 'BRANCH_MANAGER' or x.role = 'MANAGER' order by x.role, a.login limit 1) m
                 where v.status = 'SIGNED' and v.partner_id is null and v.started_at < ?
                   and d.site_id not in (%s)
                 order by v.started_at desc, v.id limit 1
                """.formatted(PLAIN), Timestamp.from(now), number, outcome, risk, what, place, state, measures, closed, closed, ago(days));
    }

    private Timestamp ago(int days) {
        return Timestamp.from(now.minus(Duration.ofDays(days)));
    }
}
