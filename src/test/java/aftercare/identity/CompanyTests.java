package aftercare.identity;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.AftercareTest;
import aftercare.Client;
import aftercare.kernel.Ids;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The look of the house, and the layout of its service reports. */
@AftercareTest
class CompanyTests {

    @Autowired Client.Clients clients;
    @Autowired JdbcClient jdbc;

    private Client admin() {
        return clients.with(Role.ADMIN, null);
    }

    @Test
    void nameColourAndLogoAreSeenByEverybody() throws IOException {
        assertThat(admin().put("""
                {"name": "安心工程", "nameInEnglish": "Anxin Engineering", "colour": "#1d4ed8"}
                """, "/api/company")).hasStatusOk();
        assertThat(admin().upload("logo.png", picture(200, 80), "/api/company/logo")).hasStatusOk();

        assertThat(clients.nobody().get("/api/public/company")).bodyJson().extractingPath("$.nameInEnglish").isEqualTo("Anxin Engineering");
        var logo = clients.nobody().get("/api/public/company/logo");
        assertThat(logo).hasStatusOk().hasContentType("image/png");
        assertThat(ImageIO.read(new java.io.ByteArrayInputStream(logo.getResponse().getContentAsByteArray())).getWidth()).isEqualTo(200);
        assertThat(admin().get("/api/report-layout/preview?language=EN&sections=PARTS&footnote=Hotline")).hasStatusOk().hasContentType("application/pdf");

        assertThat(admin().delete("/api/company/logo")).hasStatus(204);
        assertThat(clients.nobody().get("/api/public/company/logo")).hasStatus(404);
    }

    @ParameterizedTest
    @CsvSource({"#ffff00, 422, identity.colour-pale", "red, 400, platform.invalid"})
    void aColourMustBeReadable(String colour, int status, String code) {
        assertThat(admin().put("{\"name\": \"安心\", \"nameInEnglish\": \"\", \"colour\": \"%s\"}".formatted(colour), "/api/company"))
                .hasStatus(status).bodyJson().extractingPath("$.code").isEqualTo(code);
    }

    @Test
    void whatIsNoPictureIsNoLogo() throws IOException {
        for (var wrong : new byte[][] {"<svg onload='alert(1)'/>".getBytes(), new byte[0], picture(2100, 10)}) {
            assertThat(admin().upload("logo.png", wrong, "/api/company/logo")).hasStatus(422)
                    .bodyJson().extractingPath("$.code").isEqualTo("identity.logo-unsuited");
        }
        assertThat(admin().upload("logo.png", new byte[500_001], "/api/company/logo")).hasStatus(422)
                .bodyJson().extractingPath("$.code").isEqualTo("identity.logo-large");
    }

    @Test
    void theLayoutOfReportsIsKeptAndOnlyItsSectionsCanBeChosen() {
        var before = admin().get("/api/report-layout");
        assertThat(before).bodyJson().extractingPath("$.choices").asArray().contains("PHOTOS", "CHARGE");
        assertThat(admin().put("{\"language\": \"BOTH\", \"sections\": [\"CHECKS\", \"STEPS\"], \"footnote\": \"\"}", "/api/report-layout")).hasStatusOk()
                .bodyJson().extractingPath("$.sections").asArray().containsExactly("STEPS", "CHECKS");
        assertThat(admin().put("{\"language\": \"BOTH\", \"sections\": [\"SIGNATURE\"], \"footnote\": \"\"}", "/api/report-layout")).hasStatus(400);
        jdbc.sql("delete from platform.setting where key = 'report-layout'").update();
    }

    private static byte[] picture(int width, int height) throws IOException {
        var out = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), "png", out);
        return out.toByteArray();
    }
}
