package aftercare.assets;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.AftercareTest;
import aftercare.Client;
import aftercare.SomebodyElse;
import aftercare.identity.Role;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.LuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.text.Normalizer;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Labels are proven by printing them, taking a picture of the page and reading the codes as a phone does. */
@AftercareTest
class LabelTests {

    @Autowired Client.Clients clients;
    @Autowired JdbcClient jdbc;
    @Autowired JsonMapper json;

    private static final int DPI = 300;

    AnAssetTown town;

    @BeforeEach
    void aTownOfItsOwn() {
        town = new AnAssetTown(jdbc, clients, json);
    }

    @ParameterizedTest
    @EnumSource
    void everyCodeOnThePaperOpensItsDevice(LabelSize size) throws Exception {
        var devices = List.of(town.device("SN-1"), town.device("SN-2"), town.device("SN-3"));
        var expected = new TreeSet<String>();
        devices.forEach(device -> expected.add("http://localhost/portal/d/" + town.read(device).get("qrToken").asString()));

        var pdf = print(Map.of("size", size, "skipped", 0, "devices", devices));

        try (var document = Loader.loadPDF(pdf)) {
            assertThat(document.getNumberOfPages()).isEqualTo(size.perPage() == 1 ? 3 : 1);
            assertThat(document.getPage(0).getMediaBox().getWidth()).isBetween((float) size.pageWidth * 2.8f, (float) size.pageWidth * 2.9f);
            var found = new TreeSet<String>();
            for (int i = 0; i < devices.size(); i++) {
                found.add(scanned(new PDFRenderer(document).renderImageWithDPI(i / size.perPage(), DPI), size, i % size.perPage()));
            }
            assertThat(found).isEqualTo(expected);
        }
    }

    @Test
    void aLabelSaysWhatItStandsOnAndWhomToCall() throws IOException {
        jdbc.sql("update identity.branch set phone = '0571-88880000' where id = :id").param("id", town.branch).update();
        var device = town.device("SN-20260302");
        var number = town.read(device).get("number").asString();

        assertThat(text(print(Map.of("size", "A4_3X8", "skipped", 0, "devices", List.of(device)))))
                .contains("机房UPS", number, "SNSN-20260302", "扫码报修", "0571-88880000");
    }

    @Test
    void sheetsFillFromTheFirstFreePlaceOn() throws IOException {
        for (int i = 0; i < 5; i++) {
            town.device("SN-" + i);
        }
        try (var document = Loader.loadPDF(print(Map.of("size", "A4_3X8", "skipped", 20, "filter", filter())))) {
            assertThat(document.getNumberOfPages()).isEqualTo(2);
        }
    }

    @Test
    void longAndStrangeNamesStayOnTheirLabel() throws IOException {
        var draft = town.draft("序".repeat(100));
        draft.put("name", "<b>&\"'" + "名".repeat(150) + "\uD83D\uDE00");
        draft.put("location", "a\u202Eb".repeat(40));
        var device = town.id(town.agent.post(town.json(draft), "/api/devices"));

        assertThat(text(print(Map.of("size", "ROLL_40X30", "skipped", 0, "devices", List.of(device))))).contains("<b>&\"'名名", "...", "扫码报修");
    }

    @Test
    void nobodyPrintsLabelsOfAnotherBranch() {
        var device = town.device("SN-1");
        var colleague = clients.with(Role.AGENT, new SomebodyElse(jdbc).branch("别处"));

        assertThat(colleague.post(town.json(Map.of("size", "A4_3X8", "skipped", 0, "devices", List.of(device))), "/api/devices/labels")).hasStatus(404)
                .bodyJson().extractingPath("$.code").isEqualTo("assets.no-labels");
        assertThat(colleague.get("/api/devices/{id}/qr", device)).hasStatus(404);
    }

    @Test
    void thePageShowsTheSameCode() throws Exception {
        var device = town.device("SN-1");
        var answer = town.agent.get("/api/devices/{id}/qr", device);

        assertThat(answer).hasStatusOk().hasContentType("image/svg+xml");
        assertThat(answer.getResponse().getContentAsString()).startsWith("<svg");
    }

    private Map<String, Object> filter() {
        return Map.of("customer", town.customer);
    }

    private byte[] print(Map<String, Object> body) {
        var answer = town.agent.post(town.json(body), "/api/devices/labels");
        assertThat(answer).hasStatusOk().hasContentType("application/pdf");
        return answer.getResponse().getContentAsByteArray();
    }

    private static String text(byte[] pdf) throws IOException {
        try (var document = Loader.loadPDF(pdf)) {
            return Normalizer.normalize(new PDFTextStripper().getText(document), Normalizer.Form.NFKC).replaceAll("\\s", "");
        }
    }

    /** What a phone reads that is held over one label. */
    private static String scanned(BufferedImage page, LabelSize size, int position) throws Exception {
        double dots = DPI / 25.4;
        var label = page.getSubimage((int) (size.x(position) * dots), (int) (size.y(position) * dots),
                Math.min((int) (size.width * dots), page.getWidth() - (int) (size.x(position) * dots)),
                Math.min((int) (size.height * dots), page.getHeight() - (int) (size.y(position) * dots)));
        return new QRCodeReader().decode(new BinaryBitmap(new HybridBinarizer(new Picture(label)))).getText();
    }

    /** A picture as zxing reads it: one byte of brightness per dot. */
    private static final class Picture extends LuminanceSource {

        private final BufferedImage image;

        Picture(BufferedImage image) {
            super(image.getWidth(), image.getHeight());
            this.image = image;
        }

        @Override
        public byte[] getRow(int y, byte[] row) {
            var line = row != null && row.length >= getWidth() ? row : new byte[getWidth()];
            for (int x = 0; x < getWidth(); x++) {
                line[x] = (byte) (image.getRGB(x, y) >> 8);
            }
            return line;
        }

        @Override
        public byte[] getMatrix() {
            var matrix = new byte[getWidth() * getHeight()];
            for (int y = 0; y < getHeight(); y++) {
                System.arraycopy(getRow(y, null), 0, matrix, y * getWidth(), getWidth());
            }
            return matrix;
        }
    }
}
