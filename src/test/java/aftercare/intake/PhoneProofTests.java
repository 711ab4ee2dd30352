package aftercare.intake;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.AftercareTest;
import aftercare.Client;
import aftercare.identity.Role;
import aftercare.kernel.Ids;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Strangers show that the phone number is theirs. */
@AftercareTest
class PhoneProofTests {

    @Autowired Client.Clients clients;
    @Autowired JdbcClient jdbc;
    @Autowired JsonMapper json;
    @Autowired PhoneProof phones;

    Client phone;
    String number;
    UUID gateway;

    @BeforeEach
    void aGatewayThatOnlySimulates() {
        phone = clients.nobody();
        gateway = Ids.next();
        number = "137" + (10_000_000 + Math.abs(gateway.hashCode()) % 89_999_999);
        jdbc.sql("""
                insert into channels.channel (id, kind, name, active, simulated, address)
                values (:id, 'SMS', '短信', true, true, 'https://sms.example.com')
                """).param("id", gateway).update();
        phones.set(PhoneProof.When.ALWAYS);
    }

    @AfterEach
    void asItWas() {
        phones.set(PhoneProof.When.NEVER);
        jdbc.sql("update channels.channel set active = false where id = :id").param("id", gateway).update();
    }

    @Test
    void aReportWithTheCodeIsTakenAndSaysThatTheNumberWasProven() {
        assertThat(needed(false).get("phoneCode").asBoolean()).isTrue();
        var id = UUID.randomUUID();
        refused(report(id, number, null), "intake.phone-code-needed");
        assertThat(jdbc.sql("select count(*) from intake.report where id = :id").param("id", id).query(Integer.class).single()).as("nothing is kept").isZero();

        assertThat(ask(number)).hasStatus(HttpStatus.ACCEPTED);
        assertThat(report(id, "+86 " + number, sent())).hasStatus(HttpStatus.CREATED);
        assertThat(jdbc.sql("""
                select e.facts ->> 'phone' from timeline.entry e join timeline.entry_subject s on s.entry_id = e.id
                  join intake.report r on r.case_id = s.subject_id where r.id = :id and e.kind = 'intake.phone-proven'
                """).param("id", id).query(String.class).single()).isEqualTo("+86 " + number);
        assertThat(report(id, number, null)).as("the same once more").hasStatus(HttpStatus.CREATED);
    }

    @Test
    void aCodeIsForOneNumberAndOneReport() {
        ask(number);
        var code = sent();
        refused(report(UUID.randomUUID(), "13600000000", code), "intake.phone-code-wrong");
        refused(report(UUID.randomUUID(), "", code), "intake.phone-code-wrong");
        refused(report(UUID.randomUUID(), number, other(code)), "intake.phone-code-wrong");
        assertThat(report(UUID.randomUUID(), number, code)).hasStatus(HttpStatus.CREATED);
        refused(report(UUID.randomUUID(), number, code), "intake.phone-code-wrong");
    }

    @Test
    void aReportThatFailsDoesNotUseItUp() {
        ask(number);
        var code = sent();
        refused(phone.post("{\"contactPhone\": \"%s\", \"phoneCode\": \"%s\"}".formatted(number, code), "/api/public/reports"), "intake.field-missing");
        assertThat(report(UUID.randomUUID(), number, code)).hasStatus(HttpStatus.CREATED);
    }

    @Test
    void fiveWrongTriesAndItIsWorthNothing() {
        ask(number);
        var code = sent();
        for (int i = 0; i < 5; i++) {
            refused(report(UUID.randomUUID(), number, other(code)), "intake.phone-code-wrong");
        }
        refused(report(UUID.randomUUID(), number, code), "intake.phone-code-wrong");
    }

    @Test
    void askingCostsReckoningAndAMinute() {
        refused(phone.post("{\"phone\": \"%s\"}".formatted(number), "/api/public/reports/code"), "intake.proof-needed");
        assertThat(ask("call me")).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT).bodyJson().extractingPath("$.code").isEqualTo("intake.phone-unusual");
        assertThat(ask(number)).hasStatus(HttpStatus.ACCEPTED);
        assertThat(ask("+86 " + number)).hasStatus(HttpStatus.TOO_MANY_REQUESTS).bodyJson().extractingPath("$.code").isEqualTo("identity.code-too-soon");
    }

    @Test
    void aCodeToReportOpensNoSession() {
        ask(number);
        refused(phone.post("{\"to\": \"%s\", \"code\": \"%s\"}".formatted(number, sent()), "/api/session/code/verify"), "identity.wrong-code");
    }

    @Test
    void whatCannotBeReadIsNotKeptWithoutACode() {
        refused(phone.post("{\"description\": \"cannot be read", "/api/public/reports"), "intake.phone-code-needed");
    }

    @Test
    void onlyWhenManyCameUnlessTheHouseSaysOtherwise() {
        phones.set(PhoneProof.When.WHEN_MANY);
        assertThat(needed(false).get("phoneCode").asBoolean()).isFalse();
        assertThat(ask(number)).hasStatus(HttpStatus.CONFLICT).bodyJson().extractingPath("$.code").isEqualTo("intake.no-phone-code");
        reports(PhoneProof.MANY_FROM_ONE, phone);
        assertThat(needed(false).get("phoneCode").asBoolean()).as("from here").isTrue();
        var elsewhere = clients.nobody();
        assertThat(needed(elsewhere, false).get("phoneCode").asBoolean()).as("elsewhere").isFalse();

        reports(PhoneProof.MANY_AT_ONCE, clients.nobody());
        assertThat(needed(elsewhere, false).get("phoneCode").asBoolean()).as("a flood").isTrue();
        phones.set(PhoneProof.When.NEVER);
        assertThat(needed(false).get("phoneCode").asBoolean()).isFalse();
        jdbc.sql("delete from intake.report where raw = 'many'::bytea").update();
    }

    @Test
    void nobodyIsAskedWhereNothingCanBeSent() {
        jdbc.sql("update channels.channel set active = false where kind = 'SMS'").update();
        assertThat(needed(false).get("phoneCode").asBoolean()).isFalse();
        assertThat(report(UUID.randomUUID(), number, null)).hasStatus(HttpStatus.CREATED);
    }

    @Test
    void theHouseSaysWhen() {
        var admin = clients.with(Role.ADMIN, null);
        assertThat(admin.put("{\"phoneCode\": \"NEVER\"}", "/api/intake/self-service")).hasStatusOk();
        assertThat(admin.get("/api/intake/self-service")).bodyJson().extractingPath("$.phoneCode").isEqualTo("NEVER");
        assertThat(admin.put("{\"phoneCode\": \"SOMETIMES\"}", "/api/intake/self-service")).hasStatus(HttpStatus.BAD_REQUEST);
    }

    /** As many as came from there within the last minutes. */
    private void reports(int many, Client from) {
        jdbc.sql("""
                insert into intake.report (id, channel, received_at, address, raw, state, failure)
                select gen_random_uuid(), 'QR', now(), :address, 'many'::bytea, 'OPEN', 'intake.unreadable' from generate_series(1, :many)
                """).param("address", from.address()).param("many", many).update();
    }

    private MvcTestResult ask(String to) {
        var puzzle = needed(true);
        return phone.post("{\"phone\": \"%s\", \"proof\": \"%s\"}".formatted(to, solved(puzzle.get("puzzle").asString(), puzzle.get("bits").asInt())), "/api/public/reports/code");
    }

    private String sent() {
        var title = jdbc.sql("select title from notices.message where template = 'intake.phone-code' and to_address = :to and channel = 'SMS' order by queued_at desc limit 1")
                .param("to", number).query(String.class).single();
        return title.replaceAll("\\D", "");
    }

    private static String other(String code) {
        return code.substring(0, 5) + (code.charAt(5) == '0' ? '1' : '0');
    }

    private JsonNode needed(boolean code) {
        return needed(phone, code);
    }

    private JsonNode needed(Client from, boolean code) {
        var answer = from.get("/api/public/reports/puzzle?code=" + code);
        assertThat(answer).hasStatusOk();
        return json.readTree(new String(answer.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8));
    }

    private MvcTestResult report(UUID id, String from, @Nullable String code) {
        var needed = needed(false);
        var bits = needed.get("bits").asInt();
        return phone.post("""
                {"id": "%s", "description": "道闸不抬杆", "contactPhone": "%s", "company": "瑞丰物流", "proof": %s, "phoneCode": %s}
                """.formatted(id, from, bits == 0 ? "null" : '"' + solved(needed.get("puzzle").asString(), bits) + '"', code == null ? "null" : '"' + code + '"'), "/api/public/reports");
    }

    private static void refused(MvcTestResult result, String code) {
        assertThat(result).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT).bodyJson().extractingPath("$.code").isEqualTo(code);
    }

    private static String solved(String puzzle, int bits) {
        return LongStream.iterate(0, n -> n + 1).mapToObj(n -> puzzle + ":" + n).filter(proof -> Puzzles.zeros(Puzzles.hash(proof)) >= bits).findFirst().orElseThrow();
    }
}
