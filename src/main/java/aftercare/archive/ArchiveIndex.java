package aftercare.archive;

import static aftercare.platform.Pdf.text;

import aftercare.identity.Scope;
import aftercare.platform.Label;
import aftercare.platform.Pdf;
import aftercare.platform.Sheets;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The index 目录 of an archive: what lies in it, in the order of the plan, and what is missing. */
@Component
class ArchiveIndex {

    enum Format {

        PDF("pdf", "application/pdf"), XLSX("xlsx", Sheets.Format.XLSX.mediaType());

        private final String ending;
        private final String mediaType;

        Format(String ending, String mediaType) {
            this.ending = ending;
            this.mediaType = mediaType;
        }

        String ending() {
            return ending;
        }

        String mediaType() {
            return mediaType;
        }
    }

    static final Label TITLE = new Label("项目档案目录", "專案檔案目錄", "Archive index");

    private static final Label[] CLASSES = {new Label("项目资料", "專案資料", "Project papers"), new Label("服务资料", "服務資料", "Service papers")};
    private static final Label CODE = new Label("编号", "編號", "Code");
    private static final Label CLASS = new Label("类别", "類別", "Class");
    private static final Label SECTION = new Label("部分", "部分", "Section");
    private static final Label KIND = new Label("资料种类", "資料種類", "Kind of paper");
    private static final Label NAME = new Label("资料名称", "資料名稱", "Paper");
    private static final Label DATED = new Label("日期", "日期", "Date");
    private static final Label VERSIONS = new Label("版本数", "版本數", "Versions");
    private static final Label SHELF = new Label("原件存放", "原件存放", "Original");
    private static final Label UNTIL = new Label("保管至", "保管至", "Kept until");
    private static final Label NOTE = new Label("备注", "備註", "Note");
    private static final Label FOR_GOOD = new Label("永久", "永久", "for good");
    private static final Label MISSING = new Label("缺", "缺", "missing");
    private static final Label IMPORTANT = new Label("重要", "重要", "important");
    private static final Label COMPLETE = new Label("必备资料 %d 种，已有 %d 种", "必備資料 %d 種，已有 %d 種", "%d required kinds, %d present");

    private static final String STYLE = """
            @page { size: A4; margin: 18mm 16mm 20mm; @bottom-right { content: counter(page) " / " counter(pages); font-family: 'Noto Sans SC'; font-size: 8pt; color: #5b6b6b } }
            html { font-family: 'Noto Sans SC'; font-size: 9pt; line-height: 1.45 }
            h1 { font-size: 16pt; margin: 0 0 1mm } h2 { font-size: 11pt; margin: 6mm 0 2mm; padding-bottom: 1mm; border-bottom: 0.4mm solid #0e5e5a }
            .about { color: #44555a } table { width: 100%; border-collapse: collapse; -fs-table-paginate: paginate }
            td, th { border-bottom: 0.2mm solid #c8d2d2; padding: 1mm 1.5mm; text-align: left; vertical-align: top } th { font-weight: 700; background: #eef2f2 }
            tr { page-break-inside: avoid } .kind td { background: #f6f8f8; font-weight: 700 } .code { white-space: nowrap } .missing { color: #b93226; font-weight: 700 }""";

    private final ArchiveQueries queries;
    private final Pdf pdf;

    ArchiveIndex(ArchiveQueries queries, Pdf pdf) {
        this.queries = queries;
        this.pdf = pdf;
    }

    void write(ArchiveQueries.View view, Format format, String language, OutputStream out, Scope scope) throws IOException {
        var papers = new HashMap<String, List<ArchiveQueries.PaperRow>>();
        queries.eachPaper(view.id(), scope, paper -> papers.computeIfAbsent(paper.kind(), _ -> new ArrayList<>()).addFirst(paper));
        switch (format) {
            case PDF -> out.write(pdf.render(page(view, papers, language)));
            case XLSX -> sheet(view, papers, language, out);
        }
    }

    private static String page(ArchiveQueries.View view, Map<String, List<ArchiveQueries.PaperRow>> papers, String language) {
        var out = new StringBuilder(32 * 1024);
        out.append("<h1>").append(text(TITLE.in(language))).append("</h1><div class=\"about\">").append(text("%s  %s".formatted(view.number(), view.name())))
                .append("<br/>").append(text(view.customerName() + " · " + view.branchName())).append("<br/>")
                .append(text(COMPLETE.in(language).formatted(view.required(), view.present()))).append("</div>");
        for (var section : view.sections()) {
            var kinds = section.kinds().stream().filter(kind -> kind.required() || kind.papers() > 0).toList();
            if (kinds.isEmpty()) {
                continue;
            }
            out.append("<h2>").append(text(section.code() + "  " + CLASSES[section.klass() - 1].in(language) + " · " + section.name())).append("</h2><table><thead><tr>");
            for (var heading : List.of(CODE, NAME, DATED, SHELF, UNTIL)) {
                out.append("<th>").append(text(heading.in(language))).append("</th>");
            }
            out.append("</tr></thead><tbody>");
            for (var kind : kinds) {
                out.append("<tr class=\"kind\"><td class=\"code\">").append(kind.code()).append("</td><td colspan=\"4\">").append(text(kind.name()))
                        .append(kind.papers() == 0 ? " <span class=\"missing\">%s</span>".formatted(text(MISSING.in(language))) : "").append("</td></tr>");
                for (var paper : papers.getOrDefault(kind.code(), List.of())) {
                    out.append("<tr><td>").append(paper.important() ? text(IMPORTANT.in(language)) : "").append("</td><td>").append(text(paper.name()))
                            .append(paper.versions() > 1 ? " (%d)".formatted(paper.versions()) : "").append("</td><td class=\"code\">").append(paper.dated())
                            .append("</td><td>").append(text(paper.shelf())).append("</td><td class=\"code\">")
                            .append(text(paper.retentionUntil() == null ? FOR_GOOD.in(language) : paper.retentionUntil().toString())).append("</td></tr>");
                }
            }
            out.append("</tbody></table>");
        }
        return "<html lang=\"%s\"><head><title>%s</title><style>%s</style></head><body>%s</body></html>"
                .formatted(text(language), text(TITLE.in(language) + " " + view.number()), STYLE, out);
    }

    private static void sheet(ArchiveQueries.View view, Map<String, List<ArchiveQueries.PaperRow>> papers, String language, OutputStream out) throws IOException {
        var headings = List.of(CLASS, SECTION, CODE, KIND, NAME, DATED, IMPORTANT, VERSIONS, SHELF, UNTIL, NOTE);
        try (var sheet = Sheets.write(out, Sheets.Format.XLSX, TITLE.in(language), headings.stream().map(heading -> heading.in(language)).toList())) {
            for (var section : view.sections()) {
                for (var kind : section.kinds()) {
                    var klass = CLASSES[section.klass() - 1].in(language);
                    if (kind.papers() == 0 && kind.required()) {
                        sheet.row(Arrays.asList(klass, section.name(), kind.code(), kind.name(), MISSING.in(language), null, null, null, null, null, null));
                    }
                    for (var paper : papers.getOrDefault(kind.code(), List.of())) {
                        sheet.row(Arrays.asList(klass, section.name(), kind.code(), kind.name(), paper.name(), paper.dated(), paper.important() ? IMPORTANT.in(language) : "",
                                paper.versions(), paper.shelf(), paper.retentionUntil() == null ? FOR_GOOD.in(language) : paper.retentionUntil(), paper.note()));
                    }
                }
            }
        }
    }
}
