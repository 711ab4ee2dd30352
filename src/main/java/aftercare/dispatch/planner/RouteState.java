package aftercare.dispatch.planner;

import static aftercare.dispatch.planner.PlanningProblem.NEVER;

import java.util.Arrays;

/**
 * One engineer's day while it is being planned. Gap {@code i} lies before stop {@code i}; for every gap the day knows the earliest
 * departure from what is before it and the latest arrival at what is after it, each without (0) and with (1) lunch taken by then.
 * With these labels the question whether one more job fits is answered exactly and in constant time: {@link #quote} asks it and
 * estimates the price. The exact price of the whole day is {@link #price}.
 *
 * <p>The schedule of a day: home as early as possible, lunch as late as that allows; where working time has a price, also out of the
 * door as late as that allows.
 */
final class RouteState {

    /** More than any price: it does not fit, or is not below the limit. */
    static final long NO = Long.MAX_VALUE / 4;

    final PlanningProblem problem;
    final int route;
    /** When the work at a node may start first; crews narrow their windows while they are planned. */
    private final int[] from;
    private final int[] to;
    private final Shift shift;
    private final int lunch;
    private final int[] travel;
    private final int places;
    private final int home;
    private final int end;
    private final int depot;
    private final boolean work;
    /** The first gap that is open. */
    final int firstFree;

    int[] stops = new int[14];
    int size;
    /** Index of the stop at the depot, or -1; what is before it lives on what the engineer carries. */
    int depotAt = -1;
    private final int[] used;

    private int[] early0 = new int[16];
    private int[] early1 = new int[16];
    private int[] late0 = new int[16];
    private int[] late1 = new int[16];
    private final Block whole = new Block();
    private final Block part = new Block();
    private Block[] head = {};
    private Block[] tail = {};

    private boolean scheduled;
    private int[] starts = new int[16];
    /** When the engineer could start, lunch on the way eaten; at {@code size} that is being home. */
    private int[] ready = new int[16];
    private int departure;
    /** The gap in which lunch is eaten, or -1: at home, or before we looked. */
    private int lunchGap;
    private int travelled;
    private int busy;
    private long price;

    /** Where {@link #quoteWithDepot} would put both; the job's gap counts as if the depot were there already. */
    int bestDepotGap;
    int bestGap;

    RouteState(PlanningProblem problem, int route, int[] from, int[] to) {
        this(problem, route, problem.shift[route], from, to);
    }

    private RouteState(PlanningProblem problem, int route, Shift shift, int[] from, int[] to) {
        this.shift = shift;
        this.problem = problem;
        this.route = route;
        this.from = from;
        this.to = to;
        lunch = shift.lunch();
        travel = problem.travel[route];
        places = problem.places;
        home = problem.startPlace[route];
        end = problem.endPlace[route];
        depot = problem.jobs;
        work = problem.weights.work() > 0;
        used = new int[problem.partKinds];
        firstFree = problem.frozen[route].length;
        load(problem.frozen[route]);
    }

    /** Work done without a break: its shortest duration, and between which ticks it may start to be that short. */
    private static final class Block {

        int takes;
        int first;
        int last;

        void set(int takes, int first, int last) {
            this.takes = takes;
            this.first = first;
            this.last = last;
        }

        /** This block, a leg, then the other: Vidal et al., "A unified solution framework", for blocks that fit. */
        void join(Block a, int leg, int takesB, int firstB, int lastB) {
            var shiftB = a.takes + leg;
            var waiting = Math.max(0, firstB - shiftB - a.last);
            var joined = Math.max(firstB - shiftB, a.first) - waiting;
            last = Math.min(lastB - shiftB, a.last);
            takes = shiftB + takesB + waiting;
            first = joined;
        }
    }

    // ---- the stops

    void load(int[] given) {
        ensure(given.length + 2);
        System.arraycopy(given, 0, stops, 0, given.length);
        size = given.length;
        recount();
    }

    void insert(int node, int at) {
        ensure(size + 3);
        System.arraycopy(stops, at, stops, at + 1, size - at);
        System.arraycopy(late0, at, late0, at + 1, size + 1 - at);
        System.arraycopy(late1, at, late1, at + 1, size + 1 - at);
        System.arraycopy(early0, at + 1, early0, at + 2, size - at);
        System.arraycopy(early1, at + 1, early1, at + 2, size - at);
        stops[at] = node;
        size++;
        if (node == depot) {
            recount();
            return;
        }
        if (depotAt >= at) {
            depotAt++;
        }
        if (depotAt < 0 || at < depotAt) {
            use(node);
        }
        scheduled = false;
        stepForward(at);
        for (int i = at + 1; i < size; i++) {
            var was0 = early0[i + 1];
            var was1 = early1[i + 1];
            stepForward(i);
            if (was0 == early0[i + 1] && was1 == early1[i + 1]) {
                break;
            }
        }
        stepBack(at);
        for (int i = at - 1; i >= firstFree; i--) {
            var was0 = late0[i];
            var was1 = late1[i];
            stepBack(i);
            if (was0 == late0[i] && was1 == late1[i]) {
                break;
            }
        }
        if (work) {
            join();
        }
    }

    /** Takes out every stop that is marked, and the depot when nobody needs it any more. */
    void removeMarked(boolean[] marked) {
        var kept = firstFree;
        for (int i = firstFree; i < size; i++) {
            if (!marked[stops[i]]) {
                stops[kept++] = stops[i];
            }
        }
        size = kept;
        recount();
        if (depotAt >= 0 && (size == 1 || carriesAll())) {
            removeAt(depotAt);
        }
    }

    void removeAt(int index) {
        System.arraycopy(stops, index + 1, stops, index, size - index - 1);
        size--;
        recount();
    }

    void copyFrom(RouteState other) {
        ensure(other.size + 2);
        size = other.size;
        depotAt = other.depotAt;
        scheduled = other.scheduled;
        departure = other.departure;
        lunchGap = other.lunchGap;
        travelled = other.travelled;
        busy = other.busy;
        price = other.price;
        System.arraycopy(other.used, 0, used, 0, used.length);
        System.arraycopy(other.stops, 0, stops, 0, size);
        System.arraycopy(other.early0, 0, early0, 0, size + 1);
        System.arraycopy(other.early1, 0, early1, 0, size + 1);
        System.arraycopy(other.late0, 0, late0, 0, size + 1);
        System.arraycopy(other.late1, 0, late1, 0, size + 1);
        System.arraycopy(other.starts, 0, starts, 0, size);
        System.arraycopy(other.ready, 0, ready, 0, size + 1);
        if (work) {
            join();
        }
    }

    int[] stops() {
        return Arrays.copyOf(stops, size);
    }

    private void ensure(int length) {
        if (stops.length < length) {
            var more = length * 2;
            stops = Arrays.copyOf(stops, more);
            early0 = Arrays.copyOf(early0, more);
            early1 = Arrays.copyOf(early1, more);
            late0 = Arrays.copyOf(late0, more);
            late1 = Arrays.copyOf(late1, more);
            starts = Arrays.copyOf(starts, more);
            ready = Arrays.copyOf(ready, more);
        }
        if (work && head.length < stops.length) {
            head = grown(head, stops.length);
            tail = grown(tail, stops.length);
        }
    }

    private static Block[] grown(Block[] blocks, int length) {
        var more = Arrays.copyOf(blocks, length);
        for (int i = blocks.length; i < length; i++) {
            more[i] = new Block();
        }
        return more;
    }

    // ---- tools and parts

    private void use(int job) {
        for (int kind = 0; kind < used.length; kind++) {
            used[kind] += problem.need[job * used.length + kind];
        }
    }

    /** Whether the job can be done with what the engineer carries and has not promised to the jobs before the depot. */
    boolean carries(int job) {
        if ((problem.toolsNeeded[job] & ~problem.toolsCarried[route]) != 0) {
            return false;
        }
        for (int kind = 0; kind < used.length; kind++) {
            if (used[kind] + problem.need[job * used.length + kind] > problem.stock[route * used.length + kind]) {
                return false;
            }
        }
        return true;
    }

    /** How many of the stops, from the first, can be done without the depot. */
    private int carriedStops() {
        Arrays.fill(used, 0);
        var able = 0;
        while (able < size && (stops[able] == depot || able < firstFree || carries(stops[able]))) {
            use(stops[able++]);
        }
        return able;
    }

    private boolean carriesAll() {
        var all = carriedStops() == size;
        recount();
        return all;
    }

    /** The visit to the depot moves to where it costs least, or goes. True when the route has changed. */
    void settleDepot() {
        if (depotAt < firstFree) {
            return;
        }
        removeAt(depotAt);
        var last = carriedStops();
        var whole = last == size;
        recount();
        if (whole) {
            return;
        }
        var best = NO;
        var gap = -1;
        for (int at = firstFree; at <= last; at++) {
            var offer = quote(depot, at, best);
            if (offer < best) {
                best = offer;
                gap = at;
            }
        }
        insert(depot, gap);
    }

    // ---- the labels

    private int place(int index) {
        return index < 0 ? home : index < size ? problem.place[stops[index]] : end;
    }

    private int leg(int gap) {
        return travel[place(gap - 1) * places + place(gap)];
    }

    private int start(int node, int tick) {
        return tick <= to[node] ? Math.max(tick, from[node]) : problem.later(node, tick);
    }

    private void recount() {
        scheduled = false;
        depotAt = -1;
        Arrays.fill(used, 0);
        for (int i = 0; i < size; i++) {
            if (stops[i] == depot) {
                depotAt = i;
            } else if (depotAt < 0) {
                use(stops[i]);
            }
        }
        early0[0] = shift.from();
        early1[0] = NEVER;
        if (firstFree == 0) {
            lookAtTheClock(0);
        }
        for (int i = 0; i < size; i++) {
            stepForward(i);
        }
        late0[size] = lunch > 0 ? Math.min(shift.latest(), shift.lunchLatest()) : shift.latest();
        late1[size] = shift.latest();
        for (int i = size - 1; i >= firstFree; i--) {
            stepBack(i);
        }
        if (work) {
            join();
        }
    }

    private void stepForward(int i) {
        var node = stops[i];
        var leg = leg(i);
        var takes = problem.service[node];
        if (i < firstFree) {
            var start = from[node];
            var ate = early1[i] < NEVER || lunch > 0 && Math.max(early0[i] + leg, shift.lunchFrom()) + lunch <= start;
            early0[i + 1] = ate ? NEVER : start + takes;
            early1[i + 1] = ate ? start + takes : NEVER;
            lookAtTheClock(i + 1);
            return;
        }
        var start0 = start(node, early0[i] + leg);
        if (lunch == 0) {
            early0[i + 1] = Math.min(start0 + takes, NEVER);
            early1[i + 1] = NEVER;
            return;
        }
        var start1 = start(node, early1[i] + leg);
        if (early0[i] <= shift.lunchLatest()) {
            start1 = Math.min(start1, start(node, Math.max(early0[i] + leg, shift.lunchFrom()) + lunch));
        }
        early0[i + 1] = start0 + takes <= shift.lunchLatest() ? start0 + takes : NEVER;
        early1[i + 1] = Math.min(start1 + takes, NEVER);
    }

    /** What is frozen is a fact: now is the earliest for the rest, and whoever had no lunch in time had it where we did not look. */
    private void lookAtTheClock(int gap) {
        if (gap == firstFree) {
            early0[gap] = early0[gap] == NEVER ? NEVER : Math.max(early0[gap], problem.now);
            early1[gap] = early1[gap] == NEVER ? NEVER : Math.max(early1[gap], problem.now);
        }
        if (lunch > 0 && early0[gap] < NEVER && early0[gap] > shift.lunchLatest()) {
            early1[gap] = early0[gap];
            early0[gap] = NEVER;
        }
    }

    private void stepBack(int i) {
        var node = stops[i];
        var leg = leg(i + 1);
        var leave0 = late0[i + 1] - leg;
        if (lunch > 0) {
            var takes = problem.service[node];
            if (shift.lunchFrom() + lunch <= late1[i + 1]) {
                leave0 = Math.max(leave0, Math.min(late1[i + 1] - leg - lunch, shift.lunchLatest()));
            }
            late1[i] = latest(node, late1[i + 1] - leg - takes);
            late0[i] = latest(node, leave0 - takes);
        } else {
            late0[i] = latest(node, leave0 - problem.service[node]);
            late1[i] = -NEVER;
        }
    }

    private int latest(int node, int tick) {
        return problem.windows[node] != null ? problem.earlier(node, tick) : tick < from[node] ? -NEVER : Math.min(tick, to[node]);
    }

    private void join() {
        head[0].set(0, shift.from(), shift.latest());
        for (int i = 0; i < size; i++) {
            head[i + 1].join(head[i], leg(i), problem.service[stops[i]], from[stops[i]], to[stops[i]]);
        }
        tail[size].set(0, 0, shift.latest());
        for (int i = size - 1; i >= 0; i--) {
            part.set(problem.service[stops[i]], from[stops[i]], to[stops[i]]);
            tail[i].join(part, leg(i + 1), tail[i + 1].takes, tail[i + 1].first, tail[i + 1].last);
        }
        whole.join(head[size], leg(size), 0, 0, shift.latest());
    }

    /** Whether every label holds; only a day that was loaded from outside can answer no. */
    boolean isFeasible() {
        if (size == 0 || firstFree == size) {
            return true;
        }
        var gap = firstFree;
        var arrive0 = early0[gap] + leg(gap);
        return arrive0 <= late0[gap] || early1[gap] + leg(gap) <= late1[gap]
                || lunch > 0 && early0[gap] <= shift.lunchLatest() && Math.max(arrive0, shift.lunchFrom()) + lunch <= late1[gap];
    }

    // ---- may it, and what would it cost

    /** What the day costs more with the node in the gap, as far as that can be said without doing it; {@link #NO} from the limit on. */
    long quote(int node, int gap, long limit) {
        var before = place(gap - 1);
        var here = problem.place[node];
        var after = place(gap);
        var in = travel[before * places + here];
        var out = travel[here * places + after];
        var detour = size == 0 ? in + out : in + out - travel[before * places + after];
        var sum = (long) problem.weights.travel() * detour;
        if (node != depot) {
            sum += problem.assignment[node * problem.routes + route];
            if (sum >= limit || (depotAt < 0 || gap <= depotAt) && !carries(node)) {
                return NO;
            }
        }
        return priced(node, gap, early0[gap], early1[gap], in, out, sum, work ? head[gap] : null, limit);
    }

    /** The price of a node between somebody who may leave at {@code leave0} or, after lunch, {@code leave1}, and the stop after the gap. */
    private long priced(int node, int gap, int leave0, int leave1, int in, int out, long sum, Block done, long limit) {
        var takes = problem.service[node];
        var done0 = start(node, leave0 + in) + takes;
        var done1 = NEVER;
        var fits0 = done0 + out <= late0[gap];
        var fitsEating = false;
        var fits1 = false;
        if (lunch > 0) {
            done1 = start(node, leave1 + in) + takes;
            if (leave0 <= shift.lunchLatest()) {
                done1 = Math.min(done1, start(node, Math.max(leave0 + in, shift.lunchFrom()) + lunch) + takes);
            }
            fits1 = done1 + out <= late1[gap];
            fitsEating = done0 <= shift.lunchLatest() && Math.max(done0 + out, shift.lunchFrom()) + lunch <= late1[gap];
        }
        if (!(fits0 || fits1 || fitsEating)) {
            return NO;
        }
        if (work) {
            part.join(done, in, takes, from[node], to[node]);
            part.join(part, out, tail[gap].takes, tail[gap].first, tail[gap].last);
            sum += (long) problem.weights.work() * (size == 0 ? part.takes : part.takes - whole.takes);
        }
        if (problem.timed && sum < limit) {
            schedule();
            var eating = Math.max(done0 + out, shift.lunchFrom()) + lunch;
            if (fits0 && (lunchGap < 0 || lunchGap > gap || !(fits1 || fitsEating))) {
                sum += timed(node, gap, done0 - takes, done0 + out, in + out);
            } else if (fitsEating && (!fits1 || eating <= done1 + out)) {
                sum += timed(node, gap, done0 - takes, eating, in + out);
            } else {
                sum += timed(node, gap, done1 - takes, done1 + out, in + out);
            }
        }
        return sum < limit ? sum : NO;
    }

    /** What the time costs that a visit takes: its own lateness, the delay of those after it, overtime and an unfair load. */
    private long timed(int node, int gap, int start, int next, int legs) {
        var sum = timePrice(node, start);
        var homeAt = next;
        if (size > 0) {
            var delay = next - ready[gap];
            for (int i = gap; i < size && delay > 0; i++) {
                var then = Math.max(starts[i], ready[i] + delay);
                delay = then - starts[i];
                sum += timePrice(stops[i], then) - timePrice(stops[i], starts[i]);
            }
            homeAt = ready[size] + Math.max(0, delay);
            sum -= overtime(ready[size]);
        }
        sum += overtime(homeAt);
        if (problem.weights.fairness() > 0) {
            sum += unfairness(busy + problem.service[node] + legs - (size == 0 ? 0 : leg(gap))) - unfairness(busy);
        }
        return sum;
    }

    private long timePrice(int node, int start) {
        if (node == depot) {
            return 0;
        }
        return problem.lateness[node] * Math.max(0, start - problem.due[node]) + shifted(node, start);
    }

    private long shifted(int node, int start) {
        return problem.publishedRoute[node] == route && Math.abs(start - problem.publishedStart[node]) > problem.weights.tolerance()
                ? problem.weights.moved() : 0;
    }

    private long overtime(int homeAt) {
        return (long) problem.weights.overtime() * Math.max(0, homeAt - shift.to());
    }

    private long unfairness(long ticks) {
        return problem.weights.fairness() * ticks * ticks / 10_000;
    }

    /** A job that needs what the engineer does not have: the best pair of gaps for the depot and, behind it, the job. */
    long quoteWithDepot(int job, long limit) {
        var best = limit;
        var travelWeight = (long) problem.weights.travel();
        var here = problem.place[job];
        for (int gap = firstFree; gap <= size; gap++) {
            var leave0 = early0[gap];
            var leave1 = early1[gap];
            var at = place(gap - 1);
            var node = depot;
            var block = new Block();
            if (work) {
                block.set(head[gap].takes, head[gap].first, head[gap].last);
            }
            var legs = 0;
            var replaced = 0;
            for (int i = gap; i <= size; i++) {
                var leg = travel[at * places + problem.place[node]];
                var next0 = start(node, leave0 + leg) + problem.service[node];
                if (lunch > 0) {
                    var start1 = start(node, leave1 + leg);
                    if (leave0 <= shift.lunchLatest()) {
                        start1 = Math.min(start1, start(node, Math.max(leave0 + leg, shift.lunchFrom()) + lunch));
                    }
                    leave1 = start1 + problem.service[node];
                }
                leave0 = next0;
                if (leave0 >= NEVER && (lunch == 0 || leave1 >= NEVER)) {
                    break;
                }
                if (work) {
                    block.join(block, leg, problem.service[node], from[node], to[node]);
                }
                legs += leg;
                replaced += size == 0 ? 0 : leg(i);
                at = problem.place[node];
                var in = travel[at * places + here];
                var out = travel[here * places + place(i)];
                var sum = travelWeight * (legs + in + out - replaced) + problem.assignment[job * problem.routes + route];
                if (sum < best) {
                    var offer = priced(job, i, leave0, leave1, in, out, sum, block, best);
                    if (offer < best) {
                        best = offer;
                        bestDepotGap = gap;
                        bestGap = i + 1;
                    }
                }
                if (i < size) {
                    node = stops[i];
                }
            }
        }
        return best < limit ? best : NO;
    }

    /** Why a job that fits in no gap does not: what is missed by least. */
    PlanningProblem.Break obstacle(int job) {
        var carried = carries(job);
        if (!carried && depotAt < 0) {
            var tools = Long.bitCount(problem.toolsNeeded[job] & ~problem.toolsCarried[route]);
            return tools > 0 ? new PlanningProblem.Break(Rule.TOOL, tools) : new PlanningProblem.Break(Rule.PARTS, missingPieces(job));
        }
        if (lunch > 0) {
            var fasting = new RouteState(problem, route, new Shift(shift.from(), shift.to(), shift.latest(), 0, 0, 0), from, to);
            fasting.load(stops());
            for (int gap = firstFree; gap <= size; gap++) {
                if (fasting.quote(job, gap, NO) < NO) {
                    return new PlanningProblem.Break(Rule.LUNCH, lunch);
                }
            }
        }
        var nearest = new PlanningProblem.Break(Rule.SHIFT_END, NEVER);
        for (int gap = carried ? firstFree : depotAt + 1; gap <= size; gap++) {
            var missed = missed(job, gap);
            if (missed.by() < nearest.by()) {
                nearest = missed;
            }
        }
        return nearest;
    }

    private int missingPieces(int job) {
        var pieces = 0;
        for (int kind = 0; kind < used.length; kind++) {
            pieces += Math.max(0, used[kind] + problem.need[job * used.length + kind] - problem.stock[route * used.length + kind]);
        }
        return pieces;
    }

    private PlanningProblem.Break missed(int job, int gap) {
        var takes = problem.service[job];
        var in = travel[place(gap - 1) * places + problem.place[job]];
        var out = travel[problem.place[job] * places + place(gap)];
        var arrive0 = early0[gap] + in;
        var arrive1 = early1[gap] + in;
        if (lunch > 0 && early0[gap] <= shift.lunchLatest()) {
            arrive1 = Math.min(arrive1, Math.max(arrive0, shift.lunchFrom()) + lunch);
        }
        var soonest = Math.min(arrive0, arrive1);
        if (start(job, soonest) >= NEVER) {
            return new PlanningProblem.Break(Rule.WINDOW, soonest - latest(job, soonest));
        }
        var next0 = start(job, arrive0) + takes + out;
        var next1 = start(job, arrive1) + takes + out;
        var by = Math.min(next0 - late0[gap], lunch > 0 ? next1 - late1[gap] : NEVER);
        if (lunch > 0 && next0 - out <= shift.lunchLatest()) {
            by = Math.min(by, Math.max(next0, shift.lunchFrom()) + lunch - late1[gap]);
        }
        return new PlanningProblem.Break(gap == size ? Rule.SHIFT_END : Rule.NEXT_VISIT, by);
    }

    // ---- the schedule and its price

    long price() {
        schedule();
        return price;
    }

    int homeAt() {
        schedule();
        return size == 0 ? shift.from() : ready[size];
    }

    void schedule() {
        if (scheduled) {
            return;
        }
        scheduled = true;
        lunchGap = -1;
        travelled = 0;
        busy = 0;
        price = 0;
        departure = early0[0];
        if (size == 0) {
            return;
        }
        var leg = leg(size);
        var home0 = early0[size] + leg;
        var homeEating = lunch > 0 && early0[size] <= shift.lunchLatest() ? Math.max(home0, shift.lunchFrom()) + lunch : NEVER;
        var home1 = lunch > 0 ? Math.min(early1[size] + leg, homeEating) : NEVER;
        var eaten = home1 < NEVER && (home1 < home0 || home0 > late0[size]);
        if (eaten) {
            lunchGap = homeEating <= early1[size] + leg ? size : tracedLunch();
        }
        for (int gap = 1; gap <= size; gap++) {
            var after = eaten && (lunchGap >= 0 ? gap > lunchGap : early1[gap] < NEVER);
            starts[gap - 1] = gap <= firstFree ? from[stops[gap - 1]] : (after ? early1[gap] : early0[gap]) - problem.service[stops[gap - 1]];
        }
        ready[size] = eaten ? home1 : home0;
        if (work) {
            leaveLate();
        } else if (firstFree == 0) {
            departure = latestLeave(0, starts[0]);
        } else {
            departure = starts[0] - leg(0);
        }
        for (int i = 0, leave = departure; i <= size; i++) {
            var on = leg(i);
            travelled += on;
            ready[i] = i == lunchGap ? Math.max(leave + on, shift.lunchFrom()) + lunch : leave + on;
            if (i < size) {
                leave = starts[i] + problem.service[stops[i]];
                if (i + 1 == firstFree) {
                    leave = Math.max(leave, problem.now);
                }
                busy += problem.service[stops[i]];
            }
        }
        busy += travelled;
        price = sum();
    }

    /** The latest gap that lets everything after it start as early as it can; -1 when lunch lies before what we saw. */
    private int tracedLunch() {
        for (int gap = size - 1; gap >= 0; gap--) {
            var eating = early0[gap] <= shift.lunchLatest() ? Math.max(early0[gap] + leg(gap), shift.lunchFrom()) + lunch : NEVER;
            if (gap < firstFree) {
                if (early1[gap] == NEVER) {
                    return eating <= from[stops[gap]] ? gap : -1;
                }
            } else if (start(stops[gap], eating) <= start(stops[gap], early1[gap] + leg(gap))) {
                return eating < NEVER ? gap : -1;
            }
        }
        return -1;
    }

    private int latestLeave(int gap, int arrival) {
        return gap == lunchGap ? Math.min(arrival - leg(gap) - lunch, shift.lunchLatest()) : arrival - leg(gap);
    }

    /** As late out of the door as does not delay coming home, and from there every stop as soon as it can be. */
    private void leaveLate() {
        var leave = latestLeave(size, ready[size]);
        for (int i = size - 1; i >= firstFree; i--) {
            leave = latestLeave(i, latest(stops[i], leave - problem.service[stops[i]]));
        }
        if (firstFree > 0) {
            departure = starts[0] - leg(0);
            return;
        }
        departure = leave;
        for (int i = 0; i < size; i++) {
            var arrive = leave + leg(i);
            starts[i] = start(stops[i], i == lunchGap ? Math.max(arrive, shift.lunchFrom()) + lunch : arrive);
            leave = starts[i] + problem.service[stops[i]];
        }
    }

    private long sum() {
        var weights = problem.weights;
        var sum = (long) weights.travel() * travelled + (long) weights.work() * (ready[size] - departure) + overtime(ready[size]);
        if (weights.fairness() > 0) {
            sum += unfairness(busy);
        }
        for (int i = 0; i < size; i++) {
            if (stops[i] != depot) {
                sum += problem.assignment[stops[i] * problem.routes + route];
                if (problem.timed) {
                    sum += timePrice(stops[i], starts[i]);
                }
            }
        }
        return sum;
    }

    /** The same price, by what it is for. */
    Cost cost() {
        schedule();
        if (size == 0) {
            return Cost.NONE;
        }
        long lateness = 0;
        long preference = 0;
        long moved = 0;
        for (int i = 0; i < size; i++) {
            var job = stops[i];
            if (job != depot) {
                lateness += problem.lateness[job] * Math.max(0, starts[i] - problem.due[job]);
                preference += problem.preference(job, route);
                moved += problem.assignment[job * problem.routes + route] - problem.preference(job, route) + shifted(job, starts[i]);
            }
        }
        return new Cost(0, lateness, (long) problem.weights.travel() * travelled, (long) problem.weights.work() * (ready[size] - departure),
                overtime(ready[size]), preference, moved, unfairness(busy));
    }

    int departure() {
        schedule();
        return departure;
    }

    int travelled() {
        schedule();
        return travelled;
    }

    int legs() {
        return size == 0 ? 0 : size + 1;
    }

    int indexOf(int job) {
        var index = 0;
        while (stops[index] != job) {
            index++;
        }
        return index;
    }

    int startOf(int index) {
        schedule();
        return starts[index];
    }

    /** The earliest at which somebody could be at a job behind a gap, if nothing else counted. */
    int arrival(int job, int gap) {
        return Math.min(early0[gap], early1[gap]) + travel[place(gap - 1) * places + problem.place[job]];
    }

    /** How much later a stop could start with nothing hard broken after it. */
    int slack(int index) {
        schedule();
        var limit = lunchGap >= 0 && index >= lunchGap ? late1[index] : late0[index];
        if (limit < 0) {
            limit = Math.max(late0[index], late1[index]);
        }
        return Math.max(0, limit - starts[index]);
    }

    int lunchStart() {
        schedule();
        if (lunchGap < 0) {
            return -1;
        }
        var leave = lunchGap == 0 ? departure : starts[lunchGap - 1] + problem.service[stops[lunchGap - 1]];
        leave = lunchGap == firstFree ? Math.max(leave, problem.now) : leave;
        return Math.min(Math.max(leave + leg(lunchGap), shift.lunchFrom()), shift.lunchLatest());
    }

    int travelTo(int gap) {
        return leg(gap);
    }
}
