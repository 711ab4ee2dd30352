package aftercare.assets;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.AftercareTest;
import aftercare.Client;
import aftercare.NaughtyStrings;
import aftercare.SomebodyElse;
import aftercare.identity.Role;
import aftercare.platform.Sheets;
import java.time.LocalDate;
import java.util.ArrayList;
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
import tools.jackson.databind.json.JsonMapper;

@AftercareTest
class DeviceTests {

    @Autowired Client.Clients clients;
    @Autowired JdbcClient jdbc;
    @Autowired JsonMapper json;

    AnAssetTown town;

    @BeforeEach
    void aTownOfItsOwn() {
        town = new AnAssetTown(jdbc, clients, json);
    }

    @Test
    void aSerialNumberExistsOncePerProduct() {
        town.device("SN-1");

        assertThat(town.agent.post(town.json(town.draft(" SN-1 ")), "/api/devices")).hasStatus(409)
                .bodyJson().extractingPath("$.code").isEqualTo("assets.serial-taken");
        var second = town.device("SN-2");
        var draft = town.draft("SN-1");
        draft.put("version", 0);
        assertThat(town.agent.put(town.json(draft), "/api/devices/{id}", second)).hasStatus(409);
    }

    @Test
    void theDatabaseComputesTheSameEndOfAWarrantyAsTheProduct() {
        for (var accepted = LocalDate.of(2023, 12, 25); accepted.isBefore(LocalDate.of(2024, 3, 5)); accepted = accepted.plusDays(1)) {
            for (var months : List.of(0, 1, 6, 12, 13, 18, 24, 36, 48, 120)) {
                assertThat(jdbc.sql("select assets.warranty_end(:accepted, :months)").param("accepted", accepted).param("months", months)
                        .query(LocalDate.class).single()).isEqualTo(Warranty.of(accepted, months).until());
            }
        }
    }

    @Test
    void acceptingAProjectStartsTheWarrantyOfItsDevicesAndACorrectedDateMovesIt() {
        var project = town.project("地铁五号线监控", 24);
        var device = town.device("SN-1", project);
        assertThat(town.read(device).at("/warranty/coverage/state").asString()).isEqualTo("NOT_ACCEPTED");

        var view = town.accept(project, "2026-03-02", 24);
        assertThat(view.get("devices").asInt()).isEqualTo(1);
        assertThat(town.read(device).at("/warranty/lastDay").asString()).isEqualTo("2028-03-02");

        town.accept(project, "2026-02-28", 36);
        assertThat(town.read(device).at("/warranty/lastDay").asString()).isEqualTo("2029-02-28");

        town.accept(project, null, 36);
        assertThat(town.read(device).at("/warranty/coverage/state").asString()).isEqualTo("NOT_ACCEPTED");
    }

    @Test
    void aDeviceWithADayOrATermOfItsOwnKeepsIt() {
        var project = town.project("分期验收的项目", 24);
        var ownDay = town.draft("SN-own-day");
        ownDay.put("projectId", project);
        ownDay.put("acceptedOn", "2025-05-05");
        var early = town.id(town.agent.post(town.json(ownDay), "/api/devices"));
        var ownTerm = town.draft("SN-own-term");
        ownTerm.put("projectId", project);
        ownTerm.put("warrantyMonths", 6);
        var shorter = town.id(town.agent.post(town.json(ownTerm), "/api/devices"));

        town.accept(project, "2026-03-02", 24);

        assertThat(town.read(early).at("/warranty/lastDay").asString()).as("own day, the project's term").isEqualTo("2027-05-05");
        assertThat(town.read(shorter).at("/warranty/lastDay").asString()).as("the project's day, own term").isEqualTo("2026-09-02");
        assertThat(town.read(shorter).at("/warranty/termOf").asString()).isEqualTo("DEVICE");
    }

    @Test
    void whatJoinsAnAcceptedProjectLaterWasAcceptedWithIt() {
        var project = town.project("已验收的项目", 12);
        town.accept(project, "2026-03-02", 12);

        assertThat(town.read(town.device("SN-late", project)).at("/warranty/lastDay").asString()).isEqualTo("2027-03-02");
    }

    @Test
    void aDeviceOfNoProjectKeepsTheTermItsProductHadThen() {
        var draft = town.draft("SN-single");
        draft.put("acceptedOn", "2025-01-10");
        var device = town.id(town.agent.post(town.json(draft), "/api/devices"));

        var product = town.body(town.agent.get("/api/products/{id}", town.product));
        var changed = new LinkedHashMap<String, @Nullable Object>(Map.of("maker", town.maker, "model", town.model, "name", "UPS", "category", "UPS",
                "warrantyMonths", 36, "active", true, "version", product.get("version").asInt()));
        assertThat(town.agent.put(town.json(changed), "/api/products/{id}", town.product)).hasStatusOk();

        assertThat(town.read(device).at("/warranty/lastDay").asString()).isEqualTo("2026-01-10");
        assertThat(town.read(device).at("/warranty/months").asInt()).isEqualTo(12);
    }

    @Test
    void aProjectIsNotAcceptedInTheFuture() {
        var project = town.project("未来的项目", 12);
        assertThat(town.agent.put("{\"acceptedOn\":\"2099-01-01\",\"warrantyMonths\":12,\"version\":0}", "/api/projects/{id}/acceptance", project))
                .hasStatus(422).bodyJson().extractingPath("$.code").isEqualTo("assets.accepted-in-future");
    }

    @Test
    void whatADeviceNamesMustBelongToItsCustomer() {
        var other = new SomebodyElse(jdbc).customer(town.branch, "另一家");
        var site = UUID.fromString(town.body(town.agent.post("""
                {"name":"别人的现场","regionCode":null,"address":"","lng":null,"lat":null,"version":0}""", "/api/customers/{id}/sites", other)).at("/sites/0/id").asString());
        var draft = town.draft("SN-1");
        draft.put("siteId", site);
        assertThat(town.agent.post(town.json(draft), "/api/devices")).hasStatus(422).bodyJson().extractingPath("$.code").isEqualTo("assets.site-of-another");

        draft = town.draft("SN-1");
        draft.put("customerId", other);
        draft.put("projectId", town.project("我们的项目", 12));
        assertThat(town.agent.post(town.json(draft), "/api/devices")).hasStatus(422).bodyJson().extractingPath("$.code").isEqualTo("assets.project-of-another");

        draft = town.draft("SN-1");
        draft.put("acceptedOn", "1066-10-14");
        assertThat(town.agent.post(town.json(draft), "/api/devices")).hasStatus(422).bodyJson().extractingPath("$.code").isEqualTo("assets.date-strange");
    }

    @Test
    void theDeviceSaysWhatMayBeDoneWithItNow() {
        var device = town.device("SN-1");
        assertThat(town.read(device).get("acts").toString()).isEqualTo("[\"STOP\",\"TAKE_OUT\",\"SCRAP\"]");

        assertThat(town.agent.post(null, "/api/devices/{id}/resume", device)).hasStatus(409)
                .bodyJson().extractingPath("$.code").isEqualTo("assets.act-not-allowed");
        assertThat(town.body(town.agent.post(null, "/api/devices/{id}/scrap", device)).get("state").asString()).isEqualTo("SCRAPPED");
        assertThat(town.read(device).get("acts").toString()).isEqualTo("[\"RESUME\"]");
        assertThat(AnAssetTown.texts(town.body(town.agent.get("/api/devices/{id}/timeline", device)), "kind"))
                .containsExactly("assets.device-scrapped", "assets.device-added");
    }

    @Test
    void aLabelOpensItsDeviceUntilItIsRenewed() {
        var device = town.device("SN-1");
        var token = town.read(device).get("qrToken").asString();
        assertThat(token.length() * 6).as("bits").isGreaterThanOrEqualTo(128);
        assertThat(town.body(labelOf(token)).get("name").asString()).isEqualTo("机房 UPS");

        var renewed = town.body(town.agent.post(null, "/api/devices/{id}/renew-qr", device)).get("qrToken").asString();

        assertThat(labelOf(token)).hasStatus(404);
        assertThat(labelOf(renewed)).hasStatusOk();
    }

    private MvcTestResult labelOf(String token) {
        return clients.nobody().get("/api/public/devices/{token}", token);
    }

    @Test
    void aListIsFoundBySerialNumberNameLocationModelAndCustomer() {
        town.device("XK-2209-A");
        for (var words : List.of("xk-2209", "2209", "配电间", "机房", town.model.toLowerCase(), town.customerName().toLowerCase())) {
            assertThat(AnAssetTown.texts(town.body(town.agent.get("/api/devices?words={words}", words)), "serial")).as(words).containsExactly("XK-2209-A");
        }
        assertThat(AnAssetTown.texts(town.body(town.agent.get("/api/devices?words={words}", "没有")), "serial")).isEmpty();
    }

    @Test
    void aListIsNarrowedByWhatStandsWhereAndHowLongItIsCovered() {
        var project = town.project("筛选项目", 12);
        town.device("open");
        for (var term : Map.of("over", 12, "covered", 600).entrySet()) {
            var draft = town.draft(term.getKey());
            draft.put("acceptedOn", "2020-01-01");
            draft.put("warrantyMonths", term.getValue());
            draft.put("projectId", project);
            town.id(town.agent.post(town.json(draft), "/api/devices"));
        }

        assertThat(serials("warranty=OVER")).containsExactly("over");
        assertThat(serials("warranty=COVERED")).containsExactly("covered");
        assertThat(serials("warranty=OPEN")).containsExactly("open");
        assertThat(serials("warranty=ENDING")).isEmpty();
        assertThat(serials("project=" + project)).containsExactlyInAnyOrder("over", "covered");
        assertThat(serials("customer=" + town.customer)).hasSize(3);
        assertThat(serials("product=" + town.product + "&category=UPS&state=IN_USE&sort=WARRANTY")).containsExactly("over", "covered");
        assertThat(serials("state=SCRAPPED")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void pagesFollowEachOtherWithoutGapOrRepeat(AssetQueries.DeviceSort sort) {
        var project = town.project("分页项目", 12);
        for (int i = 0; i < 110; i++) {
            town.device("SN-%03d".formatted(i), project);
        }
        town.accept(project, "2026-03-02", 12);
        var seen = new ArrayList<String>();
        String next = null;
        do {
            var page = town.body(next == null ? town.agent.get("/api/devices?sort={sort}", sort) : town.agent.get("/api/devices?sort={sort}&after={after}", sort, next));
            seen.addAll(AnAssetTown.texts(page, "serial"));
            next = page.get("next").isNull() ? null : page.get("next").asString();
        } while (next != null);

        assertThat(seen).hasSize(110).doesNotHaveDuplicates();
    }

    @Test
    void anotherBranchSeesNothingUntilTheCustomerMovesThere() {
        var there = new SomebodyElse(jdbc).branch("南京分公司");
        var colleague = clients.with(Role.AGENT, there);
        var project = town.project("随客户走的项目", 12);
        var device = town.device("SN-1", project);
        assertThat(colleague.get("/api/devices/{id}", device)).hasStatus(404);
        assertThat(colleague.get("/api/projects/{id}", project)).hasStatus(404);

        var everywhere = clients.with(Role.MANAGER, null);
        assertThat(everywhere.put(town.json(Map.of("name", town.customerName(), "kind", "COMPANY", "tier", "STANDARD", "branchId", there, "phone", "",
                "email", "", "note", "", "version", 0)), "/api/customers/{id}", town.customer)).hasStatusOk();

        assertThat(colleague.get("/api/devices/{id}", device)).hasStatusOk();
        assertThat(colleague.get("/api/projects/{id}", project)).hasStatusOk();
        assertThat(town.agent.get("/api/devices/{id}", device)).hasStatus(404);
        assertThat(AnAssetTown.texts(town.body(colleague.get("/api/devices/{id}/timeline", device)), "kind")).startsWith("assets.devices-moved-branch");
    }

    @Test
    void anAgentCannotPutADeviceOnSomebodyElsesCustomer() {
        var there = new SomebodyElse(jdbc).branch("南京分公司");
        var draft = town.draft("SN-1");
        draft.put("customerId", new SomebodyElse(jdbc).customer(there, "别处的客户"));

        assertThat(town.agent.post(town.json(draft), "/api/devices")).hasStatus(422).bodyJson().extractingPath("$.code").isEqualTo("assets.no-such-customer");
    }

    @Test
    void whatPeopleTypeIsKeptAndShownUnchanged() {
        var device = town.device("SN-naughty");
        var project = town.project("顽固字符", 12);
        int version = 0;
        for (var text : NaughtyStrings.filled(100).toList()) {
            var draft = town.draft(text);
            draft.put("name", text);
            draft.put("location", text);
            draft.put("note", text);
            draft.put("version", version++);
            var view = town.body(town.agent.put(town.json(draft), "/api/devices/{id}", device));
            assertThat(view.get("serial").asString()).isEqualTo(text.strip());
            assertThat(view.get("name").asString()).isEqualTo(text);
            assertThat(view.get("location").asString()).isEqualTo(text);
            assertThat(view.get("note").asString()).isEqualTo(text);
            assertThat(town.body(town.agent.put(town.json(Map.of("name", text, "customerId", town.customer, "branchId", town.branch, "warrantyMonths", 12,
                    "version", version - 1)), "/api/projects/{id}", project)).get("name").asString()).isEqualTo(text);
        }
        for (var text : NaughtyStrings.all()) {
            assertThat(town.agent.get("/api/devices?words={words}&category={words}", text, text)).as(text).hasStatusOk();
        }
    }

    @ParameterizedTest
    @EnumSource
    void theListCanBeTakenAwayAsAFile(Sheets.Format format) {
        town.device("=1+1");

        var answer = town.agent.get("/api/devices/export?format={format}", format);

        assertThat(answer).hasStatusOk();
        var rows = Sheets.read(answer.getResponse().getContentAsByteArray(), 10);
        assertThat(rows.getFirst().text(5)).isEqualTo("序列号");
        assertThat(rows.get(1).text(5)).isEqualTo("=1+1");
        assertThat(town.agent.get("/api/projects/export?format={format}&language=en", format)).hasStatusOk();
    }

    private List<String> serials(String filter) {
        return AnAssetTown.texts(town.body(town.agent.get("/api/devices?" + filter)), "serial");
    }
}
