package aftercare.dispatch.planner;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who does what when: the days that are used, whom nobody serves, and what it costs. */
public record Plan(List<Tour> tours, List<String> unserved, Cost cost) {

    /** An engineer's day; {@code lunchStart} is -1 when lunch needs no break on the way. */
    public record Tour(String engineer, Shift shift, int departure, int home, int lunchStart, List<Stop> stops, Cost cost) {}

    /**
     * One visit, or with no job the stop at the depot. {@code travel} is the leg to it, {@code slack} how much later it could start
     * with nothing hard broken after it.
     */
    public record Stop(@Nullable String job, int travel, int start, int end, int slack) {}

    /** A visit with its day. */
    public record Assignment(Tour tour, Stop stop) {}

    public Plan {
        tours = List.copyOf(tours);
        unserved = List.copyOf(unserved);
    }

    public Map<String, Assignment> assignments() {
        var found = new HashMap<String, Assignment>();
        for (var tour : tours) {
            for (var stop : tour.stops) {
                if (stop.job != null) {
                    found.put(stop.job, new Assignment(tour, stop));
                }
            }
        }
        return found;
    }
}
