package aftercare.upkeep;

import static java.time.ZoneOffset.UTC;

import aftercare.assets.MeterRead;
import aftercare.promises.HouseDays;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Dates that each device has of its own: its first service after it was accepted, and what its counter says. A date by counter is an
 * estimate from how fast the counter went lately, reckoned again with every reading; each threshold is due once.
 */
@Component
@Transactional
class DeviceDates {

    /** So far back a counter's pace is looked at. */
    private static final Duration PACE = Duration.ofDays(120);
    private static final int FARTHEST_DAYS = 3650;

    private record Member(UUID subjectId, UUID branchId, UUID customerId, @Nullable UUID siteId, @Nullable UUID deviceId, @Nullable LocalDate since) {}

    private record Reading(Instant at, BigDecimal value, boolean restarts) {}

    private record Open(UUID id, BigDecimal threshold, String state, @Nullable LocalDate movedFrom) {}

    /** @param total what the counter would show had it never been replaced */
    private record Total(Instant at, BigDecimal total) {}

    private final UpkeepPlans plans;
    private final Horizon horizon;
    private final HouseDays days;
    private final JdbcClient jdbc;
    private final Clock clock;

    DeviceDates(UpkeepPlans plans, Horizon horizon, HouseDays days, JdbcClient jdbc, Clock clock) {
        this.plans = plans;
        this.horizon = horizon;
        this.days = days;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    void extend() {
        plans.byMeter(null, null).forEach(plan -> members(plan.id(), null).forEach(member -> byMeter(plan, member)));
        plans.withFirst(null).forEach(this::first);
    }

    void extend(Plan plan) {
        if (plan.meter() != null) {
            members(plan.id(), null).forEach(member -> byMeter(plan, member));
        } else {
            plans.withFirst(plan.id()).forEach(this::first);
        }
    }

    @EventListener
    void on(MeterRead read) {
        for (var plan : plans.byMeter(null, read.meter())) {
            members(plan.id(), read.device()).forEach(member -> byMeter(plan, member));
        }
    }

    private void first(Plan plan) {
        var after = plan.rhythm().firstDays();
        var today = horizon.today();
        var isWorked = days.of(plan.branch());
        for (var member : members(plan.id(), null)) {
            var occurrence = member.since() == null || after == null ? null : member.since().plusDays(after);
            if (occurrence == null || occurrence.isBefore(plan.startsOn()) || occurrence.plusDays(plan.ahead().late()).isBefore(today)
                    || occurrence.isAfter(today.plusDays(Plan.HORIZON_DAYS))) {
                continue;
            }
            plan.day(occurrence, isWorked).ifPresent(day -> insert(plan, member, "first", day, null, false));
        }
    }

    private void byMeter(Plan plan, Member member) {
        var meter = plan.meter();
        if (meter == null || member.deviceId() == null) {
            return;
        }
        var totals = totals(member.deviceId(), meter.name());
        if (totals.isEmpty()) {
            return;
        }
        var open = open(plan, member);
        var threshold = open.map(Open::threshold).orElseGet(() -> next(plan, member, meter, totals));
        var when = estimate(totals, threshold);
        if (when.isEmpty()) {
            return;
        }
        var day = plan.day(when.get(), days.of(plan.branch()));
        if (open.isEmpty()) {
            day.ifPresent(on -> insert(plan, member, "meter " + threshold.stripTrailingZeros().toPlainString(), on, threshold, true));
        } else if (open.get().state().equals("PLANNED") && open.get().movedFrom() == null) {
            day.ifPresent(on -> jdbc.sql("""
                    update upkeep.due set planned_on = :on, window_from = :from, window_to = :to, version = version + 1 where id = :id and planned_on <> :on
                    """).param("on", on.on()).param("from", on.from()).param("to", on.to()).param("id", open.get().id()).update());
        }
    }

    /** Above what was due already, and above what the counter showed when it was last done, or when the plan began. */
    private BigDecimal next(Plan plan, Member member, Plan.ByMeter meter, List<Total> totals) {
        record Last(@Nullable BigDecimal threshold, @Nullable LocalDate doneOn) {}
        var last = jdbc.sql("select max(threshold) as threshold, max(done_on) as done_on from upkeep.due where plan_id = :plan and subject_id = :subject and threshold is not null")
                .param("plan", plan.id()).param("subject", member.subjectId()).query(Last.class).single();
        if (last.threshold() == null) {
            return meter.after(totals.getLast().total());
        }
        var atDone = last.doneOn() == null ? BigDecimal.ZERO : totalOn(totals, last.doneOn());
        if (plan.fromCompletion() && last.doneOn() != null) {
            return atDone.max(last.threshold().min(atDone)).add(meter.every());
        }
        return meter.after(last.threshold().max(atDone));
    }

    private static BigDecimal totalOn(List<Total> totals, LocalDate day) {
        var end = day.plusDays(1).atStartOfDay().toInstant(UTC);
        return totals.stream().filter(total -> total.at().isBefore(end)).reduce((_, later) -> later).map(Total::total).orElse(BigDecimal.ZERO);
    }

    /** Empty while nobody can say how fast it goes. */
    private Optional<LocalDate> estimate(List<Total> totals, BigDecimal threshold) {
        var today = horizon.today();
        var latest = totals.getLast();
        var missing = threshold.subtract(latest.total());
        if (missing.signum() <= 0) {
            return Optional.of(today);
        }
        var since = latest.at().minus(PACE);
        var earlier = totals.stream().filter(total -> !total.at().isBefore(since)).findFirst().filter(total -> total != latest)
                .or(() -> totals.size() < 2 ? Optional.empty() : Optional.of(totals.get(totals.size() - 2)));
        var gained = earlier.map(total -> latest.total().subtract(total.total())).orElse(BigDecimal.ZERO);
        if (gained.signum() <= 0) {
            return Optional.empty();
        }
        var took = BigDecimal.valueOf(Math.max(24, Duration.between(earlier.orElseThrow().at(), latest.at()).toHours()));
        var ahead = missing.multiply(took).divide(gained, 0, RoundingMode.CEILING).divide(BigDecimal.valueOf(24), 0, RoundingMode.CEILING);
        if (ahead.compareTo(BigDecimal.valueOf(FARTHEST_DAYS)) > 0) {
            return Optional.empty();
        }
        var day = LocalDate.ofInstant(latest.at(), UTC).plusDays(ahead.intValue());
        return Optional.of(day.isBefore(today) ? today : day);
    }

    /** Oldest first; a counter that was replaced goes on from where the one before it stood. */
    private List<Total> totals(UUID device, String meter) {
        var readings = jdbc.sql("""
                select r.at, r.value, r.restarts from assets.meter m join assets.meter_reading r on r.meter_id = m.id and r.withdrawn_at is null
                 where m.device_id = :device and m.name = :meter and m.kind = 'COUNTER' and m.active order by r.at desc limit 400
                """).param("device", device).param("meter", meter)
                .query((row, _) -> new Reading(row.getObject("at", OffsetDateTime.class).toInstant(), row.getBigDecimal("value"), row.getBoolean("restarts"))).list().reversed();
        var totals = new java.util.ArrayList<Total>();
        var offset = BigDecimal.ZERO;
        var before = BigDecimal.ZERO;
        for (var reading : readings) {
            if (reading.restarts()) {
                offset = before.subtract(reading.value());
            }
            before = offset.add(reading.value());
            totals.add(new Total(reading.at(), before));
        }
        return totals;
    }

    private Optional<Open> open(Plan plan, Member member) {
        return jdbc.sql("""
                select id, threshold, state, moved_from from upkeep.due
                 where plan_id = :plan and subject_id = :subject and rolling and state in ('PLANNED', 'MADE') and threshold is not null for update
                """).param("plan", plan.id()).param("subject", member.subjectId()).query(Open.class).optional();
    }

    private List<Member> members(UUID plan, @Nullable UUID device) {
        return jdbc.sql("""
                select subject_id, branch_id, customer_id, site_id, device_id, since from upkeep.member
                 where plan_id = :plan and (cast(:device as uuid) is null or device_id = :device)
                """).param("plan", plan).param("device", device).query(Member.class).list();
    }

    private void insert(Plan plan, Member member, String occurrence, Plan.Day day, @Nullable BigDecimal threshold, boolean rolling) {
        jdbc.sql("""
                insert into upkeep.due (id, plan_id, subject_id, occurrence, branch_id, customer_id, site_id, device_id, planned_on, window_from, window_to, rolling, threshold)
                values (gen_random_uuid(), :plan, :subject, :occurrence, :branch, :customer, :site, :device, :on, :from, :to, :rolling, :threshold)
                on conflict do nothing
                """).param("plan", plan.id()).param("subject", member.subjectId()).param("occurrence", occurrence).param("branch", member.branchId())
                .param("customer", member.customerId()).param("site", member.siteId()).param("device", member.deviceId()).param("on", day.on()).param("from", day.from())
                .param("to", day.to()).param("rolling", rolling).param("threshold", threshold).update();
    }
}
