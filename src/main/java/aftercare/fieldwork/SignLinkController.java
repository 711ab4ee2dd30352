package aftercare.fieldwork;

import aftercare.identity.Permission;
import aftercare.identity.Requires;
import aftercare.identity.Scope;
import aftercare.platform.OpenToAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The signature of a customer who was away: his page without an account, and what the office sees of it. */
@RestController
class SignLinkController {

    /** What the customer puts his name to. */
    record ReportToSign(String number, String caseNumber, String subject, String company, String customer, @Nullable String device, String engineer, String contactName,
                        @Nullable Instant finishedAt, String finding, @Nullable String cause, String action, String advice, List<Report.Part> parts, int workMinutes,
                        Report.Outcome outcome) {}

    record SignBody(@NotBlank @Size(max = 60) String name, @NotNull @Size(max = 2000) String opinion, byte @NotNull [] signature) {}

    record RefuseSigningBody(@NotBlank @Size(max = 60) String name, @NotBlank @Size(max = 1000) String reason) {}

    private final SignLinks links;
    private final UnsignedQueries queries;
    private final ReportFactsQueries facts;
    private final Reports reports;

    SignLinkController(SignLinks links, UnsignedQueries queries, ReportFactsQueries facts, Reports reports) {
        this.links = links;
        this.queries = queries;
        this.facts = facts;
        this.reports = reports;
    }

    @OpenToAll
    @GetMapping("/api/public/sign-links/{token}")
    ReportToSign report(@PathVariable String token) {
        var visit = links.opened(token);
        var told = facts.of(reports.of(visit.id()).orElseThrow(), null);
        return new ReportToSign(told.number(), told.caseNumber(), told.subject(), told.sender().company(), told.receiver().customer(),
                told.device() == null ? null : told.device().model(), told.worker().name(), told.receiver().contact(), told.times().finished(), told.findings().finding(),
                told.findings().cause(), told.findings().action(), told.findings().advice(), told.parts(), told.findings().workMinutes(), told.findings().outcome());
    }

    @OpenToAll
    @PostMapping("/api/public/sign-links/{token}/sign")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void sign(@PathVariable String token, @Valid @RequestBody SignBody body) {
        links.sign(token, body.name(), body.opinion(), body.signature(), ReportController.here());
    }

    @OpenToAll
    @PostMapping("/api/public/sign-links/{token}/refuse")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void refuse(@PathVariable String token, @Valid @RequestBody RefuseSigningBody body) {
        links.refuse(token, body.name(), body.reason());
    }

    @Requires(Permission.FIELDWORK_READ)
    @GetMapping("/api/visits/unsigned")
    UnsignedQueries.UnsignedPage unsigned(Scope scope, @RequestParam(required = false) @Nullable UUID branch, @RequestParam(required = false) @Nullable UUID after) {
        return queries.list(scope.reach(Permission.FIELDWORK_READ), branch, after);
    }

    @Requires(Permission.DISPATCH_PLAN)
    @PostMapping("/api/visits/{id}/sign-link")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void make(Scope scope, @PathVariable UUID id) {
        links.make(scope, new VisitId(id), ReportController.here());
    }

    @Requires(Permission.DISPATCH_PLAN)
    @DeleteMapping("/api/visits/{id}/sign-link")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(Scope scope, @PathVariable UUID id) {
        links.revoke(scope, new VisitId(id));
    }
}
