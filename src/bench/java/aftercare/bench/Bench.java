package aftercare.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * {@code mvn -Pbench verify} runs every benchmark, {@code -Dbench=NAME} the one that finds this figure. Each writes its
 * section of docs/benchmarks.md; the last line printed is {@code NAME VALUE UNIT} (see {@code LastWord}).
 */
public final class Bench {

    /** In the order of the page. */
    private static final List<Benchmark> ALL = List.of(
            new StartupBench(),
            new IntakeBench(),
            new MailIntakeBench(),
            new FirstLoadBench(),
            new CallerBench(),
            new WorklistBench(),
            new ImportBench(),
            new UpkeepYearBench(),
            new PromiseDueBench(),
            new PromiseSweepBench(),
            DispatchRoutingBench.vehicles(),
            DispatchRoutingBench.technicians(),
            new DispatchReleasesBench(),
            new DispatchBranchBench(),
            new AssistantBench());

    private Bench() {}

    /** @param args the file the figures go to, and the name of one figure or nothing */
    public static void main(String... args) throws Exception {
        var file = Path.of(args[0]);
        Files.createDirectories(file.getParent());
        Files.deleteIfExists(file);
        var wanted = args.length < 2 ? "" : args[1].strip();
        var chosen = ALL.stream().filter(one -> wanted.isEmpty() || one.names().contains(wanted)).toList();
        if (chosen.isEmpty()) {
            System.err.printf("there is no benchmark %s; there are %s%n", wanted, names());
            System.exit(2);
        }
        var page = new BenchmarkPage(Path.of("docs", "benchmarks.md"), ALL.stream().map(one -> one.names().getFirst()).toList());
        var found = new ArrayList<Benchmark.Figure>();
        for (var one : chosen) {
            say("%s …", one.names().getFirst());
            var result = one.run(file.getParent());
            page.write(one.names().getFirst(), result.section());
            found.addAll(result.figures());
        }
        write(file, found.stream().filter(figure -> wanted.isEmpty() || figure.name().equals(wanted)).toList());
    }

    private static void write(Path file, List<Benchmark.Figure> figures) throws IOException {
        Files.writeString(file, figures.stream().map(figure -> figure + "\n").collect(Collectors.joining()));
    }

    static String names() {
        return ALL.stream().flatMap(one -> one.names().stream()).map(name -> "`" + name + "`").collect(Collectors.joining(", "));
    }

    static void say(String text, Object... args) {
        System.out.println("  " + String.format(Locale.ROOT, text, args));
    }
}
