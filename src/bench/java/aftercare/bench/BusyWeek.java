package aftercare.bench;

import java.sql.Connection;
import java.sql.SQLException;

/** The dispatcher's branch of the demo company with a hundred more engineers and a thousand visits in the five days to come, two a day for each. */
final class BusyWeek {

    private static final String[] ROWS = {
        """
        create temporary table new_engineer as
        select gen_random_uuid() as id, n, e.user_id as like_this, e.branch_id, e.home_lng, e.home_lat
          from generate_series(1, 100) as n
          join (select row_number() over (order by e.user_id) - 1 as place, count(*) over () as people, e.* from dispatch.engineer e
                 where e.active and e.partner_id is null and e.branch_id = (select m.branch_id from identity.membership m
                       join identity.app_user u on u.id = m.user_id where u.login = 'dispatch' limit 1)) e on e.place = n % e.people
        """,
        "insert into identity.app_user (id, login, name, password_hash, created_at) select id, 'busy' || n, '工程师' || n, '-', now() from new_engineer",
        "insert into identity.membership (user_id, role, branch_id) select id, 'ENGINEER', branch_id from new_engineer",
        """
        insert into dispatch.engineer (user_id, branch_id, home_lng, home_lat)
        select id, branch_id, coalesce(home_lng, 120.16) + (n * 7 % 23 - 11) / 200.0, coalesce(home_lat, 30.25) + (n * 5 % 19 - 9) / 200.0 from new_engineer
        """,
        "insert into dispatch.engineer_skill (user_id, skill, level) select e.id, s.skill, s.level from new_engineer e join dispatch.engineer_skill s on s.user_id = e.like_this",
        """
        create temporary table told as
        select row_number() over (order by c.number) - 1 as n, c.* from cases.service_case c
         where c.device_id is not null and c.site_id is not null and c.branch_id = (select branch_id from new_engineer limit 1) limit 400
        """,
        """
        create temporary table visit as
        select gen_random_uuid() as case_id, e.id as engineer, e.n * 10 + day * 2 + slot as i, e.branch_id,
               ((date_trunc('day', now() at time zone 'Asia/Shanghai') + make_interval(days => day + 1, hours => 9 + slot * 4)) at time zone 'Asia/Shanghai') as at
          from new_engineer e, generate_series(0, 4) as day, generate_series(0, 1) as slot
        """,
        """
        insert into cases.service_case (id, number, branch_id, customer_id, contact_name, contact_phone, site_id, device_id, channel, kind_code, kind_version,
               status, stage, severity, subject, description, about, entitlement, entitlement_reason, entitlement_code, tracking_token, opened_at, answered_at)
        select v.case_id, 'BUSY-' || v.i, v.branch_id, t.customer_id, t.contact_name, t.contact_phone, t.site_id, t.device_id, t.channel, 'repair',
               (select max(kind_version) from cases.service_case where kind_code = 'repair'), 'ACTIVE', 'scheduled', 3, t.subject, '', t.about,
               t.entitlement, t.entitlement_reason, t.entitlement_code, 'busy-' || v.i, now() - interval '1 day', now()
          from visit v join told t on t.n = v.i * 37 % (select count(*) from told)
        """,
        """
        insert into dispatch.booking (id, case_id, engineer_id, branch_id, starts_at, ends_at, state, booked_at)
        select gen_random_uuid(), case_id, engineer, branch_id, at, at + interval '2 hours', 'CONFIRMED', now() from visit
        """,
    };

    private BusyWeek() {}

    static void fill(Connection database) throws SQLException {
        database.setAutoCommit(false);
        try (var sql = database.createStatement()) {
            for (var rows : ROWS) {
                sql.execute(rows);
            }
            database.commit();
            database.setAutoCommit(true);
            sql.execute("analyze cases.service_case, dispatch.booking, dispatch.engineer, dispatch.engineer_skill, identity.app_user");
        }
    }
}
