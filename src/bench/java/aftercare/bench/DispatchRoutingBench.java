package aftercare.bench;

import static java.util.stream.Collectors.joining;

import aftercare.bench.RoutingData.Instance;
import aftercare.dispatch.planner.Budget;
import aftercare.dispatch.planner.Optimiser;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/** The optimiser on public instances: how far from the best known, each with so many seconds of one core. */
final class DispatchRoutingBench implements Benchmark {

    private static final List<String> COLOURS = List.of("#0b6e4f", "#c8553d", "#6d7fa8");
    private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

    private interface Reader {
        Subject of(RoutingData data, String name) throws IOException;
    }

    private interface Solver {
        double cost();
    }

    /** An instance and who else solves it. */
    private record Subject(Instance instance, Map<String, Solver> peers) {}

    private record Run(Instance instance, double cost, long rounds, Map<String, Double> peers) {

        double gap() {
            return gap(cost);
        }

        double gap(double found) {
            return 100 * (found - instance.best()) / instance.best();
        }
    }

    private final String name;
    private final Duration each;
    private final List<String> instances;
    private final Reader reader;
    private final String introduction;

    private DispatchRoutingBench(String name, Duration each, List<String> instances, Reader reader, String introduction) {
        this.name = name;
        this.each = each;
        this.instances = instances;
        this.reader = reader;
        this.introduction = introduction;
    }

    static DispatchRoutingBench vehicles() {
        return new DispatchRoutingBench("dispatch-vrptw", TEN_SECONDS, List.of("C104", "C203", "R104", "R112", "R201", "R208", "RC105",
                "RC108", "RC202", "RC208", "C1_2_4", "C1_2_8", "C2_2_4", "C2_2_9", "R1_2_3", "R1_2_7", "R2_2_6", "R2_2_10", "RC1_2_8", "RC2_2_4"),
                (data, name) -> withPeers(data.vehicles(name)), """
                ## Dispatch: vehicle routing with time windows

                Twenty instances of Solomon (100 customers) and Gehring-Homberger (200), two or more of each family and size; total distance
                (DIMACS convention) against the best known. Ten seconds of one core each, started from nothing, for us and for two libraries on the
                same instance one after the other; every plan is recounted from the instance file. The aim is a mean gap under 1.0 %.
                """);
    }

    private static Subject withPeers(RoutingData.Vehicles of) {
        var peers = new LinkedHashMap<String, Solver>();
        for (var peer : RoutingPeers.values()) {
            peers.put(peer.title, () -> of.distance(peer.solve(of, TEN_SECONDS)));
        }
        return new Subject(RoutingData.problem(of), peers);
    }

    static DispatchRoutingBench technicians() {
        var names = new ArrayList<String>();
        for (int i = 1; i <= 29; i++) {
            var base = i <= 9 ? "C10" + i : i <= 17 ? "C20" + (i - 9) : i <= 26 ? "R10" + (i - 17) : "R1" + (i - 17);
            names.add(base + ".100_25-5-5-5");
        }
        return new DispatchRoutingBench("dispatch-trsp", Duration.ofSeconds(30), names, (data, name) -> new Subject(data.technicians(name), Map.of()), """
                ## Dispatch: technicians with skills, tools and spare parts

                The 29 instances of Pillac, Guéret and Medaglia (2013): 100 requests, 25 technicians, tools and parts carried or fetched once
                at the depot; total working time against the best known. Thirty seconds of one core each, started from nothing; every plan is
                recounted from the instance file, and every request must be served. The aim is a mean gap under 2 %.
                """);
    }

    @Override
    public List<String> names() {
        return List.of(name);
    }

    @Override
    public Result run(Path work) throws Exception {
        var data = new RoutingData();
        var runs = new ArrayList<Run>();
        try (var threads = Executors.newFixedThreadPool(Math.max(1, Runtime.getRuntime().availableProcessors() / 2))) {
            var running = new ArrayList<Future<Run>>();
            for (var one : instances) {
                running.add(threads.submit(() -> solve(reader.of(data, one))));
            }
            for (var one : running) {
                runs.add(one.get());
            }
        }
        var mean = mean(runs, Run::gap);
        var worst = runs.stream().mapToDouble(Run::gap).max().orElseThrow();
        var matched = runs.stream().filter(run -> run.gap() < 0.0005).count();
        var peers = List.copyOf(runs.getFirst().peers.keySet());
        var section = new StringBuilder(introduction).append(String.format(Locale.ROOT, """

                **Mean gap %.2f %%**, worst %.2f %%, best known matched or beaten %d of %d.%s

                | instance | best known | found | rounds | gap |%s
                |---|---|---|---|---|%s
                """, mean, worst, matched, runs.size(),
                peers.stream().map(peer -> String.format(Locale.ROOT, " %s %.2f %%.", peer, mean(runs, run -> run.gap(run.peers.get(peer))))).collect(joining()),
                peers.stream().map(peer -> " " + peer + " |").collect(joining()), "---|".repeat(peers.size())));
        for (var run : runs) {
            section.append(String.format(Locale.ROOT, "| %s | %.1f | %.1f | %,d | %.2f %% |%s%n", run.instance.name().replaceFirst("\\..*", ""),
                    run.instance.best(), run.cost, run.rounds, run.gap(),
                    peers.stream().map(peer -> String.format(Locale.ROOT, " %.2f %% |", run.gap(run.peers.get(peer)))).collect(joining())));
        }
        section.append(picture(runs, peers));
        return new Result(List.of(new Figure(name, mean, "%")), section.toString());
    }

    private static double mean(List<Run> runs, ToDoubleFunction<Run> gap) {
        return runs.stream().mapToDouble(gap).average().orElseThrow();
    }

    /** A line per instance, a dot per solver, as far to the right as it is from the best known. */
    private String picture(List<Run> runs, List<String> peers) throws IOException {
        var solvers = new ArrayList<String>(List.of("Aftercare"));
        solvers.addAll(peers);
        var most = Math.max(1, Math.ceil(runs.stream().flatMapToDouble(run -> DoubleStream.concat(DoubleStream.of(run.gap()),
                run.peers.values().stream().mapToDouble(run::gap))).max().orElseThrow()));
        var height = 18 * runs.size() + 60;
        var svg = new StringBuilder("""
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 760 %1$d" width="760" height="%1$d" font-family="sans-serif" font-size="11">
                <rect width="760" height="%1$d" fill="#fff"/>
                """.formatted(height));
        for (int step = 0; step <= 4; step++) {
            var x = 90 + 650 * step / 4;
            svg.append(String.format(Locale.ROOT, "<path d=\"M%d 30V%d\" stroke=\"#ddd\"/><text x=\"%d\" y=\"%d\" text-anchor=\"middle\" fill=\"#666\">%.1f %%</text>%n",
                    x, height - 28, x, height - 12, most * step / 4));
        }
        for (int solver = 0; solver < solvers.size(); solver++) {
            svg.append("<circle cx=\"%d\" cy=\"14\" r=\"4\" fill=\"%s\"/><text x=\"%d\" y=\"18\">%s</text>%n".formatted(96 + 150 * solver, COLOURS.get(solver),
                    106 + 150 * solver, solvers.get(solver)));
        }
        for (int line = 0; line < runs.size(); line++) {
            var run = runs.get(line);
            var y = 40 + 18 * line;
            svg.append("<text x=\"82\" y=\"%d\" text-anchor=\"end\">%s</text><path d=\"M90 %dH740\" stroke=\"#eee\"/>%n".formatted(y + 4,
                    run.instance.name().replaceFirst("\\..*", ""), y));
            for (int solver = solvers.size() - 1; solver >= 0; solver--) {
                var gap = solver == 0 ? run.gap() : run.gap(run.peers.get(solvers.get(solver)));
                svg.append(String.format(Locale.ROOT, "<circle cx=\"%.1f\" cy=\"%d\" r=\"4\" fill=\"%s\"/>%n", 90 + 650 * Math.max(0, gap) / most, y, COLOURS.get(solver)));
            }
        }
        var file = Path.of("docs", "img", name + ".svg");
        Files.createDirectories(file.getParent());
        Files.writeString(file, svg.append("</svg>\n"));
        return "\n![How far each instance is from the best known](img/" + name + ".svg)\n";
    }

    private Run solve(Subject subject) {
        var instance = subject.instance;
        var rounds = new long[1];
        var plan = new Optimiser(instance.problem()).onProgress(progress -> rounds[0] = progress.rounds())
                .plan(Budget.time(each).by(ManagementFactory.getThreadMXBean()::getCurrentThreadCpuTime));
        var peers = new LinkedHashMap<String, Double>();
        subject.peers.forEach((peer, solver) -> peers.put(peer, solver.cost()));
        var run = new Run(instance, instance.recount().applyAsDouble(plan), rounds[0], peers);
        Bench.say("%s %.1f, gap %.2f %% %s", instance.name(), run.cost, run.gap(), peers);
        return run;
    }
}
