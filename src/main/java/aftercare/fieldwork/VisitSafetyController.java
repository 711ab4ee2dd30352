package aftercare.fieldwork;

import aftercare.cases.CaseId;
import aftercare.identity.Permission;
import aftercare.identity.Requires;
import aftercare.identity.Scope;
import aftercare.safety.Briefing;
import aftercare.safety.SafetyGate;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What is dangerous about a visit: for the engineer to go through, for the office to see how far he is. */
@RestController
class VisitSafetyController {

    /** @param mayLetGoOn whether the reader may say that work goes on after a stop */
    record VisitSafety(UUID visitId, String engineer, VisitStatus status, Instant plannedStart, Briefing briefing, List<Interruptions.Interruption> interruptions, boolean mayLetGoOn) {}

    record LetGoOnBody(@NotBlank @Size(max = 500) String note) {}

    private final FieldQueries queries;
    private final SafetyGate gate;
    private final SafetyActs safety;
    private final Interruptions interruptions;
    private final Clock clock;

    VisitSafetyController(FieldQueries queries, SafetyGate gate, SafetyActs safety, Interruptions interruptions, Clock clock) {
        this.queries = queries;
        this.gate = gate;
        this.safety = safety;
        this.interruptions = interruptions;
        this.clock = clock;
    }

    /** Whole, so that it can be gone through without a net. */
    @Requires(Permission.FIELDWORK_PERFORM)
    @GetMapping("/api/field/visits/{id}/briefing")
    Briefing briefing(Scope scope, @PathVariable UUID id) {
        var visit = queries.mine(scope.user(), id).orElseThrow(() -> FieldDesk.missing(new VisitId(id)));
        return gate.briefing(id, new CaseId(visit.card().caseId()), scope.user(), on(visit.card().plannedStart()));
    }

    /** Of the visits to a case, the latest plan first. */
    @Requires(Permission.FIELDWORK_READ)
    @GetMapping("/api/visits/safety")
    List<VisitSafety> ofCase(Scope scope, @RequestParam UUID caseId) {
        var manage = scope.reach(Permission.SAFETY_MANAGE);
        return queries.ofCase(scope.reach(Permission.FIELDWORK_READ), caseId).stream()
                .filter(visit -> visit.status() != VisitStatus.CANCELLED && visit.status() != VisitStatus.REFUSED)
                .map(visit -> new VisitSafety(visit.id(), visit.engineer(), visit.status(), visit.plannedStart(),
                        gate.briefing(visit.id(), new CaseId(caseId), visit.engineerId(), on(visit.plannedStart())), interruptions.of(visit.id()),
                        visit.status() == VisitStatus.STOPPED && manage.covers(visit.branchId(), visit.partnerId(), null))).toList();
    }

    /** The office lets work go on that was stopped. */
    @Requires(Permission.SAFETY_MANAGE)
    @PostMapping("/api/visits/{id}/put-right")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void putRight(Scope scope, @PathVariable UUID id, @Valid @RequestBody LetGoOnBody body) {
        safety.putRight(scope, new VisitId(id), body.note());
    }

    /** Certificates have to be valid on the day of the work: the planned one, or today when that has passed. */
    private Instant on(Instant planned) {
        var now = clock.instant();
        return planned.isBefore(now) ? now : planned;
    }
}
