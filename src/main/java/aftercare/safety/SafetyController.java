package aftercare.safety;

import aftercare.identity.Permission;
import aftercare.identity.Requires;
import aftercare.identity.Scope;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
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

/** Hazards and near misses, as the office sees them. */
@RestController
@RequestMapping("/api")
class SafetyController {

    record HazardWords(@NotBlank @Size(max = 100) String title, @NotBlank @Size(max = 2000) String measures, @NotNull Risk risk, boolean contactConfirms,
                       @Nullable @Size(max = 60) String certificate) {

        Hazard.Content content() {
            return new Hazard.Content(title, measures, risk, contactConfirms, certificate == null || certificate.isBlank() ? null : certificate);
        }
    }

    /** {@code aboutId}: the customer, site, device or model; {@code kind} of work instead. {@code branchId} narrows a model or kind to a branch. */
    record NewHazardBody(@NotNull HazardScope scope, @Nullable UUID aboutId, @Nullable @Size(max = 60) String kind, @Nullable UUID branchId, @NotNull @Valid HazardWords words) {}

    record ChangeHazardBody(@NotNull @Valid HazardWords words, int version) {}

    record RetireBody(boolean retired) {}

    record NearMissBody(@Nullable UUID branchId, @Nullable UUID customerId, @Nullable UUID siteId, @NotNull NearMissOutcome outcome, @NotNull Risk risk,
                        @NotBlank @Size(max = 2000) String what, @NotNull @Size(max = 200) String place, @NotNull Instant happenedAt) {}

    record CloseNearMissBody(@NotBlank @Size(max = 2000) String measures, int version) {}

    record ReopenNearMissBody(int version) {}

    private final HazardDesk hazards;
    private final NearMissDesk nearMisses;
    private final SafetyQueries queries;

    SafetyController(HazardDesk hazards, NearMissDesk nearMisses, SafetyQueries queries) {
        this.hazards = hazards;
        this.nearMisses = nearMisses;
        this.queries = queries;
    }

    @Requires(Permission.SAFETY_READ)
    @GetMapping("/hazards")
    SafetyQueries.HazardPage hazards(Scope scope, @RequestParam(required = false) @Nullable String words, @RequestParam(required = false) @Nullable HazardScope of,
                                     @RequestParam(required = false) @Nullable Risk risk, @RequestParam(required = false) @Nullable UUID branch,
                                     @RequestParam(required = false) @Nullable UUID customer, @RequestParam(required = false) @Nullable UUID site,
                                     @RequestParam(required = false) @Nullable UUID device, @RequestParam(defaultValue = "false") boolean retired,
                                     @RequestParam(required = false) @Nullable UUID after) {
        return queries.hazards(new SafetyQueries.HazardFilter(words, of, risk, branch, customer, site, device, retired), after, scope);
    }

    @Requires(Permission.SAFETY_READ)
    @GetMapping("/hazards/{id}")
    SafetyQueries.HazardView hazard(Scope scope, @PathVariable UUID id) {
        return queries.hazard(id, scope);
    }

    @Requires(Permission.SAFETY_MANAGE)
    @PostMapping("/hazards")
    @ResponseStatus(HttpStatus.CREATED)
    SafetyQueries.HazardView add(Scope scope, @Valid @RequestBody NewHazardBody body) {
        var id = hazards.add(scope, new HazardDesk.About(body.scope(), body.aboutId(), body.kind(), body.branchId()), body.words().content(), null);
        return queries.hazard(id, scope);
    }

    @Requires(Permission.SAFETY_MANAGE)
    @PutMapping("/hazards/{id}")
    SafetyQueries.HazardView change(Scope scope, @PathVariable UUID id, @Valid @RequestBody ChangeHazardBody body) {
        hazards.change(scope, id, body.words().content(), body.version());
        return queries.hazard(id, scope);
    }

    @Requires(Permission.SAFETY_MANAGE)
    @PostMapping("/hazards/{id}/retire")
    SafetyQueries.HazardView retire(Scope scope, @PathVariable UUID id, @Valid @RequestBody RetireBody body) {
        hazards.retire(scope, id, body.retired());
        return queries.hazard(id, scope);
    }

    @Requires(Permission.SAFETY_READ)
    @GetMapping("/near-misses")
    SafetyQueries.NearMissPage nearMisses(Scope scope, @RequestParam(required = false) @Nullable NearMissState state, @RequestParam(required = false) @Nullable Risk risk,
                                          @RequestParam(required = false) @Nullable UUID branch, @RequestParam(required = false) @Nullable UUID customer,
                                          @RequestParam(required = false) @Nullable UUID after) {
        return queries.nearMisses(new SafetyQueries.NearMissFilter(state, risk, branch, customer), after, scope);
    }

    @Requires(Permission.SAFETY_READ)
    @GetMapping("/near-misses/{id}")
    SafetyQueries.NearMissView nearMiss(Scope scope, @PathVariable UUID id) {
        return queries.nearMiss(id, scope);
    }

    @Requires(Permission.SAFETY_REPORT)
    @PostMapping("/near-misses")
    @ResponseStatus(HttpStatus.CREATED)
    SafetyQueries.NearMissView report(Scope scope, @Valid @RequestBody NearMissBody body) {
        var id = nearMisses.report(scope, body.branchId(), body.customerId(), body.siteId(),
                new NearMissDesk.Said(body.outcome(), body.risk(), body.what(), body.place(), body.happenedAt()));
        return queries.nearMiss(id, scope);
    }

    @Requires(Permission.SAFETY_MANAGE)
    @PostMapping("/near-misses/{id}/close")
    SafetyQueries.NearMissView close(Scope scope, @PathVariable UUID id, @Valid @RequestBody CloseNearMissBody body) {
        nearMisses.close(scope, id, body.measures(), body.version());
        return queries.nearMiss(id, scope);
    }

    @Requires(Permission.SAFETY_MANAGE)
    @PostMapping("/near-misses/{id}/reopen")
    SafetyQueries.NearMissView reopen(Scope scope, @PathVariable UUID id, @Valid @RequestBody ReopenNearMissBody body) {
        nearMisses.reopen(scope, id, body.version());
        return queries.nearMiss(id, scope);
    }

    @Requires(Permission.SAFETY_MANAGE)
    @PostMapping("/near-misses/{id}/hazard")
    SafetyQueries.NearMissView becomeHazard(Scope scope, @PathVariable UUID id, @Valid @RequestBody HazardWords body) {
        nearMisses.becomeHazard(scope, id, body.content());
        return queries.nearMiss(id, scope);
    }
}
