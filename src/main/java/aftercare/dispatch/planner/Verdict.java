package aftercare.dispatch.planner;

/** What becomes of one job if one engineer takes it. */
public sealed interface Verdict {

    String engineer();

    /**
     * It fits, here at its best.
     *
     * @param position     how many stops of the day come before it
     * @param travel       ticks on the road that the day gains
     * @param promiseSlack how long before the due time the work starts; negative when late, {@link PlanningProblem#HORIZON} without promise
     * @param preferred    nobody is preferred to this engineer (knows the site, was asked for)
     * @param visits       visits of the day so far
     * @param viaDepot     tools or parts are fetched on the way
     * @param cost         what the plan costs more, and for what; what leaving the job out costs is not counted
     */
    record Fits(String engineer, Shift shift, int position, int start, int travel, int promiseSlack, boolean preferred, int visits,
                boolean viaDepot, Cost cost) implements Verdict {}

    /** It does not: the rule, and how far it is missed, in the unit that the {@link Rule} tells. */
    record Blocked(String engineer, Rule rule, int by) implements Verdict {}
}
