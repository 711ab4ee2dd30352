package aftercare.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Who should go, asked as the board asks it: with more than a hundred engineers and a thousand visits in the five days looked at. */
final class AssistantBench implements Benchmark {

    /** The product compiles late what it runs often (its start is quick for that): before this the compiler is still at work. */
    private static final int WARM_UPS = 2_000;
    private static final int CALLS = 1_000;
    private static final Pattern BRANCH = Pattern.compile("\"branchId\"\\s*:\\s*\"([^\"]+)\"");
    private static final Pattern WAITING = Pattern.compile("\"waiting\"\\s*:\\s*\\[(.*?)],\"moreWaiting\"", Pattern.DOTALL);
    private static final Pattern CASE = Pattern.compile("\"serviceCase\"\\s*:\\s*\\{\"id\"\\s*:\\s*\"([^\"]+)\"");

    @Override
    public List<String> names() {
        return List.of("assistant");
    }

    @Override
    public Result run(Path work) throws Exception {
        // The visits are those of the days to come: another day begins anew.
        var data = work.resolve("assistant-" + LocalDate.now());
        var filled = data.resolve("filled");
        try (var product = Product.start(data); var caller = new Caller(product.port)) {
            if (!Files.exists(filled)) {
                try (var database = product.database()) {
                    BusyWeek.fill(database);
                }
                Files.writeString(filled, "");
            }
            caller.signIn("dispatch", "aftercare");
            var branch = BRANCH.matcher(Caller.expect(200, caller.get("/api/session")).text()).results().findFirst().orElseThrow().group(1);
            var today = LocalDate.now();
            var board = Caller.expect(200, caller.get("/api/dispatch/board?branch=%s&from=%sT00:00:00Z&to=%sT00:00:00Z".formatted(branch, today, today.plusDays(1)))).text();
            var waiting = WAITING.matcher(board).results().findFirst().orElseThrow().group(1);
            var cases = CASE.matcher(waiting).results().map(one -> one.group(1)).toList();
            var nanos = new long[CALLS];
            for (int i = -WARM_UPS; i < CALLS; i++) {
                var began = System.nanoTime();
                Caller.expect(200, caller.get("/api/dispatch/cases/%s/advice".formatted(cases.get(Math.floorMod(i, cases.size())))));
                if (i >= 0) {
                    nanos[i] = System.nanoTime() - began;
                }
            }
            var times = new Times(nanos);
            var p99 = times.at(0.99);
            Bench.say("assistant: median %.1f ms, p95 %.1f ms, p99 %.1f ms", times.median(), times.p95(), p99);
            return new Result(List.of(new Figure("assistant", p99, "ms")), """
                    ## Dispatch: the assistant

                    Over HTTP, signed in as a dispatcher: for each of %d cases that wait, in turn, the best three engineers and times of the next five days and
                    why nobody else, among more than a hundred engineers with a thousand visits (`BusyWeek`), read from the database each time. The aim is
                    under 50 ms. Measured over %,d calls after %,d that warm up.

                    | median | p95 | p99 |
                    |---|---|---|
                    | %s | %s | **%s** |
                    """.formatted(cases.size(), CALLS, WARM_UPS, ms(times.median()), ms(times.p95()), ms(p99)));
        }
    }

    private static String ms(double value) {
        return String.format(Locale.ROOT, "%.1f ms", value);
    }
}
