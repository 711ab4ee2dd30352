package aftercare.demo;

import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/** A campaign in its second batch, and one that is still being written. */
final class Upgrades {

    private static final UUID RUNNING = UUID.fromString("01975cfa-ce80-7001-8000-000000000001");
    private static final UUID DRAFT = UUID.fromString("01975cfa-ce80-7001-8000-000000000002");
    private static final String PROPERTY = "固件版本";

    private final JdbcTemplate jdbc;
    private final Instant now;

    Upgrades(JdbcTemplate jdbc, Instant now) {
        this.jdbc = jdbc;
        this.now = now;
    }

    void write() {
        var today = LocalDate.ofInstant(now, ZoneId.of("Asia/Shanghai"));
        jdbc.update("""
                update assets.device d set configuration = d.configuration || jsonb_build_array(jsonb_build_object('name', '%s', 'value',
                           (array['V5.1.3', 'V5.1.3', 'V5.2.0'])[1 + abs(hashtext(d.serial)) %% 3]))
                  from assets.product p where p.id = d.product_id and p.category in ('视频监控', '交换机') and not d.configuration @> '[{"name": "%s"}]'
                """.formatted(PROPERTY, PROPERTY));
        campaign(RUNNING, "网络摄像机安全补丁", "视频监控", "V5.4.1", "升级前备份配置；升级后核对时间和录像计划。", true, "RUNNING", now.minusSeconds(12 * 86_400));
        campaign(DRAFT, "交换机固件升级", "交换机", "V6.0.2", "", false, "DRAFT", now.minusSeconds(86_400));
        jdbc.update("""
                insert into campaigns.target (campaign_id, device_id, customer_id, site_id, version_before)
                select c.id, d.id, d.customer_id, d.site_id, v.value from campaigns.campaign c
                  join assets.device d on d.product_id = c.product_id and d.branch_id = c.branch_id and d.state = 'IN_USE'
                 cross join lateral (select e ->> 'value' as value from jsonb_array_elements(d.configuration) e where e ->> 'name' = c.property limit 1) v where c.id = ?
                """, RUNNING);
        jdbc.update("""
                insert into campaigns.asking (campaign_id, customer_id, token, consent, asked_at, answered_at, answered_by, by_link, reason)
                select ?, x.customer_id, md5('consent ' || x.customer_id), (array['GIVEN', 'GIVEN', 'REFUSED', 'OPEN', 'GIVEN'])[1 + n % 5], ?,
                       case when n % 5 <> 3 then cast(? as timestamptz) end, case when n % 5 <> 3 then coalesce((select k.name from customers.contact k where k.customer_id = x.customer_id order by k.is_primary desc, k.name limit 1), '') else '' end,
                       n % 5 < 2, case when n % 5 = 2 then '年底系统封网，明年再升级' else '' end
                  from (select customer_id, row_number() over (order by count(*) desc, customer_id)::int - 1 as n from campaigns.target where campaign_id = ? group by customer_id) x
                """, RUNNING, Timestamp.from(now.minusSeconds(11 * 86_400)), Timestamp.from(now.minusSeconds(9 * 86_400)), RUNNING);
        for (int n = 1; n <= 3; n++) {
            jdbc.update("insert into campaigns.batch (id, campaign_id, position, starts_on, made_at) values (md5('batch ' || ?)::uuid, ?, ?, ?, ?)", n, RUNNING, n,
                    Date.valueOf(today.plusDays((n - 2) * 7L + 3)), n == 1 ? Timestamp.from(now.minusSeconds(4 * 86_400)) : null);
        }
        jdbc.update("""
                update campaigns.target t set batch_id = md5('batch ' || x.batch)::uuid, result = case when x.batch > 1 then 'OPEN' when x.k = 3 then 'FAILED' when x.k = 7 then 'MISSED' else 'DONE' end,
                       reason = case when x.batch = 1 and x.k = 7 then '摄像机在吊顶内，没有登高许可' else '' end,
                       version_after = case when x.batch = 1 and x.k not in (3, 7) then 'V5.4.1' end, at = case when x.batch = 1 then cast(? as timestamptz) end
                  from (select t.device_id, (row_number() over (order by t.customer_id, t.site_id, t.device_id) - 1) * 3 / greatest(1, count(*) over ()) + 1 as batch,
                               row_number() over (order by t.customer_id, t.site_id, t.device_id) as k
                          from campaigns.target t join campaigns.asking a on a.campaign_id = t.campaign_id and a.customer_id = t.customer_id and a.consent = 'GIVEN' where t.campaign_id = ?) x
                 where t.campaign_id = ? and t.device_id = x.device_id
                """, Timestamp.from(now.minusSeconds(2 * 86_400)), RUNNING, RUNNING);
        jdbc.update("""
                update assets.device d set configuration = (select jsonb_agg(case when e ->> 'name' = ? then jsonb_set(e, '{value}', '"V5.4.1"') else e end order by n)
                                                              from jsonb_array_elements(d.configuration) with ordinality as l(e, n))
                  from campaigns.target t where t.device_id = d.id and t.result = 'DONE'
                """, PROPERTY);
    }

    /** About the model of this category that most devices of a branch are of. */
    private void campaign(UUID id, String name, String category, String target, String instructions, boolean consent, String status, Instant at) {
        jdbc.update("""
                insert into campaigns.campaign (id, name, branch_id, product_id, property, target_version, instructions, needs_consent, minutes, status, created_by, created_at, started_at)
                select ?, ?, d.branch_id, d.product_id, ?, ?, ?, ?, 20, ?, (select u.id from identity.app_user u where u.login = 'manager'), ?, ?
                  from assets.device d join assets.product p on p.id = d.product_id join identity.branch b on b.id = d.branch_id and b.code = 'HZ'
                 where p.category = ? and d.state = 'IN_USE' group by d.branch_id, d.product_id order by count(*) desc, d.product_id limit 1
                """, id, name, PROPERTY, target, instructions, consent, status, Timestamp.from(at), status.equals("DRAFT") ? null : Timestamp.from(at), category);
    }
}
