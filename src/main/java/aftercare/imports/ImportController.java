package aftercare.imports;

import aftercare.identity.Permission;
import aftercare.identity.Requires;
import aftercare.identity.Scope;
import aftercare.platform.Download;
import aftercare.platform.Label;
import aftercare.platform.Sheets;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
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

/** Lists from files: template, upload, preview, check, import, the rows that were not good enough, and the way back. */
@RestController
@RequestMapping("/api/imports")
class ImportController {

    /** @param words everything that goes without saying for it, in small letters */
    record ChoiceView(String code, String name, List<String> words) {}

    record FieldView(String code, String heading, String meaning, String example, boolean required, boolean joined, boolean time, List<ChoiceView> choices) {}

    record OptionView(String code, ImportOption.Kind kind, String name, String hint) {}

    record KindView(String code, String title, String hint, List<FieldView> fields, List<OptionView> options) {}

    /** @param mine whoever asks brought it, and goes on with it */
    record ImportView(UUID id, String kind, String title, String fileName, ImportState state, List<ImportAct> acts, boolean atWork, int rows, int done, int good, int bad,
                      int remarks, boolean goodRowsOnly, Import.@Nullable Stopped stopped, Map<String, Integer> made, boolean mine, String byName, Instant at,
                      @Nullable Instant finishedAt, @Nullable String undoneByName, @Nullable Instant undoneAt) {}

    /** @param words the different texts of the column, when they are few: a status, a kind */
    record ColumnView(int index, String heading, List<String> samples, @Nullable List<String> words) {}

    /** @param forms in which every moment of the file can be read; more than one where day and month cannot be told apart */
    record FileView(ImportView one, List<ColumnView> columns, ImportSettings settings, List<TimeForm> forms) {}

    record Page(List<ImportView> rows, @Nullable UUID next) {}

    record HeldBody(@Min(0) int index, @NotBlank @Size(max = 40) String field) {}

    record SettingsBody(@NotNull @Size(max = 200) List<@Valid HeldBody> columns, @NotNull @Size(max = 20) Map<String, String> options,
                        @NotNull @Size(max = 20) Map<String, @Size(max = 60) Map<String, String>> meanings) {

        ImportSettings settings() {
            return new ImportSettings(columns.stream().map(column -> new ImportSettings.Held(column.index(), column.field())).toList(), options, meanings);
        }
    }

    record WriteBody(boolean goodRowsOnly) {}

    private final ImportDesk desk;

    ImportController(ImportDesk desk) {
        this.desk = desk;
    }

    /** What whoever asks may import. */
    @Requires({Permission.ASSETS_IMPORT, Permission.CUSTOMERS_IMPORT, Permission.CASES_IMPORT})
    @GetMapping("/kinds")
    List<KindView> kinds(Scope scope, @RequestParam(defaultValue = "zh-CN") String language) {
        return desk.open(scope).stream().map(kind -> new KindView(kind.code(), kind.title().in(language), kind.hint().in(language),
                kind.fields().stream().map(field -> new FieldView(field.code(), field.heading().in(language), field.meaning().in(language), field.example(),
                        field.required(), field.between() != null, field.time(),
                        field.choices().stream().map(choice -> new ChoiceView(choice.code(), choice.name().in(language), choice.words())).toList())).toList(),
                kind.options().stream().map(option -> new OptionView(option.code(), option.kind(), option.name().in(language), option.hint().in(language))).toList())).toList();
    }

    @Requires({Permission.ASSETS_IMPORT, Permission.CUSTOMERS_IMPORT, Permission.CASES_IMPORT})
    @GetMapping("/template")
    void template(Scope scope, @RequestParam String kind, @RequestParam(defaultValue = "zh-CN") String language, HttpServletResponse response) throws IOException {
        var importable = desk.importable(kind, scope);
        ImportTemplate.write(Download.saved(response, ImportTemplate.fileName(importable, language), Sheets.Format.XLSX.mediaType()), importable, language);
    }

    @Requires({Permission.ASSETS_IMPORT, Permission.CUSTOMERS_IMPORT, Permission.CASES_IMPORT})
    @GetMapping
    Page list(Scope scope, @RequestParam(required = false) @Nullable String kind, @RequestParam(required = false) @Nullable UUID after,
              @RequestParam(defaultValue = "zh-CN") String language) {
        var page = desk.list(kind, after, scope);
        return new Page(page.rows().stream().map(one -> view(one, scope, language)).toList(), page.next());
    }

    @Requires({Permission.ASSETS_IMPORT, Permission.CUSTOMERS_IMPORT, Permission.CASES_IMPORT})
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    ImportView receive(Scope scope, @RequestParam String kind, @RequestParam MultipartFile file, @RequestParam(defaultValue = "zh-CN") String language) throws IOException {
        var name = Objects.requireNonNullElse(file.getOriginalFilename(), "").replace("\0", "");
        var kept = Files.createTempFile("import", ".part");
        try {
            file.transferTo(kept);
            return view(desk.get(desk.receive(kind, name.substring(0, Math.min(200, name.length())), kept, scope), scope), scope, language);
        } finally {
            Files.deleteIfExists(kept);
        }
    }

    /** How far it is. */
    @Requires({Permission.ASSETS_IMPORT, Permission.CUSTOMERS_IMPORT, Permission.CASES_IMPORT})
    @GetMapping("/{id}")
    ImportView get(Scope scope, @PathVariable UUID id, @RequestParam(defaultValue = "zh-CN") String language) {
        return view(desk.get(id, scope), scope, language);
    }

    /** Its columns, and how they are read. */
    @Requires({Permission.ASSETS_IMPORT, Permission.CUSTOMERS_IMPORT, Permission.CASES_IMPORT})
    @GetMapping("/{id}/file")
    FileView file(Scope scope, @PathVariable UUID id, @RequestParam(defaultValue = "zh-CN") String language) {
        var one = desk.get(id, scope);
        return new FileView(view(one, scope, language),
                one.columns().stream().map(column -> new ColumnView(column.index(), column.heading(), column.samples(), column.words())).toList(), one.settings(),
                ImportDesk.forms(desk.importable(one.kind(), scope), one.columns(), one.settings().columns()));
    }

    @Requires({Permission.ASSETS_IMPORT, Permission.CUSTOMERS_IMPORT, Permission.CASES_IMPORT})
    @PostMapping("/{id}/preview")
    List<ImportDesk.Previewed> preview(Scope scope, @PathVariable UUID id, @RequestParam(defaultValue = "zh-CN") String language, @Valid @RequestBody SettingsBody body) {
        return desk.preview(id, body.settings(), language, scope);
    }

    @Requires({Permission.ASSETS_IMPORT, Permission.CUSTOMERS_IMPORT, Permission.CASES_IMPORT})
    @PostMapping("/{id}/check")
    ImportView check(Scope scope, @PathVariable UUID id, @RequestParam(defaultValue = "zh-CN") String language, @Valid @RequestBody SettingsBody body) {
        desk.check(id, body.settings(), scope);
        return get(scope, id, language);
    }

    @Requires({Permission.ASSETS_IMPORT, Permission.CUSTOMERS_IMPORT, Permission.CASES_IMPORT})
    @PostMapping("/{id}/write")
    ImportView write(Scope scope, @PathVariable UUID id, @RequestParam(defaultValue = "zh-CN") String language, @RequestBody WriteBody body) {
        desk.write(id, body.goodRowsOnly(), scope);
        return get(scope, id, language);
    }

    @Requires({Permission.ASSETS_IMPORT, Permission.CUSTOMERS_IMPORT, Permission.CASES_IMPORT})
    @PostMapping("/{id}/stop")
    ImportView stop(Scope scope, @PathVariable UUID id, @RequestParam(defaultValue = "zh-CN") String language) {
        desk.stop(id, scope);
        return get(scope, id, language);
    }

    @Requires({Permission.ASSETS_IMPORT, Permission.CUSTOMERS_IMPORT, Permission.CASES_IMPORT})
    @PostMapping("/{id}/undo")
    ImportView undo(Scope scope, @PathVariable UUID id, @RequestParam(defaultValue = "zh-CN") String language) {
        desk.undo(id, scope);
        return get(scope, id, language);
    }

    @Requires({Permission.ASSETS_IMPORT, Permission.CUSTOMERS_IMPORT, Permission.CASES_IMPORT})
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void giveUp(Scope scope, @PathVariable UUID id) {
        desk.giveUp(id, scope);
    }

    /** What is wrong, cell by cell; {@code row} and {@code line} are the last one of the page before. */
    @Requires({Permission.ASSETS_IMPORT, Permission.CUSTOMERS_IMPORT, Permission.CASES_IMPORT})
    @GetMapping("/{id}/problems")
    ImportDesk.ProblemPage problems(Scope scope, @PathVariable UUID id, @RequestParam(defaultValue = "true") boolean errors, @RequestParam(defaultValue = "0") int row,
                                    @RequestParam(defaultValue = "0") int line, @RequestParam(defaultValue = "zh-CN") String language) {
        return desk.problems(id, errors, row, line, language, scope);
    }

    /** The bad rows as they came, each with its row number and what is wrong: to be corrected and brought again. */
    @Requires({Permission.ASSETS_IMPORT, Permission.CUSTOMERS_IMPORT, Permission.CASES_IMPORT})
    @GetMapping("/{id}/problems/file")
    void problemFile(Scope scope, @PathVariable UUID id, @RequestParam Sheets.Format format, @RequestParam(defaultValue = "zh-CN") String language,
                     HttpServletResponse response) throws IOException {
        var one = desk.get(id, scope);
        var importable = desk.importable(one.kind(), scope);
        var fields = importable.fields().stream().collect(Collectors.toMap(ImportField::code, field -> field.heading().in(language)));
        var headings = new ArrayList<>(one.headings());
        headings.add(new Label("原行号", "原列號", "Row before").in(language));
        headings.add(new Label("问题", "問題", "Problems").in(language));
        var title = new Label("待改正的行", "待改正的列", "Rows to correct").in(language);
        var colon = language.equals("en") ? " " : "：";
        var out = Download.saved(response, title + "." + format.ending(), format.mediaType());
        try (var sheet = Sheets.write(out, format, title, headings)) {
            desk.eachBadRow(id, language, scope, bad -> {
                var cells = new ArrayList<@Nullable Object>(bad.row().cells().subList(0, Math.min(bad.row().cells().size(), headings.size() - 2)));
                while (cells.size() < headings.size() - 2) {
                    cells.add("");
                }
                cells.add(bad.row().number());
                cells.add(bad.lines().stream().map(line -> fields.getOrDefault(line.field(), line.field()) + colon + line.sentence())
                        .collect(Collectors.joining(language.equals("en") ? "; " : "；")));
                sheet.row(cells);
            });
        }
    }

    private ImportView view(Import one, Scope scope, String language) {
        var title = desk.importable(one.kind(), scope).title().in(language);
        return new ImportView(one.id(), one.kind(), title, one.fileName(), one.state(), one.state().acts(), one.state().atWork(), one.rows(), one.done(), one.good(),
                one.bad(), one.remarks(), one.goodRowsOnly(), one.stopped(), one.made(), one.createdBy().equals(scope.user()), one.createdByName(), one.createdAt(),
                one.finishedAt(), one.undoneByName(), one.undoneAt());
    }
}
