package aftercare.bench;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Who is calling, asked letter by letter while the number or the name is typed, among a million contacts. */
final class CallerBench implements Benchmark {

    private static final int CONTACTS = 1_000_000;
    private static final int CUSTOMERS = 200_000;
    private static final int WARM_UPS = 300;

    @Override
    public List<String> names() {
        return List.of("caller");
    }

    @Override
    public Result run(Path work) throws Exception {
        var data = work.resolve("caller-" + CONTACTS);
        var filled = data.resolve("filled");
        try (var product = Product.start(data); var database = product.database()) {
            if (!Files.exists(filled)) {
                Bench.say("making %,d contacts; the next run finds them", CONTACTS);
                fill(database);
                Files.writeString(filled, "");
            }
            var typed = keystrokes(database);
            var nanos = new long[typed.size()];
            // Opened only now: the server hangs up on whoever is silent while a million contacts are made.
            try (var caller = new Caller(product.port)) {
                caller.signIn("service", "aftercare");
                for (int i = 0; i < WARM_UPS; i++) {
                    Caller.expect(200, caller.get(typed.get(i * 7 % typed.size())));
                }
                for (int i = 0; i < nanos.length; i++) {
                    var began = System.nanoTime();
                    Caller.expect(200, caller.get(typed.get(i)));
                    nanos[i] = System.nanoTime() - began;
                }
            }
            var times = new Times(nanos);
            Bench.say("caller: median %.1f ms, p95 %.1f ms, p99 %.1f ms", times.median(), times.p95(), times.at(0.99));
            return new Result(List.of(new Figure("caller", times.p95(), "ms")), String.format(Locale.ROOT, """
                    ## Who is calling

                    Over HTTP, signed in as somebody who sees all branches, among %,d contacts of %,d customers: after each key of a number from its fifth digit on, of
                    its last four digits, of a name or of a company's name, as the phone desk asks it, and the whole number at the end. The aim is 30 ms (p95).
                    Median %.1f ms, p95 **%.1f ms**, p99 %.1f ms over %,d keys after %d to warm up.
                    """, CONTACTS, CUSTOMERS, times.median(), times.p95(), times.at(0.99), nanos.length, WARM_UPS));
        }
    }

    private static void fill(Connection database) throws SQLException {
        try (var statement = database.createStatement()) {
            statement.execute("""
                    insert into customers.customer (id, number, name, kind, branch_id, phone, created_at)
                    select gen_random_uuid(), 'BC-' || n, (array['苏州','杭州','宁波','无锡','嘉兴','绍兴','常州','南通','台州','温州'])[(1 + n %% 10)::int]
                           || chr((19968 + (n * 7919) %% 6000)::int) || chr((19968 + (n * 104729) %% 6000)::int) || (array['电子','置业','医院','学校','物流','机械','化工','酒店'])[(1 + n %% 8)::int] || '有限公司',
                           'COMPANY', (select id from identity.branch order by code offset n %% 3 limit 1), '0571-' || lpad((80000000 + n * 37 %% 9999999)::text, 8, '0'), now()
                      from generate_series(1::bigint, %d) as n
                    """.formatted(CUSTOMERS));
            statement.execute("""
                    insert into customers.contact (id, customer_id, name, title, phone, email)
                    select gen_random_uuid(), k.id, (array['王','李','张','刘','陈','杨','黄','赵','周','吴','徐','孙','马','朱','胡','郭','何','林','高','罗'])[(1 + n %% 20)::int]
                           || (array['敏','伟','芳','娜','静','强','磊','军','洋','勇','艳','杰','涛','明','超','秀英','霞','平','刚','桂英','建国','志强','海燕','晓东','丽华'])[(1 + (n / 20) %% 25)::int],
                           '', (array['130','131','135','136','137','138','139','150','151','158','159','186','187','188','189'])[(1 + n %% 15)::int] || lpad((n * 7919 %% 100000000)::text, 8, '0'), ''
                      from generate_series(1::bigint, %d) as n
                      join (select id, row_number() over (order by number) as at from customers.customer where number like 'BC-%%') k on k.at = 1 + n %% %d
                    """.formatted(CONTACTS, CUSTOMERS));
            statement.execute("vacuum analyze customers.customer");
            statement.execute("vacuum analyze customers.contact");
        }
    }

    /** What is asked after each key: whole people, half of them by number, the others by name or company. */
    private static List<String> keystrokes(Connection database) throws SQLException {
        var paths = new ArrayList<String>();
        try (var statement = database.createStatement(); var row = statement.executeQuery("""
                select k.phone, k.name, c.name from customers.contact k join customers.customer c on c.id = k.customer_id
                 where c.number like 'BC-%' and c.number ~ '77$' order by k.id limit 120
                """)) {
            for (int n = 0; row.next(); n++) {
                var number = row.getString(1);
                var word = n % 4 == 1 ? row.getString(2) : row.getString(3);
                if (n % 2 == 0) {
                    for (int length = 5; length <= number.length(); length++) {
                        paths.add("/api/intake/callers?words=" + number.substring(0, length));
                    }
                    paths.add("/api/intake/caller?phone=" + number);
                } else if (n % 8 == 3) {
                    paths.add("/api/intake/callers?words=" + number.substring(number.length() - 4));
                } else {
                    for (int length = 2; length <= Math.min(6, word.length()); length++) {
                        paths.add("/api/intake/callers?words=" + URLEncoder.encode(word.substring(0, length), StandardCharsets.UTF_8));
                    }
                }
            }
        }
        return paths;
    }
}
