package aftercare.quality;

import aftercare.identity.Permission;
import aftercare.identity.Requires;
import aftercare.identity.Scope;
import aftercare.platform.Download;
import aftercare.platform.Sheets;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.WebRequest;

/** The overview: figures, the lists behind them, and the same figures as a file. */
@RestController
@RequestMapping("/api/quality")
class OverviewController {

    private final OverviewQueries queries;
    private final Clock clock;

    OverviewController(OverviewQueries queries, Clock clock) {
        this.queries = queries;
        this.clock = clock;
    }

    @Requires(Permission.QUALITY_READ)
    @GetMapping("/overview")
    Overview overview(Scope scope, @RequestParam LocalDate from, @RequestParam LocalDate to,
                      @RequestParam(required = false) @Nullable UUID branch) {
        return queries.overview(new Period(from, to, branch), scope.reach(Permission.QUALITY_READ), clock.instant());
    }

    @Requires(Permission.QUALITY_READ)
    @GetMapping("/overview.csv")
    void asFile(Scope scope, @RequestParam LocalDate from, @RequestParam LocalDate to, @RequestParam(required = false) @Nullable UUID branch,
                @RequestParam(defaultValue = "zh-CN") String language, HttpServletResponse response) throws IOException {
        var overview = overview(scope, from, to, branch);
        var title = OverviewSheet.TITLE.in(language);
        var out = Download.saved(response, "%s %s_%s.csv".formatted(title, from, to), Sheets.Format.CSV.mediaType());
        try (var sheet = Sheets.write(out, Sheets.Format.CSV, title, OverviewSheet.headings(language))) {
            new OverviewSheet(language).rows(overview).forEach(sheet::row);
        }
    }

    /**
     * The cases behind a figure.
     * {@code is} is {@code trait:value}, as often as needed.
     *
     * @param of what is counted
     */
    @Requires(Permission.QUALITY_READ)
    @GetMapping("/cases")
    @Parameter(name = "is", in = ParameterIn.QUERY, array = @ArraySchema(schema = @Schema(type = "string")))
    OverviewQueries.Page behind(Scope scope, @RequestParam Population of, @RequestParam LocalDate from, @RequestParam LocalDate to,
                                @RequestParam(required = false) @Nullable UUID branch, @RequestParam(required = false) @Nullable String after,
                                WebRequest request) {
        // Taken raw: as a list Spring would cut a single value at its commas.
        var is = request.getParameterValues("is");
        return queries.behind(of, is == null ? List.of() : List.of(is), new Period(from, to, branch), scope.reach(Permission.QUALITY_READ), after);
    }
}
