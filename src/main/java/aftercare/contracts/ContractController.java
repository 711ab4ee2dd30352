package aftercare.contracts;

import aftercare.customers.CustomerId;
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
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
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

/** Maintenance contracts, their amendments, renewals and visits. */
@RestController
@RequestMapping("/api/contracts")
class ContractController {

    /** A site, a project or a device; none of them is the whole customer. */
    record CoveredBody(@Nullable UUID siteId, @Nullable UUID projectId, @Nullable UUID deviceId) {}

    record InstalmentBody(@NotNull LocalDate dueOn, @NotNull @DecimalMin("0.01") @Digits(integer = 12, fraction = 2) BigDecimal amount,
                          @NotNull @Size(max = 200) String note) {}

    record TermsBody(@NotBlank @Size(max = 40) String level, @NotNull @DecimalMin("0") @Digits(integer = 12, fraction = 2) BigDecimal price,
                     @Min(0) @Max(1000) int visits, boolean partsIncluded, @NotNull Set<Cause> alsoCovers,
                     @NotNull @Size(max = 500) List<@Valid CoveredBody> coverage, @NotNull @Size(max = 120) List<@Valid InstalmentBody> billing) {

        Terms terms() {
            return new Terms(level.strip(), new Money(price, Money.CNY), visits, partsIncluded, alsoCovers,
                    coverage.stream().map(line -> new Terms.Covered(line.siteId(), line.projectId(), line.deviceId())).toList(),
                    billing.stream().map(line -> new Terms.Instalment(line.dueOn(), new Money(line.amount(), Money.CNY), line.note())).toList());
        }
    }

    record ContractBody(@NotBlank @Size(max = 200) String title, @NotNull UUID customerId, @NotNull UUID branchId, @NotNull @Size(max = 200) String ourParty,
                        @NotNull @Size(max = 200) String theirParty, @Nullable UUID ownerId, @NotNull LocalDate startsOn, @NotNull LocalDate endsOn,
                        @Min(0) @Max(365) int noticeDays, @NotNull @Valid TermsBody terms, int version) {

        Contract.Frame frame() {
            return new Contract.Frame(title.strip(), new CustomerId(customerId), branchId, ourParty.strip(), theirParty.strip(), ownerId, startsOn, endsOn, noticeDays);
        }
    }

    record VersionBody(int version) {}

    record AmendmentBody(@NotNull @Valid TermsBody terms, @NotNull LocalDate endsOn, @NotNull LocalDate fromDay, @NotNull @Size(max = 1000) String reason, int version) {}

    record RenewalBody(@NotNull LocalDate startsOn, @NotNull LocalDate endsOn,
                       @NotNull @DecimalMin("0") @Digits(integer = 12, fraction = 2) BigDecimal price, @Min(0) @Max(1000) int visits, int version) {}

    record ReasonBody(@NotNull @Size(max = 1000) String reason, int version) {}

    record EndBody(@NotNull LocalDate lastDay, @NotNull @Size(max = 1000) String reason, int version) {}

    record NewLevelBody(@NotBlank @Size(max = 40) String code, @NotNull @Size(max = 60) String name, @NotNull @Size(max = 500) String about) {}

    record LevelBody(@NotNull @Size(max = 60) String name, @NotNull @Size(max = 500) String about) {}

    record VisitBody(@NotNull LocalDate on, @NotNull @Size(max = 500) String note) {}

    private final ContractDesk desk;
    private final ContractQueries queries;
    private final ServiceLevels levels;

    ContractController(ContractDesk desk, ContractQueries queries, ServiceLevels levels) {
        this.desk = desk;
        this.queries = queries;
        this.levels = levels;
    }

    @Requires(Permission.CONTRACTS_READ)
    @GetMapping
    ContractQueries.Page list(Scope scope, @RequestParam(required = false) @Nullable String words, @RequestParam(required = false) @Nullable UUID branch,
                              @RequestParam(required = false) @Nullable UUID customer, @RequestParam(required = false) @Nullable UUID project,
                              @RequestParam(required = false) @Nullable UUID device, @RequestParam(required = false) @Nullable ContractStatus status,
                              @RequestParam(required = false) ContractQueries.@Nullable Standing standing,
                              @RequestParam(required = false) @Nullable String level, @RequestParam(required = false) @Nullable UUID after) {
        return queries.list(new ContractQueries.Filter(words, branch, customer, project, device, status, standing, level), after, scope);
    }

    @Requires(Permission.CONTRACTS_READ)
    @GetMapping("/export")
    void export(Scope scope, @RequestParam Sheets.Format format, @RequestParam(defaultValue = "zh-CN") String language,
                @RequestParam(required = false) @Nullable String words, @RequestParam(required = false) @Nullable UUID branch,
                @RequestParam(required = false) @Nullable UUID customer, @RequestParam(required = false) @Nullable ContractStatus status,
                @RequestParam(required = false) ContractQueries.@Nullable Standing standing,
                @RequestParam(required = false) @Nullable String level, HttpServletResponse response) throws IOException {
        var title = ContractSheet.TITLE.in(language);
        var out = Download.saved(response, title + "." + format.ending(), format.mediaType());
        try (var sheet = Sheets.write(out, format, title, ContractSheet.headings(language))) {
            queries.each(new ContractQueries.Filter(words, branch, customer, null, null, status, standing, level), scope,
                    row -> sheet.row(ContractSheet.cells(row, language)));
        }
    }

    @Requires(Permission.CONTRACTS_READ)
    @GetMapping("/levels")
    List<ServiceLevels.LevelView> levels(Scope scope) {
        return levels.all(scope);
    }

    @Requires(value = Permission.CONTRACTS_EDIT, everywhere = true)
    @PostMapping("/levels")
    @ResponseStatus(HttpStatus.CREATED)
    void addLevel(Scope scope, @Valid @RequestBody NewLevelBody body) {
        levels.add(body.code().strip(), body.name(), body.about(), scope.user());
    }

    @Requires(value = Permission.CONTRACTS_EDIT, everywhere = true)
    @PutMapping("/levels/{code}")
    void renameLevel(Scope scope, @PathVariable String code, @Valid @RequestBody LevelBody body) {
        levels.rename(code, body.name(), body.about(), scope.user());
    }

    @Requires(Permission.CONTRACTS_EDIT)
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    ContractQueries.View draft(Scope scope, @Valid @RequestBody ContractBody body) {
        return queries.view(desk.draft(body.frame(), body.terms().terms(), scope).value(), scope);
    }

    @Requires(Permission.CONTRACTS_READ)
    @GetMapping("/{id}")
    ContractQueries.View contract(Scope scope, @PathVariable UUID id) {
        return queries.view(id, scope);
    }

    @Requires(Permission.CONTRACTS_EDIT)
    @PutMapping("/{id}")
    ContractQueries.View change(Scope scope, @PathVariable UUID id, @Valid @RequestBody ContractBody body) {
        desk.change(new ContractId(id), body.frame(), body.terms().terms(), body.version(), scope);
        return queries.view(id, scope);
    }

    @Requires(Permission.CONTRACTS_EDIT)
    @PostMapping("/{id}/activate")
    ContractQueries.View activate(Scope scope, @PathVariable UUID id, @Valid @RequestBody VersionBody body) {
        desk.activate(new ContractId(id), body.version(), scope);
        return queries.view(id, scope);
    }

    @Requires(Permission.CONTRACTS_EDIT)
    @PostMapping("/{id}/amend")
    ContractQueries.View amend(Scope scope, @PathVariable UUID id, @Valid @RequestBody AmendmentBody body) {
        desk.amend(new ContractId(id), body.terms().terms(), body.endsOn(), body.fromDay(), body.reason(), body.version(), scope);
        return queries.view(id, scope);
    }

    /** Answers with the new contract. */
    @Requires(Permission.CONTRACTS_EDIT)
    @PostMapping("/{id}/renew")
    @ResponseStatus(HttpStatus.CREATED)
    ContractQueries.View renew(Scope scope, @PathVariable UUID id, @Valid @RequestBody RenewalBody body) {
        var next = desk.renew(new ContractId(id), body.startsOn(), body.endsOn(), new Money(body.price(), Money.CNY), body.visits(), body.version(), scope);
        return queries.view(next.value(), scope);
    }

    @Requires(Permission.CONTRACTS_EDIT)
    @PostMapping("/{id}/let-go")
    ContractQueries.View letGo(Scope scope, @PathVariable UUID id, @Valid @RequestBody ReasonBody body) {
        desk.letGo(new ContractId(id), body.reason(), body.version(), scope);
        return queries.view(id, scope);
    }

    @Requires(Permission.CONTRACTS_EDIT)
    @PostMapping("/{id}/terminate")
    ContractQueries.View terminate(Scope scope, @PathVariable UUID id, @Valid @RequestBody EndBody body) {
        desk.terminate(new ContractId(id), body.lastDay(), body.reason(), body.version(), scope);
        return queries.view(id, scope);
    }

    @Requires(Permission.CONTRACTS_EDIT)
    @PostMapping("/{id}/cancel")
    ContractQueries.View cancel(Scope scope, @PathVariable UUID id, @Valid @RequestBody ReasonBody body) {
        desk.cancel(new ContractId(id), body.reason(), body.version(), scope);
        return queries.view(id, scope);
    }

    @Requires(Permission.CONTRACTS_EDIT)
    @PostMapping("/{id}/visits/use")
    ContractQueries.View useVisit(Scope scope, @PathVariable UUID id, @Valid @RequestBody VisitBody body) {
        desk.useVisit(new ContractId(id), body.on(), body.note(), scope);
        return queries.view(id, scope);
    }

    @Requires(Permission.CONTRACTS_EDIT)
    @PostMapping("/{id}/visits/give-back")
    ContractQueries.View giveBackVisit(Scope scope, @PathVariable UUID id, @Valid @RequestBody VisitBody body) {
        desk.giveBackVisit(new ContractId(id), body.on(), body.note(), scope);
        return queries.view(id, scope);
    }

    @Requires(Permission.CONTRACTS_READ)
    @GetMapping("/{id}/timeline")
    TimelinePage timeline(Scope scope, @PathVariable UUID id, @RequestParam(required = false) @Nullable String after) {
        return TimelinePage.of(desk.timeline(new ContractId(id), Timeline.Position.read(after), scope));
    }
}
