package aftercare.assets;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.Client;
import aftercare.SomebodyElse;
import aftercare.identity.Role;
import aftercare.kernel.Ids;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A branch of its own with an agent, a customer and a product, so that tests do not meet each other's rows. */
final class AnAssetTown {

    final JdbcClient jdbc;
    final JsonMapper json;
    final UUID branch;
    final Client agent;
    final UUID customer;
    final UUID product;
    final String model = "HL-" + Ids.next();
    final String maker = "华联 " + Ids.next();

    AnAssetTown(JdbcClient jdbc, Client.Clients clients, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
        this.branch = new SomebodyElse(jdbc).branch("杭州分公司");
        this.agent = clients.with(Role.MANAGER, branch);
        this.customer = new SomebodyElse(jdbc).customer(branch, "西溪湿地公园管理处 " + branch);
        this.product = id(agent.post(json(Map.of("maker", maker, "model", model, "name", "主动式 UPS", "category", "UPS",
                "warrantyMonths", 12, "active", true, "version", 0)), "/api/products"));
    }

    String customerName() {
        return "西溪湿地公园管理处 " + branch;
    }

    UUID project(String name, int months) {
        return id(agent.post(json(Map.of("name", name, "customerId", customer, "branchId", branch, "warrantyMonths", months, "version", 0)), "/api/projects"));
    }

    JsonNode accept(UUID project, @Nullable String on, int months) {
        var body = new LinkedHashMap<String, @Nullable Object>();
        body.put("acceptedOn", on);
        body.put("warrantyMonths", months);
        body.put("version", body(agent.get("/api/projects/{id}", project)).get("version").asInt());
        return body(agent.put(json(body), "/api/projects/{id}/acceptance", project));
    }

    Map<String, @Nullable Object> draft(String serial) {
        var draft = new LinkedHashMap<String, @Nullable Object>();
        draft.put("customerId", customer);
        draft.put("branchId", branch);
        draft.put("siteId", null);
        draft.put("projectId", null);
        draft.put("productId", product);
        draft.put("serial", serial);
        draft.put("name", "机房 UPS");
        draft.put("location", "地下一层配电间");
        draft.put("installedOn", null);
        draft.put("acceptedOn", null);
        draft.put("warrantyMonths", null);
        draft.put("note", "");
        draft.put("version", 0);
        return draft;
    }

    UUID device(String serial) {
        return id(agent.post(json(draft(serial)), "/api/devices"));
    }

    UUID device(String serial, UUID project) {
        var draft = draft(serial);
        draft.put("projectId", project);
        return id(agent.post(json(draft), "/api/devices"));
    }

    JsonNode read(UUID device) {
        return body(agent.get("/api/devices/{id}", device));
    }

    String json(Object value) {
        return json.writeValueAsString(value);
    }

    JsonNode body(MvcTestResult answer) {
        assertThat(answer).hasStatus2xxSuccessful();
        return json.readTree(answer.getResponse().getContentAsByteArray());
    }

    UUID id(MvcTestResult answer) {
        return UUID.fromString(body(answer).get("id").asString());
    }

    static List<String> texts(JsonNode page, String field) {
        return page.get("rows").valueStream().map(row -> row.get(field).asString()).toList();
    }
}
