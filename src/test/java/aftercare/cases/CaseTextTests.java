package aftercare.cases;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.AftercareTest;
import aftercare.Client;
import aftercare.NaughtyStrings;
import aftercare.identity.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every text of a case is kept and shown as it was written, and every text can be looked for. */
@AftercareTest
@TestPropertySource(properties = "a-product-of-its-own=texts")
@Execution(ExecutionMode.CONCURRENT)
class CaseTextTests {

    @Autowired Client.Clients clients;
    @Autowired JdbcClient jdbc;
    @Autowired JsonMapper json;

    ACaseTown town;
    ACaseTown elsewhere;
    Client manager;

    @BeforeEach
    void aTown() {
        town = new ACaseTown(jdbc);
        elsewhere = new ACaseTown(jdbc);
        manager = clients.with(Role.MANAGER, town.branch);
    }

    @Test
    void whateverIsWrittenIntoACaseStandsThereUnchangedAndIsFound() {
        for (var text : NaughtyStrings.all()) {
            var said = Map.of("subject", text.length() <= 200 && !text.isBlank() ? text : "找不到", "description", text.length() <= 10_000 ? text : "",
                    "contactName", text.length() <= 100 ? text : "", "contactPhone", text.length() <= 50 ? text : "",
                    "company", text.length() <= 200 ? text : "", "place", text.length() <= 200 ? text : "");
            var body = new HashMap<String, Object>(Map.of("channel", "PHONE", "kind", "repair", "branch", town.branch, "take", true));
            body.putAll(said);
            var id = body(manager.post(json.writeValueAsString(body), "/api/cases"), HttpStatus.CREATED).get("id").asString();

            var reason = text.isBlank() || text.length() > 4000 ? "等" : text;
            var about = body(manager.post(json.writeValueAsString(Map.of("reason", reason)), "/api/cases/{id}/wait", id), HttpStatus.OK).get("about");
            said.forEach((field, value) -> assertThat(about.get(field).asString()).as(field).isEqualTo(value));
            assertThat(about.get("waitingReason").asString()).isEqualTo(reason);

            var found = body(manager.get("/api/cases?words={words}", text), HttpStatus.OK).get("rows").valueStream().map(row -> row.get("id").asString());
            assertThat(manager.get("/api/search?words={words}", text)).hasStatusOk();
            if (!text.isBlank() && text.length() <= 100 && text.strip().split("\\s+").length <= 8) {
                assertThat(found).as(text).contains(id);
            }
            // Out of sight, so that the next one stands first again.
            jdbc.sql("update cases.service_case set branch_id = :elsewhere where id = cast(:id as uuid)").param("elsewhere", elsewhere.branch).param("id", id).update();
        }
    }

    @Test
    void whateverIsWrittenIntoANoteStandsThereUnchanged() {
        var id = body(manager.post(json.writeValueAsString(Map.of("channel", "PHONE", "kind", "repair", "branch", town.branch, "take", false, "subject", "笔记")),
                "/api/cases"), HttpStatus.CREATED).get("id").asString();
        var written = NaughtyStrings.filled(10_000).toList();
        for (var text : written) {
            body(manager.post(json.writeValueAsString(Map.of("text", text, "visibleToCustomer", true)), "/api/cases/{id}/notes", id), HttpStatus.OK);
        }

        var read = new ArrayList<String>();
        for (var after = ""; after != null; ) {
            var page = body(manager.get("/api/cases/{id}/timeline?after={after}", id, after), HttpStatus.OK);
            page.get("rows").valueStream().filter(row -> row.get("kind").asString().equals("cases.noted")).forEach(row -> read.addFirst(row.get("facts").get("text").asString()));
            after = page.get("next").isNull() ? null : page.get("next").asString();
        }
        assertThat(read).isEqualTo(written);
    }

    @Test
    void aCharacterNoDatabaseCanKeepIsRefusedWithASentence() {
        assertThat(manager.post("{\"channel\":\"PHONE\",\"kind\":\"repair\",\"subject\":\"a\\u0000b\",\"take\":false}", "/api/cases"))
                .hasStatus(HttpStatus.BAD_REQUEST).bodyJson().extractingPath("$.code").isEqualTo("platform.text-not-kept");
        assertThat(manager.get("/api/cases?words={words}&kind={kind}", "a\0b", "re\0pair")).hasStatusOk();
        assertThat(manager.get("/api/search?words={words}", "a\0b")).hasStatusOk();
    }

    private JsonNode body(MvcTestResult result, HttpStatus expected) {
        assertThat(result).hasStatus(expected);
        return json.readTree(result.getResponse().getContentAsByteArray());
    }
}
