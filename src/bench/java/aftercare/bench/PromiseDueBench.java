package aftercare.bench;

import aftercare.promises.DueTimes;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** How many due times one core works out in a second. */
final class PromiseDueBench implements Benchmark {

    @Override
    public List<String> names() {
        return List.of("promise-due");
    }

    @Override
    public Result run(Path work) {
        var found = new DueTimes().measure();
        Bench.say("%,.0f due times a second and core; minute by minute %,.0f", found.perSecond(), found.walker());
        return new Result(List.of(new Figure("promise-due", found.perSecond(), "/s")), String.format(Locale.ROOT, """
                ## Due times

                Fifty thousand promises of 2024 to 2026 with the limits that the product ships, half of them at office hours with the country's holidays,
                a third of them paused once or twice; one thread, in its own CPU time, median of rounds after warming up. The minute walker looks at
                every minute of the wall clock and must find the same. The aims are over 2 million a second and core, and 50 times the minute walker.

                | | a second and core |
                |---|---|
                | due times | %,.0f |
                | minute by minute | %,.0f |
                | ratio | %,.0f |
                """, found.perSecond(), found.walker(), found.perSecond() / found.walker()));
    }
}
