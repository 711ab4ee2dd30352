package aftercare.cases;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aftercare.AftercareTest;
import aftercare.Client;
import aftercare.documents.Document;
import aftercare.documents.DocumentDesk;
import aftercare.identity.Role;
import aftercare.kernel.Ids;
import aftercare.kernel.Refusal;
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
    @Autowired DocumentDesk documents;
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

        @Test
        void canBeWhollyNewAndACaseRunsByItUntilItIsRetired() {
            var town = new ACaseTown(jdbc);
            var code = aNewKind(List.of());
            assertThat(read(manager.post(json.writeValueAsString(transfer(List.of())), "/api/cases/kinds/{code}/versions", code), HttpStatus.CONFLICT)
                    .get("code").asString()).isEqualTo("cases.kind-code-taken");

            var opened = desk.open(ofKind(code, town), Actor.guest("王敏"));
            assertThat(desk.facts(opened.id()).stage()).isEqualTo("received");
            desk.take(opened.id(), Actor.guest("客服"));
            assertThat(desk.facts(opened.id()).stage()).isEqualTo("checking");

            read(manager.post("{}", "/api/cases/kinds/{code}/retire", code), HttpStatus.OK);
            assertThat(catalogue.current()).noneMatch(kind -> kind.code().equals(code));
            assertThat(catalogue.retiredKinds()).anyMatch(kind -> kind.code().equals(code));
            assertThatThrownBy(() -> desk.open(ofKind(code, town), Actor.guest("王敏"))).isInstanceOf(Refusal.class);
            desk.resolve(opened.id(), "过户完成", Actor.guest("客服"));
            assertThat(desk.facts(opened.id()).stage()).as("a running case goes on").isEqualTo("to-confirm");

            read(manager.post("{}", "/api/cases/kinds/{code}/restore", code), HttpStatus.OK);
            assertThat(catalogue.current(code).version()).isEqualTo(1);
            assertThat(read(manager.post("{}", "/api/cases/kinds/{code}/retire", "repair"), HttpStatus.CONFLICT).get("code").asString())
                    .isEqualTo("cases.kind-needed");
            assertThat(manager.post("{}", "/api/cases/kinds/{code}/restore", "repair")).hasStatus(HttpStatus.NOT_FOUND);
        }

        @Test
        void saysWhoMayMakeAMove() {
            var town = new ACaseTown(jdbc);
            var code = aNewKind(List.of());
            var opened = desk.open(ofKind(code, town), Actor.guest("王敏"));
            desk.take(opened.id(), Actor.guest("客服"));
            var agent = clients.with(Role.AGENT, town.branch);
            var engineer = clients.with(Role.ENGINEER, town.branch);

            assertThat(stages(agent, opened.id())).as("left to the engineer").isEmpty();
            assertThat(stages(engineer, opened.id())).containsExactly("paying");
            assertThat(read(agent.put(move("paying", opened.id()), "/api/cases/{id}/stage", opened.id().value()), HttpStatus.CONFLICT).get("code").asString())
                    .isEqualTo("cases.stage-not-allowed");
            read(engineer.put(move("paying", opened.id()), "/api/cases/{id}/stage", opened.id().value()), HttpStatus.OK);
            assertThat(stages(engineer, opened.id())).as("left to whoever may triage").isEmpty();
            assertThat(stages(agent, opened.id())).containsExactly("checking");
        }

        @Test
        void refusesAMoveThatLacksAPaperAndNamesThePaper() {
            var town = new ACaseTown(jdbc);
            var code = aNewKind(List.of(Map.of("code", "deed", "name", Map.of("zh-CN", "产权证复印件"), "stage", "paying"),
                    Map.of("code", "receipt", "name", Map.of("zh-CN", "收据"), "stage", "done")));
            var opened = desk.open(ofKind(code, town), Actor.guest("王敏"));
            desk.take(opened.id(), Actor.guest("客服"));
            var engineer = clients.with(Role.ENGINEER, town.branch);

            var refused = read(engineer.put(move("paying", opened.id()), "/api/cases/{id}/stage", opened.id().value()), HttpStatus.CONFLICT);
            assertThat(refused.get("code").asString()).isEqualTo("cases.paper-missing");
            assertThat(refused.get("detail").asString()).contains("产权证复印件").doesNotContain("收据");

            added(opened.id(), "paper-deed");
            var page = read(engineer.put(move("paying", opened.id()), "/api/cases/{id}/stage", opened.id().value()), HttpStatus.OK);
            assertThat(page.get("papers").valueStream().map(paper -> paper.get("there").asBoolean())).containsExactly(true, false);

            desk.resolve(opened.id(), "过户完成", Actor.guest("客服"));
            assertThatThrownBy(() -> desk.close(opened.id(), Actor.guest("客服"))).hasMessageContaining("收据");
            added(opened.id(), "paper-receipt");
            desk.close(opened.id(), Actor.guest("客服"));
            assertThat(desk.facts(opened.id()).stage()).isEqualTo("done");
        }

        @Test
        void doesNotHoldUpTheCustomerForAPaperOfOurs() {
            var code = aNewKind(List.of(Map.of("code", "receipt", "name", Map.of("zh-CN", "收据"), "stage", "done")));
            var opened = desk.open(ofKind(code, new ACaseTown(jdbc)), Actor.guest("王敏"));
            desk.resolve(opened.id(), "过户完成", Actor.guest("客服"));

            desk.accept(opened.id(), Actor.guest("王敏"));

            assertThat(desk.facts(opened.id()).status()).isEqualTo(CaseStatus.CLOSED);
        }

        @Test
        void ofAMisshapedCodeOrPaperIsRefused() {
            var draft = transfer(List.of());
            assertThat(read(manager.post(json.writeValueAsString(draft), "/api/cases/kinds/{code}/versions", "Not A Code"), HttpStatus.UNPROCESSABLE_CONTENT)
                    .get("code").asString()).isEqualTo("cases.kind-code");
            var now = catalogue.current("question");
            var paper = Map.of("code", "deed", "name", Map.of("zh-CN", "产权证"), "stage", "done");
            refused(now, Map.of("papers", List.of(paper, paper)), "cases.kind-papers");
            refused(now, Map.of("papers", List.of(Map.of("code", "deed", "name", Map.of("zh-CN", "产权证"), "stage", "nowhere"))), "cases.kind-stage-missing");
        }

        private String aNewKind(List<Map<String, Object>> papers) {
            var code = "transfer-" + Ids.next().toString().substring(24).replaceAll("[0-9]", "x");
            read(manager.post(json.writeValueAsString(transfer(papers)), "/api/cases/kinds/{code}/versions", code), HttpStatus.CREATED);
            return code;
        }

        private Map<String, Object> transfer(List<Map<String, Object>> papers) {
            var draft = draft(catalogue.current("question"));
            draft.put("basedOn", 0);
            draft.put("name", Map.of("zh-CN", "产权过户"));
            draft.put("start", "received");
            draft.put("stages", List.of(stage("received", "待受理"), stage("checking", "核对资料"), stage("paying", "缴费"), stage("to-confirm", "待确认"),
                    stage("done", "已办结")));
            draft.put("moves", List.of(Map.of("from", "checking", "to", "paying", "by", List.of("ENGINEER")), Map.of("from", "paying", "to", "checking")));
            draft.put("follow", Map.of("TAKE", "checking", "RESOLVE", "to-confirm", "CLOSE", "done", "REOPEN", "checking", "CANCEL", "done"));
            draft.put("papers", papers);
            return draft;
        }

        private static Map<String, Object> stage(String code, String name) {
            return Map.of("code", code, "name", Map.of("zh-CN", name));
        }

        private static OpenCase ofKind(String code, ACaseTown town) {
            return new OpenCase(Channel.PHONE, code, null, "房屋过户", "", null, new OpenCase.Who(town.customer, "", "", ""), OpenCase.What.UNKNOWN, null);
        }

        private String move(String stage, CaseId id) {
            return "{\"stage\":\"%s\",\"version\":%d}".formatted(stage, desk.facts(id).version());
        }

        private List<String> stages(Client who, CaseId id) {
            return read(who.get("/api/cases/{id}", id.value()), HttpStatus.OK).get("stages").valueStream().map(JsonNode::asString).toList();
        }

        private void added(CaseId id, String section) {
            documents.store(id.subject(), section, "扫描件.txt", "扫描件".getBytes(UTF_8), Document.Visibility.INTERNAL, Actor.guest("客服"));
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
