package aftercare.dispatch.travel;

/** How somebody gets about: with a car or van, by metro and bus, or on foot. */
public enum TravelMode { CAR, TRANSIT, WALKING }
