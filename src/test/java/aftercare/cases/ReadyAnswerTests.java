package aftercare.cases;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.AftercareTest;
import aftercare.Client;
import aftercare.SomebodyElse;
import aftercare.identity.Role;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Answers are kept once for mails and chats, by whoever answers, for his branch. */
@AftercareTest
class ReadyAnswerTests {

    @Autowired Client.Clients clients;
    @Autowired JdbcClient jdbc;
    @Autowired JsonMapper json;

    UUID branch;
    Client agent;

    @BeforeEach
    void anAgent() {
        branch = new SomebodyElse(jdbc).branch("常熟");
        agent = clients.with(Role.AGENT, branch);
    }

    @Test
    void whoeverAnswersKeepsThemAndSaysWhereTheyAreOffered() {
        var kept = read(agent.post(body("问候", "{name}您好，您的服务单号是 {number}。", "[\"MAIL\", \"CHAT\", \"MAIL\"]"), "/api/ready-answers"), 201);
        assertThat(kept.get(0).get("text").asString()).isEqualTo("{name}您好，您的服务单号是 {number}。");
        assertThat(kept.get(0).get("usedIn").valueStream().map(JsonNode::asString)).containsExactly("MAIL", "CHAT");
        var changed = read(agent.send(HttpMethod.PUT, body("问候", "您好", "[\"CHAT\"]"), "/api/ready-answers/{id}", kept.get(0).get("id").asString()), 200);
        assertThat(changed).hasSize(1);
        assertThat(changed.get(0).get("usedIn").valueStream().map(JsonNode::asString)).containsExactly("CHAT");
        assertThat(read(agent.send(HttpMethod.DELETE, null, "/api/ready-answers/{id}", kept.get(0).get("id").asString()), 200)).isEmpty();
    }

    @Test
    void anotherBranchNeitherSeesNorTouchesThem() {
        var id = read(agent.post(body("问候", "您好", "[\"MAIL\"]"), "/api/ready-answers"), 201).get(0).get("id").asString();
        var elsewhere = clients.with(Role.AGENT, new SomebodyElse(jdbc).branch("昆山"));
        assertThat(read(elsewhere.get("/api/ready-answers"), 200)).isEmpty();
        assertThat(elsewhere.send(HttpMethod.DELETE, null, "/api/ready-answers/{id}", id)).hasStatus(404).bodyJson().extractingPath("$.code").isEqualTo("cases.no-such-answer");
        assertThat(elsewhere.post(body("问候", "您好", "[\"MAIL\"]"), "/api/ready-answers")).hasStatus(403);
        assertThat(clients.with(Role.ENGINEER, branch).get("/api/ready-answers")).hasStatus(403);
    }

    @Test
    void oneThatIsOfferedNowhereIsNone() {
        assertThat(agent.post(body("问候", "您好", "[]"), "/api/ready-answers")).hasStatus(400);
    }

    private String body(String title, String text, String ways) {
        return "{\"branch\": \"%s\", \"title\": \"%s\", \"text\": \"%s\", \"usedIn\": %s}".formatted(branch, title, text, ways);
    }

    private JsonNode read(MvcTestResult answer, int status) {
        assertThat(answer).hasStatus(status);
        return json.readTree(answer.getResponse().getContentAsByteArray());
    }
}
