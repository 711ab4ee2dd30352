package aftercare.imports;

import aftercare.platform.Label;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.stream.Collectors;
import org.dhatim.fastexcel.Workbook;

/** An empty list to be filled in: headings on one sheet, what each means on another. */
final class ImportTemplate {

    private static final int ROWS_AS_TEXT = 5000;

    private ImportTemplate() {}

    static String fileName(Importable<?> importable, String language) {
        return importable.title().in(language) + new Label("导入模板", "匯入範本", " import template").in(language) + ".xlsx";
    }

    static void write(OutputStream out, Importable<?> importable, String language) throws IOException {
        try (var book = new Workbook(out, "Aftercare", "1.0")) {
            var list = book.newWorksheet(importable.title().in(language));
            var help = book.newWorksheet(new Label("填写说明", "填寫說明", "How to fill in").in(language));
            var headings = List.of(new Label("列", "欄", "Column"), new Label("必填", "必填", "Required"), new Label("说明", "說明", "Meaning"),
                    new Label("示例", "範例", "Example"));
            help.value(0, 0, importable.hint().in(language));
            help.range(0, 0, 0, headings.size() - 1).merge();
            for (int i = 0; i < headings.size(); i++) {
                help.value(1, i, headings.get(i).in(language));
                help.style(1, i).bold().set();
                help.width(i, i == 2 ? 70 : i == 1 ? 10 : 26);
            }
            var fields = importable.fields();
            for (int i = 0; i < fields.size(); i++) {
                var field = fields.get(i);
                list.value(0, i, field.heading().in(language) + (field.required() ? "*" : ""));
                list.style(0, i).bold().fillColor(field.required() ? "FFF1D6" : "EEF2F5").set();
                list.width(i, Math.max(14, field.example().codePointCount(0, field.example().length()) * 1.6));
                // as texts: Excel would make numbers of serial numbers, and dates of versions
                list.range(1, i, ROWS_AS_TEXT, i).style().format("@").set();
                help.value(i + 2, 0, field.heading().in(language));
                help.value(i + 2, 1, field.required() ? "✓" : "");
                help.value(i + 2, 2, meaning(field, language));
                help.value(i + 2, 3, field.example());
            }
            list.freezePane(0, 1);
            help.freezePane(0, 2);
        }
    }

    private static String meaning(ImportField field, String language) {
        if (field.choices().isEmpty()) {
            return field.meaning().in(language);
        }
        var words = field.choices().stream().map(choice -> choice.name().in(language)).collect(Collectors.joining(language.equals("en") ? ", " : "、"));
        return field.meaning().in(language).isEmpty() ? words : field.meaning().in(language) + (language.equals("en") ? ": " : "：") + words;
    }
}
