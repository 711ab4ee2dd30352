package aftercare.dispatch;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import aftercare.dispatch.travel.Place;
import aftercare.dispatch.travel.TravelMode;
import aftercare.dispatch.travel.TravelTimes;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The ways that a board's bookings make necessary. Not within a transaction: the routing service may be asked. */
@Component
class BoardWays {

    /** The way to a booking, from the visit before it on the same day or from where the day begins. */
    record Way(UUID bookingId, int minutes) {}

    private record Leg(UUID booking, Place from, Place to, TravelMode mode) {}

    private final TravelTimes travel;

    BoardWays(TravelTimes travel) {
        this.travel = travel;
    }

    List<Way> of(List<DispatchQueries.EngineerView> engineers, List<DispatchQueries.Start> starts, List<DispatchQueries.BoardBooking> bookings) {
        var home = starts.stream().collect(toMap(DispatchQueries.Start::engineerId, DispatchQueries.Start::place));
        var modes = engineers.stream().collect(toMap(DispatchQueries.EngineerView::id, DispatchQueries.EngineerView::travelsBy));
        var zones = engineers.stream().collect(toMap(DispatchQueries.EngineerView::id, one -> ZoneId.of(one.zone())));
        var legs = new ArrayList<Leg>();
        bookings.stream().filter(one -> zones.containsKey(one.engineerId())).collect(groupingBy(DispatchQueries.BoardBooking::engineerId)).forEach((engineer, own) -> {
            @Nullable LocalDate day = null;
            @Nullable Place at = null;
            for (var booking : own) {
                var date = booking.startsAt().atZone(Objects.requireNonNull(zones.get(engineer))).toLocalDate();
                at = date.equals(day) ? at : home.get(engineer);
                day = date;
                if (booking.remote()) {
                    continue;
                }
                var to = booking.serviceCase().place();
                if (at != null && to != null) {
                    legs.add(new Leg(booking.id(), at, to, Objects.requireNonNull(modes.get(engineer))));
                }
                at = to;
            }
        });
        var roads = travel.between(legs.stream().flatMap(leg -> Stream.of(leg.from(), leg.to())).distinct().toList());
        return legs.stream().map(leg -> new Way(leg.booking(), roads.minutes(leg.from(), leg.to(), leg.mode()))).toList();
    }
}
