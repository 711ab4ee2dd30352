package aftercare.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;

class PdfTests {

    private final Pdf pdf = new Pdf();

    @Test
    void chineseIsEmbeddedInBothWeightsAndCanBeReadBack() throws IOException {
        var bytes = pdf.render(page("<h1>服务单</h1><p>设备：不锈钢法兰泵 DN50</p>"));

        try (var document = Loader.loadPDF(bytes)) {
            assertThat(textOf(bytes)).contains("服务单", "不锈钢法兰泵DN50");
            var fonts = document.getPage(0).getResources();
            for (var name : fonts.getFontNames()) {
                assertThat(fonts.getFont(name).isEmbedded()).isTrue();
                assertThat(fonts.getFont(name).getName()).contains("NotoSansSC");
            }
        }
        assertThat(bytes.length).as("only the used characters are embedded").isLessThan(60_000);
    }

    @Test
    void whatPeopleWroteIsShownAsTextWhateverItIs() throws IOException {
        var naughty = "<script>alert(\"1\")</script> & ' \u0000\u0001\uFFFF\uD800 ‮ 中\u2028文 😀";

        assertThat(textOf(pdf.render(page("<p title=\"%s\">%s</p>".formatted(Pdf.text(naughty), Pdf.text(naughty))))))
                .contains("<script>alert(\"1\")</script>&'").contains("中").contains("文");
    }

    @Test
    void nothingOutsideTheTextIsRead() throws IOException {
        var secret = Files.writeString(Path.of("target/pdf-secret.svg"),
                "<svg xmlns='http://www.w3.org/2000/svg' width='90' height='20'><text y='15'>secret</text></svg>");
        var uri = secret.toAbsolutePath().toUri();

        assertThat(textOf(pdf.render(page("<p>before</p><img src='%s' alt=''/><object data='%s' type='image/svg+xml'></object>".formatted(uri, uri)))))
                .contains("before").doesNotContain("secret");
    }

    private static String page(String body) {
        return "<html><head><style>html { font-family: 'Noto Sans SC' }</style></head><body>%s</body></html>".formatted(body);
    }

    private static String textOf(byte[] pdf) throws IOException {
        try (var document = Loader.loadPDF(pdf)) {
            return Normalizer.normalize(new PDFTextStripper().getText(document), Normalizer.Form.NFKC).replace(" ", "").replace("\u00a0", "");
        }
    }
}
