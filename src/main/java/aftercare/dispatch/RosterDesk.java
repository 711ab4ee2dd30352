package aftercare.dispatch;

import static java.time.ZoneOffset.UTC;

import aftercare.identity.Permission;
import aftercare.identity.Scope;
import aftercare.kernel.Ids;
import aftercare.kernel.Refusal;
import aftercare.kernel.Subject;
import aftercare.kernel.TimeWindow;
import aftercare.notices.Notice;
import aftercare.notices.NoticeDesk;
import aftercare.platform.Live;
import aftercare.platform.LiveUpdates;
import aftercare.timeline.Actor;
import aftercare.timeline.Happening;
import aftercare.timeline.Timeline;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The on-call roster: planned from rotations, edited by hand, swapped between two people who agree. Everything that changes who
 * answers stands on the rotation's timeline.
 */
@Service
@Transactional
class RosterDesk {

    static final String ROTATION = "rotation";
    private static final int LONGEST_PLAN_DAYS = 400;
    private static final int LONGEST_PREVIEW_DAYS = 62;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("MM-dd HH:mm");

    /** A swap that waits for an answer, or has one. */
    private record Swap(UUID id, UUID dutyId, @Nullable UUID otherDutyId, UUID askedBy, UUID askedOf, SwapState state) {}

    private record Duty(UUID id, UUID rotationId, String rotationName, UUID branchId, UUID userId, String userName, Instant startsAt, Instant endsAt, int version,
                        String zone) {}

    private static final String DUTY = """
            select d.id, d.rotation_id, r.name as rotation_name, d.branch_id, d.user_id, u.name as user_name, d.starts_at, d.ends_at, d.version, b.zone
              from dispatch.duty d
              join dispatch.rotation r on r.id = d.rotation_id
              join identity.app_user u on u.id = d.user_id
              join identity.branch b on b.id = d.branch_id
            """;

    private final JdbcClient jdbc;
    private final RosterQueries queries;
    private final People people;
    private final Holidays holidays;
    private final Timeline timeline;
    private final NoticeDesk notices;
    private final LiveUpdates live;
    private final TransactionTemplate savepoint;
    private final Clock clock;

    RosterDesk(JdbcClient jdbc, RosterQueries queries, People people, Holidays holidays, Timeline timeline, NoticeDesk notices, LiveUpdates live,
               PlatformTransactionManager transactions, Clock clock) {
        this.jdbc = jdbc;
        this.queries = queries;
        this.people = people;
        this.holidays = holidays;
        this.timeline = timeline;
        this.notices = notices;
        this.live = live;
        this.savepoint = new TransactionTemplate(transactions);
        this.savepoint.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
        this.clock = clock;
    }

    // ---- rotations --------------------------------------------------------------------------------------------------

    UUID add(Scope scope, Rotation rotation) {
        check(scope, rotation);
        jdbc.sql("""
                insert into dispatch.rotation (id, branch_id, name, skills, turn, hand_over, from_time, free_apart, starts_on)
                values (:id, :branch, :name, :skills, :turn, :handOver, :fromTime, :freeApart, :startsOn)
                """)
                .params(params(rotation)).update();
        members(rotation);
        live.tell(Live.ofBranch("roster", rotation.id(), rotation.branch()));
        return rotation.id();
    }

    /** What is planned already stays; plan again to bring it in line. */
    void change(Scope scope, Rotation rotation, boolean active, int version) {
        known(scope, rotation.id());
        check(scope, rotation);
        var changed = jdbc.sql("""
                update dispatch.rotation
                   set branch_id = :branch, name = :name, skills = :skills, turn = :turn, hand_over = :handOver, from_time = :fromTime,
                       free_apart = :freeApart, starts_on = :startsOn, active = :active, version = version + 1
                 where id = :id and version = :version
                """)
                .params(params(rotation)).param("active", active).param("version", version).update();
        if (changed == 0) {
            throw Bookings.changedMeanwhile();
        }
        jdbc.sql("delete from dispatch.rotation_member where rotation_id = :id").param("id", rotation.id()).update();
        members(rotation);
        live.tell(Live.ofBranch("roster", rotation.id(), rotation.branch()));
    }

    private void check(Scope scope, Rotation rotation) {
        if (!scope.reach(Permission.DISPATCH_EDIT_ROSTER).covers(rotation.branch(), null, null)) {
            throw noSuchRotation();
        }
        if (rotation.members().isEmpty() || new HashSet<>(rotation.members()).size() < rotation.members().size()) {
            throw new Refusal.Broken("dispatch.rotation-members", "a rotation needs people, each of them once", Map.of());
        }
        var known = people.of(scope.reach(Permission.DISPATCH_READ), null).stream().map(People.Person::id).toList();
        for (var member : rotation.members()) {
            if (!known.contains(member)) {
                throw People.missing(member);
            }
        }
        var skills = jdbc.sql("select code from dispatch.skill").query(String.class).set();
        for (var skill : rotation.skills()) {
            if (!skills.contains(skill)) {
                throw new Refusal.Broken("dispatch.no-such-skill", "there is no skill %s".formatted(skill), Map.of("skill", skill));
            }
        }
    }

    private static Map<String, @Nullable Object> params(Rotation rotation) {
        var params = new HashMap<String, @Nullable Object>();
        params.put("id", rotation.id());
        params.put("branch", rotation.branch());
        params.put("name", rotation.name().strip());
        params.put("skills", rotation.skills().toArray(String[]::new));
        params.put("turn", rotation.turn().name());
        params.put("handOver", rotation.handOver());
        params.put("fromTime", rotation.fromTime());
        params.put("freeApart", rotation.freeApart());
        params.put("startsOn", rotation.startsOn());
        return params;
    }

    private void members(Rotation rotation) {
        for (var i = 0; i < rotation.members().size(); i++) {
            jdbc.sql("insert into dispatch.rotation_member (rotation_id, position, user_id) values (:id, :position, :user)")
                    .param("id", rotation.id()).param("position", i).param("user", rotation.members().get(i)).update();
        }
    }

    private RosterQueries.RotationView known(Scope scope, UUID id) {
        return queries.rotations(scope.reach(Permission.DISPATCH_EDIT_ROSTER), null).stream().filter(one -> one.id().equals(id)).findFirst()
                .orElseThrow(RosterDesk::noSuchRotation);
    }

    private static Refusal.Missing noSuchRotation() {
        return new Refusal.Missing("dispatch.no-such-rotation", "there is no such rotation, or it belongs to another branch", Map.of());
    }

    // ---- planning ---------------------------------------------------------------------------------------------------

    /** Who would be on when, if the rotation were as it is here; nothing is written. */
    @Transactional(readOnly = true)
    public List<Rotation.Due> preview(Scope scope, Rotation rotation, LocalDate from, LocalDate to) {
        check(scope, rotation);
        if (to.isBefore(from) || ChronoUnit.DAYS.between(from, to) > LONGEST_PREVIEW_DAYS) {
            throw new Refusal.Broken("dispatch.roster-too-long", "a roster is previewed for 1 to %d days at once".formatted(LONGEST_PREVIEW_DAYS),
                    Map.of("days", LONGEST_PREVIEW_DAYS));
        }
        var zone = ZoneId.of(jdbc.sql("select zone from identity.branch where id = :id").param("id", rotation.branch()).query(String.class).single());
        return dues(rotation, from, to, zone);
    }

    private List<Rotation.Due> dues(Rotation rotation, LocalDate from, LocalDate to, ZoneId zone) {
        var away = people.leaves(rotation.members(), People.days(from, to.plusDays(1), zone), false);
        var free = holidays.between(rotation.startsOn().isBefore(from) ? rotation.startsOn() : from, to.plusDays(1)).free();
        return rotation.dues(from, to, zone, free, (user, during) -> away.stream()
                .anyMatch(leave -> leave.userId().equals(user) && new TimeWindow(leave.startsAt(), leave.endsAt()).overlaps(during)));
    }

    /**
     * Puts the people of a rotation on duty in turn, from one day to another. What stands there already stays, so that edits by
     * hand and swaps are kept; {@code anew} takes away first what an earlier planning put there and has not begun.
     *
     * @return how many duties were planned
     */
    int plan(Scope scope, UUID id, LocalDate from, LocalDate to, boolean anew) {
        var view = known(scope, id);
        if (to.isBefore(from) || ChronoUnit.DAYS.between(from, to) > LONGEST_PLAN_DAYS) {
            throw new Refusal.Broken("dispatch.roster-too-long", "a roster is planned for 1 to %d days at once".formatted(LONGEST_PLAN_DAYS),
                    Map.of("days", LONGEST_PLAN_DAYS));
        }
        var zone = ZoneId.of(view.zone());
        var window = People.days(from, to.plusDays(1), zone);
        if (anew) {
            jdbc.sql("""
                    delete from dispatch.duty d
                     where d.rotation_id = :id and d.origin = 'ROTATION' and d.starts_at >= :from and d.starts_at < :to and d.starts_at > :now
                       and not exists (select from dispatch.duty_swap s where s.state = 'ASKED' and d.id in (s.duty_id, s.other_duty_id))
                    """)
                    .param("id", id).param("from", window.from().atOffset(UTC)).param("to", window.to().minus(1, ChronoUnit.DAYS).atOffset(UTC))
                    .param("now", clock.instant().atOffset(UTC)).update();
        }
        var planned = 0;
        for (var due : dues(view.rotation(), from, to, zone)) {
            if (due.user().isPresent()) {
                planned += jdbc.sql("""
                        insert into dispatch.duty (id, rotation_id, branch_id, user_id, starts_at, ends_at, origin)
                        values (:id, :rotation, :branch, :user, :from, :to, 'ROTATION')
                            on conflict do nothing
                        """)
                        .param("id", Ids.next()).param("rotation", id).param("branch", view.branchId()).param("user", due.user().get())
                        .param("from", due.window().from().atOffset(UTC)).param("to", due.window().to().atOffset(UTC)).update();
            }
        }
        timeline.write(Happening.internal("dispatch.roster-planned", clock.instant(), Actor.of(scope),
                Map.of("from", from.toString(), "to", to.toString(), "count", planned)).about(ROTATION, id));
        live.tell(Live.ofBranch("roster", id, view.branchId()));
        return planned;
    }

    // ---- by hand ----------------------------------------------------------------------------------------------------

    void put(Scope scope, UUID rotationId, UUID user, Instant from, Instant to) {
        var rotation = known(scope, rotationId);
        var window = window(from, to);
        var person = member(scope, user);
        unlessTaken(rotationId, window, null, () -> jdbc.sql("""
                insert into dispatch.duty (id, rotation_id, branch_id, user_id, starts_at, ends_at, origin)
                values (:id, :rotation, :branch, :user, :from, :to, 'HAND')
                """)
                .param("id", Ids.next()).param("rotation", rotationId).param("branch", rotation.branchId()).param("user", user)
                .param("from", from.atOffset(UTC)).param("to", to.atOffset(UTC)).update());
        write(scope, "dispatch.duty-put", rotationId, Map.of("name", person.name(), "startsAt", from.toString(), "endsAt", to.toString()));
        tell(rotationId, rotation.branchId(), List.of(user), rotation.name(), window, "dispatch.duty-put", scope);
    }

    void change(Scope scope, UUID id, UUID user, Instant from, Instant to, int version) {
        var duty = editable(scope, id);
        var window = window(from, to);
        var person = member(scope, user);
        withdrawSwaps(id);
        unlessTaken(duty.rotationId(), window, id, () -> {
            var changed = jdbc.sql("""
                    update dispatch.duty set user_id = :user, starts_at = :from, ends_at = :to, origin = 'HAND', version = version + 1
                     where id = :id and version = :version
                    """)
                    .param("id", id).param("version", version).param("user", user).param("from", from.atOffset(UTC)).param("to", to.atOffset(UTC)).update();
            if (changed == 0) {
                throw Bookings.changedMeanwhile();
            }
        });
        write(scope, "dispatch.duty-changed", duty.rotationId(), Map.of("before", duty.userName(), "name", person.name(),
                "startsAt", from.toString(), "endsAt", to.toString()));
        tell(duty.rotationId(), duty.branchId(), List.of(user, duty.userId()), duty.rotationName(), window, "dispatch.duty-put", scope);
    }

    void take(Scope scope, UUID id) {
        var duty = editable(scope, id);
        jdbc.sql("delete from dispatch.duty where id = :id").param("id", id).update();
        write(scope, "dispatch.duty-taken", duty.rotationId(), Map.of("name", duty.userName(), "startsAt", duty.startsAt().toString(),
                "endsAt", duty.endsAt().toString()));
        live.tell(Live.ofBranch("roster", id, duty.branchId()));
    }

    private People.Person member(Scope scope, UUID user) {
        return people.of(scope.reach(Permission.DISPATCH_READ), null).stream().filter(person -> person.id().equals(user)).findFirst()
                .orElseThrow(() -> People.missing(user));
    }

    private static TimeWindow window(Instant from, Instant to) {
        if (!from.isBefore(to)) {
            throw new Refusal.Broken("dispatch.duty-backwards", "a duty must end after it starts", Map.of());
        }
        if (ChronoUnit.DAYS.between(from, to) > 31) {
            throw new Refusal.Broken("dispatch.duty-too-long", "one duty lasts %d days at most".formatted(31), Map.of("days", 31));
        }
        return new TimeWindow(from, to);
    }

    private void unlessTaken(UUID rotation, TimeWindow window, @Nullable UUID except, Runnable write) {
        try {
            savepoint.executeWithoutResult(_ -> write.run());
        } catch (DataIntegrityViolationException taken) {
            if (!String.valueOf(taken.getMessage()).contains("duty_one_answers")) {
                throw taken;
            }
            var other = jdbc.sql(DUTY + """
                     where d.rotation_id = :rotation and d.starts_at < :to and d.ends_at > :from and (cast(:except as uuid) is null or d.id <> :except)
                     order by d.starts_at limit 1
                    """)
                    .param("rotation", rotation).param("from", window.from().atOffset(UTC)).param("to", window.to().atOffset(UTC)).param("except", except)
                    .query(Duty.class).optional().orElseThrow(Bookings::changedMeanwhile);
            var zone = ZoneId.of(other.zone());
            var from = TIME.format(other.startsAt().atZone(zone));
            var to = TIME.format(other.endsAt().atZone(zone));
            throw new Refusal.Conflict("dispatch.on-call-already", "%s answers for %s from %s to %s already; change that duty instead"
                    .formatted(other.userName(), other.rotationName(), from, to),
                    Map.of("name", other.userName(), "rotation", other.rotationName(), "from", from, "to", to));
        }
    }

    private Duty editable(Scope scope, UUID id) {
        return duty(id).filter(duty -> scope.reach(Permission.DISPATCH_EDIT_ROSTER).covers(duty.branchId(), null, null)).orElseThrow(RosterDesk::noSuchDuty);
    }

    private Optional<Duty> duty(UUID id) {
        return jdbc.sql(DUTY + " where d.id = :id for update of d").param("id", id).query(Duty.class).optional();
    }

    private static Refusal.Missing noSuchDuty() {
        return new Refusal.Missing("dispatch.no-such-duty", "there is no such duty any more", Map.of());
    }

    // ---- swaps ------------------------------------------------------------------------------------------------------

    /** Somebody asks a colleague to take over a duty of his own, or to change it for one of the colleague's. */
    UUID askSwap(Scope scope, UUID dutyId, @Nullable UUID otherDutyId, UUID askedOf, String note) {
        var now = clock.instant();
        var duty = duty(dutyId).filter(one -> one.userId().equals(scope.user())).orElseThrow(RosterDesk::noSuchDuty);
        var other = otherDutyId == null ? null : duty(otherDutyId).filter(one -> one.branchId().equals(duty.branchId())).orElseThrow(RosterDesk::noSuchDuty);
        var colleague = people.of(scope.reach(Permission.DISPATCH_READ), null).stream().filter(person -> person.id().equals(askedOf)).findFirst()
                .orElseThrow(() -> People.missing(askedOf));
        if (askedOf.equals(scope.user()) || other != null && !other.userId().equals(askedOf)) {
            throw new Refusal.Broken("dispatch.swap-with-whom", "ask the colleague whose duty you want to take; not yourself", Map.of());
        }
        if (!duty.startsAt().isAfter(now) || other != null && !other.startsAt().isAfter(now)) {
            throw new Refusal.Conflict("dispatch.duty-begun", "this duty has begun already; ask your dispatcher to change it", Map.of());
        }
        var id = Ids.next();
        var added = jdbc.sql("""
                insert into dispatch.duty_swap (id, duty_id, other_duty_id, asked_by, asked_of, note, asked_at, state)
                values (:id, :duty, :other, :by, :of, :note, :now, 'ASKED')
                    on conflict (duty_id) where state = 'ASKED' do nothing
                """)
                .param("id", id).param("duty", dutyId).param("other", otherDutyId).param("by", scope.user()).param("of", askedOf)
                .param("note", note.strip()).param("now", now.atOffset(UTC)).update();
        if (added == 0) {
            throw new Refusal.Conflict("dispatch.swap-asked", "somebody was asked to take this duty already; withdraw that first", Map.of());
        }
        write(scope, "dispatch.swap-asked", duty.rotationId(), facts(duty, colleague.name()));
        notices.tell(notice("dispatch.swap-asked", duty, Map.of("name", scope.name(), "note", note.strip()), now), List.of(askedOf));
        live.tell(new Live("roster", id, duty.branchId(), List.of(askedOf, scope.user()), null));
        return id;
    }

    /** The colleague agrees: the duties change hands, on the record. */
    void agree(Scope scope, UUID swapId) {
        var swap = open(swapId, scope.user(), false);
        var duty = duty(swap.dutyId()).orElseThrow(RosterDesk::noSuchDuty);
        var other = swap.otherDutyId() == null ? null : duty(swap.otherDutyId()).orElseThrow(RosterDesk::noSuchDuty);
        var stale = !duty.userId().equals(swap.askedBy()) || other != null && !other.userId().equals(swap.askedOf());
        if (stale || !duty.startsAt().isAfter(clock.instant()) || other != null && !other.startsAt().isAfter(clock.instant())) {
            throw new Refusal.Conflict("dispatch.duty-begun", "this duty has begun already; ask your dispatcher to change it", Map.of());
        }
        hand(duty, swap.askedOf());
        if (other != null) {
            hand(other, swap.askedBy());
        }
        answer(swap, SwapState.AGREED);
        write(scope, "dispatch.swapped", duty.rotationId(), facts(duty, scope.name()));
        notices.tell(notice("dispatch.swap-agreed", duty, Map.of("name", scope.name()), clock.instant()), List.of(swap.askedBy()));
        live.tell(new Live("roster", swapId, duty.branchId(), List.of(swap.askedBy(), swap.askedOf()), null));
    }

    void decline(Scope scope, UUID swapId) {
        var swap = open(swapId, scope.user(), false);
        var duty = duty(swap.dutyId()).orElseThrow(RosterDesk::noSuchDuty);
        answer(swap, SwapState.DECLINED);
        write(scope, "dispatch.swap-declined", duty.rotationId(), facts(duty, scope.name()));
        notices.tell(notice("dispatch.swap-declined", duty, Map.of("name", scope.name()), clock.instant()), List.of(swap.askedBy()));
        live.tell(new Live("roster", swapId, duty.branchId(), List.of(swap.askedBy(), swap.askedOf()), null));
    }

    void withdraw(Scope scope, UUID swapId) {
        var swap = open(swapId, scope.user(), true);
        answer(swap, SwapState.WITHDRAWN);
        duty(swap.dutyId()).ifPresent(duty -> live.tell(new Live("roster", swapId, duty.branchId(), List.of(swap.askedBy(), swap.askedOf()), null)));
    }

    private Swap open(UUID id, UUID user, boolean asking) {
        var swap = jdbc.sql("select id, duty_id, other_duty_id, asked_by, asked_of, state from dispatch.duty_swap where id = :id for update").param("id", id)
                .query(Swap.class).optional().filter(one -> (asking ? one.askedBy() : one.askedOf()).equals(user))
                .orElseThrow(() -> new Refusal.Missing("dispatch.no-such-swap", "nobody asked you to swap this", Map.of()));
        if (swap.state() != SwapState.ASKED) {
            throw new Refusal.Conflict("dispatch.swap-answered", "this has been answered or withdrawn already", Map.of());
        }
        return swap;
    }

    private void answer(Swap swap, SwapState state) {
        jdbc.sql("update dispatch.duty_swap set state = :state, answered_at = :now where id = :id").param("state", state.name())
                .param("now", clock.instant().atOffset(UTC)).param("id", swap.id()).update();
    }

    /** Whoever plans by hand has the last word: what people were asking about this duty is moot. */
    private void withdrawSwaps(UUID duty) {
        jdbc.sql("update dispatch.duty_swap set state = 'WITHDRAWN', answered_at = :now where state = 'ASKED' and :duty in (duty_id, other_duty_id)")
                .param("now", clock.instant().atOffset(UTC)).param("duty", duty).update();
    }

    private void hand(Duty duty, UUID to) {
        jdbc.sql("update dispatch.duty set user_id = :user, origin = 'SWAP', version = version + 1 where id = :id").param("user", to).param("id", duty.id()).update();
    }

    private static Map<String, String> facts(Duty duty, String name) {
        return Map.of("before", duty.userName(), "name", name, "startsAt", duty.startsAt().toString(), "endsAt", duty.endsAt().toString());
    }

    private void write(Scope scope, String kind, UUID rotation, Map<String, ?> facts) {
        timeline.write(Happening.internal(kind, clock.instant(), Actor.of(scope), facts).about(ROTATION, rotation));
    }

    private static Notice notice(String kind, Duty duty, Map<String, String> facts, Instant at) {
        var all = new HashMap<>(facts);
        all.put("rotation", duty.rotationName());
        all.put("startsAt", duty.startsAt().toString());
        all.put("endsAt", duty.endsAt().toString());
        return new Notice(kind, new Subject(ROTATION, duty.rotationId()), all, kind.equals("dispatch.swap-asked"), at);
    }

    /** Whoever is put on duty, or taken off it, hears of it, unless he did it himself. */
    private void tell(UUID id, UUID branch, List<UUID> users, String rotation, TimeWindow window, String kind, Scope scope) {
        notices.tell(new Notice(kind, new Subject(ROTATION, id), Map.of("rotation", rotation, "startsAt", window.from().toString(),
                "endsAt", window.to().toString(), "name", scope.name()), false, clock.instant()), users.stream().filter(user -> !user.equals(scope.user())).toList());
        live.tell(new Live("roster", null, branch, users, null));
    }
}
