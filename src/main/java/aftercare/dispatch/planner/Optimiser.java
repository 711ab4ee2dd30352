package aftercare.dispatch.planner;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Makes and improves plans. The same problem, seed and number of islands with a budget of rounds gives the same plan; a budget of time
 * gives the best plan that could be found by then. Islands search on threads of their own and share their best.
 */
public final class Optimiser {

    /** The budget is spent in so many parts; after each the islands meet and the listener hears. */
    private static final int PARTS = 20;
    private static final int ROUNDS_BETWEEN_LOOKS = 32;

    private final PlanningProblem problem;
    private long seed = 1;
    private int islands = 1;
    private Consumer<Progress> listener = _ -> {};
    private BooleanSupplier stop = () -> false;

    public Optimiser(PlanningProblem problem) {
        this.problem = problem;
    }

    public Optimiser seed(long given) {
        seed = given;
        return this;
    }

    /** Searches that run side by side, each on a thread. */
    public Optimiser islands(int count) {
        islands = count;
        return this;
    }

    /** Hears about twenty times how it goes, on the calling thread. */
    public Optimiser onProgress(Consumer<Progress> given) {
        listener = given;
        return this;
    }

    /** Asked all the time, by every island: true ends the search with the best plan so far. */
    public Optimiser stopWhen(BooleanSupplier given) {
        stop = given;
        return this;
    }

    /** From nothing but what is pinned. */
    public Plan plan(Budget budget) {
        return search(budget, Search::loadPinned, false);
    }

    /** From a plan of this or an earlier problem; never worse than what is still possible of it. */
    public Plan improve(Plan start, Budget budget) {
        return search(budget, search -> search.load(Plans.snapshot(problem, start)), true);
    }

    /** From the plan that customers know. */
    public Plan improvePublished(Budget budget) {
        return search(budget, Search::loadPublished, true);
    }

    /** The plan that customers know, as far as it is still possible. */
    public Plan published() {
        var search = new Search(problem, seed);
        search.loadPublished();
        return Plans.plan(problem, search.best());
    }

    private Plan search(Budget budget, Consumer<Search> begin, boolean warm) {
        var searches = new ArrayList<Search>();
        for (int island = 0; island < islands; island++) {
            var search = new Search(problem, seed + 7_919L * island);
            begin.accept(search);
            search.construct();
            search.tune(warm);
            searches.add(search);
        }
        if (problem.jobs > 0 && problem.routes > 0) {
            run(searches, budget);
        }
        return Plans.plan(problem, best(searches).best());
    }

    private void run(List<Search> searches, Budget budget) {
        var clock = new Clock(budget);
        try (var threads = islands == 1 ? null : Executors.newFixedThreadPool(islands)) {
            for (int part = 1; part <= PARTS && !stop.getAsBoolean(); part++) {
                var until = (double) part / PARTS;
                if (threads == null) {
                    clock.run(searches.getFirst(), until, stop);
                } else {
                    var running = searches.stream().<Future<?>>map(search -> threads.submit(() -> clock.run(search, until, stop))).toList();
                    running.forEach(Optimiser::await);
                    meet(searches, until);
                }
                clock.spent = until;
                var best = best(searches);
                listener.accept(new Progress(until, searches.stream().mapToLong(Search::rounds).sum(), best.best().cost(), best.unservedInBest(),
                        () -> Plans.plan(problem, best.best())));
            }
        }
    }

    /** One search, to the end of the budget. */
    static void cool(Search search, Budget budget) {
        new Clock(budget).run(search, 1, () -> false);
    }

    /** In the second half whoever is behind goes on from the best. */
    private void meet(List<Search> searches, double spent) {
        if (spent >= 0.5 && spent < 1) {
            var best = best(searches);
            searches.stream().filter(search -> search != best).max(Comparator.comparingLong(search -> search.best().cost()))
                    .ifPresent(behind -> behind.load(best.best()));
        }
    }

    private static void await(Future<?> running) {
        try {
            running.get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CancellationException("the search was interrupted");
        } catch (ExecutionException failed) {
            throw new IllegalStateException("the search failed", failed.getCause());
        }
    }

    private static Search best(List<Search> searches) {
        return searches.stream().min(Comparator.comparingLong(search -> search.best().cost())).orElseThrow();
    }

    /** Cools every island along the budget. */
    private static final class Clock {

        private final Budget budget;
        private final long began;
        private double spent;

        Clock(Budget budget) {
            this.budget = budget;
            began = budget.clock().getAsLong();
        }

        void run(Search search, double until, BooleanSupplier stop) {
            var now = spent;
            var roundsUntil = (long) (until * budget.rounds());
            while (now < until && !stop.getAsBoolean()) {
                var rounds = budget.isTimed() ? ROUNDS_BETWEEN_LOOKS : Math.min(ROUNDS_BETWEEN_LOOKS, roundsUntil - search.rounds());
                if (rounds <= 0) {
                    return;
                }
                var temperature = search.tuning().temperature(now);
                for (int i = 0; i < rounds; i++) {
                    search.round(temperature);
                }
                now = budget.isTimed() ? (double) (budget.clock().getAsLong() - began) / budget.nanos() : (double) search.rounds() / budget.rounds();
            }
        }
    }
}
