package aftercare.fieldwork;

import aftercare.identity.Permission;
import aftercare.identity.Requires;
import aftercare.identity.Scope;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
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

/** Visits as the office sees them. */
@RestController
class VisitController {

    record AnswerBody(@NotBlank @Size(max = 2000) String answer) {}

    private final FieldQueries queries;
    private final Checklists checklists;
    private final Questions questions;
    private final Rounds rounds;

    VisitController(FieldQueries queries, Checklists checklists, Questions questions, Rounds rounds) {
        this.queries = queries;
        this.checklists = checklists;
        this.questions = questions;
        this.rounds = rounds;
    }

    @Requires(Permission.FIELDWORK_READ)
    @GetMapping("/api/visits")
    List<FieldQueries.CaseVisit> ofCase(Scope scope, @RequestParam UUID caseId) {
        return queries.ofCase(scope.reach(Permission.FIELDWORK_READ), caseId);
    }

    /** The devices of a case about several, each with what was filled in for it. */
    @Requires(Permission.FIELDWORK_READ)
    @GetMapping("/api/visits/round")
    Rounds.Round round(Scope scope, @RequestParam UUID caseId) {
        return rounds.ofCase(scope.reach(Permission.FIELDWORK_READ), caseId);
    }

    @Requires(Permission.FIELDWORK_READ)
    @GetMapping("/api/visits/checklists")
    List<Checklists.FilledForm> checklists(Scope scope, @RequestParam UUID caseId) {
        return checklists.ofCase(scope.reach(Permission.FIELDWORK_READ), caseId);
    }

    /** What engineers asked from the visits to a case. */
    @Requires(Permission.FIELDWORK_READ)
    @GetMapping("/api/visits/questions")
    List<Questions.Question> questions(Scope scope, @RequestParam UUID caseId) {
        return questions.ofCase(scope.reach(Permission.FIELDWORK_READ), caseId);
    }

    @Requires(Permission.FIELDWORK_DECIDE)
    @PostMapping("/api/visits/questions/{id}/answer")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void answer(Scope scope, @PathVariable UUID id, @Valid @RequestBody AnswerBody body) {
        questions.answer(scope, id, body.answer());
    }

    @Requires(Permission.FIELDWORK_READ)
    @GetMapping("/api/visits/{id}")
    FieldQueries.VisitView visit(Scope scope, @PathVariable UUID id) {
        return queries.visit(scope.reach(Permission.FIELDWORK_READ), id).orElseThrow(() -> FieldDesk.missing(new VisitId(id)));
    }
}
