package aftercare.dispatch.travel;

import java.util.Collection;

/**
 * The way as experience has it: the great circle times a detour, slow on its first kilometres and quicker on the long stretch, the slower
 * for city streets, plus what it takes to park and find the door. A visit is planned before anybody knows at what minute its engineer
 * leaves, so the rush hours are in the city's speed: two and a half of ten working hours are half as slow again.
 */
final class RoadEstimate implements TravelTimes, TravelTimes.Roads {

    private static final double DETOUR = 1.35;
    private static final double RUSH = (7.5 + 2.5 * 1.5) / 10;
    private static final int PARKING = 4;
    /** Plans are read by people: ways are told in steps of five minutes. */
    private static final int STEP = 5;
    private static final double NEXT_DOOR_KM = 0.15;

    /** So many kilometres of the way go at this speed. */
    private record Stretch(double kilometres, double city, double country) {}

    private static final Stretch[] STRETCHES = {
        new Stretch(4, 22, 32), new Stretch(12, 34, 45), new Stretch(40, 58, 62), new Stretch(Double.MAX_VALUE, 85, 80)
    };

    @Override
    public Roads between(Collection<Place> places) {
        return this;
    }

    @Override
    public int minutes(Place from, Place to) {
        var kilometres = from.kilometresTo(to) * DETOUR;
        if (kilometres < NEXT_DOOR_KM) {
            return 0;
        }
        // Each end brings its own roads; half of the way belongs to each.
        var minutes = PARKING + (hours(kilometres, from.urban()) + hours(kilometres, to.urban())) * 30;
        return (int) Math.ceil(minutes / STEP) * STEP;
    }

    private static double hours(double kilometres, boolean urban) {
        var hours = 0.0;
        var left = kilometres;
        for (var stretch : STRETCHES) {
            var driven = Math.min(left, stretch.kilometres());
            hours += driven / (urban ? stretch.city() / RUSH : stretch.country());
            left -= driven;
            if (left <= 0) {
                break;
            }
        }
        return hours;
    }
}
