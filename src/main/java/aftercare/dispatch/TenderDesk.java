package aftercare.dispatch;

import aftercare.cases.CaseDesk;
import aftercare.cases.CaseEvent;
import aftercare.cases.CaseFacts;
import aftercare.cases.CaseId;
import aftercare.identity.Permission;
import aftercare.identity.Scope;
import aftercare.kernel.Ids;
import aftercare.kernel.Refusal;
import aftercare.kernel.Subject;
import aftercare.promises.PromiseDesk;
import aftercare.promises.PromiseEvent;
import aftercare.promises.StartPromises;
import aftercare.timeline.Actor;
import aftercare.timeline.Happening;
import aftercare.timeline.Timeline;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Offers cases to partners and gives them to one. The tender's row is locked by whoever answers or decides, and the database lets one
 * invitation win: of two partners that say yes at the same instant one has the case, the other is told. By when partners answer is a
 * promise, {@value #ANSWER}; when it runs out nobody can answer any more, and what is not answered has lapsed.
 */
@Service
@Transactional
class TenderDesk {

    static final String ANSWER = "partner-answer";
    private static final int MOST_PARTNERS = 20;
    private static final int USUAL_MINUTES = 120;

    private final Tenders tenders;
    private final TenderNotices notices;
    private final BookingDesk desk;
    private final Bookings bookings;
    private final CaseDesk cases;
    private final PromiseDesk promises;
    private final Timeline timeline;
    private final ApplicationEventPublisher events;
    private final JdbcClient jdbc;
    private final Clock clock;

    TenderDesk(Tenders tenders, TenderNotices notices, BookingDesk desk, Bookings bookings, CaseDesk cases, PromiseDesk promises, Timeline timeline,
               ApplicationEventPublisher events, JdbcClient jdbc, Clock clock) {
        this.tenders = tenders;
        this.notices = notices;
        this.desk = desk;
        this.bookings = bookings;
        this.cases = cases;
        this.promises = promises;
        this.timeline = timeline;
        this.events = events;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @param words for the partners' eyes: nothing about the customer is added by itself */
    UUID ask(Scope scope, CaseId caseId, TenderMode mode, Set<UUID> partners, String words) {
        var facts = within(scope, caseId);
        if (!facts.status().isUnderWay()) {
            throw new Refusal.Conflict("dispatch.case-over", "the case %s is %s; nobody needs to go there".formatted(facts.number(), facts.status()),
                    Map.of("number", facts.number(), "status", facts.status().name()));
        }
        if (bookings.anyLive(caseId)) {
            throw new Refusal.Conflict("dispatch.tender-planned", "somebody is booked for %s already; take that back before partners are asked".formatted(facts.number()),
                    Map.of("number", facts.number()));
        }
        var names = jdbc.sql("select name from identity.partner where id = any(:ids) and branch_id = :branch and active order by name")
                .param("ids", partners.toArray(UUID[]::new)).param("branch", facts.branchId()).query(String.class).list();
        if (names.size() != partners.size() || names.isEmpty() || names.size() > MOST_PARTNERS) {
            throw new Refusal.Broken("dispatch.tender-partners", "choose one to %d partners of the branch".formatted(MOST_PARTNERS), Map.of("most", MOST_PARTNERS));
        }
        var now = clock.instant();
        settleLapsed(caseId, now);
        var tender = new Tenders.Tender(Ids.next(), caseId.value(), facts.branchId(), mode, TenderState.OPEN, words.strip(), scope.user(), now);
        tenders.add(tender, List.copyOf(partners));
        var promised = promises.start(new StartPromises(subject(tender.id()), List.of(ANSWER), Map.of("severity", Integer.toString(facts.severity())), facts.branchId(),
                scope.user(), facts.number() + " " + facts.subject(), now));
        var due = promised.getFirst().dueAt();
        timeline.write(Happening.internal("dispatch.tender-asked", now, Actor.of(scope), Map.of("partners", String.join("、", names), "mode", mode.name(),
                "dueAt", due.toString())).about(caseId.subject()));
        notices.asked(tender, partners, due, now);
        return tender.id();
    }

    /** The partner says yes. Whoever is first has it at once; otherwise the dispatcher compares. */
    void answer(Scope scope, UUID id, Tenders.Answer answer) {
        var partner = partner(scope);
        lockEngineer(answer.engineer());
        var tender = tenders.locked(id);
        var part = part(tender, partner);
        var now = clock.instant();
        var state = part.state().after(InvitationAct.ANSWER);
        inTime(tender, now);
        check(answer, partner, now);
        tenders.answer(id, partner, answer, scope.user(), now);
        notices.changed(tender);
        if (tender.mode() == TenderMode.FIRST) {
            give(scope, tender, new Tenders.Part(partner, part.partner(), state, answer.startsAt(), answer.minutes(), answer.engineer(), answer.note()), now);
        } else {
            write("dispatch.tender-answered", tender, now, Actor.of(scope), Map.of("partner", part.partner(), "startsAt", answer.startsAt().toString()));
            notices.answered(tender, part.partner(), answer.startsAt(), now);
        }
    }

    void decline(Scope scope, UUID id, String reason, String words) {
        var partner = partner(scope);
        var tender = tenders.locked(id);
        var part = part(tender, partner);
        part.state().after(InvitationAct.DECLINE);
        if (jdbc.sql("select not exists (select from dispatch.refusal_reason where code = :code and active)").param("code", reason).query(Boolean.class).single()) {
            throw new Refusal.Broken("dispatch.no-such-refusal-reason", "there is no reason %s".formatted(reason), Map.of("reason", reason));
        }
        var now = clock.instant();
        tenders.decline(id, partner, reason, words.strip(), scope.user(), now);
        write("dispatch.tender-declined", tender, now, Actor.of(scope), Map.of("partner", part.partner(), "reason", reason, "words", words.strip()));
        notices.declined(tender, part.partner(), now);
        notices.changed(tender);
        if (tenders.parts(id).stream().allMatch(one -> one.state() == InvitationState.DECLINED || one.state() == InvitationState.LAPSED)) {
            lapse(tender, now);
            promises.waive(subject(id), ANSWER, "all-declined", now);
        }
    }

    /** The dispatcher takes this answer. */
    void award(Scope scope, UUID id, UUID partner) {
        lockEngineer(jdbc.sql("select engineer_id from dispatch.invitation where tender_id = :id and partner_id = :partner").param("id", id).param("partner", partner)
                .query((row, _) -> Optional.ofNullable(row.getObject(1, UUID.class))).optional().flatMap(found -> found).orElse(null));
        var tender = tenders.locked(id);
        within(scope, new CaseId(tender.caseId()));
        give(scope, tender, part(tender, partner), clock.instant());
    }

    void withdraw(Scope scope, UUID id, String reason) {
        var tender = tenders.locked(id);
        within(scope, new CaseId(tender.caseId()));
        withdraw(tender, reason.strip(), Actor.of(scope), clock.instant());
    }

    private void give(Scope scope, Tenders.Tender tender, Tenders.Part winner, Instant now) {
        var ended = tender.state().after(TenderAct.AWARD);
        tenders.become(tender.id(), winner.partnerId(), winner.state().after(InvitationAct.WIN));
        var others = tenders.parts(tender.id()).stream().filter(one -> one.state() == InvitationState.ASKED || one.state() == InvitationState.ANSWERED).toList();
        others.forEach(one -> tenders.become(tender.id(), one.partnerId(), one.state().after(InvitationAct.LOSE)));
        tenders.end(tender.id(), ended, now);
        promises.keep(subject(tender.id()), ANSWER, now);
        var starts = Objects.requireNonNull(winner.startsAt());
        write("dispatch.tender-awarded", tender, now, Actor.of(scope), Map.of("partner", winner.partner(), "startsAt", starts.toString()));
        events.publishEvent(new TenderEvent.Awarded(tender.id(), new CaseId(tender.caseId()), winner.partnerId(), now));
        notices.awarded(tender, winner, others, scope.user(), now);
        notices.changed(tender);
        if (winner.engineerId() != null && starts.isAfter(now)) {
            var minutes = winner.minutes() == null ? USUAL_MINUTES : winner.minutes();
            desk.book(scope, new CaseId(tender.caseId()), new BookingDesk.Plan(winner.engineerId(), starts, starts.plus(Duration.ofMinutes(minutes)), winner.note()));
        }
    }

    private void withdraw(Tenders.Tender tender, String reason, Actor by, Instant now) {
        var ended = tender.state().after(TenderAct.WITHDRAW);
        var open = tenders.parts(tender.id()).stream().filter(one -> one.state() == InvitationState.ASKED || one.state() == InvitationState.ANSWERED).toList();
        open.forEach(one -> tenders.become(tender.id(), one.partnerId(), one.state().after(InvitationAct.WITHDRAW)));
        tenders.end(tender.id(), ended, now);
        promises.waive(subject(tender.id()), ANSWER, "withdrawn", now);
        write("dispatch.tender-withdrawn", tender, now, by, Map.of("reason", reason));
        notices.withdrawn(tender, open, reason, now);
        notices.changed(tender);
    }

    private void lapse(Tenders.Tender tender, Instant now) {
        tenders.end(tender.id(), tender.state().after(TenderAct.LAPSE), now);
        write("dispatch.tender-lapsed", tender, now, Actor.SYSTEM, Map.of());
        notices.lapsed(tender, now);
        notices.changed(tender);
    }

    /** The time is over. With a yes in hand the dispatcher still chooses; the ladder of the promise goes on until something is done. */
    @EventListener
    void on(PromiseEvent.Broken broken) {
        if (!isAnswer(broken)) {
            return;
        }
        var tender = tenders.locked(broken.about().subject().id());
        if (tender.state() != TenderState.OPEN) {
            return;
        }
        var parts = tenders.parts(tender.id());
        parts.stream().filter(one -> one.state() == InvitationState.ASKED)
                .forEach(one -> tenders.become(tender.id(), one.partnerId(), one.state().after(InvitationAct.LAPSE)));
        if (parts.stream().noneMatch(one -> one.state() == InvitationState.ANSWERED)) {
            lapse(tender, broken.at());
        } else {
            notices.toChoose(tender, broken.at());
            notices.changed(tender);
        }
    }

    @EventListener
    void on(PromiseEvent.Warned warned) {
        if (isAnswer(warned) && warned.dueAt().isAfter(warned.at())) {
            notices.soon(warned.about().subject().id(), warned.dueAt(), warned.at());
        }
    }

    /** Our own people go after all. */
    @EventListener
    void on(BookingEvent.Planned planned) {
        tenders.openFor(planned.caseId()).map(tenders::locked).filter(tender -> tender.state() == TenderState.OPEN)
                .ifPresent(tender -> withdraw(tender, "", Actor.SYSTEM, planned.at()));
        settleLapsed(planned.caseId(), planned.at());
    }

    @EventListener
    void on(CaseEvent event) {
        if (event instanceof CaseEvent.Cancelled || event instanceof CaseEvent.Resolved || event instanceof CaseEvent.Closed) {
            tenders.openFor(event.id()).map(tenders::locked).filter(tender -> tender.state() == TenderState.OPEN)
                    .ifPresent(tender -> withdraw(tender, "", Actor.SYSTEM, event.at()));
            settleLapsed(event.id(), event.at());
        }
    }

    /** What lapsed is dealt with: its promise stays broken, and its ladder ends. */
    private void settleLapsed(CaseId caseId, Instant at) {
        tenders.lapsedFor(caseId).forEach(id -> promises.keep(subject(id), ANSWER, at));
    }

    private static boolean isAnswer(PromiseEvent event) {
        return event.about().code().equals(ANSWER) && event.about().subject().kind().equals(Tenders.SUBJECT);
    }

    static Subject subject(UUID tender) {
        return new Subject(Tenders.SUBJECT, tender);
    }

    private CaseFacts within(Scope scope, CaseId caseId) {
        var facts = cases.facts(caseId);
        if (!scope.reach(Permission.DISPATCH_TENDER).covers(facts.branchId(), null, null)) {
            throw new Refusal.Missing("dispatch.no-such-case", "there is no case %s".formatted(caseId), Map.of());
        }
        return facts;
    }

    static UUID partner(Scope scope) {
        var partner = scope.partner();
        if (partner == null) {
            throw new Refusal.Forbidden("dispatch.not-a-partner", "only a partner's people answer for their firm", Map.of());
        }
        return partner;
    }

    private Tenders.Part part(Tenders.Tender tender, UUID partner) {
        return tenders.parts(tender.id()).stream().filter(one -> one.partnerId().equals(partner)).findFirst().orElseThrow(() -> Tenders.missing(tender.id()));
    }

    private void inTime(Tenders.Tender tender, Instant now) {
        if (promises.of(subject(tender.id())).stream().anyMatch(promise -> promise.code().equals(ANSWER) && now.isAfter(promise.dueAt()))) {
            throw InvitationState.over(InvitationState.LAPSED);
        }
    }

    private void check(Tenders.Answer answer, UUID partner, Instant now) {
        if (answer.startsAt().isBefore(now)) {
            throw new Refusal.Broken("dispatch.answer-in-the-past", "name a time that lies ahead", Map.of());
        }
        if (answer.engineer() != null && jdbc.sql("select not exists (select from dispatch.engineer where user_id = :id and partner_id = :partner and active)")
                .param("id", answer.engineer()).param("partner", partner).query(Boolean.class).single()) {
            throw EngineerDesk.missing(answer.engineer());
        }
    }

    /** Before the tender's own row, as everybody who books does it, so that nobody waits in a circle. */
    private void lockEngineer(@Nullable UUID engineer) {
        jdbc.sql("select user_id from dispatch.engineer where user_id = :id for no key update").param("id", engineer).query(UUID.class).optional();
    }

    private void write(String kind, Tenders.Tender tender, Instant at, Actor by, Map<String, ?> facts) {
        timeline.write(Happening.internal(kind, at, by, facts).about("case", tender.caseId()));
    }
}
