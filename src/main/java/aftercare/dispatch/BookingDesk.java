package aftercare.dispatch;

import static java.time.ZoneOffset.UTC;

import aftercare.cases.CaseEvent;
import aftercare.cases.CaseId;
import aftercare.cases.CaseStatus;
import aftercare.identity.Permission;
import aftercare.identity.Scope;
import aftercare.kernel.Refusal;
import aftercare.kernel.TimeWindow;
import aftercare.platform.Live;
import aftercare.platform.LiveUpdates;
import aftercare.timeline.Actor;
import aftercare.timeline.Happening;
import aftercare.timeline.Timeline;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Books engineers. Two plans that collide are told apart by the database: the later one is refused with the name of the
 * engineer and of the case that was there first.
 */
@Service
@Transactional
class BookingDesk {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy-MM-dd");
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm");

    private final JdbcClient jdbc;
    private final Bookings bookings;
    private final Reasons reasons;
    private final Timeline timeline;
    private final LiveUpdates live;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate savepoint;
    private final Clock clock;

    BookingDesk(JdbcClient jdbc, Bookings bookings, Reasons reasons, Timeline timeline, LiveUpdates live,
                ApplicationEventPublisher events, PlatformTransactionManager transactions, Clock clock) {
        this.jdbc = jdbc;
        this.bookings = bookings;
        this.reasons = reasons;
        this.timeline = timeline;
        this.live = live;
        this.events = events;
        this.savepoint = new TransactionTemplate(transactions);
        this.savepoint.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
        this.clock = clock;
    }

    /** What a planner says: this engineer, from then to then; {@code remote}: by phone or a shared screen, nobody travels. */
    record Plan(UUID engineer, Instant startsAt, Instant endsAt, String note, boolean remote) {

        Plan(UUID engineer, Instant startsAt, Instant endsAt, String note) {
            this(engineer, startsAt, endsAt, note, false);
        }

        TimeWindow window() {
            if (!startsAt.isBefore(endsAt)) {
                throw new Refusal.Broken("dispatch.backwards", "a booking must end after it starts", Map.of());
            }
            return new TimeWindow(startsAt, endsAt);
        }
    }

    private record Engineer(UUID userId, String name, UUID branchId, @Nullable UUID partnerId, boolean active) {}

    private record PlannedCase(String number, UUID branchId, @Nullable UUID partnerId, @Nullable UUID customerId, CaseStatus status,
                               boolean visits) {}

    BookingId book(Scope scope, CaseId caseId, Plan plan) {
        var planned = planned(caseId).filter(found -> scope.reach(Permission.DISPATCH_PLAN).covers(found.branchId(), found.partnerId(), found.customerId()))
                .orElseThrow(() -> noSuchCase(caseId));
        return booked(caseId, planned, plan, engineer(scope, plan.engineer()), Actor.of(scope));
    }

    /** As {@link #book(Scope, CaseId, Plan)}, by the product itself. */
    BookingId book(Actor by, CaseId caseId, Plan plan) {
        return booked(caseId, planned(caseId).orElseThrow(() -> noSuchCase(caseId)), plan, engineer(plan.engineer()), by);
    }

    private BookingId booked(CaseId caseId, PlannedCase planned, Plan plan, Engineer engineer, Actor by) {
        if (!planned.status().isUnderWay()) {
            throw new Refusal.Conflict("dispatch.case-over", "the case %s is %s; nobody needs to go there".formatted(planned.number(), planned.status()),
                    Map.of("number", planned.number(), "status", planned.status().name()));
        }
        if (!planned.visits()) {
            throw new Refusal.Conflict("dispatch.no-visits", "cases of this kind are settled without a visit; change the kind of %s first"
                    .formatted(planned.number()), Map.of("number", planned.number()));
        }
        var now = clock.instant();
        var booking = Booking.plan(caseId, new Booking.Crew(engineer.userId(), planned.branchId(), engineer.partnerId()), plan.window(),
                plan.note().strip(), now);
        unlessTaken(booking, engineer, () -> bookings.add(booking, by.user()));

        if (plan.remote()) {
            bookings.remote(booking.id());
        }
        timeline.write(Happening.visible(plan.remote() ? "dispatch.booked-remote" : "dispatch.booked", now, by, facts(booking, engineer)).about(caseId.subject()));
        events.publishEvent(new BookingEvent.Planned(booking.id(), caseId, engineer.userId(), planned.branchId(), engineer.partnerId(),
                booking.window().from(), booking.window().to(), now));
        tell(booking);
        return booking.id();
    }

    /** To another time or engineer, or only longer or shorter. */
    void move(Scope scope, BookingId id, Plan plan, int version) {
        var before = own(scope, id, version);
        lockBoth(before.crew().engineer(), plan.engineer());
        moved(before, plan, engineer(scope, plan.engineer()), Actor.of(scope));
    }

    /** As {@link #move(Scope, BookingId, Plan, int)}, by whoever needs no permission here: the customer whose visit it is, or the product itself. */
    void move(Actor by, BookingId id, Plan plan, int version) {
        var before = bookings.get(id);
        if (before.version() != version) {
            throw Bookings.changedMeanwhile();
        }
        lockBoth(before.crew().engineer(), plan.engineer());
        moved(before, plan, engineer(plan.engineer()), by);
    }

    private void moved(Booking before, Plan plan, Engineer engineer, Actor by) {
        var id = before.id();
        var now = clock.instant();
        var after = before.replanned(new Booking.Crew(engineer.userId(), before.crew().branch(), engineer.partnerId()), plan.window(),
                plan.note().strip());
        unlessTaken(after, engineer, () -> bookings.save(after));

        if (!before.crew().equals(after.crew()) || !before.window().equals(after.window())) {
            var facts = new HashMap<>(facts(after, engineer));
            facts.put("fromEngineer", nameOf(before.crew().engineer()));
            facts.put("fromStartsAt", before.window().from().toString());
            facts.put("fromEndsAt", before.window().to().toString());
            reasons.forget(id);
            timeline.write(Happening.visible("dispatch.moved", now, by, facts).about(after.caseId().subject()));
            var window = after.window();
            events.publishEvent(before.actFor(after.crew(), window) == BookingAct.EXTEND
                    ? new BookingEvent.Extended(id, after.caseId(), window.to(), now)
                    : new BookingEvent.Moved(id, after.caseId(), BookingEvent.Was.of(before), engineer.userId(), engineer.partnerId(), window.from(), window.to(), now));
        }
        live.tell(new Live("dispatch", after.caseId().value(), after.crew().branch(),
                Stream.of(before.crew().engineer(), after.crew().engineer()).distinct().toList(), null));
    }

    /** The case goes back to those that wait for a plan. */
    void drop(Scope scope, BookingId id, String reason, int version) {
        dropped(own(scope, id, version), reason.strip(), Actor.of(scope), clock.instant());
    }

    /** As {@link #drop(Scope, BookingId, String, int)}, by the customer whose visit it is, or by the product itself. */
    void drop(Actor by, BookingId id, String reason, int version) {
        var booking = bookings.get(id);
        if (booking.version() != version) {
            throw Bookings.changedMeanwhile();
        }
        dropped(booking, reason, by, clock.instant());
    }

    /** The engineer's own steps show on the board as they happen. */
    @EventListener
    void on(BookingProgress progress) {
        var booking = bookings.get(progress.booking()).progress(progress.act(), progress.at());
        bookings.save(booking);
        tell(booking);
    }

    @EventListener
    void on(BookingRefused refused) {
        var booking = bookings.get(refused.booking());
        dropped(booking, refused.reason(), new Actor(booking.crew().engineer(), nameOf(booking.crew().engineer())), refused.at());
    }

    /** Nobody travels to a case that is over. Whoever is there already finishes. */
    @EventListener
    void on(CaseEvent event) {
        switch (event) {
            case CaseEvent.Merged merged -> goOn(merged.id(), merged.into(), merged.at());
            case CaseEvent.Cancelled over -> dropAhead(over.id(), over.at());
            case CaseEvent.Resolved over -> dropAhead(over.id(), over.at());
            case CaseEvent.Closed over -> dropAhead(over.id(), over.at());
            default -> { }
        }
    }

    /** Whoever was to come because of a case that went into another comes because of that one, unless somebody comes there anyway. */
    private void goOn(CaseId from, CaseId into, Instant at) {
        var other = planned(into).orElseThrow(() -> noSuchCase(into));
        if (!other.visits() || !other.status().isUnderWay() || bookings.anyLive(into)) {
            return;
        }
        for (var booking : bookings.ahead(from)) {
            var engineer = locked(booking.crew().engineer()).filter(Engineer::active);
            if (engineer.isPresent()) {
                var plan = new Plan(booking.crew().engineer(), booking.window().from(), booking.window().to(), booking.note(), bookings.isRemote(booking.id()));
                dropped(booking, "并入 " + other.number(), Actor.SYSTEM, at);
                booked(into, other, plan, engineer.get(), Actor.SYSTEM);
            }
        }
    }

    private void dropAhead(CaseId caseId, Instant at) {
        for (var booking : bookings.ahead(caseId)) {
            dropped(booking, "", Actor.SYSTEM, at);
        }
    }

    private void dropped(Booking before, String reason, Actor by, Instant now) {
        var after = before.drop(reason);
        bookings.save(after);
        timeline.write(Happening.visible("dispatch.dropped", now, by, facts(after, nameOf(after.crew().engineer())))
                .about(after.caseId().subject()));
        events.publishEvent(new BookingEvent.Dropped(after.id(), after.caseId(), BookingEvent.Was.of(before), by.user(), reason, now));
        if (!bookings.anyLive(after.caseId())) {
            events.publishEvent(new BookingEvent.NobodyLeft(after.id(), after.caseId(), reason, now));
        }
        tell(after);
    }

    /** Runs behind a savepoint, so that the other booking can still be named when the constraint says no. */
    private void unlessTaken(Booking booking, Engineer engineer, Runnable write) {
        try {
            savepoint.executeWithoutResult(_ -> write.run());
        } catch (DataIntegrityViolationException taken) {
            if (String.valueOf(taken.getMessage()).contains("booking_nobody_twice")) {
                throw doubleBooked(booking, engineer);
            }
            throw taken;
        }
    }

    private Refusal.Conflict doubleBooked(Booking booking, Engineer engineer) {
        record Other(String number, String subject, Instant startsAt, Instant endsAt, String zone) {}
        var other = jdbc.sql("""
                select c.number, c.subject, b.starts_at, b.ends_at, br.zone
                  from dispatch.booking b
                  join cases.service_case c on c.id = b.case_id
                  join identity.branch br on br.id = b.branch_id
                 where b.engineer_id = :engineer and b.state <> 'CANCELLED' and b.id <> :id
                   and b.starts_at < :to and b.ends_at > :from
                 order by b.starts_at
                 limit 1
                """)
                .param("engineer", engineer.userId()).param("id", booking.id().value())
                .param("from", booking.window().from().atOffset(UTC)).param("to", booking.window().to().atOffset(UTC))
                .query(Other.class).optional().orElseThrow(Bookings::changedMeanwhile);
        var zone = ZoneId.of(other.zone());
        var from = other.startsAt().atZone(zone);
        var to = other.endsAt().atZone(zone);
        var until = from.toLocalDate().equals(to.toLocalDate()) ? CLOCK.format(to) : DAY.format(to) + " " + CLOCK.format(to);
        return new Refusal.Conflict("dispatch.double-booked", "%s is booked for %s on %s from %s to %s already; choose another time or engineer"
                .formatted(engineer.name(), other.number(), DAY.format(from), CLOCK.format(from), until),
                Map.of("engineer", engineer.name(), "number", other.number(), "subject", other.subject(), "day", DAY.format(from),
                        "from", CLOCK.format(from), "to", until, "startsAt", other.startsAt().toString(), "endsAt", other.endsAt().toString()));
    }

    private Optional<PlannedCase> planned(CaseId caseId) {
        return jdbc.sql("""
                select c.number, c.branch_id, c.partner_id, c.customer_id, c.status, (k.definition ->> 'visits')::boolean as visits
                  from cases.service_case c join cases.kind k on k.code = c.kind_code and k.version = c.kind_version
                 where c.id = :id
                """)
                .param("id", caseId.value()).query(PlannedCase.class).optional();
    }

    private static Refusal.Missing noSuchCase(CaseId caseId) {
        return new Refusal.Missing("dispatch.no-such-case", "there is no case %s".formatted(caseId), Map.of());
    }

    private Booking own(Scope scope, BookingId id, int version) {
        var booking = bookings.get(id);
        if (!scope.reach(Permission.DISPATCH_PLAN).covers(booking.crew().branch(), booking.crew().partner(), null)) {
            throw Bookings.missing(id);
        }
        if (booking.version() != version) {
            throw Bookings.changedMeanwhile();
        }
        return booking;
    }

    private Engineer engineer(Scope scope, UUID id) {
        return active(locked(id).filter(found -> scope.reach(Permission.DISPATCH_PLAN).covers(found.branchId(), found.partnerId(), null))
                .orElseThrow(() -> EngineerDesk.missing(id)));
    }

    private Engineer engineer(UUID id) {
        return active(locked(id).orElseThrow(() -> EngineerDesk.missing(id)));
    }

    /** Locks the engineer's row: plans for one engineer are made one after the other, so that they cannot wait for each other. */
    private Optional<Engineer> locked(UUID id) {
        return jdbc.sql("""
                select e.user_id, u.name, e.branch_id, e.partner_id, e.active
                  from dispatch.engineer e join identity.app_user u on u.id = e.user_id
                 where e.user_id = :id
                   for no key update of e
                """)
                .param("id", id).query(Engineer.class).optional();
    }

    private static Engineer active(Engineer engineer) {
        if (!engineer.active()) {
            throw new Refusal.Conflict("dispatch.engineer-inactive", "%s takes no work any more".formatted(engineer.name()),
                    Map.of("engineer", engineer.name()));
        }
        return engineer;
    }

    /** In one order for everybody, so that two people swapping the same engineers do not block each other. */
    private void lockBoth(UUID one, UUID other) {
        jdbc.sql("select user_id from dispatch.engineer where user_id in (:one, :other) order by user_id for no key update")
                .param("one", one).param("other", other).query(UUID.class).list();
    }

    private String nameOf(UUID user) {
        return jdbc.sql("select name from identity.app_user where id = :id").param("id", user).query(String.class).single();
    }

    private static Map<String, Object> facts(Booking booking, Engineer engineer) {
        return facts(booking, engineer.name());
    }

    private static Map<String, Object> facts(Booking booking, String engineer) {
        return Map.of("booking", booking.id().toString(), "engineer", engineer,
                "startsAt", booking.window().from().toString(), "endsAt", booking.window().to().toString());
    }

    private void tell(Booking booking) {
        live.tell(new Live("dispatch", booking.caseId().value(), booking.crew().branch(), List.of(booking.crew().engineer()), null));
    }
}
