package aftercare.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;

/**
 * {@code mvn -Pbench verify} runs every benchmark, {@code -Dbench=NAME} one of them. Each writes its section of
 * docs/benchmarks.md; the last line printed is {@code NAME VALUE UNIT}.
 */
public final class Bench {

    /** What a benchmark found: a line for each figure it is known by, and its section of the page. */
    record Result(List<Figure> figures, String section) {}

    record Figure(String name, double value, String unit) {

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%s %.2f %s", name, value, unit);
        }
    }

    interface Measuring {
        Result run(Path work) throws Exception;
    }

    private Bench() {}

    public static void main(String... args) throws Exception {
        var wanted = args.length == 0 ? "" : args[0];
        var all = new LinkedHashMap<String, Measuring>();
        all.put("startup", StartupBench::run);
        all.put("intake", IntakeBench::run);
        all.put("worklist", WorklistBench::run);
        var name = wanted.equals("worklist-growth") ? "worklist" : wanted;
        if (!name.isEmpty() && !all.containsKey(name)) {
            System.err.println("there is no benchmark " + wanted + "; there are startup, intake, worklist and worklist-growth");
            System.exit(2);
        }
        var work = Path.of("target", "bench");
        var page = new BenchmarkPage(Path.of("docs", "benchmarks.md"));
        var figures = new ArrayList<Figure>();
        for (var one : all.entrySet()) {
            if (name.isEmpty() || name.equals(one.getKey())) {
                var result = one.getValue().run(work);
                page.write(one.getKey(), result.section());
                figures.addAll(result.figures());
            }
        }
        figures.stream().filter(figure -> wanted.isEmpty() || figure.name().equals(wanted)).forEach(System.out::println);
    }

    static void say(String text, Object... args) {
        System.out.println("  " + String.format(Locale.ROOT, text, args));
    }
}
