package aftercare.bench;

import aftercare.bench.RoutingData.Vehicles;
import com.google.ortools.Loader;
import com.google.ortools.constraintsolver.FirstSolutionStrategy;
import com.google.ortools.constraintsolver.LocalSearchMetaheuristic;
import com.google.ortools.constraintsolver.RoutingIndexManager;
import com.google.ortools.constraintsolver.RoutingModel;
import com.google.ortools.constraintsolver.main;
import com.graphhopper.jsprit.core.algorithm.box.Jsprit;
import com.graphhopper.jsprit.core.algorithm.termination.PrematureAlgorithmTermination;
import com.graphhopper.jsprit.core.problem.Location;
import com.graphhopper.jsprit.core.problem.VehicleRoutingProblem;
import com.graphhopper.jsprit.core.problem.job.Service;
import com.graphhopper.jsprit.core.problem.solution.VehicleRoutingProblemSolution;
import com.graphhopper.jsprit.core.problem.solution.route.activity.TimeWindow;
import com.graphhopper.jsprit.core.problem.solution.route.activity.TourActivity;
import com.graphhopper.jsprit.core.problem.vehicle.VehicleImpl;
import com.graphhopper.jsprit.core.problem.vehicle.VehicleTypeImpl;
import com.graphhopper.jsprit.core.util.FastVehicleRoutingTransportCostsMatrix;
import com.graphhopper.jsprit.core.util.Solutions;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Other people's solvers on the same instances, each with the same CPU time on one thread. Their answers are recounted like ours. */
enum RoutingPeers {

    /** Cools by the number of iterations, so that it is first measured how many fit the time. */
    JSPRIT("jsprit 1.8") {
        @Override
        List<int[]> solve(Vehicles of, Duration cpu) {
            var trial = cpu.dividedBy(5);
            var done = new int[1];
            jsprit(of, Integer.MAX_VALUE, trial, done);
            return jsprit(of, (int) (done[0] * 0.95 * (cpu.toNanos() - trial.toNanos()) / trial.toNanos()), cpu.minus(trial), done);
        }
    },

    OR_TOOLS("OR-Tools 9.12") {
        @Override
        List<int[]> solve(Vehicles of, Duration cpu) {
            Loader.loadNativeLibraries();
            var end = cpuNow() + cpu.toNanos();
            var places = new RoutingIndexManager(of.demand().length, of.vehicles(), 0);
            var model = new RoutingModel(places);
            var distance = model.registerTransitMatrix(square(of, false));
            var time = model.registerTransitMatrix(square(of, true));
            var demand = model.registerUnaryTransitVector(Arrays.stream(of.demand()).asLongStream().toArray());
            model.setArcCostEvaluatorOfAllVehicles(distance);
            model.addDimension(demand, 0, of.capacity(), true, "load");
            model.addDimension(time, of.to()[0], of.to()[0], false, "time");
            var clock = model.getMutableDimension("time");
            for (int customer = 1; customer < of.demand().length; customer++) {
                clock.cumulVar(places.nodeToIndex(customer)).setRange(of.from()[customer], of.to()[customer]);
            }
            var parameters = main.defaultRoutingSearchParameters().toBuilder()
                    .setFirstSolutionStrategy(FirstSolutionStrategy.Value.PARALLEL_CHEAPEST_INSERTION)
                    .setLocalSearchMetaheuristic(LocalSearchMetaheuristic.Value.GUIDED_LOCAL_SEARCH)
                    .setTimeLimit(com.google.protobuf.Duration.newBuilder().setSeconds(10 * cpu.toSeconds())).build();
            var looks = new int[1];
            model.addSearchMonitor(model.solver().makeCustomLimit(() -> ++looks[0] % LOOK_EVERY == 0 && cpuNow() > end));
            var found = model.solveWithParameters(parameters);
            var routes = new ArrayList<int[]>();
            for (int vehicle = 0; vehicle < of.vehicles(); vehicle++) {
                var route = new ArrayList<Integer>();
                for (var at = found.value(model.nextVar(model.start(vehicle))); !model.isEnd(at); at = found.value(model.nextVar(at))) {
                    route.add(places.indexToNode(at));
                }
                add(routes, route);
            }
            return routes;
        }
    };

    /** Asking for the time through the native boundary is not free. */
    private static final int LOOK_EVERY = 256;

    final String title;

    RoutingPeers(String title) {
        this.title = title;
    }

    /** Customers in the order of the visits, a list per vehicle that drives. */
    abstract List<int[]> solve(Vehicles of, Duration cpu);

    private static List<int[]> jsprit(Vehicles of, int iterations, Duration cpu, int[] done) {
        var matrix = FastVehicleRoutingTransportCostsMatrix.Builder.newInstance(of.demand().length, false);
        for (int from = 0; from < of.demand().length; from++) {
            for (int to = 0; to < of.demand().length; to++) {
                matrix.addTransportTimeAndDistance(from, to, of.distance()[from][to], of.distance()[from][to]);
            }
        }
        var type = VehicleTypeImpl.Builder.newInstance("vehicle").addCapacityDimension(0, of.capacity()).setCostPerDistance(1).setCostPerTransportTime(0)
                .setFixedCost(0).build();
        var problem = VehicleRoutingProblem.Builder.newInstance().setFleetSize(VehicleRoutingProblem.FleetSize.INFINITE).setRoutingCost(matrix.build())
                .addVehicle(VehicleImpl.Builder.newInstance("v").setStartLocation(place(0)).setType(type).setEarliestStart(of.from()[0])
                        .setLatestArrival(of.to()[0]).build());
        for (int customer = 1; customer < of.demand().length; customer++) {
            problem.addJob(Service.Builder.newInstance("" + customer).setLocation(place(customer)).addSizeDimension(0, of.demand()[customer])
                    .setServiceTime(of.service()[customer]).setTimeWindow(TimeWindow.newInstance(of.from()[customer], of.to()[customer])).build());
        }
        var algorithm = Jsprit.Builder.newInstance(problem.build()).setProperty(Jsprit.Parameter.ITERATIONS, "" + Math.min(iterations, 1_000_000))
                .setProperty(Jsprit.Parameter.FAST_REGRET, "true").setProperty(Jsprit.Parameter.THREADS, "1").buildAlgorithm();
        var end = cpuNow() + cpu.toNanos();
        done[0] = 0;
        algorithm.setPrematureAlgorithmTermination(new PrematureAlgorithmTermination() {
            @Override
            public boolean isPrematureBreak(com.graphhopper.jsprit.core.algorithm.SearchStrategy.DiscoveredSolution found) {
                done[0]++;
                return cpuNow() > end;
            }
        });
        VehicleRoutingProblemSolution best = Solutions.bestOf(algorithm.searchSolutions());
        var routes = new ArrayList<int[]>();
        for (var route : best.getRoutes()) {
            add(routes, route.getActivities().stream().map(TourActivity.JobActivity.class::cast).map(stop -> Integer.valueOf(stop.getJob().getId())).toList());
        }
        return routes;
    }

    private static long[][] square(Vehicles of, boolean withService) {
        var square = new long[of.demand().length][of.demand().length];
        for (int from = 0; from < square.length; from++) {
            for (int to = 0; to < square.length; to++) {
                square[from][to] = of.distance()[from][to] + (withService ? of.service()[from] : 0);
            }
        }
        return square;
    }

    private static Location place(int customer) {
        return Location.Builder.newInstance().setId("" + customer).setIndex(customer).build();
    }

    private static void add(List<int[]> routes, List<Integer> route) {
        if (!route.isEmpty()) {
            routes.add(route.stream().mapToInt(Integer::intValue).toArray());
        }
    }

    private static long cpuNow() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
