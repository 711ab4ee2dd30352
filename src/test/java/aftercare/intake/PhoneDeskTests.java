package aftercare.intake;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.AftercareTest;
import aftercare.Client;
import aftercare.cases.ACaseTown;
import aftercare.identity.Role;
import aftercare.kernel.Ids;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** While somebody is on the line nothing typed is lost, what helped before is at hand, and what is solved is done in one step. */
@AftercareTest
class PhoneDeskTests {

    @Autowired Client.Clients clients;
    @Autowired JdbcClient jdbc;
    @Autowired JsonMapper json;

    ACaseTown town;
    Client agent;

    @BeforeEach
    void aTown() {
        town = new ACaseTown(jdbc);
        agent = clients.with(Role.AGENT, town.branch);
    }

    private JsonNode read(MvcTestResult result) {
        assertThat(result).hasStatus2xxSuccessful();
        return json.readTree(result.getResponse().getContentAsByteArray());
    }

    private MvcTestResult write(UUID id, String subject, UUID device, String more) {
        return agent.post("{\"id\": \"%s\", \"channel\": \"PHONE\", \"kind\": \"question\", \"subject\": \"%s\", \"description\": \"%s\", \"contactPhone\": \"13800008001\", \"device\": %s, \"branch\": \"%s\", \"take\": true%s}"
                .formatted(id, subject, subject, device == null ? "null" : "\"" + device + "\"", town.branch, more), "/api/cases");
    }

    @Test
    void aDraftWaitsForItsWriterAloneUntilItsCaseIsMade() {
        var id = Ids.next();
        var draft = "{\"id\": \"" + id + "\", \"title\": \"门禁\", \"draft\": {\"description\": \"刷卡没反应\"}}";
        assertThat(agent.post(draft, "/api/intake/drafts")).hasStatusOk();
        assertThat(agent.post(draft.replace("刷卡没反应", "刷卡没反应，红灯亮"), "/api/intake/drafts")).hasStatusOk();

        assertThat(read(agent.get("/api/intake/drafts"))).hasSize(1);
        assertThat(read(agent.get("/api/intake/drafts/{id}", id)).at("/draft/description").asString()).isEqualTo("刷卡没反应，红灯亮");
        var colleague = clients.with(Role.AGENT, town.branch);
        assertThat(colleague.get("/api/intake/drafts/{id}", id)).hasStatus(404);
        assertThat(colleague.post(draft, "/api/intake/drafts")).hasStatus(409);
        assertThat(read(colleague.get("/api/intake/drafts"))).isEmpty();
        assertThat(agent.post("{\"id\": \"%s\", \"title\": \"\", \"draft\": {\"description\": \"%s\"}}".formatted(id, "长".repeat(70_000)), "/api/intake/drafts")).hasStatus(422)
                .bodyJson().extractingPath("$.code").isEqualTo("intake.draft-too-long");

        read(write(id, "门禁", null, ""));
        assertThat(read(agent.get("/api/intake/drafts"))).isEmpty();
        assertThat(agent.post(draft, "/api/intake/drafts")).as("the last keystroke comes after the case").hasStatus(409)
                .bodyJson().extractingPath("$.code").isEqualTo("intake.draft-gone");
    }

    @Test
    void whatIsSolvedOnThePhoneIsDoneInOneStep() {
        var made = read(write(Ids.next(), "密码忘了", null, ", \"solution\": \"远程重置了密码，客户已登录\", \"close\": true"));
        var kept = jdbc.sql("select status, resolution from cases.service_case where number = :number").param("number", made.get("number").asString()).query().singleRow();
        assertThat(kept).containsEntry("status", "CLOSED").containsEntry("resolution", "远程重置了密码，客户已登录");
    }

    @Test
    void howTheSameWasSolvedBeforeIsFoundByWordsAndDevice() {
        var device = town.device(null);
        read(write(Ids.next(), "门禁刷卡没反应红灯常亮", device, ", \"solution\": \"读头排线松动，重新插紧\""));
        read(write(Ids.next(), "水泵漏水", null, ", \"solution\": \"换密封圈\""));

        var found = read(agent.get("/api/intake/solved?words={words}&device={device}", "刷卡没反应", device));
        assertThat(found.get(0).get("resolution").asString()).isEqualTo("读头排线松动，重新插紧");
        assertThat(found.get(0).get("sameProduct").asBoolean()).isTrue();
        assertThat(found.valueStream().map(one -> one.get("resolution").asString())).doesNotContain("换密封圈");
        assertThat(read(clients.with(Role.AGENT, new ACaseTown(jdbc).branch).get("/api/intake/solved?words={words}", "刷卡没反应"))).as("another branch").isEmpty();

        var id = UUID.fromString(found.get(0).get("caseId").asString());
        assertThat(agent.post("{\"reason\": \"又坏了\"}", "/api/cases/{id}/reopen", id)).hasStatus2xxSuccessful();
        assertThat(read(agent.get("/api/intake/solved?words={words}&device={device}", "刷卡没反应", device))).as("it was not solved after all").isEmpty();
    }

    @Test
    void phrasesAreKeptByTheManagerForAll() {
        var manager = clients.with(Role.MANAGER, town.branch);
        var words = "请断电重启后再试 " + Ids.next();
        var id = read(manager.post("{\"words\": \"%s\"}".formatted(words), "/api/intake/phrases")).get("id").asString();
        assertThat(manager.post("{\"words\": \"%s\"}".formatted(words), "/api/intake/phrases")).hasStatus(409);
        assertThat(agent.post("{\"words\": \"x\"}", "/api/intake/phrases")).hasStatus(403);
        assertThat(read(agent.get("/api/intake/phrases")).valueStream().map(one -> one.get("words").asString())).contains(words);
        assertThat(manager.send(org.springframework.http.HttpMethod.DELETE, null, "/api/intake/phrases/{id}", id)).hasStatus(204);
        assertThat(read(agent.get("/api/intake/phrases")).valueStream().map(one -> one.get("words").asString())).doesNotContain(words);
    }

    @Test
    void aCallerIsFoundWhileNumberOrNameIsStillBeingTyped() {
        var digits = String.valueOf(10_000_000 + Math.abs(Ids.next().getLeastSignificantBits() % 80_000_000));
        town.contact("欧阳" + digits, "+86 139-" + digits.substring(0, 4) + "-" + digits.substring(4));
        for (var words : java.util.List.of("139" + digits.substring(0, 6), "139 " + digits.substring(0, 4) + " " + digits.substring(4), "+86139" + digits, digits.substring(2), "欧阳" + digits)) {
            assertThat(read(agent.get("/api/intake/callers?words={words}", words)).valueStream().map(one -> one.get("name").asString())).as(words).contains("欧阳" + digits);
        }
        assertThat(read(agent.get("/api/intake/callers?words={words}", "恒达制造")).valueStream().map(one -> one.get("customerName").asString())).contains("苏州恒达制造有限公司");
        assertThat(read(agent.get("/api/intake/callers?words=1"))).isEmpty();
        assertThat(read(agent.get("/api/intake/callers?words={words}", "139"))).as("too few digits to mean anybody").isEmpty();
        assertThat(read(clients.with(Role.AGENT, new ACaseTown(jdbc).branch).get("/api/intake/callers?words={words}", "欧阳" + digits))).as("another branch's").isEmpty();
        assertThat(agent.get("/api/intake/callers?words={words}", "%_'\\\0")).hasStatusOk();
    }
}
