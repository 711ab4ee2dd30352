package aftercare.upkeep;

import aftercare.promises.HouseDays;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes the dates of plans for a year ahead, many plans at a time. Whatever runs how often and on how many nodes, the key of a date
 * lets it exist once; what was moved, skipped or done is never touched.
 */
@Component
class Horizon {

    private static final ZoneId HOUSE = ZoneId.of("Asia/Shanghai");
    private static final int PLANS_AT_ONCE = 500;
    /** So long a plan is not looked at again: its dates reach a year ahead anyway. */
    private static final int SLACK_DAYS = 7;

    /** @param on when it was last done or skipped */
    private record Member(UUID planId, UUID subjectId, @Nullable LocalDate since, @Nullable LocalDate on) {}

    private final UpkeepPlans plans;
    private final HouseDays days;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Horizon(UpkeepPlans plans, HouseDays days, JdbcClient jdbc, TransactionTemplate transaction, Clock clock) {
        this.plans = plans;
        this.days = days;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
    }

    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), HOUSE);
    }

    /** The day that it is where the branch is. */
    LocalDate today(UUID branch) {
        return jdbc.sql("select (cast(:now as timestamptz) at time zone zone)::date from identity.branch where id = :id").param("now", clock.instant().atOffset(java.time.ZoneOffset.UTC))
                .param("id", branch).query(LocalDate.class).single();
    }

    /** Every plan that is behind; each batch of them is a transaction of its own. */
    int extend() {
        var until = today().plusDays(Plan.HORIZON_DAYS);
        var workdays = days.all();
        var made = 0;
        while (true) {
            var count = new int[] {0};
            var more = Boolean.TRUE.equals(transaction.execute(_ -> {
                var behind = plans.behind(until.minusDays(SLACK_DAYS), PLANS_AT_ONCE);
                count[0] = make(behind, until, workdays);
                return !behind.isEmpty();
            }));
            made += count[0];
            if (!more) {
                transaction.executeWithoutResult(_ -> roll(null, workdays));
                return made;
            }
        }
    }

    /** One plan, at once, within the caller's transaction. */
    void extend(Plan plan) {
        make(List.of(plan), today().plusDays(Plan.HORIZON_DAYS), days.all());
        roll(plan.id(), days.all());
    }

    private int make(List<Plan> behind, LocalDate until, Map<UUID, Predicate<LocalDate>> workdays) {
        var rows = new Rows();
        var today = today();
        for (var plan : behind) {
            if (!plan.fromCompletion()) {
                plan.days(plan.startsOn().isAfter(today) ? plan.startsOn() : today, until, workdays.get(plan.branch())).forEach(day -> rows.add(plan.id(), null, day));
            }
        }
        var made = rows.insert(false);
        plans.made(behind.stream().map(Plan::id).toList(), until);
        return made;
    }

    /** The one next date of each device whose plan counts from completion, and each device's first service. */
    private void roll(@Nullable UUID only, Map<UUID, Predicate<LocalDate>> workdays) {
        var members = jdbc.sql("""
                select m.plan_id, m.subject_id, m.since, before.on
                  from upkeep.plan p join upkeep.member m on m.plan_id = p.id
                  left join lateral (select max(case d.state when 'DONE' then d.done_on when 'SKIPPED' then d.planned_on end) as on, bool_or(d.rolling and d.state in ('PLANNED', 'MADE')) as waits
                               from upkeep.due d where d.plan_id = m.plan_id and d.subject_id = m.subject_id) as before on true
                 where p.active and p.from_completion and p.meter_name is null and p.id = coalesce(cast(:only as uuid), p.id) and (p.ends_on is null or p.ends_on >= :today)
                   and before.waits is not true
                """).param("only", only).param("today", today()).query(Member.class).list();
        var known = plans.all(members.stream().map(Member::planId).distinct().toList());
        var rows = new Rows();
        for (var member : members) {
            var plan = known.get(member.planId());
            plan.day(plan.next(member.on(), member.since()), workdays.get(plan.branch())).ifPresent(day -> rows.add(plan.id(), member.subjectId(), day));
        }
        rows.insert(true);
    }

    /** Dates of plans, to be written for each of their devices by one statement. */
    private final class Rows {

        private final List<UUID> plan = new ArrayList<>();
        private final List<@Nullable UUID> subject = new ArrayList<>();
        private final List<Plan.Day> day = new ArrayList<>();

        void add(UUID onePlan, @Nullable UUID oneSubject, Plan.Day oneDay) {
            plan.add(onePlan);
            subject.add(oneSubject);
            day.add(oneDay);
        }

        int insert(boolean rolling) {
            if (plan.isEmpty()) {
                return 0;
            }
            return jdbc.sql("""
                    insert into upkeep.due (id, plan_id, subject_id, occurrence, branch_id, customer_id, site_id, device_id, planned_on, window_from, window_to, rolling)
                    select gen_random_uuid(), m.plan_id, m.subject_id, w.occurrence::text, m.branch_id, m.customer_id, m.site_id, m.device_id, w.planned, w.earliest, w.latest, :rolling
                      from unnest(cast(:plans as uuid[]), cast(:subjects as uuid[]), cast(:occurrences as date[]), cast(:planned as date[]), cast(:earliest as date[]),
                                  cast(:latest as date[])) as w(plan_id, subject_id, occurrence, planned, earliest, latest)
                      join upkeep.member m on m.plan_id = w.plan_id and (w.subject_id is null or w.subject_id = m.subject_id)
                     where m.plan_id = any(:plans)
                    on conflict do nothing
                    """).param("plans", plan.toArray(UUID[]::new)).param("subjects", subject.toArray(UUID[]::new))
                    .param("occurrences", texts(Plan.Day::occurrence)).param("planned", texts(Plan.Day::on)).param("earliest", texts(Plan.Day::from))
                    .param("latest", texts(Plan.Day::to)).param("rolling", rolling).update();
        }

        private String[] texts(java.util.function.Function<Plan.Day, LocalDate> which) {
            return day.stream().map(which).map(LocalDate::toString).toArray(String[]::new);
        }
    }
}
