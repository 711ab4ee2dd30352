package aftercare.intake;

import aftercare.cases.CaseStatus;
import aftercare.identity.Permission;
import aftercare.identity.Requires;
import aftercare.identity.Scope;
import aftercare.intake.CaseImportCheck.Finding;
import aftercare.intake.CaseImportCheck.Settings;
import aftercare.kernel.Refusal;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** Past cases from a file: upload, check, import. */
@RestController
@RequestMapping("/api/case-imports")
class CaseImportController {

    private static final int NOTES_SHOWN = 300;
    private static final int SAMPLES_SHOWN = 10;

    record MappedColumn(@Min(0) int index, @NotNull CaseField field) {}

    record SettingsBody(@NotBlank @Size(max = 60) String source, @NotBlank @Size(max = 60) String zone, @NotNull TimeForm form, @NotNull UUID branch,
                        @NotNull @Size(max = 200) List<@Valid MappedColumn> columns, @NotNull @Size(max = 50) Map<String, CaseStatus> statuses,
                        @Nullable @Size(max = 50) Map<String, String> kinds, boolean goodRowsOnly) {

        Settings settings() {
            try {
                return new Settings(source.strip(), ZoneId.of(zone), form, branch,
                        columns.stream().map(column -> new CaseImportCheck.Column(column.index(), column.field())).toList(), statuses,
                        kinds == null ? Map.of() : kinds);
            } catch (DateTimeException unknown) {
                throw new Refusal.Broken("intake.zone-unknown", "there is no time zone %s".formatted(zone), Map.of("zone", zone));
            }
        }
    }

    record NoteView(int row, CaseField field, String text, Finding finding, boolean error, Map<String, String> facts) {}

    /** How a row was understood. */
    record SampleView(int row, String reference, Instant openedAt, @Nullable Instant closedAt, CaseStatus status, int severity, String subject) {}

    record CheckView(int rows, int good, int bad, int warnings, List<NoteView> notes, boolean moreNotes, Set<String> unknownStatuses,
                     Set<String> unknownKinds, List<SampleView> samples) {}

    private final CaseImportDesk desk;

    CaseImportController(CaseImportDesk desk) {
        this.desk = desk;
    }

    @Requires(Permission.CASES_IMPORT)
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    CaseImportDesk.ImportView receive(Scope scope, @RequestParam MultipartFile file) throws IOException {
        var name = Objects.requireNonNullElse(file.getOriginalFilename(), "").replace("\0", "");
        return desk.get(desk.receive(name.substring(0, Math.min(200, name.length())), file.getBytes(), scope), scope);
    }

    @Requires(Permission.CASES_IMPORT)
    @GetMapping("/{id}")
    CaseImportDesk.ImportView get(Scope scope, @PathVariable UUID id) {
        return desk.get(id, scope);
    }

    @Requires(Permission.CASES_IMPORT)
    @GetMapping("/{id}/progress")
    CaseImportDesk.ImportView progress(Scope scope, @PathVariable UUID id) {
        return desk.progress(id, scope);
    }

    @Requires(Permission.CASES_IMPORT)
    @PostMapping("/{id}/check")
    CheckView check(Scope scope, @PathVariable UUID id, @Valid @RequestBody SettingsBody body) {
        var checked = desk.check(id, body.settings(), scope);
        var notes = checked.notes().stream().sorted((one, other) -> Boolean.compare(other.error(), one.error())).limit(NOTES_SHOWN)
                .map(note -> new NoteView(note.row(), note.field(), note.text(), note.finding(), note.error(), note.facts())).toList();
        return new CheckView(checked.rows(), checked.good().size(), checked.bad(),
                (int) checked.notes().stream().filter(note -> !note.error()).count(), notes, checked.notes().size() > NOTES_SHOWN,
                checked.unknownStatuses(), checked.unknownKinds(),
                checked.good().stream().limit(SAMPLES_SHOWN).map(good -> new SampleView(good.row(), good.past().reference(), good.past().openedAt(),
                        good.past().closedAt(), good.past().status(), good.past().severity(), good.past().subject())).toList());
    }

    @Requires(Permission.CASES_IMPORT)
    @PostMapping("/{id}/confirm")
    CaseImportDesk.ImportView confirm(Scope scope, @PathVariable UUID id, @Valid @RequestBody SettingsBody body) {
        desk.confirm(id, body.settings(), body.goodRowsOnly(), scope);
        return desk.progress(id, scope);
    }

    @Requires(Permission.CASES_IMPORT)
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void giveUp(Scope scope, @PathVariable UUID id) {
        desk.giveUp(id, scope);
    }
}
