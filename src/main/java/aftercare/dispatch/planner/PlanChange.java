package aftercare.dispatch.planner;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What a plan does otherwise than the one before it: visits that move, that are new, that fall out; and what that saves. */
public record PlanChange(List<Move> moves, List<String> placed, List<String> dropped, Cost saved) {

    /** A visit that goes to another engineer or to another time. */
    public record Move(String job, String fromEngineer, int fromStart, String toEngineer, int toStart) {}

    public PlanChange {
        moves = List.copyOf(moves);
        placed = List.copyOf(placed);
        dropped = List.copyOf(dropped);
    }

    /** A shift of the start by no more than {@code tolerance} with the same engineer is no move. */
    public static PlanChange between(Plan before, Plan after, int tolerance) {
        var was = before.assignments();
        var is = after.assignments();
        var moves = new ArrayList<Move>();
        was.forEach((job, old) -> {
            var now = is.get(job);
            if (now != null && (!old.tour().engineer().equals(now.tour().engineer())
                    || Math.abs(old.stop().start() - now.stop().start()) > tolerance)) {
                moves.add(new Move(job, old.tour().engineer(), old.stop().start(), now.tour().engineer(), now.stop().start()));
            }
        });
        moves.sort(Comparator.comparingInt(Move::toStart).thenComparing(Move::job));
        return new PlanChange(moves, is.keySet().stream().filter(job -> !was.containsKey(job)).sorted().toList(),
                was.keySet().stream().filter(job -> !is.containsKey(job)).sorted().toList(), before.cost().minus(after.cost()));
    }
}
