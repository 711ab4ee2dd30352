package aftercare.dispatch;

import aftercare.dispatch.travel.Place;
import aftercare.dispatch.travel.TravelTimes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The minutes from each place of a plan to each other one. */
final class Ways {

    /** Somewhere in the branch's area, nobody knows where. */
    private static final int UNKNOWN = 30;
    /** A way that nobody can be asked to go. */
    private static final int FAR = 999;

    /** Which ways a planner could ask for. */
    @FunctionalInterface
    interface Wanted {

        boolean is(int from, int to);
    }

    private final List<@Nullable Place> places;
    private final TravelTimes.Roads roads;
    private final int[][] minutes;

    Ways(List<@Nullable Place> places, TravelTimes.Roads roads) {
        this.places = places;
        this.roads = roads;
        minutes = new int[places.size()][places.size()];
    }

    void fill(Wanted wanted) {
        for (int from = 0; from < minutes.length; from++) {
            for (int to = 0; to < minutes.length; to++) {
                minutes[from][to] = from == to ? 0 : wanted.is(from, to) ? real(from, to) : FAR;
            }
        }
    }

    private int real(int from, int to) {
        return minutes(places.get(from), places.get(to), roads);
    }

    static int minutes(@Nullable Place from, @Nullable Place to, TravelTimes.Roads roads) {
        return from == null || to == null ? UNKNOWN : roads.minutes(from, to);
    }

    /** The real way, or as long as people left for it where they planned tighter than that. */
    int atMost(int from, int to, int most) {
        minutes[from][to] = Math.max(0, Math.min(real(from, to), most));
        return minutes[from][to];
    }

    int[][] minutes() {
        return minutes;
    }
}
