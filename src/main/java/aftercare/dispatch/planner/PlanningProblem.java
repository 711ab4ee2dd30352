package aftercare.dispatch.planner;

import static java.util.stream.Collectors.groupingBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Who is there, what is to be done and what counts: immutable, and laid out in int arrays for the search. A job is an index below
 * {@link #jobs}, a route (an engineer's day) an index below {@link #routes}; the node {@link #jobs} is the stop at the depot.
 */
public final class PlanningProblem {

    /** No tick of a problem lies behind it. */
    public static final int HORIZON = 1 << 27;

    /** "Never", with room to add travel times to it. */
    static final int NEVER = 1 << 29;

    private static final int NEIGHBOURS = 30;

    final int jobs;
    final int routes;
    final Weights weights;

    final int[] place;
    final int[] service;
    final int[] from;
    final int[] to;
    /** The windows of a job that has several, ascending; null for the others. */
    final Job.Window[] @Nullable [] windows;
    /** What it costs to leave a job out. */
    final long[] priority;
    final int[] due;
    final long[] lateness;
    final int[] publishedRoute;
    final int[] publishedStart;
    /** Never taken out of its route. */
    final boolean[] fixed;
    /** The number of the crew, or -1. */
    final int[] crew;
    final int[][] crews;

    final int[] startPlace;
    final int[] endPlace;
    final Shift[] shift;
    final int places;
    /** Travel times of a route, {@code from * places + to}. */
    final int[][] travel;
    final int now;

    final int partKinds;
    /** Pieces that a job needs, {@code job * partKinds + kind}, and that an engineer carries, {@code route * partKinds + kind}. */
    final int[] need;
    final int[] stock;
    final long[] toolsNeeded;
    final long[] toolsCarried;
    final boolean hasDepot;

    /** For {@code job * routes + route}: the ordinal of the rule that forbids it whatever the plan, plus one; 0 when none does. */
    private final byte[] blocked;
    private final List<Job> list;
    private final List<Day> days;
    /** For {@code job * routes + route}: what this engineer costs more than the preferred one, and what it costs when that is a move. */
    final int[] assignment;
    /** What is done or under way in each route, in order. */
    final int[][] frozen;
    private volatile @Nullable Neighbours neighbours;
    /** Whether the time of a visit has a price, not only its place in the route. */
    final boolean timed;
    /** Whether a job is offered to every day and not only beside its neighbours: few jobs, many homes. */
    final boolean asksEverybody;

    private final String[] jobIds;
    private final String[] engineerIds;
    private final Map<String, Integer> firstRoute = new HashMap<>();
    private final Map<String, Integer> jobIndex = new HashMap<>();

    private PlanningProblem(Builder given) {
        jobs = given.jobs.size();
        weights = given.weights;
        places = given.travel.places();
        now = given.now;
        hasDepot = given.depot >= 0;
        jobIds = new String[jobs];
        place = new int[jobs + 1];
        service = new int[jobs + 1];
        from = new int[jobs + 1];
        to = new int[jobs + 1];
        windows = new Job.Window[jobs + 1][];
        priority = new long[jobs];
        due = new int[jobs];
        lateness = new long[jobs];
        fixed = new boolean[jobs];
        publishedRoute = new int[jobs];
        publishedStart = new int[jobs];
        toolsNeeded = new long[jobs + 1];
        var kinds = new Names();
        var tools = new Names();
        for (var job : given.jobs.values()) {
            job.parts.keySet().forEach(kinds::of);
            job.tools.forEach(tools::of);
        }
        if (tools.size() > Long.SIZE) {
            throw new IllegalArgumentException("at most %d kinds of tools can be told apart, not %d".formatted(Long.SIZE, tools.size()));
        }
        partKinds = kinds.size();
        need = new int[(jobs + 1) * partKinds];

        days = given.engineers.values().stream().flatMap(one -> one.shifts.stream().map(day -> new Day(one, day))).toList();
        routes = days.size();
        engineerIds = days.stream().map(day -> day.engineer.id).toArray(String[]::new);
        for (int route = 0; route < routes; route++) {
            firstRoute.putIfAbsent(engineerIds[route], route);
        }
        startPlace = days.stream().mapToInt(day -> day.engineer.start).toArray();
        endPlace = days.stream().mapToInt(day -> day.engineer.end).toArray();
        shift = days.stream().map(Day::shift).toArray(Shift[]::new);
        travel = days.stream().map(day -> day.engineer.travel == null ? given.travel.ticks() : day.engineer.travel.ticks()).toArray(int[][]::new);
        toolsCarried = days.stream().mapToLong(day -> tools.mask(day.engineer.tools)).toArray();
        stock = new int[routes * partKinds];
        for (int route = 0; route < routes; route++) {
            for (var carried : days.get(route).engineer.parts.entrySet()) {
                if (kinds.knows(carried.getKey())) {
                    stock[route * partKinds + kinds.of(carried.getKey())] = carried.getValue();
                }
            }
        }

        list = List.copyOf(given.jobs.values());
        for (int job = 0; job < jobs; job++) {
            var one = list.get(job);
            jobIds[job] = one.id;
            jobIndex.put(one.id, job);
            place[job] = one.place;
            service[job] = one.takes;
            due[job] = one.due;
            lateness[job] = one.lateness;
            toolsNeeded[job] = tools.mask(one.tools);
            for (var part : one.parts.entrySet()) {
                need[job * partKinds + kinds.of(part.getKey())] = part.getValue();
            }
            var sorted = one.windows.stream().sorted(Comparator.comparingInt(Job.Window::from)).toList();
            from[job] = sorted.isEmpty() ? 0 : sorted.getFirst().from();
            to[job] = sorted.isEmpty() ? HORIZON : sorted.getFirst().to();
            windows[job] = sorted.size() > 1 ? sorted.toArray(Job.Window[]::new) : null;
            publishedStart[job] = one.published == null ? -1 : one.published.start();
            publishedRoute[job] = one.published == null ? -1 : routeOf(one.published);
            priority[job] = one.priority + (publishedRoute[job] < 0 ? 0 : weights.moved());
            fixed[job] = one.pin != Job.Pin.FREE;
            if (fixed[job] && publishedRoute[job] < 0) {
                throw new IllegalArgumentException("job %s is pinned to a day that nobody works".formatted(one.id));
            }
        }
        place[jobs] = Math.max(0, given.depot);
        from[jobs] = given.depotFrom;
        to[jobs] = given.depotTo;

        var names = new Names();
        crew = list.stream().mapToInt(one -> one.crew == null ? -1 : names.of(one.crew)).toArray();
        crews = IntStream.range(0, names.size())
                .mapToObj(number -> IntStream.range(0, jobs).filter(job -> crew[job] == number).toArray()).toArray(int[][]::new);

        frozen = frozenStops();
        blocked = new byte[jobs * routes];
        assignment = new int[jobs * routes];
        for (int job = 0; job < jobs; job++) {
            if (fixed[job]) {
                // What stays where it is makes up most of a busy day; nobody else need be asked about it.
                Arrays.fill(blocked, job * routes, (job + 1) * routes, code(PINNED));
                look(job, publishedRoute[job]);
            } else {
                for (int route = 0; route < routes; route++) {
                    look(job, route);
                }
            }
        }
        asksEverybody = jobs + routes <= 400 && Arrays.stream(startPlace).distinct().count() > 1;
        timed = weights.moved() > 0 || weights.fairness() > 0 || IntStream.range(0, jobs).anyMatch(job -> lateness[job] > 0)
                || weights.overtime() > 0 && Arrays.stream(shift).anyMatch(day -> day.latest() > day.to());
    }

    private record Day(Engineer engineer, Shift shift) {}

    /** A rule and how far it is missed. */
    record Break(Rule rule, int by) {}

    private static final Break PINNED = new Break(Rule.PINNED, 1);

    public static Builder between(int[][] travelTicks) {
        return between(TravelTicks.of(travelTicks));
    }

    public static Builder between(TravelTicks travel) {
        return new Builder(travel);
    }

    /** Collects engineers and jobs; {@link #build} checks that they belong together. */
    public static final class Builder {

        private final TravelTicks travel;
        private final Map<String, Engineer> engineers = new LinkedHashMap<>();
        private final Map<String, Job> jobs = new LinkedHashMap<>();
        private Weights weights = Weights.FIELD_SERVICE;
        private int depot = -1;
        private int depotFrom;
        private int depotTo = HORIZON;
        private int now;

        private Builder(TravelTicks travel) {
            this.travel = travel;
        }

        public Builder weighing(Weights given) {
            weights = given;
            return this;
        }

        /** Where tools and parts that are missing can be fetched, once a day, between these ticks. */
        public Builder depot(int place, int opens, int closes) {
            depot = place;
            depotFrom = opens;
            depotTo = closes;
            return this;
        }

        /** Nobody sets out to a new job before now. */
        public Builder now(int tick) {
            now = tick;
            return this;
        }

        public Builder add(Engineer engineer) {
            if (engineers.put(engineer.id, engineer) != null) {
                throw new IllegalArgumentException("there are two engineers " + engineer.id);
            }
            return this;
        }

        public Builder add(Job job) {
            if (jobs.put(job.id, job) != null) {
                throw new IllegalArgumentException("there are two jobs " + job.id);
            }
            return this;
        }

        public PlanningProblem build() {
            jobs.values().forEach(job -> known(job.place, "job " + job.id));
            engineers.values().forEach(one -> known(Math.max(one.start, one.end), "engineer " + one.id));
            if (jobs.values().stream().anyMatch(job -> job.crew != null && job.pin != Job.Pin.FREE)) {
                throw new IllegalArgumentException("a crew that is fixed needs no crew: give each of its jobs the window in which it starts");
            }
            if (jobs.values().stream().anyMatch(job -> job.crew != null && job.windows.size() > 1)) {
                throw new IllegalArgumentException("a crew needs one window");
            }
            for (var one : engineers.values()) {
                if (one.travel != null && one.travel.places() != travel.places()) {
                    throw new IllegalArgumentException("engineer %s travels between %d places, not %d".formatted(one.id, one.travel.places(), travel.places()));
                }
                var days = one.shifts.stream().sorted(Comparator.comparingInt(Shift::from)).toList();
                for (int i = 1; i < days.size(); i++) {
                    if (days.get(i).from() <= days.get(i - 1).latest()) {
                        throw new IllegalArgumentException("the shifts of engineer %s overlap".formatted(one.id));
                    }
                }
            }
            return new PlanningProblem(this);
        }

        private void known(int place, String what) {
            if (place < 0 || place >= travel.places()) {
                throw new IllegalArgumentException("%s is at place %d of %d".formatted(what, place, travel.places()));
            }
        }
    }

    public String jobId(int job) {
        return jobIds[job];
    }

    public String engineerId(int route) {
        return engineerIds[route];
    }

    boolean knows(String job) {
        return jobIndex.containsKey(job);
    }

    int job(String id) {
        var found = jobIndex.get(id);
        if (found == null) {
            throw new IllegalArgumentException("there is no job " + id);
        }
        return found;
    }

    /** The day of an engineer in which a tick lies, or -1. */
    int routeOf(String engineer, int tick) {
        for (int route = firstRoute.getOrDefault(engineer, routes); route < routes && engineerIds[route].equals(engineer); route++) {
            if (shift[route].from() <= tick && tick <= shift[route].latest()) {
                return route;
            }
        }
        return -1;
    }

    boolean allows(int job, int route) {
        return blocked[job * routes + route] == 0;
    }

    @Nullable Break blockedBy(int job, int route) {
        return allows(job, route) ? null : blocked(job, route);
    }

    /** What this engineer costs more than the preferred one. */
    int preference(int job, int route) {
        return assignment[job * routes + route] - moved(job, route);
    }

    private int moved(int job, int route) {
        return publishedRoute[job] >= 0 && publishedRoute[job] != route ? weights.moved() : 0;
    }

    private void look(int job, int route) {
        var found = blocked(job, route);
        blocked[job * routes + route] = found == null ? 0 : code(found);
        var preferred = list.get(job).preferred;
        var dearest = preferred.isEmpty() ? 0 : Collections.max(preferred.values());
        assignment[job * routes + route] = moved(job, route) + (dearest == 0 ? 0 : dearest - preferred.getOrDefault(days.get(route).engineer.id, 0));
    }

    private static byte code(Break found) {
        return (byte) (found.rule().ordinal() + 1);
    }

    /** The earliest start of a node for somebody who is there at a tick: {@link #NEVER} when no window is left. */
    int later(int node, int tick) {
        if (windows[node] != null) {
            for (var window : windows[node]) {
                if (tick <= window.to()) {
                    return Math.max(tick, window.from());
                }
            }
        }
        return NEVER;
    }

    /** The latest start of a node that is not after a tick: {@code -NEVER} when there is none. */
    int earlier(int node, int tick) {
        if (windows[node] == null) {
            return tick < from[node] ? -NEVER : Math.min(tick, to[node]);
        }
        for (int i = windows[node].length - 1; i >= 0; i--) {
            var window = windows[node][i];
            if (tick >= window.from()) {
                return Math.min(tick, window.to());
            }
        }
        return -NEVER;
    }

    private int routeOf(Job.Published published) {
        return routeOf(published.engineer(), published.start());
    }

    private int[][] frozenStops() {
        var planned = IntStream.range(0, jobs).filter(job -> publishedRoute[job] >= 0).boxed()
                .sorted(Comparator.comparingInt(job -> publishedStart[job])).collect(groupingBy(job -> publishedRoute[job]));
        var stops = new int[routes][];
        for (int route = 0; route < routes; route++) {
            var day = planned.getOrDefault(route, List.of());
            var length = 0;
            for (int i = 0; i < day.size(); i++) {
                if (list.get(day.get(i)).pin == Job.Pin.FROZEN) {
                    length = i + 1;
                }
            }
            stops[route] = day.subList(0, length).stream().mapToInt(job -> job).toArray();
            for (int job : stops[route]) {
                fixed[job] = true;
                from[job] = publishedStart[job];
                to[job] = publishedStart[job];
                windows[job] = null;
            }
        }
        return stops;
    }

    private @Nullable Break blocked(int job, int route) {
        var given = list.get(job);
        var day = days.get(route);
        if (fixed[job] && publishedRoute[job] == route) {
            return null;
        }
        if (fixed[job]) {
            return PINNED;
        }
        if (given.barred.contains(day.engineer.id)) {
            return new Break(Rule.BARRED, 1);
        }
        for (var skill : given.skills.entrySet()) {
            var missing = skill.getValue() - day.engineer.skills.getOrDefault(skill.getKey(), 0);
            if (missing > 0) {
                return new Break(Rule.SKILL, missing);
            }
        }
        for (var certificate : given.certificates) {
            var until = day.engineer.certificates.get(certificate);
            if (until == null || until < day.shift.latest()) {
                return new Break(Rule.CERTIFICATE, until == null ? HORIZON : day.shift.latest() - until);
            }
        }
        var apart = windows[job] == null ? apart(from[job], to[job], day.shift, given.takes)
                : Arrays.stream(windows[job]).mapToInt(window -> apart(window.from(), window.to(), day.shift, given.takes)).min().orElseThrow();
        if (apart > 0) {
            return new Break(Rule.DAY, apart);
        }
        if (!hasDepot) {
            var tools = Long.bitCount(toolsNeeded[job] & ~toolsCarried[route]);
            if (tools > 0) {
                return new Break(Rule.TOOL, tools);
            }
            var pieces = 0;
            for (int part = 0; part < partKinds; part++) {
                pieces += Math.max(0, need[job * partKinds + part] - stock[route * partKinds + part]);
            }
            if (pieces > 0) {
                return new Break(Rule.PARTS, pieces);
            }
        }
        return null;
    }

    private static int apart(int from, int to, Shift shift, int takes) {
        return Math.max(0, Math.max(shift.from() - to, from + takes - shift.latest()));
    }

    private int[] kindsOfRoutes() {
        var numbers = new HashMap<List<Object>, Integer>();
        var found = new int[routes];
        for (int route = 0; route < routes; route++) {
            var column = new ArrayList<Integer>();
            for (int job = 0; job < jobs; job++) {
                column.add(blocked[job * routes + route] == 0 ? assignment[job * routes + route] : -1);
            }
            var parts = Arrays.stream(stock, route * partKinds, (route + 1) * partKinds).boxed().toList();
            found[route] = numbers.computeIfAbsent(List.of(startPlace[route], endPlace[route], shift[route], toolsCarried[route], parts,
                    travel[route], column), _ -> numbers.size());
        }
        return found;
    }

    /**
     * What only a search needs to know.
     *
     * @param kind   routes of one kind cannot be told apart while they are empty
     * @param near   jobs near a job, itself first
     * @param before those that may well come just before it
     * @param after  those that may well come just after it
     */
    record Neighbours(int[] kind, int[][] near, int[][] before, int[][] after) {}

    /** Worked out when the first search asks: who wants advice for one job does without. */
    Neighbours neighbours() {
        var found = neighbours;
        if (found == null) {
            synchronized (this) {
                found = neighbours;
                if (found == null) {
                    found = findNeighbours();
                    neighbours = found;
                }
            }
        }
        return found;
    }

    private Neighbours findNeighbours() {
        var near = new int[jobs][];
        var before = new int[jobs][];
        var after = new int[jobs][];
        if (routes == 0) {
            return new Neighbours(new int[0], near, before, after);
        }
        var distance = travel[0];
        var order = new long[jobs];
        for (int job = 0; job < jobs; job++) {
            var here = job;
            near[job] = nearest(order, other -> other == here ? -1 : distance[place[here] * places + place[other]], Math.min(jobs, 250));
            before[job] = nearest(order, other -> other == here ? NEVER : strangeness(distance, other, here), Math.min(jobs - 1, NEIGHBOURS));
            after[job] = nearest(order, other -> other == here ? NEVER : strangeness(distance, here, other), Math.min(jobs - 1, NEIGHBOURS));
        }
        return new Neighbours(kindsOfRoutes(), near, before, after);
    }

    /** How unlikely it is that a visit is followed by the other: distance, a fifth of the waiting, and all of the delay that cannot be avoided. */
    private int strangeness(int[] distance, int first, int then) {
        var leg = distance[place[first] * places + place[then]];
        var waiting = Math.max(0, from[then] - service[first] - leg - lastTo(first));
        var delay = Math.max(0, from[first] + service[first] + leg - lastTo(then));
        return leg + Math.min(waiting, HORIZON) / 5 + delay;
    }

    private int lastTo(int job) {
        return windows[job] == null ? to[job] : windows[job][windows[job].length - 1].to();
    }

    private int[] nearest(long[] order, IntUnaryOperator distance, int count) {
        for (int other = 0; other < jobs; other++) {
            order[other] = (long) distance.applyAsInt(other) << 32 | other;
        }
        Arrays.sort(order);
        return Arrays.stream(order, 0, count).mapToInt(one -> (int) one).toArray();
    }

    /** Numbers for names, in the order in which they come up. */
    private static final class Names {

        private final Map<String, Integer> numbers = new LinkedHashMap<>();

        int of(String name) {
            return numbers.computeIfAbsent(name, _ -> numbers.size());
        }

        boolean knows(String name) {
            return numbers.containsKey(name);
        }

        int size() {
            return numbers.size();
        }

        long mask(Iterable<String> names) {
            long mask = 0;
            for (var name : names) {
                if (knows(name)) {
                    mask |= 1L << numbers.get(name);
                }
            }
            return mask;
        }
    }
}
