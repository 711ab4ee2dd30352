package aftercare.assets;

import aftercare.customers.CustomerId;
import aftercare.identity.Permission;
import aftercare.identity.Requires;
import aftercare.identity.Scope;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The installed base: the tree, its systems, and what happens to devices in it. */
@RestController
class InstalledBaseController {

    record NewSystemBody(@NotBlank @Size(max = 200) String name, @NotNull UUID customerId, @NotNull UUID branchId, @Nullable UUID siteId,
                         @Nullable UUID projectId, @NotNull @Size(max = 2000) String note) {}

    record SystemBody(@NotBlank @Size(max = 200) String name, @Nullable UUID siteId, @Nullable UUID projectId, @NotNull @Size(max = 2000) String note,
                      int version) {}

    record SystemView(UUID id, String name, UUID customerId, @Nullable UUID siteId, @Nullable UUID projectId, String note, int version) {}

    record WhenBody(@Nullable LocalDate on, @NotNull @Size(max = 1000) String reason) {

        InstalledBaseDesk.When when() {
            return new InstalledBaseDesk.When(on, reason.strip());
        }
    }

    /** Inside a device, in a system, or at a site and in a project. Without a location the words stay as they are. */
    record MoveBody(@Nullable UUID siteId, @Nullable UUID projectId, @Nullable UUID systemId, @Nullable UUID parentId,
                    @Nullable @Size(max = 200) String location, @NotNull @Valid WhenBody when, int version) {}

    record SaleBody(@NotNull UUID customerId, @Nullable UUID siteId, @NotNull @Valid WhenBody when, int version) {}

    record ReplacementBody(@NotNull UUID productId, @NotBlank @Size(max = 100) String serial, boolean acceptedAgain, boolean scrapOld,
                           @NotNull @Valid WhenBody when, int version) {}

    record PropertyBody(@NotBlank @Size(max = 100) String name, @NotNull @Size(max = 500) String value) {}

    record ConfigurationBody(@NotNull @Size(max = 200) List<@Valid PropertyBody> configuration, int version) {}

    record PinBody(@NotNull UUID planId, @DecimalMin("0") @DecimalMax("1") double x, @DecimalMin("0") @DecimalMax("1") double y) {}

    private final InstalledBase base;
    private final InstalledBaseDesk desk;
    private final FloorPlans plans;
    private final TreeStore tree;
    private final AssetQueries queries;

    InstalledBaseController(InstalledBase base, InstalledBaseDesk desk, FloorPlans plans, TreeStore tree, AssetQueries queries) {
        this.base = base;
        this.desk = desk;
        this.plans = plans;
        this.tree = tree;
        this.queries = queries;
    }

    /** Below {@code of}; without it the customers. {@code from} is the first row of the page. */
    @Requires(Permission.ASSETS_READ)
    @GetMapping("/api/installed-base")
    InstalledBase.Page children(Scope scope, @RequestParam(required = false) @Nullable String of, @RequestParam(required = false) @Nullable String from) {
        return base.children(of, from, scope);
    }

    /** From the customer down to a place, to open the tree there. */
    @Requires(Permission.ASSETS_READ)
    @GetMapping("/api/installed-base/path")
    List<InstalledBase.Node> path(Scope scope, @RequestParam String key) {
        return base.path(key, scope);
    }

    // ---- Systems --------------------------------------------------------------------------------------------------------

    @Requires(Permission.ASSETS_EDIT)
    @PostMapping("/api/systems")
    @ResponseStatus(HttpStatus.CREATED)
    SystemView addSystem(Scope scope, @Valid @RequestBody NewSystemBody body) {
        return system(scope, desk.addSystem(new DeviceSystem.Draft(body.name().strip(), new CustomerId(body.customerId()), body.branchId(), body.siteId(),
                project(body.projectId()), body.note()), scope));
    }

    /** Of one customer, to choose from. */
    @Requires(Permission.ASSETS_READ)
    @GetMapping("/api/systems")
    List<InstalledBase.SystemChoice> systems(Scope scope, @RequestParam UUID customer, @RequestParam(required = false) @Nullable String words) {
        return base.systems(customer, words, scope);
    }

    @Requires(Permission.ASSETS_READ)
    @GetMapping("/api/systems/{id}")
    SystemView system(Scope scope, @PathVariable UUID id) {
        var found = tree.system(id).filter(one -> scope.reach(Permission.ASSETS_READ).covers(one.draft().branch(), null, one.draft().customer().value()))
                .orElseThrow(() -> InstalledBaseDesk.noSystem(id));
        var draft = found.draft();
        return new SystemView(id, draft.name(), draft.customer().value(), draft.site(), draft.project() == null ? null : draft.project().value(), draft.note(),
                found.version());
    }

    @Requires(Permission.ASSETS_EDIT)
    @PutMapping("/api/systems/{id}")
    SystemView changeSystem(Scope scope, @PathVariable UUID id, @Valid @RequestBody SystemBody body) {
        desk.changeSystem(id, body.name().strip(), body.siteId(), project(body.projectId()), body.note(), body.version(), scope);
        return system(scope, id);
    }

    @Requires(Permission.ASSETS_EDIT)
    @DeleteMapping("/api/systems/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void removeSystem(Scope scope, @PathVariable UUID id) {
        desk.removeSystem(id, scope);
    }

    // ---- What happens to a device -----------------------------------------------------------------------------------------

    @Requires(Permission.ASSETS_EDIT)
    @PostMapping("/api/devices/{id}/install")
    AssetQueries.DeviceView install(Scope scope, @PathVariable UUID id, @Valid @RequestBody WhenBody body) {
        desk.install(new DeviceId(id), body.when(), scope);
        return queries.device(id, scope);
    }

    @Requires(Permission.ASSETS_EDIT)
    @PostMapping("/api/devices/{id}/accept")
    AssetQueries.DeviceView accept(Scope scope, @PathVariable UUID id, @Valid @RequestBody WhenBody body) {
        desk.accept(new DeviceId(id), body.when(), scope);
        return queries.device(id, scope);
    }

    @Requires(Permission.ASSETS_EDIT)
    @PostMapping("/api/devices/{id}/move")
    AssetQueries.DeviceView move(Scope scope, @PathVariable UUID id, @Valid @RequestBody MoveBody body) {
        desk.move(new DeviceId(id), new Seat(body.siteId(), project(body.projectId()), body.systemId(), body.parentId() == null ? null : new DeviceId(body.parentId())),
                body.location(), body.when().when(), body.version(), scope);
        return queries.device(id, scope);
    }

    @Requires(Permission.ASSETS_EDIT)
    @PostMapping("/api/devices/{id}/sell")
    AssetQueries.DeviceView sell(Scope scope, @PathVariable UUID id, @Valid @RequestBody SaleBody body) {
        desk.sell(new DeviceId(id), new CustomerId(body.customerId()), body.siteId(), body.when().when(), body.version(), scope);
        return queries.device(id, scope);
    }

    /** Answers with the device that took the place. */
    @Requires(Permission.ASSETS_EDIT)
    @PostMapping("/api/devices/{id}/replace")
    AssetQueries.DeviceView replace(Scope scope, @PathVariable UUID id, @Valid @RequestBody ReplacementBody body) {
        var next = desk.replace(new DeviceId(id), new InstalledBaseDesk.Successor(body.productId(), body.serial(), body.acceptedAgain(),
                body.scrapOld() ? DeviceAct.SCRAP : DeviceAct.TAKE_OUT), body.when().when(), body.version(), scope);
        return queries.device(next.value(), scope);
    }

    @Requires(Permission.ASSETS_EDIT)
    @PutMapping("/api/devices/{id}/configuration")
    AssetQueries.DeviceView configure(Scope scope, @PathVariable UUID id, @Valid @RequestBody ConfigurationBody body) {
        desk.configure(new DeviceId(id), body.configuration().stream().map(line -> new AssetQueries.Property(line.name().strip(), line.value())).toList(),
                body.version(), scope);
        return queries.device(id, scope);
    }

    // ---- Plans ------------------------------------------------------------------------------------------------------------

    /** The floor plans of a site with the devices that are marked on them. */
    @Requires(Permission.ASSETS_READ)
    @GetMapping("/api/sites/{id}/plans")
    FloorPlans.Plans plans(Scope scope, @PathVariable UUID id) {
        return plans.of(id, scope);
    }

    @Requires(Permission.ASSETS_EDIT)
    @PutMapping("/api/devices/{id}/pin")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void pin(Scope scope, @PathVariable UUID id, @Valid @RequestBody PinBody body) {
        plans.pin(new DeviceId(id), body.planId(), body.x(), body.y(), scope);
    }

    @Requires(Permission.ASSETS_EDIT)
    @DeleteMapping("/api/devices/{id}/pin")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void unpin(Scope scope, @PathVariable UUID id) {
        plans.unpin(new DeviceId(id), scope);
    }

    private static @Nullable ProjectId project(@Nullable UUID id) {
        return id == null ? null : new ProjectId(id);
    }
}
