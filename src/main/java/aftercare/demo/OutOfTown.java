package aftercare.demo;

import java.math.BigDecimal;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/** Out-duty orders: one to be approved, one to start, one under way with its reports, one whose papers are owed, one that is settled. */
final class OutOfTown {

    private static final long DAY = 86_400;

    private final JdbcTemplate jdbc;
    private final Instant now;
    private int count;

    OutOfTown(JdbcTemplate jdbc, Instant now) {
        this.jdbc = jdbc;
        this.now = now;
    }

    void write() {
        trip("BACK", "衢州开发区监控验收", "衢州", "配合甲方逐点验收", "", "600", -40, -37, true);
        trip("BACK", "金华冷库机组大修", "金华", "更换压缩机密封，连续试机 24 小时", "冷库内不得拍照", "2000", -9, -3, false);
        var away = trip("AWAY", "温州医院 UPS 扩容", "温州", "安装两组电池柜，并机调试", "不得拍摄病房和病历；机房内只用院方电脑", "3500.50", -3, 3, false);
        trip("APPROVED", "台州充电站开通", "台州", "八台充电桩上电、联网、计量校准", "", "1200", 6, 9, false);
        trip("ASKED", "丽水园区门禁改造勘查", "丽水", "现场勘查，出点位图", "", "0", 12, 13, false);
        report(away, 3, "上午到达，与院方交底；下午开箱验货，两组电池柜完好", "安装电池柜", "");
        report(away, 2, "电池柜就位并接线，测内阻 64 节全部合格", "并机调试", "院方要求夜间割接，当天只能做到 18 点");
        report(away, 1, "夜间完成并机，带载放电 45 分钟正常", "整理资料，院方培训", "");
        jdbc.queryForObject("select setval('trips.trip_number', ?)", Long.class, count);
    }

    private UUID trip(String status, String purpose, String place, String tasks, String confidential, String advance, int from, int to, boolean papers) {
        count++;
        var today = LocalDate.ofInstant(now, ZoneId.of("Asia/Shanghai"));
        var id = new UUID(0x01975cface807001L, 0x8000000000000100L + count);
        var started = status.equals("AWAY") || status.equals("BACK") ? Timestamp.from(now.plusSeconds(from * DAY)) : null;
        jdbc.update("""
                insert into trips.trip (id, number, branch_id, purpose, place, tasks, contact, contact_phone, confidential, from_day, to_day, advance, status, asked_by, asked_at, decided_by,
                                        decided_at, started_at, returned_at, papers_at)
                select ?, ?, e.branch_id, ?, ?, ?, '项目联系人', '0571-85550100', ?, ?, ?, ?, ?, (select id from identity.app_user where login = 'dispatch'), ?,
                       case when ? <> 'ASKED' then (select id from identity.app_user where login = 'manager') end, ?, ?, ?, ?
                  from dispatch.engineer e join identity.app_user u on u.id = e.user_id and u.login = 'engineer1'
                """, id, "OD-%d-%06d".formatted(today.getYear(), count), purpose, place, tasks, confidential, Date.valueOf(today.plusDays(from)), Date.valueOf(today.plusDays(to)),
                new BigDecimal(advance), status, Timestamp.from(now.plusSeconds(Math.min(from, 0) * DAY - 4 * DAY + count)), status,
                status.equals("ASKED") ? null : Timestamp.from(now.plusSeconds(Math.min(from, 0) * DAY - 3 * DAY)), started,
                status.equals("BACK") ? Timestamp.from(now.plusSeconds(to * DAY)) : null, papers ? Timestamp.from(now.plusSeconds((to + 1) * DAY)) : null);
        jdbc.update("insert into trips.traveller (trip_id, user_id, position) select ?, id, 0 from identity.app_user where login = 'engineer1'", id);
        return id;
    }

    private void report(UUID trip, int daysAgo, String done, String next, String trouble) {
        var day = LocalDate.ofInstant(now, ZoneId.of("Asia/Shanghai")).minusDays(daysAgo);
        jdbc.update("insert into trips.day_report (trip_id, user_id, day, done, next, trouble, written_at) select ?, id, ?, ?, ?, ?, ? from identity.app_user where login = 'engineer1'",
                trip, Date.valueOf(day), done, next, trouble, Timestamp.from(now.minusSeconds(daysAgo * DAY)));
    }
}
