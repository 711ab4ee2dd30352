package aftercare.dispatch;

import aftercare.identity.Permission;
import aftercare.identity.Scope;
import aftercare.kernel.TimeWindow;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** What a planner is told of a booking just made: how it stands, and what should be known about it. */
@Component
class JustBooked {

    record Booked(DispatchQueries.BoardBooking booking, List<Warnings.PlanWarning> warnings) {}

    private final DispatchQueries queries;
    private final People people;
    private final Clock clock;

    JustBooked(DispatchQueries queries, People people, Clock clock) {
        this.queries = queries;
        this.people = people;
        this.clock = clock;
    }

    Booked of(Scope scope, UUID id) {
        var booking = queries.booking(id);
        var engineer = queries.engineers(scope.reach(Permission.DISPATCH_PLAN), null, null).stream()
                .filter(one -> one.id().equals(booking.engineerId())).findFirst().orElseThrow();
        var away = !people.leaves(List.of(engineer.id()), new TimeWindow(booking.startsAt(), booking.endsAt()), false).isEmpty();
        return new Booked(booking, Warnings.of(booking, engineer, away, clock.instant()));
    }
}
