package aftercare.upkeep;

import aftercare.forms.FormDesk;
import aftercare.identity.Permission;
import aftercare.identity.Scope;
import aftercare.kernel.Refusal;
import aftercare.platform.Live;
import aftercare.platform.LiveUpdates;
import aftercare.promises.HouseDays;
import aftercare.timeline.Actor;
import aftercare.timeline.Happening;
import aftercare.timeline.Timeline;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Plans are written and changed, and their dates moved, left out or made. */
@Service
@Transactional
class UpkeepDesk {

    private static final int SHOWN = 10;

    /** Where a plan belongs, found from what it is about. */
    record Ground(UUID branch, @Nullable UUID customer, @Nullable LocalDate endsOn) {}

    private record Due(UUID id, UUID planId, UUID branchId, UUID customerId, LocalDate plannedOn, DueState state, int version) {}

    private final UpkeepPlans plans;
    private final Horizon horizon;
    private final DeviceDates dates;
    private final UpkeepCases cases;
    private final HouseDays days;
    private final FormDesk forms;
    private final Timeline timeline;
    private final LiveUpdates live;
    private final JdbcClient jdbc;
    private final Clock clock;

    UpkeepDesk(UpkeepPlans plans, Horizon horizon, DeviceDates dates, UpkeepCases cases, HouseDays days, FormDesk forms, Timeline timeline, LiveUpdates live, JdbcClient jdbc, Clock clock) {
        this.plans = plans;
        this.horizon = horizon;
        this.dates = dates;
        this.cases = cases;
        this.days = days;
        this.forms = forms;
        this.timeline = timeline;
        this.live = live;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    void add(Plan draft, Scope scope) {
        var plan = checked(draft, scope);
        plans.add(plan, scope.user(), clock.instant());
        extend(plan);
        write("upkeep.planned", plan, Map.of("name", plan.name()), scope);
    }

    /** What is still to come is made anew; what was moved, made or done stays. */
    void change(Plan draft, Scope scope) {
        var before = mine(draft.id(), scope);
        if (before.version() != draft.version()) {
            throw new OptimisticLockingFailureException("plan %s changed meanwhile".formatted(before.name()));
        }
        var plan = checked(draft, scope);
        plans.save(plan);
        jdbc.sql("delete from upkeep.due where plan_id = :plan and state = 'PLANNED' and moved_from is null and planned_on >= :today")
                .param("plan", plan.id()).param("today", horizon.today()).update();
        if (plan.active()) {
            extend(plan);
        }
        write("upkeep.plan-changed", plan, Map.of("name", plan.name()), scope);
    }

    private void extend(Plan plan) {
        if (plan.meter() == null) {
            horizon.extend(plan);
        }
        dates.extend(plan);
    }

    /** The next dates of a plan as it is being written, whether it is whole or not. */
    @Transactional(readOnly = true)
    List<Plan.Day> preview(UUID branch, Rhythm rhythm, Exclusions exclusions, LocalDate startsOn, @Nullable LocalDate endsOn) {
        var isWorked = days.of(branch);
        var plan = new Plan(new UUID(0, 0), "", branch, new Plan.About(null, null, null, null, branch), null, List.of(), rhythm, exclusions, false, startsOn, endsOn,
                new Plan.Ahead(0, 0, 0, 60), null, List.of(), null, true, null, 0);
        var begin = startsOn.isBefore(horizon.today()) ? horizon.today() : startsOn;
        return plan.days(begin, begin.plusYears(12), isWorked).stream().limit(SHOWN).toList();
    }

    void move(UUID id, LocalDate to, String reason, int version, Scope scope) {
        var due = due(id, version, scope);
        due.state().after(DueAct.MOVE);
        reasoned(reason);
        if (to.isBefore(horizon.today(due.branchId())) || to.isAfter(due.plannedOn().plusYears(1))) {
            throw new Refusal.Broken("upkeep.moved-strange", "a date is moved to a day from today on, within a year, not to %s".formatted(to), Map.of("day", to.toString()));
        }
        jdbc.sql("""
                update upkeep.due d set moved_from = coalesce(d.moved_from, d.planned_on), planned_on = :to, window_from = :to - p.early_days, window_to = :to + p.late_days,
                       reason = :reason, version = d.version + 1
                  from upkeep.plan p where p.id = d.plan_id and d.id = :id
                """).param("to", to).param("reason", reason.strip()).param("id", id).update();
        write("upkeep.moved", due, Map.of("from", due.plannedOn().toString(), "to", to.toString(), "reason", reason.strip()), scope);
    }

    void skip(UUID id, String reason, int version, Scope scope) {
        var due = due(id, version, scope);
        due.state().after(DueAct.SKIP);
        if (due.state() != DueState.PLANNED) {
            throw new Refusal.Conflict("upkeep.case-made", "a case was made of this date; cancel that", Map.of());
        }
        reasoned(reason);
        jdbc.sql("update upkeep.due set state = 'SKIPPED', reason = :reason, version = version + 1 where id = :id").param("reason", reason.strip()).param("id", id).update();
        write("upkeep.skipped", due, Map.of("on", due.plannedOn().toString(), "reason", reason.strip()), scope);
    }

    UUID make(UUID id, int version, Scope scope) {
        var due = due(id, version, scope);
        due.state().after(DueAct.MAKE);
        return cases.makeNow(id, Actor.of(scope));
    }

    // ---- Checks ---------------------------------------------------------------------------------------------------------

    /** The branch and the last day that follow from what the plan is about; a site, model or device has to fit the rest. */
    Ground ground(Plan.About about, @Nullable UUID branch) {
        record Row(@Nullable UUID branch, @Nullable UUID customer, @Nullable LocalDate endsOn, boolean fits) {}
        var row = jdbc.sql("""
                select coalesce(d.branch_id, c.branch_id, k.branch_id, b.id) as branch, coalesce(d.customer_id, c.customer_id, s.customer_id, k.id) as customer,
                       c.ends_on,
                       (cast(:device as uuid) is null or d.id is not null) and (cast(:contract as uuid) is null or c.status in ('ACTIVE', 'DRAFT'))
                       and (cast(:site as uuid) is null or s.id is not null) and (cast(:product as uuid) is null or m.id is not null)
                       and (select count(distinct x) from unnest(array[d.customer_id, c.customer_id, s.customer_id, cast(:customer as uuid)]) as x) <= 1 as fits
                  from (values (1)) as one
                  left join assets.device d on d.id = cast(:device as uuid)
                  left join contracts.contract c on c.id = cast(:contract as uuid)
                  left join customers.site s on s.id = cast(:site as uuid)
                  left join assets.product m on m.id = cast(:product as uuid)
                  left join customers.customer k on k.id = coalesce(cast(:customer as uuid), s.customer_id)
                  left join identity.branch b on b.id = cast(:branch as uuid)
                """).param("device", about.device()).param("contract", about.contract()).param("site", about.site()).param("product", about.product())
                .param("customer", about.customer()).param("branch", branch).query(Row.class).single();
        if (!row.fits() || row.branch() == null) {
            throw new Refusal.Broken("upkeep.about-unfit", "contract, site, model and device of a plan must exist and belong to one customer", Map.of());
        }
        return new Ground(row.branch(), row.customer(), row.endsOn());
    }

    private Plan checked(Plan draft, Scope scope) {
        var ground = ground(draft.about(), draft.branch());
        if (!scope.reach(Permission.UPKEEP_MANAGE).covers(ground.branch(), null, ground.customer())) {
            throw new Refusal.Broken("upkeep.about-unfit", "contract, site, model and device of a plan must exist and belong to one customer", Map.of());
        }
        var ends = ground.endsOn() == null || draft.endsOn() != null && draft.endsOn().isBefore(ground.endsOn()) ? draft.endsOn() : ground.endsOn();
        if (draft.owner() != null && !jdbc.sql("select exists (select from identity.app_user where id = :id and active and partner_id is null and customer_id is null)")
                .param("id", draft.owner()).query(Boolean.class).single()) {
            throw new Refusal.Broken("upkeep.no-such-owner", "there is no such colleague", Map.of());
        }
        if (!draft.skills().isEmpty() && jdbc.sql("select count(*) from dispatch.skill where code = any(:codes)").param("codes", draft.skills().toArray(String[]::new))
                .query(Integer.class).single() < draft.skills().size()) {
            throw new Refusal.Broken("upkeep.no-such-skill", "there is no such skill", Map.of());
        }
        var categories = draft.form() == null ? List.<String>of() : List.copyOf(forms.current(draft.form()).categories());
        var about = new Plan.About(ground.customer(), draft.about().contract(), draft.about().site(), draft.about().product(), draft.about().device());
        return new Plan(draft.id(), draft.name(), ground.branch(), about, draft.form(), categories, draft.rhythm(), draft.exclusions(), draft.fromCompletion(), draft.startsOn(),
                ends, draft.ahead(), draft.meter(), draft.skills(), draft.owner(), draft.active(), null, draft.version());
    }

    Plan mine(UUID id, Scope scope) {
        var plan = visible(id, scope);
        scope.require(Permission.UPKEEP_MANAGE, plan.branch(), null, plan.about().customer());
        return plan;
    }

    Plan visible(UUID id, Scope scope) {
        return plans.find(id).filter(found -> scope.partner() == null && scope.reach(Permission.UPKEEP_READ).covers(found.branch(), null, found.about().customer()))
                .orElseThrow(() -> new Refusal.Missing("upkeep.no-such-plan", "there is no plan %s".formatted(id), Map.of()));
    }

    private Due due(UUID id, int version, Scope scope) {
        var due = jdbc.sql("select id, plan_id, branch_id, customer_id, planned_on, state, version from upkeep.due where id = :id for update").param("id", id)
                .query(Due.class).optional().filter(found -> scope.reach(Permission.UPKEEP_MANAGE).covers(found.branchId(), null, found.customerId()))
                .orElseThrow(() -> new Refusal.Missing("upkeep.no-such-date", "there is no date %s".formatted(id), Map.of()));
        if (due.version() != version) {
            throw new OptimisticLockingFailureException("the date changed meanwhile");
        }
        return due;
    }

    private static void reasoned(String reason) {
        if (reason.isBlank()) {
            throw new Refusal.Broken("upkeep.unreasoned", "say why", Map.of());
        }
    }

    private void write(String kind, Plan plan, Map<String, ?> facts, Scope scope) {
        timeline.write(Happening.internal(kind, clock.instant(), Actor.of(scope), facts).about(plan.subject()));
        live.tell(Live.ofBranch("upkeep", plan.id(), plan.branch()));
    }

    private void write(String kind, Due due, Map<String, ?> facts, Scope scope) {
        timeline.write(Happening.internal(kind, clock.instant(), Actor.of(scope), facts).about(Plan.SUBJECT, due.planId()));
        live.tell(Live.ofBranch("upkeep", due.planId(), due.branchId()));
    }
}
