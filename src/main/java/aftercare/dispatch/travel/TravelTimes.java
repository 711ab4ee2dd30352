package aftercare.dispatch.travel;

import java.util.Collection;

/** How long it takes from place to place. May call the outside world: never within a transaction. */
public interface TravelTimes {

    /** The ways between these places, all of them. */
    Roads between(Collection<Place> places);

    /** Ways that are known: asking is quick and needs nothing from outside. */
    @FunctionalInterface
    interface Roads {

        /** Minutes from door to door. */
        int minutes(Place from, Place to);
    }
}
