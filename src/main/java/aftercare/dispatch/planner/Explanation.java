package aftercare.dispatch.planner;

import java.util.List;

/** Why a visit is where it is: what its engineer costs, and every other engineer's verdict with the rest of the plan as it is. */
public record Explanation(String job, Plan.Assignment assignment, Verdict chosen, List<Verdict> others) {

    public Explanation {
        others = List.copyOf(others);
    }
}
