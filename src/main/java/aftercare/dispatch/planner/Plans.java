package aftercare.dispatch.planner;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Between the search's bare numbers and the plan that others read. */
final class Plans {

    private Plans() {}

    static Plan plan(PlanningProblem problem, Search.Snapshot found) {
        var search = new Search(problem, 0);
        search.load(found);
        return plan(problem, search.routes());
    }

    static Plan plan(PlanningProblem problem, RouteState[] routes) {
        var served = new boolean[problem.jobs + 1];
        var tours = new ArrayList<Plan.Tour>();
        var cost = Cost.NONE;
        for (var route : routes) {
            if (route.size > 0) {
                var tour = tour(problem, route);
                tours.add(tour);
                cost = cost.plus(tour.cost());
                Arrays.stream(route.stops()).forEach(node -> served[node] = true);
            }
        }
        var unserved = IntStream.range(0, problem.jobs).filter(job -> !served[job]).toArray();
        var price = Arrays.stream(unserved).mapToLong(job -> problem.priority[job]).sum();
        return new Plan(tours, Arrays.stream(unserved).mapToObj(problem::jobId).toList(), cost.plus(new Cost(price, 0, 0, 0, 0, 0, 0, 0)));
    }

    private static Plan.Tour tour(PlanningProblem problem, RouteState route) {
        var stops = new ArrayList<Plan.Stop>();
        for (int i = 0; i < route.size; i++) {
            var node = route.stops[i];
            stops.add(new Plan.Stop(node == problem.jobs ? null : problem.jobId(node), route.travelTo(i), route.startOf(i),
                    route.startOf(i) + problem.service[node], route.slack(i)));
        }
        return new Plan.Tour(problem.engineerId(route.route), problem.shift[route.route], route.departure(), route.homeAt(), route.lunchStart(),
                stops, route.cost());
    }

    /** By name, so that yesterday's plan can be the start of today's: what is not known any more is left out. */
    static Search.Snapshot snapshot(PlanningProblem problem, Plan plan) {
        var stops = problem.frozen.clone();
        var crewStart = new int[problem.crews.length];
        Arrays.fill(crewStart, -1);
        var done = new boolean[problem.jobs];
        for (var frozen : problem.frozen) {
            Arrays.stream(frozen).forEach(job -> done[job] = true);
        }
        for (var tour : plan.tours()) {
            var route = problem.routeOf(tour.engineer(), tour.shift().from());
            if (route < 0) {
                continue;
            }
            var day = IntStream.builder();
            Arrays.stream(problem.frozen[route]).forEach(day);
            for (var stop : tour.stops()) {
                if (stop.job() == null) {
                    day.add(problem.jobs);
                } else if (problem.knows(stop.job())) {
                    var job = problem.job(stop.job());
                    if (!done[job] && problem.allows(job, route)) {
                        done[job] = true;
                        day.add(job);
                        if (problem.crew[job] >= 0) {
                            crewStart[problem.crew[job]] = stop.start();
                        }
                    }
                }
            }
            stops[route] = day.build().toArray();
        }
        return new Search.Snapshot(0, stops, crewStart);
    }
}
