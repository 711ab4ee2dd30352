package aftercare.assets;

import aftercare.identity.Permission;
import aftercare.identity.Requires;
import aftercare.identity.Scope;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Warranty terms of devices, and the templates of the house. */
@RestController
class WarrantyController {

    record TermBody(DeviceCover.@NotNull Cover cover, @NotNull @Size(max = 100) String partGroup, @NotNull @Size(max = 200) String part,
                    WarrantyTerms.@NotNull Start starts, @Nullable LocalDate startsOn, @Nullable @Min(1) @Max(600) Integer months,
                    @NotNull @Size(max = 500) String note) {}

    record MainBody(@NotNull MainStart starts, @Min(0) @Max(600) int months) {}

    /** Without a term it is the main one. */
    record ExtensionBody(@Nullable UUID termId, @Min(1) @Max(3660) int days, @NotNull @Size(max = 500) String reason) {}

    record RemovalBody(@NotNull @Size(max = 500) String reason) {}

    record ApplyBody(@NotNull UUID templateId) {}

    record Applied(int devices) {}

    record LineBody(DeviceCover.@NotNull Cover cover, @NotNull @Size(max = 100) String partGroup, WarrantyTerms.@NotNull Start starts,
                    @Nullable @Min(1) @Max(600) Integer months) {}

    record TemplateBody(@NotBlank @Size(max = 100) String name, @NotNull @Size(min = 1, max = 50) List<@Valid LineBody> lines, boolean active, int version) {

        List<WarrantyTerms.Line> terms() {
            return lines.stream().map(line -> new WarrantyTerms.Line(line.cover(), line.partGroup().strip(), line.starts(), line.months())).toList();
        }
    }

    private final WarrantyTerms terms;

    WarrantyController(WarrantyTerms terms) {
        this.terms = terms;
    }

    /** The terms of a device and what is covered at a moment; without one, now. */
    @Requires(Permission.ASSETS_READ)
    @GetMapping("/api/devices/{id}/terms")
    WarrantyTerms.TermsView terms(Scope scope, @PathVariable UUID id, @RequestParam(required = false) @Nullable Instant at) {
        return terms.view(new DeviceId(id), at, scope);
    }

    @Requires(Permission.ASSETS_EDIT)
    @PostMapping("/api/devices/{id}/terms")
    WarrantyTerms.TermsView add(Scope scope, @PathVariable UUID id, @Valid @RequestBody TermBody body) {
        terms.add(new DeviceId(id), new WarrantyTerms.Draft(body.cover(), body.partGroup().strip(), body.part().strip(), body.starts(), body.startsOn(), body.months(),
                body.note().strip()), scope);
        return terms(scope, id, null);
    }

    @Requires(Permission.ASSETS_EDIT)
    @PutMapping("/api/devices/{id}/terms/main")
    WarrantyTerms.TermsView main(Scope scope, @PathVariable UUID id, @Valid @RequestBody MainBody body) {
        terms.main(new DeviceId(id), body.starts(), body.months(), scope);
        return terms(scope, id, null);
    }

    @Requires(Permission.ASSETS_EDIT)
    @PostMapping("/api/devices/{id}/terms/extend")
    WarrantyTerms.TermsView extend(Scope scope, @PathVariable UUID id, @Valid @RequestBody ExtensionBody body) {
        terms.extend(new DeviceId(id), body.termId(), body.days(), body.reason().strip(), scope);
        return terms(scope, id, null);
    }

    @Requires(Permission.ASSETS_EDIT)
    @PostMapping("/api/devices/{id}/terms/apply")
    WarrantyTerms.TermsView apply(Scope scope, @PathVariable UUID id, @Valid @RequestBody ApplyBody body) {
        terms.apply(new DeviceId(id), body.templateId(), scope);
        return terms(scope, id, null);
    }

    @Requires(Permission.ASSETS_EDIT)
    @PostMapping("/api/projects/{id}/terms/apply")
    Applied applyToProject(Scope scope, @PathVariable UUID id, @Valid @RequestBody ApplyBody body) {
        return new Applied(terms.applyToProject(new ProjectId(id), body.templateId(), scope));
    }

    @Requires(Permission.ASSETS_EDIT)
    @PostMapping("/api/warranty-terms/{id}/remove")
    void remove(Scope scope, @PathVariable UUID id, @Valid @RequestBody RemovalBody body) {
        terms.remove(id, body.reason().strip(), scope);
    }

    @Requires(Permission.ASSETS_READ)
    @GetMapping("/api/warranty-templates")
    List<WarrantyTerms.Template> templates() {
        return terms.templates();
    }

    @Requires(Permission.ASSETS_EDIT)
    @PostMapping("/api/warranty-templates")
    List<WarrantyTerms.Template> addTemplate(@Valid @RequestBody TemplateBody body) {
        terms.save(null, body.name().strip(), body.terms(), body.active(), 0);
        return templates();
    }

    @Requires(Permission.ASSETS_EDIT)
    @PutMapping("/api/warranty-templates/{id}")
    List<WarrantyTerms.Template> changeTemplate(@PathVariable UUID id, @Valid @RequestBody TemplateBody body) {
        terms.save(id, body.name().strip(), body.terms(), body.active(), body.version());
        return templates();
    }
}
