package aftercare.dispatch;

import static java.time.ZoneOffset.UTC;

import aftercare.cases.CaseDesk;
import aftercare.cases.CaseFacts;
import aftercare.cases.CaseId;
import aftercare.identity.Permission;
import aftercare.identity.Role;
import aftercare.identity.Scope;
import aftercare.kernel.Refusal;
import aftercare.kernel.TimeWindow;
import aftercare.notices.Message;
import aftercare.notices.Notice;
import aftercare.notices.NoticeDesk;
import aftercare.platform.AftercareSettings;
import aftercare.platform.Live;
import aftercare.platform.LiveUpdates;
import aftercare.timeline.Actor;
import aftercare.timeline.Happening;
import aftercare.timeline.Timeline;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
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
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Tells customers when a visit they know of changes, whoever or whatever changed it. A change is told when it has rested for a few
 * minutes: several moves are one message, and moved back is none. Who was told nothing before is told nothing now. What was told is
 * kept in the transaction of the message, so each final change is told once, on however many nodes.
 */
@Service
class CustomerNews {

    /** So long a plan must rest before its customer hears of it. */
    static final Duration REST = Duration.ofMinutes(3);
    private static final String USUAL_LANGUAGE = "zh-CN";
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");
    private static final DateTimeFormatter END = DateTimeFormatter.ofPattern("HH:mm");

    private record Told(@Nullable Instant startsAt, @Nullable Instant endsAt) {}

    private record Next(Instant startsAt, Instant endsAt, String engineer) {}

    private final JdbcClient jdbc;
    private final CaseDesk cases;
    private final NoticeDesk notices;
    private final Timeline timeline;
    private final AftercareSettings settings;
    private final LiveUpdates live;
    private final TransactionTemplate transaction;
    private final Clock clock;

    CustomerNews(JdbcClient jdbc, CaseDesk cases, NoticeDesk notices, Timeline timeline, AftercareSettings settings, LiveUpdates live,
                 TransactionTemplate transaction, Clock clock) {
        this.jdbc = jdbc;
        this.cases = cases;
        this.notices = notices;
        this.timeline = timeline;
        this.settings = settings;
        this.live = live;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** The engineer has accepted: the time holds. */
    @EventListener
    void on(BookingProgress progress) {
        if (progress.act() == BookingAct.CONFIRM) {
            var caseId = jdbc.sql("select case_id from dispatch.booking where id = :id").param("id", progress.booking().value()).query(UUID.class).single();
            agreed(new CaseId(caseId), progress.at());
        }
    }

    @EventListener
    void on(BookingEvent event) {
        if (!(event instanceof BookingEvent.Extended)) {
            jdbc.sql("update dispatch.customer_told set tell_after = :after where case_id = :case")
                    .param("case", event.caseId().value()).param("after", clock.instant().plus(REST).atOffset(UTC)).update();
        }
    }

    /** Somebody called the customer: the time as it is now is known. */
    @Transactional
    public void calledBy(Scope scope, CaseId caseId) {
        var facts = cases.facts(caseId);
        if (!scope.reach(Permission.DISPATCH_PLAN).covers(facts.branchId(), facts.partnerId(), facts.customerId())) {
            throw new Refusal.Missing("dispatch.no-such-case", "there is no case %s".formatted(caseId), Map.of());
        }
        next(caseId).ifPresent(visit -> {
            knows(caseId, new TimeWindow(visit.startsAt(), visit.endsAt()), ToldHow.PHONE);
            timeline.write(Happening.internal("dispatch.customer-called", clock.instant(), Actor.of(scope), Map.of("startsAt", visit.startsAt().toString())).about(caseId.subject()));
        });
    }

    /** The customer knows of this time, and needs no message. */
    void knows(CaseId caseId, TimeWindow window, ToldHow how) {
        keep(caseId, window.from(), window.to(), how);
        live.tell(Live.ofBranch("dispatch", caseId.value(), cases.facts(caseId).branchId()));
    }

    /** The customer knows that nobody comes for the time being. */
    void knowsOfNone(CaseId caseId, ToldHow how) {
        keep(caseId, null, null, how);
        live.tell(Live.ofBranch("dispatch", caseId.value(), cases.facts(caseId).branchId()));
    }

    private void agreed(CaseId caseId, Instant at) {
        var facts = cases.facts(caseId);
        var visit = next(caseId).orElse(null);
        var told = told(caseId).orElse(null);
        if (visit == null || told != null && visit.startsAt().equals(told.startsAt())) {
            return;
        }
        send(facts, told, visit, at);
        keep(caseId, visit.startsAt(), visit.endsAt(), told == null ? ToldHow.ACCEPTED : ToldHow.MESSAGE);
    }

    /** Everything that has come to rest. */
    void tellAll() {
        while (Boolean.TRUE.equals(transaction.execute(_ -> tellOne(clock.instant())))) {
            // the next one
        }
    }

    private boolean tellOne(Instant now) {
        var due = jdbc.sql("""
                select case_id from dispatch.customer_told where tell_after <= :now order by tell_after limit 1 for update skip locked
                """).param("now", now.atOffset(UTC)).query(UUID.class).optional();
        due.map(CaseId::new).ifPresent(caseId -> tell(caseId, now));
        return due.isPresent();
    }

    private void tell(CaseId caseId, Instant now) {
        var facts = cases.facts(caseId);
        var told = told(caseId).orElseThrow();
        var visit = next(caseId).orElse(null);
        var news = facts.status().isUnderWay() && (visit == null ? told.startsAt() != null && told.startsAt().isAfter(now) : !visit.startsAt().equals(told.startsAt()));
        if (!news) {
            jdbc.sql("update dispatch.customer_told set tell_after = null where case_id = :case").param("case", caseId.value()).update();
            return;
        }
        send(facts, told, visit, now);
        keep(caseId, visit == null ? null : visit.startsAt(), visit == null ? null : visit.endsAt(), ToldHow.MESSAGE);
    }

    private void send(CaseFacts facts, @Nullable Told told, @Nullable Next visit, Instant now) {
        var zone = ZoneId.of(jdbc.sql("select zone from identity.branch where id = :id").param("id", facts.branchId()).query(String.class).single());
        var before = told == null ? null : told.startsAt();
        var words = new HashMap<String, String>();
        words.put("name", facts.contactName());
        words.put("number", facts.number());
        words.put("subject", facts.subject());
        words.put("before", before == null ? "" : span(before, Objects.requireNonNull(told.endsAt()), zone));
        words.put("now", visit == null ? "" : span(visit.startsAt(), visit.endsAt(), zone));
        words.put("engineer", visit == null ? "" : visit.engineer());
        words.put("link", settings.publicUrl() == null ? "" : settings.publicUrl().replaceFirst("/$", "") + "/portal/t/" + facts.trackingToken());
        var template = visit == null ? "dispatch.visit-withdrawn" : before == null ? "dispatch.visit-agreed" : "dispatch.visit-moved";
        var subject = facts.id().subject();
        notices.send(new Message(template, notices.languageFor(subject).orElse(USUAL_LANGUAGE), facts.contactName(), facts.contactEmail(), words, facts.branchId(), subject).orTo(facts.contactPhone()));

        var said = new HashMap<String, String>();
        said.put("fromStartsAt", before == null ? "" : before.toString());
        said.put("startsAt", visit == null ? "" : visit.startsAt().toString());
        timeline.write(Happening.visible(template.replace("visit", "told"), now, Actor.SYSTEM, said).about(subject));
        if ((facts.contactEmail().isBlank() ? facts.contactPhone().isBlank() || !notices.sendsShort(facts.branchId()) : !notices.sendsMail()) && before != null) {
            said.put("label", facts.number() + " " + facts.subject());
            said.put("customer", facts.contactName());
            notices.tell(new Notice(visit == null ? "dispatch.call-withdrawn" : "dispatch.call-moved", subject, said, false, now), facts.branchId(), Set.of(Role.DISPATCHER));
        }
        live.tell(Live.ofBranch("dispatch", facts.id().value(), facts.branchId()));
    }

    private static String span(Instant from, Instant to, ZoneId zone) {
        var sameDay = from.atZone(zone).toLocalDate().equals(to.atZone(zone).toLocalDate());
        return TIME.format(from.atZone(zone)) + "–" + (sameDay ? END : TIME).format(to.atZone(zone));
    }

    private void keep(CaseId caseId, @Nullable Instant from, @Nullable Instant to, ToldHow how) {
        jdbc.sql("""
                insert into dispatch.customer_told (case_id, starts_at, ends_at, told_at, how) values (:case, :from, :to, :at, :how)
                    on conflict (case_id) do update set starts_at = excluded.starts_at, ends_at = excluded.ends_at, told_at = excluded.told_at, how = excluded.how, tell_after = null
                """).param("case", caseId.value()).param("from", from == null ? null : from.atOffset(UTC)).param("to", to == null ? null : to.atOffset(UTC))
                .param("at", clock.instant().atOffset(UTC)).param("how", how.name()).update();
    }

    private Optional<Told> told(CaseId caseId) {
        return jdbc.sql("select starts_at, ends_at from dispatch.customer_told where case_id = :case").param("case", caseId.value()).query(Told.class).optional();
    }

    /** The visit that comes next, or is just happening. */
    private Optional<Next> next(CaseId caseId) {
        return jdbc.sql("""
                select b.starts_at, b.ends_at, u.name as engineer from dispatch.booking b join identity.app_user u on u.id = b.engineer_id
                 where b.case_id = :case and not b.remote and b.state in ('PLANNED', 'CONFIRMED', 'UNDER_WAY', 'ON_SITE') order by b.starts_at limit 1
                """).param("case", caseId.value()).query(Next.class).optional();
    }

    @Configuration(proxyBeanMethods = false)
    static class Timer {

        @Bean
        RecurringTask<Void> customersTold(CustomerNews news) {
            return Tasks.recurring("dispatch-customers-told", FixedDelay.ofSeconds(20)).execute((_, _) -> news.tellAll());
        }
    }
}
