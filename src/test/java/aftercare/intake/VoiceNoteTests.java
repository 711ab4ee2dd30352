package aftercare.intake;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.AftercareTest;
import aftercare.Client;
import aftercare.kernel.Ids;
import com.jayway.jsonpath.JsonPath;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** Spoken words go along with a report; nothing else passes for them. */
@AftercareTest
class VoiceNoteTests {

    private static final String WEBM = "\u001aE\u00df\u00a3\u0001\u0000\u0000webm\u0000\u0000A_OPUS\u0000OpusHead\u0000words";

    @Autowired Client.Clients clients;

    private Client customer;

    @BeforeEach
    void aPhone() {
        customer = clients.nobody();
    }

    private MvcTestResult said(String bytes) {
        return customer.upload("voice", bytes.getBytes(StandardCharsets.ISO_8859_1), "/api/public/reports/voice");
    }

    private MvcTestResult report(String voice) {
        return customer.post("""
                {"id": "%s", "kind": "repair", "description": "见语音说明", "contactName": "王敏", "contactPhone": "13800000001", "company": "苏州精密", "voice": "%s"}"""
                .formatted(Ids.next(), voice), "/api/public/reports");
    }

    @ParameterizedTest
    @ValueSource(strings = {WEBM, "OggS\u0000\u0002OpusHead\u0001words", "\u0000\u0000\u0000\u001cftypiso5\u0000\u0000soun words"})
    void goesAlongWithTheReportWhateverTheBrowserRecords(String recording) {
        var held = said(recording);
        assertThat(held).hasStatus(HttpStatus.CREATED);
        var token = JsonPath.<String>read(body(held), "$.token");

        var received = report(token);

        assertThat(received).hasStatus(HttpStatus.CREATED);
        var track = customer.get("/api/public/track/{token}", JsonPath.<String>read(body(received), "$.trackingToken"));
        assertThat(JsonPath.<String>read(body(track), "$.files[0].section")).isEqualTo("voice");
        assertThat(JsonPath.<String>read(body(track), "$.files[0].mediaType")).startsWith("audio/");
        assertThat(report(token)).as("one recording, one report").hasStatus(HttpStatus.UNPROCESSABLE_CONTENT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html><script>alert(1)</script>", "\u001aE\u00df\u00a3webm A_OPUS V_VP8 pictures", "\u0000\u0000\u0000\u001cftypisom vide", "OggS theora vorbis", "MZ\u0090", "ID3"})
    void isNothingButAVoice(String other) {
        assertThat(said(other)).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT).bodyJson().extractingPath("$.code").isEqualTo("documents.not-a-voice");
    }

    @Test
    void lastsNoLongerThanItMay() {
        var tooLong = Arrays.copyOf(WEBM.getBytes(StandardCharsets.ISO_8859_1), 5 * 1024 * 1024 + 1);
        assertThat(customer.upload("voice", tooLong, "/api/public/reports/voice")).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
                .bodyJson().extractingPath("$.code").isEqualTo("documents.voice-too-long");
    }

    private static String body(MvcTestResult result) {
        return new String(result.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
    }
}
