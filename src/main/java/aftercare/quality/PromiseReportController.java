package aftercare.quality;

import aftercare.identity.Permission;
import aftercare.identity.Requires;
import aftercare.identity.Scope;
import aftercare.platform.Download;
import aftercare.platform.Sheets;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Which promises were kept and which were not: figures, the promises behind them, and both as files. */
@RestController
@RequestMapping("/api/quality/promises")
class PromiseReportController {

    private final PromiseOutcomes outcomes;

    PromiseReportController(PromiseOutcomes outcomes) {
        this.outcomes = outcomes;
    }

    @Requires(Permission.QUALITY_READ)
    @GetMapping
    PromiseReport report(Scope scope, @RequestParam LocalDate from, @RequestParam LocalDate to, @RequestParam(required = false) @Nullable UUID branch,
                         @RequestParam(required = false) @Nullable String code, @RequestParam(required = false) @Nullable String rule,
                         @RequestParam(required = false) @Nullable String owner, @RequestParam(required = false) @Nullable UUID customer,
                         @RequestParam(required = false) PromiseOutcomes.@Nullable Outcome outcome, @RequestParam(required = false) @Nullable String cause) {
        return outcomes.report(new PromiseOutcomes.Filter(code, rule, owner, customer, outcome, cause), new Period(from, to, branch), scope.reach(Permission.QUALITY_READ));
    }

    @Requires(Permission.QUALITY_READ)
    @GetMapping("/list")
    PromiseOutcomes.Page list(Scope scope, @RequestParam LocalDate from, @RequestParam LocalDate to, @RequestParam(required = false) @Nullable UUID branch,
                              @RequestParam(required = false) @Nullable String code, @RequestParam(required = false) @Nullable String rule,
                              @RequestParam(required = false) @Nullable String owner, @RequestParam(required = false) @Nullable UUID customer,
                              @RequestParam(required = false) PromiseOutcomes.@Nullable Outcome outcome, @RequestParam(required = false) @Nullable String cause,
                              @RequestParam(required = false) @Nullable String after) {
        return outcomes.list(new PromiseOutcomes.Filter(code, rule, owner, customer, outcome, cause), new Period(from, to, branch), scope.reach(Permission.QUALITY_READ), after);
    }

    @Requires(Permission.QUALITY_READ)
    @GetMapping("/export")
    void figuresAsFile(Scope scope, @RequestParam Sheets.Format format, @RequestParam(defaultValue = "zh-CN") String language,
                       @RequestParam LocalDate from, @RequestParam LocalDate to, @RequestParam(required = false) @Nullable UUID branch,
                       @RequestParam(required = false) @Nullable String code, @RequestParam(required = false) @Nullable String rule,
                       @RequestParam(required = false) @Nullable String owner, @RequestParam(required = false) @Nullable UUID customer,
                       @RequestParam(required = false) PromiseOutcomes.@Nullable Outcome outcome, @RequestParam(required = false) @Nullable String cause,
                       HttpServletResponse response) throws IOException {
        var report = report(scope, from, to, branch, code, rule, owner, customer, outcome, cause);
        var words = new PromiseReportSheet(language);
        var title = PromiseReportSheet.FIGURES.in(language);
        var out = Download.saved(response, "%s %s_%s.%s".formatted(title, from, to, format.ending()), format.mediaType());
        try (var sheet = Sheets.write(out, format, title, words.figureHeadings())) {
            words.figures(report, sheet::row);
        }
    }

    /** Moments are written as the clock of each promise's branch has them. */
    @Requires(Permission.QUALITY_READ)
    @GetMapping("/list/export")
    void listAsFile(Scope scope, @RequestParam Sheets.Format format, @RequestParam(defaultValue = "zh-CN") String language,
                    @RequestParam LocalDate from, @RequestParam LocalDate to,
                    @RequestParam(required = false) @Nullable UUID branch, @RequestParam(required = false) @Nullable String code,
                    @RequestParam(required = false) @Nullable String rule, @RequestParam(required = false) @Nullable String owner,
                    @RequestParam(required = false) @Nullable UUID customer, @RequestParam(required = false) PromiseOutcomes.@Nullable Outcome outcome,
                    @RequestParam(required = false) @Nullable String cause, HttpServletResponse response) throws IOException {
        var filter = new PromiseOutcomes.Filter(code, rule, owner, customer, outcome, cause);
        var period = new Period(from, to, branch);
        var words = new PromiseReportSheet(language);
        var title = PromiseReportSheet.LIST.in(language);
        filter.params();
        var out = Download.saved(response, "%s %s_%s.%s".formatted(title, from, to, format.ending()), format.mediaType());
        try (var sheet = Sheets.write(out, format, title, words.listHeadings())) {
            outcomes.each(filter, period, scope.reach(Permission.QUALITY_READ), row -> sheet.row(words.cells(row)));
        }
    }
}
