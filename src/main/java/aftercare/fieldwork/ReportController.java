package aftercare.fieldwork;

import aftercare.identity.Permission;
import aftercare.identity.Requires;
import aftercare.identity.Scope;
import aftercare.kernel.Refusal;
import aftercare.platform.OpenToAll;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** The service report on paper, and whether a paper in somebody's hand is genuine. */
@RestController
class ReportController {

    /** As much as whoever holds the paper knows anyway. */
    record ReportCheck(String number, String caseNumber, String company, String customer, @Nullable String device, String engineer,
                   Report.Outcome outcome, String signer, Instant signedAt) {}

    private static final int MOST_AT_ONCE = 50;

    private final ReportPrinter printer;
    private final ReportQueries queries;

    ReportController(ReportPrinter printer, ReportQueries queries) {
        this.printer = printer;
        this.queries = queries;
    }

    @Requires(Permission.FIELDWORK_READ)
    @GetMapping("/api/reports")
    ReportQueries.Page list(Scope scope, @ParameterObject ReportQueries.Filter filter, @RequestParam(required = false) @Nullable UUID after) {
        return queries.list(filter, after, scope);
    }

    /** Several in one file, for the printer. */
    @Requires(Permission.FIELDWORK_READ)
    @GetMapping(path = "/api/reports/print", produces = MediaType.APPLICATION_PDF_VALUE)
    ResponseEntity<byte[]> print(Scope scope, @RequestParam List<UUID> ids, @RequestParam(required = false) ReportLayout.@Nullable Language language) {
        if (ids.isEmpty() || ids.size() > MOST_AT_ONCE) {
            throw new Refusal.Broken("fieldwork.print-count", "between 1 and %d reports can be printed at once".formatted(MOST_AT_ONCE), Map.of("most", MOST_AT_ONCE));
        }
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_DISPOSITION, ContentDisposition.inline().filename("服务报告单.pdf", StandardCharsets.UTF_8).build().toString())
                .cacheControl(CacheControl.noStore()).body(printer.printed(scope.reach(Permission.FIELDWORK_READ), scope.user(), ids, language, here()));
    }

    @Requires(Permission.FIELDWORK_READ)
    @GetMapping(path = "/api/reports/{id}/pdf", produces = MediaType.APPLICATION_PDF_VALUE)
    ResponseEntity<byte[]> pdf(Scope scope, @PathVariable UUID id, @RequestParam(required = false) ReportLayout.@Nullable Language language) {
        var printed = printer.printed(scope.reach(Permission.FIELDWORK_READ), scope.user(), id, language, here());
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.inline().filename("服务报告单-%s.pdf".formatted(printed.number()), StandardCharsets.UTF_8).build().toString())
                .header(HttpHeaders.CACHE_CONTROL, "private, no-cache")
                .body(printed.pdf());
    }

    /** The QR code on the paper leads here. The hash cannot be guessed. */
    @OpenToAll
    @GetMapping("/api/public/report-checks/{number}/{hash}")
    ReportCheck check(@PathVariable String number, @PathVariable String hash) {
        return printer.genuine(number, hash).map(facts -> {
            var signed = Objects.requireNonNull(facts.signed());
            return new ReportCheck(facts.number(), facts.caseNumber(), facts.sender().company(), facts.receiver().customer(),
                    facts.device() == null ? null : facts.device().model(), facts.worker().name(), facts.findings().outcome(), signed.name(), signed.at());
        }).orElseThrow(() -> new Refusal.Missing("fieldwork.not-genuine", "no report %s was signed with this text".formatted(number), Map.of("number", number)));
    }

    /** The address this request came to, for links on paper when the operator has named none. */
    static String here() {
        return ServletUriComponentsBuilder.fromCurrentContextPath().build().toUriString();
    }
}
