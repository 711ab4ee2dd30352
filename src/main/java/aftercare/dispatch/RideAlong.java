package aftercare.dispatch;

import aftercare.cases.CaseId;
import aftercare.dispatch.planner.Assistant;
import aftercare.dispatch.planner.Verdict;
import aftercare.dispatch.travel.Place;
import aftercare.dispatch.travel.TravelTimes;
import aftercare.identity.Permission;
import aftercare.identity.Scope;
import aftercare.kernel.Refusal;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What waits near a visit that is booked, and could ride along: the engineer can do it, has room on that day without overtime, and goes there
 * anyway. Not within a transaction: the ways are looked up.
 */
@Component
class RideAlong {

    /** Near is what lies at most so many minutes away. */
    private static final int NEAR = 20;
    private static final int MOST = 8;

    /**
     * A case that waits nearby.
     *
     * @param awayMinutes   from the visit to it; 0 at the same place
     * @param travelMinutes by how much the day's ways become longer
     * @param savedMinutes  against a trip of its own, there and back
     */
    record Rider(UUID caseId, String number, String subject, int severity, @Nullable String customer, @Nullable String site, boolean samePlace, int awayMinutes,
                 int travelMinutes, int savedMinutes, @Nullable Integer promiseMinutes, Instant startsAt, Instant endsAt) {}

    private record Found(Rider rider, Reason reason) {}

    private final Bookings bookings;
    private final PlanningQueries queries;
    private final TravelTimes travel;
    private final BookingDesk desk;
    private final Reasons reasons;
    private final TransactionTemplate transaction;
    private final Clock clock;

    RideAlong(Bookings bookings, PlanningQueries queries, TravelTimes travel, BookingDesk desk, Reasons reasons, TransactionTemplate transaction, Clock clock) {
        this.bookings = bookings;
        this.queries = queries;
        this.travel = travel;
        this.desk = desk;
        this.reasons = reasons;
        this.transaction = transaction;
        this.clock = clock;
    }

    List<Rider> near(Scope scope, UUID booking) {
        return found(visit(scope, booking)).stream().map(Found::rider).limit(MOST).toList();
    }

    /** Booked as it was shown. The plan may have changed since: then it is refused, as any booking would be. */
    BookingId take(Scope scope, UUID booking, UUID caseId, Instant startsAt) {
        var visit = visit(scope, booking);
        var chosen = found(visit).stream().filter(one -> one.rider().caseId().equals(caseId) && one.rider().startsAt().equals(startsAt)).findFirst()
                .orElseThrow(() -> new Refusal.Conflict("dispatch.offer-gone", "the plan has changed, this time is no longer the best one; look at the offers again", Map.of()));
        return Objects.requireNonNull(transaction.execute(_ -> {
            var id = desk.book(scope, new CaseId(caseId), new BookingDesk.Plan(visit.crew().engineer(), chosen.rider().startsAt(), chosen.rider().endsAt(), ""));
            reasons.note(id, chosen.reason(), clock.instant());
            return id;
        }));
    }

    private Booking visit(Scope scope, UUID id) {
        var booking = bookings.get(new BookingId(id));
        if (!scope.reach(Permission.DISPATCH_PLAN).covers(booking.crew().branch(), booking.crew().partner(), null)) {
            throw Bookings.missing(booking.id());
        }
        return booking;
    }

    private List<Found> found(Booking visit) {
        var now = clock.instant();
        if (visit.state().isOver() || visit.window().to().isBefore(now)) {
            return List.of();
        }
        var branch = queries.branch(visit.crew().branch());
        var facts = queries.facts(branch, visit.window().from().atZone(branch.zone()).toLocalDate(), 1, now, null, false);
        var person = facts.people().stream().filter(one -> one.id().equals(visit.crew().engineer())).findFirst();
        var here = facts.booked().stream().filter(one -> one.id().equals(visit.id().value())).map(one -> one.task().place()).filter(Objects::nonNull).findFirst();
        if (person.isEmpty() || here.isEmpty()) {
            return List.of();
        }
        var roads = travel.between(Stream.concat(Stream.of(here.get()), Stream.concat(Stream.ofNullable(person.get().start()),
                facts.waiting().stream().map(PlanningQueries.Task::place).filter(Objects::nonNull))).distinct().toList());
        var near = facts.waiting().stream().filter(task -> !task.caseId().equals(visit.caseId().value()) && isFor(task, visit.crew().partner()))
                .filter(task -> task.place() != null && away(here.get(), task.place(), roads) <= NEAR)
                .sorted(Comparator.comparingInt(task -> away(here.get(), Objects.requireNonNull(task.place()), roads))).limit(2L * MOST).toList();
        if (near.isEmpty()) {
            return List.of();
        }
        var problem = new BranchProblem(facts.only(person.get(), near), travel, new BranchProblem.Aim(false, null, null, null, 0, 0));
        var assistant = new Assistant(problem.problem());
        var all = new ArrayList<Found>();
        for (var task : near) {
            var job = BranchProblem.job(task, null);
            fits(assistant, job).map(fits -> Reason.offer(problem, job, fits)).filter(offer -> offer.overtimeMinutes() == 0).ifPresent(offer -> {
                var place = Objects.requireNonNull(task.place());
                var away = away(here.get(), place, roads);
                var alone = person.get().start() == null ? 2 * away : roads.minutes(person.get().start(), place) + roads.minutes(place, person.get().start());
                all.add(new Found(new Rider(task.caseId(), task.number(), task.subject(), task.severity(), task.customer(), task.site(), away == 0, away, offer.travelMinutes(),
                        Math.max(0, alone - offer.travelMinutes()), offer.promiseMinutes(), offer.startsAt(), offer.endsAt()), new Reason(offer, List.of())));
            });
        }
        all.sort(Comparator.comparing((Found one) -> -one.rider().savedMinutes()).thenComparing(one -> one.rider().number()));
        return all;
    }

    private static Optional<Verdict.Fits> fits(Assistant assistant, String job) {
        return assistant.advise(job).best().stream().findFirst();
    }

    /** What was passed to a partner is the partner's; what was not is our own people's. */
    private static boolean isFor(PlanningQueries.Task task, @Nullable UUID partner) {
        return Objects.equals(task.partner(), partner);
    }

    private static int away(Place from, Place to, TravelTimes.Roads roads) {
        return from.equals(to) ? 0 : roads.minutes(from, to);
    }
}
