package aftercare.dispatch.travel;

import java.util.Collection;

/** How long it takes from place to place. May call the outside world: never within a transaction. */
public interface TravelTimes {

    /** The ways between these places, all of them. */
    Roads between(Collection<Place> places);

    /** Ways that are known: asking is quick and needs nothing from outside. */
    @FunctionalInterface
    interface Roads {

        /** Minutes from door to door by car. */
        int minutes(Place from, Place to);

        /** Minutes from door to door. Other ways of getting about than by car are always estimated. */
        default int minutes(Place from, Place to, TravelMode mode) {
            return mode == TravelMode.CAR ? minutes(from, to) : RoadEstimate.of(mode).minutes(from, to);
        }
    }
}
