package aftercare.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aftercare.AftercareTest;
import aftercare.Client;
import aftercare.SomebodyElse;
import aftercare.identity.Role;
import aftercare.kernel.Ids;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@AftercareTest
class ContractTests {

    @Autowired Client.Clients clients;
    @Autowired JdbcClient jdbc;
    @Autowired JsonMapper json;
    @Autowired ContractDesk desk;
    @Autowired ContractLevels levels;

    final LocalDate today = LocalDate.now(ZoneId.of("Asia/Shanghai"));
    UUID branch;
    UUID customer;
    UUID site;
    Client manager;

    @BeforeEach
    void aTownOfItsOwn() {
        branch = new SomebodyElse(jdbc).branch("宁波分公司");
        customer = new SomebodyElse(jdbc).customer(branch, "甬江水务 " + branch);
        site = site(customer);
        manager = clients.with(Role.MANAGER, branch);
    }

    @Test
    void anActivatedContractHasItsVisitsAndIsWatchedUntilItsLastDay() {
        var contract = active(4, List.of(Map.of("siteId", site)));

        assertThat(contract.get("status").asString()).isEqualTo("ACTIVE");
        assertThat(contract.get("visitsAgreed").asInt()).isEqualTo(4);
        assertThat(promises(contract)).containsExactlyInAnyOrder("contract-notice RUNNING", "contract-renewal RUNNING");
    }

    @Test
    void aDraftBindsNobody() {
        var contract = drafted(4, List.of());
        assertThat(contract.get("acts").valueStream().map(JsonNode::asString)).containsExactly("CHANGE", "ACTIVATE", "CANCEL");
        assertThat(contract.get("visitsAgreed").asInt()).isZero();
        assertThat(promises(contract)).isEmpty();

        assertThat(manager.post(json(Map.of("on", today.toString(), "note", "")), "/api/contracts/{id}/visits/use", id(contract))).hasStatus(422)
                .bodyJson().extractingPath("$.code").isEqualTo("contracts.visit-outside");
    }

    @Test
    void usedVisitsAreCountedUntilNoneIsLeft() {
        var id = id(active(1, List.of()));
        var use = json(Map.of("on", today.toString(), "note", "季度巡检"));

        var after = body(manager.post(use, "/api/contracts/{id}/visits/use", id));
        assertThat(after.at("/visits/0/left").asInt()).isZero();
        assertThat(manager.post(use, "/api/contracts/{id}/visits/use", id)).hasStatus(409)
                .bodyJson().extractingPath("$.code").isEqualTo("contracts.visits-used-up");

        assertThat(manager.post(json(Map.of("on", today.toString(), "note", "  ")), "/api/contracts/{id}/visits/give-back", id)).hasStatus(422);
        var back = body(manager.post(json(Map.of("on", today.toString(), "note", "记错客户")), "/api/contracts/{id}/visits/give-back", id));
        assertThat(back.get("visitsUsed").asInt()).isZero();
        assertThat(manager.post(json(Map.of("on", today.toString(), "note", "再退一次")), "/api/contracts/{id}/visits/give-back", id)).hasStatus(409);
    }

    @Test
    void theLastVisitIsUsedOnceHoweverManyAskAtTheSameTime() throws Exception {
        var id = id(active(1, List.of()));
        var start = new CountDownLatch(1);
        try (var people = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = new ArrayList<Future<Integer>>();
            for (int i = 0; i < 6; i++) {
                answers.add(people.submit(() -> {
                    start.await();
                    return manager.post(json(Map.of("on", today.toString(), "note", "")), "/api/contracts/{id}/visits/use", id).getResponse().getStatus();
                }));
            }
            start.countDown();
            var statuses = new ArrayList<Integer>();
            for (var answer : answers) {
                statuses.add(answer.get());
            }
            assertThat(statuses).containsExactlyInAnyOrder(200, 409, 409, 409, 409, 409);
        }
    }

    @Test
    void theLedgerIsNeverEdited() {
        var id = id(active(2, List.of()));
        assertThatThrownBy(() -> jdbc.sql("update contracts.visit_entry set visits = 9 where contract_id = :id").param("id", id).update())
                .hasMessageContaining("a ledger is only added to");
    }

    @Test
    void anAmendmentIsANewRevisionAndTheOldOneStays() {
        var before = active(2, List.of());
        var id = id(before);
        var terms = terms(4, List.of());
        terms.put("level", "5x8xnbd");
        var after = body(manager.post(json(Map.of("terms", terms, "endsOn", today.plusDays(400).toString(), "fromDay", today.toString(),
                "reason", "客户增加两次巡检", "version", before.get("version").asInt())), "/api/contracts/{id}/amend", id));

        assertThat(after.get("revision").asInt()).isEqualTo(2);
        assertThat(after.get("revisions").valueStream().map(revision -> revision.get("level").asString())).containsExactly("5x8xnbd", "7x24x4");
        assertThat(after.get("visitsAgreed").asInt()).isEqualTo(4);
        assertThat(promises(after)).as("both count back from the new last day").containsExactlyInAnyOrder("contract-notice WAIVED", "contract-renewal WAIVED",
                "contract-notice RUNNING", "contract-renewal RUNNING");

        body(manager.post(json(Map.of("on", today.toString(), "note", "")), "/api/contracts/{id}/visits/use", id));
        assertThat(manager.post(json(Map.of("terms", terms(0, List.of()), "endsOn", today.plusDays(400).toString(), "fromDay", today.toString(),
                "reason", "不再巡检", "version", after.get("version").asInt())), "/api/contracts/{id}/amend", id)).hasStatus(409)
                .bodyJson().extractingPath("$.code").isEqualTo("contracts.visits-used-already");
    }

    @Test
    void aRenewalIsSignedInOneStepAndOnlyOnce() {
        var before = active(4, List.of(Map.of("siteId", site)));
        var renewal = json(Map.of("startsOn", today.plusDays(301).toString(), "endsOn", today.plusDays(665).toString(), "price", 20000, "visits", 4,
                "version", before.get("version").asInt()));
        var next = body(manager.post(renewal, "/api/contracts/{id}/renew", id(before)));

        assertThat(next.get("status").asString()).isEqualTo("ACTIVE");
        assertThat(next.at("/renewalOf/number").asString()).isEqualTo(before.get("number").asString());
        assertThat(next.at("/terms/coverage/0/siteId").asString()).isEqualTo(site.toString());
        var old = body(manager.get("/api/contracts/{id}", id(before)));
        assertThat(old.at("/renewedBy/number").asString()).isEqualTo(next.get("number").asString());
        assertThat(promises(old)).containsExactlyInAnyOrder("contract-notice KEPT", "contract-renewal KEPT");

        assertThat(manager.post(renewal, "/api/contracts/{id}/renew", id(before))).hasStatus(409)
                .bodyJson().extractingPath("$.code").isEqualTo("contracts.renewed-already");
    }

    @Test
    void aRenewalDoesNotOverlapWhatItRenews() {
        var before = active(0, List.of());
        assertThat(manager.post(json(Map.of("startsOn", today.plusDays(300).toString(), "endsOn", today.plusDays(665).toString(), "price", 1, "visits", 0,
                "version", before.get("version").asInt())), "/api/contracts/{id}/renew", id(before))).hasStatus(422)
                .bodyJson().extractingPath("$.code").isEqualTo("contracts.renewal-overlaps");
    }

    @Test
    void twoContractsNeverCoverTheSameThingAtTheSameTime() {
        active(0, List.of(Map.of("siteId", site)));
        var second = drafted(0, List.of(Map.of("siteId", site)));
        assertThat(manager.post(json(Map.of("version", second.get("version").asInt())), "/api/contracts/{id}/activate", id(second))).hasStatus(409)
                .bodyJson().extractingPath("$.code").isEqualTo("contracts.overlaps");
        assertThat(body(manager.get("/api/contracts/{id}", id(second))).get("status").asString()).isEqualTo("DRAFT");

        active(0, List.of(Map.of("siteId", site(customer))));
    }

    @Test
    void aContractCoversItsOwnCustomersThingsOnly() {
        var stranger = site(new SomebodyElse(jdbc).customer(branch, "别人 " + Ids.next()));
        assertThat(manager.post(json(draft(0, List.of(Map.of("siteId", stranger)))), "/api/contracts")).hasStatus(422)
                .bodyJson().extractingPath("$.code").isEqualTo("contracts.coverage-of-another");
        assertThat(manager.post(json(draft(0, List.of(Map.of("deviceId", Ids.next())))), "/api/contracts")).hasStatus(422);
    }

    @Test
    void theBillingPlanAddsUpToThePrice() {
        var draft = draft(0, List.of());
        var terms = terms(0, List.of());
        terms.put("billing", List.of(Map.of("dueOn", today.toString(), "amount", 17999, "note", "")));
        draft.put("terms", terms);
        assertThat(manager.post(json(draft), "/api/contracts")).hasStatus(422).bodyJson().extractingPath("$.code").isEqualTo("contracts.billing-unequal");
    }

    @Test
    void whatIsNotRenewedNeedsNoReminderAndWhatIsOverIsEnded() {
        var letGo = active(0, List.of(Map.of("siteId", site)));
        var after = body(manager.post(json(Map.of("reason", "客户自建维护团队", "version", letGo.get("version").asInt())), "/api/contracts/{id}/let-go", id(letGo)));
        assertThat(promises(after)).containsExactlyInAnyOrder("contract-notice WAIVED", "contract-renewal WAIVED");

        jdbc.sql("update contracts.contract set starts_on = :start, ends_on = :end where id = :id").param("start", today.minusDays(400))
                .param("end", today.minusDays(1)).param("id", id(letGo)).update();
        desk.endWhatRanOut();
        assertThat(body(manager.get("/api/contracts/{id}", id(letGo))).get("status").asString()).isEqualTo("ENDED");
    }

    @Test
    void theListShowsWhatEndsNextFirstAndGoesOnWhereThePageEnded() {
        for (int i = 0; i < 55; i++) {
            var draft = draft(0, List.of());
            draft.put("endsOn", today.plusDays(400 - i).toString());
            body(manager.post(json(draft), "/api/contracts"));
        }
        var first = body(manager.get("/api/contracts?customer={customer}", customer));
        var second = body(manager.get("/api/contracts?customer={customer}&after={after}", customer, first.get("next").asString()));
        var ends = new ArrayList<>(texts(first, "endsOn"));
        ends.addAll(texts(second, "endsOn"));
        assertThat(ends).hasSize(55).isSorted();
        assertThat(second.get("next").isNull()).isTrue();
    }

    @Test
    void whoeverHasSomethingToDoWithADeviceFindsTheContractThatCoversItsSite() {
        var device = Ids.next();
        var product = Ids.next();
        jdbc.sql("insert into assets.product (id, maker, model, name, category) values (:id, '华联', :model, 'UPS', 'UPS')").param("id", product).param("model", product.toString()).update();
        jdbc.sql("""
                insert into assets.device (id, number, customer_id, branch_id, site_id, product_id, serial, qr_token, created_at)
                values (:id, cast(:id as text), :customer, :branch, :site, :product, 'SN', cast(:id as text), '2026-01-05T01:00Z')
                """)
                .param("id", device).param("customer", customer).param("branch", branch).param("site", site).param("product", product).update();
        var contract = active(0, List.of(Map.of("siteId", site)));
        active(0, List.of(Map.of("siteId", site(customer))));
        assertThat(texts(body(manager.get("/api/contracts?device={device}", device)), "id")).containsExactly(id(contract).toString());
    }

    @Test
    void theLevelOfADayIsThatOfTheNearestContractAndOfItsRevisionOfThatDay() {
        var whole = active(0, List.of());
        var siteTerms = terms(0, List.of(Map.of("siteId", site)));
        siteTerms.put("level", "5x8xnbd");
        var draft = draft(0, List.of());
        draft.put("terms", siteTerms);
        var ofSite = body(manager.post(json(draft), "/api/contracts"));
        assertThat(level(site, today)).as("a draft binds nobody").contains("7x24x4");
        var signed = body(manager.post(json(Map.of("version", ofSite.get("version").asInt())), "/api/contracts/{id}/activate", id(ofSite)));
        assertThat(level(site, today)).contains("5x8xnbd");
        assertThat(level(null, today)).contains("7x24x4");

        siteTerms.put("level", "basic");
        body(manager.post(json(Map.of("terms", siteTerms, "endsOn", today.plusDays(300).toString(), "fromDay", today.minusDays(10).toString(),
                "reason", "降级", "version", signed.get("version").asInt())), "/api/contracts/{id}/amend", id(ofSite)));
        assertThat(level(site, today.minusDays(11))).contains("5x8xnbd");
        assertThat(level(site, today.minusDays(10))).contains("basic");

        body(manager.post(json(Map.of("lastDay", today.minusDays(20).toString(), "reason", "停产", "version", whole.get("version").asInt())),
                "/api/contracts/{id}/terminate", id(whole)));
        assertThat(level(null, today.minusDays(20))).as("its last day still counts").contains("7x24x4");
        assertThat(level(null, today.minusDays(19))).isEmpty();
        assertThat(level(site, today.plusDays(301))).isEmpty();
    }

    @Test
    void aContractNamesALevelThatIsKnown() {
        var everywhere = clients.with(Role.MANAGER, null);
        var code = "vip-" + Ids.next().toString().substring(24);
        var terms = terms(0, List.of());
        terms.put("level", code);
        var draft = draft(0, List.of());
        draft.put("terms", terms);
        assertThat(manager.post(json(draft), "/api/contracts")).hasStatus(422).bodyJson().extractingPath("$.code").isEqualTo("contracts.no-such-level");

        var level = json(Map.of("code", code, "name", "驻场", "about", "工程师常驻"));
        assertThat(manager.post(level, "/api/contracts/levels")).as("levels are the house's, not a branch's").hasStatus(403);
        assertThat(everywhere.post(level, "/api/contracts/levels")).hasStatus(201);
        assertThat(everywhere.post(level, "/api/contracts/levels")).hasStatus(409).bodyJson().extractingPath("$.code").isEqualTo("contracts.level-exists");
        assertThat(everywhere.put(json(Map.of("name", "驻场服务", "about", "")), "/api/contracts/levels/{code}", "no-such")).hasStatus(404);
        assertThat(everywhere.put(json(Map.of("name", "驻场服务", "about", "")), "/api/contracts/levels/{code}", code)).hasStatus2xxSuccessful();

        var id = id(body(manager.post(json(draft), "/api/contracts")));
        body(manager.post(json(Map.of("version", 0)), "/api/contracts/{id}/activate", id));
        var known = body(manager.get("/api/contracts/levels")).valueStream().filter(one -> one.get("code").asString().equals(code)).findFirst().orElseThrow();
        assertThat(known.get("name").asString()).isEqualTo("驻场服务");
        assertThat(known.get("running").asInt()).isEqualTo(1);
        var stranger = clients.with(Role.MANAGER, new SomebodyElse(jdbc).branch("台州分公司"));
        assertThat(body(stranger.get("/api/contracts/levels")).valueStream().filter(one -> one.get("code").asString().equals(code)).findFirst().orElseThrow()
                .get("running").asInt()).isZero();
    }

    @Test
    void casesOfAContractAreThoseItCoversWithinItsTerm() {
        var contract = active(0, List.of(Map.of("siteId", site)));
        var covered = caseAt(site, today.minusDays(3));
        caseAt(site, today.minusDays(65));
        caseAt(site(customer), today.minusDays(3));
        assertThat(texts(body(manager.get("/api/cases?group=ALL&customer={customer}&contract={contract}", customer, id(contract))), "id"))
                .containsExactly(covered.toString());
    }

    // ---- Helpers --------------------------------------------------------------------------------------------------------

    private JsonNode drafted(int visits, List<Map<String, ?>> coverage) {
        return body(manager.post(json(draft(visits, coverage)), "/api/contracts"));
    }

    private JsonNode active(int visits, List<Map<String, ?>> coverage) {
        var draft = drafted(visits, coverage);
        return body(manager.post(json(Map.of("version", draft.get("version").asInt())), "/api/contracts/{id}/activate", id(draft)));
    }

    private Map<String, @Nullable Object> draft(int visits, List<Map<String, ?>> coverage) {
        var draft = new LinkedHashMap<String, @Nullable Object>();
        draft.put("title", "水厂监控维保");
        draft.put("customerId", customer);
        draft.put("branchId", branch);
        draft.put("ourParty", "安心科技");
        draft.put("theirParty", "甬江水务");
        draft.put("ownerId", manager.user);
        draft.put("startsOn", today.minusDays(64).toString());
        draft.put("endsOn", today.plusDays(300).toString());
        draft.put("noticeDays", 30);
        draft.put("terms", terms(visits, coverage));
        draft.put("version", 0);
        return draft;
    }

    private static Map<String, @Nullable Object> terms(int visits, List<Map<String, ?>> coverage) {
        var terms = new LinkedHashMap<String, @Nullable Object>();
        terms.put("level", "7x24x4");
        terms.put("price", 18000);
        terms.put("visits", visits);
        terms.put("partsIncluded", true);
        terms.put("alsoCovers", List.of("FORCE_MAJEURE"));
        terms.put("coverage", coverage.isEmpty() ? List.of(Map.of()) : coverage);
        terms.put("billing", List.of());
        return terms;
    }

    private UUID caseAt(UUID place, LocalDate day) {
        var id = Ids.next();
        jdbc.sql("""
                insert into cases.service_case (id, number, branch_id, customer_id, site_id, contact_name, channel, kind_code, kind_version, subject, status,
                                                stage, severity, tracking_token, opened_at)
                select :id, cast(:id as text), :branch, :customer, :site, '李工', 'PHONE', k.code, k.version, '黑屏', 'NEW', 'new', 3, cast(:id as text), :at
                  from cases.kind k where k.code = 'repair' order by k.version desc limit 1
                """)
                .param("id", id).param("branch", branch).param("customer", customer).param("site", place)
                .param("at", day.atTime(12, 0).atZone(ZoneId.of("Asia/Shanghai")).toOffsetDateTime()).update();
        return id;
    }

    private UUID site(UUID owner) {
        var id = Ids.next();
        jdbc.sql("insert into customers.site (id, customer_id, name) values (:id, :customer, '一水厂')").param("id", id).param("customer", owner).update();
        return id;
    }

    private Optional<String> level(@Nullable UUID place, LocalDate day) {
        return levels.at(customer, place, null, null, day.atTime(12, 0).atZone(ZoneId.of("Asia/Shanghai")).toInstant());
    }

    private List<String> promises(JsonNode contract) {
        return jdbc.sql("select code || ' ' || state from promises.promise where subject_kind = 'contract' and subject_id = :id").param("id", id(contract))
                .query(String.class).list();
    }

    private JsonNode body(MvcTestResult answer) {
        assertThat(answer).hasStatus2xxSuccessful();
        return json.readTree(answer.getResponse().getContentAsByteArray());
    }

    private String json(Object value) {
        return json.writeValueAsString(value);
    }

    private static UUID id(JsonNode node) {
        return UUID.fromString(node.get("id").asString());
    }

    private static List<String> texts(JsonNode page, String field) {
        return page.get("rows").valueStream().map(row -> row.get(field).asString()).toList();
    }
}
