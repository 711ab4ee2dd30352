package aftercare.upkeep;

import aftercare.identity.Permission;
import aftercare.identity.Scope;
import aftercare.kernel.Refusal;
import aftercare.platform.Words;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Read side of upkeep: one method per screen. */
@Component
@Transactional(readOnly = true)
class UpkeepQueries {

    private static final int SIZE = 50;

    record DueFilter(LocalDate from, LocalDate to, @Nullable UUID branch, @Nullable DueState state, @Nullable UUID customer, @Nullable UUID plan, @Nullable UUID device,
                     boolean overdue) {

        DueFilter {
            if (to.isBefore(from) || from.plusYears(12).isBefore(to)) {
                throw new Refusal.Broken("upkeep.span-strange", "the span from %s to %s cannot be shown".formatted(from, to), Map.of("from", from.toString(), "to", to.toString()));
            }
        }
    }

    record DueRow(UUID id, LocalDate plannedOn, LocalDate windowFrom, LocalDate windowTo, DueState state, @Nullable LocalDate movedFrom, String reason, UUID planId,
                  String planName, UUID customerId, String customerName, @Nullable String siteName, @Nullable UUID deviceId, @Nullable String deviceName,
                  @Nullable UUID caseId, @Nullable String caseNumber, @Nullable LocalDate doneOn, @Nullable Integer lateDays, boolean overdue, @Nullable BigDecimal threshold,
                  boolean byCustomer, int version) {}

    record DueView(DueRow due, List<DueAct> acts) {}

    record DuePage(List<DueView> rows, @Nullable UUID next) {}

    record DayCount(LocalDate day, int planned, int made, int done, int skipped, int overdue) {}

    private record PlanRow(UUID id, String name, UUID branchId, String branchName, @Nullable UUID customerId, @Nullable String customerName, @Nullable UUID contractId,
                           @Nullable String contractNumber, @Nullable UUID siteId, @Nullable String siteName, @Nullable UUID productId, @Nullable String productName,
                           @Nullable UUID deviceId, @Nullable String deviceName, @Nullable String ownerName, @Nullable LocalDate nextOn, @Nullable LocalDate lastOn, int overdue) {}

    record PlanView(UUID id, String name, UUID branchId, String branchName, @Nullable UUID customerId, @Nullable String customerName, @Nullable UUID contractId,
                    @Nullable String contractNumber, @Nullable UUID siteId, @Nullable String siteName, @Nullable UUID productId, @Nullable String productName,
                    @Nullable UUID deviceId, @Nullable String deviceName, @Nullable String form, Rhythm rhythm, Exclusions exclusions, boolean fromCompletion,
                    LocalDate startsOn, @Nullable LocalDate endsOn, int leadDays, int earlyDays, int lateDays, int minutes, Plan.@Nullable ByMeter meter, List<String> skills,
                    @Nullable UUID ownerId, @Nullable String ownerName, boolean active, @Nullable LocalDate nextOn, @Nullable LocalDate lastOn, int overdue, boolean mayManage, int version) {}

    record PlanPage(List<PlanView> rows, @Nullable UUID next) {}

    private static final String SEEN = """
             where (:everywhere or d.branch_id = any(:branches)) and cast(:partner as uuid) is null
               and (cast(:customer as uuid) is null or d.customer_id = :customer)
               and d.planned_on between :from and :to
               and (cast(:branchOnly as uuid) is null or d.branch_id = :branchOnly)
               and (cast(:state as text) is null or d.state = :state)
               and (cast(:customerOnly as uuid) is null or d.customer_id = :customerOnly)
               and (cast(:plan as uuid) is null or d.plan_id = :plan)
               and (cast(:device as uuid) is null or d.device_id = :device)
               and (not :overdue or d.state in ('PLANNED', 'MADE') and d.window_to < :today)
            """;

    private final JdbcClient jdbc;
    private final UpkeepPlans plans;
    private final UpkeepDesk desk;
    private final Horizon horizon;

    UpkeepQueries(JdbcClient jdbc, UpkeepPlans plans, UpkeepDesk desk, Horizon horizon) {
        this.jdbc = jdbc;
        this.plans = plans;
        this.desk = desk;
        this.horizon = horizon;
    }

    /** In the order of their days. */
    DuePage dues(DueFilter filter, @Nullable UUID after, Scope scope) {
        var manage = scope.reach(Permission.UPKEEP_MANAGE);
        var rows = ask("""
                select d.id, d.planned_on, d.window_from, d.window_to, d.state, d.moved_from, d.reason, d.plan_id, p.name as plan_name, d.customer_id, k.name as customer_name,
                       s.name as site_name, d.device_id, coalesce(nullif(v.name, ''), m.name) || ' ' || v.serial as device_name, d.case_id, c.number as case_number, d.done_on,
                       d.late_days, d.state in ('PLANNED', 'MADE') and d.window_to < :today as overdue, d.threshold, d.by_customer, d.version, d.branch_id
                  from upkeep.due d
                  join upkeep.plan p on p.id = d.plan_id
                  join customers.customer k on k.id = d.customer_id
                  left join customers.site s on s.id = d.site_id
                  left join assets.device v on v.id = d.device_id
                  left join assets.product m on m.id = v.product_id
                  left join cases.service_case c on c.id = d.case_id
                """ + SEEN + """
                   and (cast(:after as uuid) is null or (d.planned_on, d.id) > (select x.planned_on, x.id from upkeep.due x where x.id = :after))
                 order by d.planned_on, d.id limit :size
                """, filter, scope).param("after", after).param("size", SIZE + 1).query((row, n) -> {
            var due = new org.springframework.jdbc.core.DataClassRowMapper<>(DueRow.class).mapRow(row, n);
            return new DueView(due, manage.covers(row.getObject("branch_id", UUID.class), null, due.customerId()) ? due.state().acts() : List.of());
        }).list();
        return rows.size() <= SIZE ? new DuePage(rows, null) : new DuePage(rows.subList(0, SIZE), rows.get(SIZE - 1).due().id());
    }

    /** How many on each day that has any. */
    List<DayCount> days(DueFilter filter, Scope scope) {
        return ask("""
                select d.planned_on as day, count(*) filter (where d.state = 'PLANNED') as planned, count(*) filter (where d.state = 'MADE') as made,
                       count(*) filter (where d.state = 'DONE') as done, count(*) filter (where d.state = 'SKIPPED') as skipped,
                       count(*) filter (where d.state in ('PLANNED', 'MADE') and d.window_to < :today) as overdue
                  from upkeep.due d
                """ + SEEN + " group by d.planned_on order by d.planned_on", filter, scope).query(DayCount.class).list();
    }

    private JdbcClient.StatementSpec ask(String sql, DueFilter filter, Scope scope) {
        return jdbc.sql(sql).params(scope.reach(Permission.UPKEEP_READ).params()).param("from", filter.from()).param("to", filter.to()).param("branchOnly", filter.branch())
                .param("state", filter.state() == null ? null : filter.state().name()).param("customerOnly", filter.customer()).param("plan", filter.plan())
                .param("device", filter.device()).param("overdue", filter.overdue()).param("today", horizon.today());
    }

    private static final String PLANS = """
            select p.id, p.name, p.branch_id, b.name as branch_name, p.customer_id, k.name as customer_name, p.contract_id, c.number as contract_number, p.site_id,
                   s.name as site_name, p.product_id, m.name as product_name, p.device_id, v.number || ' ' || v.name as device_name, u.name as owner_name,
                   (select min(d.planned_on) from upkeep.due d where d.plan_id = p.id and d.state in ('PLANNED', 'MADE')
                       and (cast(:device as uuid) is null or d.device_id = :device)) as next_on,
                   (select max(d.done_on) from upkeep.due d where d.plan_id = p.id and d.state = 'DONE' and (cast(:device as uuid) is null or d.device_id = :device)) as last_on,
                   (select count(*) from upkeep.due d where d.plan_id = p.id and d.state in ('PLANNED', 'MADE') and d.window_to < :today
                       and (cast(:device as uuid) is null or d.device_id = :device)) as overdue
              from upkeep.plan p
              join identity.branch b on b.id = p.branch_id
              left join customers.customer k on k.id = p.customer_id
              left join contracts.contract c on c.id = p.contract_id
              left join customers.site s on s.id = p.site_id
              left join assets.product m on m.id = p.product_id
              left join assets.device v on v.id = p.device_id
              left join identity.app_user u on u.id = p.owner_id
             where (:everywhere or p.branch_id = any(:branches)) and cast(:partner as uuid) is null
               and (cast(:customer as uuid) is null or p.customer_id = :customer)
            """;

    /** The newest first. {@code device}: those that are about it in whatever way. */
    PlanPage plans(@Nullable String words, @Nullable UUID branch, @Nullable UUID contract, @Nullable UUID device, @Nullable UUID after, Scope scope) {
        var rows = jdbc.sql(PLANS + """
                   and (cast(:words as text) is null or strpos(lower(p.name), :words) > 0 or strpos(lower(k.name), :words) > 0 or strpos(lower(c.number), :words) > 0)
                   and (cast(:branchOnly as uuid) is null or p.branch_id = :branchOnly)
                   and (cast(:contract as uuid) is null or p.contract_id = :contract)
                   and (cast(:device as uuid) is null or p.device_id = :device or p.id in (select d.plan_id from upkeep.due d where d.device_id = :device))
                   and (cast(:after as uuid) is null or (p.created_at, p.id) < (select x.created_at, x.id from upkeep.plan x where x.id = :after))
                 order by p.created_at desc, p.id desc limit :size
                """).params(scope.reach(Permission.UPKEEP_READ).params()).param("today", horizon.today()).param("words", Words.of(words)).param("branchOnly", branch)
                .param("contract", contract).param("device", device).param("after", after).param("size", SIZE + 1).query(PlanRow.class).list()
                .stream().map(row -> view(row, plans.find(row.id()).orElseThrow(), scope)).toList();
        return rows.size() <= SIZE ? new PlanPage(rows, null) : new PlanPage(rows.subList(0, SIZE), rows.get(SIZE - 1).id());
    }

    PlanView plan(UUID id, Scope scope) {
        var plan = desk.visible(id, scope);
        return view(jdbc.sql(PLANS + " and p.id = :id").params(scope.reach(Permission.UPKEEP_READ).params()).param("today", horizon.today()).param("device", null).param("id", id)
                .query(PlanRow.class).single(), plan, scope);
    }

    record Owner(UUID id, String name) {}

    /** Colleagues of the branches that the caller may plan for. */
    List<Owner> owners(@Nullable String words, Scope scope) {
        return jdbc.sql("""
                select distinct u.id, u.name from identity.app_user u join identity.membership m on m.user_id = u.id
                 where u.active and u.partner_id is null and u.customer_id is null and cast(:partner as uuid) is null and cast(:customer as uuid) is null
                   and (:everywhere or m.branch_id is null or m.branch_id = any(:branches)) and (cast(:words as text) is null or strpos(lower(u.name), :words) > 0)
                 order by u.name, u.id limit 20
                """).params(scope.reach(Permission.UPKEEP_MANAGE).params()).param("words", Words.of(words)).query(Owner.class).list();
    }

    private static PlanView view(PlanRow row, Plan plan, Scope scope) {
        return new PlanView(row.id(), row.name(), row.branchId(), row.branchName(), row.customerId(), row.customerName(), row.contractId(), row.contractNumber(), row.siteId(),
                row.siteName(), row.productId(), row.productName(), row.deviceId(), row.deviceName(), plan.form(), plan.rhythm(), plan.exclusions(), plan.fromCompletion(),
                plan.startsOn(), plan.endsOn(), plan.ahead().lead(), plan.ahead().early(), plan.ahead().late(), plan.ahead().minutes(), plan.meter(), plan.skills(), plan.owner(), row.ownerName(),
                plan.active(), row.nextOn(), row.lastOn(), row.overdue(), scope.reach(Permission.UPKEEP_MANAGE).covers(row.branchId(), null, row.customerId()), plan.version());
    }
}
