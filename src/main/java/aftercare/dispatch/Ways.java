package aftercare.dispatch;

import aftercare.dispatch.planner.TravelTicks;
import aftercare.dispatch.travel.Place;
import aftercare.dispatch.travel.TravelMode;
import aftercare.dispatch.travel.TravelTimes;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The minutes between the places of a plan, as far as a planner may ask for them: two visits that stay where they are do not need all ways. */
final class Ways {

    /** Help by phone or a shared screen: no way leads there, and it takes no time. */
    static final Place FROM_AFAR = new Place(0, 0, false);
    /** Somewhere in the branch's area, nobody knows where. */
    private static final int UNKNOWN = 30;
    /** A way that nobody can be asked to go. */
    private static final int FAR = 999;

    private final List<@Nullable Place> places;
    private final TravelTimes.Roads roads;
    private final TravelMode mode;
    private final int[] minutes;

    Ways(List<@Nullable Place> places, TravelTimes.Roads roads, TravelMode mode) {
        this.mode = mode;
        this.places = places;
        this.roads = roads;
        minutes = new int[places.size() * places.size()];
        Arrays.fill(minutes, FAR);
        for (int place = 0; place < places.size(); place++) {
            minutes[index(place, place)] = 0;
        }
    }

    /** Somebody may go from here to everywhere, and from everywhere to here. */
    void open(int place) {
        for (int other = 0; other < places.size(); other++) {
            between(place, other);
        }
    }

    void between(int one, int other) {
        if (one != other) {
            minutes[index(one, other)] = real(one, other);
            minutes[index(other, one)] = real(other, one);
        }
    }

    private int real(int from, int to) {
        var one = places.get(from);
        var other = places.get(to);
        if (FROM_AFAR.equals(one) || FROM_AFAR.equals(other)) {
            return 0;
        }
        return one == null || other == null ? UNKNOWN : roads.minutes(one, other, mode);
    }

    static int minutes(@Nullable Place from, @Nullable Place to, TravelTimes.Roads roads) {
        if (FROM_AFAR.equals(from) || FROM_AFAR.equals(to)) {
            return 0;
        }
        return from == null || to == null ? UNKNOWN : roads.minutes(from, to);
    }

    /** The real way, or as long as people left for it where they planned tighter than that. */
    int atMost(int from, int to, int most) {
        return minutes[index(from, to)] = Math.max(0, Math.min(real(from, to), most));
    }

    private int index(int from, int to) {
        return from * places.size() + to;
    }

    TravelTicks minutes() {
        return new TravelTicks(places.size(), minutes);
    }
}
