package aftercare.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.AftercareTest;
import aftercare.Client;
import aftercare.SomebodyElse;
import aftercare.cases.CaseEvent;
import aftercare.cases.CaseId;
import aftercare.identity.Role;
import aftercare.kernel.Ids;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@AftercareTest
class UpkeepTests {

    @Autowired Client.Clients clients;
    @Autowired JdbcClient jdbc;
    @Autowired JsonMapper json;
    @Autowired Horizon horizon;
    @Autowired UpkeepCases cases;
    @Autowired DeviceDates dates;
    @Autowired ApplicationEventPublisher events;
    @Autowired TransactionTemplate transaction;

    final LocalDate today = LocalDate.now(ZoneId.of("Asia/Shanghai"));
    UUID branch;
    UUID customer;
    UUID site;
    UUID product;
    Client manager;

    @BeforeEach
    void aSiteWithDevices() {
        branch = new SomebodyElse(jdbc).branch("嘉兴分公司");
        customer = new SomebodyElse(jdbc).customer(branch, "南湖医院 " + branch);
        site = Ids.next();
        jdbc.sql("insert into customers.site (id, customer_id, name) values (:id, :customer, '住院楼')").param("id", site).param("customer", customer).update();
        product = Ids.next();
        jdbc.sql("insert into assets.product (id, maker, model, name, category) values (:id, '山特', :model, '不间断电源', 'ups')").param("id", product)
                .param("model", "C-" + product).update();
        manager = clients.with(Role.MANAGER, branch);
    }

    @Test
    void aYearOfDatesExistsOnceWhoeverAsksHoweverOften() throws Exception {
        device();
        device();
        var plan = planned(Map.of("siteId", site));
        var dates = count(plan);
        assertThat(dates).isBetween(26, 28);

        jdbc.sql("update upkeep.plan set made_until = null where id = :id").param("id", plan).update();
        try (var threads = Executors.newFixedThreadPool(4)) {
            threads.invokeAll(List.<Callable<Integer>>of(horizon::extend, horizon::extend, horizon::extend, horizon::extend)).forEach(one -> assertThat(one).succeedsWithin(java.time.Duration.ofSeconds(60)));
        }
        assertThat(count(plan)).isEqualTo(dates);
    }

    @Test
    void whatIsDueAtOneSiteBecomesOneCaseAndIsDoneWithIt() {
        device();
        device();
        var plan = planned(Map.of("siteId", site));
        cases.makeWhatIsNear();
        cases.makeWhatIsNear();
        var made = jdbc.sql("select distinct case_id from upkeep.due where plan_id = :plan and state = 'MADE'").param("plan", plan).query(UUID.class).list();
        assertThat(made).hasSize(1);
        assertThat(jdbc.sql("select count(*) from upkeep.due where case_id = :case").param("case", made.getFirst()).query(Integer.class).single()).isEqualTo(2);
        assertThat(jdbc.sql("select code from promises.promise where subject_id = :case").param("case", made.getFirst()).query(String.class).list()).containsExactly("upkeep-due");
        assertThat(jdbc.sql("select count(*) from notices.message where subject_id = :case and template = 'upkeep.planned'").param("case", made.getFirst())
                .query(Integer.class).single()).isEqualTo(1);

        transaction.executeWithoutResult(_ -> events.publishEvent(new CaseEvent.Resolved(new CaseId(made.getFirst()), Instant.now())));
        assertThat(jdbc.sql("select distinct state || ' ' || late_days from upkeep.due where case_id = :case").param("case", made.getFirst()).query(String.class).list())
                .containsExactly("DONE 0");
    }

    @Test
    void aDateIsMovedOrLeftOutWithAReasonOnly() {
        device();
        var plan = planned(Map.of("siteId", site));
        var due = first(plan);
        var id = UUID.fromString(due.at("/due/id").asString());
        assertThat(manager.post(json(Map.of("to", today.plusDays(9).toString(), "reason", " ", "version", 0)), "/api/upkeep/dues/{id}/move", id)).hasStatus(400);
        assertThat(manager.post(json(Map.of("to", today.minusDays(1).toString(), "reason", "客户停电", "version", 0)), "/api/upkeep/dues/{id}/move", id)).hasStatus(422)
                .bodyJson().extractingPath("$.code").isEqualTo("upkeep.moved-strange");
        assertThat(manager.post(json(Map.of("to", today.plusDays(9).toString(), "reason", "客户停电", "version", 0)), "/api/upkeep/dues/{id}/move", id)).hasStatus(200);
        assertThat(manager.post(json(Map.of("reason", "设备停用", "version", 0)), "/api/upkeep/dues/{id}/skip", id)).hasStatus(409);
        assertThat(manager.post(json(Map.of("reason", "设备停用", "version", 1)), "/api/upkeep/dues/{id}/skip", id)).hasStatus(200);
        assertThat(jdbc.sql("select state from upkeep.due where id = :id").param("id", id).query(String.class).single()).isEqualTo("SKIPPED");
        assertThat(manager.post(json(Map.of("version", 2)), "/api/upkeep/dues/{id}/make", id)).as("what was left out may be made up for").hasStatus(200);
        assertThat(manager.post(json(Map.of("version", 3)), "/api/upkeep/dues/{id}/make", id)).hasStatus(409).bodyJson().extractingPath("$.code").isEqualTo("upkeep.act-not-allowed");
    }

    @Test
    void aPlanThatCountsFromCompletionHasOneOpenDateAndTheNextAfterIt() {
        var device = device();
        var plan = planned(Map.of("deviceId", device, "fromCompletion", true));
        assertThat(count(plan)).isEqualTo(1);
        cases.makeWhatIsNear();
        var made = jdbc.sql("select case_id from upkeep.due where plan_id = :plan").param("plan", plan).query(UUID.class).single();
        transaction.executeWithoutResult(_ -> events.publishEvent(new CaseEvent.Resolved(new CaseId(made), Instant.now())));
        horizon.extend();
        assertThat(jdbc.sql("select planned_on from upkeep.due where plan_id = :plan and state = 'PLANNED'").param("plan", plan).query(LocalDate.class).single())
                .isEqualTo(today.plusMonths(1));
    }

    @Test
    void aPlanByRunningHoursIsDueWhereTheCounterWillStandAndEachThresholdOnce() {
        var device = device();
        var meter = Ids.next();
        jdbc.sql("insert into assets.meter (id, device_id, name, unit, kind) values (:id, :device, '运行小时', 'h', 'COUNTER')").param("id", meter).param("device", device).update();
        read(meter, today.minusDays(40), 60);
        read(meter, today.minusDays(10), 360);
        var plan = planned(Map.of("deviceId", device, "meter", Map.of("name", "运行小时", "every", 500, "first", 400)));
        assertThat(jdbc.sql("select occurrence || ' ' || planned_on from upkeep.due where plan_id = :plan").param("plan", plan).query(String.class).list())
                .as("ten hours a day: the first service at 400 is four days after the last reading, so it is due now").containsExactly("meter 400 " + today);

        assertThat(manager.post(json(Map.of("at", Instant.now().toString(), "value", 380, "source", "OFFICE", "restarts", false, "note", "")), "/api/meters/{id}/readings", meter)).hasStatus(204);
        var slower = jdbc.sql("select planned_on from upkeep.due where plan_id = :plan").param("plan", plan).query(LocalDate.class).single();
        assertThat(slower).as("it went slower than thought").isBetween(today.plusDays(1), today.plusDays(4));

        cases.makeWhatIsNear();
        var made = jdbc.sql("select case_id from upkeep.due where plan_id = :plan").param("plan", plan).query(UUID.class).single();
        transaction.executeWithoutResult(_ -> events.publishEvent(new CaseEvent.Resolved(new CaseId(made), Instant.now())));
        dates.extend();
        dates.extend();
        assertThat(jdbc.sql("select occurrence || ' ' || state from upkeep.due where plan_id = :plan order by occurrence").param("plan", plan).query(String.class).list())
                .containsExactlyInAnyOrder("meter 400 DONE", "meter 900 PLANNED");
    }

    @Test
    void aPlannedCaseCarriesItsNeedsAndTheCustomerMayMoveItsDayWithinTheWindow() {
        var device = device();
        jdbc.sql("update assets.device set accepted_on = :on where id = :id").param("on", today.minusDays(27)).param("id", device).update();
        jdbc.sql("insert into customers.contact (id, customer_id, name, phone, email, is_primary) values (:id, :customer, 'Anna', '13800001111', :mail, true)")
                .param("id", Ids.next()).param("customer", customer).param("mail", customer + "@example.com").update();
        jdbc.sql("""
                insert into notices.message (id, branch_id, channel, template, language, to_name, to_address, title, body, subject_kind, subject_id, state, queued_at)
                values (:id, :branch, 'EMAIL', 'intake.received', 'en', 'Anna', :mail, 't', 'b', 'case', :id, 'NO_ADDRESS', now())
                """).param("id", Ids.next()).param("branch", branch).param("mail", customer + "@example.com").update();
        var plan = planned(Map.of("deviceId", device, "skills", List.of("ups"), "minutes", 135, "rhythm",
                Map.of("unit", "MONTHS", "every", 12, "weekdays", List.of(), "seasons", List.of(), "firstDays", 30), "startsOn", today.minusDays(30).toString()));
        assertThat(jdbc.sql("select planned_on from upkeep.due where plan_id = :plan and occurrence = 'first'").param("plan", plan).query(LocalDate.class).single())
                .as("thirty days after it was accepted").isEqualTo(today.plusDays(3));
        cases.makeWhatIsNear();
        record Made(String channel, String trackingToken, String language, Integer minutes) {}
        var made = jdbc.sql("""
                select c.channel, c.tracking_token, m.language, n.minutes from upkeep.due d join cases.service_case c on c.id = d.case_id
                  join notices.message m on m.subject_id = c.id join dispatch.case_need n on n.case_id = c.id and n.skills = '{ups}' where d.plan_id = :plan
                """).param("plan", plan).query(Made.class).single();
        assertThat(made).extracting(Made::channel, Made::language, Made::minutes).containsExactly("PLAN", "en", 135);

        var guest = clients.nobody();
        assertThat(guest.get("/api/public/track/{token}", made.trackingToken())).bodyJson().satisfies(page -> {
            page.assertThat().extractingPath("$.acts").asArray().contains("MOVE_DAY");
            page.assertThat().extractingPath("$.plannedDay.to").isEqualTo(today.plusDays(8).toString());
        });
        assertThat(guest.post(json(Map.of("id", Ids.next(), "day", today.plusDays(9).toString())), "/api/public/track/{token}/planned-day", made.trackingToken())).hasStatus(422);
        assertThat(guest.post(json(Map.of("id", Ids.next(), "day", today.plusDays(6).toString())), "/api/public/track/{token}/planned-day", made.trackingToken())).hasStatus(200);
        assertThat(body(manager.get("/api/upkeep/dues?from={from}&to={to}&plan={plan}", today.plusDays(6), today.plusDays(6), plan)).at("/rows/0/due/byCustomer").asBoolean()).isTrue();
    }

    @Test
    void nobodyElseSeesAPlan() {
        device();
        var plan = planned(Map.of("siteId", site));
        var others = clients.with(Role.MANAGER, new SomebodyElse(jdbc).branch("湖州分公司"));
        assertThat(others.get("/api/upkeep/plans/{id}", plan)).hasStatus(404);
        assertThat(body(others.get("/api/upkeep/dues?from={from}&to={to}", today, today.plusYears(1))).get("rows").size()).isZero();
        assertThat(manager.post(json(body(Map.of())), "/api/upkeep/plans")).hasStatus(422).bodyJson().extractingPath("$.code").isEqualTo("upkeep.about-nothing");
    }

    private void read(UUID meter, LocalDate on, int value) {
        jdbc.sql("insert into assets.meter_reading (id, meter_id, at, value, source, written_at) values (:id, :meter, :at, :value, 'OFFICE', now())").param("id", Ids.next())
                .param("meter", meter).param("at", on.atTime(2, 0).atOffset(java.time.ZoneOffset.UTC)).param("value", value).update();
    }

    private Map<String, Object> body(Map<String, ?> more) {
        var body = new HashMap<String, Object>(Map.of("name", "每月巡检", "rhythm", Map.of("unit", "MONTHS", "every", 1, "weekdays", List.of(), "seasons", List.of()),
                "exclusions", Map.of("workdays", false, "weekdays", List.of(), "spans", List.of(), "instead", "NEXT"), "fromCompletion", false, "startsOn", today.toString(),
                "leadDays", 7, "earlyDays", 2));
        body.put("lateDays", 5);
        body.put("minutes", 60);
        body.put("active", true);
        body.put("version", 0);
        body.putAll(more);
        return body;
    }

    private UUID planned(Map<String, ?> about) {
        var made = manager.post(json(body(about)), "/api/upkeep/plans");
        assertThat(made).hasStatus(201);
        return UUID.fromString(body(made).get("id").asString());
    }

    private JsonNode first(UUID plan) {
        return body(manager.get("/api/upkeep/dues?from={from}&to={to}&plan={plan}", today, today.plusYears(1), plan)).at("/rows/0");
    }

    private int count(UUID plan) {
        return jdbc.sql("select count(*) from upkeep.due where plan_id = :plan").param("plan", plan).query(Integer.class).single();
    }

    private UUID device() {
        var id = Ids.next();
        jdbc.sql("""
                insert into assets.device (id, number, customer_id, branch_id, site_id, product_id, serial, qr_token, created_at)
                values (:id, :number, :customer, :branch, :site, :product, :number, :number, now())
                """).param("id", id).param("number", "T" + id).param("customer", customer).param("branch", branch).param("site", site).param("product", product).update();
        return id;
    }

    private String json(Object value) {
        return json.writeValueAsString(value);
    }

    private JsonNode body(MvcTestResult result) {
        try {
            return json.readTree(result.getResponse().getContentAsString());
        } catch (java.io.UnsupportedEncodingException never) {
            throw new IllegalStateException(never);
        }
    }
}
