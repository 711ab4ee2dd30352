package aftercare.cases;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.AftercareTest;
import aftercare.Client;
import aftercare.identity.Role;
import aftercare.timeline.Actor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@AftercareTest
class CatalogueTests {

    @Autowired CaseDesk desk;
    @Autowired Catalogue catalogue;
    @Autowired Client.Clients clients;
    @Autowired JdbcClient jdbc;
    @Autowired JsonMapper json;

    Client manager;

    @BeforeEach
    void aManagerOfTheHouse() {
        manager = clients.with(Role.MANAGER, null);
    }

    @Nested
    class AKind {

        @Test
        void getsANextVersionWhileRunningCasesKeepTheirs() {
            var town = new ACaseTown(jdbc);
            var before = desk.open(town.aReport(null, "如何导出录像"), Actor.guest("王敏"));
            var now = catalogue.current("repair");
            var next = draft(now);
            next.put("severity", 2);
            next.put("note", "改为二级起步");

            var versions = read(manager.post(json.writeValueAsString(next), "/api/cases/kinds/{code}/versions", "repair"), HttpStatus.CREATED);

            assertThat(versions.get("rows").get(0).get("kind").get("version").asInt()).isEqualTo(now.version() + 1);
            assertThat(versions.get("rows").get(0).get("by").asString()).isEqualTo("MANAGER");
            assertThat(versions.get("rows").get(0).get("note").asString()).isEqualTo("改为二级起步");
            assertThat(desk.facts(before.id()).kindVersion()).isEqualTo(now.version());
            var after = desk.open(new OpenCase(Channel.PHONE, "repair", null, "门打不开", "", null, new OpenCase.Who(town.customer, "", "", ""),
                    OpenCase.What.UNKNOWN, null), Actor.guest("王敏"));
            assertThat(desk.facts(after.id()).severity()).isEqualTo(2);

            assertThat(read(manager.post(json.writeValueAsString(next), "/api/cases/kinds/{code}/versions", "repair"), HttpStatus.CONFLICT)
                    .get("code").asString()).as("written from a version that is no longer the newest").isEqualTo("cases.kind-changed-meanwhile");
        }

        @Test
        void inWhichACaseWouldGetLostIsRefused() {
            var now = catalogue.current("question");
            refused(now, Map.of("start", "nowhere"), "cases.kind-stage-missing");
            refused(now, Map.of("follow", Map.of("TAKE", "nowhere")), "cases.kind-stage-missing");
            refused(now, Map.of("moves", List.of(Map.of("from", "answering", "to", "answering"))), "cases.kind-move-idle");
            refused(now, Map.of("severities", now.definition().severities().subList(0, 3)), "cases.kind-severities");
            refused(now, Map.of("name", Map.of("en", "Question")), "cases.name-misshaped");
            refused(now, Map.of("matrix", List.of(List.of(1, 2, 3), List.of(2, 3, 5), List.of(3, 4, 4))), "cases.kind-matrix");
            refused(now, Map.of("matrix", List.of(List.of(1, 2, 3), List.of(2, 3, 4))), "cases.kind-matrix");
            var twice = new ArrayList<Object>(now.definition().stages());
            twice.add(now.definition().stages().getFirst());
            refused(now, Map.of("stages", twice), "cases.kind-stages-twice");
            assertThat(catalogue.current("question").version()).isEqualTo(now.version());
        }

        @Test
        void isReadByEverybodyWhoReadsCasesAndWrittenForTheWholeHouseOnly() {
            var town = new ACaseTown(jdbc);
            var body = json.writeValueAsString(draft(catalogue.current("question")));
            var ofABranch = clients.with(Role.MANAGER, town.branch);

            assertThat(read(ofABranch.get("/api/cases/kinds/{code}/versions", "question"), HttpStatus.OK).get("mayEdit").asBoolean()).isFalse();
            assertThat(ofABranch.post(body, "/api/cases/kinds/{code}/versions", "question")).hasStatus(HttpStatus.FORBIDDEN);
            assertThat(clients.with(Role.AGENT, null).post(body, "/api/cases/kinds/{code}/versions", "question")).hasStatus(HttpStatus.FORBIDDEN);
            assertThat(manager.get("/api/cases/kinds/{code}/versions", "nothing")).hasStatus(HttpStatus.NOT_FOUND);
        }

        private void refused(Kind now, Map<String, Object> change, String code) {
            var draft = draft(now);
            draft.putAll(change);
            assertThat(read(manager.post(json.writeValueAsString(draft), "/api/cases/kinds/{code}/versions", now.code()), HttpStatus.UNPROCESSABLE_CONTENT)
                    .get("code").asString()).isEqualTo(code);
        }

        private Map<String, Object> draft(Kind kind) {
            var draft = new HashMap<>(json.convertValue(kind.definition(), new TypeReference<Map<String, Object>>() {}));
            draft.put("name", kind.name());
            draft.put("basedOn", kind.version());
            draft.put("note", "试改");
            return draft;
        }
    }

    @Nested
    class AFaultCode {

        @Test
        void isAddedRenamedRetiredWithWhatIsBelowItAndBroughtBack() {
            var root = added("{\"dimension\":\"CAUSE\",\"name\":{\"zh-CN\":\"雷击\"}}", "雷击");
            var below = added("{\"dimension\":\"CAUSE\",\"parent\":\"%s\",\"name\":{\"zh-CN\":\"感应雷\"}}".formatted(root), "感应雷");

            read(manager.put("{\"name\":{\"zh-CN\":\"雷电\",\"en\":\"Lightning\"}}", "/api/cases/fault-codes/{code}", root), HttpStatus.OK);
            assertThat(code(root).name()).containsEntry("zh-CN", "雷电").containsEntry("en", "Lightning");

            read(manager.post("{}", "/api/cases/fault-codes/{code}/retire", root), HttpStatus.OK);
            assertThat(code(below).active()).isFalse();
            assertThat(read(manager.post("{}", "/api/cases/fault-codes/{code}/restore", below), HttpStatus.CONFLICT).get("code").asString())
                    .isEqualTo("cases.fault-code-below-retired");

            read(manager.post("{}", "/api/cases/fault-codes/{code}/restore", root), HttpStatus.OK);
            read(manager.post("{}", "/api/cases/fault-codes/{code}/restore", below), HttpStatus.OK);
            assertThat(code(below).active()).isTrue();
            assertThat(manager.post("{}", "/api/cases/fault-codes/{code}/retire", "none")).hasStatus(HttpStatus.NOT_FOUND);
        }

        @Test
        void belongsUnderOneOfItsOwnDimensionAndHasAName() {
            assertThat(read(manager.post("{\"dimension\":\"CAUSE\",\"parent\":\"part-power\",\"name\":{\"zh-CN\":\"错位\"}}", "/api/cases/fault-codes"),
                    HttpStatus.UNPROCESSABLE_CONTENT).get("code").asString()).isEqualTo("cases.no-such-fault-code");
            assertThat(read(manager.post("{\"dimension\":\"CAUSE\",\"name\":{\"zh-CN\":\" \"}}", "/api/cases/fault-codes"),
                    HttpStatus.UNPROCESSABLE_CONTENT).get("code").asString()).isEqualTo("cases.name-misshaped");
        }

        private String added(String body, String name) {
            return read(manager.post(body, "/api/cases/fault-codes"), HttpStatus.CREATED).valueStream()
                    .filter(one -> one.get("name").get("zh-CN").asString().equals(name)).findFirst().orElseThrow().get("code").asString();
        }

        private Catalogue.FaultCode code(String code) {
            return catalogue.codes().stream().filter(one -> one.code().equals(code)).findFirst().orElseThrow();
        }
    }

    private JsonNode read(MvcTestResult result, HttpStatus expected) {
        assertThat(result).hasStatus(expected);
        return json.readTree(result.getResponse().getContentAsByteArray());
    }
}
