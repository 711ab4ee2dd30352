package aftercare.calls;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.AftercareTest;
import aftercare.Client;
import aftercare.SomebodyElse;
import aftercare.cases.ACaseTown;
import aftercare.identity.Role;
import aftercare.kernel.Ids;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a telephone exchange tells reaches the right desk once, whatever order it comes in, and a missed call is owed an answer. */
@AftercareTest
class CallTests {

    @Autowired Client.Clients clients;
    @Autowired JdbcClient jdbc;
    @Autowired JsonMapper json;

    ACaseTown town;
    Client agent;
    Client admin;
    String centre;
    String token;

    @BeforeEach
    void anExchange() {
        town = new ACaseTown(jdbc);
        agent = clients.with(Role.AGENT, town.branch);
        admin = clients.with(Role.ADMIN, town.branch);
        var made = read(admin.post("{\"name\": \"总机\", \"branch\": \"%s\"}".formatted(town.branch), "/api/call-centres"));
        centre = made.get("id").asString();
        token = made.get("token").asString();
        assertThat(admin.put("{\"name\": \"总机\", \"active\": true, \"extensions\": [{\"extension\": \"801\", \"user\": \"%s\"}]}".formatted(agent.user),
                "/api/call-centres/{id}", centre)).hasStatus(204);
    }

    private JsonNode read(MvcTestResult result) {
        assertThat(result).hasStatus2xxSuccessful();
        return json.readTree(result.getResponse().getContentAsByteArray());
    }

    private MvcTestResult word(String call, String event, String more) {
        return clients.nobody().post("{\"call\": \"%s\", \"event\": \"%s\", \"to\": \"4008001234\"%s}".formatted(call, event, more), "/api/public/calls/{token}", token);
    }

    private JsonNode log(String box) {
        return read(agent.get("/api/calls?box={box}", box)).get("rows");
    }

    @Test
    void ringsForWhoeverHasTheExtensionWithTheCallersName() {
        town.contact("王敏", "138 0000 7001");
        assertThat(word("a1", "RINGING", ", \"from\": \"+86 13800007001\", \"extension\": \"801\"")).hasStatusOk();

        var mine = read(agent.get("/api/calls/mine"));
        assertThat(mine).hasSize(1);
        assertThat(mine.get(0).get("contactName").asString()).isEqualTo("王敏");
        assertThat(mine.get(0).get("customerName").asString()).isEqualTo("苏州恒达制造有限公司");
        assertThat(mine.get(0).get("state").asString()).isEqualTo("RINGING");
        assertThat(read(clients.with(Role.AGENT, town.branch).get("/api/calls/mine"))).as("a colleague's telephone").isEmpty();

        word("a2", "RINGING", ", \"from\": \"13900007002\"");
        assertThat(read(clients.with(Role.AGENT, town.branch).get("/api/calls/mine"))).as("a group's telephone rings for all").hasSize(1);
        assertThat(read(clients.with(Role.AGENT, new SomebodyElse(jdbc).branch("别处")).get("/api/calls/mine"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"RINGING ANSWERED ENDED, ENDED", "ENDED ANSWERED RINGING, ENDED", "ANSWERED ENDED ENDED, ENDED", "ENDED RINGING ENDED, MISSED", "RINGING RINGING ANSWERED, TALKING"})
    void comesToTheSameWhateverOrderTheWordsComeIn(String words, CallState state) {
        for (var event : words.split(" ")) {
            assertThat(word("b1", event, ", \"from\": \"13800007003\", \"recording\": \"https://pbx.example.com/r/b1.mp3\"")).hasStatusOk();
        }
        assertThat(log("ALL")).hasSize(1);
        assertThat(log("ALL").get(0).get("state").asString()).isEqualTo(state.name());
        assertThat(log("ALL").get(0).get("recording").asString()).isEqualTo("https://pbx.example.com/r/b1.mp3");
    }

    @Test
    void isOneCallThoughTheWordsComeAtTheSameMoment() {
        var sent = IntStream.range(0, 12).mapToObj(i -> CompletableFuture.supplyAsync(() -> word("c1", i % 3 == 0 ? "RINGING" : i % 3 == 1 ? "ANSWERED" : "ENDED",
                ", \"from\": \"13800007004\", \"extension\": \"801\""))).toList();
        sent.forEach(answer -> assertThat(answer.join()).hasStatusOk());
        assertThat(log("ALL")).hasSize(1);
    }

    @Test
    void owesAnAnswerToACallThatWasMissedUntilTheyHaveSpoken() {
        word("d1", "RINGING", ", \"from\": \"13800007005\", \"extension\": \"801\"");
        word("d1", "ENDED", ", \"from\": \"13800007005\"");
        word("d2", "ENDED", ", \"from\": \"0512-88887005\"");
        assertThat(log("TO_RING_BACK")).hasSize(2);
        assertThat(log("TO_RING_BACK").get(1).get("dueAt").isNull()).as("promised").isFalse();

        var outgoing = "{\"call\": \"d3\", \"event\": \"ANSWERED\", \"direction\": \"OUT\", \"from\": \"4008001234\", \"to\": \"138 0000 7005\", \"extension\": \"801\"}";
        assertThat(clients.nobody().post(outgoing, "/api/public/calls/{token}", token)).hasStatusOk();
        assertThat(log("TO_RING_BACK")).as("an outgoing call that was taken up").hasSize(1);

        var left = log("TO_RING_BACK").get(0).get("id").asString();
        assertThat(agent.post("{\"note\": \"打错了\"}", "/api/calls/{id}/rung-back", left)).hasStatus(204);
        assertThat(log("TO_RING_BACK")).isEmpty();
        assertThat(agent.post("{\"note\": \"\"}", "/api/calls/{id}/rung-back", left)).hasStatus(409).bodyJson().extractingPath("$.code").isEqualTo("calls.rung-back-already");
        assertThat(jdbc.sql("select state from promises.promise where subject_kind = 'call' and subject_id = :id").param("id", UUID.fromString(left)).query(String.class).single()).isEqualTo("KEPT");
    }

    @Test
    void becomesACaseAndIsLoggedEvenWithoutAnExchange() {
        var call = read(word("e1", "ANSWERED", ", \"from\": \"13800007006\", \"extension\": \"801\"")).get("id").asString();
        var body = "{\"id\": \"%s\", \"channel\": \"PHONE\", \"kind\": \"repair\", \"subject\": \"门禁不开\", \"contactPhone\": \"13800007006\", \"branch\": \"%s\", \"take\": true%s}";
        read(agent.post(body.formatted(Ids.next(), town.branch, ", \"call\": \"" + call + "\""), "/api/cases"));
        read(agent.post(body.formatted(Ids.next(), town.branch, ""), "/api/cases"));

        assertThat(read(agent.get("/api/calls/mine"))).as("it has its case").isEmpty();
        assertThat(log("ALL").valueStream().map(row -> row.get("caseNumber").asString())).hasSize(2).allSatisfy(number -> assertThat(number).startsWith("SO-"));
        assertThat(read(agent.get("/api/calls?number={n}", "+86-138 0000 7006")).get("rows")).hasSize(2);
    }

    @Test
    void isRefusedWithASentenceWhereItMakesNoSense() {
        assertThat(clients.nobody().post("{\"call\": \"x\", \"event\": \"RINGING\"}", "/api/public/calls/{token}", "not-a-token")).hasStatus(404)
                .bodyJson().extractingPath("$.code").isEqualTo("calls.no-such-centre");
        assertThat(word("f1", "ENDED", ", \"recording\": \"javascript:alert(1)\"")).hasStatus(422).bodyJson().extractingPath("$.code").isEqualTo("calls.recording-address");
        assertThat(word("f1", "EXPLODED", "")).hasStatus(400);
        assertThat(word("f1", "RINGING", ", \"from\": \"" + "1".repeat(51) + "\"")).hasStatus(400);
        assertThat(word("f1", "RINGING", ", \"from\": \"138\\r\\nX: y\"")).hasStatus(400);
        assertThat(log("ALL")).isEmpty();

        assertThat(admin.put("{\"name\": \"总机\", \"active\": true, \"extensions\": [{\"extension\": \"8 01\", \"user\": \"%s\"}]}".formatted(agent.user),
                "/api/call-centres/{id}", centre)).hasStatus(422).bodyJson().extractingPath("$.code").isEqualTo("calls.extension-unusual");
        var renewed = read(admin.post("", "/api/call-centres/{id}/renew", centre)).get("token").asString();
        assertThat(word("f2", "RINGING", "")).as("the old address").hasStatus(404);
        token = renewed;
        assertThat(word("f2", "RINGING", "")).hasStatusOk();
        admin.put("{\"name\": \"总机\", \"active\": false, \"extensions\": []}", "/api/call-centres/{id}", centre);
        assertThat(word("f3", "RINGING", "")).as("switched off").hasStatus(404);
    }
}
