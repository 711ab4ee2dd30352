package aftercare.dispatch;

import static java.time.ZoneOffset.UTC;

import aftercare.identity.Permission;
import aftercare.identity.Scope;
import aftercare.kernel.Ids;
import aftercare.kernel.Refusal;
import aftercare.kernel.TimeWindow;
import aftercare.platform.Live;
import aftercare.platform.LiveUpdates;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** Plans people's time: which pattern they follow, which day is other, when they are away. Of two plans that overlap the later is refused. */
@Service
@Transactional
class PeopleDesk {

    private static final int LONGEST_LEAVE_DAYS = 400;
    private static final LocalTime NOON = LocalTime.NOON;

    /** A pattern as it is edited. */
    record Pattern(@Nullable UUID branchId, String name, String mark, List<String> cycle, boolean weekly, boolean keepsHolidays, boolean active) {}

    /** Half of a day: the morning ends and the afternoon begins at noon. */
    enum Half { MORNING, AFTERNOON }

    /** From a morning or an afternoon to a morning or an afternoon, both included. */
    record Absence(LeaveKind kind, LocalDate from, Half fromHalf, LocalDate to, Half toHalf, String note) {

        TimeWindow window(ZoneId zone) {
            var starts = from.atTime(fromHalf == Half.MORNING ? LocalTime.MIDNIGHT : NOON).atZone(zone).toInstant();
            var ends = (toHalf == Half.MORNING ? to.atTime(NOON) : to.plusDays(1).atStartOfDay()).atZone(zone).toInstant();
            if (!starts.isBefore(ends)) {
                throw new Refusal.Broken("dispatch.leave-backwards", "a leave must end after it starts", Map.of());
            }
            if (ChronoUnit.DAYS.between(from, to) > LONGEST_LEAVE_DAYS) {
                throw new Refusal.Broken("dispatch.leave-too-long", "one leave lasts %d days at most".formatted(LONGEST_LEAVE_DAYS),
                        Map.of("days", LONGEST_LEAVE_DAYS));
            }
            return new TimeWindow(starts, ends);
        }
    }

    private final JdbcClient jdbc;
    private final People people;
    private final LiveUpdates live;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate savepoint;
    private final Clock clock;

    PeopleDesk(JdbcClient jdbc, People people, LiveUpdates live, ApplicationEventPublisher events, PlatformTransactionManager transactions, Clock clock) {
        this.jdbc = jdbc;
        this.people = people;
        this.live = live;
        this.events = events;
        this.savepoint = new TransactionTemplate(transactions);
        this.savepoint.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
        this.clock = clock;
    }

    // ---- patterns ---------------------------------------------------------------------------------------------------

    UUID addPattern(Scope scope, Pattern pattern) {
        var id = Ids.next();
        check(scope, pattern);
        jdbc.sql("""
                insert into dispatch.shift_pattern (id, branch_id, name, mark, cycle, weekly, keeps_holidays, active)
                values (:id, :branch, :name, :mark, :cycle, :weekly, :holidays, :active)
                """)
                .param("id", id).params(params(pattern)).update();
        live.tell(Live.ofBranch("roster", null, pattern.branchId()));
        return id;
    }

    /** Changes the days of everybody who follows it, past ones, too: for a new arrangement add a new pattern. */
    void changePattern(Scope scope, UUID id, Pattern pattern, int version) {
        if (people.patterns(scope.reach(Permission.DISPATCH_EDIT_ROSTER)).stream().noneMatch(one -> one.id().equals(id) && mayEdit(scope, one.branchId()))) {
            throw noSuchPattern();
        }
        check(scope, pattern);
        var changed = jdbc.sql("""
                update dispatch.shift_pattern
                   set branch_id = :branch, name = :name, mark = :mark, cycle = :cycle, weekly = :weekly, keeps_holidays = :holidays,
                       active = :active, version = version + 1
                 where id = :id and version = :version
                """)
                .param("id", id).param("version", version).params(params(pattern)).update();
        if (changed == 0) {
            throw Bookings.changedMeanwhile();
        }
        live.tell(Live.ofBranch("roster", null, pattern.branchId()));
    }

    private static Map<String, @Nullable Object> params(Pattern pattern) {
        var params = new HashMap<String, @Nullable Object>();
        params.put("branch", pattern.branchId());
        params.put("name", pattern.name().strip());
        params.put("mark", pattern.mark().strip());
        params.put("cycle", pattern.cycle().stream().map(hours -> Hours.parse(hours).toString()).toArray(String[]::new));
        params.put("weekly", pattern.weekly());
        params.put("holidays", pattern.keepsHolidays());
        params.put("active", pattern.active());
        return params;
    }

    private static void check(Scope scope, Pattern pattern) {
        if (!mayEdit(scope, pattern.branchId())) {
            throw noSuchPattern();
        }
        if (pattern.weekly() && pattern.cycle().size() != 7) {
            throw new Refusal.Broken("dispatch.week-not-whole", "a weekly pattern has seven days, Monday to Sunday, not %d".formatted(pattern.cycle().size()),
                    Map.of("days", pattern.cycle().size()));
        }
        if (pattern.keepsHolidays() && !pattern.weekly()) {
            throw new Refusal.Broken("dispatch.holidays-need-weeks", "only a weekly pattern can keep the holidays; a cycle goes on over them", Map.of());
        }
        if (pattern.cycle().isEmpty() || pattern.cycle().stream().allMatch(hours -> Hours.parse(hours).isOff())) {
            throw new Refusal.Broken("dispatch.pattern-without-work", "nobody ever works by this pattern; give one day some hours", Map.of());
        }
        // A night that runs into the next day's hours would put somebody in two places.
        for (var i = 0; i < pattern.cycle().size(); i++) {
            var today = Hours.parse(pattern.cycle().get(i));
            var next = Hours.parse(pattern.cycle().get((i + 1) % pattern.cycle().size()));
            if (runsInto(today, next)) {
                throw new Refusal.Broken("dispatch.night-meets-day", "the hours %s run into those of the next day, %s".formatted(today, next),
                        Map.of("hours", today.toString(), "next", next.toString()));
            }
        }
    }

    private static boolean runsInto(Hours today, Hours next) {
        return !today.isOff() && !next.isOff() && today.stretches().getLast().to() - 24 * 60 > next.stretches().getFirst().from();
    }

    private static boolean mayEdit(Scope scope, @Nullable UUID branch) {
        var reach = scope.reach(Permission.DISPATCH_EDIT_ROSTER);
        return branch == null ? reach.everywhere() && reach.partner() == null : reach.covers(branch, null, null);
    }

    private static Refusal.Missing noSuchPattern() {
        return new Refusal.Missing("dispatch.no-such-pattern", "there is no such shift pattern, or it belongs to others", Map.of());
    }

    // ---- who follows what -------------------------------------------------------------------------------------------

    /**
     * These people follow the pattern from a day on.
     *
     * @param replacing what they followed until then ends the day before; else an overlap is refused
     */
    void follow(Scope scope, List<UUID> users, UUID pattern, LocalDate from, @Nullable LocalDate until, boolean replacing) {
        if (until != null && until.isBefore(from)) {
            throw new Refusal.Broken("dispatch.plan-backwards", "a shift plan must not end before it begins", Map.of());
        }
        if (people.patterns(scope.reach(Permission.DISPATCH_EDIT_ROSTER)).stream().noneMatch(one -> one.id().equals(pattern) && one.active())) {
            throw noSuchPattern();
        }
        for (var user : users) {
            var person = people.planned(scope, user);
            if (replacing) {
                makeRoom(user, from, until);
            }
            try {
                savepoint.executeWithoutResult(_ -> jdbc.sql("""
                        insert into dispatch.shift_plan (id, user_id, pattern_id, from_day, until_day) values (:id, :user, :pattern, :from, :until)
                        """)
                        .param("id", Ids.next()).param("user", user).param("pattern", pattern).param("from", from).param("until", until).update());
            } catch (DataIntegrityViolationException taken) {
                if (!String.valueOf(taken.getMessage()).contains("shift_plan_one_at_a_time")) {
                    throw taken;
                }
                throw followsAlready(person, from, until);
            }
            tell(person);
        }
    }

    /** Cuts what there is back to the days outside; what goes on behind the new plan is kept. */
    private void makeRoom(UUID user, LocalDate from, @Nullable LocalDate until) {
        var after = until == null ? List.<PlanAfter>of() : jdbc.sql("""
                select pattern_id, until_day from dispatch.shift_plan
                 where user_id = :user and from_day <= :until and (until_day is null or until_day > :until)
                """)
                .param("user", user).param("until", until).query(PlanAfter.class).list();
        jdbc.sql("delete from dispatch.shift_plan where user_id = :user and from_day >= :from and (cast(:until as date) is null or from_day <= :until)")
                .param("user", user).param("from", from).param("until", until).update();
        jdbc.sql("""
                update dispatch.shift_plan set until_day = cast(:from as date) - 1
                 where user_id = :user and from_day < :from and (until_day is null or until_day >= :from)
                """)
                .param("user", user).param("from", from).update();
        for (var plan : after) {
            jdbc.sql("insert into dispatch.shift_plan (id, user_id, pattern_id, from_day, until_day) values (:id, :user, :pattern, cast(:until as date) + 1, :end)")
                    .param("id", Ids.next()).param("user", user).param("pattern", plan.patternId()).param("until", until).param("end", plan.untilDay()).update();
        }
    }

    private record PlanAfter(UUID patternId, @Nullable LocalDate untilDay) {}

    private Refusal.Conflict followsAlready(People.Person person, LocalDate from, @Nullable LocalDate until) {
        var other = people.plans(List.of(person.id()), from, until == null ? LocalDate.of(9999, 12, 31) : until).stream().findFirst()
                .orElseThrow(Bookings::changedMeanwhile);
        return new Refusal.Conflict("dispatch.follows-already", "%s follows %s from %s on already; end that first, or let the new plan replace it"
                .formatted(person.name(), other.patternName(), other.fromDay()),
                Map.of("name", person.name(), "pattern", other.patternName(), "from", other.fromDay().toString()));
    }

    /** Nobody has to follow a pattern: from this day on there is none. */
    void endPlan(Scope scope, UUID plan, LocalDate lastDay) {
        var person = people.planned(scope, jdbc.sql("select user_id from dispatch.shift_plan where id = :id").param("id", plan).query(UUID.class).optional()
                .orElseThrow(PeopleDesk::noSuchPlan));
        jdbc.sql("delete from dispatch.shift_plan where id = :id and from_day > :last").param("id", plan).param("last", lastDay).update();
        jdbc.sql("update dispatch.shift_plan set until_day = :last where id = :id and (until_day is null or until_day > :last)")
                .param("id", plan).param("last", lastDay).update();
        tell(person);
    }

    private static Refusal.Missing noSuchPlan() {
        return new Refusal.Missing("dispatch.no-such-plan", "there is no such shift plan", Map.of());
    }

    /** One day other than planned; the empty text is a day off. */
    void changeDay(Scope scope, UUID user, LocalDate day, String hours, String note) {
        var person = people.planned(scope, user);
        jdbc.sql("""
                insert into dispatch.shift_day (user_id, day, hours, note) values (:user, :day, :hours, :note)
                    on conflict (user_id, day) do update set hours = excluded.hours, note = excluded.note
                """)
                .param("user", user).param("day", day).param("hours", Hours.parse(hours).toString()).param("note", note.strip()).update();
        tell(person);
    }

    /** The day is as the pattern says again. */
    void resetDay(Scope scope, UUID user, LocalDate day) {
        var person = people.planned(scope, user);
        jdbc.sql("delete from dispatch.shift_day where user_id = :user and day = :day").param("user", user).param("day", day).update();
        tell(person);
    }

    // ---- leave ------------------------------------------------------------------------------------------------------

    UUID takeLeave(Scope scope, UUID user, Absence absence) {
        var person = people.planned(scope, user);
        var window = absence.window(ZoneId.of(person.zone()));
        var id = Ids.next();
        try {
            savepoint.executeWithoutResult(_ -> jdbc.sql("""
                    insert into dispatch.leave (id, user_id, kind, starts_at, ends_at, note, entered_by, entered_at)
                    values (:id, :user, :kind, :from, :to, :note, :by, :now)
                    """)
                    .param("id", id).param("user", user).param("kind", absence.kind().name()).param("from", window.from().atOffset(UTC))
                    .param("to", window.to().atOffset(UTC)).param("note", absence.note().strip()).param("by", scope.user())
                    .param("now", clock.instant().atOffset(UTC)).update());
        } catch (DataIntegrityViolationException taken) {
            if (!String.valueOf(taken.getMessage()).contains("leave_nobody_twice")) {
                throw taken;
            }
            throw awayAlready(person, window);
        }
        events.publishEvent(new LeaveTaken(user, window));
        tell(person);
        return id;
    }

    private Refusal.Conflict awayAlready(People.Person person, TimeWindow window) {
        var zone = ZoneId.of(person.zone());
        var other = people.leaves(List.of(person.id()), window, true).stream().findFirst().orElseThrow(Bookings::changedMeanwhile);
        var from = other.startsAt().atZone(zone).toLocalDate();
        var to = other.endsAt().minusSeconds(1).atZone(zone).toLocalDate();
        return new Refusal.Conflict("dispatch.away-already", "%s is away from %s to %s already; cancel that leave or choose other days"
                .formatted(person.name(), from, to), Map.of("name", person.name(), "from", from.toString(), "to", to.toString()));
    }

    void cancelLeave(Scope scope, UUID leave) {
        var person = people.planned(scope, jdbc.sql("select user_id from dispatch.leave where id = :id and cancelled_at is null").param("id", leave)
                .query(UUID.class).optional().orElseThrow(() -> new Refusal.Missing("dispatch.no-such-leave", "there is no such leave", Map.of())));
        jdbc.sql("update dispatch.leave set cancelled_at = :now, cancelled_by = :by where id = :id and cancelled_at is null")
                .param("now", clock.instant().atOffset(UTC)).param("by", scope.user()).param("id", leave).update();
        tell(person);
    }

    private void tell(People.Person person) {
        live.tell(Live.ofBranch("roster", person.id(), person.branchId()));
        live.tell(Live.ofBranch("dispatch", person.id(), person.branchId()));
    }
}
