package aftercare.bench;

import aftercare.dispatch.planner.Budget;
import aftercare.dispatch.planner.Job;
import aftercare.dispatch.planner.Optimiser;
import aftercare.dispatch.planner.Plan;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** Requests that come in during the day: what has begun is a fact, the rest is planned anew each time, in a fifth of a second. */
final class DispatchReleasesBench implements Benchmark {

    private static final List<String> INSTANCES = List.of("C101", "R101");
    private static final List<Integer> PERCENT = List.of(10, 30, 50, 70, 90);
    private static final Duration ONE = Duration.ofMillis(200);
    private static final Duration WHOLE = Duration.ofSeconds(10);

    private record Day(int served, double cost, double slowest, int replanned) {}

    @Override
    public List<String> names() {
        return List.of("dispatch-releases");
    }

    @Override
    public Result run(Path work) throws Exception {
        var data = new RoutingData();
        var section = new StringBuilder("""
                ## Dispatch: requests that come in during the day

                The same technicians with the release times of Pillac, Guéret and Medaglia: so many of the 100 requests become known while the
                day goes on. Nobody can be sent before that; what a technician has set out for stays, everything else is planned anew
                within 0.2 s. Served of 100 and working time, against the plan of somebody who knew all from the morning (10 s).

                | instance | known late | served | of the static plan's time | plans | slowest |
                |---|---|---|---|---|---|
                """);
        var served = 0;
        var days = 0;
        for (var base : INSTANCES) {
            var name = base + ".100_25-5-5-5";
            var rows = data.rows(name);
            var still = data.technicians(name);
            var best = still.recount().applyAsDouble(new Optimiser(still.problem()).plan(Budget.time(WHOLE)));
            for (int percent : PERCENT) {
                var day = day(rows, data.releases(name, percent));
                Bench.say("%s %d %%: %d served, %.1f of %.1f", base, percent, day.served, day.cost, best);
                section.append(String.format(Locale.ROOT, "| %s | %d %% | %d | %+.1f %% | %d | %.0f ms |%n", base, percent, day.served,
                        100 * (day.cost - best) / best, day.replanned, day.slowest));
                served += day.served;
                days++;
            }
        }
        var share = (double) served / days;
        section.append(String.format(Locale.ROOT, "%n**%.1f %% of all requests were served.** Those that were not came in when nobody with the skill could be there in time any more.%n", share));
        return new Result(List.of(new Figure("dispatch-releases", share, "%")), section.toString());
    }

    private static Day day(List<RoutingData.Row> rows, Map<Integer, Integer> releases) throws IOException {
        var plan = plan(rows, releases, null, 0);
        var slowest = 0.0;
        var events = new TreeSet<>(releases.values());
        events.remove(0);
        for (int now : events) {
            var began = System.nanoTime();
            plan = plan(rows, releases, plan, now);
            slowest = Math.max(slowest, (System.nanoTime() - began) / 1e6);
        }
        var worked = RoutingData.workingTime(plan, rows);
        return new Day(worked.requests(), worked.units(), slowest, events.size());
    }

    private static Plan plan(List<RoutingData.Row> rows, Map<Integer, Integer> releases, Plan before, int now) {
        var begun = before == null ? Map.<String, Job>of() : begun(before, rows, releases, now);
        var atDepot = new HashMap<String, Boolean>();
        begun.keySet().stream().filter(id -> id.startsWith(RoutingData.AT_DEPOT)).forEach(id -> atDepot.put(id.substring(RoutingData.AT_DEPOT.length()), true));
        var problem = RoutingData.technicians(rows, atDepot).now(now);
        begun.values().forEach(problem::add);
        var standing = before == null ? Map.<String, Plan.Assignment>of() : before.assignments();
        releases.forEach((request, released) -> {
            var id = Integer.toString(request);
            if (released <= now && !begun.containsKey(id)) {
                var job = RoutingData.request(rows.get(request), released);
                var planned = standing.get(id);
                problem.add(planned == null ? job : job.published(planned.tour().engineer(), planned.stop().start()));
            }
        });
        var optimiser = new Optimiser(problem.build());
        return before == null ? optimiser.plan(Budget.time(WHOLE)) : optimiser.improvePublished(Budget.time(ONE));
    }

    /** What somebody has set out for, leaving as late as there is time, and all that comes before it. */
    private static Map<String, Job> begun(Plan plan, List<RoutingData.Row> rows, Map<Integer, Integer> releases, int now) {
        var facts = new LinkedHashMap<String, Job>();
        for (var tour : plan.tours()) {
            for (var stop : tour.stops()) {
                if (stop.start() - stop.travel() > now) {
                    break;
                }
                var id = RoutingData.isDepot(stop) ? RoutingData.AT_DEPOT + tour.engineer() : stop.job();
                var job = RoutingData.isDepot(stop) ? Job.named(id).at(0).takes(stop.end() - stop.start())
                        : RoutingData.request(rows.get(Integer.parseInt(id)), releases.get(Integer.parseInt(id)));
                facts.put(id, job.published(tour.engineer(), stop.start()).frozen());
            }
        }
        return facts;
    }
}
