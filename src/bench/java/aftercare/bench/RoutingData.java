package aftercare.bench;

import aftercare.dispatch.planner.Engineer;
import aftercare.dispatch.planner.Job;
import aftercare.dispatch.planner.Plan;
import aftercare.dispatch.planner.PlanningProblem;
import aftercare.dispatch.planner.Shift;
import aftercare.dispatch.planner.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** The public routing instances (data/README.md) as planning problems. */
final class RoutingData {

    /** More than any route costs: to leave somebody out never pays. */
    private static final long MUST = 1_000_000_000;

    /** Ticks per unit of the technician instances, whose distances are not cut. */
    private static final double TRSP_SCALE = 1_000;

    /** In the technician instances 0 is the depot, then come the technicians. */
    static final int FIRST_REQUEST = 26;
    /** The name of a stop at the depot that has been made; the technician's follows. */
    static final String AT_DEPOT = "depot ";
    private static final int MOST_TOOLS = 9;
    private static final int ENOUGH = 1_000;

    private final Path folder;

    RoutingData() {
        var given = System.getProperty("aftercare.data", "");
        if (given.isBlank()) {
            throw new IllegalStateException("the routing instances are not shipped: give their folder with -Daftercare.data=DIR");
        }
        folder = Path.of(given);
    }

    /** An instance with the best that anybody has found, and a recount that takes nothing from the planner but order and times. */
    record Instance(String name, PlanningProblem problem, double best, ToDoubleFunction<Plan> recount) {}

    /** Customers of one depot, which is customer 0. Distance is time; all in tenths. */
    record Vehicles(String name, int[][] distance, int[] demand, int[] from, int[] to, int[] service, int vehicles, int capacity, double best) {

        /** Total distance of a plan, in units of the file; refuses one that breaks a rule. */
        double distance(List<int[]> routes) {
            var seen = new HashSet<Integer>();
            var sum = 0L;
            for (var route : routes) {
                var at = 0;
                var clock = from[0];
                var load = 0;
                for (int customer : route) {
                    sum += distance[at][customer];
                    clock = Math.max(clock + distance[at][customer], from[customer]);
                    must(clock <= to[customer] && seen.add(customer), customer);
                    clock += service[customer];
                    load += demand[customer];
                    at = customer;
                }
                sum += distance[at][0];
                must(clock + distance[at][0] <= to[0] && load <= capacity, Arrays.toString(route));
            }
            must(seen.size() == demand.length - 1 && routes.size() <= vehicles, "every customer");
            return sum / 10.0;
        }
    }

    private Map<String, Double> bestDistances() throws IOException {
        return best(folder.resolve("routing_vrptw/bks.csv"));
    }

    private Map<String, Double> bestWorkingTimes() throws IOException {
        return best(folder.resolve("routing_trsp/best_known/working_time.csv"));
    }

    private static Map<String, Double> best(Path file) throws IOException {
        var found = new LinkedHashMap<String, Double>();
        for (var line : Files.readAllLines(file)) {
            var cells = line.split(",");
            if (!cells[0].equals("instance") && cells.length > 1) {
                found.put(cells[0], Double.valueOf(cells[1]));
            }
        }
        return found;
    }

    /** Vehicles with a capacity and customers with windows: distances cut to one decimal, in tenths. */
    Vehicles vehicles(String name) throws IOException {
        var kind = name.contains("_2_") ? "gh200" : "solomon";
        var lines = Files.readAllLines(folder.resolve("routing_vrptw").resolve(kind).resolve(name + ".txt"));
        var rows = new ArrayList<double[]>();
        double[] fleet = {};
        for (var line : lines) {
            if (line.strip().matches("[\\d.\\s]+")) {
                var row = Arrays.stream(line.strip().split("\\s+")).mapToDouble(Double::parseDouble).toArray();
                if (row.length == 2) {
                    fleet = row;
                } else {
                    rows.add(row);
                }
            }
        }
        return new Vehicles(name, distances(rows, true), column(rows, 3, 1), column(rows, 4, 10), column(rows, 5, 10), column(rows, 6, 10),
                (int) fleet[0], (int) fleet[1], bestDistances().get(name));
    }

    private static int[] column(List<double[]> rows, int column, int times) {
        return rows.stream().mapToInt(row -> times * (int) row[column]).toArray();
    }

    static Instance problem(Vehicles of) {
        var problem = PlanningProblem.between(of.distance).weighing(Weights.DISTANCE);
        for (int vehicle = 0; vehicle < of.vehicles; vehicle++) {
            problem.add(Engineer.named("v" + vehicle).livingAt(0).works(Shift.of(of.from[0], of.to[0])).carriesParts("load", of.capacity));
        }
        for (int customer = 1; customer < of.demand.length; customer++) {
            problem.add(Job.named("" + customer).at(customer).takes(of.service[customer]).between(of.from[customer], of.to[customer])
                    .needsParts("load", of.demand[customer]).priority(MUST));
        }
        return new Instance(of.name, problem.build(), of.best, plan -> of.distance(plan.tours().stream()
                .map(tour -> tour.stops().stream().mapToInt(stop -> Integer.parseInt(stop.job())).toArray()).toList()));
    }

    /** Technicians with skills, tools and parts (Pillac, Gueret, Medaglia 2013). */
    Instance technicians(String name) throws IOException {
        var rows = rows(name);
        var problem = technicians(rows, Map.of());
        for (int request = FIRST_REQUEST; request < rows.size(); request++) {
            problem.add(request(rows.get(request), 0));
        }
        return new Instance(name, problem.build(), bestWorkingTimes().get(name), plan -> {
            var worked = workingTime(plan, rows);
            must(worked.requests() == rows.size() - FIRST_REQUEST, "every request");
            return worked.units();
        });
    }

    List<Row> rows(String name) throws IOException {
        var rows = new ArrayList<Row>();
        for (var line : Files.readAllLines(folder.resolve("routing_trsp/instances").resolve(name + ".txt"))) {
            if (line.matches("\\d+\\s.*\\[.*")) {
                var lists = line.substring(line.indexOf('[')).split("]");
                var numbers = Arrays.stream(line.substring(0, line.indexOf('[')).strip().split("\\s+")).mapToDouble(Double::parseDouble).toArray();
                rows.add(new Row(numbers, list(lists[0]), list(lists[1]), list(lists[2])));
            }
        }
        return rows;
    }

    /** When each request becomes known, by its number; 0 for those known before the day begins. */
    Map<Integer, Integer> releases(String name, int percent) throws IOException {
        var found = new TreeMap<Integer, Integer>();
        for (var line : Files.readAllLines(folder.resolve("routing_trsp/dynamic").resolve("%s_rd_%d.txt".formatted(name, percent)))) {
            if (line.matches("\\d+\\s+-?\\d+")) {
                var cells = line.split("\\s+");
                if (Integer.parseInt(cells[0]) >= FIRST_REQUEST) {
                    found.put(Integer.valueOf(cells[0]), Math.max(0, ticks(Integer.parseInt(cells[1]))));
                }
            }
        }
        return found;
    }

    /** @param wentBy who has been at the depot by now and has all that can be had there */
    static PlanningProblem.Builder technicians(List<Row> rows, Map<String, Boolean> wentBy) {
        var places = rows.stream().map(row -> new double[] {row.numbers[0], row.numbers[1], row.numbers[2]}).toList();
        var depot = rows.getFirst().numbers;
        var problem = PlanningProblem.between(distances(places, false)).weighing(Weights.WORKING_TIME)
                .depot(0, ticks(depot[3]), ticks(depot[4]));
        for (var row : rows.subList(1, FIRST_REQUEST)) {
            var engineer = Engineer.named("t" + (int) row.numbers[0]).livingAt((int) row.numbers[0]).works(Shift.of(ticks(row.numbers[3]), ticks(row.numbers[4])));
            var all = wentBy.containsKey("t" + (int) row.numbers[0]);
            Arrays.stream(row.skills).forEach(skill -> engineer.skill("s" + skill, 1));
            for (int tool = 0; tool <= MOST_TOOLS; tool++) {
                var one = tool;
                if (all || Arrays.stream(row.tools).anyMatch(held -> held == one)) {
                    engineer.carriesTool("t" + tool);
                }
            }
            for (int part = 0; part < row.parts.length; part++) {
                engineer.carriesParts("p" + part, all ? ENOUGH : row.parts[part]);
            }
            problem.add(engineer);
        }
        return problem;
    }

    /** @param released nobody can be there before */
    static Job request(Row row, int released) {
        var job = Job.named("" + (int) row.numbers[0]).at((int) row.numbers[0]).takes(ticks(row.numbers[5]))
                .between(Math.max(released, ticks(row.numbers[3])), Math.max(released, ticks(row.numbers[4]))).priority(MUST);
        Arrays.stream(row.skills).forEach(skill -> job.needs("s" + skill, 1));
        Arrays.stream(row.tools).forEach(tool -> job.needsTool("t" + tool));
        for (int part = 0; part < row.parts.length; part++) {
            if (row.parts[part] > 0) {
                job.needsParts("p" + part, row.parts[part]);
            }
        }
        return job;
    }

    /** A line of the file: number, place, window, service; skills, tools and parts. */
    record Row(double[] numbers, int[] skills, int[] tools, int[] parts) {}

    /** What a plan is worth: working time in units of the file, and how many requests it serves. */
    record Worked(double units, int requests) {}

    /** Recounted from the file; refuses a plan that breaks a rule. A stop without a job, or with the name of none, is one at the depot. */
    static Worked workingTime(Plan plan, List<Row> rows) {
        var seen = new HashSet<Integer>();
        var sum = 0.0;
        for (var tour : plan.tours()) {
            var technician = rows.get(Integer.parseInt(tour.engineer().substring(1)));
            var left = technician.parts.clone();
            var at = technician;
            var fetched = false;
            var clock = (double) tour.departure();
            for (var stop : tour.stops()) {
                var next = isDepot(stop) ? rows.getFirst() : rows.get(Integer.parseInt(stop.job()));
                clock += leg(at, next);
                must(stop.start() >= clock && stop.start() >= ticks(next.numbers[3]) && stop.start() <= ticks(next.numbers[4]), stop);
                clock = stop.start() + ticks(next.numbers[5]);
                at = next;
                if (isDepot(stop)) {
                    fetched = true;
                    continue;
                }
                must(seen.add((int) next.numbers[0]) && holds(technician.skills, next.skills), stop);
                for (int part = 0; part < next.parts.length; part++) {
                    left[part] -= next.parts[part];
                    must(fetched || left[part] >= 0, stop);
                }
                must(fetched || holds(technician.tools, next.tools), stop);
            }
            clock += leg(at, technician);
            must(clock <= ticks(technician.numbers[4]) && tour.departure() >= ticks(technician.numbers[3]), tour);
            sum += clock - tour.departure();
        }
        return new Worked(sum / TRSP_SCALE, seen.size());
    }

    static boolean isDepot(Plan.Stop stop) {
        return stop.job() == null || stop.job().startsWith(AT_DEPOT);
    }

    private static long leg(Row from, Row to) {
        return Math.round(TRSP_SCALE * Math.hypot(from.numbers[1] - to.numbers[1], from.numbers[2] - to.numbers[2]));
    }

    private static boolean holds(int[] has, int[] needs) {
        return Arrays.stream(needs).allMatch(need -> Arrays.stream(has).anyMatch(one -> one == need));
    }

    private static void must(boolean holds, Object what) {
        if (!holds) {
            throw new IllegalStateException("the plan breaks a rule at " + what);
        }
    }

    private static int ticks(double units) {
        return (int) Math.round(units * TRSP_SCALE);
    }

    private static int[] list(String cell) {
        var inside = cell.substring(cell.indexOf('[') + 1).strip();
        return inside.isEmpty() ? new int[0] : Arrays.stream(inside.split(",")).mapToInt(one -> Integer.parseInt(one.strip())).toArray();
    }

    private static int[][] distances(List<double[]> rows, boolean cut) {
        var square = new int[rows.size()][rows.size()];
        for (int i = 0; i < rows.size(); i++) {
            for (int j = 0; j < rows.size(); j++) {
                var distance = Math.hypot(rows.get(i)[1] - rows.get(j)[1], rows.get(i)[2] - rows.get(j)[2]);
                square[i][j] = (int) (cut ? Math.floor(10 * distance + 1e-9) : Math.round(TRSP_SCALE * distance));
            }
        }
        return square;
    }
}
