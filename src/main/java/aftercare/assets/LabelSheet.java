package aftercare.assets;

import static aftercare.platform.Pdf.text;

import aftercare.platform.Pdf;
import aftercare.platform.Qr;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Labels to be printed, cut and stuck on: a QR code that opens the report page, and what a person can read out. */
@Component
class LabelSheet {

    private static final double MARGIN = 2.5;
    private static final double POINTS_PER_MM = 72 / 25.4;

    private final Pdf pdf;

    LabelSheet(Pdf pdf) {
        this.pdf = pdf;
    }

    /**
     * @param base    how customers reach this product, without a slash at the end
     * @param skipped places on the first sheet that are used up already
     */
    byte[] print(List<AssetQueries.LabelRow> labels, LabelSize size, String base, int skipped) {
        var out = new StringBuilder(labels.size() * 4096);
        out.append(mm("""
                <html><head><title>QR</title><style>
                @page { size: %.2fmm %.2fmm; margin: 0 }
                html { font-family: '%s'; color: #000 }
                body { margin: 0 }
                .sheet { position: relative; width: %.2fmm; height: %.2fmm; overflow: hidden }
                .next { page-break-before: always }
                .label, .qr, .words { position: absolute; overflow: hidden }
                .name { font-weight: bold }
                .words { line-height: 1.35 }
                .line { white-space: nowrap; overflow: hidden }
                </style></head><body>
                """, size.pageWidth, size.pageHeight, Pdf.FONT, size.pageWidth, size.pageHeight - 0.1));
        var first = skipped % size.perPage();
        for (int i = 0; i < labels.size(); i++) {
            var position = (first + i) % size.perPage();
            if (i == 0 || position == 0) {
                out.append(i == 0 ? "<div class=\"sheet\">" : "</div><div class=\"sheet next\">");
            }
            append(out, labels.get(i), size, position, base);
        }
        return pdf.render(out.append("</div></body></html>").toString());
    }

    /** The code to the left; to its right what the device is, and at the foot what to do and whom to call. */
    private static void append(StringBuilder out, AssetQueries.LabelRow label, LabelSize size, int position, String base) {
        var code = Math.min(size.height - 2 * MARGIN, size.width * 0.45);
        var left = MARGIN + code + 2;
        var words = new Words(new StringBuilder(), size.width - left - MARGIN, Math.clamp(size.height / 14.5, 1.9, 3.4));
        out.append(mm("<div class=\"label\" style=\"left:%.2fmm;top:%.2fmm;width:%.2fmm;height:%.2fmm\">", size.x(position), size.y(position),
                size.width, size.height));
        out.append(mm("<div class=\"qr\" style=\"left:%.2fmm;top:%.2fmm;width:%.2fmm;height:%.2fmm\">", MARGIN, (size.height - code) / 2, code, code))
                .append(Qr.svg(address(base, label.qrToken()), mm("%.2fmm", code))).append("</div>");
        words.twoLines(label.name());
        words.line(label.model());
        words.whole((words.room > 24 ? "编号 " : "") + label.number());
        words.whole("SN " + label.serial());
        if (size.height >= 36) {
            words.line(label.location());
        }
        out.append(mm("<div class=\"words\" style=\"left:%.2fmm;top:%.2fmm;width:%.2fmm\">", left, MARGIN, words.room)).append(words.out).append("</div>");
        words.out.setLength(0);
        words.strong("扫码报修");
        if (size.height >= 36) {
            words.line(label.house());
            words.line(label.phone());
        }
        out.append(mm("<div class=\"words\" style=\"left:%.2fmm;bottom:%.2fmm;width:%.2fmm\">", left, MARGIN, words.room)).append(words.out)
                .append("</div></div>");
    }

    static String address(String base, String token) {
        return base + "/portal/d/" + token;
    }

    /** Lines of words in a room so wide, set in characters so high (both in millimetres). */
    private record Words(StringBuilder out, double room, double em) {

        void twoLines(String words) {
            out.append(mm("<div class=\"name\" style=\"font-size:%.2fpt\">", em * 1.1 * POINTS_PER_MM))
                    .append(text(cut(words, 2 * room / (em * 1.1) - 2))).append("</div>");
        }

        void line(String words) {
            set("line", cut(words, room / em), em);
        }

        void strong(String words) {
            set("line name", words, em * 1.1);
        }

        /** What somebody reads out on the phone is set smaller rather than cut. */
        void whole(String words) {
            var smaller = Math.clamp(room / width(words), em * 0.6, em);
            set("line", cut(words, room / smaller), smaller);
        }

        private void set(String styles, String words, double height) {
            if (!words.isBlank()) {
                out.append(mm("<div class=\"%s\" style=\"font-size:%.2fpt\">", styles, height * POINTS_PER_MM)).append(text(words)).append("</div>");
            }
        }
    }

    private static double width(String words) {
        return words.codePoints().mapToDouble(LabelSheet::width).sum();
    }

    /** Of a character, in heights of a line. */
    private static double width(int c) {
        return c >= 0x1100 ? 1 : Character.isUpperCase(c) || c == 'm' || c == 'w' ? 0.68 : 0.58;
    }

    /** As much as fits into so many full-width characters. */
    private static String cut(String words, double ems) {
        var clean = words.strip().replaceAll("\\s+", " ");
        if (width(clean) <= ems) {
            return clean;
        }
        var kept = new StringBuilder();
        var used = 1.0;
        for (var c : clean.codePoints().toArray()) {
            used += width(c);
            if (used > ems) {
                break;
            }
            kept.appendCodePoint(c);
        }
        return kept.append('…').toString();
    }

    /** Numbers with a point, whatever the server's language. */
    private static String mm(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
