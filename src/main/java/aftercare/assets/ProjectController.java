package aftercare.assets;

import aftercare.customers.CustomerId;
import aftercare.identity.Permission;
import aftercare.identity.Requires;
import aftercare.identity.Scope;
import aftercare.platform.Download;
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

/** Projects and their acceptance. */
@RestController
@RequestMapping("/api/projects")
class ProjectController {

    record ProjectBody(@NotBlank @Size(max = 200) String name, @NotNull UUID customerId, @NotNull UUID branchId,
                       @Min(0) @Max(600) int warrantyMonths, int version) {

        Project.Draft draft() {
            return new Project.Draft(name, new CustomerId(customerId), branchId, warrantyMonths);
        }
    }

    /** Without a day the acceptance is taken back. */
    record AcceptanceBody(@Nullable LocalDate acceptedOn, @Min(0) @Max(600) int warrantyMonths, int version) {}

    private final AssetDesk desk;
    private final AssetQueries queries;

    ProjectController(AssetDesk desk, AssetQueries queries) {
        this.desk = desk;
        this.queries = queries;
    }

    @Requires(Permission.ASSETS_READ)
    @GetMapping
    AssetQueries.ProjectPage projects(Scope scope, @RequestParam(required = false) @Nullable String words,
                                      @RequestParam(required = false) @Nullable UUID branch, @RequestParam(required = false) @Nullable UUID customer,
                                      @RequestParam(required = false) @Nullable Boolean accepted,
                                      @RequestParam(required = false) @Nullable UUID after) {
        return queries.projects(new AssetQueries.ProjectFilter(words, branch, customer, accepted), after, scope);
    }

    @Requires(Permission.ASSETS_READ)
    @GetMapping("/export")
    void export(Scope scope, @RequestParam Sheets.Format format, @RequestParam(defaultValue = "zh-CN") String language,
                @RequestParam(required = false) @Nullable String words, @RequestParam(required = false) @Nullable UUID branch,
                @RequestParam(required = false) @Nullable UUID customer, @RequestParam(required = false) @Nullable Boolean accepted,
                HttpServletResponse response) throws IOException {
        var title = DeviceSheet.PROJECTS_TITLE.in(language);
        var out = Download.saved(response, title + "." + format.ending(), format.mediaType());
        try (var sheet = Sheets.write(out, format, title, DeviceSheet.projectHeadings(language))) {
            queries.eachProject(new AssetQueries.ProjectFilter(words, branch, customer, accepted), scope, row -> sheet.row(DeviceSheet.cells(row)));
        }
    }

    @Requires(Permission.ASSETS_EDIT)
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    AssetQueries.ProjectView create(Scope scope, @Valid @RequestBody ProjectBody body) {
        return queries.project(desk.addProject(body.draft(), scope).value(), scope);
    }

    @Requires(Permission.ASSETS_READ)
    @GetMapping("/{id}")
    AssetQueries.ProjectView project(Scope scope, @PathVariable UUID id) {
        return queries.project(id, scope);
    }

    @Requires(Permission.ASSETS_EDIT)
    @PutMapping("/{id}")
    AssetQueries.ProjectView change(Scope scope, @PathVariable UUID id, @Valid @RequestBody ProjectBody body) {
        desk.changeProject(new ProjectId(id), body.draft(), body.version(), scope);
        return queries.project(id, scope);
    }

    @Requires(Permission.ASSETS_EDIT)
    @PutMapping("/{id}/acceptance")
    AssetQueries.ProjectView accept(Scope scope, @PathVariable UUID id, @Valid @RequestBody AcceptanceBody body) {
        desk.acceptProject(new ProjectId(id), body.acceptedOn(), body.warrantyMonths(), body.version(), scope);
        return queries.project(id, scope);
    }

    @Requires(Permission.ASSETS_READ)
    @GetMapping("/{id}/timeline")
    TimelinePage timeline(Scope scope, @PathVariable UUID id, @RequestParam(required = false) @Nullable String after) {
        return TimelinePage.of(desk.timeline(new ProjectId(id), Timeline.Position.read(after), scope));
    }
}
