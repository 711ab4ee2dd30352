package aftercare.demo;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.springframework.jdbc.core.JdbcTemplate;

/** What belongs together at the customers': systems, batteries inside a UPS, a device that took another's place, a floor plan. */
final class Premises {

    private static final int WIDTH = 1400;
    private static final int HEIGHT = 860;

    private final JdbcTemplate jdbc;
    private final Pictures pictures;
    private final Chance chance;
    private final Instant now;

    Premises(JdbcTemplate jdbc, Pictures pictures, Chance chance, Instant now) {
        this.jdbc = jdbc;
        this.pictures = pictures;
        this.chance = chance;
        this.now = now;
    }

    void furnish() {
        systems();
        batteries();
        configurations();
        lives();
        meters();
        terms();
        replacements();
        floorPlan();
    }

    /** Three devices of a kind in a project are a system. */
    private void systems() {
        jdbc.update("""
                insert into assets.system (id, name, customer_id, branch_id, site_id, project_id, note, created_at)
                select md5('system ' || d.project_id || d.site_id || k.category)::uuid, k.category || '系统', d.customer_id, d.branch_id, d.site_id, d.project_id, '',
                       min(d.created_at)
                  from assets.device d join assets.product k on k.id = d.product_id
                 where d.project_id is not null and d.site_id is not null
                 group by d.project_id, d.site_id, k.category, d.customer_id, d.branch_id
                having count(*) >= 3
                """);
        jdbc.update("""
                update assets.device d set system_id = y.id
                  from assets.product k, assets.system y
                 where k.id = d.product_id and y.id = md5('system ' || d.project_id || d.site_id || k.category)::uuid
                """);
    }

    private void batteries() {
        jdbc.update("""
                with numbered as (
                    select d.id, d.project_id, d.site_id, d.system_id, k.category, row_number() over (partition by d.project_id, d.site_id, k.category order by d.number) as n
                      from assets.device d join assets.product k on k.id = d.product_id where k.category in ('UPS', '电池'))
                update assets.device b set parent_id = u.id, system_id = u.system_id
                  from numbered o join numbered u on u.category = 'UPS' and u.project_id = o.project_id and u.site_id = o.site_id and u.n = o.n
                 where b.id = o.id and o.category = '电池'
                """);
    }

    private void configurations() {
        jdbc.update("""
                update assets.device d
                   set configuration = case k.category
                       when '交换机' then jsonb_build_array(jsonb_build_object('name', '管理 IP', 'value', '10.' || c.n % 200 || '.1.' || c.n % 240 + 10),
                            jsonb_build_object('name', '固件版本', 'value', 'V5.' || c.n % 7 || '.2'), jsonb_build_object('name', '上联端口', 'value', 'XGE1/0/' || c.n % 4 + 1))
                       when 'UPS' then jsonb_build_array(jsonb_build_object('name', '负载率', 'value', 30 + c.n % 45 || '%'),
                            jsonb_build_object('name', '后备时间', 'value', 15 + c.n % 4 * 15 || ' 分钟'))
                       when '录像机' then jsonb_build_array(jsonb_build_object('name', '存储', 'value', 8 + c.n % 4 * 8 || ' TB'),
                            jsonb_build_object('name', '保存天数', 'value', '30 天'))
                       else jsonb_build_array(jsonb_build_object('name', '控制器固件', 'value', 'V' || c.n % 3 + 2 || '.' || c.n % 9)) end
                  from assets.product k, (select id, abs(hashtext(id::text)) as n from assets.device) as c
                 where c.id = d.id and k.id = d.product_id and k.category in ('交换机', 'UPS', '录像机', '门禁', '电梯')
                """);
    }

    private void lives() {
        jdbc.update("""
                update assets.product set life_months = case category when '电池' then 48 when '视频监控' then 72 when '录像机' then 60 when '门禁' then 84
                    when 'UPS' then 120 when '交换机' then 84 when '无线' then 60 when '电梯' then 180 when '扶梯' then 180 when '水泵' then 120 when '充电桩' then 96 else 120 end
                """);
    }

    /** What the house promises as a rule, and what it promised for lifts, UPS and cooling beside the main term. */
    private void terms() {
        jdbc.update("""
                insert into assets.term_template (id, name, lines) values
                (md5('标准两年')::uuid, '标准两年', '[{"cover":"FREE","partGroup":"","starts":"ACCEPTANCE","months":24},{"cover":"AT_COST","partGroup":"","starts":"AFTER","months":36},
                    {"cover":"PAID_SERVICE","partGroup":"","starts":"AFTER","months":null}]'),
                (md5('政府采购三年')::uuid, '政府采购三年', '[{"cover":"FREE","partGroup":"","starts":"ACCEPTANCE","months":36},{"cover":"FREE","partGroup":"控制软件","starts":"ACCEPTANCE","months":null},
                    {"cover":"AT_COST","partGroup":"","starts":"AFTER","months":36},{"cover":"PAID_SERVICE","partGroup":"","starts":"AFTER","months":null}]'),
                (md5('裸机销售一年')::uuid, '裸机销售一年', '[{"cover":"FREE","partGroup":"","starts":"DELIVERY","months":12}]')
                """);
        jdbc.update("""
                insert into assets.warranty_term (id, device_id, cover, part_group, starts, months, note, written_at)
                select md5('term ' || t.cover || t.part_group || d.id)::uuid, d.id, t.cover, t.part_group, t.starts, t.months, '', d.created_at
                  from assets.device d join assets.product k on k.id = d.product_id
                  join (values ('电梯', 'FREE', '曳引机', 'ACCEPTANCE', 60), ('制冷', 'FREE', '压缩机', 'ACCEPTANCE', 60), ('空调', 'FREE', '压缩机', 'ACCEPTANCE', 60),
                               ('UPS', 'FREE', '监控软件', 'ACCEPTANCE', null), ('电梯', 'AT_COST', '', 'AFTER', 36), ('UPS', 'AT_COST', '', 'AFTER', 36),
                               ('UPS', 'PAID_SERVICE', '', 'AFTER', null), ('电梯', 'PAID_SERVICE', '', 'AFTER', null)) as t(category, cover, part_group, starts, months)
                    on t.category = k.category
                 where d.accepted_on is not null
                """);
    }

    /** Read once a month at the visits, and the pressure of the pumps beside their hours. */
    private void meters() {
        jdbc.update("""
                insert into assets.meter (id, device_id, name, unit, kind, most_per_day, lowest, highest)
                select md5('meter ' || m.name || d.id)::uuid, d.id, m.name, m.unit, m.kind, m.most, m.lowest, m.highest
                  from assets.device d join assets.product k on k.id = d.product_id
                  join (values ('电梯', '运行次数', '次', 'COUNTER', 3000.0, null, null), ('水泵', '运行小时', 'h', 'COUNTER', 24.0, null, null),
                               ('水泵', '出口压力', 'MPa', 'GAUGE', null, 0.0, 1.6), ('充电桩', '充电电量', 'kWh', 'COUNTER', 3000.0, null, null),
                               ('制冷', '运行小时', 'h', 'COUNTER', 24.0, null, null)) as m(category, name, unit, kind, most, lowest, highest) on m.category = k.category
                 where d.state = 'IN_USE' and d.installed_on is not null
                """);
        jdbc.update("""
                insert into assets.meter_reading (id, meter_id, at, value, source, note, written_by, written_at)
                select md5('reading ' || r.at || m.id)::uuid, m.id, r.at,
                       case m.kind when 'GAUGE' then round((0.55 + (r.chance % 30) / 100.0)::numeric, 2)
                            else round((1000 + m.speed * (12 - r.month) * 30 + r.chance % 50 * (m.speed / 10.0))::numeric, 0) end,
                       case when r.chance % 5 = 0 then 'OFFICE' else 'VISIT' end, '', null, r.at
                  from (select x.id, x.kind, case when x.kind = 'GAUGE' then 1.0 else x.most_per_day * (0.25 + (abs(hashtext(x.id::text)) % 30) / 100.0) end as speed
                          from assets.meter x) as m
                 cross join lateral (select n as month, cast(? as timestamptz) - make_interval(days => n * 30 + 2) as at, abs(hashtext(m.id::text || n)) as chance
                                       from generate_series(0, 11) as n) as r
                  join assets.meter y on y.id = m.id
                  join assets.device d on d.id = y.device_id and d.installed_on < r.at
                """, Timestamp.from(now));
    }

    /** What was scrapped early has a follower. */
    private void replacements() {
        jdbc.update("""
                insert into assets.device (id, number, customer_id, branch_id, site_id, project_id, system_id, product_id, serial, name, location, installed_on, accepted_on,
                                           warranty_months, warranty_until, state, qr_token, replaces_id, configuration, created_at)
                select md5('follower ' || d.id)::uuid, 'D-' || extract(year from d.accepted_on + 700) || '-' || lpad(nextval('assets.device_number')::text, 6, '0'),
                       d.customer_id, d.branch_id, d.site_id, d.project_id, d.system_id, d.product_id, d.serial || 'R', d.name, d.location, d.accepted_on + 700,
                       d.accepted_on + 700, k.warranty_months, assets.warranty_end(d.accepted_on + 700, k.warranty_months), 'IN_USE', md5('token ' || d.id) || md5(d.serial), d.id,
                       d.configuration, (d.accepted_on + 700)::timestamptz
                  from assets.device d join assets.product k on k.id = d.product_id
                 where d.state = 'SCRAPPED' and d.parent_id is null
                 order by d.number
                """);
        jdbc.update("""
                with replaced as (select n.id, n.number, n.serial, n.installed_on, d.id as old_id, d.number as old, d.serial as old_serial
                                    from assets.device n join assets.device d on d.id = n.replaces_id),
                     entry as (
                    insert into timeline.entry (id, kind, at, actor_id, actor_name, visibility, facts)
                    select md5('replaced ' || id)::uuid, 'assets.device-replaced', installed_on::timestamptz, null, 'system', 'INTERNAL',
                           jsonb_build_object('on', installed_on, 'reason', '维修费用超过新机一半，整机更换', 'old', old, 'oldSerial', old_serial, 'number', number, 'serial', serial)
                      from replaced returning id, at)
                insert into timeline.entry_subject (subject_kind, subject_id, at, entry_id)
                select 'device', about.id, entry.at, entry.id
                  from replaced join entry on entry.id = md5('replaced ' || replaced.id)::uuid
                 cross join lateral (values (replaced.id), (replaced.old_id)) as about(id)
                """);
    }

    /** The site with the most devices, drawn from above, with the first of them on it. */
    private void floorPlan() {
        var site = jdbc.queryForObject("select site_id from assets.device where site_id is not null group by site_id order by count(*) desc, site_id limit 1", UUID.class);
        if (site == null) {
            return;
        }
        var id = chance.id(now);
        pictures.add(id, "site", site, "floor-plan", "一层平面图.png", draw(), now);
        jdbc.update("""
                insert into assets.pin (device_id, document_id, x, y)
                select d.id, ?, round((0.08 + 0.84 * ((abs(hashtext(d.id::text)) % 1000) / 1000.0))::numeric, 4),
                       round((0.14 + 0.72 * ((abs(hashtext(d.serial)) % 1000) / 1000.0))::numeric, 4)
                  from assets.device d where d.site_id = ? and d.parent_id is null and d.state <> 'SCRAPPED' and d.created_at <= ? order by d.number limit 24
                """, id, site, Timestamp.from(now));
    }

    private static byte[] draw() {
        var image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        var pen = image.createGraphics();
        pen.setColor(new Color(250, 250, 247));
        pen.fillRect(0, 0, WIDTH, HEIGHT);
        pen.setColor(new Color(232, 236, 236));
        pen.fillRect(60, 380, 1280, 110);
        pen.setColor(new Color(70, 84, 90));
        pen.setStroke(new BasicStroke(7));
        pen.drawRect(60, 60, 1280, 740);
        pen.setStroke(new BasicStroke(4));
        for (var x : new int[] {60, 300, 520, 800, 1060}) {
            pen.drawRect(x, 60, (x == 1060 ? 280 : x == 800 ? 260 : x == 520 ? 280 : x == 300 ? 220 : 240), 320);
        }
        for (var x : new int[] {60, 420, 740, 1000}) {
            pen.drawRect(x, 490, (x == 1000 ? 340 : x == 740 ? 260 : x == 420 ? 320 : 360), 310);
        }
        pen.setColor(new Color(250, 250, 247));
        pen.setStroke(new BasicStroke(9));
        for (var x : new int[] {150, 380, 630, 900, 1170}) {
            pen.drawLine(x, 380, x + 50, 380);
        }
        for (var x : new int[] {210, 560, 850, 1150}) {
            pen.drawLine(x, 490, x + 50, 490);
        }
        pen.dispose();
        var out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
