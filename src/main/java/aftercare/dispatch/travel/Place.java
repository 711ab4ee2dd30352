package aftercare.dispatch.travel;

/** Where somebody goes. {@code urban}: a district of a city, where streets are slow; elsewhere are country roads. */
public record Place(double lng, double lat, boolean urban) {

    private static final double EARTH_KM = 6371.0088;

    /** As the crow flies. */
    public double kilometresTo(Place other) {
        var dLat = Math.toRadians(other.lat - lat);
        var dLng = Math.toRadians(other.lng - lng);
        var half = Math.pow(Math.sin(dLat / 2), 2) + Math.cos(Math.toRadians(lat)) * Math.cos(Math.toRadians(other.lat)) * Math.pow(Math.sin(dLng / 2), 2);
        return 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(half)));
    }

    /** The same for everything within some hundred metres. */
    long key() {
        return Math.round((lng + 180) * 500) * 1_000_000 + Math.round((lat + 90) * 500);
    }
}
