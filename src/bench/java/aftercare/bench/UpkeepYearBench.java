package aftercare.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/** The night in which twenty thousand devices get their dates for a year, and the night after it, which has nothing left to make. */
final class UpkeepYearBench implements Benchmark {

    private static final int DEVICES = 20_000;

    private static final String[] ROWS = {
        "delete from upkeep.due where plan_id in (select id from upkeep.plan where name like 'bench-%')",
        "delete from upkeep.plan where name like 'bench-%'",
        """
        create temporary table place as
        select gen_random_uuid() as id, n, c.id as customer_id, c.branch_id
          from generate_series(0, 399) as n join (select id, branch_id from customers.customer where branch_id is not null order by id limit 1) c on true
        """,
        "insert into customers.site (id, customer_id, name) select id, customer_id, 'bench-' || n || '-' || left(id::text, 8) from place",
        """
        create temporary table kit as
        select gen_random_uuid() as id, g.n, p.id as site_id, p.customer_id, p.branch_id, (select id from assets.product order by id limit 1) as product_id
          from generate_series(0, %d) as g(n) join place p on p.n = g.n %% 400
        """.formatted(DEVICES - 1),
        """
        insert into assets.device (id, number, customer_id, branch_id, site_id, product_id, serial, accepted_on, qr_token, created_at)
        select id, 'BENCH-' || left(id::text, 13), customer_id, branch_id, site_id, product_id, 'B' || id, current_date - (n % 700), id::text, now() from kit
        """,
        // three of five have a monthly plan of their own, one of five comes round half a year after it was done, the rest share the quarterly plan of their site
        """
        insert into upkeep.plan (id, name, branch_id, customer_id, device_id, rhythm, exclusions, from_completion, starts_on, lead_days, early_days, late_days, minutes, created_at)
        select gen_random_uuid(), 'bench-' || n, branch_id, customer_id, id,
               jsonb_build_object('unit', 'MONTHS', 'every', case when n % 400 < 80 then 6 else 1 end, 'weekdays', '[]'::jsonb, 'seasons', '[]'::jsonb),
               '{"workdays": true, "weekdays": [], "spans": [], "instead": "NEXT"}', n % 400 < 80, current_date + 10 + n % 28, 0, 3, 7, 60, now()
          from kit where n % 400 < 320
        """,
        """
        insert into upkeep.plan (id, name, branch_id, customer_id, site_id, rhythm, exclusions, from_completion, starts_on, lead_days, early_days, late_days, minutes, created_at)
        select gen_random_uuid(), 'bench-site-' || n, branch_id, customer_id, id, '{"unit": "MONTHS", "every": 3, "weekdays": [], "seasons": []}',
               '{"workdays": true, "weekdays": [], "spans": [], "instead": "NEXT"}', false, current_date + 10 + n % 28, 0, 3, 7, 60, now()
          from place where n >= 320
        """,
        "analyze assets.device, customers.site, upkeep.plan",
    };

    @Override
    public List<String> names() {
        return List.of("upkeep-year");
    }

    @Override
    public Result run(Path work) throws Exception {
        try (var product = Product.start(work.resolve("upkeep-year")); var database = product.database()) {
            for (var rows : ROWS) {
                try (var sql = database.createStatement()) {
                    sql.execute(rows);
                }
            }
            var first = night(database);
            var dates = number(database, DATES);
            var devices = number(database, "select count(distinct d.subject_id) from upkeep.due d join upkeep.plan p on p.id = d.plan_id where p.name like 'bench-%'");
            if (devices != DEVICES) {
                throw new IllegalStateException("only %d devices have dates".formatted(devices));
            }
            // as if every plan had been changed: all dates are worked out again, and the keys keep them single
            try (var sql = database.createStatement()) {
                sql.execute("update upkeep.plan set made_until = null where name like 'bench-%'");
            }
            var second = night(database);
            var more = number(database, DATES) - dates;
            Bench.say("%,d dates in %.1f s; asked again %d more in %.1f s", dates, first, more, second);
            return new Result(List.of(new Figure("upkeep-year", first, "s")), String.format(Locale.ROOT, """
                    ## Upkeep: a year of dates

                    %,d devices: three of five with a monthly plan of their own, one of five half a year after each completion, the others with a quarterly plan of
                    their site; working days only. One night's run of the shipped product makes the dates of the next 400 days; then every plan is asked again,
                    as if all had been changed. The aim is under 30 s, and no date twice.

                    | | |
                    |---|---|
                    | %,d dates made | **%.1f s** |
                    | all asked again, %d more made | %.1f s |
                    """, DEVICES, dates, first, more, second));
        }
    }

    private static final String DATES = "select count(*) from upkeep.due d join upkeep.plan p on p.id = d.plan_id where p.name like 'bench-%'";

    /** Brings the nightly task forward and waits until it has ended; the seconds it ran. */
    private static double night(Connection database) throws SQLException {
        var before = number(database, "select coalesce(extract(epoch from last_success) * 1000, 0)::bigint from platform.scheduled_task where task_name = 'upkeep-night'");
        try (var sql = database.createStatement()) {
            sql.execute("update platform.scheduled_task set execution_time = now() where task_name = 'upkeep-night'");
        }
        while (number(database, "select count(*) from platform.scheduled_task where task_name = 'upkeep-night' and picked") == 0) {
            LockSupport.parkNanos(5_000_000);
        }
        var began = System.nanoTime();
        while (number(database, "select coalesce(extract(epoch from last_success) * 1000, 0)::bigint from platform.scheduled_task where task_name = 'upkeep-night'") == before) {
            LockSupport.parkNanos(20_000_000);
        }
        return (System.nanoTime() - began) / 1e9;
    }

    private static long number(Connection database, String query) throws SQLException {
        try (var sql = database.createStatement(); var row = sql.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }
}
