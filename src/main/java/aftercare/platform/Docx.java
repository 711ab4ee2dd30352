package aftercare.platform;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes a Word document (.docx): A4, headings, paragraphs, lists and tables, a footer with page numbers. Fonts are named,
 * not embedded: Microsoft YaHei for Chinese, which every Chinese Windows and Office has.
 */
public final class Docx {

    public static final String MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    private static final String HEAD = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
    private static final String W = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
    private static final String R = "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
    private static final String OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
    private static final String WORDML = "application/vnd.openxmlformats-officedocument.wordprocessingml.";

    private static final String TYPES = HEAD + """
            <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">\
            <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
            <Default Extension="xml" ContentType="application/xml"/>\
            <Override PartName="/word/document.xml" ContentType="%1$sdocument.main+xml"/>\
            <Override PartName="/word/styles.xml" ContentType="%1$sstyles+xml"/>\
            <Override PartName="/word/numbering.xml" ContentType="%1$snumbering+xml"/>\
            <Override PartName="/word/footer1.xml" ContentType="%1$sfooter+xml"/></Types>""".formatted(WORDML);

    private static final String RELATIONS = HEAD + """
            <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">\
            <Relationship Id="rId1" Type="%sofficeDocument" Target="word/document.xml"/></Relationships>""".formatted(OFFICE);

    private static final String DOCUMENT_RELATIONS = HEAD + """
            <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">\
            <Relationship Id="rId1" Type="%1$sstyles" Target="styles.xml"/>\
            <Relationship Id="rId2" Type="%1$snumbering" Target="numbering.xml"/>\
            <Relationship Id="rId3" Type="%1$sfooter" Target="footer1.xml"/></Relationships>""".formatted(OFFICE);

    private static final String NUMBERING = HEAD + """
            <w:numbering %s><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/>\
            <w:pPr><w:ind w:left="420" w:hanging="280"/></w:pPr></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>""".formatted(W);

    private static final String STYLES = HEAD + """
            <w:styles %s><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="Microsoft YaHei" w:cs="Arial"/>\
            <w:sz w:val="21"/><w:szCs w:val="21"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault>\
            <w:pPrDefault><w:pPr><w:spacing w:after="80" w:line="312" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>\
            <w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>%s%s%s</w:styles>""".formatted(W,
            style("Title", "Title", 0, 32, "0E5E5A", 0, 60), style("Heading1", "heading 1", 1, 26, "0E5E5A", 280, 100), style("Heading2", "heading 2", 2, 22, "1F2D2D", 160, 60));

    private final StringBuilder body = new StringBuilder(16 * 1024);
    private final String foot;

    /** @param foot stands at the foot of every page, before its number */
    public Docx(String foot) {
        this.foot = foot;
    }

    public Docx title(String text) {
        return paragraph("<w:pStyle w:val=\"Title\"/>", run(text, ""));
    }

    /** @param level 1 or 2 */
    public Docx heading(int level, String text) {
        return paragraph("<w:pStyle w:val=\"Heading%d\"/>".formatted(level), run(text, ""));
    }

    public Docx paragraph(String text) {
        return paragraph("", run(text, ""));
    }

    /** In a colour of its own: RRGGBB. */
    public Docx note(String text, String colour) {
        return paragraph("", run(text, "<w:color w:val=\"%s\"/><w:sz w:val=\"18\"/>".formatted(colour)));
    }

    public Docx list(List<String> items) {
        items.forEach(item -> paragraph("<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr>", run(item, "")));
        return this;
    }

    /** The first row is its head, repeated on every page. */
    public Docx table(List<List<String>> rows) {
        if (rows.isEmpty()) {
            return this;
        }
        var columns = rows.stream().mapToInt(List::size).max().orElse(1);
        var width = 9600 / Math.max(1, columns);
        body.append("<w:tbl><w:tblPr><w:tblW w:w=\"5000\" w:type=\"pct\"/><w:tblBorders>");
        for (var side : List.of("top", "left", "bottom", "right", "insideH", "insideV")) {
            body.append("<w:").append(side).append(" w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"B8C4C4\"/>");
        }
        body.append("</w:tblBorders><w:tblCellMar><w:left w:w=\"100\" w:type=\"dxa\"/><w:right w:w=\"100\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr><w:tblGrid>")
                .append("<w:gridCol w:w=\"%d\"/>".formatted(width).repeat(columns)).append("</w:tblGrid>");
        for (int r = 0; r < rows.size(); r++) {
            body.append("<w:tr><w:trPr><w:cantSplit/>").append(r == 0 ? "<w:tblHeader/>" : "").append("</w:trPr>");
            for (int c = 0; c < columns; c++) {
                var text = c < rows.get(r).size() ? rows.get(r).get(c) : "";
                body.append("<w:tc><w:tcPr><w:tcW w:w=\"%d\" w:type=\"dxa\"/>".formatted(width)).append(r == 0 ? "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"EEF2F2\"/>" : "")
                        .append("</w:tcPr><w:p><w:pPr><w:spacing w:before=\"30\" w:after=\"30\"/></w:pPr>").append(run(text, r == 0 ? "<w:b/>" : "")).append("</w:p></w:tc>");
            }
            body.append("</w:tr>");
        }
        body.append("</w:tbl>");
        return paragraph("<w:spacing w:after=\"0\"/>", "");
    }

    public byte[] bytes() {
        var out = new ByteArrayOutputStream(16 * 1024);
        try (var zip = new ZipOutputStream(out)) {
            put(zip, "[Content_Types].xml", TYPES);
            put(zip, "_rels/.rels", RELATIONS);
            put(zip, "word/_rels/document.xml.rels", DOCUMENT_RELATIONS);
            put(zip, "word/styles.xml", STYLES);
            put(zip, "word/numbering.xml", NUMBERING);
            put(zip, "word/footer1.xml", HEAD + "<w:ftr %s><w:p><w:pPr><w:jc w:val=\"right\"/></w:pPr>%s%s</w:p></w:ftr>".formatted(W,
                    run(foot + "  ·  ", "<w:color w:val=\"5B6B6B\"/><w:sz w:val=\"16\"/>"), "<w:fldSimple w:instr=\"PAGE\"><w:r><w:t>1</w:t></w:r></w:fldSimple>"));
            put(zip, "word/document.xml", HEAD + """
                    <w:document %s %s><w:body>%s<w:sectPr><w:footerReference w:type="default" r:id="rId3"/><w:pgSz w:w="11906" w:h="16838"/>\
                    <w:pgMar w:top="1134" w:right="1077" w:bottom="1134" w:left="1077" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr></w:body></w:document>"""
                    .formatted(W, R, body));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private Docx paragraph(String properties, String runs) {
        body.append("<w:p>").append(properties.isEmpty() ? "" : "<w:pPr>" + properties + "</w:pPr>").append(runs).append("</w:p>");
        return this;
    }

    /** A new line of the text is a new line of the paragraph. */
    private static String run(String text, String properties) {
        var lines = new StringBuilder("<w:r>").append(properties.isEmpty() ? "" : "<w:rPr>" + properties + "</w:rPr>");
        var first = true;
        for (var line : text.split("\n", -1)) {
            lines.append(first ? "" : "<w:br/>").append("<w:t xml:space=\"preserve\">").append(Pdf.text(line)).append("</w:t>");
            first = false;
        }
        return lines.append("</w:r>").toString();
    }

    private static String style(String id, String name, int level, int size, String colour, int before, int after) {
        return """
                <w:style w:type="paragraph" w:styleId="%s"><w:name w:val="%s"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:qFormat/><w:pPr><w:keepNext/>\
                <w:spacing w:before="%d" w:after="%d"/>%s</w:pPr><w:rPr><w:b/><w:color w:val="%s"/><w:sz w:val="%d"/></w:rPr></w:style>"""
                .formatted(id, name, before, after, level == 0 ? "" : "<w:outlineLvl w:val=\"%d\"/>".formatted(level - 1), colour, size);
    }

    private static void put(ZipOutputStream zip, String name, String content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }
}
