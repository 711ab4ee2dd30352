package aftercare.campaigns;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.AftercareTest;
import aftercare.Client;
import aftercare.SomebodyElse;
import aftercare.cases.CaseEvent;
import aftercare.cases.CaseId;
import aftercare.fieldwork.Rounds;
import aftercare.identity.Role;
import aftercare.kernel.Ids;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@AftercareTest
class CampaignTests {

    @Autowired Client.Clients clients;
    @Autowired JdbcClient jdbc;
    @Autowired JsonMapper json;
    @Autowired Rounds rounds;
    @Autowired CampaignCases cases;
    @Autowired ApplicationEventPublisher events;
    @Autowired TransactionTemplate transaction;

    final LocalDate today = LocalDate.now(ZoneId.of("Asia/Shanghai"));
    UUID branch;
    UUID product;
    Client manager;

    @Test
    void onlyDevicesWhoseCustomerAgreedAreDoneAndHaveTheNewVersionAfterwards() throws Exception {
        branch = new SomebodyElse(jdbc).branch("绍兴分公司");
        manager = clients.with(Role.MANAGER, branch);
        product = Ids.next();
        jdbc.sql("insert into assets.product (id, maker, model, name, category) values (:id, '海康', :model, '录像机', 'nvr')").param("id", product).param("model", "N-" + product).update();
        var willing = customer("愿意的客户");
        var unwilling = customer("不愿意的客户");
        var old = device(willing, "V3.1");
        var missed = device(willing, "V3.1");
        var refused = device(unwilling, "V3.1");
        device(willing, "V4.2");

        var body = new java.util.HashMap<String, Object>(Map.of("name", "录像机固件升级", "branchId", branch, "productId", product, "property", "固件版本", "fromVersions", List.of("V3.1"),
                "targetVersion", "V4.2", "instructions", "升级前备份", "needsConsent", true, "minutes", 30, "version", 0));
        assertThat(body(manager.post(json(Map.of("branchId", branch, "productId", product, "property", "固件版本", "fromVersions", List.of(), "targetVersion", "V4.2")),
                "/api/campaigns/versions")).at("/0/devices").asInt()).isEqualTo(3);
        var campaign = body(manager.post(json(body), "/api/campaigns")).get("id").asString();
        assertThat(clients.with(Role.MANAGER, new SomebodyElse(jdbc).branch("湖州")).get("/api/campaigns/{id}", campaign)).hasStatus(404);
        assertThat(body(manager.post(json(Map.of("act", "START", "reason", "", "version", 0)), "/api/campaigns/{id}/move", campaign)).get("devices").asInt()).isEqualTo(3);
        assertThat(manager.post(json(Map.of("size", 10, "startsOn", today.toString(), "everyDays", 7)), "/api/campaigns/{id}/batches", campaign)).hasStatus(409)
                .bodyJson().extractingPath("$.code").isEqualTo("campaigns.nobody-agreed");

        assertThat(manager.post("{}", "/api/campaigns/{id}/ask", campaign)).hasStatus(200);
        var token = jdbc.sql("select token from campaigns.asking where customer_id = :id").param("id", willing).query(String.class).single();
        var guest = clients.nobody();
        assertThat(guest.get("/api/public/consents/{token}", token)).hasStatus(200).bodyJson().extractingPath("$.devices").isEqualTo(2);
        assertThat(guest.post(json(Map.of("given", true, "by", "沈主任", "reason", "")), "/api/public/consents/{token}", token)).hasStatus(200);
        assertThat(manager.post(json(Map.of("given", false, "by", "王科长", "reason", "")), "/api/campaigns/{id}/askings/{customer}", campaign, unwilling)).hasStatus(422);
        assertThat(manager.post(json(Map.of("given", false, "by", "王科长", "reason", "年底不动系统")), "/api/campaigns/{id}/askings/{customer}", campaign, unwilling)).hasStatus(200);

        assertThat(body(manager.post(json(Map.of("size", 10, "startsOn", today.toString(), "everyDays", 7)), "/api/campaigns/{id}/batches", campaign)).at("/batches/0/devices").asInt())
                .isEqualTo(2);
        cases.makeWhatIsDue();
        cases.makeWhatIsDue();
        var made = jdbc.sql("select distinct case_id from campaigns.target where campaign_id = :id and case_id is not null").param("id", UUID.fromString(campaign)).query(UUID.class).list();
        assertThat(made).as("one case for the site, however often").hasSize(1);
        assertThat(rounds.results(new CaseId(made.getFirst()))).hasSize(2);
        jdbc.sql("update fieldwork.round_device set missed_reason = '机房断电', missed_at = now() where device_id = :id").param("id", missed).update();
        transaction.executeWithoutResult(_ -> events.publishEvent(new CaseEvent.Resolved(new CaseId(made.getFirst()), Instant.now())));

        assertThat(version(old)).isEqualTo("V4.2");
        assertThat(version(missed)).isEqualTo("V3.1");
        assertThat(version(refused)).isEqualTo("V3.1");
        var view = body(manager.get("/api/campaigns/{id}", campaign));
        assertThat(List.of(view.get("done").asInt(), view.get("missed").asInt(), view.get("refused").asInt())).containsExactly(1, 1, 1);
        assertThat(manager.post("{}", "/api/campaigns/{id}/targets/{device}/again", campaign, missed)).hasStatus(200);
        assertThat(manager.post("{}", "/api/campaigns/{id}/targets/{device}/again", campaign, old)).hasStatus(409);
        assertThat(manager.post(json(Map.of("act", "STOP", "reason", "新固件有缺陷", "version", 1)), "/api/campaigns/{id}/move", campaign)).hasStatus(200);
        assertThat(manager.post("{}", "/api/campaigns/{id}/ask", campaign)).hasStatus(409);
    }

    private UUID customer(String name) {
        var id = new SomebodyElse(jdbc).customer(branch, name + " " + branch);
        jdbc.sql("insert into customers.site (id, customer_id, name) values (:id, :id, '机房')").param("id", id).update();
        return id;
    }

    private UUID device(UUID customer, String version) {
        var id = Ids.next();
        jdbc.sql("""
                insert into assets.device (id, number, customer_id, branch_id, site_id, product_id, serial, qr_token, created_at, configuration)
                values (:id, :number, :customer, :branch, :customer, :product, :number, :number, now(), jsonb_build_array(jsonb_build_object('name', '固件版本', 'value', cast(:version as text))))
                """).param("id", id).param("number", "N" + id).param("customer", customer).param("branch", branch).param("product", product).param("version", version).update();
        return id;
    }

    private String version(UUID device) {
        return jdbc.sql("select configuration -> 0 ->> 'value' from assets.device where id = :id").param("id", device).query(String.class).single();
    }

    private String json(Object value) {
        return json.writeValueAsString(value);
    }

    private JsonNode body(MvcTestResult result) throws Exception {
        return json.readTree(result.getResponse().getContentAsString());
    }
}
