package aftercare.archive;

import aftercare.identity.Permission;
import aftercare.identity.Requires;
import aftercare.identity.Scope;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What belongs into an archive. */
@RestController
@RequestMapping("/api/archive-plan")
class ArchivePlanController {

    /** {@code code} null: a new line. {@code years} null: kept for good. */
    record KindBody(@Nullable @Size(max = 20) String code, @NotBlank @Size(max = 60) String name, boolean required, boolean important,
                    @Nullable @Min(1) @Max(100) Integer years, boolean active) {

        ArchivePlan.Kind kind() {
            return new ArchivePlan.Kind(code, name, required, important, years, active);
        }
    }

    record SectionBody(@Nullable @Size(max = 20) String code, @Min(1) @Max(ArchivePlan.CLASSES) int klass, @NotBlank @Size(max = 60) String name,
                       @NotNull @Size(max = 99) List<@Valid KindBody> kinds) {

        ArchivePlan.Section section() {
            return new ArchivePlan.Section(code, klass, name, kinds.stream().map(KindBody::kind).toList());
        }
    }

    /** Names are in this language; what reads as it did is not renamed. */
    record PlanBody(@NotBlank @Size(max = 10) String language, @NotNull @Size(max = 60) List<@Valid SectionBody> sections, int version) {}

    record PlanView(int version, List<ArchivePlan.Section> sections, List<ArchivePlanDesk.Change> changes, boolean mayEdit) {}

    private final ArchivePlanDesk desk;

    ArchivePlanController(ArchivePlanDesk desk) {
        this.desk = desk;
    }

    @Requires(Permission.ASSETS_READ)
    @GetMapping
    PlanView plan(Scope scope, @RequestParam(defaultValue = "zh-CN") String language) {
        var plan = desk.plan(language);
        return new PlanView(plan.version(), plan.sections(), desk.changes(), scope.may(Permission.ARCHIVE_EDIT_PLAN));
    }

    @Requires(Permission.ARCHIVE_EDIT_PLAN)
    @PutMapping
    PlanView change(Scope scope, @Valid @RequestBody PlanBody body) {
        desk.change(body.sections().stream().map(SectionBody::section).toList(), body.version(), body.language(), scope);
        return plan(scope, body.language());
    }
}
