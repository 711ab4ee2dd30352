package aftercare.bench;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** The work list at ten thousand and at a million cases: its first page, its twentieth, and looking for words. */
final class WorklistBench implements Benchmark {

    private static final int SMALL = 10_000;
    private static final int LARGE = 1_000_000;
    private static final int WARM_UPS = 150;
    private static final int CALLS = 400;
    private static final Pattern NEXT = Pattern.compile("\"next\"\\s*:\\s*\"([^\"]+)\"");

    @Override
    public List<String> names() {
        return List.of("worklist", "worklist-growth");
    }

    @Override
    public Result run(Path work) throws Exception {
        var small = measured(work, SMALL);
        var large = measured(work, LARGE);
        var worst = large.values().stream().mapToDouble(Times::p95).max().orElseThrow();
        var growth = 0.0;
        var table = new StringBuilder();
        for (var query : large.entrySet()) {
            var before = small.get(query.getKey());
            var grown = query.getValue().median() / before.median();
            growth = Math.max(growth, grown);
            table.append(String.format(Locale.ROOT, "| %s | %.1f / %.1f | %.1f / %.1f | %.2f |%n", query.getKey(), before.median(), before.p95(),
                    query.getValue().median(), query.getValue().p95(), grown));
        }
        var section = """
                ## Work list

                Pages of 50 over HTTP, signed in, one request at a time, by somebody who sees all branches; everything there ever was (`group=ALL`), which is
                harder than the open cases. Words: common ones, rare ones, a customer's name with a symptom, numbers and parts of phone numbers, another one each time.
                The aim is under 50 ms (p95) and no more than 1.5 times slower at a million. Median / p95 of %d calls in ms after %d to warm up;
                growth compares the medians.

                | | 10 thousand | 1 million | growth |
                |---|---|---|---|
                %s""".formatted(CALLS, WARM_UPS, table);
        return new Result(List.of(new Figure("worklist", worst, "ms"), new Figure("worklist-growth", growth, "ratio")), section);
    }

    private static Map<String, Times> measured(Path work, int cases) throws Exception {
        var data = work.resolve("worklist-" + cases);
        var filled = data.resolve("filled");
        try (var product = Product.start(data)) {
            try (var database = product.database()) {
                if (!Files.exists(filled)) {
                    Bench.say("making %d cases; the next run finds them", cases);
                    WorklistData.fill(database, cases);
                    Files.writeString(filled, Integer.toString(cases));
                }
                try (var caller = new Caller(product.port)) {
                    caller.signIn("service", "aftercare");
                    var times = new LinkedHashMap<String, Times>();
                    var twentieth = twentieth(caller);
                    var words = words(database);
                    times.put("first page", times(caller, _ -> "/api/cases?group=ALL"));
                    times.put("20th page", times(caller, _ -> twentieth));
                    times.put("words", times(caller, i -> "/api/cases?group=ALL&words=" + URLEncoder.encode(words.get(i % words.size()), StandardCharsets.UTF_8)));
                    times.forEach((name, t) -> Bench.say("%,d cases, %s: median %.1f ms, p95 %.1f ms", cases, name, t.median(), t.p95()));
                    return times;
                }
            }
        }
    }

    private static String twentieth(Caller caller) throws IOException {
        var path = "/api/cases?group=ALL";
        for (int page = 1; page < 20; page++) {
            var next = NEXT.matcher(Caller.expect(200, caller.get(path)).text());
            if (!next.find()) {
                throw new IllegalStateException("the list ends on page " + page);
            }
            path = "/api/cases?group=ALL&after=" + URLEncoder.encode(next.group(1), StandardCharsets.UTF_8);
        }
        return path;
    }

    /** What people look for: half of it is in few cases, half in many. */
    private static List<String> words(Connection database) throws SQLException {
        var words = new ArrayList<>(List.of("漏水", "黑屏", "不制冷", "电梯", "UPS", "道闸 抬不起来", "空调 漏水", "交换机", "机封", "充电桩 离线",
                "枪头发烫", "人脸识别 老是失败", "录像机 硬盘", "配电柜 发热", "对讲", "集水井"));
        try (var query = database.prepareStatement("""
                select c.number, right(c.contact_phone, 6), k.name || ' ' || right(c.subject, 4), c.contact_phone
                  from cases.service_case c join customers.customer k on k.id = c.customer_id
                 where c.number like 'B%' and c.tracking_token = any(?)
                """)) {
            var tokens = new ArrayList<String>();
            for (int i = 1; i <= 40; i++) {
                tokens.add("bench-" + (1 + i * 241L % SMALL));
            }
            query.setArray(1, database.createArrayOf("text", tokens.toArray()));
            try (var row = query.executeQuery()) {
                for (int n = 0; row.next(); n++) {
                    words.add(row.getString(1 + n % 4));
                }
            }
        }
        return words;
    }

    private interface Paths {
        String of(int call);
    }

    private static Times times(Caller caller, Paths paths) throws IOException {
        for (int i = 0; i < WARM_UPS; i++) {
            Caller.expect(200, caller.get(paths.of(i)));
        }
        var nanos = new long[CALLS];
        for (int i = 0; i < CALLS; i++) {
            var began = System.nanoTime();
            Caller.expect(200, caller.get(paths.of(i)));
            nanos[i] = System.nanoTime() - began;
        }
        return new Times(nanos);
    }
}
