package aftercare.letters;

import static aftercare.platform.Pdf.text;

import aftercare.letters.Draft.Block;
import aftercare.letters.Draft.Section;
import aftercare.identity.Company;
import aftercare.identity.CompanyDesk;
import aftercare.platform.Docx;
import aftercare.platform.Pdf;
import aftercare.promises.AgreedRules;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** A letter on A4, as PDF and as Word, in one layout: the house's head, numbered sections, both signatures. */
@Component
class LetterPaper {

    enum Format {

        PDF("pdf", "application/pdf"), DOCX("docx", Docx.MEDIA_TYPE);

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

    /**
     * Everything that stands on the paper.
     *
     * @param about  the project, contract or tender it is for
     * @param isDraft not gone out yet
     */
    record Sheet(String house, String branch, String contactLine, String title, String number, String customer, String about, LocalDate on, Draft draft,
                 LetterFacts.Facts facts, List<List<String>> promised, List<Watched.Line> watched, boolean isDraft) {}

    private static final List<String> NUMBERS = List.of("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四", "十五", "十六", "十七", "十八", "十九", "二十");

    private static final String STYLE = """
            @page { size: A4; margin: 20mm 19mm 20mm; @bottom-right { content: "%1$s  ·  " counter(page) " / " counter(pages); font-family: 'Noto Sans SC'; font-size: 8pt; color: #5b6b6b } }
            html { font-family: 'Noto Sans SC'; font-size: 10pt; line-height: 1.5 }
            table { border-collapse: collapse; width: 100%% } .head td { vertical-align: bottom } .head .right { text-align: right } .logo { width: 1mm; padding-right: 4mm } .logo img { max-width: 30mm; max-height: 16mm }
            .company { font-size: 12pt; font-weight: 700 } .small { font-size: 8.5pt; color: #44555a } .rule { border-bottom: 0.6mm solid %2$s; margin: 1.5mm 0 5mm }
            h1 { font-size: 17pt; margin: 0; color: %2$s } h2 { font-size: 12.5pt; margin: 5mm 0 1.5mm; color: %2$s; page-break-after: avoid }
            h3 { font-size: 10.5pt; margin: 3mm 0 1mm; page-break-after: avoid } p { margin: 0 0 2mm; white-space: pre-wrap } ul { margin: 0 0 2mm; padding-left: 5mm }
            .data { -fs-table-paginate: paginate; margin: 0 0 3mm; font-size: 9.5pt } .data td, .data th { border: 0.25mm solid #b8c4c4; padding: 1.2mm 2mm; text-align: left; white-space: pre-wrap; vertical-align: top }
            .data th { background: #eef2f2; font-weight: 700 } .data tr { page-break-inside: avoid }
            .draft { margin: 0 0 4mm; padding: 2mm 3mm; border: 0.3mm solid #9a5b00; color: #9a5b00; font-size: 9pt }
            .last { page-break-inside: avoid } .sign { margin-top: 9mm; page-break-inside: avoid } .sign td { width: 50%%; padding-top: 4mm; vertical-align: top }""";

    private final Pdf pdf;
    private final CompanyDesk company;

    LetterPaper(Pdf pdf, CompanyDesk company) {
        this.pdf = pdf;
        this.company = company;
    }

    byte[] print(Sheet sheet, Format format) {
        return switch (format) {
            case PDF -> pdf.render(page(sheet, company.now()));
            case DOCX -> word(sheet);
        };
    }

    private static String page(Sheet sheet, Company company) {
        var out = new StringBuilder(16 * 1024);
        out.append("<table class=\"head\"><tr>");
        if (company.logo() != null) {
            out.append("<td class=\"logo\"><img src=\"").append(company.logo()).append("\" alt=\"\"/></td>");
        }
        out.append("<td><div class=\"company\">").append(text(sheet.house())).append("</div><div class=\"small\">").append(text(sheet.contactLine()))
                .append("</div></td><td class=\"right\"><h1>").append(text(sheet.title())).append("</h1><div class=\"small\">").append(text(sheet.number()))
                .append("</div></td></tr></table><div class=\"rule\"></div>");
        var warning = warning(sheet);
        if (warning != null) {
            out.append("<div class=\"draft\">").append(text(warning)).append("</div>");
        }
        var sections = printed(sheet);
        for (int n = 0; n < sections.size(); n++) {
            // Nobody signs an empty page: what stands last stays with the signatures.
            out.append(n == sections.size() - 1 ? "<div class=\"last\">" : "").append("<h2>").append(text(NUMBERS.get(n) + "、" + sections.get(n).title())).append("</h2>");
            for (var block : sections.get(n).blocks()) {
                out.append(html(block, sheet));
            }
        }
        out.append(sections.isEmpty() ? "<div>" : "").append("<table class=\"sign\"><tr><td>承诺方（盖章）：").append(text(sheet.house())).append("<br/><br/>日期：").append(sheet.isDraft() ? "" : sheet.on())
                .append("</td><td>接受方（盖章）：").append(text(sheet.customer())).append("<br/><br/>日期：</td></tr></table></div>");
        return "<html lang=\"zh-CN\"><head><title>%s</title><style>%s</style></head><body>%s</body></html>".formatted(text(sheet.title() + " " + sheet.number()),
                STYLE.formatted(text(sheet.number()), company.colour()), out);
    }

    private static String html(Block block, Sheet sheet) {
        return switch (block.type()) {
            case HEADING -> "<h3>" + text(block.text()) + "</h3>";
            case PARAGRAPH -> "<p>" + text(block.text()) + "</p>";
            case LIST -> block.items().stream().map(item -> "<li>" + text(item) + "</li>").collect(Collectors.joining("", "<ul>", "</ul>"));
            case TABLE -> html(block.rows());
            case LIVE -> block.live() == Draft.Live.STOCK ? "<p>" + text(sheet.facts().stock()) + "</p>" : html(live(block, sheet));
        };
    }

    private static String html(List<List<String>> rows) {
        if (rows.isEmpty()) {
            return "";
        }
        var body = rows.stream().skip(1).map(row -> row.stream().map(cell -> "<td>" + text(cell) + "</td>").collect(Collectors.joining("", "<tr>", "</tr>"))).collect(Collectors.joining());
        return "<table class=\"data\"><thead><tr>%s</tr></thead><tbody>%s</tbody></table>".formatted(
                rows.getFirst().stream().map(cell -> "<th>" + text(cell) + "</th>").collect(Collectors.joining()), body);
    }

    private static byte[] word(Sheet sheet) {
        var out = new Docx(sheet.number()).note(sheet.house() + (sheet.contactLine().isEmpty() ? "" : "  ·  " + sheet.contactLine()), "44555A").title(sheet.title())
                .note(sheet.number(), "44555A");
        var warning = warning(sheet);
        if (warning != null) {
            out.note(warning, "9A5B00");
        }
        int n = 0;
        for (var section : printed(sheet)) {
            out.heading(1, NUMBERS.get(n++) + "、" + section.title());
            section.blocks().forEach(block -> {
                switch (block.type()) {
                    case HEADING -> out.heading(2, block.text());
                    case PARAGRAPH -> out.paragraph(block.text());
                    case LIST -> out.list(block.items());
                    case TABLE -> out.table(block.rows());
                    case LIVE -> {
                        if (block.live() == Draft.Live.STOCK) {
                            out.paragraph(sheet.facts().stock());
                        } else {
                            out.table(live(block, sheet));
                        }
                    }
                }
            });
        }
        return out.paragraph("").paragraph("承诺方（盖章）：%s\n日期：%s".formatted(sheet.house(), sheet.isDraft() ? "" : sheet.on()))
                .paragraph("接受方（盖章）：%s\n日期：".formatted(sheet.customer())).bytes();
    }

    private static List<List<String>> live(Block block, Sheet sheet) {
        return switch (block.live()) {
            case PROMISES -> sheet.promised();
            case POINTS -> sheet.facts().points();
            case CERTIFICATES -> sheet.facts().certificates();
            case RECORD -> sheet.facts().record();
            case STOCK -> List.of(List.of(sheet.facts().stock()));
            case null -> List.of();
        };
    }

    private static List<Section> printed(Sheet sheet) {
        return sheet.draft().sections().stream().filter(Section::on).limit(NUMBERS.size()).toList();
    }

    /** A draft says so, and names each promise that no rule watches. */
    private static @Nullable String warning(Sheet sheet) {
        if (!sheet.isDraft()) {
            return null;
        }
        var unwatched = sheet.watched().stream().filter(line -> line.standing() != AgreedRules.Standing.WATCHED).map(Watched.Line::said).toList();
        return unwatched.isEmpty() ? "草稿，尚未出具" : "草稿，尚未出具。以下承诺没有规则监督：" + String.join("；", unwatched);
    }
}
