package aftercare.dispatch.planner;

/**
 * What the soft goals cost, in one currency. Per tick: {@code travel}, {@code work} (from leaving home to coming home) and
 * {@code overtime}. {@code moved}: a published visit that falls out, changes its engineer or day, or its start by more than
 * {@code tolerance} ticks. {@code fairness}: busy ticks times busy ticks per ten thousand, so that the next job rather goes to who has less to do.
 * Lateness, priority and preference stand in each {@link Job}.
 */
public record Weights(int travel, int work, int overtime, int moved, int tolerance, int fairness) {

    /** Minutes of travel are the currency; an hour of overtime is worth two on the road. */
    public static final Weights FIELD_SERVICE = new Weights(1, 0, 2, 0, 0, 0);

    public static final Weights DISTANCE = new Weights(1, 0, 0, 0, 0, 0);

    public static final Weights WORKING_TIME = new Weights(0, 1, 0, 0, 0, 0);

    /** How much an appointment that customers know is worth, and by how much it may shift without anybody being told. */
    public Weights stable(int perMove, int tolerated) {
        return new Weights(travel, work, overtime, perMove, tolerated, fairness);
    }

    public Weights fair(int weight) {
        return new Weights(travel, work, overtime, moved, tolerance, weight);
    }
}
