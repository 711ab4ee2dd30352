package aftercare.dispatch;

import static java.time.ZoneOffset.UTC;

import aftercare.cases.CaseEvent;
import aftercare.cases.CaseId;
import aftercare.identity.Role;
import aftercare.kernel.Ids;
import aftercare.kernel.Subject;
import aftercare.notices.Notice;
import aftercare.notices.NoticeDesk;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Watches the day of the branches that want it: a grave case comes in, somebody falls ill, a visit takes longer, a case is over before its visit.
 * Each is noted in the transaction in which it happens, then planned one after the other, by one node, and becomes a proposal; where the branch
 * lets it, {@link PlanDesk#acceptByItself} makes it true. The dispatchers hear of both.
 */
@Component
class DayWatch {

    private static final int GRAVE = 2;
    private static final int SECONDS = 3;
    private static final Duration AHEAD = Duration.ofDays(2);
    private static final Duration OUTDATED = Duration.ofHours(1);
    private static final Duration OVER_TIME = Duration.ofMinutes(10);
    private static final int LATER_BY = 30;

    private record Noted(UUID id, UUID branchId, String ask, Instant happenedAt) {}

    private record Late(UUID id, UUID branchId, Instant endsAt) {}

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final DayRules rules;
    private final PlanRuns runs;
    private final PlanDesk desk;
    private final Planner planner;
    private final NoticeDesk notices;
    private final TransactionTemplate transaction;
    private final Clock clock;

    DayWatch(JdbcClient jdbc, JsonMapper json, DayRules rules, PlanRuns runs, PlanDesk desk, Planner planner, NoticeDesk notices, TransactionTemplate transaction, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.rules = rules;
        this.runs = runs;
        this.desk = desk;
        this.planner = planner;
        this.notices = notices;
        this.transaction = transaction;
        this.clock = clock;
    }

    @EventListener
    void on(CaseEvent event) {
        switch (event) {
            case CaseEvent.Opened opened -> grave(opened.id(), opened.at());
            case CaseEvent.Triaged triaged when triaged.severity() < triaged.before() -> grave(triaged.id(), triaged.at());
            case CaseEvent.Raised raised -> grave(raised.id(), raised.at());
            default -> { }
        }
    }

    private void grave(CaseId id, Instant at) {
        jdbc.sql("""
                select c.branch_id from cases.service_case c join cases.kind k on k.code = c.kind_code and k.version = c.kind_version
                 where c.id = :id and c.severity <= :grave and c.status in ('NEW', 'ACTIVE') and c.partner_id is null and (k.definition ->> 'visits')::boolean
                   and not exists (select from dispatch.booking b where b.case_id = c.id and b.state in ('PLANNED', 'CONFIRMED', 'UNDER_WAY', 'ON_SITE'))
                """).param("id", id.value()).param("grave", GRAVE).query(UUID.class).optional()
                .ifPresent(branch -> note(branch, PlanGoal.URGENT, at, at, id.value(), null, null, null, null, 0));
    }

    /** The case was over before its visit: somebody has time. */
    @EventListener
    void on(BookingEvent.Dropped dropped) {
        if (dropped.by() == null && dropped.was().startsAt().isAfter(dropped.at()) && dropped.was().startsAt().isBefore(dropped.at().plus(AHEAD))) {
            note(branchOf(dropped.was().engineer()), PlanGoal.FREED, dropped.at(), dropped.was().startsAt(), null, null, null, null, null, 0);
        }
    }

    /** Somebody will be away; as far as it is near and visits stand in it. */
    @EventListener
    void on(LeaveTaken leave) {
        absent(leave.user(), leave.window().from(), leave.window().to());
    }

    private void absent(UUID engineer, Instant from, Instant to) {
        var now = clock.instant();
        var since = from.isBefore(now) ? now : from;
        var until = to.isAfter(since.plus(AHEAD)) ? since.plus(AHEAD) : to;
        if (since.isAfter(now.plus(AHEAD)) || !since.isBefore(until)
                || jdbc.sql("select not exists (select from dispatch.booking where engineer_id = :engineer and state in ('PLANNED', 'CONFIRMED') and starts_at < :to and ends_at > :from)")
                .param("engineer", engineer).param("from", since.atOffset(UTC)).param("to", until.atOffset(UTC)).query(Boolean.class).single()) {
            return;
        }
        note(branchOf(engineer), PlanGoal.ABSENT, now, since, null, engineer, since, until, null, 0);
    }

    private void note(UUID branch, PlanGoal goal, Instant at, Instant day, @Nullable UUID caseId, @Nullable UUID engineer, @Nullable Instant from, @Nullable Instant to,
                      @Nullable UUID booking, int minutes) {
        if (rules.of(branch).changes() == DayChanges.NOTHING) {
            return;
        }
        var zone = ZoneId.of(jdbc.sql("select zone from identity.branch where id = :id").param("id", branch).query(String.class).single());
        var ask = new PlanAsk(branch, goal, day.atZone(zone).toLocalDate(), goal == PlanGoal.FREED || goal == PlanGoal.LATE ? 1 : 2, SECONDS, caseId, engineer, from, to, booking, minutes);
        jdbc.sql("insert into dispatch.day_change (id, branch_id, ask, happened_at) values (:id, :branch, cast(:ask as jsonb), :at)")
                .param("id", Ids.next()).param("branch", branch).param("ask", json.writeValueAsString(ask)).param("at", at.atOffset(UTC)).update();
    }

    private UUID branchOf(UUID engineer) {
        return jdbc.sql("select branch_id from dispatch.engineer where user_id = :id").param("id", engineer).query(UUID.class).single();
    }

    /** Looks for visits that take longer, and has the next of what was noted planned. */
    void tick() {
        transaction.executeWithoutResult(_ -> late(clock.instant()));
        Optional.ofNullable(transaction.execute(_ -> begun(clock.instant()).orElse(null))).ifPresent(run -> planner.start(run.id(), run.holder()));
    }

    private void late(Instant now) {
        jdbc.sql("""
                select b.id, e.branch_id, b.ends_at from dispatch.booking b
                  join dispatch.engineer e on e.user_id = b.engineer_id
                  join dispatch.day_rules r on r.branch_id = e.branch_id and r.changes <> 'NOTHING'
                 where b.state = 'ON_SITE' and b.ends_at < :over and b.ends_at > :longAgo
                   and exists (select from dispatch.booking n where n.engineer_id = b.engineer_id and n.state in ('PLANNED', 'CONFIRMED') and n.starts_at between b.ends_at and :soon)
                   and not exists (select from dispatch.plan_run p where p.branch_id = e.branch_id and p.ask ->> 'bookingId' = b.id::text and p.asked_at > :lately)
                   and not exists (select from dispatch.day_change d where d.ask ->> 'bookingId' = b.id::text)
                 limit 20
                """).param("over", now.minus(OVER_TIME).atOffset(UTC)).param("longAgo", now.minus(Duration.ofHours(12)).atOffset(UTC))
                .param("soon", now.plus(Duration.ofHours(4)).atOffset(UTC)).param("lately", now.minus(Duration.ofMinutes(LATER_BY)).atOffset(UTC)).query(Late.class).list()
                .forEach(one -> note(one.branchId(), PlanGoal.LATE, now, now, null, null, null, null, one.id(),
                        (int) Duration.between(one.endsAt(), now).toMinutes() / 5 * 5 + LATER_BY));
    }

    private record Begun(UUID id, UUID holder) {}

    /** One plan at a time in each branch; what waited too long, or has settled itself, is let go. */
    private Optional<Begun> begun(Instant now) {
        jdbc.sql("delete from dispatch.day_change where happened_at < :outdated").param("outdated", now.minus(OUTDATED).atOffset(UTC)).update();
        var next = jdbc.sql("""
                select d.id, d.branch_id, d.ask, d.happened_at from dispatch.day_change d
                 where not exists (select from dispatch.plan_run p where p.branch_id = d.branch_id and p.state = 'RUNNING')
                 order by d.happened_at limit 1 for update of d skip locked
                """).query(Noted.class).optional();
        if (next.isEmpty()) {
            return Optional.empty();
        }
        jdbc.sql("delete from dispatch.day_change where id = :id").param("id", next.get().id()).update();
        var ask = json.readValue(next.get().ask(), PlanAsk.class);
        if (ask.caseId() != null && jdbc.sql("""
                select exists (select from dispatch.booking where case_id = :case and state in ('PLANNED', 'CONFIRMED', 'UNDER_WAY', 'ON_SITE'))
                    or exists (select from cases.service_case where id = :case and (status not in ('NEW', 'ACTIVE') or partner_id is not null))
                """).param("case", ask.caseId()).query(Boolean.class).single()) {
            return Optional.empty();
        }
        var begun = new Begun(Ids.next(), UUID.randomUUID());
        runs.begin(begun.id(), ask, null, now, begun.holder());
        return Optional.of(begun);
    }

    /** A plan that nobody asked for was found. */
    @EventListener
    void on(Planner.Found found) {
        var run = runs.find(found.run(), false).orElseThrow();
        if (run.askedBy() != null) {
            return;
        }
        if (Objects.requireNonNull(run.result()).changes().isEmpty()) {
            transaction.executeWithoutResult(_ -> runs.decide(run.id(), PlanState.DISMISSED, null, clock.instant()));
            return;
        }
        var made = rules.of(run.branch()).changes() == DayChanges.BY_ITSELF ? desk.acceptByItself(run.id()) : 0;
        transaction.executeWithoutResult(_ -> notices.tell(new Notice(made > 0 ? "dispatch.day-changed" : "dispatch.day-proposal", new Subject("plan", run.id()),
                Map.of("goal", run.ask().goal().name(), "count", Integer.toString(made > 0 ? made : run.result().changes().size())), made == 0, clock.instant()),
                run.branch(), Set.of(Role.DISPATCHER)));
    }

    @Configuration(proxyBeanMethods = false)
    static class Timer {

        @Bean
        RecurringTask<Void> daysWatched(DayWatch watch) {
            return Tasks.recurring("dispatch-days-watched", FixedDelay.ofSeconds(5)).execute((_, _) -> watch.tick());
        }
    }
}
