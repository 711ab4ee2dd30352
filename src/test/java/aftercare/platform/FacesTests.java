package aftercare.platform;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.AftercareTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

@AftercareTest
class FacesTests {

    @Autowired MockMvcTester mvc;

    @ParameterizedTest
    @CsvSource({"/cases, /index.html", "/cases/123/edit, /index.html", "/field, /field.html", "/field/visits/1, /field.html",
            "/portal, /portal.html", "/portal/t/abc_DEF-1, /portal.html"})
    void aDeepLinkLeadsToItsFace(String path, String face) {
        assertThat(mvc.get().uri(path)).hasStatusOk().hasForwardedUrl(face);
    }

    @Test
    void whatDoesNotExistIsNotAFace() {
        assertThat(mvc.get().uri("/assets/none.js")).hasStatus(404);
        assertThat(mvc.get().uri("/api/nope")).hasStatus(401);
        assertThat(mvc.get().uri("/api/public/nope")).hasStatus(404);
    }

    @Test
    void unreadableInputIsRefusedWithACodeAndNoDetailOfTheServer() {
        assertThat(mvc.post().uri("/api/session").with(org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf())
                .contentType("application/json").content("{\"login\": [")).hasStatus(400)
                .bodyJson().extractingPath("$.code").isEqualTo("platform.bad-request");
    }
}
