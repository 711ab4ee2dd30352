package aftercare.dispatch.planner;

import java.util.function.Supplier;

/** How a search stands: the share of the budget that is spent, rounds so far, the cost and the jobs left out of the best plan. */
public record Progress(double spent, long rounds, long cost, int unserved, Supplier<Plan> best) {}
