package aftercare.contracts;

import aftercare.identity.Permission;
import aftercare.identity.Requires;
import aftercare.identity.Scope;
import aftercare.kernel.Money;
import aftercare.platform.Download;
import aftercare.platform.Sheets;
import aftercare.timeline.Timeline;
import aftercare.timeline.TimelinePage;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Retention money of projects. */
@RestController
@RequestMapping("/api/retention")
class RetentionController {

    /** Either a share in percent or an amount. */
    record HoldBody(@NotNull UUID projectId, @NotNull @DecimalMin("0.01") @Digits(integer = 12, fraction = 2) BigDecimal price,
                    @Nullable @DecimalMin("0.01") @DecimalMax("100") @Digits(integer = 3, fraction = 2) BigDecimal share,
                    @Nullable @DecimalMin("0.01") @Digits(integer = 12, fraction = 2) BigDecimal amount, @Nullable UUID ownerId, @NotNull @Size(max = 1000) String note) {}

    record OwnerBody(@Nullable UUID ownerId) {}

    record TakeBody(Retention.@NotNull Entry kind, @NotNull @DecimalMin("0.01") @Digits(integer = 12, fraction = 2) BigDecimal amount, @NotNull LocalDate on,
                    @NotNull @Size(max = 1000) String reason, @NotNull @Size(max = 100) String letter, @Nullable LocalDate letterUntil) {}

    /** Nothing: none was recorded. */
    record OfProject(RetentionQueries.@Nullable View retention, boolean mayHold) {}

    private final RetentionDesk desk;
    private final RetentionQueries queries;

    RetentionController(RetentionDesk desk, RetentionQueries queries) {
        this.desk = desk;
        this.queries = queries;
    }

    @Requires(Permission.CONTRACTS_READ_RETENTION)
    @GetMapping
    RetentionQueries.Page list(Scope scope, @RequestParam(required = false) @Nullable String words, @RequestParam(required = false) @Nullable UUID branch,
                               @RequestParam(required = false) RetentionQueries.@Nullable Standing standing, @RequestParam(required = false) @Nullable LocalDate month,
                               @RequestParam(required = false) @Nullable UUID after) {
        return queries.list(new RetentionQueries.Filter(words, branch, standing, month), after, scope);
    }

    @Requires(Permission.CONTRACTS_READ_RETENTION)
    @GetMapping("/export")
    void export(Scope scope, @RequestParam Sheets.Format format, @RequestParam(defaultValue = "zh-CN") String language,
                @RequestParam(required = false) @Nullable String words, @RequestParam(required = false) @Nullable UUID branch,
                @RequestParam(required = false) RetentionQueries.@Nullable Standing standing, @RequestParam(required = false) @Nullable LocalDate month,
                HttpServletResponse response) throws IOException {
        var title = RetentionQueries.TITLE.in(language);
        var out = Download.saved(response, title + "." + format.ending(), format.mediaType());
        try (var sheet = Sheets.write(out, format, title, RetentionQueries.headings(language))) {
            queries.each(new RetentionQueries.Filter(words, branch, standing, month), scope, row -> sheet.row(RetentionQueries.cells(row)));
        }
    }

    @Requires(Permission.CONTRACTS_READ_RETENTION)
    @GetMapping("/months")
    List<RetentionQueries.Month> months(Scope scope, @RequestParam(required = false) @Nullable UUID branch) {
        return queries.months(branch, scope);
    }

    @Requires(Permission.CONTRACTS_READ_RETENTION)
    @GetMapping("/of-project/{project}")
    OfProject ofProject(Scope scope, @PathVariable UUID project) {
        return new OfProject(queries.ofProject(project, scope), scope.may(Permission.CONTRACTS_EDIT_RETENTION));
    }

    @Requires(Permission.CONTRACTS_EDIT_RETENTION)
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    RetentionQueries.View hold(Scope scope, @Valid @RequestBody HoldBody body) {
        return queries.view(desk.hold(new RetentionDesk.Draft(body.projectId(), new Money(body.price(), Money.CNY), body.share(),
                body.amount() == null ? null : new Money(body.amount(), Money.CNY), body.ownerId(), body.note().strip()), scope), scope);
    }

    @Requires(Permission.CONTRACTS_READ_RETENTION)
    @GetMapping("/{id}")
    RetentionQueries.View view(Scope scope, @PathVariable UUID id) {
        return queries.view(id, scope);
    }

    @Requires(Permission.CONTRACTS_EDIT_RETENTION)
    @PutMapping("/{id}/owner")
    RetentionQueries.View hand(Scope scope, @PathVariable UUID id, @Valid @RequestBody OwnerBody body) {
        desk.hand(id, body.ownerId(), scope);
        return queries.view(id, scope);
    }

    /** Released, deducted, or paid against a letter of guarantee. */
    @Requires(Permission.CONTRACTS_EDIT_RETENTION)
    @PostMapping("/{id}/entries")
    RetentionQueries.View take(Scope scope, @PathVariable UUID id, @Valid @RequestBody TakeBody body) {
        desk.take(id, new RetentionDesk.Taking(body.kind(), new Money(body.amount(), Money.CNY), body.on(), body.reason().strip(), body.letter().strip(),
                body.letterUntil()), scope);
        return queries.view(id, scope);
    }

    @Requires(Permission.CONTRACTS_READ_RETENTION)
    @GetMapping("/{id}/timeline")
    TimelinePage timeline(Scope scope, @PathVariable UUID id, @RequestParam(required = false) @Nullable String after) {
        return TimelinePage.of(queries.timeline(id, Timeline.Position.read(after), scope));
    }
}
