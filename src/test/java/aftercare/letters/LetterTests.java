package aftercare.letters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import aftercare.AftercareTest;
import aftercare.Client;
import aftercare.SomebodyElse;
import aftercare.identity.Role;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.text.Normalizer;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.poi.xwpf.extractor.XWPFWordExtractor;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

@AftercareTest
class LetterTests {

    @Autowired Client.Clients clients;
    @Autowired JdbcClient jdbc;
    @Autowired JsonMapper json;

    final LocalDate today = LocalDate.now();
    UUID branch;
    UUID customer;
    UUID project;
    Client manager;

    @BeforeEach
    void aCustomerWithAProject() {
        branch = new SomebodyElse(jdbc).branch("温州分公司");
        customer = new SomebodyElse(jdbc).customer(branch, "瓯江新城 " + branch);
        manager = clients.with(Role.MANAGER, branch);
        project = UUID.fromString(ok(manager.post(json(Map.of("name", "瓯江新城安防", "customerId", customer, "branchId", branch, "warrantyMonths", 24, "version", 0)),
                "/api/projects")).get("id").asString());
    }

    @Test
    void isFilledWithWhatTheRulesGiveAndSaysSoInBothPapers() throws IOException {
        var letter = begin(Map.of("customerId", customer, "tender", "新城二期投标"));

        assertThat(letter.at("/watched").valueStream().map(line -> line.get("standing").asString())).isNotEmpty().containsOnly("WATCHED");
        assertThat(letter.at("/facts/points").valueStream().map(row -> row.get(0).asString())).contains("温州分公司");
        assertThat(letter.at("/facts/certificates/0/0").asString()).isEqualTo("证书");
        for (var text : List.of(pdf(letter, null), word(letter))) {
            assertThat(text).contains("售后服务方案与承诺书", letter.at("/letter/number").asString(), "新城二期投标", "一、前言", "一级故障", "10分钟内", "2小时内", "到达现场", "温州分公司",
                    "草稿，尚未出具".replace('，', ','));
        }
    }

    @Test
    void pointsOutAPromiseThatNoRuleWatchesBeforeItGoesOut() throws IOException {
        var letter = begin(Map.of("customerId", customer, "tender", "新城二期投标"));
        promise(letter, "arrive", 1, "MINUTES", 60);
        promise(letter, "replacement", null, "MINUTES", 2880);
        letter = save(letter);

        var lines = letter.get("watched").valueStream().filter(line -> !line.get("standing").asString().equals("WATCHED")).toList();
        assertThat(lines).extracting(line -> line.get("standing").asString()).containsExactlyInAnyOrder("LOOSER", "NONE");
        assertThat(lines).anySatisfy(line -> {
            assertThat(line.get("said").asString()).isEqualTo("一级故障 1 小时内到达现场（7×24 小时）");
            assertThat(line.get("allowed").asString()).startsWith("2 小时");
        });
        assertThat(pdf(letter, null)).contains("没有规则监督", "一级故障1小时内到达现场");

        assertThat(issue(letter, false)).hasStatus(409).bodyJson().extractingPath("$.facts.count").isEqualTo(2);
        var issued = ok(issue(letter, true));
        assertThat(issued.at("/letter/status").asString()).isEqualTo("ISSUED");
        assertThat(issued.at("/letter/unwatched").asInt()).isEqualTo(2);
        assertThat(pdf(issued, null)).doesNotContain("没有规则监督");
        assertThat(manager.put(json.writeValueAsString(body(issued)), "/api/letters/{id}", id(issued))).as("what went out is not rewritten").hasStatus(409);
    }

    @Test
    void bindsWhenItsContractBegins() {
        var contract = contract("7x24x4");
        var letter = begin(Map.of("contractId", contract));
        assertThat(letter.at("/letter/level").asString()).isEqualTo("7x24x4");
        promise(letter, "arrive", 1, "MINUTES", 60);
        promise(letter, "answer", 1, "MINUTES", 5);
        ok(issue(save(letter), true));
        assertThat(ok(manager.get("/api/letters/of-contract/{id}", contract)).get("rules")).as("nobody is bound yet").isEmpty();

        ok(manager.post(json(Map.of("version", 0)), "/api/contracts/{id}/activate", contract));

        var bound = ok(manager.get("/api/letters/of-contract/{id}", contract));
        assertThat(bound.at("/letters/0/status").asString()).isEqualTo("ACCEPTED");
        assertThat(bound.get("rules").valueStream().map(rule -> rule.get("name").asString())).anySatisfy(name -> assertThat(name).endsWith("一级故障 1 小时内到达现场"));

        var agent = clients.with(Role.AGENT, branch);
        var opened = ok(agent.post(json(Map.of("channel", "PHONE", "kind", "repair", "severity", 1, "subject", "门禁全停", "description", "", "customer", customer,
                "contactName", "林工", "contactPhone", "13800001111", "take", false)), "/api/cases"));
        var minutes = jdbc.sql("select p.code, p.goal_minutes from promises.promise p where p.subject_id = cast(:id as uuid)").param("id", opened.get("id").asString())
                .query((row, _) -> row.getString(1) + " " + row.getInt(2)).list();
        assertThat(minutes).contains("arrive 60", "answer 5");
        assertThat(ok(manager.get("/api/letters/{id}", id(letter))).get("watched").valueStream().map(line -> line.get("standing").asString())).containsOnly("WATCHED");
    }

    @Test
    void goesOnWithTheRenewalOfItsContract() {
        var contract = contract("5x8");
        var letter = begin(Map.of("contractId", contract));
        promise(letter, "arrive", 2, "MINUTES", 90);
        ok(issue(save(letter), true));
        var signed = ok(manager.post(json(Map.of("version", 0)), "/api/contracts/{id}/activate", contract));
        var next = ok(manager.post(json(Map.of("startsOn", today.plusDays(301).toString(), "endsOn", today.plusDays(665).toString(), "price", 18000, "visits", 0,
                "version", signed.get("version").asInt())), "/api/contracts/{id}/renew", contract));
        assertThat(ok(manager.get("/api/letters/of-contract/{id}", next.get("id").asString())).get("rules").valueStream().map(rule -> rule.at("/promised/amount").asInt()))
                .contains(90);
    }

    @Test
    void liesWithItsContractAndInTheArchiveOnceItIsOut() {
        var letter = begin(Map.of("projectId", project));
        ok(issue(letter, true));
        await().until(() -> ok(manager.get("/api/archives/{p}/papers?at=2-06-01", project)).get("rows").size() == 1);
        assertThat(ok(manager.get("/api/documents?ownerKind=letter&ownerId={id}", id(letter))).get("rows").valueStream().map(row -> row.get("mediaType").asString()))
                .containsExactlyInAnyOrder("application/pdf", "application/vnd.openxmlformats-officedocument.wordprocessingml.document");

        var contract = contract("5x8");
        ok(manager.post(json(Map.of("contractId", contract, "version", ok(manager.get("/api/letters/{id}", id(letter))).get("version").asInt())), "/api/letters/{id}/attach",
                id(letter)));
        await().until(() -> ok(manager.get("/api/documents?ownerKind=contract&ownerId={id}", contract)).get("rows").size() == 2);
    }

    @Test
    void keepsItsEarlierRevisionsAndNoPromiseTwice() throws IOException {
        var letter = begin(Map.of("customerId", customer));
        section(letter, 1).put("title", "时限承诺");
        var saved = save(letter);
        assertThat(saved.get("revisions")).hasSize(2);
        assertThat(pdf(saved, null)).contains("二、时限承诺");
        assertThat(pdf(saved, 1)).contains("二、服务承诺时限");
        promise(saved, "arrive", 1, "MINUTES", 60);
        promise(saved, "arrive", 1, "MINUTES", 90);
        ((ArrayNode) saved.at("/draft/promises")).addObject().put("code", "arrive").put("severity", 1).put("unit", "MINUTES").put("amount", 30).put("calendar", "7x24");
        assertThat(manager.put(json.writeValueAsString(body(saved)), "/api/letters/{id}", id(saved))).hasStatus(422).bodyJson().extractingPath("$.code")
                .isEqualTo("letters.promised-twice");
    }

    @Test
    void isSeenAndWrittenInItsBranchOnly() {
        var letter = begin(Map.of("customerId", customer));
        var stranger = clients.with(Role.MANAGER, new SomebodyElse(jdbc).branch("丽水分公司"));
        assertThat(stranger.get("/api/letters/{id}", id(letter))).hasStatus(404);
        assertThat(stranger.get("/api/letters")).bodyJson().extractingPath("$.rows").asArray().isEmpty();
        assertThat(stranger.post(json(Map.of("customerId", customer)), "/api/letters")).hasStatus(422);
        assertThat(clients.with(Role.AGENT, branch).get("/api/letters/{id}", id(letter))).hasStatusOk();
        assertThat(clients.with(Role.ENGINEER, branch).get("/api/letters/{id}", id(letter))).hasStatus(403);
    }

    // ---- Helpers ------------------------------------------------------------------------------------------------------------

    private JsonNode begin(Map<String, ?> from) {
        return ok(manager.post(json(from), "/api/letters"));
    }

    private JsonNode save(JsonNode letter) {
        return ok(manager.put(json.writeValueAsString(body(letter)), "/api/letters/{id}", id(letter)));
    }

    private MvcTestResult issue(JsonNode letter, boolean unwatchedToo) {
        return manager.post(json(Map.of("unwatchedToo", unwatchedToo, "version", letter.get("version").asInt())), "/api/letters/{id}/issue", id(letter));
    }

    private ObjectNode body(JsonNode letter) {
        var body = json.createObjectNode();
        body.put("title", letter.at("/letter/title").asString()).put("tender", letter.at("/letter/tender").asString()).put("version", letter.get("version").asInt());
        body.set("level", letter.at("/letter/level"));
        body.set("sections", letter.at("/draft/sections"));
        body.set("promises", letter.at("/draft/promises"));
        return body;
    }

    private static ObjectNode section(JsonNode letter, int n) {
        return (ObjectNode) letter.at("/draft/sections/" + n);
    }

    /** In the place of what the rules gave. */
    private static void promise(JsonNode letter, String code, @Nullable Integer severity, String unit, int amount) {
        var promises = (ArrayNode) letter.at("/draft/promises");
        for (int i = promises.size() - 1; i >= 0; i--) {
            var line = promises.get(i);
            if (line.get("code").asString().equals(code) && (severity == null ? line.get("severity").isNull() : line.get("severity").asInt(0) == severity)) {
                promises.remove(i);
            }
        }
        promises.addObject().put("code", code).put("severity", severity).put("unit", unit).put("amount", amount).put("calendar", "7x24");
    }

    private String contract(String level) {
        var terms = new LinkedHashMap<String, Object>(Map.of("level", level, "price", 18000, "visits", 0, "partsIncluded", true, "alsoCovers", List.of(), "coverage",
                List.of(Map.of()), "billing", List.of()));
        return ok(manager.post(json(Map.of("title", "瓯江新城维保", "customerId", customer, "branchId", branch, "ourParty", "安心科技", "theirParty", "瓯江新城", "startsOn",
                today.minusDays(64).toString(), "endsOn", today.plusDays(300).toString(), "noticeDays", 30, "terms", terms, "version", 0)), "/api/contracts")).get("id").asString();
    }

    private String pdf(JsonNode letter, @Nullable Integer revision) throws IOException {
        var answer = manager.get("/api/letters/{id}/paper?format=PDF" + (revision == null ? "" : "&revision=" + revision), id(letter));
        assertThat(answer).hasStatusOk();
        try (var document = Loader.loadPDF(answer.getResponse().getContentAsByteArray())) {
            return plain(new PDFTextStripper().getText(document));
        }
    }

    private String word(JsonNode letter) throws IOException {
        var answer = manager.get("/api/letters/{id}/paper?format=DOCX", id(letter));
        assertThat(answer).hasStatusOk();
        try (var document = new XWPFDocument(new ByteArrayInputStream(answer.getResponse().getContentAsByteArray())); var text = new XWPFWordExtractor(document)) {
            assertThat(document.getStyles().getDefaultRunStyle()).isNotNull();
            assertThat(document.getFooterList()).hasSize(1);
            return plain(text.getText());
        }
    }

    private static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC).replaceAll("\\s", "");
    }

    private static String id(JsonNode letter) {
        return letter.at("/letter/id").asString();
    }

    private String json(Object value) {
        return json.writeValueAsString(value);
    }

    private JsonNode ok(MvcTestResult answer) {
        assertThat(answer).hasStatus2xxSuccessful();
        return json.readTree(answer.getResponse().getContentAsByteArray());
    }
}
