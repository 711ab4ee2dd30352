package aftercare;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.cases.CaseDesk;
import aftercare.dispatch.ADispatchTown;
import aftercare.dispatch.EngineerDesk;
import aftercare.identity.Role;
import aftercare.kernel.Ids;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Whatever people type is either kept and shown as it was typed, or refused with a sentence; nothing they type breaks a page.
 * Customers, devices and cases have their own such tests beside their code.
 */
@AftercareTest
class NaughtyTextTests {

    private static final int MESSAGES_AN_HOUR = 20;

    @Autowired Endpoints endpoints;
    @Autowired Client.Clients clients;
    @Autowired EngineerDesk engineers;
    @Autowired CaseDesk cases;
    @Autowired JdbcClient jdbc;
    @Autowired JsonMapper json;

    /** Every endpoint, with such texts in every text field and parameter, asked by somebody who may, about things within reach and without. */
    @Test
    void noEndpointBreaksOnAnyOfThem() {
        var ours = new SomebodyElse(jdbc);
        var branch = ours.world();
        var members = new EnumMap<Role, Client>(Role.class);
        var texts = NaughtyStrings.all();
        var broken = new ArrayList<String>();
        int next = 0;
        for (var endpoint : endpoints.ours()) {
            if (endpoint.path().equals("/api/live") || endpoint.path().startsWith("/api/session")) {
                continue;
            }
            var requires = endpoint.requires();
            var role = requires == null ? Role.MANAGER : Arrays.stream(Role.values()).filter(r -> r != Role.CUSTOMER && r != Role.PARTNER_MANAGER)
                    .filter(r -> Arrays.stream(requires.value()).anyMatch(r.permissions()::contains)).findFirst().orElse(null);
            if (role == null) {
                continue;
            }
            var client = members.computeIfAbsent(role, r -> clients.with(r, branch));
            for (var id : ours.ids()) {
                var text = texts.get(next++ % texts.size());
                var about = endpoint.about(id, text);
                var answer = client.send(endpoint.method(), endpoints.body(endpoint, id, text), about.uri(), about.variables());
                if (answer.getResponse().getStatus() >= 500) {
                    broken.add("%s as %s with '%s' and a %s".formatted(endpoint, role, text, ours.nameOf(id)));
                }
            }
        }
        assertThat(broken).isEmpty();
        assertThat(next).as("each text was used").isGreaterThan(texts.size());
    }

    @Test
    void whatTheEngineerWritesReachesTheCustomerUnchanged() {
        var town = new ADispatchTown(jdbc, clients, engineers, cases);
        var zhou = town.engineer();
        var caseId = town.newCase("写什么就是什么");
        assertThat(town.dispatcher.post(ADispatchTown.plan(caseId, zhou.user, "2026-03-02T01:00:00Z", "2026-03-02T03:00:00Z"), "/api/dispatch/bookings"))
                .hasStatus(HttpStatus.CREATED);
        var visit = jdbc.sql("select id from fieldwork.visit where case_id = :case").param("case", caseId).query(UUID.class).single();
        for (var act : List.of("accept", "set-out", "arrive", "start")) {
            assertThat(zhou.post(json.writeValueAsString(Map.of("command", Ids.next(), "at", "2026-03-02T01:00:00Z", "plannedStart", "2026-03-02T01:00:00Z",
                    "note", "没有定位信号")), "/api/field/visits/{id}/" + act, visit)).as(act).hasStatusOk();
        }
        for (var text : NaughtyStrings.filled(100).toList()) {
            var written = Map.of("command", Ids.next(), "at", "2026-03-02T02:20:00Z", "finding", text, "action", text, "advice", text,
                    "parts", List.of(Map.of("move", "USED", "name", text, "model", text, "quantity", "1", "serial", "")), "workMinutes", 60, "outcome", "NOT_FIXED");

            var read = body(zhou.put(json.writeValueAsString(written), "/api/field/visits/{id}/report", visit)).get("report");

            for (var field : List.of("finding", "action", "advice")) {
                assertThat(read.get(field).asString()).as(field).isEqualTo(text.strip());
            }
            assertThat(read.get("parts").get(0).get("name").asString()).isEqualTo(text.strip());
        }
    }

    @Test
    void whatACustomerWritesWithoutAnAccountIsReadUnchanged() {
        var town = new ADispatchTown(jdbc, clients, engineers, cases);
        var texts = NaughtyStrings.filled(2000).toList();
        var link = "";
        for (int i = 0; i < texts.size(); i++) {
            if (i % MESSAGES_AN_HOUR == 0) {
                link = jdbc.sql("select tracking_token from cases.service_case where id = :id").param("id", town.newCase("客户留言")).query(String.class).single();
            }
            var messages = body(clients.nobody().post(json.writeValueAsString(Map.of("id", Ids.next(), "text", texts.get(i))),
                    "/api/public/track/{token}/message", link)).get("messages");
            assertThat(messages.valueStream().map(message -> message.get("text").asString().strip())).contains(texts.get(i).strip());
        }
    }

    @Test
    void peopleAreCalledWhatTheyAreCalled() {
        var admin = clients.with(Role.ADMIN, null);
        var login = "u-" + Ids.next().toString().substring(20);
        var before = body(admin.post(json.writeValueAsString(person(login, "某人", 0)), "/api/users"));
        var id = before.get("userId").asString();
        var version = 0;
        for (var text : NaughtyStrings.filled(60).toList()) {
            var read = body(admin.put(json.writeValueAsString(person(login, text, version)), "/api/users/{id}", id));
            assertThat(read.get("name").asString()).isEqualTo(text.strip());
            version = read.get("version").asInt();
        }
    }

    private static Map<String, Object> person(String login, String name, int version) {
        return Map.of("login", login, "name", name, "email", "", "phone", "", "roles", List.of(), "version", version);
    }

    private JsonNode body(MvcTestResult result) {
        assertThat(result).hasStatus2xxSuccessful();
        return json.readTree(result.getResponse().getContentAsByteArray());
    }
}
