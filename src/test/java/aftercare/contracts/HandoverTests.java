package aftercare.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import aftercare.AftercareTest;
import aftercare.Client;
import aftercare.SomebodyElse;
import aftercare.documents.Samples;
import aftercare.identity.Role;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@AftercareTest
class HandoverTests {

    private static final List<String> ALL_PAPERS = List.of("DRAWINGS", "MANUALS", "CERTIFICATES", "CONFIG", "PASSWORDS", "WARRANTY");

    @Autowired Client.Clients clients;
    @Autowired JdbcClient jdbc;
    @Autowired JsonMapper json;

    UUID branch;
    UUID project;
    Client manager;
    String owner;
    String id;

    @BeforeEach
    void aProjectOnItsWayToAfterSales() {
        branch = new SomebodyElse(jdbc).branch("杭州分公司");
        manager = clients.with(Role.MANAGER, branch);
        var customer = new SomebodyElse(jdbc).customer(branch, "云栖小镇 " + branch);
        project = UUID.fromString(ok(manager.post(json(Map.of("name", "会展中心弱电", "customerId", customer, "branchId", branch, "warrantyMonths", 24, "version", 0)),
                "/api/projects")).get("id").asString());
        owner = jdbc.sql("select u.id from identity.app_user u join identity.membership m on m.user_id = u.id where m.branch_id = :branch limit 1")
                .param("branch", branch).query(UUID.class).single().toString();
        id = ok(manager.post(json(Map.of("projectId", project)), "/api/handovers")).get("id").asString();
    }

    @Test
    void isSignedOnlyWhenWhateverIsMissingHasAnOwnerAndADay() throws IOException {
        change(List.of("DRAWINGS"), false, "5000.00", List.of(item("PAPER", "补交竣工图", owner, "2026-12-31")));
        assertThat(sign()).hasStatus(409).bodyJson().extractingPath("$.facts.kinds").asArray().containsExactly("TRAINING", "MONEY");
        assertThat(manager.get("/api/handovers/{id}/ready", id)).as("said before anybody signs").hasStatus(409);

        change(List.of("DRAWINGS"), false, "5000.00", List.of(item("PAPER", "补交竣工图", owner, "2026-12-31"), item("TRAINING", "操作培训", owner, "2026-12-10"),
                item("MONEY", "催收尾款", null, "2026-12-20")));
        assertThat(sign()).hasStatus(409).bodyJson().extractingPath("$.code").isEqualTo("contracts.handover-ownerless");

        change(List.of("DRAWINGS"), false, "5000.00", List.of(item("PAPER", "补交竣工图", owner, "2026-12-31"), item("TRAINING", "操作培训", owner, "2026-12-10"),
                item("MONEY", "催收尾款", owner, "2026-12-20")));
        ok(sign());

        var view = view();
        assertThat(view.get("status").asString()).isEqualTo("SIGNED");
        assertThat(promises("RUNNING") + promises("BROKEN")).as("one for each item").isEqualTo(3);
        assertThat(manager.put(draft(ALL_PAPERS, true, "0", List.of()), "/api/handovers/{id}", id)).hasStatus(409)
                .bodyJson().extractingPath("$.code").isEqualTo("contracts.handover-signed");
    }

    @Test
    void anItemIsFinishedOnceAndItsPromiseKept() throws IOException {
        change(ALL_PAPERS, true, "0", List.of(item("WORK", "更换破损地砖", owner, "2099-12-31")));
        ok(sign());
        var item = view().at("/items/0/id").asString();
        assertThat(ok(manager.get("/api/handovers/of-item/{item}", item)).get("id").asString()).isEqualTo(id);

        assertThat(clients.with(Role.ENGINEER, branch).post("{\"note\":\"\"}", "/api/handovers/items/{item}/done", item)).as("not his").hasStatus(403);
        ok(manager.post("{\"note\":\"已更换并拍照\"}", "/api/handovers/items/{item}/done", item));

        assertThat(promises("KEPT")).isEqualTo(1);
        assertThat(manager.post("{\"note\":\"\"}", "/api/handovers/items/{item}/done", item)).hasStatus(409)
                .bodyJson().extractingPath("$.code").isEqualTo("contracts.handover-item-closed");
    }

    @Test
    void isPrintedAsAPdfBeforeAndAfterTheSigning() throws IOException {
        change(ALL_PAPERS, true, "0", List.of());
        assertThat(manager.get("/api/handovers/{id}/paper", id)).hasStatusOk().hasContentType("application/pdf");
        ok(sign());
        var pdf = manager.get("/api/handovers/{id}/paper", id).getResponse().getContentAsByteArray();
        assertThat(new String(pdf, 0, 5, java.nio.charset.StandardCharsets.US_ASCII)).isEqualTo("%PDF-");
    }

    @Test
    void knowsWhatTheArchiveHoldsAndLiesThereItselfOnceSigned() throws IOException {
        assertThat(view().get("filed")).isEmpty();
        assertThat(manager.upload("竣工图.pdf", Samples.text("%PDF-1.7 a"), "/api/archives/{p}/papers?kind=1-05-05&name=竣工图&dated=2026-03-02", project)).hasStatus(204);
        assertThat(view().get("filed").values()).extracting(JsonNode::asString).containsExactly("DRAWINGS");

        change(ALL_PAPERS, true, "0", List.of());
        ok(sign());
        await().until(() -> ok(manager.get("/api/archives/{p}/papers?at=1-06-01", project)).get("rows").size() == 1);
        var paper = ok(manager.get("/api/archives/{p}/papers?at=1-06-01", project)).at("/rows/0");
        assertThat(paper.get("source").asString()).isEqualTo("handover");
        assertThat(manager.get("/api/archives/papers/{id}/content", paper.get("id").asString())).hasStatusOk().hasContentType("application/pdf");
    }

    @Test
    void standsInTheListByWhatIsStillOpen() throws IOException {
        assertThat(listed("DRAFT")).contains(id);
        change(ALL_PAPERS, true, "0", List.of(item("WORK", "更换破损地砖", owner, "2026-01-31")));
        ok(sign());
        assertThat(listed("DRAFT")).doesNotContain(id);
        assertThat(listed("OPEN")).contains(id);
        var row = ok(manager.get("/api/handovers?words=会展中心")).at("/rows/0");
        assertThat(row.get("open").asInt()).isEqualTo(1);
        assertThat(row.get("late").asInt()).isEqualTo(1);
        ok(manager.post("{\"note\":\"\"}", "/api/handovers/items/{item}/done", view().at("/items/0/id").asString()));
        assertThat(listed("DONE")).contains(id);
        assertThat(clients.with(Role.MANAGER, new SomebodyElse(jdbc).branch("南京分公司")).get("/api/handovers")).bodyJson().extractingPath("$.rows").asArray().isEmpty();
    }

    private List<String> listed(String standing) {
        return ok(manager.get("/api/handovers?standing=" + standing)).get("rows").values().stream().map(row -> row.get("id").asString()).toList();
    }

    @Test
    void isBegunOnceAProjectAndSeenInItsBranchOnly() {
        assertThat(manager.post(json(Map.of("projectId", project)), "/api/handovers")).hasStatus(409).bodyJson().extractingPath("$.code").isEqualTo("contracts.handover-twice");
        var stranger = clients.with(Role.MANAGER, new SomebodyElse(jdbc).branch("南京分公司"));
        assertThat(stranger.get("/api/handovers/{id}", id)).hasStatus(404);
        assertThat(ok(stranger.get("/api/handovers/of-project/{id}", project)).get("handover").isNull()).isTrue();
        assertThat(clients.with(Role.AGENT, branch).get("/api/handovers/{id}", id)).hasStatusOk();
        assertThat(clients.with(Role.AGENT, branch).put(draft(ALL_PAPERS, true, "0", List.of()), "/api/handovers/{id}", id)).hasStatus(403);
    }

    private void change(List<String> papers, boolean trained, String unpaid, List<Map<String, @Nullable Object>> items) {
        ok(manager.put(draft(papers, trained, unpaid, items), "/api/handovers/{id}", id));
    }

    private String draft(List<String> papers, boolean trained, String unpaid, List<Map<String, @Nullable Object>> items) {
        return json(Map.of("papers", papers, "trained", trained, "trainees", trained ? 8 : 0, "unpaid", unpaid, "note", "", "items", items,
                "version", view().get("version").asInt()));
    }

    private static Map<String, @Nullable Object> item(String kind, String what, @Nullable String owner, @Nullable String dueOn) {
        var item = new LinkedHashMap<String, @Nullable Object>();
        item.put("kind", kind);
        item.put("what", what);
        item.put("ownerId", owner);
        item.put("dueOn", dueOn);
        return item;
    }

    private MvcTestResult sign() throws IOException {
        var out = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(60, 20, BufferedImage.TYPE_INT_RGB), "png", out);
        var png = Base64.getEncoder().encodeToString(out.toByteArray());
        return manager.post(json(Map.of("ourName", "王工", "ourSignature", png, "theirName", "李经理", "theirSignature", png, "version", view().get("version").asInt())),
                "/api/handovers/{id}/sign", id);
    }

    private JsonNode view() {
        return ok(manager.get("/api/handovers/{id}", id));
    }

    private int promises(String state) {
        return jdbc.sql("""
                select count(*) from promises.promise p join contracts.handover_item i on i.id = p.subject_id and p.subject_kind = 'handover-item'
                 where i.handover_id = cast(:id as uuid) and p.state = :state
                """).param("id", id).param("state", state).query(Integer.class).single();
    }

    private String json(Object value) {
        return json.writeValueAsString(value);
    }

    private JsonNode ok(MvcTestResult answer) {
        assertThat(answer).hasStatus2xxSuccessful();
        return json.readTree(answer.getResponse().getContentAsByteArray());
    }
}
