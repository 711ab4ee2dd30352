package aftercare.assets;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.AftercareTest;
import aftercare.Client;
import aftercare.NaughtyStrings;
import aftercare.SomebodyElse;
import aftercare.identity.Role;
import java.util.ArrayList;
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
class InstalledBaseTests {

    @Autowired Client.Clients clients;
    @Autowired JdbcClient jdbc;
    @Autowired JsonMapper json;

    AnAssetTown town;

    @BeforeEach
    void aTownOfItsOwn() {
        town = new AnAssetTown(jdbc, clients, json);
    }

    // ---- The tree -----------------------------------------------------------------------------------------------------

    @Test
    void opensFromTheCustomerDownToThePartsOfADevice() {
        var site = site("总部");
        var project = town.project("门禁改造", 24);
        var system = system("一号楼门禁", site, project);
        var controller = town.device("C-1");
        move(controller, Map.of("systemId", system));
        var board = town.device("B-1");
        move(board, Map.of("parentId", controller));

        var customer = child(null, "西溪湿地公园管理处 " + town.branch);
        var place = child(customer, "总部");
        var built = child(place, "门禁改造");
        var group = child(built, "一号楼门禁");
        var device = child(group, "机房 UPS");
        assertThat(device).isEqualTo("d." + controller);
        assertThat(child(device, "机房 UPS")).isEqualTo("d." + board);

        assertThat(path("d." + board)).extracting(node -> node.get("level").asString())
                .containsExactly("CUSTOMER", "SITE", "PROJECT", "SYSTEM", "DEVICE", "DEVICE");
        assertThat(town.read(board).at("/systemName").asString()).as("a part belongs to the system of its parent").isEqualTo("一号楼门禁");
        assertThat(town.read(board).at("/parent/id").asString()).isEqualTo(controller.toString());
    }

    @Test
    void showsWhatStandsAtNoSiteAfterTheSites() {
        site("A 座");
        town.device("SN-1");
        var rows = children("c." + town.customer).get("rows");

        assertThat(rows.valueStream().map(row -> row.get("name").asString())).containsExactly("A 座", "");
        assertThat(children(rows.get(1).get("key").asString()).at("/rows/0/hint").asString()).isEqualTo("SN-1");
    }

    @Test
    void pagesFollowEachOtherAndBeginWhereOneAsks() {
        var parent = town.device("parent");
        for (int i = 0; i < 120; i++) {
            move(town.device("SN-%03d".formatted(i)), Map.of("parentId", parent));
        }
        var seen = new ArrayList<String>();
        @Nullable String from = null;
        do {
            var page = from == null ? children("d." + parent) : town.body(town.agent.get("/api/installed-base?of={of}&from={from}", "d." + parent, from));
            page.get("rows").forEach(row -> seen.add(row.get("key").asString()));
            from = page.get("next").isNull() ? null : page.get("next").asString();
        } while (from != null);

        assertThat(seen).hasSize(120).doesNotHaveDuplicates();
        var middle = town.body(town.agent.get("/api/installed-base?of={of}&from={from}", "d." + parent, seen.get(70)));
        assertThat(middle.at("/rows/0/key").asString()).isEqualTo(seen.get(70));
    }

    @Test
    void showsNothingToAnotherBranch() {
        var device = town.device("SN-1");
        var stranger = clients.with(Role.MANAGER, new SomebodyElse(jdbc).branch("南京分公司"));

        assertThat(town.body(stranger.get("/api/installed-base?of={of}", "s." + town.customer + ".")).get("rows")).isEmpty();
        assertThat(stranger.get("/api/installed-base/path?key={key}", "d." + device)).hasStatus(404);
        assertThat(stranger.get("/api/devices/{id}/life", device)).hasStatus(404);
    }

    @Test
    void anAddressThatNamesNoPlaceIsRefused() {
        for (var key : List.of("x", "c.", "s.1", "d.none", "p.." + UUID.randomUUID(), "y." + UUID.randomUUID())) {
            assertThat(town.agent.get("/api/installed-base/path?key={key}", key)).as(key).hasStatus(404);
        }
    }

    // ---- Moving ---------------------------------------------------------------------------------------------------------

    @Test
    void aSubTreeMovesAsAWholeAndItsWarrantyStays() {
        var from = site("旧楼");
        var to = site("新楼");
        var project = town.project("弱电项目", 24);
        town.accept(project, "2026-03-02", 24);
        var cabinet = town.device("cabinet", project);
        var inner = town.device("inner", project);
        var innermost = town.device("innermost", project);
        move(cabinet, Map.of("siteId", from, "projectId", project));
        move(inner, Map.of("parentId", cabinet));
        move(innermost, Map.of("parentId", inner));

        move(cabinet, Map.of("siteId", to, "location", "三层弱电井"));

        for (var device : List.of(cabinet, inner, innermost)) {
            assertThat(town.read(device).get("siteName").asString()).isEqualTo("新楼");
            assertThat(town.read(device).at("/warranty/lastDay").asString()).as("promised with the project it was accepted with").isEqualTo("2028-03-02");
        }
        assertThat(town.read(cabinet).get("location").asString()).isEqualTo("三层弱电井");
        assertThat(kinds(innermost)).startsWith("assets.parts-moved");
        assertThat(facts(cabinet)).containsEntry("to", "新楼").containsEntry("parts", 2);
    }

    @Test
    void aDeviceIsNeverPartOfItself() {
        var one = town.device("one");
        var two = town.device("two");
        var three = town.device("three");
        move(two, Map.of("parentId", one));
        move(three, Map.of("parentId", two));

        for (var inside : List.of(one, two, three)) {
            assertThat(moved(one, Map.of("parentId", inside))).hasStatus(409).bodyJson().extractingPath("$.code").isEqualTo("assets.part-of-itself");
        }
    }

    @Test
    void partsLieOnlySoDeep() {
        var above = town.device("SN-0");
        for (int i = 1; i < 20; i++) {
            var device = town.device("SN-" + i);
            move(device, Map.of("parentId", above));
            above = device;
        }
        assertThat(moved(town.device("one too deep"), Map.of("parentId", above))).hasStatus(409)
                .bodyJson().extractingPath("$.code").isEqualTo("assets.too-deep");
    }

    @Test
    void aSystemTakesItsDevicesAlongAndGoesOnlyWhenItIsEmpty() {
        var from = site("旧楼");
        var to = site("新楼");
        var system = system("泵组", from, null);
        var pump = town.device("P-1");
        move(pump, Map.of("systemId", system));

        assertThat(town.agent.delete("/api/systems/{id}", system)).hasStatus(409).bodyJson().extractingPath("$.code").isEqualTo("assets.system-has-devices");
        town.body(town.agent.put(town.json(body("name", "泵组", "siteId", to, "projectId", null, "note", "", "version", 0)), "/api/systems/{id}", system));
        assertThat(town.read(pump).get("siteName").asString()).isEqualTo("新楼");

        move(pump, Map.of("siteId", to));
        assertThat(town.agent.delete("/api/systems/{id}", system)).hasStatus(204);
    }

    @Test
    void aPartStandsWhereItsParentStands() {
        var parent = town.device("parent");
        var part = town.device("part");
        move(part, Map.of("parentId", parent));
        var draft = town.draft("part");
        draft.put("siteId", site("别处"));
        draft.put("version", town.read(part).get("version").asInt());

        assertThat(town.agent.put(town.json(draft), "/api/devices/{id}", part)).hasStatus(409).bodyJson().extractingPath("$.code").isEqualTo("assets.part-stands-with-parent");
    }

    // ---- A life ---------------------------------------------------------------------------------------------------------

    @Test
    void aSoldDeviceBelongsToItsNewOwnerWithItsPartsAndItsWarranty() {
        var draft = town.draft("SN-1");
        draft.put("acceptedOn", "2026-01-10");
        var device = town.id(town.agent.post(town.json(draft), "/api/devices"));
        var part = town.device("part");
        move(part, Map.of("parentId", device));
        var buyer = new SomebodyElse(jdbc).customer(town.branch, "买方");

        assertThat(sold(device, buyer, "")).hasStatus(422).bodyJson().extractingPath("$.code").isEqualTo("assets.unreasoned");
        town.body(sold(device, buyer, "随厂房转让"));

        for (var one : List.of(device, part)) {
            assertThat(town.read(one).get("customerId").asString()).isEqualTo(buyer.toString());
        }
        assertThat(town.read(device).at("/warranty/lastDay").asString()).isEqualTo("2027-01-10");
        assertThat(facts(device)).containsEntry("reason", "随厂房转让").containsEntry("to", "买方");
    }

    @Test
    void aReplacementKeepsTheThreadTheSeatAndWhatIsLeftOfTheWarranty() {
        var draft = town.draft("old");
        draft.put("acceptedOn", "2026-01-10");
        draft.put("warrantyMonths", 36);
        var old = town.id(town.agent.post(town.json(draft), "/api/devices"));
        var part = town.device("part");
        move(part, Map.of("parentId", old));

        var next = town.body(replaced(old, "new", false));
        var id = UUID.fromString(next.get("id").asString());

        assertThat(next.at("/replaces/serial").asString()).isEqualTo("old");
        assertThat(next.at("/warranty/lastDay").asString()).isEqualTo("2029-01-10");
        assertThat(next.get("location").asString()).isEqualTo("地下一层配电间");
        assertThat(town.read(old).get("state").asString()).isEqualTo("TAKEN_OUT");
        assertThat(town.read(old).at("/replacedBy/serial").asString()).isEqualTo("new");
        assertThat(town.read(part).at("/parent/id").asString()).isEqualTo(id.toString());
        assertThat(kinds(old)).startsWith("assets.device-replaced");
        assertThat(kinds(id)).startsWith("assets.device-replaced");
        assertThat(town.body(town.agent.get("/api/devices/{id}/life", id)).get("thread")).hasSize(2);
        assertThat(replaced(old, "third", false)).hasStatus(409).bodyJson().extractingPath("$.code").isEqualTo("assets.replaced-already");
    }

    @Test
    void aReplacementCanHaveAWarrantyOfItsOwn() {
        var old = town.device("old");
        var next = town.body(replaced(old, "new", true));
        assertThat(next.at("/warranty/coverage/state").asString()).isEqualTo("COVERED");
        assertThat(next.at("/warranty/months").asInt()).isEqualTo(12);
    }

    @Test
    void everyActStandsInTheHistoryWithItsDayAndItsReason() {
        var device = town.device("SN-1");
        for (var act : List.of("install", "accept", "stop", "resume", "take-out", "scrap")) {
            town.body(town.agent.post("{\"on\":\"2026-02-03\",\"reason\":\"照单办理\"}", "/api/devices/{id}/" + act, device));
            assertThat(facts(device)).as(act).containsEntry("on", "2026-02-03").containsEntry("reason", "照单办理");
        }
        assertThat(kinds(device)).containsExactly("assets.device-scrapped", "assets.device-taken-out", "assets.device-resumed", "assets.device-stopped",
                "assets.device-accepted", "assets.device-installed", "assets.device-added");
        assertThat(town.agent.post("{\"on\":\"2099-02-03\",\"reason\":\"\"}", "/api/devices/{id}/resume", device)).hasStatus(422)
                .bodyJson().extractingPath("$.code").isEqualTo("assets.date-strange");
    }

    @Test
    void aMakerGivesASerialNumberOnceWhateverTheModel() {
        town.device("SN-1");
        var other = town.id(town.agent.post(town.json(Map.of("maker", town.maker, "model", town.model + "-B", "name", "UPS", "category", "UPS", "warrantyMonths", 12,
                "active", true, "version", 0)), "/api/products"));
        var draft = town.draft("SN-1");
        draft.put("productId", other);
        // every town buys from the same maker: only this one's number is asked for
        assertThat(town.agent.post(town.json(draft), "/api/devices")).hasStatus(409).bodyJson().extractingPath("$.facts.name").isEqualTo("机房 UPS");
    }

    @Test
    void configurationKeepsItsOrderAndWhatPeopleType() {
        var device = town.device("SN-1");
        var lines = new ArrayList<Map<String, Object>>();
        NaughtyStrings.filled(50).limit(200).forEach(text -> lines.add(Map.of("name", text.strip(), "value", text)));
        var view = town.body(town.agent.put(town.json(Map.of("configuration", lines, "version", 0)), "/api/devices/{id}/configuration", device));

        assertThat(view.get("configuration")).hasSize(lines.size());
        for (int i = 0; i < lines.size(); i++) {
            assertThat(view.at("/configuration/%d/value".formatted(i)).asString()).isEqualTo(lines.get(i).get("value"));
        }
    }

    @Test
    void aProductsExpectedLifeSaysWhenADeviceIsDue() {
        var body = body("maker", town.maker, "model", town.model, "name", "UPS", "category", "UPS", "warrantyMonths", 12, "lifeMonths", 96, "active", true, "version", 0);
        town.body(town.agent.put(town.json(body), "/api/products/{id}", town.product));
        var device = town.device("SN-1");
        assertThat(town.read(device).get("dueOn").isNull()).isTrue();

        town.body(town.agent.post("{\"on\":\"2020-02-29\",\"reason\":\"\"}", "/api/devices/{id}/install", device));
        assertThat(town.read(device).get("dueOn").asString()).isEqualTo("2028-02-29");
    }

    // ---- Words ----------------------------------------------------------------------------------------------------------

    private JsonNode children(@Nullable String of) {
        return town.body(of == null ? town.agent.get("/api/installed-base") : town.agent.get("/api/installed-base?of={of}", of));
    }

    private String child(@Nullable String of, String name) {
        return children(of).get("rows").valueStream().filter(row -> row.get("name").asString().equals(name)).findFirst().orElseThrow().get("key").asString();
    }

    private List<JsonNode> path(String key) {
        return town.body(town.agent.get("/api/installed-base/path?key={key}", key)).valueStream().toList();
    }

    private UUID site(String name) {
        var customer = town.body(town.agent.post(town.json(body("name", name, "regionCode", null, "address", "", "lng", null, "lat", null, "version", 0)),
                "/api/customers/{id}/sites", town.customer));
        return customer.get("sites").valueStream().filter(site -> site.get("name").asString().equals(name)).map(site -> UUID.fromString(site.get("id").asString()))
                .findFirst().orElseThrow();
    }

    private UUID system(String name, UUID site, @Nullable UUID project) {
        return town.id(town.agent.post(town.json(body("name", name, "customerId", town.customer, "branchId", town.branch, "siteId", site, "projectId", project,
                "note", "")), "/api/systems"));
    }

    private MvcTestResult moved(UUID device, Map<String, Object> to) {
        var body = new LinkedHashMap<String, @Nullable Object>(to);
        body.put("when", Map.of("reason", "搬迁"));
        body.put("version", town.read(device).get("version").asInt());
        return town.agent.post(town.json(body), "/api/devices/{id}/move", device);
    }

    private void move(UUID device, Map<String, Object> to) {
        town.body(moved(device, to));
    }

    private MvcTestResult sold(UUID device, UUID to, String reason) {
        return town.agent.post(town.json(Map.of("customerId", to, "when", Map.of("reason", reason), "version", town.read(device).get("version").asInt())),
                "/api/devices/{id}/sell", device);
    }

    private MvcTestResult replaced(UUID device, String serial, boolean acceptedAgain) {
        return town.agent.post(town.json(Map.of("productId", town.product, "serial", serial, "acceptedAgain", acceptedAgain, "scrapOld", false,
                "when", Map.of("reason", "主板烧毁，整机更换"), "version", town.read(device).get("version").asInt())), "/api/devices/{id}/replace", device);
    }

    private List<String> kinds(UUID device) {
        return AnAssetTown.texts(town.body(town.agent.get("/api/devices/{id}/timeline", device)), "kind");
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> facts(UUID device) {
        return json.convertValue(town.body(town.agent.get("/api/devices/{id}/timeline", device)).at("/rows/0/facts"), Map.class);
    }

    private static Map<String, @Nullable Object> body(@Nullable Object... pairs) {
        var body = new LinkedHashMap<String, @Nullable Object>();
        for (int i = 0; i < pairs.length; i += 2) {
            body.put(String.valueOf(pairs[i]), pairs[i + 1]);
        }
        return body;
    }
}
