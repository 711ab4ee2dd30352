package aftercare.portal;

import aftercare.fieldwork.SignedReports;
import aftercare.identity.Permission;
import aftercare.identity.Requires;
import aftercare.identity.Scope;
import aftercare.kernel.Refusal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** A company's contracts and signed service reports, for those of its people who may see papers. */
@RestController
@RequestMapping("/api/portal")
class MyPapersController {

    private static final int PAGE = 20;

    private final MyPapers papers;
    private final SignedReports reports;
    private final Clock clock;

    MyPapersController(MyPapers papers, SignedReports reports, Clock clock) {
        this.papers = papers;
        this.reports = reports;
        this.clock = clock;
    }

    @Requires(Permission.PORTAL_PAPERS)
    @GetMapping("/contracts")
    MyPapers.ContractPage contracts(Scope scope, @RequestParam(required = false) @Nullable UUID after) {
        return papers.contracts(scope, clock.instant(), after, PAGE);
    }

    @Requires(Permission.PORTAL_PAPERS)
    @GetMapping("/reports")
    MyPapers.ReportPage reports(Scope scope, @RequestParam(required = false) @Nullable Instant afterAt, @RequestParam(required = false) @Nullable UUID afterCase,
                                @RequestParam(required = false) @Nullable String afterReport) {
        return papers.reports(scope, afterAt == null || afterCase == null || afterReport == null ? null : new MyPapers.ReportCursor(afterAt, afterCase, afterReport), PAGE);
    }

    @Requires(Permission.PORTAL_PAPERS)
    @GetMapping(path = "/reports/{number}", produces = MediaType.APPLICATION_PDF_VALUE)
    ResponseEntity<byte[]> report(Scope scope, @PathVariable String number) {
        var address = ServletUriComponentsBuilder.fromCurrentContextPath().build().toUriString();
        var pdf = reports.pdf(papers.caseOf(number, scope), number, address)
                .orElseThrow(() -> new Refusal.Missing("portal.no-such-report", "there is no signed report %s".formatted(number), Map.of("number", number)));
        return ResponseEntity.ok().cacheControl(CacheControl.noCache().cachePrivate())
                .header(HttpHeaders.CONTENT_DISPOSITION, ContentDisposition.inline().filename("服务单-%s.pdf".formatted(number), StandardCharsets.UTF_8).build().toString())
                .body(pdf);
    }
}
