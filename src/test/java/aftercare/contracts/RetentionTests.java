package aftercare.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.AftercareTest;
import aftercare.Client;
import aftercare.SomebodyElse;
import aftercare.identity.Role;
import aftercare.kernel.Ids;
import aftercare.kernel.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@AftercareTest
class RetentionTests {

    @Autowired Client.Clients clients;
    @Autowired JdbcClient jdbc;
    @Autowired JsonMapper json;

    UUID branch;
    UUID customer;
    UUID project;
    Client finance;
    Client manager;
    LocalDate today;

    @BeforeEach
    void aProjectAcceptedLongAgo() {
        branch = new SomebodyElse(jdbc).branch("杭州分公司");
        customer = new SomebodyElse(jdbc).customer(branch, "良渚文化村 " + branch);
        finance = clients.with(Role.FINANCE, branch);
        manager = clients.with(Role.MANAGER, branch);
        today = LocalDate.now(ZoneId.of("Asia/Shanghai"));
        project = project("2024-03-01");
    }

    @ParameterizedTest
    @CsvSource({"1000000.00, 5, 50000.00", "333.33, 3, 10.00", "0.10, 5, 0.01", "99.99, 100, 99.99", "1234567.89, 2.5, 30864.20"})
    void aShareIsRoundedToTheCent(BigDecimal price, BigDecimal share, BigDecimal amount) {
        assertThat(Retention.share(new Money(price, Money.CNY), share).amount()).isEqualByComparingTo(amount);
    }

    @Test
    void isDueOnTheFirstDayAfterTheWarrantyAndMovesWithIt() {
        var held = hold();
        assertThat(held.get("amount").asString()).isEqualTo("50000.00");
        assertThat(held.get("releaseOn").asString()).isEqualTo("2026-03-02");

        accept("2024-06-15", 36);
        assertThat(view().get("releaseOn").asString()).isEqualTo("2027-06-16");
        assertThat(promises("RUNNING")).isEqualTo(1);

        accept(null, 36);
        assertThat(view().get("releaseOn").isNull()).isTrue();
        assertThat(view().get("standing").asString()).isEqualTo("OPEN");
        assertThat(promises("RUNNING")).isZero();
    }

    @Test
    void isReleasedInPartsDeductedWithAReasonAndFreedByALetter() {
        hold();
        assertThat(take("DEDUCTED", "1000", "")).hasStatus(422).bodyJson().extractingPath("$.code").isEqualTo("contracts.retention-unreasoned");
        ok(take("DEDUCTED", "1000", "地砖破损由我方承担"));
        ok(take("RELEASED", "20000.50", ""));
        assertThat(letter("5000", "BH-1", null)).hasStatus(422).bodyJson().extractingPath("$.code").isEqualTo("contracts.retention-letter");
        ok(letter("5000", "BH-1", "2027-12-31"));
        assertThat(view().get("balance").asString()).isEqualTo("23999.50");
        assertThat(take("RELEASED", "24000", "")).hasStatus(409).bodyJson().extractingPath("$.code").isEqualTo("contracts.retention-too-much");

        ok(take("RELEASED", "23999.50", ""));
        assertThat(view().get("standing").asString()).isEqualTo("SETTLED");
        assertThat(promises("KEPT") + promises("BROKEN")).as("settled with the last cent").isEqualTo(1);
        assertThat(view().get("entries")).hasSize(5);
    }

    @Test
    void isNotPaidBeforeItsDayButALetterFreesIt() {
        hold();
        accept(today.minusMonths(3).toString(), 24);
        assertThat(take("RELEASED", "100", "")).hasStatus(409).bodyJson().extractingPath("$.code").isEqualTo("contracts.retention-too-early");
        ok(letter("50000", "BH-2", "2028-01-31"));
        assertThat(view().get("standing").asString()).isEqualTo("SETTLED");
    }

    @Test
    void isBlockedByAnOpenFaultOfTheProjectAndPaidOnceItIsClosed() {
        hold();
        var fault = fault("repair", "NEW");
        fault("question", "NEW");
        assertThat(view().at("/blocks/0/id").asString()).isEqualTo(fault.toString());
        assertThat(view().get("blocks")).hasSize(1);
        assertThat(take("RELEASED", "100", "")).hasStatus(409).bodyJson().extractingPath("$.code").isEqualTo("contracts.retention-blocked");
        ok(take("DEDUCTED", "100", "先行扣除"));

        jdbc.sql("update cases.service_case set status = 'CLOSED', resolution = '已修复', resolved_at = opened_at, closed_at = opened_at where id = :id").param("id", fault).update();
        ok(take("RELEASED", "100", ""));
    }

    @Test
    void isRecordedOnceAProject() {
        hold();
        assertThat(finance.post(body(), "/api/retention")).hasStatus(409).bodyJson().extractingPath("$.code").isEqualTo("contracts.retention-twice");
    }

    @Test
    void isSeenByFinanceAndManagersOfTheBranchOnly() {
        var id = hold().get("id").asString();
        assertThat(manager.get("/api/retention/{id}", id)).hasStatusOk();
        assertThat(clients.with(Role.AGENT, branch).get("/api/retention/{id}", id)).hasStatus(403);
        assertThat(clients.with(Role.FINANCE, new SomebodyElse(jdbc).branch("南京分公司")).get("/api/retention/{id}", id)).hasStatus(404);
        assertThat(clients.with(Role.GENERAL_MANAGER, null).post("{\"kind\":\"RELEASED\",\"amount\":1,\"on\":\"%s\",\"reason\":\"\",\"letter\":\"\"}".formatted(today),
                "/api/retention/{id}/entries", id)).hasStatus(403);
    }

    @Test
    void theOverviewAddsUpByMonthAndTheListPagesWithoutGapOrRepeat() {
        hold();
        for (int i = 0; i < 60; i++) {
            project = project(LocalDate.parse("2024-01-15").plusDays(i * 5L).toString());
            hold();
        }
        var months = ok(finance.get("/api/retention/months"));
        assertThat(months.valueStream().map(month -> new BigDecimal(month.get("waiting").asString())).reduce(BigDecimal.ZERO, BigDecimal::add)).isEqualByComparingTo("3050000");
        var seen = new ArrayList<String>();
        @Nullable String after = null;
        do {
            var page = ok(after == null ? finance.get("/api/retention") : finance.get("/api/retention?after={after}", after));
            page.get("rows").forEach(row -> seen.add(row.get("id").asString()));
            after = page.get("next").isNull() ? null : page.get("next").asString();
        } while (after != null);
        assertThat(seen).hasSize(61).doesNotHaveDuplicates();
        assertThat(finance.get("/api/retention/export?format=CSV")).hasStatusOk();
    }

    /** Whatever is asked of it: the balance is the sum of the ledger, never below nothing, and what was refused left no trace. */
    @ParameterizedTest
    @ValueSource(longs = {1, 20_260_301, 77})
    void theBalanceIsAlwaysTheSumOfTheLedger(long seed) {
        var id = UUID.fromString(hold().get("id").asString());
        var random = new Random(seed);
        var expected = new BigDecimal("50000.00");
        var entries = 1;
        for (int i = 0; i < 60; i++) {
            var amount = BigDecimal.valueOf(random.nextInt(1, 800_000), 2);
            var answer = switch (random.nextInt(3)) {
                case 0 -> take("RELEASED", amount.toPlainString(), "");
                case 1 -> take("DEDUCTED", amount.toPlainString(), random.nextInt(4) == 0 ? "" : "扣款");
                default -> letter(amount.toPlainString(), "BH", random.nextInt(4) == 0 ? null : "2030-01-01");
            };
            if (answer.getResponse().getStatus() == 200) {
                expected = expected.subtract(amount);
                entries++;
            }
            var sum = jdbc.sql("select sum(amount) from contracts.retention_entry where retention_id = :id").param("id", id).query(BigDecimal.class).single();
            assertThat(sum).isEqualByComparingTo(expected).isGreaterThanOrEqualTo(BigDecimal.ZERO);
            assertThat(jdbc.sql("select balance from contracts.retention where id = :id").param("id", id).query(BigDecimal.class).single()).isEqualByComparingTo(sum);
        }
        assertThat(jdbc.sql("select count(*) from contracts.retention_entry where retention_id = :id").param("id", id).query(Integer.class).single()).isEqualTo(entries);
    }

    @Test
    void nobodyEditsTheLedger() {
        var id = UUID.fromString(hold().get("id").asString());
        for (var sql : List.of("update contracts.retention_entry set amount = 1 where retention_id = :id", "delete from contracts.retention_entry where retention_id = :id")) {
            assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> jdbc.sql(sql).param("id", id).update())).hasMessageContaining("a ledger is only added to");
        }
    }

    // ---- Words ------------------------------------------------------------------------------------------------------------

    private UUID project(@Nullable String acceptedOn) {
        var made = ok(manager.post(json(Map.of("name", "文化中心弱电", "customerId", customer, "branchId", branch, "warrantyMonths", 24, "version", 0)), "/api/projects"));
        project = UUID.fromString(made.get("id").asString());
        accept(acceptedOn, 24);
        return project;
    }

    private void accept(@Nullable String on, int months) {
        var body = new LinkedHashMap<String, @Nullable Object>();
        body.put("acceptedOn", on);
        body.put("warrantyMonths", months);
        body.put("version", ok(manager.get("/api/projects/{id}", project)).get("version").asInt());
        ok(manager.put(json(body), "/api/projects/{id}/acceptance", project));
    }

    private String body() {
        var body = new LinkedHashMap<String, @Nullable Object>();
        body.put("projectId", project);
        body.put("price", "1000000");
        body.put("share", "5");
        body.put("amount", null);
        body.put("ownerId", null);
        body.put("note", "");
        return json(body);
    }

    private JsonNode hold() {
        return ok(finance.post(body(), "/api/retention"));
    }

    private JsonNode view() {
        return ok(finance.get("/api/retention/of-project/{id}", project)).get("retention");
    }

    private MvcTestResult take(String kind, String amount, String reason) {
        return entry(kind, amount, reason, "", null);
    }

    private MvcTestResult letter(String amount, String letter, @Nullable String until) {
        return entry("LETTER", amount, "", letter, until);
    }

    private MvcTestResult entry(String kind, String amount, String reason, String letter, @Nullable String until) {
        var body = new LinkedHashMap<String, @Nullable Object>();
        body.put("kind", kind);
        body.put("amount", amount);
        body.put("on", today.toString());
        body.put("reason", reason);
        body.put("letter", letter);
        body.put("letterUntil", until);
        return finance.post(json(body), "/api/retention/{id}/entries", view().get("id").asString());
    }

    private UUID fault(String kind, String status) {
        var id = Ids.next();
        jdbc.sql("""
                insert into cases.service_case (id, number, branch_id, customer_id, project_id, channel, kind_code, kind_version, status, stage, severity, subject,
                                                tracking_token, opened_at)
                values (:id, :number, :branch, :customer, :project, 'PHONE', :kind, 1, :status, 'new', 3, '摄像机无图像', :token, now())
                """).param("id", id).param("number", "T-" + id).param("branch", branch).param("customer", customer).param("project", project).param("kind", kind)
                .param("status", status).param("token", id.toString()).update();
        return id;
    }

    private int promises(String state) {
        return jdbc.sql("""
                select count(*) from promises.promise p join contracts.retention r on r.id = p.subject_id and p.subject_kind = 'retention'
                 where r.project_id = :project and p.state = :state
                """).param("project", project).param("state", state).query(Integer.class).single();
    }

    private String json(Object value) {
        return json.writeValueAsString(value);
    }

    private JsonNode ok(MvcTestResult answer) {
        assertThat(answer).hasStatus2xxSuccessful();
        return json.readTree(answer.getResponse().getContentAsByteArray());
    }
}
