package aftercare.contracts;

import aftercare.identity.Permission;
import aftercare.identity.Requires;
import aftercare.identity.Scope;
import aftercare.kernel.Money;
import aftercare.timeline.Timeline;
import aftercare.timeline.TimelinePage;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Projects handed over to after-sales. */
@RestController
@RequestMapping("/api/handovers")
class HandoverController {

    private static final int LARGEST_SIGNATURE = 400_000;

    record BeginBody(@NotNull UUID projectId) {}

    record ItemBody(Handover.@NotNull Kind kind, @NotBlank @Size(max = 500) String what, @Nullable UUID ownerId, @Nullable LocalDate dueOn) {}

    record DraftBody(@NotNull Set<Handover.@NotNull Paper> papers, boolean trained, @Min(0) @Max(10_000) int trainees,
                     @NotNull @DecimalMin("0") @Digits(integer = 12, fraction = 2) BigDecimal unpaid, @NotNull @Size(max = 2000) String note,
                     @NotNull @Size(max = 200) List<@Valid ItemBody> items, int version) {

        Handover.Draft draft() {
            return new Handover.Draft(papers, trained, trainees, new Money(unpaid, Money.CNY), note.strip(),
                    items.stream().map(item -> new Handover.Item(null, item.kind(), item.what().strip(), item.ownerId(), item.dueOn())).toList());
        }
    }

    /** Signatures as PNG. */
    record SignBody(@NotBlank @Size(max = 100) String ourName, @NotNull @Size(min = 1, max = LARGEST_SIGNATURE) byte[] ourSignature,
                    @NotBlank @Size(max = 100) String theirName, @NotNull @Size(min = 1, max = LARGEST_SIGNATURE) byte[] theirSignature, int version) {}

    record DoneBody(@NotNull @Size(max = 1000) String note) {}

    record OfProject(HandoverDesk.@Nullable View handover, boolean mayBegin) {}

    private final HandoverDesk desk;
    private final HandoverQueries queries;
    private final HandoverPaper paper;

    HandoverController(HandoverDesk desk, HandoverQueries queries, HandoverPaper paper) {
        this.desk = desk;
        this.queries = queries;
        this.paper = paper;
    }

    @Requires(Permission.ASSETS_READ)
    @GetMapping
    HandoverQueries.Page handovers(Scope scope, @RequestParam(required = false) @Nullable String words, @RequestParam(required = false) @Nullable UUID branch,
                                   @RequestParam(required = false) HandoverQueries.@Nullable Standing standing, @RequestParam(required = false) @Nullable UUID after) {
        return queries.list(new HandoverQueries.Filter(words, branch, standing), after, scope);
    }

    @Requires(Permission.ASSETS_READ)
    @GetMapping("/of-project/{project}")
    OfProject ofProject(Scope scope, @PathVariable UUID project) {
        return new OfProject(desk.ofProject(project, scope), scope.may(Permission.CONTRACTS_EDIT));
    }

    @Requires(Permission.ASSETS_READ)
    @GetMapping("/of-item/{item}")
    HandoverDesk.View ofItem(Scope scope, @PathVariable UUID item) {
        return desk.ofItem(item, scope);
    }

    @Requires(Permission.ASSETS_READ)
    @GetMapping("/{id}")
    HandoverDesk.View handover(Scope scope, @PathVariable UUID id) {
        return desk.view(id, scope);
    }

    /** Whom an item can be given to. */
    @Requires(Permission.CONTRACTS_EDIT)
    @GetMapping("/{id}/colleagues")
    List<HandoverDesk.Colleague> colleagues(Scope scope, @PathVariable UUID id) {
        return desk.colleagues(id, scope);
    }

    @Requires(Permission.ASSETS_READ)
    @GetMapping("/{id}/paper")
    ResponseEntity<byte[]> paper(Scope scope, @PathVariable UUID id) {
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_PDF).cacheControl(CacheControl.noStore()).body(paper.print(desk.view(id, scope)));
    }

    @Requires(Permission.ASSETS_READ)
    @GetMapping("/{id}/timeline")
    TimelinePage timeline(Scope scope, @PathVariable UUID id, @RequestParam(required = false) @Nullable String after) {
        return TimelinePage.of(desk.timeline(id, Timeline.Position.read(after), scope));
    }

    @Requires(Permission.CONTRACTS_EDIT)
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    HandoverDesk.View begin(Scope scope, @Valid @RequestBody BeginBody body) {
        return desk.view(desk.begin(body.projectId(), scope), scope);
    }

    @Requires(Permission.CONTRACTS_EDIT)
    @PutMapping("/{id}")
    HandoverDesk.View change(Scope scope, @PathVariable UUID id, @Valid @RequestBody DraftBody body) {
        desk.change(id, body.draft(), body.version(), scope);
        return desk.view(id, scope);
    }

    /** Whether it can be signed now; a refusal says what is missing. */
    @Requires(Permission.CONTRACTS_EDIT)
    @GetMapping("/{id}/ready")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void ready(Scope scope, @PathVariable UUID id) {
        desk.ready(id, scope);
    }

    @Requires(Permission.CONTRACTS_EDIT)
    @PostMapping("/{id}/sign")
    HandoverDesk.View sign(Scope scope, @PathVariable UUID id, @Valid @RequestBody SignBody body) {
        desk.sign(id, new HandoverDesk.Signature(body.ourName().strip(), body.ourSignature()),
                new HandoverDesk.Signature(body.theirName().strip(), body.theirSignature()), body.version(), scope);
        return desk.view(id, scope);
    }

    /** By its owner, or by whoever keeps the contracts. */
    @Requires(Permission.ASSETS_READ)
    @PostMapping("/items/{item}/done")
    HandoverDesk.View done(Scope scope, @PathVariable UUID item, @Valid @RequestBody DoneBody body) {
        desk.finish(item, body.note().strip(), scope);
        return desk.ofItem(item, scope);
    }
}
