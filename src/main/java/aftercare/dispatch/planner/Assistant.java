package aftercare.dispatch.planner;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Knows a plan and answers for one job at a time: who could take it best, why the others cannot, whom to move when there is no room.
 * Prices are exact: every possible place in every day is tried. Not thread-safe.
 */
public final class Assistant {

    private static final int OFFERS = 3;

    private final PlanningProblem problem;
    private final Search search;
    private @Nullable Plan plan;

    public Assistant(PlanningProblem problem, Plan plan) {
        this.problem = problem;
        this.plan = plan;
        search = new Search(problem, 1);
        search.load(Plans.snapshot(problem, plan));
    }

    /** With the plan that customers know, as far as it is still possible. */
    public Assistant(PlanningProblem problem) {
        this.problem = problem;
        search = new Search(problem, 1);
        search.loadPublished();
    }

    private Plan plan() {
        if (plan == null) {
            plan = Plans.plan(problem, search.routes());
        }
        return plan;
    }

    /** The best three engineers and the verdict on every other one. A job that is planned is looked at as if it were not. */
    public Advice advise(String job) {
        var fits = new ArrayList<Verdict.Fits>();
        var others = new ArrayList<Verdict>();
        for (var verdict : verdicts(problem.job(job))) {
            if (verdict instanceof Verdict.Fits one) {
                fits.add(one);
            } else {
                others.add(verdict);
            }
        }
        fits.sort(Comparator.<Verdict.Fits>comparingLong(one -> one.cost().total()).thenComparingInt(Verdict.Fits::start));
        var best = fits.subList(0, Math.min(OFFERS, fits.size()));
        others.addAll(0, fits.subList(best.size(), fits.size()));
        return new Advice(job, best, others);
    }

    /** The reasons of a visit that is planned. */
    public Explanation explain(String job) {
        var assignment = plan().assignments().get(job);
        if (assignment == null) {
            throw new IllegalArgumentException("nobody is planned for job " + job);
        }
        var verdicts = new ArrayList<>(verdicts(problem.job(job)));
        var chosen = verdicts.stream().filter(one -> one.engineer().equals(assignment.tour().engineer())).findFirst().orElseThrow();
        verdicts.remove(chosen);
        return new Explanation(job, assignment, chosen, verdicts);
    }

    /** A window that could be promised to the customer, and who would come. */
    public record Opening(Job.Window window, Verdict.Fits by) {}

    /** Those of the windows in which somebody can start, each with the best engineer. */
    public List<Opening> openings(String job, List<Job.Window> windows) {
        var number = problem.job(job);
        if (problem.windows[number] != null) {
            throw new IllegalArgumentException("job %s has several windows of its own".formatted(job));
        }
        var found = new ArrayList<Opening>();
        for (var window : windows) {
            if (search.narrow(number, window)) {
                verdicts(number).stream().filter(Verdict.Fits.class::isInstance).map(Verdict.Fits.class::cast)
                        .min(Comparator.comparingLong(one -> one.cost().total())).ifPresent(best -> found.add(new Opening(window, best)));
            }
            search.widen(number);
        }
        return found;
    }

    /** A plan with the job in it, and what it moves. */
    public record Proposal(Plan plan, PlanChange change) {}

    /**
     * Room for a job that nobody can simply take: other visits move, or fall out if they matter less. Searches until the budget is
     * spent; empty when even that finds no place. What a moved visit costs is for {@link Weights#moved} to say.
     */
    public Optional<Proposal> makeRoom(String job, Budget budget) {
        var urgent = new Search(problem, 1);
        var number = problem.job(job);
        urgent.urge(number);
        urgent.load(Plans.snapshot(problem, plan()));
        urgent.construct();
        urgent.tune(true);
        Optimiser.cool(urgent, budget);
        var after = Plans.plan(problem, urgent.best());
        return after.unserved().contains(job) ? Optional.empty()
                : Optional.of(new Proposal(after, PlanChange.between(plan(), after, problem.weights.tolerance())));
    }

    /** One per engineer: the cheapest day on which it fits, or the day that comes nearest to it. */
    private List<Verdict> verdicts(int job) {
        var found = new LinkedHashMap<String, Verdict>();
        for (var route : search.routes()) {
            found.merge(problem.engineerId(route.route), verdict(job, route), Assistant::better);
        }
        return List.copyOf(found.values());
    }

    private static Verdict better(Verdict one, Verdict other) {
        return switch (one) {
            case Verdict.Fits fits -> other instanceof Verdict.Fits fitsToo && fitsToo.cost().total() < fits.cost().total() ? other : one;
            case Verdict.Blocked blocked -> !(other instanceof Verdict.Blocked blockedToo) || blockedToo.rule().compareTo(blocked.rule()) > 0
                    || blockedToo.rule() == blocked.rule() && blockedToo.by() < blocked.by() ? other : one;
        };
    }

    private Verdict verdict(int job, RouteState route) {
        var engineer = problem.engineerId(route.route);
        var always = problem.blockedBy(job, route.route);
        if (always != null) {
            return new Verdict.Blocked(engineer, always.rule(), always.by());
        }
        if (problem.crew[job] >= 0 && Arrays.stream(problem.crews[problem.crew[job]])
                .anyMatch(mate -> mate != job && search.routeOf(mate) == route.route)) {
            return new Verdict.Blocked(engineer, Rule.CREW, 1);
        }
        var day = search.without(job, route);
        var best = best(job, day);
        if (best == null) {
            var obstacle = day.obstacle(job);
            return new Verdict.Blocked(engineer, obstacle.rule(), obstacle.by());
        }
        var at = best.indexOf(job);
        var visits = (int) Arrays.stream(day.stops()).filter(node -> node != problem.jobs).count();
        return new Verdict.Fits(engineer, problem.shift[route.route], at, best.startOf(at), best.travelled() - day.travelled(),
                problem.lateness[job] == 0 ? PlanningProblem.HORIZON : problem.due[job] - best.startOf(at), problem.preference(job, route.route) == 0,
                visits, best.depotAt >= 0 && day.depotAt < 0, best.cost().minus(day.cost()));
    }

    /** The day with the job at its cheapest place. */
    private @Nullable RouteState best(int job, RouteState day) {
        if (problem.hasDepot && day.depotAt < 0 && !day.carries(job)) {
            RouteState best = null;
            for (int gap = day.firstFree; gap <= day.size; gap++) {
                if (day.quote(problem.jobs, gap, RouteState.NO) < RouteState.NO) {
                    best = cheaper(best, bestGap(job, with(problem.jobs, gap, day)));
                }
            }
            return best;
        }
        return bestGap(job, day);
    }

    private @Nullable RouteState bestGap(int job, RouteState day) {
        RouteState best = null;
        for (int gap = day.firstFree; gap <= day.size; gap++) {
            if (day.quote(job, gap, RouteState.NO) < RouteState.NO) {
                best = cheaper(best, with(job, gap, day));
            }
        }
        return best;
    }

    private RouteState with(int node, int gap, RouteState day) {
        var trial = search.copy(day);
        trial.insert(node, gap);
        return trial;
    }

    private static @Nullable RouteState cheaper(@Nullable RouteState one, @Nullable RouteState other) {
        return one == null || other != null && other.price() < one.price() ? other : one;
    }
}
