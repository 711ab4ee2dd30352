package aftercare.fieldwork;

import aftercare.kernel.Refusal;
import java.util.Map;

/** A point on earth, WGS 84. */
record Place(double lng, double lat) {

    private static final double EARTH_RADIUS = 6_371_008.8;

    Place {
        if (!(lng >= -180 && lng <= 180 && lat >= -90 && lat <= 90)) {
            throw new Refusal.Broken("fieldwork.not-on-earth", "there is no place at %s, %s".formatted(lng, lat), Map.of());
        }
    }

    /** Along the great circle. */
    int metresTo(Place other) {
        var dLat = Math.toRadians(other.lat - lat);
        var dLng = Math.toRadians(other.lng - lng);
        var h = Math.pow(Math.sin(dLat / 2), 2)
                + Math.cos(Math.toRadians(lat)) * Math.cos(Math.toRadians(other.lat)) * Math.pow(Math.sin(dLng / 2), 2);
        return (int) Math.round(2 * EARTH_RADIUS * Math.asin(Math.min(1, Math.sqrt(h))));
    }
}
