package aftercare.dispatch;

import static java.time.ZoneOffset.UTC;

import aftercare.cases.CaseId;
import aftercare.identity.Permission;
import aftercare.identity.Scope;
import aftercare.kernel.Ids;
import aftercare.kernel.Refusal;
import aftercare.platform.Live;
import aftercare.platform.LiveUpdates;
import aftercare.timeline.Actor;
import aftercare.timeline.Happening;
import aftercare.timeline.Timeline;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Has plans made, and makes them true. A plan is accepted in one transaction: all of what was chosen or nothing; each change is an ordinary
 * booking, move or drop, and whether two of them collide the database is asked when all have been made.
 */
@Service
class PlanDesk {

    /** A proposal is for today: an older one is not offered any more. */
    private static final Duration FRESH = Duration.ofHours(8);

    private final PlanRuns runs;
    private final Planner planner;
    private final PlanningQueries queries;
    private final BookingDesk desk;
    private final Bookings bookings;
    private final Reasons reasons;
    private final JdbcClient jdbc;
    private final Timeline timeline;
    private final LiveUpdates live;
    private final Clock clock;

    PlanDesk(PlanRuns runs, Planner planner, PlanningQueries queries, BookingDesk desk, Bookings bookings, Reasons reasons, JdbcClient jdbc,
             Timeline timeline, LiveUpdates live, Clock clock) {
        this.runs = runs;
        this.planner = planner;
        this.queries = queries;
        this.desk = desk;
        this.bookings = bookings;
        this.reasons = reasons;
        this.jdbc = jdbc;
        this.timeline = timeline;
        this.live = live;
        this.clock = clock;
    }

    /** Not within a transaction: the search must find its own row. */
    UUID ask(Scope scope, PlanAsk ask) {
        var reach = scope.reach(Permission.DISPATCH_PLAN);
        queries.branch(reach, ask.branch());
        if (ask.caseId() != null && !queries.branchOf(reach, ask.caseId()).equals(ask.branch())) {
            throw new Refusal.Broken("dispatch.case-of-another-branch", "the case belongs to another branch", Map.of());
        }
        var id = Ids.next();
        var holder = UUID.randomUUID();
        runs.begin(id, ask, scope.user(), clock.instant(), holder);
        planner.start(id, holder);
        return id;
    }

    PlanRuns.Run get(Scope scope, UUID id) {
        return runs.get(scope.reach(Permission.DISPATCH_PLAN), id);
    }

    List<PlanRuns.Run> open(Scope scope, UUID branch) {
        return runs.open(scope.reach(Permission.DISPATCH_PLAN), branch, clock.instant().minus(FRESH));
    }

    /** The best so far is kept. */
    void stop(Scope scope, UUID id) {
        runs.stop(runs.get(scope.reach(Permission.DISPATCH_PLAN), id).id());
    }

    @Transactional
    public void dismiss(Scope scope, UUID id) {
        var run = proposed(scope, id);
        runs.decide(run.id(), PlanState.DISMISSED, scope.user(), clock.instant());
        live.tell(Live.ofBranch(Planner.TOPIC, id, run.branch()));
    }

    /** @param keys the changes that are wanted; null for all */
    @Transactional
    public int accept(Scope scope, UUID id, @Nullable Set<String> keys) {
        var run = proposed(scope, id);
        return accept(run, keys, Hands.of(desk, scope), scope.user());
    }

    /**
     * Makes true by itself what needs nobody's yes: nothing that was agreed or is under way moves, no promise becomes worse, nothing falls out.
     * Otherwise it stays a proposal.
     *
     * @return how many changes were made
     */
    @Transactional
    public int acceptByItself(UUID id) {
        var run = runs.find(id, true).orElseThrow();
        var changes = Objects.requireNonNull(run.result()).changes();
        if (run.state() != PlanState.PROPOSED || changes.isEmpty() || !changes.stream().allMatch(this::needsNobody)) {
            return 0;
        }
        var made = accept(run, null, Hands.ofTheProduct(desk), null);
        for (var change : changes) {
            timeline.write(Happening.internal("dispatch.day-changed", clock.instant(), Actor.SYSTEM, Map.of("goal", run.ask().goal().name())).about("case", change.caseId()));
        }
        return made;
    }

    private boolean needsNobody(PlanResult.Change change) {
        var before = change.before();
        var after = change.after();
        if (before == null || after == null) {
            return before == null;
        }
        var sameStart = before.startsAt().equals(after.startsAt());
        if (change.confirmed() || change.promiseMinutes() != null && change.promiseMinutes() < 0 && after.startsAt().isAfter(before.startsAt())) {
            return false;
        }
        return sameStart || jdbc.sql("select not exists (select from dispatch.customer_told where case_id = :case and starts_at = :told)")
                .param("case", change.caseId()).param("told", before.startsAt().atOffset(UTC)).query(Boolean.class).single();
    }

    private int accept(PlanRuns.Run run, @Nullable Set<String> keys, Hands hands, @Nullable UUID by) {
        var chosen = Objects.requireNonNull(run.result()).changes().stream().filter(change -> keys == null || keys.contains(change.key())).toList();
        lock(chosen.stream().flatMap(change -> Stream.of(change.before(), change.after())).filter(Objects::nonNull)
                .map(PlanResult.Slot::engineerId).collect(Collectors.toSet()));
        refuseIfOutdated(chosen);
        var made = new ArrayList<BookingId>();
        atOnce(() -> chosen.forEach(change -> made.add(make(hands, change))), () -> new Refusal.Conflict("dispatch.plan-collides",
                "what was chosen of the plan books somebody twice: a visit goes where one stays that you did not choose; choose both, or plan anew", Map.of()));
        runs.decide(run.id(), PlanState.ACCEPTED, by, clock.instant());
        var applied = new ArrayList<PlanRuns.Applied>();
        for (int i = 0; i < chosen.size(); i++) {
            applied.add(new PlanRuns.Applied(made.get(i).value(), bookings.get(made.get(i)).version(), chosen.get(i).caseId(), chosen.get(i).before(), chosen.get(i).after() == null));
        }
        runs.applied(run.id(), applied, by == null);
        live.tell(Live.ofBranch(Planner.TOPIC, run.id(), run.branch()));
        return chosen.size();
    }

    /** Everything is again as it was before the plan was accepted; refused as soon as somebody has touched one of its visits. */
    @Transactional
    public int undo(Scope scope, UUID id) {
        var run = runs.locked(scope.reach(Permission.DISPATCH_PLAN), id);
        if (run.state() != PlanState.ACCEPTED || run.applied() == 0) {
            throw new Refusal.Conflict("dispatch.plan-decided", "the plan is %s; only an accepted one can be taken back".formatted(run.state()), Map.of("state", run.state().name()));
        }
        var applied = runs.appliedBy(id);
        lock(applied.stream().flatMap(one -> Stream.concat(Stream.of(bookings.get(new BookingId(one.booking())).crew().engineer()), Stream.ofNullable(one.before()).map(PlanResult.Slot::engineerId)))
                .collect(Collectors.toSet()));
        for (var one : applied) {
            var booking = bookings.get(new BookingId(one.booking()));
            if (booking.version() != one.version() || one.dropped() && bookings.anyLive(booking.caseId())) {
                throw new Refusal.Conflict("dispatch.undo-outdated", "one of the visits has changed since; move them one by one", Map.of());
            }
        }
        atOnce(() -> applied.forEach(one -> takeBack(scope, one)), () -> new Refusal.Conflict("dispatch.undo-outdated",
                "another visit stands where one of them was; move them one by one", Map.of()));
        runs.decide(id, PlanState.UNDONE, scope.user(), clock.instant());
        live.tell(Live.ofBranch(Planner.TOPIC, id, run.branch()));
        return applied.size();
    }

    private void takeBack(Scope scope, PlanRuns.Applied one) {
        var before = one.before();
        if (before == null) {
            desk.drop(scope, new BookingId(one.booking()), "", one.version());
            return;
        }
        var plan = new BookingDesk.Plan(before.engineerId(), before.startsAt(), before.endsAt(), noteOf(one.booking()));
        if (one.dropped()) {
            desk.book(scope, new CaseId(one.caseId()), plan);
        } else {
            desk.move(scope, new BookingId(one.booking()), plan, one.version());
        }
    }

    /** One of two bookings, as somebody saw it. */
    record Seen(UUID id, int version) {}

    /** @param to where it goes; null when its case is to wait for a plan again */
    record Shifted(Seen visit, BookingDesk.@Nullable Plan to) {}

    /** Several visits in one go, all of them or none. Answers with their versions after it. */
    @Transactional
    public List<Seen> shift(Scope scope, List<Shifted> all) {
        lock(all.stream().flatMap(one -> Stream.of(bookings.get(new BookingId(one.visit().id())).crew().engineer(), one.to() == null ? null : one.to().engineer()))
                .filter(Objects::nonNull).collect(Collectors.toSet()));
        atOnce(() -> {
            for (var one : all) {
                var id = new BookingId(one.visit().id());
                if (one.to() == null) {
                    desk.drop(scope, id, "", one.visit().version());
                } else {
                    desk.move(scope, id, one.to(), one.visit().version());
                }
            }
        }, () -> new Refusal.Conflict("dispatch.shift-collides", "one of them would meet another visit of its engineer; nothing was moved", Map.of()));
        return all.stream().map(one -> new Seen(one.visit().id(), bookings.get(new BookingId(one.visit().id())).version())).toList();
    }

    /** Each of the two engineers takes over the other's visit, at its time. */
    @Transactional
    public void swap(Scope scope, Seen one, Seen other) {
        var first = bookings.get(new BookingId(one.id()));
        var second = bookings.get(new BookingId(other.id()));
        if (first.crew().engineer().equals(second.crew().engineer())) {
            throw new Refusal.Broken("dispatch.swap-alone", "two visits of one engineer cannot change engineers", Map.of());
        }
        lock(Set.of(first.crew().engineer(), second.crew().engineer()));
        atOnce(() -> {
            give(scope, first, one.version(), second.crew().engineer());
            give(scope, second, other.version(), first.crew().engineer());
        }, () -> new Refusal.Conflict("dispatch.swap-collides", "one of the two has another visit at that time; move that one first", Map.of()));
    }

    private void give(Scope scope, Booking booking, int version, UUID engineer) {
        desk.move(scope, booking.id(), new BookingDesk.Plan(engineer, booking.window().from(), booking.window().to(), booking.note()), version);
    }

    /** Whether two bookings collide is asked when all of them have moved. */
    private void atOnce(Runnable changes, Supplier<Refusal> collision) {
        jdbc.sql("set constraints dispatch.booking_nobody_twice deferred").update();
        changes.run();
        try {
            jdbc.sql("set constraints dispatch.booking_nobody_twice immediate").update();
        } catch (DataIntegrityViolationException collided) {
            throw collision.get();
        }
    }

    private PlanRuns.Run proposed(Scope scope, UUID id) {
        var run = runs.locked(scope.reach(Permission.DISPATCH_PLAN), id);
        if (run.state() != PlanState.PROPOSED) {
            throw new Refusal.Conflict("dispatch.plan-decided", "the plan is %s; only a proposal can be accepted or dismissed".formatted(run.state()),
                    Map.of("state", run.state().name()));
        }
        return run;
    }

    private BookingId make(Hands hands, PlanResult.Change change) {
        var after = change.after();
        if (change.bookingId() == null) {
            var to = Objects.requireNonNull(after);
            var id = hands.book(new CaseId(change.caseId()), new BookingDesk.Plan(to.engineerId(), to.startsAt(), to.endsAt(), ""));
            note(id, change);
            return id;
        }
        var id = new BookingId(change.bookingId());
        if (after == null) {
            hands.drop(id, change.version());
        } else {
            hands.move(id, new BookingDesk.Plan(after.engineerId(), after.startsAt(), after.endsAt(), noteOf(change.bookingId())), change.version());
            note(id, change);
        }
        return id;
    }

    /** Whose hands make a plan true: a planner's, within reach, or the product's own. */
    private interface Hands {

        BookingId book(CaseId caseId, BookingDesk.Plan plan);

        void move(BookingId id, BookingDesk.Plan plan, int version);

        void drop(BookingId id, int version);

        static Hands of(BookingDesk desk, Scope scope) {
            return new Hands() {
                @Override
                public BookingId book(CaseId caseId, BookingDesk.Plan plan) {
                    return desk.book(scope, caseId, plan);
                }

                @Override
                public void move(BookingId id, BookingDesk.Plan plan, int version) {
                    desk.move(scope, id, plan, version);
                }

                @Override
                public void drop(BookingId id, int version) {
                    desk.drop(scope, id, "", version);
                }
            };
        }

        static Hands ofTheProduct(BookingDesk desk) {
            return new Hands() {
                @Override
                public BookingId book(CaseId caseId, BookingDesk.Plan plan) {
                    return desk.book(Actor.SYSTEM, caseId, plan);
                }

                @Override
                public void move(BookingId id, BookingDesk.Plan plan, int version) {
                    desk.move(Actor.SYSTEM, id, plan, version);
                }

                @Override
                public void drop(BookingId id, int version) {
                    desk.drop(Actor.SYSTEM, id, "", version);
                }
            };
        }
    }

    private String noteOf(UUID booking) {
        return bookings.get(new BookingId(booking)).note();
    }

    private void note(BookingId id, PlanResult.Change change) {
        if (change.reason() != null) {
            reasons.note(id, change.reason(), clock.instant());
        }
    }

    /** Everybody concerned, in one order, so that two planners cannot wait for each other. */
    private void lock(Set<UUID> engineers) {
        jdbc.sql("select user_id from dispatch.engineer where user_id = any(:ids) order by user_id for no key update")
                .param("ids", engineers.toArray(UUID[]::new)).query(UUID.class).list();
    }

    private void refuseIfOutdated(List<PlanResult.Change> changes) {
        var moved = changes.stream().filter(change -> change.bookingId() != null).toList();
        var placed = changes.stream().filter(change -> change.bookingId() == null).map(PlanResult.Change::caseId).toArray(UUID[]::new);
        var other = jdbc.sql("""
                select c.number from unnest(cast(:ids as uuid[]), cast(:versions as integer[])) as known(id, version)
                  join dispatch.booking b on b.id = known.id
                  join cases.service_case c on c.id = b.case_id
                 where b.version <> known.version
                union all
                select c.number from (select placed.id, count(*) as people from unnest(cast(:placed as uuid[])) as placed(id) group by placed.id) one
                  join cases.service_case c on c.id = one.id
                 where c.status not in ('NEW', 'ACTIVE', 'WAITING')
                       or one.people + (select count(*) from dispatch.booking b where b.case_id = c.id and b.state in ('PLANNED', 'CONFIRMED', 'UNDER_WAY', 'ON_SITE'))
                          > coalesce((select n.people from dispatch.crew_need n where n.case_id = c.id), 1)
                 order by 1 limit 5
                """)
                .param("ids", moved.stream().map(PlanResult.Change::bookingId).toArray(UUID[]::new))
                .param("versions", moved.stream().map(PlanResult.Change::version).toArray(Integer[]::new)).param("placed", placed)
                .query(String.class).list();
        if (!other.isEmpty()) {
            throw new Refusal.Conflict("dispatch.plan-outdated", "%s changed since the plan was made; plan anew".formatted(String.join(", ", other)),
                    Map.of("numbers", String.join(", ", other), "at", clock.instant().atOffset(UTC).toString()));
        }
    }
}
