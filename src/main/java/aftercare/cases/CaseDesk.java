package aftercare.cases;

import aftercare.identity.Permission;
import aftercare.identity.Scope;
import aftercare.kernel.Refusal;
import aftercare.platform.Numbers;
import aftercare.promises.PauseReason;
import aftercare.promises.PromiseDesk;
import aftercare.timeline.Actor;
import aftercare.timeline.Happening;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Everything that can be done with a case. Each act writes the timeline and tells the rest of the house by a
 * {@link CaseEvent} in the same transaction.
 *
 * <p>The public acts take whoever did it as an {@link Actor}: whether that person may is for the caller to know (a desk
 * controller asks the {@link Scope}, the tracking page has the token).
 */
@Service
@Transactional
public class CaseDesk {

    /** What triage says, whole: a code that is null is taken away. */
    public record Triaging(String kind, int severity, @Nullable String symptom, @Nullable String cause, @Nullable String responsibility) {}

    /** The pause reason that the product ships for the customer's own answer. */
    static final String FOR_THE_CUSTOMER = "customer";

    private final CaseStore cases;
    private final CaseKeeper keeper;
    private final Catalogue catalogue;
    private final Places places;
    private final WhoPays whoPays;
    private final Relatives relatives;
    private final Papers papers;
    private final AssignmentNotices assignments;
    private final PromiseDesk promises;
    private final Numbers numbers;
    private final ApplicationEventPublisher events;
    private final JdbcClient jdbc;
    private final Clock clock;

    CaseDesk(CaseStore cases, CaseKeeper keeper, Catalogue catalogue, Places places, WhoPays whoPays, Relatives relatives, Papers papers,
             AssignmentNotices assignments, PromiseDesk promises, Numbers numbers, ApplicationEventPublisher events, JdbcClient jdbc, Clock clock) {
        this.cases = cases;
        this.keeper = keeper;
        this.catalogue = catalogue;
        this.places = places;
        this.whoPays = whoPays;
        this.relatives = relatives;
        this.papers = papers;
        this.assignments = assignments;
        this.promises = promises;
        this.numbers = numbers;
        this.events = events;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    public OpenedCase open(OpenCase order, Actor actor) {
        return open(order, actor, places.find(order.who().customer(), order.what()));
    }

    /** For somebody at the desk: only in a branch where he may open cases. */
    public OpenedCase open(OpenCase order, Scope scope) {
        var place = places.find(order.who().customer(), order.what());
        scope.require(Permission.CASES_OPEN, place.branch(), scope.partner(), place.customer());
        return open(order, Actor.of(scope), place);
    }

    private OpenedCase open(OpenCase order, Actor actor, Places.Place place) {
        var now = clock.instant();
        var openedAt = order.reportedAt() == null ? now : order.reportedAt();
        if (openedAt.isAfter(now)) {
            throw new Refusal.Broken("cases.reported-in-future", "a case cannot have been reported in the future", Map.of());
        }
        var kind = catalogue.current(order.kind());
        var symptom = catalogue.known(Catalogue.Dimension.SYMPTOM, order.symptomCode());
        var decision = whoPays.decide(place, null, openedAt);
        var opened = ServiceCase.open(numbers.next("SO", "cases.case_number"),
                new ServiceCase.Parties(place.branch(), null, place.customer(),
                        new ServiceCase.Contact(order.who().name(), order.who().phone(), order.who().email(), order.who().company(),
                                order.what().place()),
                        place.site(), place.project(), place.device(), place.names()),
                new ServiceCase.Report(order.channel(), order.subject(), order.description(), keeper.token(), actor.user(), openedAt),
                new ServiceCase.Triage(kind.code(), kind.version(), order.severity() == null ? kind.definition().severity() : order.severity(),
                        decision, symptom, null, null, relatives.repeated(place.device(), symptom, openedAt)),
                kind.definition().start());
        cases.add(opened);
        var id = opened.id();
        var sameDevice = relatives.open(place.device(), id);
        if (sameDevice != null) {
            relatives.link(id, sameDevice, LinkKind.RELATED, null, now);
        }
        keeper.write(opened, CaseKeeper.wide(opened, Happening.visible("cases.opened", now, actor, Map.of("number", opened.number(),
                "channel", order.channel().name(), "kind", kind.code(), "severity", opened.triage().severity(), "subject", order.subject()))));
        events.publishEvent(new CaseEvent.Opened(id, opened.number(), place.branch(), place.customer(), place.device(), order.channel(),
                kind.code(), opened.triage().severity(), decision.entitlement(), openedAt));
        keeper.tell(opened);
        return new OpenedCase(id, opened.number(), opened.report().trackingToken(), place.branch(), place.zone());
    }

    /** Something else that was seen while working on a case: a case of its own, linked to that one. */
    public OpenedCase openSeenAt(CaseId seen, OpenCase order, Actor actor) {
        var opened = open(order, actor);
        relatives.link(opened.id(), seen, LinkKind.RELATED, actor.user(), clock.instant());
        return opened;
    }

    /** Kind, severity and codes as somebody of ours sees them. A new case is thereby taken in hand. */
    public void triage(CaseId id, Triaging triaging, Actor actor) {
        triage(id, null, triaging, actor);
    }

    void triage(CaseId id, @Nullable Integer version, Triaging triaging, Actor actor) {
        var now = clock.instant();
        var before = keeper.read(id, version);
        var old = before.triage();
        var kind = triaging.kind().equals(old.kind()) ? catalogue.of(old.kind(), old.kindVersion()) : catalogue.current(triaging.kind());
        var symptom = kept(old.symptom(), triaging.symptom(), Catalogue.Dimension.SYMPTOM);
        var next = new ServiceCase.Triage(kind.code(), kind.version(), triaging.severity(), old.decision(), symptom,
                kept(old.cause(), triaging.cause(), Catalogue.Dimension.CAUSE),
                kept(old.responsibility(), triaging.responsibility(), Catalogue.Dimension.RESPONSIBILITY),
                Objects.equals(symptom, old.symptom()) ? old.repeatOf()
                        : relatives.repeated(before.parties().device(), symptom, before.report().openedAt()));
        var after = keeper.paying(before, before.triaged(next), now);
        if (!kind.code().equals(old.kind())) {
            after = after.at(before.status() == CaseStatus.NEW ? kind.definition().start()
                    : kind.after(Kind.Step.TAKE, kind.definition().start()));
        }
        after = keeper.takenIfNew(after, kind).answered(now);
        cases.save(after);
        keeper.write(after, Happening.internal("cases.triaged", now, actor, changes(old, next)));
        events.publishEvent(new CaseEvent.Triaged(id, kind.code(), old.severity(), next.severity(), after.triage().decision().entitlement(), now));
        keeper.firstAnswer(before, now);
        keeper.tell(after);
    }

    @Transactional(readOnly = true)
    public boolean knows(CaseId id) {
        return jdbc.sql("select exists (select from cases.service_case where id = :id)").param("id", id.value()).query(Boolean.class).single();
    }

    /** One level more serious, because a promise ran out (T-3). Nothing happens to what is over, or is at the highest level already. */
    void raise(CaseId id, String promise, Instant now) {
        var before = cases.get(id);
        var old = before.triage();
        if (!before.status().isUnderWay() || old.severity() == 1) {
            return;
        }
        var after = before.triaged(new ServiceCase.Triage(old.kind(), old.kindVersion(), old.severity() - 1, old.decision(), old.symptom(), old.cause(),
                old.responsibility(), old.repeatOf()));
        cases.save(after);
        keeper.write(after, Happening.internal("cases.raised", now, Actor.SYSTEM, Map.of("before", old.severity(), "severity", old.severity() - 1, "promise", promise)));
        events.publishEvent(new CaseEvent.Raised(id, old.severity(), old.severity() - 1, now));
        keeper.tell(after);
    }

    /** Handed over because a promise ran out; whoever has it already keeps it. */
    void handTo(CaseId id, UUID user) {
        var before = cases.get(id);
        if (before.status().isUnderWay() && !user.equals(before.progress().assignee())) {
            assign(id, null, user, Actor.SYSTEM);
        }
    }

    /** Somebody takes the case in hand. */
    public void take(CaseId id, Actor actor) {
        keeper.change(id, before -> {
            var kind = keeper.kindOf(before);
            return before.take().at(kind.after(Kind.Step.TAKE, before.progress().stage())).answered(clock.instant());
        }, after -> Happening.visible("cases.taken", clock.instant(), actor, Map.of()), null);
    }

    /** A decision by hand on who pays. That goodwill needs its own permission is checked by whoever calls. */
    void decide(CaseId id, @Nullable Integer version, Entitlement entitlement, String reason, Scope scope) {
        var now = clock.instant();
        var before = keeper.read(id, version);
        if (entitlement == Entitlement.GOODWILL || before.triage().decision().entitlement() == Entitlement.GOODWILL) {
            scope.require(Permission.CASES_GRANT_GOODWILL, before.parties().branch(), before.parties().partner(), before.parties().customer());
        }
        if (reason.isBlank()) {
            throw new Refusal.Broken("cases.entitlement-unreasoned", "say why it is free or chargeable; the customer is told",
                    Map.of("entitlement", entitlement.name()));
        }
        var after = before.triaged(before.triage().decided(ServiceCase.Decision.byHand(entitlement, reason, scope.user())));
        cases.save(after);
        keeper.write(after, Happening.visible("cases.decided", now, Actor.of(scope), Map.of("before", before.triage().decision().entitlement().name(),
                "entitlement", entitlement.name(), "reason", reason)));
        events.publishEvent(new CaseEvent.Triaged(id, after.triage().kind(), after.triage().severity(), after.triage().severity(), entitlement, now));
        keeper.tell(after);
    }

    /** Who it was and what it is about, once that is known. The entitlement follows unless a person has decided it. */
    void identify(CaseId id, @Nullable Integer version, OpenCase.Who who, OpenCase.What what, Scope scope) {
        var now = clock.instant();
        var before = keeper.read(id, version);
        var place = places.find(who.customer(), what);
        scope.require(Permission.CASES_TRIAGE, place.branch(), before.parties().partner(), place.customer());
        var old = before.triage();
        var byHand = old.decision().code().equals(ServiceCase.Decision.BY_HAND);
        var decision = byHand ? old.decision()
                : whoPays.decide(place, old.responsibility(), before.report().openedAt());
        var after = before.about(new ServiceCase.Parties(place.branch(), before.parties().partner(), place.customer(),
                        new ServiceCase.Contact(who.name(), who.phone(), who.email(), before.parties().contact().company(),
                                before.parties().contact().place()), place.site(), place.project(), place.device(), place.names()))
                .triaged(new ServiceCase.Triage(old.kind(), old.kindVersion(), old.severity(), decision, old.symptom(), old.cause(),
                        old.responsibility(), relatives.repeated(place.device(), old.symptom(), before.report().openedAt())));
        cases.save(after);
        var sameDevice = Objects.equals(place.device(), before.parties().device()) ? null : relatives.open(place.device(), id);
        if (sameDevice != null) {
            relatives.link(id, sameDevice, LinkKind.RELATED, scope.user(), now);
        }
        keeper.write(after, CaseKeeper.wide(after, Happening.internal("cases.identified", now, Actor.of(scope), Map.of("entitlement", decision.entitlement().name()))));
        events.publishEvent(new CaseEvent.Triaged(id, old.kind(), old.severity(), old.severity(), decision.entitlement(), now));
        keeper.tell(after);
    }

    /** A stage change by hand, along the moves of the case's kind that whoever asks may make. */
    void moveTo(CaseId id, @Nullable Integer version, String stage, Scope scope) {
        var before = keeper.read(id, version);
        var kind = keeper.kindOf(before);
        var actor = Actor.of(scope);
        var allowed = movesOf(before.progress().stage(), kind, before.parties().branch(), before.parties().partner(), before.parties().customer(), scope);
        if (!allowed.contains(stage) || !before.status().isUnderWay()) {
            throw new Refusal.Conflict("cases.stage-not-allowed", "you cannot move case %s from stage %s to %s; allowed now: %s".formatted(
                    before.number(), before.progress().stage(), stage, allowed), Map.of("from", before.progress().stage(), "to", stage));
        }
        papers.demand(before, kind, stage);
        var now = clock.instant();
        var after = keeper.takenIfNew(before, kind).at(stage).answered(now);
        cases.save(after);
        keeper.write(after, Happening.internal("cases.stage", now, actor, Map.of("kind", kind.code(), "version", kind.version(),
                "from", before.progress().stage(), "to", stage, "stageBefore", kind.nameOf(before.progress().stage()), "stage", kind.nameOf(stage))));
        keeper.firstAnswer(before, now);
        keeper.tell(after);
    }

    void assign(CaseId id, @Nullable Integer version, @Nullable UUID user, Actor actor) {
        var before = keeper.read(id, version);
        var name = user == null ? "" : jdbc.sql("select name from identity.app_user where id = :id and active and customer_id is null and not machine")
                .param("id", user).query(String.class).optional()
                .orElseThrow(() -> new Refusal.Broken("cases.no-such-user", "there is no such user", Map.of()));
        var after = before.assignedTo(user);
        cases.save(after);
        keeper.write(after, Happening.internal("cases.assigned", clock.instant(), actor, Map.of("to", name)));
        assignments.assigned(before, after, actor.user(), clock.instant());
        events.publishEvent(new CaseEvent.Assigned(id, user, clock.instant()));
        keeper.tell(after, before.progress().assignee());
    }

    /** A note by one of ours. What the customer can see counts as an answer. */
    public void note(CaseId id, String text, boolean visibleToCustomer, Actor actor) {
        note(id, Map.of("text", text), visibleToCustomer, actor);
    }

    /** For the customer to see. @param source the id of what it was written in: a mail */
    public void note(CaseId id, String text, UUID source, Actor actor) {
        note(id, Map.of("text", text, "source", source), true, actor);
    }

    private void note(CaseId id, Map<String, ?> facts, boolean visibleToCustomer, Actor actor) {
        var now = clock.instant();
        var before = cases.get(id);
        filled((String) facts.get("text"));
        keeper.write(before, visibleToCustomer ? Happening.visible("cases.noted", now, actor, facts) : Happening.internal("cases.noted", now, actor, facts));
        if (visibleToCustomer) {
            if (before.progress().answeredAt() == null) {
                cases.save(before.answered(now));
            }
            events.publishEvent(new CaseEvent.Noted(id, false, now));
            keeper.firstAnswer(before, now);
        }
        keeper.tell(before);
    }

    /** The customer writes. A case that waited for the customer goes on. */
    public void message(CaseId id, String text, Actor customer) {
        heard(id, text, Happening.visible("cases.message", clock.instant(), customer, Map.of("text", text)));
    }

    /** @param source the id of what it was written in: a mail */
    public void message(CaseId id, String text, UUID source, Actor customer) {
        heard(id, text, Happening.visible("cases.message", clock.instant(), customer, Map.of("text", text, "source", source)));
    }

    /** What the customer told one of ours, on the phone or at the door: an answer as good as a written one. */
    void answerNoted(CaseId id, String text, Actor actor) {
        heard(id, text, Happening.internal("cases.customer-said", clock.instant(), actor, Map.of("text", text)));
    }

    private void heard(CaseId id, String text, Happening happening) {
        var before = cases.get(id);
        filled(text);
        keeper.write(before, happening);
        var into = before.status() == CaseStatus.CANCELLED ? relatives.mergedInto(id) : null;
        if (into != null) {
            heard(into, text, new Happening(happening.kind(), happening.at(), happening.actor(), happening.visibility(), List.of(),
                    Map.of("text", text, "number", before.number())));
            return;
        }
        events.publishEvent(new CaseEvent.Noted(id, true, happening.at()));
        if (before.status() == CaseStatus.WAITING && promises.awaited(id.subject()).orElse(PauseReason.Party.CUSTOMER) == PauseReason.Party.CUSTOMER) {
            resume(id, happening.actor());
        }
        keeper.tell(before);
    }

    /** The clocks stop, with the reason, until {@link #resume}. */
    public void waitFor(CaseId id, String words, Actor actor) {
        waitFor(id, FOR_THE_CUSTOMER, words, actor);
    }

    /** @param pause for what of the catalogue of pause reasons; {@code words} say what exactly, and may be missing */
    public void waitFor(CaseId id, String pause, String words, Actor actor) {
        var reason = promises.pauseReason(pause);
        var said = words.isBlank() && reason.party() != PauseReason.Party.CUSTOMER ? reason.name() : words;
        keeper.change(id, before -> before.waitFor(said), _ -> Happening.visible("cases.waiting", clock.instant(), actor, Map.of("reason", said)),
                now -> new CaseEvent.Waiting(id, pause, said, now));
    }

    /** They were asked as often as was agreed and stayed silent. A case that does not wait any more goes on as it is. */
    void giveUp(CaseId id, String summary, Instant at) {
        if (cases.get(id).status() == CaseStatus.WAITING) {
            resolve(id, summary, null, null, Actor.SYSTEM, at);
        }
    }

    public void resume(CaseId id, Actor actor) {
        keeper.change(id, ServiceCase::resume, _ -> Happening.visible("cases.resumed", clock.instant(), actor, Map.of()),
                now -> new CaseEvent.Resumed(id, now));
    }

    public void resolve(CaseId id, String summary, Actor actor) {
        demandPapers(id, Kind.Step.RESOLVE);
        resolve(id, summary, null, null, actor, clock.instant());
    }

    /** Put right together with the outage it is part of, in a transaction of its own. */
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public void resolveTogether(CaseId id, String summary, Actor actor) {
        resolve(id, summary, actor);
    }

    void resolve(CaseId id, String summary, @Nullable String cause, @Nullable String responsibility, Actor actor, Instant at) {
        keeper.change(id, before -> {
            var found = before.triaged(before.triage().found(catalogue.known(Catalogue.Dimension.CAUSE, cause),
                    catalogue.known(Catalogue.Dimension.RESPONSIBILITY, responsibility)));
            return keeper.step(keeper.paying(before, found, at).resolve(summary, at), Kind.Step.RESOLVE).answered(at);
        }, after -> CaseKeeper.wide(after, Happening.visible("cases.resolved", at, actor, Map.of("summary", summary))),
                _ -> new CaseEvent.Resolved(id, at));
    }

    /** The customer accepts the work. */
    public void accept(CaseId id, Actor actor) {
        keeper.change(id, before -> keeper.step(before.accept(clock.instant()), Kind.Step.CLOSE),
                after -> CaseKeeper.wide(after, Happening.visible("cases.accepted", clock.instant(), actor, Map.of())),
                now -> new CaseEvent.Accepted(id, now));
    }

    /** The customer rejects the work; it goes on under a stricter promise. */
    public void reject(CaseId id, String reason, Actor actor) {
        keeper.change(id, before -> keeper.step(before.reject(reason), Kind.Step.REOPEN),
                after -> CaseKeeper.wide(after, Happening.visible("cases.rejected", clock.instant(), actor, Map.of("reason", reason))),
                now -> new CaseEvent.Rejected(id, reason, now));
    }

    public void close(CaseId id, Actor actor) {
        demandPapers(id, Kind.Step.CLOSE);
        keeper.change(id, before -> keeper.step(before.close(clock.instant()), Kind.Step.CLOSE),
                after -> CaseKeeper.wide(after, Happening.visible("cases.closed", clock.instant(), actor, Map.of())),
                now -> new CaseEvent.Closed(id, now));
    }

    public void reopen(CaseId id, String reason, Actor actor) {
        keeper.change(id, before -> keeper.step(before.reopen(reason), Kind.Step.REOPEN),
                after -> CaseKeeper.wide(after, Happening.visible("cases.reopened", clock.instant(), actor, Map.of("reason", reason))),
                now -> new CaseEvent.Reopened(id, reason, now));
    }

    public void cancel(CaseId id, String reason, Actor actor) {
        keeper.change(id, before -> keeper.step(before.cancel(reason), Kind.Step.CANCEL),
                after -> CaseKeeper.wide(after, Happening.visible("cases.cancelled", clock.instant(), actor, Map.of("reason", reason))),
                now -> new CaseEvent.Cancelled(id, reason, now));
    }

    /** Whoever has the old link can open nothing with it any more. */
    void renewTrackingLink(CaseId id, Actor actor) {
        var c = cases.get(id);
        jdbc.sql("update cases.service_case set tracking_token = :token where id = :id").param("token", keeper.token()).param("id", id.value()).update();
        keeper.write(c, Happening.internal("cases.link-renewed", clock.instant(), actor, Map.of()));
        keeper.tell(c);
    }

    /** What other modules need to know of a case; whoever asks has let the reader in. */
    @Transactional(readOnly = true)
    public CaseFacts facts(CaseId id) {
        return facts(cases.get(id));
    }

    /** The case that a tracking link opens. */
    @Transactional(readOnly = true)
    public Optional<CaseFacts> tracked(String trackingToken) {
        return jdbc.sql("select id from cases.service_case where tracking_token = :token").param("token", trackingToken)
                .query(UUID.class).optional().map(id -> facts(cases.get(new CaseId(id))));
    }

    private void demandPapers(CaseId id, Kind.Step step) {
        var before = cases.get(id);
        var kind = keeper.kindOf(before);
        papers.demand(before, kind, kind.after(step, before.progress().stage()));
    }

    /** The stages that somebody may move a case to by hand: who is named for a move, otherwise who may triage. */
    static List<String> movesOf(String stage, Kind kind, UUID branch, @Nullable UUID partner, @Nullable UUID customer, Scope scope) {
        var triage = scope.reach(Permission.CASES_TRIAGE).covers(branch, partner, customer);
        return kind.movesFrom(stage).stream().filter(move -> move.by().isEmpty() ? triage : scope.hasAny(move.by(), branch))
                .map(Kind.Move::to).toList();
    }

    /** A code that was valid when it was chosen stays, even if the company has retired it since. */
    private @Nullable String kept(@Nullable String old, @Nullable String next, Catalogue.Dimension dimension) {
        return Objects.equals(old, next) ? old : catalogue.known(dimension, next);
    }

    private static Map<String, Object> changes(ServiceCase.Triage before, ServiceCase.Triage after) {
        var changes = new HashMap<String, Object>();
        Consumer<String[]> put = c -> {
            if (!Objects.equals(c[1], c[2])) {
                changes.put(c[0] + "Before", Objects.requireNonNullElse(c[1], ""));
                changes.put(c[0], Objects.requireNonNullElse(c[2], ""));
            }
        };
        put.accept(new String[] {"kind", before.kind(), after.kind()});
        put.accept(new String[] {"severity", String.valueOf(before.severity()), String.valueOf(after.severity())});
        put.accept(new String[] {"symptom", before.symptom(), after.symptom()});
        put.accept(new String[] {"cause", before.cause(), after.cause()});
        put.accept(new String[] {"responsibility", before.responsibility(), after.responsibility()});
        return changes;
    }

    private static CaseFacts facts(ServiceCase c) {
        return new CaseFacts(c.id(), c.number(), c.parties().branch(), c.parties().partner(), c.parties().customer(),
                c.parties().contact().name(), c.parties().contact().phone(), c.parties().contact().email(), c.parties().site(),
                c.parties().project(), c.parties().device(), c.report().channel(), c.triage().kind(), c.triage().kindVersion(),
                c.report().subject(), c.status(), c.progress().stage(), c.triage().severity(), c.triage().decision().entitlement(),
                c.progress().assignee(), c.report().trackingToken(), c.report().openedAt(), c.progress().resolvedAt(),
                c.progress().closedAt(), c.version());
    }

    private static void filled(String text) {
        if (text.isBlank()) {
            throw new Refusal.Broken("cases.note-empty", "a note needs some words", Map.of());
        }
    }
}
