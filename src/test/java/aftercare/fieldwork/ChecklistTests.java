package aftercare.fieldwork;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.AftercareTest;
import aftercare.Client;
import aftercare.cases.CaseDesk;
import aftercare.dispatch.ADispatchTown;
import aftercare.dispatch.EngineerDesk;
import aftercare.identity.Role;
import aftercare.kernel.Ids;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@AftercareTest
class ChecklistTests {

    private static final String GOOD = """
            {"load": 45, "bypass": "YES", "temperature": 24.5, "swollen": "NO", "discharge": 42, "lowest": 11.2, "earth": 2.1, "verdict": "GOOD"}""";
    private static final String SAFE = """
            {"hazards": ["ELECTRIC"], "power": "YES", "permit": "YES", "guard": "YES", "gear": "YES", "told": "YES"}""";

    private static final String HVAC = """
            {"filter": "YES", "noise": "NO", "leak": "NO", "drain": "YES", "lowPressure": 0.8, "highPressure": 2.1, "current": 80, "supply": 14, "return": 24, "difference": 10,
             "insulation": 50, "hours": 1200, "verdict": "GOOD"}""";

    @Autowired Client.Clients clients;
    @Autowired EngineerDesk engineers;
    @Autowired CaseDesk cases;
    @Autowired JdbcClient jdbc;

    ADispatchTown town;
    Client zhou;
    UUID caseId;
    UUID visit;

    @BeforeEach
    void anArrivedEngineer() throws Exception {
        town = new ADispatchTown(jdbc, clients, engineers, cases);
        jdbc.sql("update assets.product set category = 'UPS' where id = (select product_id from assets.device where id = :id)").param("id", town.device).update();
        zhou = town.engineer("ups");
        caseId = town.newCase("UPS 季度保养");
        assertThat(town.dispatcher.post(ADispatchTown.plan(caseId, zhou.user, FieldTests.NINE, FieldTests.ELEVEN), "/api/dispatch/bookings")).hasStatus(HttpStatus.CREATED);
        visit = jdbc.sql("select id from fieldwork.visit where case_id = :case").param("case", caseId).query(UUID.class).single();
        assertThat(act("accept", "\"plannedStart\":\"%s\"".formatted(FieldTests.NINE))).hasStatusOk();
        assertThat(act("arrive", "\"lng\":120.0666,\"lat\":30.2674,\"note\":\"\"")).hasStatusOk();
    }

    @Test
    void theCategoryOfTheDeviceDecidesWhichFormsAreOffered() {
        assertThat(zhou.get("/api/field/visits/{id}/checklists", visit)).hasStatusOk().bodyJson().extractingPath("$.offered[*].form.code").asArray()
                .contains("inspect-ups", "safety-briefing", "acceptance").doesNotContain("inspect-lift", "satisfaction");
        assertThat(fill("inspect-lift", "{}")).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT).bodyJson().extractingPath("$.code").isEqualTo("fieldwork.checklist-unsuited");
        assertThat(town.engineer("ups").get("/api/field/visits/{id}/checklists", visit)).hasStatus(HttpStatus.NOT_FOUND);
    }

    @Test
    void whatIsFilledInIsOnTheCaseAndCanBeFollowed() {
        assertThat(fill("inspect-ups", GOOD)).hasStatusOk().bodyJson().extractingPath("$.filled[0].score").isEqualTo(100.0);
        assertThat(town.dispatcher.get("/api/visits/checklists?caseId=" + caseId)).hasStatusOk().bodyJson().extractingPath("$[0].form.code").isEqualTo("inspect-ups");
        assertThat(town.dispatcher.get("/api/forms/trend?kind=device&id=%s&form=inspect-ups&question=discharge&from=2026-01-01T00:00:00Z".formatted(town.device)))
                .hasStatusOk().bodyJson().extractingPath("$[0].number").isEqualTo(42);
        var elsewhere = new ADispatchTown(jdbc, clients, engineers, cases);
        assertThat(elsewhere.dispatcher.get("/api/visits/checklists?caseId=" + caseId)).hasStatusOk().bodyJson().extractingPath("$").asArray().isEmpty();
    }

    @Test
    void aBadAnswerThatMeansAnotherCaseOpensItOnceAndLinksIt() {
        var bad = GOOD.replace("\"discharge\": 42", "\"discharge\": 12");
        assertThat(fill("inspect-ups", bad)).hasStatusOk().bodyJson().extractingPath("$.filled[0].followUps[0].question").isEqualTo("discharge");
        assertThat(fill("inspect-ups", bad.replace("12", "13"))).hasStatusOk().bodyJson().extractingPath("$.filled").asArray().hasSize(1);

        assertThat(jdbc.sql("""
                select c.subject || ' ' || c.description from cases.service_case c join cases.link l on l.case_id = c.id where l.other_id = :case
                """).param("case", caseId).query(String.class).list()).singleElement().asString().contains("带载放电时间", "12 分钟", "≥ 30 分钟");
        assertThat(jdbc.sql("select channel from cases.service_case where device_id = :device and id <> :case").param("device", town.device).param("case", caseId)
                .query(String.class).list()).containsExactly("VISIT");
    }

    @Test
    void aCounterThatWasReadOffIsAReadingOfTheDevice() {
        var meter = runningHours();
        assertThat(fill("inspect-hvac", HVAC)).hasStatusOk();
        assertThat(readings(meter)).containsExactly("1200 VISIT");
        assertThat(fill("inspect-hvac", HVAC.replace("1200", "1150"))).as("put right").hasStatusOk();
        assertThat(readings(meter)).containsExactly("1150 VISIT");
        assertThat(jdbc.sql("select count(*) from assets.meter_reading where meter_id = :meter").param("meter", meter).query(Integer.class).single()).as("what was wrong stays on record").isEqualTo(2);
    }

    @Test
    void aCounterThatCannotBeStaysInTheFormAndIsSaid() {
        var meter = runningHours();
        jdbc.sql("insert into assets.meter_reading (id, meter_id, at, value, source, written_at) values (:id, :meter, '2026-01-01T00:00:00Z', 5000, 'OFFICE', now())")
                .param("id", Ids.next()).param("meter", meter).update();
        assertThat(fill("inspect-hvac", HVAC)).hasStatusOk();
        assertThat(readings(meter)).containsExactly("5000 OFFICE");
        assertThat(jdbc.sql("select e.facts ->> 'value' from timeline.entry e join timeline.entry_subject s on s.entry_id = e.id where s.subject_id = :device and e.kind = 'assets.reading-doubtful'")
                .param("device", town.device).query(String.class).list()).containsExactly("1200");

        jdbc.sql("insert into assets.meter (id, device_id, name, unit, kind) values (:id, :device, '压缩机小时', 'h', 'COUNTER')").param("id", Ids.next()).param("device", town.device).update();
        assertThat(fill("inspect-hvac", HVAC.replace("1200", "6000"))).as("two counters of hours: nobody guesses").hasStatusOk();
        assertThat(readings(meter)).containsExactly("5000 OFFICE");
    }

    private UUID runningHours() {
        jdbc.sql("update assets.product set category = '空调' where id = (select product_id from assets.device where id = :id)").param("id", town.device).update();
        var meter = Ids.next();
        jdbc.sql("insert into assets.meter (id, device_id, name, unit, kind) values (:id, :device, '运行小时', 'h', 'COUNTER')").param("id", meter).param("device", town.device).update();
        return meter;
    }

    private List<String> readings(UUID meter) {
        return jdbc.sql("select trim_scale(value) || ' ' || source from assets.meter_reading where meter_id = :meter and withdrawn_at is null").param("meter", meter).query(String.class).list();
    }

    @Test
    void nobodyBeginsWhileAnAnswerSaysStop() {
        assertThat(fill("safety-briefing", SAFE.replace("\"gear\": \"YES\"", "\"gear\": \"NO\""))).hasStatusOk().bodyJson().extractingPath("$.stopped").isEqualTo(true);
        assertThat(act("start", "")).hasStatus(HttpStatus.CONFLICT).bodyJson().extractingPath("$.code").isEqualTo("fieldwork.work-stopped");
        assertThat(fill("safety-briefing", SAFE)).hasStatusOk().bodyJson().extractingPath("$.stopped").isEqualTo(false);
        assertThat(act("start", "")).hasStatusOk();
    }

    @Test
    void badAnswersAreNamedAndKeepNothing() {
        assertThat(fill("inspect-ups", "{\"load\": \"many\", \"earth\": -1}")).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT).bodyJson()
                .extractingPath("$.facts.questions").asMap().containsEntry("load", "wrong-type").containsEntry("earth", "below-least").containsEntry("discharge", "required");
        assertThat(zhou.get("/api/field/visits/{id}/checklists", visit)).bodyJson().extractingPath("$.filled").asArray().isEmpty();
    }

    @Test
    void sentTwiceIsFilledInOnce() {
        var body = body(Ids.next(), "inspect-ups", GOOD);
        assertThat(zhou.post(body, "/api/field/visits/{id}/checklists", visit)).hasStatusOk();
        assertThat(zhou.post(body, "/api/field/visits/{id}/checklists", visit)).hasStatusOk();
        assertThat(jdbc.sql("select count(*) from forms.answer where subject_id = :visit").param("visit", visit).query(Integer.class).single()).isEqualTo(1);
    }

    @Test
    void everyDeviceOfAnUpkeepVisitHasAFormOfItsOwnAndWhatNobodyReachedIsNotDone() throws Exception {
        var second = another("配电室 UPS");
        var third = another("地下室 UPS");
        var site = jdbc.sql("select site_id from assets.device where id = :id").param("id", town.device).query(UUID.class).single();
        var manager = clients.with(Role.MANAGER, town.branch);
        var today = LocalDate.now(ZoneId.of("Asia/Shanghai"));
        assertThat(manager.post("""
                {"name":"UPS 巡检","siteId":"%s","form":"inspect-ups","rhythm":{"unit":"MONTHS","every":1,"weekdays":[],"seasons":[]},
                 "exclusions":{"workdays":false,"weekdays":[],"spans":[],"instead":"NEXT"},"fromCompletion":false,"startsOn":"%s","leadDays":7,"earlyDays":2,"lateDays":5,
                 "minutes":60,"active":true,"version":0}""".formatted(site, today), "/api/upkeep/plans")).hasStatus(HttpStatus.CREATED);
        var due = jdbc.sql("select id from upkeep.due where site_id = :site order by planned_on limit 1").param("site", site).query(UUID.class).single();
        assertThat(manager.post("{\"version\":0}", "/api/upkeep/dues/{id}/make", due)).hasStatusOk();
        caseId = jdbc.sql("select case_id from upkeep.due where id = :id").param("id", due).query(UUID.class).single();
        zhou = town.engineer("ups");
        assertThat(town.dispatcher.post(ADispatchTown.plan(caseId, zhou.user, FieldTests.NINE, FieldTests.ELEVEN), "/api/dispatch/bookings")).hasStatus(HttpStatus.CREATED);
        visit = jdbc.sql("select id from fieldwork.visit where case_id = :case").param("case", caseId).query(UUID.class).single();
        assertThat(act("accept", "\"plannedStart\":\"%s\"".formatted(FieldTests.NINE))).hasStatusOk();
        assertThat(act("arrive", "\"lng\":120.0666,\"lat\":30.2674,\"note\":\"\"")).hasStatusOk();
        assertThat(act("start", "")).hasStatusOk();
        assertThat(zhou.get("/api/field/visits/{id}/checklists", visit)).bodyJson().satisfies(json -> {
            json.assertThat().extractingPath("$.round.devices").asArray().hasSize(3);
            json.assertThat().extractingPath("$.offered[*].form.code").asArray().doesNotContain("inspect-ups");
        });
        assertThat(zhou.put("{\"command\":\"%s\",\"at\":\"2026-03-02T01:30:00Z\",\"finding\":\"逐台检查\",\"action\":\"巡检\",\"advice\":\"\",\"parts\":[],\"workMinutes\":60,\"outcome\":\"WORKAROUND\"}"
                .formatted(Ids.next()), "/api/field/visits/{id}/report", visit)).hasStatusOk();

        assertThat(fill("inspect-ups", GOOD, town.device)).hasStatusOk();
        assertThat(fill("inspect-ups", GOOD.replace("\"discharge\": 42", "\"discharge\": 12"), second)).hasStatusOk();
        assertThat(fill("inspect-ups", GOOD, Ids.next())).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT).bodyJson().extractingPath("$.code").isEqualTo("fieldwork.device-elsewhere");
        assertThat(jdbc.sql("select c.device_id from fieldwork.follow_up f join cases.service_case c on c.id = f.case_id where f.visit_id = :visit").param("visit", visit)
                .query(UUID.class).list()).as("the case is about the device of the finding").containsExactly(second);
        assertThat(town.dispatcher.get("/api/forms/trend?kind=device&id=%s&form=inspect-ups&question=discharge&from=2026-01-01T00:00:00Z".formatted(second)))
                .bodyJson().extractingPath("$[*].number").asArray().containsExactly(12);
        assertThat(act("finish", "")).hasStatus(HttpStatus.CONFLICT).bodyJson().extractingPath("$.code").isEqualTo("fieldwork.round-open");
        assertThat(act("missed-devices", "\"devices\":[\"%s\",\"%s\"],\"reason\":\"钥匙不在\"".formatted(town.device, third))).hasStatusOk();
        assertThat(act("finish", "")).hasStatusOk();

        assertThat(jdbc.sql("select device_id || ' ' || state || ' ' || reason from upkeep.due where case_id = :case").param("case", caseId).query(String.class).list())
                .as("what was filled in stands, whatever is said later").containsExactlyInAnyOrder(town.device + " DONE ", second + " DONE ", third + " SKIPPED 钥匙不在");
        assertThat(town.dispatcher.get("/api/visits/round?caseId=" + caseId)).bodyJson().extractingPath("$.devices[*].missed").asArray().contains("钥匙不在");
        var report = jdbc.sql("select id from fieldwork.report where visit_id = :visit").param("visit", visit).query(UUID.class).single();
        try (var pdf = org.apache.pdfbox.Loader.loadPDF(town.dispatcher.get("/api/reports/{id}/pdf", report).getResponse().getContentAsByteArray())) {
            assertThat(new org.apache.pdfbox.text.PDFTextStripper().getText(pdf).replaceAll("\\s", "")).contains("已检查2/3台", "配电室UPS", "钥匙不在", "1项不合格");
        }
    }

    private UUID another(String name) {
        var id = Ids.next();
        jdbc.sql("""
                insert into assets.device (id, number, customer_id, branch_id, site_id, product_id, serial, name, qr_token, created_at)
                select :id, :id::text, customer_id, branch_id, site_id, product_id, right(:id::text, 8), :name, :id::text, created_at from assets.device where id = :like
                """).param("id", id).param("name", name).param("like", town.device).update();
        return id;
    }

    private MvcTestResult fill(String form, String answers, UUID device) {
        return zhou.post(body(Ids.next(), form, answers).replaceFirst("\\{", "{\"device\":\"%s\",".formatted(device)), "/api/field/visits/{id}/checklists", visit);
    }

    private MvcTestResult fill(String form, String answers) {
        return zhou.post(body(Ids.next(), form, answers), "/api/field/visits/{id}/checklists", visit);
    }

    private static String body(UUID command, String form, String answers) {
        return "{\"command\":\"%s\",\"at\":\"2026-03-02T02:00:00Z\",\"form\":\"%s\",\"version\":1,\"answers\":%s}".formatted(command, form, answers);
    }

    private MvcTestResult act(String act, String more) {
        return zhou.post("{\"command\":\"%s\",\"at\":\"2026-03-02T01:00:00Z\"%s}".formatted(Ids.next(), more.isEmpty() ? "" : "," + more), "/api/field/visits/{id}/" + act, visit);
    }
}
