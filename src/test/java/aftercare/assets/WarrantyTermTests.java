package aftercare.assets;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.AftercareTest;
import aftercare.Client;
import aftercare.SomebodyElse;
import aftercare.identity.Role;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@AftercareTest
class WarrantyTermTests {

    @Autowired Client.Clients clients;
    @Autowired JdbcClient jdbc;
    @Autowired JsonMapper json;

    AnAssetTown town;
    UUID device;

    @BeforeEach
    void aDeviceAcceptedForTwoYears() {
        town = new AnAssetTown(jdbc, clients, json);
        var draft = town.draft("SN-1");
        draft.put("acceptedOn", "2024-03-15");
        draft.put("warrantyMonths", 24);
        draft.put("deliveredOn", "2024-02-01");
        draft.put("soldOn", "2024-01-10");
        device = town.id(town.agent.post(town.json(draft), "/api/devices"));
    }

    @Test
    void aTermBeginsWithAcceptanceDeliverySaleTheEndOfTheMainTermOrADay() {
        assertThat(days(add("FREE", "压缩机", "ACCEPTANCE", null, 60))).isEqualTo("2024-03-15 2029-03-15");
        assertThat(days(add("FREE", "电机", "DELIVERY", null, 36))).isEqualTo("2024-02-01 2027-02-01");
        assertThat(days(add("FREE", "机壳", "SALE", null, 12))).isEqualTo("2024-01-10 2025-01-10");
        assertThat(days(add("AT_COST", "", "AFTER", null, 36))).isEqualTo("2026-03-16 2029-03-15");
        assertThat(days(add("PAID_SERVICE", "", "AFTER", null, null))).isEqualTo("2026-03-16 null");
        assertThat(days(add("FREE", "风扇", "DAY", "2025-05-05", 12))).isEqualTo("2025-05-05 2026-05-05");
    }

    @Test
    void anAcceptanceCorrectedLaterMovesWhatDependsOnItAndNothingElse() {
        add("FREE", "压缩机", "ACCEPTANCE", null, 60);
        add("AT_COST", "", "AFTER", null, 36);
        add("FREE", "电机", "DELIVERY", null, 36);

        town.body(town.agent.post("{\"on\":\"2024-06-01\",\"reason\":\"验收单补签\"}", "/api/devices/{id}/accept", device));

        assertThat(terms().get("terms").valueStream().map(WarrantyTermTests::days))
                .containsExactly("2024-02-01 2027-02-01", "2024-06-01 2029-06-01", "2026-06-02 2029-06-01");
    }

    @Test
    void theSameCoverOfTheSameThingIsRefusedWhileItRuns() {
        add("FREE", "压缩机", "ACCEPTANCE", null, 60);
        assertThat(adding("FREE", "压缩机", "DAY", "2028-01-01", 12)).hasStatus(409).bodyJson().extractingPath("$.code").isEqualTo("assets.terms-overlap");
        assertThat(adding("FREE", "", "DAY", "2025-01-01", 12)).hasStatus(409).bodyJson().extractingPath("$.code").isEqualTo("assets.term-beside-main");
        assertThat(adding("AT_COST", "压缩机", "DAY", "2028-01-01", 12)).as("another cover").hasStatusOk();
        assertThat(adding("FREE", "压缩机", "DAY", "2029-03-16", 12)).as("afterwards").hasStatusOk();
    }

    @Test
    void anOutageLengthensTheMainTermAndWhatComesAfterIt() {
        add("AT_COST", "", "AFTER", null, 36);
        assertThat(extend(null, 30, "")).hasStatus(422).bodyJson().extractingPath("$.code").isEqualTo("assets.unreasoned");
        town.body(extend(null, 30, "停机待件 30 天"));

        assertThat(town.read(device).at("/warranty/lastDay").asString()).isEqualTo("2026-04-14");
        assertThat(town.read(device).at("/warranty/extendedDays").asInt()).isEqualTo(30);
        assertThat(days(terms().at("/terms/0"))).isEqualTo("2026-04-15 2029-04-14");

        town.body(town.agent.post("{\"on\":\"2024-03-20\",\"reason\":\"\"}", "/api/devices/{id}/accept", device));
        assertThat(town.read(device).at("/warranty/lastDay").asString()).as("the extension stays").isEqualTo("2026-04-19");
    }

    @Test
    void theMainTermMayBeginWithTheDelivery() {
        town.body(town.agent.put("{\"starts\":\"DELIVERY\",\"months\":36}", "/api/devices/{id}/terms/main", device));
        assertThat(town.read(device).at("/warranty/lastDay").asString()).isEqualTo("2027-02-01");
        assertThat(town.read(device).at("/warranty/from").asString()).isEqualTo("2024-02-01");

        town.body(town.agent.post("{\"on\":\"2024-06-01\",\"reason\":\"\"}", "/api/devices/{id}/accept", device));
        assertThat(town.read(device).at("/warranty/lastDay").asString()).as("acceptance does not matter").isEqualTo("2027-02-01");
    }

    @Test
    void aReplacementGoesOnWithAllTermsAndTheirExtensions() {
        add("FREE", "压缩机", "ACCEPTANCE", null, 60);
        add("AT_COST", "", "AFTER", null, 36);
        town.body(extend(null, 30, "停机待件 30 天"));

        var next = town.body(town.agent.post(town.json(Map.of("productId", town.product, "serial", "SN-2", "acceptedAgain", false, "scrapOld", false,
                "when", Map.of("reason", "整机更换"), "version", town.read(device).get("version").asInt())), "/api/devices/{id}/replace", device)).get("id").asString();

        assertThat(town.read(UUID.fromString(next)).at("/warranty/lastDay").asString()).isEqualTo("2026-04-14");
        assertThat(town.body(town.agent.get("/api/devices/{id}/terms", next)).get("terms").valueStream().map(WarrantyTermTests::days))
                .containsExactly("2024-03-15 2029-03-15", "2026-04-15 2029-04-14");
    }

    @Test
    void aReplacedPartHasATermOfItsOwnBesideItsGroup() {
        add("FREE", "电池", "ACCEPTANCE", null, 48);
        var body = body("FREE", "电池", "DAY", "2026-08-01", 24);
        body.put("part", "BT-2608-11");
        town.body(town.agent.post(town.json(body), "/api/devices/{id}/terms", device));
        assertThat(terms().get("terms")).hasSize(2);
    }

    @Test
    void aTemplateWritesItsTermsToADeviceOrAWholeProject() {
        var name = "标准三年 " + town.branch;
        town.body(town.agent.post(town.json(Map.of("name", name, "active", true, "version", 0, "lines", List.of(
                line("FREE", "", "ACCEPTANCE", 36), line("FREE", "控制软件", "ACCEPTANCE", null), line("AT_COST", "", "AFTER", 36), line("PAID_SERVICE", "", "AFTER", null)))),
                "/api/warranty-templates"));
        var template = town.body(town.agent.get("/api/warranty-templates")).valueStream().filter(one -> one.get("name").asString().equals(name)).findFirst().orElseThrow().get("id").asString();
        var project = town.project("按模板", 12);
        var one = town.device("P-1", project);
        town.accept(project, "2026-01-10", 12);

        assertThat(town.body(town.agent.post(town.json(Map.of("templateId", template)), "/api/projects/{id}/terms/apply", project)).get("devices").asInt()).isEqualTo(1);

        assertThat(town.read(one).at("/warranty/lastDay").asString()).isEqualTo("2029-01-10");
        assertThat(town.body(town.agent.get("/api/devices/{id}/terms", one)).get("terms")).hasSize(3);
        assertThat(town.agent.post(town.json(Map.of("templateId", template)), "/api/devices/{id}/terms/apply", one)).as("twice").hasStatus(409);
    }

    @Test
    void whatWasRemovedCoversNothingAnyMore() {
        var id = add("FREE", "压缩机", "ACCEPTANCE", null, 60).get("id").asString();
        assertThat(town.agent.post("{\"reason\":\"录错设备\"}", "/api/warranty-terms/{id}/remove", id)).hasStatusOk();
        assertThat(terms().get("terms")).isEmpty();
        assertThat(town.agent.post("{\"reason\":\"再删\"}", "/api/warranty-terms/{id}/remove", id)).hasStatus(404);
    }

    @Test
    void nobodyElseSeesOrWritesThem() {
        var stranger = clients.with(Role.MANAGER, new SomebodyElse(jdbc).branch("南京分公司"));
        assertThat(stranger.get("/api/devices/{id}/terms", device)).hasStatus(404);
        assertThat(clients.with(Role.ENGINEER, town.branch).post(town.json(body("FREE", "x", "ACCEPTANCE", null, 12)), "/api/devices/{id}/terms", device)).hasStatus(403);
    }

    private JsonNode terms() {
        return town.body(town.agent.get("/api/devices/{id}/terms", device));
    }

    private JsonNode add(String cover, String group, String starts, @Nullable String on, @Nullable Integer months) {
        return town.body(adding(cover, group, starts, on, months)).get("terms").valueStream()
                .filter(term -> term.get("cover").asString().equals(cover) && term.get("partGroup").asString().equals(group)).findFirst().orElseThrow();
    }

    private MvcTestResult adding(String cover, String group, String starts, @Nullable String on, @Nullable Integer months) {
        return town.agent.post(town.json(body(cover, group, starts, on, months)), "/api/devices/{id}/terms", device);
    }

    private MvcTestResult extend(@Nullable String term, int days, String reason) {
        var body = new LinkedHashMap<String, @Nullable Object>();
        body.put("termId", term);
        body.put("days", days);
        body.put("reason", reason);
        return town.agent.post(town.json(body), "/api/devices/{id}/terms/extend", device);
    }

    private static Map<String, @Nullable Object> body(String cover, String group, String starts, @Nullable String on, @Nullable Integer months) {
        var body = line(cover, group, starts, months);
        body.put("part", "");
        body.put("startsOn", on);
        body.put("note", "");
        return body;
    }

    private static Map<String, @Nullable Object> line(String cover, String group, String starts, @Nullable Integer months) {
        var line = new LinkedHashMap<String, @Nullable Object>();
        line.put("cover", cover);
        line.put("partGroup", group);
        line.put("starts", starts);
        line.put("months", months);
        return line;
    }

    private static String days(JsonNode term) {
        return term.get("fromDay").asString() + " " + (term.get("lastDay").isNull() ? "null" : term.get("lastDay").asString());
    }
}
