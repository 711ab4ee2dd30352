package aftercare.bench;

import aftercare.dispatch.planner.Assistant;
import aftercare.dispatch.planner.Budget;
import aftercare.dispatch.planner.Optimiser;
import aftercare.dispatch.planner.Plan;
import aftercare.dispatch.planner.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A made-up branch with too much work: what is left out, how quick the assistant answers, what an urgent case moves. */
final class DispatchBranchBench implements Benchmark {

    private static final Path PICTURE = Path.of("docs", "img", "dispatch-plan.svg");

    @Override
    public List<String> names() {
        return List.of("dispatch-branch");
    }

    @Override
    public Result run(Path work) throws Exception {
        var section = new StringBuilder("""
                ## Dispatch: a branch with too much work

                A generated day (`GeneratedBranch`, fixed seed): 300 jobs, 30 engineers, eight skills, windows, lunch, three priorities that
                cost 1000, 300 and 100 when left out; travel in minutes. One plan from nothing, wall clock.

                | threads | seconds | cost | served | left out, by priority | travel |
                |---|---|---|---|---|---|
                """);
        var branch = new GeneratedBranch(300, 30, 7);
        var problem = branch.problem(Weights.FIELD_SERVICE);
        Plan plan = null;
        for (var run : new int[][] {{1, 5}, {1, 10}, {1, 30}, {2, 10}, {2, 30}}) {
            var found = new Optimiser(problem).islands(run[0]).plan(Budget.time(Duration.ofSeconds(run[1])));
            var left = GeneratedBranch.leftOut(found);
            Bench.say("%d threads, %d s: cost %d", run[0], run[1], found.cost().total());
            section.append(String.format(Locale.ROOT, "| %d | %d | %,d | %d of 300 | %d / %d / %d | %,d min |%n", run[0], run[1],
                    found.cost().total(), 300 - found.unserved().size(), left.get(0), left.get(1), left.get(2), found.cost().travel()));
            plan = run[0] == 1 ? found : plan;
        }
        draw(branch, plan);
        section.append("\n![A day's plan: one line per engineer, dots are visits, rings are jobs left out](img/dispatch-plan.svg)\n");
        urgent(branch, plan, section);
        assistant(section);
        return new Result(List.of(new Figure("dispatch-branch", plan.cost().total(), "cost")), section.toString());
    }

    private static void urgent(GeneratedBranch branch, Plan plan, StringBuilder section) {
        section.append("""

                An urgent case when nobody has room: up to twelve of the jobs left out, one at a time; the first two visits of every engineer are
                frozen, a visit that moves costs 15 minutes. Wall clock, with everything from the question to the proposal.

                | search | placed | visits moved | left out for it | slowest answer |
                |---|---|---|---|---|
                """);
        var problem = branch.published(plan, Weights.FIELD_SERVICE.stable(15, 15));
        var standing = new Optimiser(problem).published();
        var assistant = new Assistant(problem, standing);
        var cases = standing.unserved().stream().limit(12).toList();
        cases.forEach(id -> assistant.makeRoom(id, Budget.time(Duration.ofMillis(50))));
        for (int millis : new int[] {50, 200, 1_000}) {
            var placed = 0;
            var moved = 0;
            var dropped = 0;
            var slowest = 0.0;
            for (var id : cases) {
                var began = System.nanoTime();
                var proposal = assistant.makeRoom(id, Budget.time(Duration.ofMillis(millis)));
                slowest = Math.max(slowest, (System.nanoTime() - began) / 1e6);
                if (proposal.isPresent()) {
                    placed++;
                    moved += proposal.get().change().moves().size();
                    dropped += proposal.get().change().dropped().size();
                }
            }
            section.append(String.format(Locale.ROOT, "| %d ms | %d of %d | %.1f | %.1f | %.0f ms |%n", millis, placed, cases.size(),
                    (double) moved / Math.max(1, placed), (double) dropped / Math.max(1, placed), slowest));
        }
    }

    private static void assistant(StringBuilder section) {
        var problem = new GeneratedBranch(1_150, 105, 11).problem(Weights.FIELD_SERVICE);
        var plan = new Optimiser(problem).plan(Budget.time(Duration.ofSeconds(10)));
        var assistant = new Assistant(problem, plan);
        var visits = plan.assignments().size();
        var asked = 2_000;
        var times = new long[asked];
        for (int warm = 0; warm < 2; warm++) {
            for (int i = 0; i < asked; i++) {
                var began = System.nanoTime();
                assistant.advise("j" + i * 7 % 1_150);
                times[i] = System.nanoTime() - began;
            }
        }
        Arrays.sort(times);
        var p99 = times[asked * 99 / 100] / 1e6;
        section.append(String.format(Locale.ROOT, """

                The assistant's own part with %,d visits of 105 engineers loaded: the best three and a verdict on everybody else, every place in every day
                tried at its exact price. Median %.2f ms, **p99 %.2f ms**, slowest %.2f ms of %,d questions, without the way to the database.
                """, visits, times[asked / 2] / 1e6, p99, times[asked - 1] / 1e6, asked));
        Bench.say("assistant p99 %.2f ms with %d visits", p99, visits);
    }

    private static void draw(GeneratedBranch branch, Plan plan) throws IOException {
        var svg = new StringBuilder("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"-12 -12 104 104\" width=\"720\" height=\"720\">\n"
                + "<rect x=\"-12\" y=\"-12\" width=\"104\" height=\"104\" fill=\"#fff\"/>\n");
        var colour = 0;
        for (var tour : plan.tours()) {
            var line = new StringBuilder();
            var home = branch.at[branch.jobs + Integer.parseInt(tour.engineer().substring(1))];
            point(line, home);
            for (var stop : tour.stops()) {
                point(line, branch.at[Integer.parseInt(stop.job().substring(1))]);
            }
            point(line, home);
            var paint = "hsl(" + colour * 137 % 360 + " 65% 42%)";
            svg.append("<polyline points=\"").append(line).append("\" fill=\"none\" stroke=\"").append(paint).append("\" stroke-width=\".35\"/>\n");
            for (var stop : tour.stops()) {
                dot(svg, branch.at[Integer.parseInt(stop.job().substring(1))], .7, paint, "none");
            }
            svg.append(String.format(Locale.ROOT, "<rect x=\"%.1f\" y=\"%.1f\" width=\"1.6\" height=\"1.6\" fill=\"%s\"/>%n", home[0] - .8, home[1] - .8, paint));
            colour++;
        }
        plan.unserved().forEach(id -> dot(svg, branch.at[Integer.parseInt(id.substring(1))], .8, "none", "#999"));
        Files.createDirectories(PICTURE.getParent());
        Files.writeString(PICTURE, svg.append("</svg>\n"));
    }

    private static void point(StringBuilder line, double[] at) {
        line.append(String.format(Locale.ROOT, "%.1f,%.1f ", at[0], at[1]));
    }

    private static void dot(StringBuilder svg, double[] at, double radius, String fill, String stroke) {
        svg.append(String.format(Locale.ROOT, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" fill=\"%s\" stroke=\"%s\" stroke-width=\".3\"/>%n", at[0], at[1],
                radius, fill, stroke));
    }
}
