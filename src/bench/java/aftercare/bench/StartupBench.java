package aftercare.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/** How long the product takes to the first page on the data of the demo company, and what memory it then holds. */
final class StartupBench implements Benchmark {

    private static final int RUNS = 5;

    @Override
    public List<String> names() {
        return List.of("startup");
    }

    @Override
    public Result run(Path work) throws Exception {
        var data = work.resolve("startup");
        var first = Double.NaN;
        if (!Files.exists(data.resolve("postgres"))) {
            try (var product = Product.start(data)) {
                first = product.startedIn.toMillis() / 1000.0;
                Bench.say("first start, with the demo company: %.1f s", first);
            }
        }
        var seconds = new double[RUNS];
        var memories = new ArrayList<Product.Memory>();
        for (int i = 0; i < RUNS; i++) {
            try (var product = Product.start(data)) {
                seconds[i] = product.startedIn.toMillis() / 1000.0;
                LockSupport.parkNanos(3_000_000_000L);
                memories.add(product.memory());
                Bench.say("start on existing data: %.1f s, %d MB + %d MB", seconds[i], memories.getLast().product(), memories.getLast().database());
            }
        }
        var median = Times.median(seconds);
        var section = new StringBuilder("""
                ## Start-up

                From the start of the process to the first page, its settings and a ready product, on the data of the demo company. The aim
                is under 10 s.

                | | |
                |---|---|
                """);
        section.append(String.format(Locale.ROOT, "| start on existing data, median of %d | %.1f s |%n", RUNS, median));
        section.append(String.format(Locale.ROOT, "| slowest of them | %.1f s |%n", java.util.Arrays.stream(seconds).max().orElseThrow()));
        if (!Double.isNaN(first)) {
            section.append(String.format(Locale.ROOT, "| first start: database made, demo company loaded | %.1f s |%n", first));
        }
        section.append(String.format(Locale.ROOT, "| resident memory of the product, after the start | %d MB |%n",
                (long) Times.median(memories.stream().mapToDouble(Product.Memory::product).toArray())));
        section.append(String.format(Locale.ROOT, "| resident memory of its PostgreSQL (shared pages counted once) | %d MB |%n",
                (long) Times.median(memories.stream().mapToDouble(Product.Memory::database).toArray())));
        return new Result(List.of(new Figure("startup", median, "s")), section.toString());
    }
}
