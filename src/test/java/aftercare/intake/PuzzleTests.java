package aftercare.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import aftercare.AftercareTest;
import aftercare.Client;
import aftercare.kernel.Refusal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@AftercareTest
class PuzzleTests {

    @Autowired Client.Clients clients;
    @Autowired JdbcClient jdbc;
    @Autowired JsonMapper json;
    @Autowired Puzzles puzzles;
    @Autowired Clock clock;

    Client phone;

    @BeforeEach
    void aPhone() {
        phone = clients.nobody();
    }

    @Test
    void theFirstReportsNeedNoneAndTheThirdNeedsOne() {
        assertThat(puzzle().get("bits").asInt()).isZero();
        assertThat(report(null)).hasStatus(HttpStatus.CREATED);
        assertThat(report(null)).hasStatus(HttpStatus.CREATED);

        var third = UUID.randomUUID();
        refused(report(third, null));
        assertThat(jdbc.sql("select count(*) from intake.report where id = :id").param("id", third).query(Integer.class).single()).as("nothing is kept").isZero();
        assertThat(puzzle().get("bits").asInt()).isEqualTo(14);
        assertThat(report(third, solved(puzzle().get("puzzle").asString(), 14))).hasStatus(HttpStatus.CREATED);
        assertThat(report(third, null)).as("the same once more").hasStatus(HttpStatus.CREATED);
        assertThat(clients.nobody().get("/api/public/reports/puzzle")).as("elsewhere").bodyJson().extractingPath("$.bits").isEqualTo(0);
    }

    @Test
    void aProofCountsOnce() {
        threeAreDue();
        var proof = solved(puzzle().get("puzzle").asString(), 14);

        assertThat(report(proof)).hasStatus(HttpStatus.CREATED);
        refused(report(proof));
        refused(report(solved(proof.substring(0, proof.indexOf(':')), 14, 1_000_000)));
    }

    @Test
    void aProofIsUsedUpByAReportThatFails() {
        threeAreDue();
        var proof = solved(puzzle().get("puzzle").asString(), 14);

        assertThat(phone.post("{\"proof\":\"%s\"}".formatted(proof), "/api/public/reports")).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
                .bodyJson().extractingPath("$.code").isEqualTo("intake.field-missing");
        refused(report(proof));
    }

    @Test
    void wrongAndForgedOnesAreRefused() {
        threeAreDue();
        var puzzle = puzzle().get("puzzle").asString();
        var wrong = LongStream.range(0, 1000).mapToObj(n -> puzzle + ":" + n).filter(proof -> Puzzles.zeros(Puzzles.hash(proof)) < 14).findFirst().orElseThrow();

        refused(report(wrong));
        refused(report("words"));
        refused(report(solved((puzzle.charAt(0) == 'A' ? 'B' : 'A') + puzzle.substring(1), 14)));
        var parts = puzzle.split("\\.");
        refused(report(solved(parts[0] + "." + Long.toString(Long.parseLong(parts[1], 36) + 3600, 36) + "." + parts[2], 14)));
        refused(phone.post("{\"description\": \"cannot be read", "/api/public/reports"));
    }

    @Test
    void oneThatHasRunOutIsRefused() {
        var proof = solved(puzzles.next(14).puzzle(), 14);
        assertThatExceptionOfType(Refusal.Broken.class)
                .isThrownBy(() -> puzzles.demand(proof, 14, clock.instant().plus(Puzzles.GOOD_FOR).plus(Duration.ofSeconds(1))));
        puzzles.demand(proof, 14, clock.instant());
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 0", "2, 14", "8, 14", "9, 18", "28, 18", "29, 20", "59, 20"})
    void theMoreReportsTheMoreReckoning(int reports, int bits) {
        assertThat(Puzzles.bits(reports)).isEqualTo(bits);
    }

    @Test
    void zerosAreCountedBitByBit() {
        assertThat(Puzzles.zeros(new byte[] {0, 1})).isEqualTo(15);
        assertThat(Puzzles.zeros(new byte[] {(byte) 0x80, 0})).isZero();
        assertThat(Puzzles.zeros(new byte[] {0, 0})).isEqualTo(16);
    }

    private void threeAreDue() {
        assertThat(report(null)).hasStatus(HttpStatus.CREATED);
        assertThat(report(null)).hasStatus(HttpStatus.CREATED);
    }

    private JsonNode puzzle() {
        var answer = phone.get("/api/public/reports/puzzle");
        assertThat(answer).hasStatusOk();
        return json.readTree(new String(answer.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8));
    }

    private MvcTestResult report(@Nullable String proof) {
        return report(UUID.randomUUID(), proof);
    }

    private MvcTestResult report(UUID id, @Nullable String proof) {
        return phone.post("""
                {"id": "%s", "description": "道闸不抬杆", "contactPhone": "13800000031", "company": "瑞丰物流", "proof": %s}
                """.formatted(id, proof == null ? "null" : '"' + proof + '"'), "/api/public/reports");
    }

    private static void refused(MvcTestResult result) {
        assertThat(result).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT).bodyJson().extractingPath("$.code").isEqualTo("intake.proof-needed");
    }

    private static String solved(String puzzle, int bits) {
        return solved(puzzle, bits, 0);
    }

    private static String solved(String puzzle, int bits, long from) {
        return LongStream.iterate(from, n -> n + 1).mapToObj(n -> puzzle + ":" + n).filter(proof -> Puzzles.zeros(Puzzles.hash(proof)) >= bits).findFirst().orElseThrow();
    }
}
