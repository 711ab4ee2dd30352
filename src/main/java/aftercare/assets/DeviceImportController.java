package aftercare.assets;

import aftercare.identity.Permission;
import aftercare.identity.Requires;
import aftercare.identity.Scope;
import aftercare.platform.Download;
import aftercare.platform.Label;
import aftercare.platform.Sheets;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.dhatim.fastexcel.Workbook;
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

/** Devices from a file: template, upload, check, import, and the rows that were not good enough. */
@RestController
@RequestMapping("/api/device-imports")
class DeviceImportController {

    private static final int PROBLEMS_SHOWN = 200;

    record MappedColumn(@Min(0) int index, @NotNull ImportField field) {}

    record MappingBody(@NotNull @Size(max = 50) List<@Valid MappedColumn> columns) {}

    record ConfirmBody(boolean goodRowsOnly) {}

    record ProblemView(int row, int column, ImportField field, String text, ImportProblem.Code code, Map<String, String> facts) {}

    /** @param problems the first of them; the file of problems has all */
    record CheckView(int rows, int good, int bad, int newSites, List<ImportField> missing, List<ProblemView> problems, boolean moreProblems) {}

    private final DeviceImportDesk desk;

    DeviceImportController(DeviceImportDesk desk) {
        this.desk = desk;
    }

    @Requires(Permission.ASSETS_IMPORT)
    @GetMapping("/template")
    void template(@RequestParam(defaultValue = "zh-CN") String language, HttpServletResponse response) throws IOException {
        var title = new Label("设备导入模板", "裝置匯入範本", "Device import template").in(language);
        var out = Download.saved(response, title + ".xlsx", Sheets.Format.XLSX.mediaType());
        try (var book = new Workbook(out, "Aftercare", "1.0")) {
            var devices = book.newWorksheet(DeviceSheet.TITLE.in(language));
            var help = book.newWorksheet(new Label("填写说明", "填寫說明", "How to fill in").in(language));
            var headings = List.of(new Label("列", "欄", "Column"), new Label("必填", "必填", "Required"), new Label("说明", "說明", "Meaning"),
                    new Label("示例", "範例", "Example"));
            for (int i = 0; i < headings.size(); i++) {
                help.value(0, i, headings.get(i).in(language));
                help.style(0, i).bold().set();
                help.width(i, i == 2 ? 60 : 22);
            }
            for (var field : ImportField.values()) {
                var i = field.ordinal();
                devices.value(0, i, field.heading.in(language) + (field.required ? "*" : ""));
                devices.style(0, i).bold().set();
                devices.width(i, 18);
                devices.range(1, i, 2000, i).style().format("@").set();
                help.value(i + 1, 0, field.heading.in(language));
                help.value(i + 1, 1, field.required ? "✓" : "");
                help.value(i + 1, 2, field.meaning.in(language));
                help.value(i + 1, 3, field.example);
            }
            devices.freezePane(0, 1);
        }
    }

    @Requires(Permission.ASSETS_IMPORT)
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    DeviceImportDesk.Import receive(Scope scope, @RequestParam MultipartFile file) throws IOException {
        var name = Objects.requireNonNullElse(file.getOriginalFilename(), "").replace("\0", "");
        return desk.get(desk.receive(name.substring(0, Math.min(200, name.length())), file.getBytes(), scope), scope);
    }

    @Requires(Permission.ASSETS_IMPORT)
    @GetMapping("/{id}")
    DeviceImportDesk.Import get(Scope scope, @PathVariable UUID id) {
        return desk.get(id, scope);
    }

    @Requires(Permission.ASSETS_IMPORT)
    @GetMapping("/{id}/progress")
    DeviceImportDesk.Import progress(Scope scope, @PathVariable UUID id) {
        return desk.progress(id, scope);
    }

    @Requires(Permission.ASSETS_IMPORT)
    @PostMapping("/{id}/check")
    CheckView check(Scope scope, @PathVariable UUID id, @Valid @RequestBody MappingBody body) {
        var mapping = new EnumMap<ImportField, Integer>(ImportField.class);
        body.columns().forEach(column -> mapping.put(column.field(), column.index()));
        var checked = desk.check(id, mapping, scope);
        var missing = new ArrayList<ImportField>();
        for (var field : ImportField.values()) {
            if (field.required && !mapping.containsKey(field)) {
                missing.add(field);
            }
        }
        return new CheckView(checked.rows(), checked.good().size(), checked.bad(), checked.newSites(), missing,
                checked.problems().stream().limit(PROBLEMS_SHOWN).map(DeviceImportController::view).toList(), checked.problems().size() > PROBLEMS_SHOWN);
    }

    @Requires(Permission.ASSETS_IMPORT)
    @PostMapping("/{id}/confirm")
    DeviceImportDesk.Import confirm(Scope scope, @PathVariable UUID id, @RequestBody ConfirmBody body) {
        desk.confirm(id, body.goodRowsOnly(), scope);
        return desk.progress(id, scope);
    }

    @Requires(Permission.ASSETS_IMPORT)
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void giveUp(Scope scope, @PathVariable UUID id) {
        desk.giveUp(id, scope);
    }

    /** The rows with problems as they came, each with its row number and what is wrong: to be corrected and brought again. */
    @Requires(Permission.ASSETS_IMPORT)
    @GetMapping("/{id}/problems")
    void problems(Scope scope, @PathVariable UUID id, @RequestParam Sheets.Format format, @RequestParam(defaultValue = "zh-CN") String language,
                  HttpServletResponse response) throws IOException {
        var problems = desk.checked(id, scope).problems().stream().collect(Collectors.groupingBy(ImportProblem::row));
        var headings = new ArrayList<>(desk.headings(id, scope));
        headings.add(new Label("行号", "列號", "Row").in(language));
        headings.add(new Label("问题", "問題", "Problems").in(language));
        var title = new Label("导入问题", "匯入問題", "Import problems").in(language);
        var rows = desk.rows(id, scope);
        var out = Download.saved(response, title + "." + format.ending(), format.mediaType());
        try (var sheet = Sheets.write(out, format, title, headings)) {
            for (var row : rows) {
                var wrong = problems.get(row.number());
                if (wrong != null) {
                    var cells = new ArrayList<@Nullable Object>(row.cells());
                    while (cells.size() < headings.size() - 2) {
                        cells.add("");
                    }
                    cells.add(row.number());
                    cells.add(wrong.stream().map(problem -> problem.sentence(language)).collect(Collectors.joining(language.equals("en") ? "; " : "；")));
                    sheet.row(cells);
                }
            }
        }
    }

    private static ProblemView view(ImportProblem problem) {
        return new ProblemView(problem.row(), problem.column(), problem.field(), problem.text(), problem.code(), problem.facts());
    }
}
