/**
 * How long the way takes. {@link aftercare.dispatch.travel.TravelTimes} answers from an estimate of our own, or, when the house names one
 * ({@code aftercare.dispatch.osrm-url}), from a routing service that speaks OSRM, whose answers are kept in PostgreSQL.
 */
@NullMarked
package aftercare.dispatch.travel;

import org.jspecify.annotations.NullMarked;
