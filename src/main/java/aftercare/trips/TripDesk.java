package aftercare.trips;

import static java.time.ZoneOffset.UTC;

import aftercare.identity.Permission;
import aftercare.identity.Role;
import aftercare.identity.Scope;
import aftercare.kernel.Ids;
import aftercare.kernel.Money;
import aftercare.kernel.Refusal;
import aftercare.kernel.Subject;
import aftercare.notices.Notice;
import aftercare.notices.NoticeDesk;
import aftercare.platform.Live;
import aftercare.platform.LiveUpdates;
import aftercare.platform.Numbers;
import aftercare.promises.PromiseDesk;
import aftercare.promises.StartPromises;
import aftercare.timeline.Actor;
import aftercare.timeline.Happening;
import aftercare.timeline.Timeline;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Orders a trip, decides about it, and writes down what travellers say. */
@Service
@Transactional
class TripDesk {

    static final String SUBJECT = "trip";
    private static final String PAPERS_BACK = "papers-back";
    private static final int LONGEST_DAYS = 366;

    /** @param tasks in words, beside the cases */
    record Order(UUID branch, String purpose, String place, String tasks, String contact, String contactPhone, String confidential, LocalDate from, LocalDate to, Money advance,
                 List<UUID> travellers, List<UUID> cases) {

        Order {
            if (to.isBefore(from) || from.plusDays(LONGEST_DAYS).isBefore(to)) {
                throw new Refusal.Broken("trips.days-strange", "a trip from %s to %s cannot be ordered".formatted(from, to), Map.of("from", from.toString(), "to", to.toString()));
            }
            if (advance.amount().signum() < 0) {
                throw new Refusal.Broken("trips.advance-strange", "an advance is not below zero", Map.of());
            }
        }
    }

    record Trip(UUID id, String number, UUID branchId, String purpose, TripStatus status, LocalDate fromDay, LocalDate toDay, @Nullable UUID askedBy, @Nullable Instant startedAt,
                @Nullable Instant papersAt, int version) {}

    private final PromiseDesk promises;
    private final NoticeDesk notices;
    private final Numbers numbers;
    private final Timeline timeline;
    private final LiveUpdates live;
    private final JdbcClient jdbc;
    private final Clock clock;

    TripDesk(PromiseDesk promises, NoticeDesk notices, Numbers numbers, Timeline timeline, LiveUpdates live, JdbcClient jdbc, Clock clock) {
        this.promises = promises;
        this.notices = notices;
        this.numbers = numbers;
        this.timeline = timeline;
        this.live = live;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    UUID order(Order order, Scope scope) {
        scope.require(Permission.TRIPS_ORDER, order.branch(), null, null);
        var id = Ids.next();
        var travellers = List.copyOf(new LinkedHashSet<>(order.travellers()));
        var known = jdbc.sql("select count(*) from dispatch.engineer e join identity.app_user u on u.id = e.user_id where e.user_id = any(:users) and e.branch_id = :branch and u.active and e.partner_id is null")
                .param("users", travellers.toArray(UUID[]::new)).param("branch", order.branch()).query(Integer.class).single();
        if (known < travellers.size()) {
            throw new Refusal.Broken("trips.no-such-traveller", "travellers are engineers of the branch", Map.of());
        }
        var cases = List.copyOf(new LinkedHashSet<>(order.cases()));
        if (jdbc.sql("select count(*) from cases.service_case where id = any(:cases) and branch_id = :branch").param("cases", cases.toArray(UUID[]::new)).param("branch", order.branch())
                .query(Integer.class).single() < cases.size()) {
            throw new Refusal.Broken("trips.no-such-case", "the cases of a trip belong to its branch", Map.of());
        }
        var number = numbers.next("OD", "trips.trip_number");
        jdbc.sql("""
                insert into trips.trip (id, number, branch_id, purpose, place, tasks, contact, contact_phone, confidential, from_day, to_day, advance, advance_currency, asked_by, asked_at)
                values (:id, :number, :branch, :purpose, :place, :tasks, :contact, :phone, :confidential, :from, :to, :advance, :currency, :by, :at)
                """).param("id", id).param("number", number).param("branch", order.branch()).param("purpose", order.purpose()).param("place", order.place()).param("tasks", order.tasks())
                .param("contact", order.contact()).param("phone", order.contactPhone()).param("confidential", order.confidential()).param("from", order.from()).param("to", order.to())
                .param("advance", order.advance().amount()).param("currency", order.advance().currency().getCurrencyCode()).param("by", scope.user())
                .param("at", clock.instant().atOffset(UTC)).update();
        for (int n = 0; n < travellers.size(); n++) {
            jdbc.sql("insert into trips.traveller (trip_id, user_id, position) values (:trip, :user, :n)").param("trip", id).param("user", travellers.get(n)).param("n", n).update();
        }
        cases.forEach(one -> jdbc.sql("insert into trips.task (trip_id, case_id) values (:trip, :case)").param("trip", id).param("case", one).update());
        var trip = trip(id);
        write("trips.asked", trip, Map.of("number", number), Actor.of(scope), clock.instant());
        tell("trips.asked", trip, notices.holders(order.branch(), Set.of(Role.MANAGER, Role.BRANCH_MANAGER)), scope.user());
        return id;
    }

    /** Nobody decides about a trip that he goes on. */
    void decide(UUID id, boolean approved, String note, int version, Scope scope) {
        var trip = locked(id, Permission.TRIPS_APPROVE, version, scope);
        var next = trip.status().after(approved ? TripAct.APPROVE : TripAct.REFUSE);
        if (travellers(id).contains(scope.user())) {
            throw new Refusal.Conflict("trips.own-trip", "somebody else decides about your own trip", Map.of());
        }
        if (!approved) {
            reasoned(note);
        }
        jdbc.sql("update trips.trip set status = :status, note = :note, decided_by = :by, decided_at = :at, version = version + 1 where id = :id").param("status", next.name())
                .param("note", note.strip()).param("by", scope.user()).param("at", clock.instant().atOffset(UTC)).param("id", id).update();
        write(approved ? "trips.approved" : "trips.refused", trip, Map.of("note", note.strip()), Actor.of(scope), clock.instant());
        tell(approved ? "trips.approved" : "trips.refused", trip, concerned(trip), scope.user());
    }

    void cancel(UUID id, String reason, int version, Scope scope) {
        var trip = locked(id, Permission.TRIPS_ORDER, version, scope);
        var next = trip.status().after(TripAct.CANCEL);
        reasoned(reason);
        jdbc.sql("update trips.trip set status = :status, note = :note, version = version + 1 where id = :id").param("status", next.name()).param("note", reason.strip()).param("id", id).update();
        write("trips.cancelled", trip, Map.of("reason", reason.strip()), Actor.of(scope), clock.instant());
        tell("trips.cancelled", trip, concerned(trip), scope.user());
    }

    /** The office has the receipts and reports in hand. */
    void takePapers(UUID id, int version, Scope scope) {
        var trip = locked(id, Permission.TRIPS_ORDER, version, scope);
        if (trip.status() != TripStatus.BACK || trip.papersAt() != null) {
            throw new Refusal.Conflict("trips.no-papers-due", "papers are taken in once, when the travellers are back", Map.of());
        }
        var now = clock.instant();
        jdbc.sql("update trips.trip set papers_at = :now, version = version + 1 where id = :id").param("now", now.atOffset(UTC)).param("id", id).update();
        promises.keep(new Subject(SUBJECT, id), PAPERS_BACK, now);
        write("trips.papers", trip, Map.of(), Actor.of(scope), now);
    }

    /** Said twice, it stays as it was said first. */
    void start(UUID id, Instant at, Scope scope) {
        var trip = ownLocked(id, scope);
        if (trip.status() == TripStatus.AWAY) {
            return;
        }
        var next = trip.status().after(TripAct.START);
        var when = notLater(at);
        jdbc.sql("update trips.trip set status = :status, started_at = :at, version = version + 1 where id = :id").param("status", next.name()).param("at", when.atOffset(UTC))
                .param("id", id).update();
        write("trips.started", trip, Map.of(), Actor.of(scope), when);
        tell("trips.started", trip, concerned(trip), scope.user());
    }

    void comeBack(UUID id, Instant at, Scope scope) {
        var trip = ownLocked(id, scope);
        if (trip.status() == TripStatus.BACK) {
            return;
        }
        var next = trip.status().after(TripAct.RETURN);
        var said = notLater(at);
        var when = trip.startedAt() != null && said.isBefore(trip.startedAt()) ? trip.startedAt() : said;
        jdbc.sql("update trips.trip set status = :status, returned_at = :at, version = version + 1 where id = :id").param("status", next.name()).param("at", when.atOffset(UTC))
                .param("id", id).update();
        write("trips.returned", trip, Map.of(), Actor.of(scope), when);
        promises.startIfPromised(new StartPromises(new Subject(SUBJECT, id), List.of(PAPERS_BACK), Map.of(), trip.branchId(), scope.user(), trip.number() + " " + trip.purpose(), when));
        tell("trips.returned", trip, concerned(trip), scope.user());
    }

    /** Of a day of the trip that has begun; said again, the later report stands. */
    void report(UUID id, LocalDate day, String done, String next, String trouble, Scope scope) {
        var trip = ownLocked(id, scope);
        if (trip.status() != TripStatus.AWAY && trip.status() != TripStatus.BACK) {
            throw new Refusal.Conflict("trips.not-away", "a day is reported once the trip has begun; it is %s".formatted(trip.status()), Map.of("status", trip.status().name()));
        }
        var zone = zone(trip.branchId());
        var begun = trip.startedAt() == null ? trip.fromDay() : LocalDate.ofInstant(trip.startedAt(), zone);
        var today = LocalDate.ofInstant(clock.instant(), zone);
        if (day.isBefore(begun.minusDays(1)) || day.isAfter(today.plusDays(1))) {
            throw new Refusal.Broken("trips.day-strange", "%s is not a day of this trip so far".formatted(day), Map.of("day", day.toString()));
        }
        jdbc.sql("""
                insert into trips.day_report (trip_id, user_id, day, done, next, trouble, written_at) values (:trip, :user, :day, :done, :next, :trouble, :now)
                    on conflict (trip_id, user_id, day) do update set done = excluded.done, next = excluded.next, trouble = excluded.trouble, written_at = excluded.written_at
                """).param("trip", id).param("user", scope.user()).param("day", day).param("done", done.strip()).param("next", next.strip()).param("trouble", trouble.strip())
                .param("now", clock.instant().atOffset(UTC)).update();
        write("trips.reported", trip, Map.of("day", day.toString()), Actor.of(scope), clock.instant());
        if (!trouble.isBlank()) {
            tell("trips.trouble", trip, concerned(trip), scope.user());
        }
    }

    /** On Monday: the week before of whoever was away is summed up. */
    int sayWeek() {
        var now = clock.instant();
        var away = jdbc.sql("""
                select id, number, branch_id, purpose, status, from_day, to_day, asked_by, started_at, papers_at, version from trips.trip
                 where started_at is not null and started_at < :now and (status = 'AWAY' or returned_at > :since)
                """).param("now", now.atOffset(UTC)).param("since", now.minusSeconds(7 * 86_400).atOffset(UTC)).query(Trip.class).list();
        away.forEach(trip -> tell("trips.week", trip, notices.holders(trip.branchId(), Set.of(Role.MANAGER, Role.BRANCH_MANAGER)), null));
        return away.size();
    }

    Trip visible(UUID id, Scope scope) {
        return find(id).filter(trip -> scope.partner() == null && scope.customer() == null && scope.reach(Permission.TRIPS_READ).covers(trip.branchId(), null, null))
                .orElseThrow(() -> missing(id));
    }

    /** Somebody else's trip does not exist. */
    Trip own(UUID id, Scope scope) {
        return find(id).filter(_ -> travellers(id).contains(scope.user())).orElseThrow(() -> missing(id));
    }

    List<UUID> travellers(UUID id) {
        return jdbc.sql("select user_id from trips.traveller where trip_id = :id order by position").param("id", id).query(UUID.class).list();
    }

    private Trip ownLocked(UUID id, Scope scope) {
        jdbc.sql("select id from trips.trip where id = :id for update").param("id", id).query(UUID.class).optional();
        return own(id, scope);
    }

    private Trip locked(UUID id, Permission permission, int version, Scope scope) {
        visible(id, scope);
        jdbc.sql("select id from trips.trip where id = :id for update").param("id", id).query(UUID.class).single();
        var trip = trip(id);
        scope.require(permission, trip.branchId(), null, null);
        if (trip.version() != version) {
            throw new OptimisticLockingFailureException("trip %s changed meanwhile".formatted(trip.number()));
        }
        return trip;
    }

    private java.util.Optional<Trip> find(UUID id) {
        return jdbc.sql("select id, number, branch_id, purpose, status, from_day, to_day, asked_by, started_at, papers_at, version from trips.trip where id = :id").param("id", id)
                .query(Trip.class).optional();
    }

    private Trip trip(UUID id) {
        return find(id).orElseThrow(() -> missing(id));
    }

    private ZoneId zone(UUID branch) {
        return ZoneId.of(jdbc.sql("select zone from identity.branch where id = :id").param("id", branch).query(String.class).single());
    }

    private Instant notLater(Instant at) {
        var now = clock.instant();
        return at.isAfter(now) ? now : at;
    }

    private Set<UUID> concerned(Trip trip) {
        var users = new LinkedHashSet<>(travellers(trip.id()));
        if (trip.askedBy() != null) {
            users.add(trip.askedBy());
        }
        return users;
    }

    private void tell(String kind, Trip trip, Collection<UUID> users, @Nullable UUID but) {
        var others = users.stream().filter(user -> !user.equals(but)).toList();
        notices.tell(new Notice(kind, new Subject(SUBJECT, trip.id()), Map.of("label", trip.number() + " " + trip.purpose()), false, clock.instant()), others);
    }

    private void write(String kind, Trip trip, Map<String, ?> facts, Actor actor, Instant at) {
        timeline.write(Happening.internal(kind, at, actor, facts).about(SUBJECT, trip.id()));
        live.tell(new Live("trips", trip.id(), trip.branchId(), travellers(trip.id()), null));
    }

    private static void reasoned(String reason) {
        if (reason.isBlank()) {
            throw new Refusal.Broken("trips.unreasoned", "say why", Map.of());
        }
    }

    private static Refusal.Missing missing(UUID id) {
        return new Refusal.Missing("trips.no-such-trip", "there is no trip %s".formatted(id), Map.of());
    }
}
