package aftercare.bench;

import aftercare.bench.RoutingData.Instance;
import aftercare.dispatch.planner.Budget;
import aftercare.dispatch.planner.Optimiser;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The optimiser on public instances: how far from the best known, each with so many seconds of one core. */
final class DispatchRoutingBench implements Benchmark {

    private interface Reader {
        Instance read(RoutingData data, String name) throws IOException;
    }

    private record Run(Instance instance, double cost, long rounds) {

        double gap() {
            return 100 * (cost - instance.best()) / instance.best();
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
        return new DispatchRoutingBench("dispatch-vrptw", Duration.ofSeconds(10), List.of("C104", "C203", "R104", "R112", "R201", "R208", "RC105",
                "RC108", "RC202", "RC208", "C1_2_4", "C1_2_8", "C2_2_4", "C2_2_9", "R1_2_3", "R1_2_7", "R2_2_6", "R2_2_10", "RC1_2_8", "RC2_2_4"),
                RoutingData::vehicles, """
                ## Dispatch: vehicle routing with time windows

                Twenty instances of Solomon (100 customers) and Gehring-Homberger (200), two or more of each family and size; total distance
                (DIMACS convention) against the best known. Ten seconds of one core each, started from nothing; every plan is recounted from
                the instance file. The aim is a mean gap under 1.0 %.
                """);
    }

    static DispatchRoutingBench technicians() {
        var names = new ArrayList<String>();
        for (int i = 1; i <= 29; i++) {
            var base = i <= 9 ? "C10" + i : i <= 17 ? "C20" + (i - 9) : i <= 26 ? "R10" + (i - 17) : "R1" + (i - 17);
            names.add(base + ".100_25-5-5-5");
        }
        return new DispatchRoutingBench("dispatch-trsp", Duration.ofSeconds(30), names, RoutingData::technicians, """
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
                running.add(threads.submit(() -> solve(reader.read(data, one))));
            }
            for (var one : running) {
                runs.add(one.get());
            }
        }
        var mean = runs.stream().mapToDouble(Run::gap).average().orElseThrow();
        var worst = runs.stream().mapToDouble(Run::gap).max().orElseThrow();
        var matched = runs.stream().filter(run -> run.gap() < 0.0005).count();
        var section = new StringBuilder(introduction).append(String.format(Locale.ROOT, """

                **Mean gap %.2f %%**, worst %.2f %%, best known matched or beaten %d of %d.

                | instance | best known | found | gap | rounds |
                |---|---|---|---|---|
                """, mean, worst, matched, runs.size()));
        for (var run : runs) {
            section.append(String.format(Locale.ROOT, "| %s | %.1f | %.1f | %.2f %% | %,d |%n", run.instance.name().replaceFirst("\\..*", ""),
                    run.instance.best(), run.cost, run.gap(), run.rounds));
        }
        return new Result(List.of(new Figure(name, mean, "%")), section.toString());
    }

    private Run solve(Instance instance) {
        var rounds = new long[1];
        var plan = new Optimiser(instance.problem()).onProgress(progress -> rounds[0] = progress.rounds())
                .plan(Budget.time(each).by(ManagementFactory.getThreadMXBean()::getCurrentThreadCpuTime));
        var run = new Run(instance, instance.recount().applyAsDouble(plan), rounds[0]);
        Bench.say("%s %.1f, gap %.2f %%", instance.name(), run.cost, run.gap());
        return run;
    }
}
