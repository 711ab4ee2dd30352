package aftercare.dispatch.planner;

import java.util.List;

/** Who could take a job: the best first, and of every other engineer why not, or at what cost. */
public record Advice(String job, List<Verdict.Fits> best, List<Verdict> others) {

    public Advice {
        best = List.copyOf(best);
        others = List.copyOf(others);
    }
}
