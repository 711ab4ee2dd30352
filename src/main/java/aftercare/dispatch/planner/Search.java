package aftercare.dispatch.planner;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * One island of the search: a plan that is torn in places and mended again (SISR under simulated annealing), and the best it has seen.
 * Not thread-safe; {@link Optimiser} runs several.
 */
final class Search {

    private static final int BLINK_EVERY = 100;
    private static final double FROM_BANK = 0.25;
    private static final double SPLIT = 0.5;
    private static final double SPLIT_GROWS = 0.01;
    /** So many of those left out are asked again in a round. */
    private static final int BANK_ASKED = 64;
    /** So many starts are tried for a crew. */
    private static final int CREW_STARTS = 12;

    private final PlanningProblem problem;
    private final SplittableRandom random;
    private final int[] from;
    private final int[] to;
    private final long[] priority;
    /** The job that the search is for, or -1. */
    private int urgent = -1;

    private final RouteState[] routes;
    private final RouteState[] backup;
    /** For each job its route and place in it; -1 when nobody serves it. */
    private final int[] routeOf;
    private final int[] indexOf;
    private final Bank bank;
    /** For each crew when it starts; -1 when nobody serves it. */
    private final int[] crewStart;
    private final int[] crewStartBefore;

    private int round;
    private final int[] touched;
    private int touchedCount;
    private final int[] touchedIn;
    private final int[] ruinedIn;
    private final int[] removedIn;
    private final boolean[] marked;
    private final int[] askedIn;
    private final int[] kindAskedIn;
    private int asking;
    private int untilBlink = BLINK_EVERY;
    private final int[] pending;
    private final long[] keys;

    private long cost;
    private Snapshot best;
    private Tuning tuning = Tuning.NONE;

    // where the job of the moment goes best
    private long offer;
    private int offerRoute;
    private int offerGap;
    private int offerDepot;

    /** A plan as bare as can be. */
    record Snapshot(long cost, int[][] stops, int[] crewStart) {}

    Search(PlanningProblem problem, long seed) {
        this.problem = problem;
        random = new SplittableRandom(seed);
        from = problem.from.clone();
        to = problem.to.clone();
        priority = problem.priority.clone();
        routes = IntStream.range(0, problem.routes).mapToObj(this::emptyRoute).toArray(RouteState[]::new);
        backup = IntStream.range(0, problem.routes).mapToObj(this::emptyRoute).toArray(RouteState[]::new);
        routeOf = new int[problem.jobs];
        indexOf = new int[problem.jobs];
        bank = new Bank(priority);
        crewStart = new int[problem.crews.length];
        crewStartBefore = new int[problem.crews.length];
        touched = new int[problem.routes];
        touchedIn = new int[problem.routes];
        ruinedIn = new int[problem.routes];
        removedIn = new int[problem.jobs];
        marked = new boolean[problem.jobs + 1];
        askedIn = new int[problem.routes];
        kindAskedIn = new int[problem.routes];
        pending = new int[problem.jobs];
        keys = new long[problem.jobs];
        Arrays.fill(routeOf, -1);
        Arrays.fill(crewStart, -1);
        for (int job = 0; job < problem.jobs; job++) {
            bank.add(job);
        }
        for (var route : routes) {
            index(route, 0);
        }
        cost = wholeCost();
        best = snapshot();
    }

    private RouteState emptyRoute(int route) {
        return new RouteState(problem, route, from, to);
    }

    // ---- beginning

    /** Takes over a plan of this problem. What does not fit any more, or is new, waits to be placed. */
    void load(Snapshot plan) {
        for (int crew = 0; crew < crewStart.length; crew++) {
            startCrew(crew, plan.crewStart[crew]);
        }
        for (var route : routes) {
            unload(route);
        }
        for (var route : routes) {
            route.load(plan.stops[route.route]);
            index(route, 0);
            if (!route.isFeasible()) {
                unload(route);
                route.load(problem.frozen[route.route]);
                index(route, 0);
                for (int i = problem.frozen[route.route].length; i < plan.stops[route.route].length; i++) {
                    append(route, plan.stops[route.route][i]);
                }
            }
        }
        for (int crew = 0; crew < crewStart.length; crew++) {
            dismissUnlessWhole(crew);
        }
        settle();
    }

    /** The plan that customers know, as far as it is still possible: first what is pinned, then the rest in order of time. */
    void loadPublished() {
        load(_ -> true);
    }

    private void load(IntPredicate wanted) {
        var known = IntStream.range(0, problem.jobs).filter(wanted)
                .filter(job -> problem.publishedRoute[job] >= 0 && routeOf[job] < 0 && problem.crew[job] < 0)
                .boxed().sorted((a, b) -> problem.fixed[a] != problem.fixed[b] ? (problem.fixed[a] ? -1 : 1)
                        : Integer.compare(problem.publishedStart[a], problem.publishedStart[b])).toList();
        for (int job : known) {
            var route = routes[problem.publishedRoute[job]];
            if (!problem.allows(job, route.route)) {
                continue;
            }
            var gap = route.firstFree;
            while (gap < route.size && (route.stops[gap] == problem.jobs
                    || problem.publishedStart[route.stops[gap]] <= problem.publishedStart[job])) {
                gap++;
            }
            if (route.quote(job, gap, RouteState.NO) < RouteState.NO) {
                route.insert(job, gap);
                index(route, gap);
            } else {
                ask(job, route);
                accept(job);
            }
        }
        for (int crew = 0; crew < crewStart.length; crew++) {
            if (Arrays.stream(problem.crews[crew]).allMatch(wanted)) {
                loadPublishedCrew(crew);
            }
        }
        settle();
    }

    private void loadPublishedCrew(int crew) {
        var members = problem.crews[crew];
        var start = problem.publishedStart[members[0]];
        if (Arrays.stream(members).allMatch(job -> problem.publishedRoute[job] >= 0 && problem.publishedStart[job] == start
                && problem.from[job] <= start && start <= problem.to[job])) {
            startCrew(crew, start);
            for (int job : members) {
                if (problem.allows(job, problem.publishedRoute[job])) {
                    ask(job, routes[problem.publishedRoute[job]]);
                    accept(job);
                }
            }
            dismissUnlessWhole(crew);
        }
    }

    private void append(RouteState route, int node) {
        if (node == problem.jobs ? route.depotAt < 0 && route.quote(node, route.size, RouteState.NO) < RouteState.NO
                : route.quote(node, route.size, RouteState.NO) < RouteState.NO) {
            route.insert(node, route.size);
            index(route, route.size - 1);
        }
    }

    private void unload(RouteState route) {
        for (int i = 0; i < route.size; i++) {
            if (route.stops[i] != problem.jobs) {
                routeOf[route.stops[i]] = -1;
                bank.add(route.stops[i]);
            }
        }
    }

    /** Half a crew goes nowhere. */
    private void dismissUnlessWhole(int crew) {
        var members = problem.crews[crew];
        if (Arrays.stream(members).allMatch(job -> routeOf[job] >= 0)
                && Arrays.stream(members).map(job -> routeOf[job]).distinct().count() == members.length) {
            return;
        }
        for (int job : members) {
            if (routeOf[job] >= 0) {
                var route = routes[routeOf[job]];
                route.removeAt(indexOf[job]);
                routeOf[job] = -1;
                bank.add(job);
                index(route, 0);
            }
        }
        startCrew(crew, -1);
    }

    /** Places what can be placed, job by job. */
    void construct() {
        round++;
        touchedCount = 0;
        Arrays.fill(removedIn, round);
        var given = best;
        recreate();
        settle();
        best = given.cost < cost ? given : best;
    }

    private void settle() {
        for (var route : routes) {
            if (route.depotAt >= 0) {
                var before = backup[route.route];
                before.copyFrom(route);
                route.settleDepot();
                if (route.price() > before.price()) {
                    route.copyFrom(before);
                }
                index(route, 0);
            }
        }
        cost = wholeCost();
        best = snapshot();
    }

    private long wholeCost() {
        return Arrays.stream(routes).mapToLong(RouteState::price).sum() + bank.price();
    }

    void tune(boolean warm) {
        var tours = Arrays.stream(routes).filter(route -> route.size > 0).toList();
        var legs = tours.stream().mapToLong(RouteState::legs).sum();
        var travel = tours.stream().mapToLong(RouteState::travelled).sum();
        var served = problem.jobs - bank.size;
        var weight = problem.weights.travel() + problem.weights.work();
        var cold = Tuning.of((double) served / Math.max(1, tours.size()), (double) weight * travel / Math.max(1, legs), bank.size > 0);
        tuning = warm ? cold.warm() : cold;
    }

    /** Only what must stay with its engineer. */
    void loadPinned() {
        load(job -> problem.fixed[job]);
    }

    // ---- one round

    Tuning tuning() {
        return tuning;
    }

    /** Tears and mends; keeps the result when the temperature allows it. */
    void round(double temperature) {
        round++;
        touchedCount = 0;
        bank.remember();
        System.arraycopy(crewStart, 0, crewStartBefore, 0, crewStart.length);
        ruin();
        recreate();
        var next = cost + bank.price() - bank.priceBefore;
        for (int i = 0; i < touchedCount; i++) {
            var route = routes[touched[i]];
            if (route.depotAt >= 0) {
                route.settleDepot();
                index(route, 0);
            }
            next += route.price() - backup[touched[i]].price();
        }
        if (next < cost - temperature * Math.log(random.nextDouble())) {
            cost = next;
            if (cost < best.cost) {
                best = snapshot();
            }
        } else {
            undo();
        }
    }

    private void undo() {
        for (int crew = 0; crew < crewStart.length; crew++) {
            if (crewStart[crew] != crewStartBefore[crew]) {
                startCrew(crew, crewStartBefore[crew]);
            }
        }
        for (int i = 0; i < touchedCount; i++) {
            var route = routes[touched[i]];
            route.copyFrom(backup[touched[i]]);
            index(route, 0);
        }
        bank.restore();
        for (int i = 0; i < bank.size; i++) {
            routeOf[bank.jobs[i]] = -1;
        }
    }

    private void touch(int route) {
        if (touchedIn[route] != round) {
            touchedIn[route] = round;
            touched[touchedCount++] = route;
            backup[route].copyFrom(routes[route]);
        }
    }

    private void index(RouteState route, int first) {
        for (int i = first; i < route.size; i++) {
            var node = route.stops[i];
            if (node != problem.jobs) {
                routeOf[node] = route.route;
                indexOf[node] = i;
                bank.take(node);
            }
        }
    }

    // ---- ruin: strings of neighbours out of neighbouring routes

    private void ruin() {
        var used = 0;
        for (var route : routes) {
            used += route.size > 0 ? 1 : 0;
        }
        if (used == 0) {
            return;
        }
        var longest = Math.min(tuning.string(), Math.max(1, (double) (problem.jobs - bank.size) / used));
        var strings = (int) (random.nextDouble() * (4 * tuning.removed() / (1 + longest) - 1) + 1);
        var seed = urgent >= 0 && random.nextBoolean() ? urgent : bank.size > 0 && random.nextDouble() < FROM_BANK ? bank.jobs[random.nextInt(bank.size)] : random.nextInt(problem.jobs);
        for (int job : problem.neighbours().near()[seed]) {
            var route = routeOf[job];
            if (route < 0 || ruinedIn[route] == round || problem.fixed[job]) {
                continue;
            }
            tear(routes[route], indexOf[job], longest);
            if (--strings == 0) {
                break;
            }
        }
        for (int i = 0; i < touchedCount; i++) {
            var route = routes[touched[i]];
            route.removeMarked(marked);
            index(route, 0);
        }
        for (int i = 0; i < bank.size; i++) {
            marked[bank.jobs[i]] = false;
        }
    }

    private void tear(RouteState route, int at, double longest) {
        ruinedIn[route.route] = round;
        touch(route.route);
        var free = route.size - route.firstFree;
        var length = 1 + (int) (random.nextDouble() * Math.min(free, longest));
        length = Math.min(length, free);
        var kept = 0;
        if (length > 1 && length < free && random.nextDouble() < SPLIT) {
            kept = 1;
            while (length + kept < free && random.nextDouble() < SPLIT_GROWS) {
                kept++;
            }
        }
        var span = length + kept;
        var first = Math.max(route.firstFree, at - span + 1);
        var last = Math.min(at, route.size - span);
        first = first + random.nextInt(last - first + 1);
        var keepFrom = kept == 0 ? span : 1 + random.nextInt(length - 1);
        for (int i = 0; i < span; i++) {
            if (i < keepFrom || i >= keepFrom + kept) {
                remove(route.stops[first + i]);
            }
        }
    }

    private void remove(int node) {
        if (node == problem.jobs || problem.fixed[node] || marked[node]) {
            return;
        }
        marked[node] = true;
        touch(routeOf[node]);
        routeOf[node] = -1;
        removedIn[node] = round;
        bank.add(node);
        if (problem.crew[node] >= 0) {
            for (int mate : problem.crews[problem.crew[node]]) {
                if (routeOf[mate] >= 0) {
                    remove(mate);
                }
            }
        }
    }

    // ---- recreate: everything that waits, in some order, to where it costs least

    private void recreate() {
        var count = bank.size;
        System.arraycopy(bank.jobs, 0, pending, 0, count);
        var kept = 0;
        var old = 0;
        var skip = count > BANK_ASKED ? (double) BANK_ASKED / count : 1;
        for (int i = 0; i < count; i++) {
            var job = pending[i];
            var leads = problem.crew[job] < 0 || problem.crews[problem.crew[job]][0] == job;
            if (leads && (removedIn[job] == round || random.nextDouble() < skip && ++old <= BANK_ASKED)) {
                pending[kept++] = job;
            }
        }
        sort(kept);
        for (int i = 0; i < kept; i++) {
            var job = pending[i];
            if (problem.crew[job] >= 0) {
                placeCrew(problem.crew[job]);
            } else {
                place(job);
            }
        }
    }

    private void sort(int count) {
        var order = random.nextInt(bank.pricesDiffer ? 18 : 14);
        for (int i = 0; i < count; i++) {
            var job = pending[i];
            keys[job] = switch (order) {
                case 0, 1, 2, 3 -> random.nextInt();
                case 4, 5 -> to[job] - from[job];
                case 6, 7 -> from[job];
                case 8, 9 -> -to[job];
                case 10 -> distanceFromHome(job);
                case 11, 12 -> -distanceFromHome(job);
                case 13 -> -problem.service[job];
                default -> -priority[job] * 1_000 + random.nextInt(1_000);
            };
        }
        for (int i = 1; i < count; i++) {
            var job = pending[i];
            var key = keys[job];
            var at = i;
            for (; at > 0 && keys[pending[at - 1]] > key; at--) {
                pending[at] = pending[at - 1];
            }
            pending[at] = job;
        }
    }

    private int distanceFromHome(int job) {
        return problem.routes == 0 ? 0 : problem.travel[0][problem.startPlace[0] * problem.places + problem.place[job]];
    }

    private void place(int job) {
        noOffer(job);
        if (removedIn[job] == round) {
            askAround(job);
        } else {
            for (int i = 0; i < touchedCount; i++) {
                if (problem.allows(job, touched[i])) {
                    askEveryGap(job, routes[touched[i]]);
                }
            }
        }
        if (offerRoute >= 0) {
            touch(offerRoute);
            accept(job);
        }
    }

    private void noOffer(int job) {
        asking++;
        offer = problem.fixed[job] ? RouteState.NO : priority[job];
        offerRoute = -1;
    }

    private void ask(int job, RouteState route) {
        noOffer(job);
        offer = RouteState.NO;
        askEveryGap(job, route);
    }

    private void accept(int job) {
        if (offerRoute < 0) {
            return;
        }
        var route = routes[offerRoute];
        var first = offerGap;
        if (offerDepot >= 0) {
            route.insert(problem.jobs, offerDepot);
            first = offerDepot;
        }
        route.insert(job, offerGap);
        index(route, first);
    }

    /** Beside its neighbours, at the ends of every day that is not far, and in the empty days. */
    private void askAround(int job) {
        if (problem.asksEverybody) {
            for (var route : routes) {
                if (route.size > route.firstFree && problem.allows(job, route.route)) {
                    askEveryGap(job, route);
                }
            }
        } else {
            for (int other : problem.neighbours().before()[job]) {
                var route = routeOf[other];
                if (route >= 0 && problem.allows(job, route)) {
                    askGap(job, routes[route], indexOf[other] + 1);
                }
            }
            for (int other : problem.neighbours().after()[job]) {
                var route = routeOf[other];
                if (route >= 0 && problem.allows(job, route)) {
                    askGap(job, routes[route], indexOf[other]);
                }
            }
        }
        var kind = problem.neighbours().kind();
        if (offerRoute < 0 || tuning.openRoute() == 1 || random.nextDouble() < tuning.openRoute()) {
            for (var route : routes) {
                if (route.size == route.firstFree && (route.size > 0 || kindAskedIn[kind[route.route]] != asking)) {
                    if (problem.allows(job, route.route)) {
                        askGap(job, route, route.size);
                    }
                    if (route.size == 0) {
                        kindAskedIn[kind[route.route]] = asking;
                    }
                }
            }
        }
    }

    private void askEveryGap(int job, RouteState route) {
        for (int gap = route.firstFree; gap <= route.size; gap++) {
            askGap(job, route, gap);
        }
    }

    private void askGap(int job, RouteState route, int gap) {
        if (--untilBlink == 0) {
            untilBlink = 1 + random.nextInt(2 * BLINK_EVERY);
            return;
        }
        if (gap < route.firstFree) {
            return;
        }
        if (problem.hasDepot && route.depotAt < 0 && !route.carries(job)) {
            if (askedIn[route.route] != asking) {
                askedIn[route.route] = asking;
                var found = route.quoteWithDepot(job, offer);
                if (found < offer) {
                    take(found, route.route, route.bestGap, route.bestDepotGap);
                }
            }
            return;
        }
        var found = route.quote(job, gap, offer);
        if (found < offer) {
            take(found, route.route, gap, -1);
        }
    }

    private void take(long price, int route, int gap, int depotGap) {
        offer = price;
        offerRoute = route;
        offerGap = gap;
        offerDepot = depotGap;
    }

    // ---- crews

    private void startCrew(int crew, int start) {
        crewStart[crew] = start;
        for (int job : problem.crews[crew]) {
            from[job] = start < 0 ? problem.from[job] : start;
            to[job] = start < 0 ? problem.to[job] : start;
        }
    }

    /** Tries some starts at which somebody could be there; for each every member takes the best day that is left. */
    private void placeCrew(int crew) {
        var members = problem.crews[crew];
        var bestStart = -1;
        var bestPrice = Arrays.stream(members).mapToLong(job -> priority[job]).sum();
        for (int attempt = 0; attempt < CREW_STARTS; attempt++) {
            var start = possibleStart(members);
            if (start >= 0) {
                startCrew(crew, start);
                var price = askCrew(members, bestPrice, false);
                if (price < bestPrice) {
                    bestPrice = price;
                    bestStart = start;
                }
            }
        }
        startCrew(crew, bestStart);
        if (bestStart >= 0 && askCrew(members, RouteState.NO, true) == RouteState.NO) {
            throw new IllegalStateException("a crew that fitted does not fit");
        }
    }

    private int possibleStart(int[] members) {
        var job = members[random.nextInt(members.length)];
        var earliest = Arrays.stream(members).map(one -> problem.from[one]).max().orElseThrow();
        var latest = Arrays.stream(members).map(one -> problem.to[one]).min().orElseThrow();
        var route = routes[random.nextInt(routes.length)];
        if (latest < earliest || !problem.allows(job, route.route)) {
            return -1;
        }
        var start = Math.max(earliest, route.arrival(job, route.firstFree + random.nextInt(route.size - route.firstFree + 1)));
        return start <= latest ? start : -1;
    }

    private long askCrew(int[] members, long limit, boolean insert) {
        var sum = 0L;
        var taken = new int[members.length];
        for (int i = 0; i < members.length; i++) {
            var job = members[i];
            asking++;
            offer = RouteState.NO;
            offerRoute = -1;
            for (var route : routes) {
                if (problem.allows(job, route.route) && IntStream.range(0, i).noneMatch(k -> taken[members.length - 1 - k] == route.route + 1)) {
                    untilBlink = BLINK_EVERY + route.size + 2;
                    askEveryGap(job, route);
                }
            }
            sum += offer;
            if (offerRoute < 0 || sum >= limit) {
                return RouteState.NO;
            }
            taken[members.length - 1 - i] = offerRoute + 1;
            if (insert) {
                touch(offerRoute);
                accept(job);
            }
        }
        return sum;
    }

    // ---- for the assistant

    /** To leave this job out costs more than to leave out any other, and half of the rounds tear near it. */
    void urge(int job) {
        urgent = job;
        bank.reprice(job, 10 * Arrays.stream(priority).max().orElseThrow());
    }

    /** The job may start in the window only; false when that leaves nothing. */
    boolean narrow(int job, Job.Window window) {
        from[job] = Math.max(problem.from[job], window.from());
        to[job] = Math.min(problem.to[job], window.to());
        return from[job] <= to[job];
    }

    void widen(int job) {
        from[job] = problem.from[job];
        to[job] = problem.to[job];
    }

    int routeOf(int job) {
        return routeOf[job];
    }

    RouteState copy(RouteState route) {
        var copy = emptyRoute(route.route);
        copy.copyFrom(route);
        return copy;
    }

    /** The route, or if the job is in it, a copy where it is not. */
    RouteState without(int job, RouteState route) {
        if (routeOf[job] != route.route) {
            return route;
        }
        var copy = copy(route);
        marked[job] = true;
        copy.removeMarked(marked);
        marked[job] = false;
        return copy;
    }

    // ---- what came out

    /** How often it tore and mended, to begin with included. */
    int rounds() {
        return round;
    }

    Snapshot best() {
        return best;
    }

    int unservedInBest() {
        return problem.jobs - Arrays.stream(best.stops).mapToInt(stops -> (int) Arrays.stream(stops).filter(node -> node != problem.jobs).count()).sum();
    }

    private Snapshot snapshot() {
        return new Snapshot(cost, Arrays.stream(routes).map(RouteState::stops).toArray(int[][]::new), crewStart.clone());
    }

    RouteState[] routes() {
        return routes;
    }

    /** Those nobody serves, and what that costs. */
    private static final class Bank {

        private final long[] priority;
        final boolean pricesDiffer;
        int[] jobs;
        private final int[] at;
        private final int[] jobsBefore;
        int size;
        private int sizeBefore;
        private long price;
        long priceBefore;

        Bank(long[] priority) {
            this.priority = priority;
            pricesDiffer = Arrays.stream(priority).distinct().count() > 1;
            jobs = new int[priority.length];
            jobsBefore = new int[priority.length];
            at = new int[priority.length];
            Arrays.fill(at, -1);
        }

        void add(int job) {
            if (at[job] < 0) {
                at[job] = size;
                jobs[size++] = job;
                price += priority[job];
            }
        }

        void take(int job) {
            var index = at[job];
            if (index >= 0) {
                var last = jobs[--size];
                jobs[index] = last;
                at[last] = index;
                at[job] = -1;
                price -= priority[job];
            }
        }

        long price() {
            return price;
        }

        void reprice(int job, long to) {
            price += at[job] >= 0 ? to - priority[job] : 0;
            priority[job] = to;
        }

        void remember() {
            System.arraycopy(jobs, 0, jobsBefore, 0, size);
            sizeBefore = size;
            priceBefore = price;
        }

        void restore() {
            for (int i = 0; i < size; i++) {
                at[jobs[i]] = -1;
            }
            size = sizeBefore;
            price = priceBefore;
            for (int i = 0; i < size; i++) {
                jobs[i] = jobsBefore[i];
                at[jobs[i]] = i;
            }
        }
    }
}
