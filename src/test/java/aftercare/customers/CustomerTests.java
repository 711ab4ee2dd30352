package aftercare.customers;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.AftercareTest;
import aftercare.Client;
import aftercare.NaughtyStrings;
import aftercare.SomebodyElse;
import aftercare.identity.Role;
import aftercare.platform.Sheets;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@AftercareTest
class CustomerTests {

    @Autowired Client.Clients clients;
    @Autowired CustomerDesk desk;
    @Autowired JdbcClient jdbc;
    @Autowired JsonMapper json;

    UUID branch;
    Client agent;

    @BeforeEach
    void aBranchOfItsOwn() {
        branch = new SomebodyElse(jdbc).branch("杭州分公司");
        agent = clients.with(Role.AGENT, branch);
    }

    @Test
    void aCustomerGetsANumberAndItsFirstContactIsThePrimaryOne() {
        var customer = create("西溪湿地公园管理处", "0571-88881234");
        contact(customer, "王强", "138 1234 1234", false);
        var view = contact(customer, "李敏", "13900005678", false);

        assertThat(view.get("number").asString()).matches("C-\\d{4}-\\d{6,}");
        assertThat(view.get("contacts")).hasSize(2);
        assertThat(view.at("/contacts/0/name").asString()).isEqualTo("王强");
        assertThat(view.at("/contacts/0/primary").asBoolean()).isTrue();
        assertThat(view.at("/contacts/1/primary").asBoolean()).isFalse();
    }

    @Test
    void anotherContactMadePrimaryTakesTheFirstOnesPlace() {
        var customer = create("换联系人的公司", "");
        contact(customer, "甲", "", false);
        contact(customer, "乙", "", true);

        assertThat(jdbc.sql("select name from customers.contact where customer_id = :id and is_primary").param("id", customer)
                .query(String.class).list()).containsExactly("乙");
    }

    @Test
    void aPrimaryContactThatLeavesIsPrimaryNoMore() {
        var customer = create("有人离职的公司", "");
        var id = contact(customer, "甲", "", true).at("/contacts/0/id").asString();

        var view = body(agent.post(null, "/api/customers/{id}/contacts/{contact}/deactivate", customer, id));

        assertThat(view.at("/contacts/0/active").asBoolean()).isFalse();
        assertThat(view.at("/contacts/0/primary").asBoolean()).isFalse();
    }

    @Test
    void aSiteStandsInAKnownRegionAndAWholePlace() {
        var customer = create("有现场的公司", "");
        var view = body(agent.post(site("一号厂房", "330106", 120.13, 30.26), "/api/customers/{id}/sites", customer));

        assertThat(view.at("/sites/0/region").asString()).isEqualTo("浙江省杭州市西湖区");
        assertThat(agent.post(site("无此地", "999999", null, null), "/api/customers/{id}/sites", customer)).hasStatus(422)
                .bodyJson().extractingPath("$.code").isEqualTo("customers.no-such-region");
        assertThat(agent.post(site("半个坐标", null, 120.0, null), "/api/customers/{id}/sites", customer)).hasStatus(422)
                .bodyJson().extractingPath("$.code").isEqualTo("customers.place-half");
        assertThat(agent.post(site("地球之外", null, 220.0, 30.0), "/api/customers/{id}/sites", customer)).hasStatus(400);
    }

    @Test
    void whoeverSavesLaterIsToldAndNothingIsOverwritten() {
        var customer = create("两人同时改的公司", "");
        var first = draft("甲改的名字", "", 0);

        assertThat(agent.put(first, "/api/customers/{id}", customer)).hasStatusOk();
        assertThat(agent.put(draft("乙改的名字", "", 0), "/api/customers/{id}", customer)).hasStatus(409)
                .bodyJson().extractingPath("$.code").isEqualTo("platform.changed-meanwhile");
        assertThat(body(agent.get("/api/customers/{id}", customer)).get("name").asString()).isEqualTo("甲改的名字");
    }

    @Test
    void everyChangeIsOnTheTimelineWithoutPersonalData() {
        var customer = create("有历史的公司", "13812341234");
        agent.put(draft("有历史的公司", "13900005678", 0), "/api/customers/{id}", customer);
        contact(customer, "王强", "13712345678", true);
        agent.post(null, "/api/customers/{id}/deactivate", customer);

        var timeline = body(agent.get("/api/customers/{id}/timeline", customer));

        assertThat(texts(timeline, "kind")).containsExactly("customers.deactivated", "customers.contact-added", "customers.changed", "customers.created");
        assertThat(timeline.at("/rows/2/facts/fields").asString()).isEqualTo("phone");
        assertThat(timeline.toString()).doesNotContain("13812341234", "13900005678", "13712345678", "王强");
    }

    @Test
    void aListIsFoundByNameNumberContactAndAnySpellingOfAPhone() {
        var customer = create("金陵不锈钢制品有限公司", "025-52345678");
        contact(customer, "赵小刚", "+86 137-7777-8888", true);
        create("另一家公司", "");
        var number = body(agent.get("/api/customers/{id}", customer)).get("number").asString();

        for (var words : List.of("不锈钢", "锈钢", number.toLowerCase(), "赵小刚", "13777778888", "137 7777 8888", "0086-13777778888", "52345678")) {
            assertThat(texts(body(agent.get("/api/customers?words={words}", words)), "name")).as(words).containsExactly("金陵不锈钢制品有限公司");
        }
        assertThat(texts(body(agent.get("/api/customers?words={words}", "没有这样的")), "name")).isEmpty();
    }

    @Test
    void pagesFollowEachOtherWithoutGapOrRepeat() {
        var names = new HashSet<String>();
        for (int i = 0; i < 120; i++) {
            names.add("分页客户%03d".formatted(i));
            create("分页客户%03d".formatted(i), "");
        }
        var seen = new ArrayList<String>();
        String next = null;
        do {
            var page = body(next == null ? agent.get("/api/customers") : agent.get("/api/customers?after={after}", next));
            seen.addAll(texts(page, "name"));
            next = page.get("next").isNull() ? null : page.get("next").asString();
        } while (next != null);

        assertThat(seen).hasSize(120).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(names).isSorted();
    }

    @Test
    void anotherBranchSeesNothingUntilTheCustomerMovesThere() {
        var there = new SomebodyElse(jdbc).branch("南京分公司");
        var colleague = clients.with(Role.AGENT, there);
        var customer = create("要搬家的公司", "");

        assertThat(colleague.get("/api/customers/{id}", customer)).hasStatus(404);
        assertThat(texts(body(colleague.get("/api/customers")), "name")).isEmpty();
        assertThat(agent.put(draft("要搬家的公司", "", 0).replace(branch.toString(), there.toString()), "/api/customers/{id}", customer))
                .as("an agent of one branch cannot give a customer to another").hasStatus(403);

        var manager = clients.with(Role.MANAGER, null);
        assertThat(manager.put(draft("要搬家的公司", "", 0).replace(branch.toString(), there.toString()), "/api/customers/{id}", customer)).hasStatusOk();
        assertThat(colleague.get("/api/customers/{id}", customer)).hasStatusOk();
        assertThat(agent.get("/api/customers/{id}", customer)).hasStatus(404);
    }

    @Test
    void whoeverMayReadButNotChangeIsTold() {
        var customer = create("财务只看的公司", "");
        var finance = clients.with(Role.FINANCE, branch);

        assertThat(body(finance.get("/api/customers/{id}", customer)).get("mayEdit").asBoolean()).isFalse();
        assertThat(finance.put(draft("改名", "", 0), "/api/customers/{id}", customer)).hasStatus(403);
    }

    @ParameterizedTest
    @EnumSource(value = Role.class, names = {"WAREHOUSE", "PURCHASER"})
    void personalDataIsMaskedForWhoeverNeedsNone(Role role) {
        var customer = create("保密的公司", "13812341234");
        contact(customer, "王强", "13712345678", true);
        var reader = clients.with(role, branch);

        var view = body(reader.get("/api/customers/{id}", customer));
        assertThat(view.get("masked").asBoolean()).isTrue();
        assertThat(view.get("phone").asString()).isEqualTo("138****1234");
        assertThat(view.at("/contacts/0/phone").asString()).isEqualTo("137****5678");
        assertThat(view.at("/contacts/0/email").asString()).isEqualTo("m***@example.com");
        var row = body(reader.get("/api/customers")).at("/rows/0");
        assertThat(row.get("phone").asString()).isEqualTo("138****1234");
        assertThat(row.get("contactPhone").asString()).isEqualTo("137****5678");
        assertThat(reader.get("/api/customers/export?format=CSV").getResponse()).satisfies(response ->
                assertThat(response.getContentAsString(StandardCharsets.UTF_8)).contains("137****5678").doesNotContain("13712345678"));
        assertThat(texts(body(reader.get("/api/customers?words={words}", "13712345678")), "name")).as("a number cannot be guessed by searching").isEmpty();
        assertThat(reader.get("/api/customers/callers?phone=13712345678")).hasStatus(403);
        assertThat(body(agent.get("/api/customers/{id}", customer)).at("/contacts/0/phone").asString()).isEqualTo("13712345678");
    }

    @Test
    void aCallerIsRecognisedByAnySpellingOfHisNumberOrByHisAddress() {
        var customer = create("来电的公司", "0571-88776655");
        contact(customer, "周工", "+86 136-1111-2222", true);

        for (var phone : List.of("13611112222", "136 1111 2222", "0086-136-1111-2222")) {
            assertThat(desk.byPhone(phone)).as(phone).extracting(Caller::name).contains("周工");
        }
        assertThat(body(agent.get("/api/customers/callers?phone={phone}", "(0571) 8877 6655"))).hasSize(1);
        assertThat(body(agent.get("/api/customers/callers?email={email}", "Mail@Example.com")).toString()).contains("周工");
        assertThat(body(agent.get("/api/customers/callers?phone=&email="))).isEmpty();
        assertThat(body(clients.with(Role.AGENT, new SomebodyElse(jdbc).branch("别处")).get("/api/customers/callers?phone=13611112222"))).isEmpty();
    }

    @Test
    void whatPeopleTypeIsKeptAndShownUnchanged() {
        var customer = create("顽固字符公司", "");
        int version = 0;
        for (var text : NaughtyStrings.filled(200).toList()) {
            var body = new LinkedHashMap<String, @Nullable Object>(json.readValue(draft(text, "", version), Map.class));
            body.put("note", text);
            var view = body(agent.put(json.writeValueAsString(body), "/api/customers/{id}", customer));
            assertThat(view.get("name").asString()).isEqualTo(text);
            assertThat(view.get("note").asString()).isEqualTo(text);
            version = view.get("version").asInt();
        }
        var contact = contact(customer, "王强", "", true).at("/contacts/0/id").asString();
        version = 0;
        for (var text : NaughtyStrings.filled(60).toList()) {
            var view = body(agent.put(json.writeValueAsString(Map.of("name", text, "title", text, "phone", "", "email", "", "primary", true,
                    "version", version++)), "/api/customers/{id}/contacts/{contact}", customer, contact));
            assertThat(view.at("/contacts/0/name").asString()).isEqualTo(text);
            assertThat(view.at("/contacts/0/title").asString()).isEqualTo(text);
        }
        for (var text : NaughtyStrings.all()) {
            assertThat(agent.get("/api/customers?words={words}", text)).as(text).hasStatusOk();
            assertThat(agent.get("/api/customers/callers?phone={words}&email={words}", text, text)).as(text).hasStatusOk();
        }
    }

    @Test
    void whatNoDatabaseCanKeepIsRefused() {
        assertThat(agent.post(raw("\"null\\u0000byte\"", "", 0), "/api/customers")).hasStatus(400);
        assertThat(agent.post(raw("\"half \\ud800 pair\"", "", 0), "/api/customers")).hasStatus(400);
        assertThat(agent.get("/api/customers?words=%00")).hasStatusOk();
        assertThat(agent.post(draft("\u3000 ", "", 0), "/api/customers")).hasStatus(400)
                .bodyJson().extractingPath("$.fields.name").isNotNull();
    }

    @ParameterizedTest
    @EnumSource
    void theListCanBeTakenAwayAsAFile(Sheets.Format format) {
        create("=HYPERLINK(\"http://example.com\")", "13812341234");
        var answer = agent.get("/api/customers/export?format={format}&language=en", format);

        assertThat(answer).hasStatusOk();
        var rows = Sheets.read(answer.getResponse().getContentAsByteArray(), 100);
        assertThat(rows.getFirst().text(1)).isEqualTo("Name");
        assertThat(rows.get(1).text(1)).isEqualTo("=HYPERLINK(\"http://example.com\")");
        assertThat(rows.get(1).formulas()).isEmpty();
    }

    // ---- helpers ------------------------------------------------------------------------------------------------------

    private UUID create(String name, String phone) {
        return UUID.fromString(body(agent.post(draft(name, phone, 0), "/api/customers")).get("id").asString());
    }

    private String draft(String name, String phone, int version) {
        return raw(json.writeValueAsString(name), phone, version);
    }

    private String raw(String quotedName, String phone, int version) {
        return """
                {"name": %s, "kind": "COMPANY", "tier": "GOLD", "branchId": "%s", "phone": "%s", "email": "", "note": "", "version": %d}
                """.formatted(quotedName, branch, phone, version);
    }

    private JsonNode contact(UUID customer, String name, String phone, boolean primary) {
        return body(agent.post("""
                {"name": "%s", "title": "主任", "phone": "%s", "email": "mail@example.com", "primary": %s, "version": 0}
                """.formatted(name, phone, primary), "/api/customers/{id}/contacts", customer));
    }

    private String site(String name, @Nullable String region, @Nullable Double lng, @Nullable Double lat) {
        var body = new LinkedHashMap<String, @Nullable Object>();
        body.put("name", name);
        body.put("regionCode", region);
        body.put("address", "文三路 100 号");
        body.put("lng", lng);
        body.put("lat", lat);
        body.put("version", 0);
        return json.writeValueAsString(body);
    }

    private JsonNode body(MvcTestResult answer) {
        assertThat(answer).hasStatus2xxSuccessful();
        return json.readTree(answer.getResponse().getContentAsByteArray());
    }

    private static List<String> texts(JsonNode page, String field) {
        return texts(page, "rows", field);
    }

    private static List<String> texts(JsonNode page, String list, String field) {
        return page.get(list).valueStream().map(row -> row.get(field).asString()).toList();
    }
}
