package aftercare.fieldwork;

import aftercare.cases.CaseDesk;
import aftercare.documents.Document;
import aftercare.documents.DocumentDesk;
import aftercare.identity.Permission;
import aftercare.identity.Role;
import aftercare.identity.Scope;
import aftercare.kernel.Refusal;
import aftercare.notices.Notice;
import aftercare.notices.NoticeDesk;
import aftercare.promises.PromiseDesk;
import aftercare.promises.StartPromises;
import aftercare.safety.Briefing;
import aftercare.safety.ConfirmedBy;
import aftercare.safety.NearMissDesk;
import aftercare.safety.SafetyGate;
import aftercare.timeline.Actor;
import aftercare.timeline.Happening;
import aftercare.timeline.Timeline;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What an engineer does for his own safety and that of others: confirms the briefing, stops the work, tells what nearly went wrong. */
@Service
@Transactional
class SafetyActs {

    static final String PAPERS_FOLLOW = "papers-follow";

    private static final Set<Role> ANSWERING = Set.of(Role.DISPATCHER, Role.MANAGER, Role.BRANCH_MANAGER);

    private final OnVisit onVisit;
    private final Visits visits;
    private final Interruptions interruptions;
    private final SafetyGate gate;
    private final NearMissDesk nearMisses;
    private final DocumentDesk documents;
    private final CaseDesk cases;
    private final PromiseDesk promises;
    private final NoticeDesk notices;
    private final Timeline timeline;
    private final Clock clock;

    SafetyActs(OnVisit onVisit, Visits visits, Interruptions interruptions, SafetyGate gate, NearMissDesk nearMisses, DocumentDesk documents, CaseDesk cases, PromiseDesk promises, NoticeDesk notices,
               Timeline timeline, Clock clock) {
        this.onVisit = onVisit;
        this.visits = visits;
        this.interruptions = interruptions;
        this.gate = gate;
        this.nearMisses = nearMisses;
        this.documents = documents;
        this.cases = cases;
        this.promises = promises;
        this.notices = notices;
        this.timeline = timeline;
        this.clock = clock;
    }

    /** Work begins only behind the gate. What a person of the office has settled stands. */
    void requireOpen(Visit visit, Actor by, Instant at, boolean settled, boolean emergency) {
        if (settled) {
            return;
        }
        var caseId = visit.plan().caseId();
        gate.requireCertified(caseId, visit.plan().engineer(), at);
        if (emergency && isEmergency(visit)) {
            owePapers(visit, by, at);
            return;
        }
        if (gate.requireBriefed(visit.id().value(), caseId, at, clock.instant())) {
            timeline.write(Happening.internal("fieldwork.started-unaware", at, by, Map.of()).about(caseId.subject()).about(visit.id().subject()));
            notices.tell(new Notice("fieldwork.started-unaware", caseId.subject(), Map.of("engineer", by.name()), false, clock.instant()), visit.plan().branch(), ANSWERING);
        }
    }

    /** A whole system is down: nobody waits for papers there. */
    private boolean isEmergency(Visit visit) {
        return cases.facts(visit.plan().caseId()).severity() == 1;
    }

    private void owePapers(Visit visit, Actor by, Instant at) {
        if (isBriefed(visit, at)) {
            return;
        }
        var facts = cases.facts(visit.plan().caseId());
        promises.startIfPromised(new StartPromises(visit.id().subject(), List.of(PAPERS_FOLLOW), Map.of("kind", facts.kind()), visit.plan().branch(), visit.plan().engineer(),
                facts.number() + " " + facts.subject(), at));
        timeline.write(Happening.internal("fieldwork.started-emergency", at, by, Map.of()).about(facts.id().subject()).about(visit.id().subject()));
        notices.tell(new Notice("fieldwork.started-emergency", facts.id().subject(), Map.of("engineer", by.name()), false, clock.instant()), visit.plan().branch(), ANSWERING);
    }

    private boolean isBriefed(Visit visit, Instant at) {
        var briefing = gate.briefing(visit.id().value(), visit.plan().caseId(), visit.plan().engineer(), at);
        return briefing.engineerDone() && briefing.contactDone();
    }

    /** The engineer has gone through the hazards. The command's id becomes the confirmation's. */
    void brief(Actor by, VisitId id, FieldDesk.Command command, List<Briefing.Seen> seen) {
        onVisit.act(by, id, command, "BRIEF", (visit, at) -> {
            gate.confirm(command.id(), id.value(), visit.plan().caseId(), ConfirmedBy.ENGINEER, visit.plan().engineer(), by.name(), null, seen, at);
            told(visit, Happening.internal("fieldwork.briefed", at, by, Map.of("hazards", seen.size())));
        });
    }

    /** So has the customer's man on site, who signs for it. */
    void briefContact(Actor by, VisitId id, FieldDesk.Command command, String name, byte[] signature, List<Briefing.Seen> seen) {
        onVisit.act(by, id, command, "BRIEF_CONTACT", (visit, at) -> {
            FieldDesk.requireSignature(signature);
            var picture = documents.store(id.subject(), "briefing", "briefing-" + command.id() + ".png", signature, Document.Visibility.INTERNAL, by);
            gate.confirm(command.id(), id.value(), visit.plan().caseId(), ConfirmedBy.CONTACT, visit.plan().engineer(), name, picture.id(), seen, at);
            told(visit, Happening.visible("fieldwork.contact-briefed", at, by, Map.of("name", name.strip())));
        });
    }

    void stop(Actor by, VisitId id, FieldDesk.Command command, String reason) {
        onVisit.act(by, id, command, VisitAct.STOP.name(), (visit, at) -> {
            var after = visit.stop();
            reasoned(reason);
            var when = visit.steps().notBefore(at);
            interruptions.end(id, "", by.name(), when);
            interruptions.begin(id, Interruptions.Kind.STOP, reason, by.name(), when);
            onVisit.saved(after, Happening.internal("fieldwork.stopped", when, by, Map.of("reason", reason.strip())));
            notices.tell(new Notice("fieldwork.stopped", visit.plan().caseId().subject(), Map.of("engineer", by.name(), "reason", reason.strip()), true, clock.instant()),
                    visit.plan().branch(), ANSWERING);
        });
    }

    /** What made the work stop is put right; it may begin again. */
    void putRight(Actor by, VisitId id, FieldDesk.Command command, String note) {
        onVisit.act(by, id, command, VisitAct.PUT_RIGHT.name(), (visit, at) -> putRight(visit, by, note, at));
    }

    /** The office lets work go on. */
    void putRight(Scope scope, VisitId id, String note) {
        var visit = visits.find(id).filter(found -> scope.reach(Permission.SAFETY_MANAGE).covers(found.plan().branch(), found.plan().partner(), null))
                .orElseThrow(() -> FieldDesk.missing(id));
        putRight(visit, Actor.of(scope), note, clock.instant());
        notices.tell(new Notice("fieldwork.put-right", visit.plan().caseId().subject(), Map.of("by", scope.name(), "note", note.strip()), true, clock.instant()),
                List.of(visit.plan().engineer()));
    }

    private void putRight(Visit visit, Actor by, String note, Instant at) {
        var after = visit.putRight();
        if (note.isBlank()) {
            throw new Refusal.Broken("fieldwork.put-right-how", "say what was put right", Map.of());
        }
        var when = visit.steps().notBefore(at);
        interruptions.end(visit.id(), note, by.name(), when);
        onVisit.saved(after, Happening.internal("fieldwork.put-right", when, by, Map.of("note", note.strip())));
    }

    void nearMiss(Actor by, VisitId id, FieldDesk.Command command, NearMissDesk.Said said) {
        onVisit.act(by, id, command, "NEAR_MISS", (visit, at) -> {
            nearMisses.reportFrom(command.id(), id.value(), visit.plan().caseId(), new NearMissDesk.Said(said.outcome(), said.risk(), said.what(), said.place(), at), by);
            onVisit.tell(visit);
        });
    }

    private void told(Visit visit, Happening happening) {
        if (isBriefed(visit, happening.at())) {
            promises.keep(visit.id().subject(), PAPERS_FOLLOW, happening.at());
        }
        timeline.write(happening.about(visit.plan().caseId().subject()).about(visit.id().subject()));
        onVisit.tell(visit);
    }

    private static void reasoned(String reason) {
        if (reason.isBlank()) {
            throw new Refusal.Broken("fieldwork.stop-unreasoned", "say why the work has to stop", Map.of());
        }
    }
}
