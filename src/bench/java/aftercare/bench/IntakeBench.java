package aftercare.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The service desk opens cases over HTTP, with everything that this writes, against the same rows written straight to the
 * same PostgreSQL by a plain JDBC loop.
 */
final class IntakeBench implements Benchmark {

    private static final int WARM_UP_SECONDS = 15;
    private static final int SECONDS = 12;
    private static final int ROUNDS = 3;

    private static final AtomicLong CALLS = new AtomicLong();

    /** Something that can be done once more. */
    private interface Work {
        void once() throws Exception;

        void close() throws Exception;
    }

    @Override
    public List<String> names() {
        return List.of("intake");
    }

    private record Known(UUID customer, UUID device, String name, String phone, String email) {}

    @Override
    public Result run(Path work) throws Exception {
        try (var product = Product.start(work.resolve("intake")); var database = product.database()) {
            var known = known(database);
            Callable<Work> overHttp = () -> overHttp(product, known);
            rate(8, WARM_UP_SECONDS, overHttp);
            var rows = rows(product, database, known);
            Bench.say("one case writes %d rows: %s", rows.count(), rows.described());
            Callable<Work> direct = () -> direct(product, rows);
            rate(8, WARM_UP_SECONDS / 3, direct);
            double[][] http = new double[2][ROUNDS];
            double[][] straight = new double[2][ROUNDS];
            for (int round = 0; round < ROUNDS; round++) {
                for (int i = 0; i < 2; i++) {
                    var clients = i == 0 ? 1 : 8;
                    http[i][round] = rate(clients, SECONDS, overHttp);
                    straight[i][round] = rate(clients, SECONDS, direct);
                    Bench.say("%d clients: %.0f cases/s over HTTP, %.0f straight", clients, http[i][round], straight[i][round]);
                }
            }
            var ratios = new double[] {Times.median(http[0]) / Times.median(straight[0]), Times.median(http[1]) / Times.median(straight[1])};
            var section = String.format(Locale.ROOT, """
                    ## Intake

                    The service desk, signed in, opens repair cases with device, contact, description and acknowledgement by e-mail over HTTP. Against it
                    a plain JDBC loop writes the very same rows to the same server, one transaction a case: %s. The aim is half of the direct rate
                    with 8 clients. Medians of %d rounds of %d s, after warming up.

                    | clients | cases/s over HTTP | cases/s straight | ratio |
                    |---|---|---|---|
                    | 1 | %.0f | %.0f | %.2f |
                    | 8 | %.0f | %.0f | %.2f |
                    """, rows.described(), ROUNDS, SECONDS, Times.median(http[0]), Times.median(straight[0]), ratios[0],
                    Times.median(http[1]), Times.median(straight[1]), ratios[1]);
            return new Result(List.of(new Figure("intake", ratios[1], "ratio")), section);
        }
    }

    private static List<Known> known(Connection database) throws Exception {
        var known = new ArrayList<Known>();
        try (var query = database.createStatement();
             var row = query.executeQuery("""
                     select d.customer_id, d.id, k.name, k.phone, k.email
                       from assets.device d join customers.contact k on k.customer_id = d.customer_id and k.is_primary order by d.number
                     """)) {
            while (row.next()) {
                known.add(new Known(row.getObject(1, UUID.class), row.getObject(2, UUID.class), row.getString(3), row.getString(4), row.getString(5)));
            }
        }
        return known;
    }

    /** Opens a case and looks at what it left behind. */
    private static SameRows rows(Product product, Connection database, List<Known> known) throws Exception {
        try (var caller = new Caller(product.port)) {
            caller.signIn("desk", "aftercare");
            var answer = Caller.expect(201, caller.post("/api/cases", report(known))).text();
            var id = answer.replaceFirst(".*\"id\"\\s*:\\s*\"([^\"]+)\".*", "$1");
            return SameRows.of(database, UUID.fromString(id));
        }
    }

    private static String report(List<Known> known) {
        var n = CALLS.incrementAndGet();
        var who = known.get((int) (n % known.size()));
        return """
                {"id":"%s","channel":"PHONE","kind":"repair","severity":3,"subject":"三楼弱电间交换机第 %d 次掉线",
                 "description":"早上开始网络时断时续，交换机指示灯红色闪烁，重启后好了十分钟又这样，请派人来看看。","symptom":"sym-signal-intermittent",
                 "customer":"%s","contactName":"%s","contactPhone":"%s","contactEmail":"%s","device":"%s","take":false}
                """.formatted(UUID.randomUUID(), n, who.customer(), who.name(), who.phone(), who.email(), who.device());
    }

    private static Work overHttp(Product product, List<Known> known) throws Exception {
        var caller = new Caller(product.port);
        caller.signIn("desk", "aftercare");
        return new Work() {
            @Override
            public void once() throws Exception {
                Caller.expect(201, caller.post("/api/cases", report(known)));
            }

            @Override
            public void close() throws Exception {
                caller.close();
            }
        };
    }

    private static Work direct(Product product, SameRows rows) throws Exception {
        var connection = product.database();
        var writer = rows.new Writer(connection);
        return new Work() {
            @Override
            public void once() throws Exception {
                writer.write();
            }

            @Override
            public void close() throws Exception {
                connection.close();
            }
        };
    }

    /** How often a second all of them together get it done. */
    private static double rate(int clients, int seconds, Callable<Work> made) throws Exception {
        var all = new ArrayList<Work>();
        for (int i = 0; i < clients; i++) {
            all.add(made.call());
        }
        try (var threads = Executors.newFixedThreadPool(clients)) {
            var began = System.nanoTime();
            var until = began + seconds * 1_000_000_000L;
            var running = new ArrayList<Future<Long>>();
            for (var one : all) {
                running.add(threads.submit(() -> {
                    var done = 0L;
                    while (System.nanoTime() < until) {
                        one.once();
                        done++;
                    }
                    return done;
                }));
            }
            var done = 0L;
            for (var one : running) {
                done += one.get();
            }
            return done / ((System.nanoTime() - began) / 1e9);
        } finally {
            for (var one : all) {
                one.close();
            }
        }
    }
}
