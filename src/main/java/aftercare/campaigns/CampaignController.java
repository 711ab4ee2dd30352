package aftercare.campaigns;

import aftercare.platform.OpenToAll;
import aftercare.identity.Permission;
import aftercare.identity.Requires;
import aftercare.identity.Scope;
import aftercare.kernel.Ids;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
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
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Upgrade campaigns, and the customer's answer to one. */
@RestController
class CampaignController {

    record CampaignBody(@NotBlank @Size(max = 200) String name, @NotNull UUID branchId, @NotNull UUID productId, @NotBlank @Size(max = 100) String property,
                        @NotNull @Size(max = 50) List<@NotNull @Size(max = 100) String> fromVersions, @NotBlank @Size(max = 100) String targetVersion,
                        @NotNull @Size(max = 2000) String instructions, @Nullable @Size(max = 60) String form, boolean needsConsent, @Min(5) @Max(2880) int minutes, int version) {

        Campaign campaign(UUID id) {
            return new Campaign(id, name.strip(), branchId, productId, property.strip(), fromVersions.stream().map(String::strip).distinct().toList(), targetVersion.strip(),
                    instructions.strip(), form, needsConsent, minutes, CampaignStatus.DRAFT, version);
        }
    }

    record VersionsBody(@NotNull UUID branchId, @NotNull UUID productId, @NotBlank @Size(max = 100) String property,
                        @NotNull @Size(max = 50) List<@NotNull @Size(max = 100) String> fromVersions, @NotNull @Size(max = 100) String targetVersion) {}

    record CampaignMoveBody(@NotNull CampaignAct act, @NotNull @Size(max = 500) String reason, int version) {}

    record BatchesBody(@Min(1) @Max(5000) int size, @NotNull LocalDate startsOn, @Min(0) @Max(365) int everyDays) {}

    record ConsentBody(boolean given, @NotBlank @Size(max = 60) String by, @NotNull @Size(max = 500) String reason) {}

    private final CampaignDesk desk;
    private final CampaignQueries queries;

    CampaignController(CampaignDesk desk, CampaignQueries queries) {
        this.desk = desk;
        this.queries = queries;
    }

    @Requires(Permission.UPKEEP_READ)
    @GetMapping("/api/campaigns")
    CampaignQueries.CampaignPage campaigns(Scope scope, @RequestParam(required = false) @Nullable String words, @RequestParam(required = false) @Nullable CampaignStatus status,
                                           @RequestParam(required = false) @Nullable UUID after) {
        return queries.campaigns(words, status, after, scope);
    }

    @Requires(Permission.UPKEEP_READ)
    @GetMapping("/api/campaigns/{id}")
    CampaignQueries.CampaignView campaign(Scope scope, @PathVariable UUID id) {
        return queries.campaign(id, scope);
    }

    @Requires(Permission.UPKEEP_MANAGE)
    @PostMapping("/api/campaigns")
    @ResponseStatus(HttpStatus.CREATED)
    CampaignQueries.CampaignView add(Scope scope, @Valid @RequestBody CampaignBody body) {
        var id = Ids.next();
        desk.add(body.campaign(id), scope);
        return queries.campaign(id, scope);
    }

    @Requires(Permission.UPKEEP_MANAGE)
    @PutMapping("/api/campaigns/{id}")
    CampaignQueries.CampaignView change(Scope scope, @PathVariable UUID id, @Valid @RequestBody CampaignBody body) {
        desk.change(body.campaign(id), scope);
        return queries.campaign(id, scope);
    }

    /** How many devices would be chosen, by version. */
    @Requires(Permission.UPKEEP_MANAGE)
    @PostMapping("/api/campaigns/versions")
    List<CampaignQueries.VersionCount> versions(Scope scope, @Valid @RequestBody VersionsBody body) {
        return queries.versions(new Campaign(new UUID(0, 0), "", body.branchId(), body.productId(), body.property().strip(), body.fromVersions(), body.targetVersion().strip(), "", null,
                false, 60, CampaignStatus.DRAFT, 0), scope);
    }

    @Requires(Permission.UPKEEP_MANAGE)
    @PostMapping("/api/campaigns/{id}/move")
    CampaignQueries.CampaignView move(Scope scope, @PathVariable UUID id, @Valid @RequestBody CampaignMoveBody body) {
        if (body.act() == CampaignAct.START) {
            desk.start(id, body.version(), scope);
        } else {
            desk.move(id, body.act(), body.reason(), body.version(), scope);
        }
        return queries.campaign(id, scope);
    }

    /** Sends the question to all customers who have not answered. */
    @Requires(Permission.UPKEEP_MANAGE)
    @PostMapping("/api/campaigns/{id}/ask")
    CampaignQueries.CampaignView ask(Scope scope, @PathVariable UUID id) {
        desk.ask(id, scope);
        return queries.campaign(id, scope);
    }

    @Requires(Permission.UPKEEP_READ)
    @GetMapping("/api/campaigns/{id}/askings")
    CampaignQueries.AskingPage askings(Scope scope, @PathVariable UUID id, @RequestParam(required = false) @Nullable UUID after) {
        return queries.askings(id, after, scope);
    }

    @Requires(Permission.UPKEEP_MANAGE)
    @PostMapping("/api/campaigns/{id}/askings/{customer}")
    void record(Scope scope, @PathVariable UUID id, @PathVariable UUID customer, @Valid @RequestBody ConsentBody body) {
        desk.record(id, customer, body.given(), body.by(), body.reason(), scope);
    }

    @Requires(Permission.UPKEEP_MANAGE)
    @PostMapping("/api/campaigns/{id}/batches")
    CampaignQueries.CampaignView batch(Scope scope, @PathVariable UUID id, @Valid @RequestBody BatchesBody body) {
        desk.batch(id, body.size(), body.startsOn(), body.everyDays(), scope);
        return queries.campaign(id, scope);
    }

    @Requires(Permission.UPKEEP_MANAGE)
    @PostMapping("/api/campaigns/{id}/batches/{batch}/make")
    CampaignQueries.CampaignView make(Scope scope, @PathVariable UUID id, @PathVariable UUID batch) {
        desk.make(id, batch, scope);
        return queries.campaign(id, scope);
    }

    @Requires(Permission.UPKEEP_READ)
    @GetMapping("/api/campaigns/{id}/targets")
    CampaignQueries.TargetPage targets(Scope scope, @PathVariable UUID id, @RequestParam(required = false) @Nullable TargetResult result,
                                       @RequestParam(required = false) @Nullable UUID batch, @RequestParam(required = false) @Nullable UUID after) {
        return queries.targets(id, result, batch, after, scope);
    }

    @Requires(Permission.UPKEEP_MANAGE)
    @PostMapping("/api/campaigns/{id}/targets/{device}/again")
    void again(Scope scope, @PathVariable UUID id, @PathVariable UUID device) {
        desk.again(id, device, scope);
    }

    @OpenToAll
    @GetMapping("/api/public/consents/{token}")
    CampaignQueries.ConsentQuestion question(@PathVariable String token) {
        return queries.question(token);
    }

    @OpenToAll
    @PostMapping("/api/public/consents/{token}")
    CampaignQueries.ConsentQuestion answer(@PathVariable String token, @Valid @RequestBody ConsentBody body) {
        desk.answer(token, body.given(), body.by(), body.reason());
        return queries.question(token);
    }
}
