package aftercare.dispatch.planner;

/**
 * How the search goes about it: jobs removed in a round, the longest string, the temperatures, and the chance to open one more day
 * when there is room elsewhere. Long routes want longer strings, more jobs in a round and a warmer start.
 */
record Tuning(double removed, int string, double hot, double cold, double openRoute) {

    static final Tuning NONE = new Tuning(10, 10, 1, 1, 1);

    private static final int LONG_ROUTE = 15;

    static Tuning of(double stopsPerRoute, double meanLeg, boolean leavesOut) {
        var longRoutes = stopsPerRoute > LONG_ROUTE;
        var hot = Math.max(1e-3, meanLeg * (longRoutes ? 1.2 : 0.4) * (leavesOut ? 4 : 1));
        return new Tuning(longRoutes ? 20 : 10, longRoutes ? 30 : 10, hot, hot / 100, longRoutes ? 0.05 : 1);
    }

    /** For the change of a plan that is good already. */
    Tuning warm() {
        return new Tuning(removed, string, hot / 10, cold, openRoute);
    }

    double temperature(double spent) {
        return hot * Math.pow(cold / hot, spent);
    }
}
