package aftercare.assets;

import aftercare.customers.CustomerId;
import aftercare.identity.Permission;
import aftercare.identity.Requires;
import aftercare.identity.Scope;
import aftercare.kernel.Refusal;
import aftercare.platform.AftercareSettings;
import aftercare.platform.Download;
import aftercare.platform.Qr;
import aftercare.platform.Sheets;
import aftercare.timeline.Timeline;
import aftercare.timeline.TimelinePage;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
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
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Devices, their labels and their lists as files. */
@RestController
@RequestMapping("/api/devices")
class DeviceController {

    private static final int MOST_LABELS = 1000;

    record DeviceBody(@NotNull UUID customerId, @NotNull UUID branchId, @Nullable UUID siteId, @Nullable UUID projectId, @NotNull UUID productId,
                      @NotBlank @Size(max = 100) String serial, @NotNull @Size(max = 200) String name, @NotNull @Size(max = 200) String location,
                      @Nullable LocalDate installedOn, @Nullable LocalDate acceptedOn, @Nullable LocalDate deliveredOn,
                      @Nullable LocalDate soldOn, @Nullable @Min(0) @Max(600) Integer warrantyMonths,
                      @NotNull @Size(max = 2000) String note, int version) {

        Device.Draft draft() {
            return new Device.Draft(new CustomerId(customerId), branchId, siteId, projectId == null ? null : new ProjectId(projectId), productId,
                    serial, name, location, installedOn, acceptedOn, deliveredOn, soldOn, warrantyMonths, note);
        }
    }

    /** Either these devices, or all that the filter leaves. */
    record LabelsBody(@NotNull LabelSize size, @Min(0) @Max(23) int skipped, @Nullable @Size(max = MOST_LABELS) List<UUID> devices,
                      AssetQueries.@Nullable DeviceFilter filter) {}

    private final AssetDesk desk;
    private final InstalledBaseDesk base;
    private final AssetQueries queries;
    private final LabelSheet labels;
    private final AftercareSettings settings;

    DeviceController(AssetDesk desk, InstalledBaseDesk base, AssetQueries queries, LabelSheet labels, AftercareSettings settings) {
        this.desk = desk;
        this.base = base;
        this.queries = queries;
        this.labels = labels;
        this.settings = settings;
    }

    @Requires(Permission.ASSETS_READ)
    @GetMapping
    AssetQueries.DevicePage devices(Scope scope, @RequestParam(required = false) @Nullable String words,
                                    @RequestParam(required = false) @Nullable UUID branch, @RequestParam(required = false) @Nullable UUID customer,
                                    @RequestParam(required = false) @Nullable UUID project, @RequestParam(required = false) @Nullable UUID site,
                                    @RequestParam(required = false) @Nullable UUID product,
                                    @RequestParam(required = false) @Nullable String category,
                                    @RequestParam(required = false) @Nullable DeviceState state,
                                    @RequestParam(required = false) AssetQueries.@Nullable WarrantyFilter warranty,
                                    @RequestParam(required = false) @Nullable UUID system, @RequestParam(required = false) @Nullable UUID parent,
                                    @RequestParam(required = false) @Nullable Boolean siteless,
                                    @RequestParam(defaultValue = "NEWEST") AssetQueries.DeviceSort sort,
                                    @RequestParam(required = false) @Nullable UUID after) {
        return queries.devices(new AssetQueries.DeviceFilter(words, branch, customer, project, site, product, category, state, warranty, system, parent, siteless),
                sort, after, scope);
    }

    @Requires(Permission.ASSETS_READ)
    @GetMapping("/export")
    void export(Scope scope, @RequestParam Sheets.Format format, @RequestParam(defaultValue = "zh-CN") String language,
                @RequestParam(required = false) @Nullable String words, @RequestParam(required = false) @Nullable UUID branch,
                @RequestParam(required = false) @Nullable UUID customer, @RequestParam(required = false) @Nullable UUID project,
                @RequestParam(required = false) @Nullable UUID site, @RequestParam(required = false) @Nullable UUID product,
                @RequestParam(required = false) @Nullable String category, @RequestParam(required = false) @Nullable DeviceState state,
                @RequestParam(required = false) AssetQueries.@Nullable WarrantyFilter warranty,
                @RequestParam(required = false) @Nullable UUID system, @RequestParam(required = false) @Nullable UUID parent,
                @RequestParam(required = false) @Nullable Boolean siteless, HttpServletResponse response) throws IOException {
        var title = DeviceSheet.TITLE.in(language);
        var out = Download.saved(response, title + "." + format.ending(), format.mediaType());
        try (var sheet = Sheets.write(out, format, title, DeviceSheet.headings(language))) {
            queries.eachDevice(new AssetQueries.DeviceFilter(words, branch, customer, project, site, product, category, state, warranty, system, parent,
                    siteless), scope, row -> sheet.row(DeviceSheet.cells(row, language)));
        }
    }

    /** Labels to print, as a PDF. */
    @Requires(Permission.ASSETS_READ)
    @PostMapping("/labels")
    ResponseEntity<byte[]> labels(Scope scope, @Valid @RequestBody LabelsBody body) {
        var filter = body.filter() == null ? AssetQueries.DeviceFilter.NONE : body.filter();
        var rows = queries.labels(filter, body.devices(), MOST_LABELS + 1, scope);
        if (rows.isEmpty()) {
            throw new Refusal.Missing("assets.no-labels", "there is no device to print a label for", Map.of());
        }
        if (rows.size() > MOST_LABELS) {
            throw new Refusal.Broken("assets.too-many-labels", "at most %d labels at once; choose fewer devices".formatted(MOST_LABELS),
                    Map.of("most", MOST_LABELS));
        }
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_PDF).cacheControl(CacheControl.noStore())
                .body(labels.print(rows, body.size(), address(), body.skipped()));
    }

    @Requires(Permission.ASSETS_EDIT)
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    AssetQueries.DeviceView create(Scope scope, @Valid @RequestBody DeviceBody body) {
        return queries.device(desk.addDevice(body.draft(), scope).value(), scope);
    }

    @Requires(Permission.ASSETS_READ)
    @GetMapping("/{id}")
    AssetQueries.DeviceView device(Scope scope, @PathVariable UUID id) {
        return queries.device(id, scope);
    }

    /** The code on the device's label, as an image. */
    @Requires(Permission.ASSETS_READ)
    @GetMapping("/{id}/qr")
    ResponseEntity<String> qr(Scope scope, @PathVariable UUID id) {
        var device = queries.device(id, scope);
        return ResponseEntity.ok().contentType(MediaType.valueOf("image/svg+xml")).cacheControl(CacheControl.noStore())
                .body(Qr.svg(LabelSheet.address(address(), device.qrToken()), "100%"));
    }

    @Requires(Permission.ASSETS_EDIT)
    @PutMapping("/{id}")
    AssetQueries.DeviceView change(Scope scope, @PathVariable UUID id, @Valid @RequestBody DeviceBody body) {
        desk.changeDevice(new DeviceId(id), body.draft(), body.version(), scope);
        return queries.device(id, scope);
    }

    /** The day it happened (today, if not given) and why. */
    record ActBody(@Nullable LocalDate on, @Nullable @Size(max = 1000) String reason) {

        static final ActBody NOTHING = new ActBody(null, null);

        InstalledBaseDesk.When when() {
            return new InstalledBaseDesk.When(on, reason == null ? "" : reason.strip());
        }
    }

    @Requires(Permission.ASSETS_EDIT)
    @PostMapping("/{id}/stop")
    AssetQueries.DeviceView stop(Scope scope, @PathVariable UUID id, @Valid @RequestBody(required = false) @Nullable ActBody body) {
        return act(id, DeviceAct.STOP, body, scope);
    }

    @Requires(Permission.ASSETS_EDIT)
    @PostMapping("/{id}/resume")
    AssetQueries.DeviceView resume(Scope scope, @PathVariable UUID id, @Valid @RequestBody(required = false) @Nullable ActBody body) {
        return act(id, DeviceAct.RESUME, body, scope);
    }

    @Requires(Permission.ASSETS_EDIT)
    @PostMapping("/{id}/take-out")
    AssetQueries.DeviceView takeOut(Scope scope, @PathVariable UUID id, @Valid @RequestBody(required = false) @Nullable ActBody body) {
        return act(id, DeviceAct.TAKE_OUT, body, scope);
    }

    @Requires(Permission.ASSETS_EDIT)
    @PostMapping("/{id}/scrap")
    AssetQueries.DeviceView scrap(Scope scope, @PathVariable UUID id, @Valid @RequestBody(required = false) @Nullable ActBody body) {
        return act(id, DeviceAct.SCRAP, body, scope);
    }

    private AssetQueries.DeviceView act(UUID id, DeviceAct act, @Nullable ActBody body, Scope scope) {
        base.act(new DeviceId(id), act, (body == null ? ActBody.NOTHING : body).when(), scope);
        return queries.device(id, scope);
    }

    /** A new code; labels printed before open nothing any more. */
    @Requires(Permission.ASSETS_EDIT)
    @PostMapping("/{id}/renew-qr")
    AssetQueries.DeviceView renewQr(Scope scope, @PathVariable UUID id) {
        desk.renewQr(new DeviceId(id), scope);
        return queries.device(id, scope);
    }

    @Requires(Permission.ASSETS_READ)
    @GetMapping("/{id}/timeline")
    TimelinePage timeline(Scope scope, @PathVariable UUID id, @RequestParam(required = false) @Nullable String after) {
        return TimelinePage.of(desk.timeline(new DeviceId(id), Timeline.Position.read(after), scope));
    }

    private String address() {
        var base = settings.publicUrl() != null ? settings.publicUrl() : ServletUriComponentsBuilder.fromCurrentContextPath().toUriString();
        return base.replaceAll("/+$", "");
    }
}
