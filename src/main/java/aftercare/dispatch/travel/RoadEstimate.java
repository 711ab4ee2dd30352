package aftercare.dispatch.travel;

import java.util.Collection;

/**
 * The way as experience has it: the great circle times a detour, slow on its first kilometres and quicker on the long stretch, the slower
 * for city streets, plus what it takes to park and find the door. A visit is planned before anybody knows at what minute its engineer
 * leaves, so the rush hours are in the city's speed: two and a half of ten working hours are half as slow again.
 *
 * <p>Metro and bus keep their time in the rush hour; it is the way to the stop and the wait that make them slow, and outside of the
 * cities they are far between. Whoever walks takes the straighter ways.
 */
final class RoadEstimate implements TravelTimes, TravelTimes.Roads {

    private static final double RUSH = (7.5 + 2.5 * 1.5) / 10;
    /** Plans are read by people: ways are told in steps of five minutes. */
    private static final int STEP = 5;
    private static final double NEXT_DOOR_KM = 0.15;

    /** So many kilometres of the way go at this speed. */
    private record Stretch(double kilometres, double city, double country) {}

    private static final RoadEstimate CAR = new RoadEstimate(1.35, 4, new Stretch(4, 22 / RUSH, 32), new Stretch(12, 34 / RUSH, 45),
            new Stretch(40, 58 / RUSH, 62), new Stretch(Double.MAX_VALUE, 85 / RUSH, 80));
    private static final RoadEstimate TRANSIT = new RoadEstimate(1.3, 14, new Stretch(6, 20, 15), new Stretch(20, 32, 25), new Stretch(Double.MAX_VALUE, 60, 45));
    private static final RoadEstimate WALKING = new RoadEstimate(1.2, 0, new Stretch(Double.MAX_VALUE, 4.8, 4.8));

    private final double detour;
    private final int doorToDoor;
    private final Stretch[] stretches;

    /** @param doorToDoor minutes that do not depend on the distance: to park, or to walk to the stop, to wait and to walk again */
    private RoadEstimate(double detour, int doorToDoor, Stretch... stretches) {
        this.detour = detour;
        this.doorToDoor = doorToDoor;
        this.stretches = stretches;
    }

    static RoadEstimate of(TravelMode mode) {
        return switch (mode) {
            case CAR -> CAR;
            case TRANSIT -> TRANSIT;
            case WALKING -> WALKING;
        };
    }

    @Override
    public Roads between(Collection<Place> places) {
        return this;
    }

    @Override
    public int minutes(Place from, Place to) {
        var kilometres = from.kilometresTo(to) * detour;
        if (kilometres < NEXT_DOOR_KM) {
            return 0;
        }
        // Each end brings its own roads; half of the way belongs to each.
        var minutes = doorToDoor + (hours(kilometres, from.urban()) + hours(kilometres, to.urban())) * 30;
        return (int) Math.ceil(minutes / STEP) * STEP;
    }

    private double hours(double kilometres, boolean urban) {
        var hours = 0.0;
        var left = kilometres;
        for (var stretch : stretches) {
            var driven = Math.min(left, stretch.kilometres());
            hours += driven / (urban ? stretch.city() : stretch.country());
            left -= driven;
            if (left <= 0) {
                break;
            }
        }
        return hours;
    }
}
