package aftercare.cases;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.AftercareTest;
import aftercare.Client;
import aftercare.identity.Role;
import aftercare.kernel.Ids;
import aftercare.timeline.Actor;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@AftercareTest
class CaseApiTests {

    private static final LocalDate LONG_AHEAD = LocalDate.of(2099, 1, 1);
    private static final LocalDate LONG_GONE = LocalDate.of(2020, 5, 1);

    @Autowired CaseDesk desk;
    @Autowired Downstream downstream;
    @Autowired Client.Clients clients;
    @Autowired JdbcClient jdbc;
    @Autowired JsonMapper json;

    ACaseTown town;
    Client agent;

    @BeforeEach
    void aTown() {
        town = new ACaseTown(jdbc);
        agent = clients.with(Role.AGENT, town.branch);
    }

    @Nested
    class ThePageOfACase {

        @Test
        void showsWhomItConcernsAndWhatMayBeDoneNow() {
            var opened = desk.open(town.aReport(town.device(LONG_AHEAD), "读卡器不识别"), Actor.guest("王敏"));

            assertThat(agent.get("/api/cases/{id}", opened.id())).hasStatusOk().bodyJson()
                    .hasPathSatisfying("$.about.customer.name", name -> assertThat(name).isEqualTo("苏州恒达制造有限公司"))
                    .hasPathSatisfying("$.about.device.warranty", warranty -> assertThat(warranty).isEqualTo("COVERED"))
                    .hasPathSatisfying("$.about.site.name", site -> assertThat(site).isEqualTo("东厂区"))
                    .hasPathSatisfying("$.about.entitlement.value", value -> assertThat(value).isEqualTo("FREE"))
                    .hasPathSatisfying("$.about.entitlement.code", code -> assertThat(code).isEqualTo("cases.within-warranty"))
                    .hasPathSatisfying("$.about.entitlement.facts.until", until -> assertThat(until).isEqualTo("2098-12-31"))
                    .hasPathSatisfying("$.acts", acts -> assertThat(acts).asArray().containsExactly("TAKE", "RESOLVE", "CANCEL"))
                    .hasPathSatisfying("$.stages", stages -> assertThat(stages).asArray().containsExactly("remote", "to-schedule"))
                    .hasPathSatisfying("$.promises[*].code", codes -> assertThat(codes).asArray().containsExactlyInAnyOrder("answer", "arrive", "restore"));
        }

        @Test
        void offersAnEngineerNoActOfTheDesk() {
            var opened = desk.open(town.aReport(null, "读卡器不识别"), Actor.guest("王敏"));

            assertThat(clients.with(Role.ENGINEER, town.branch).get("/api/cases/{id}", opened.id())).hasStatusOk().bodyJson()
                    .hasPathSatisfying("$.acts", acts -> assertThat(acts).asArray().isEmpty())
                    .hasPathSatisfying("$.may.note", note -> assertThat(note).isEqualTo(true))
                    .hasPathSatisfying("$.may.triage", triage -> assertThat(triage).isEqualTo(false));
        }

        @Test
        void isLinkedToAnotherAndLetGoAgainFromEitherSide() {
            var one = desk.open(town.aReport(null, "读卡器不识别"), Actor.guest("王敏"));
            var other = desk.open(town.aReport(null, "门禁不开"), Actor.guest("王敏"));
            agent.post("{\"number\":\"%s\",\"kind\":\"DUPLICATE\"}".formatted(other.number().toLowerCase()), "/api/cases/{id}/links", one.id());

            assertThat(agent.get("/api/cases/{id}", other.id())).bodyJson().extractingPath("$.others[0].relation").isEqualTo("DUPLICATE");
            assertThat(clients.with(Role.AGENT, new ACaseTown(jdbc).branch).delete("/api/cases/{id}/links/{other}", one.id(), other.id()))
                    .hasStatus(HttpStatus.NOT_FOUND);
            assertThat(agent.delete("/api/cases/{id}/links/{other}", other.id(), one.id())).hasStatusOk().bodyJson()
                    .extractingPath("$.others[0].relation").isEqualTo("SAME_CUSTOMER");
            assertThat(agent.get("/api/cases/{id}/timeline", one.id())).bodyJson().extractingPath("$.rows[0].kind").isEqualTo("cases.unlinked");
            assertThat(agent.delete("/api/cases/{id}/links/{other}", other.id(), one.id())).hasStatus(HttpStatus.NOT_FOUND);
        }

        @Test
        void doesNotExistForAnotherBranch() {
            var opened = desk.open(town.aReport(null, "读卡器不识别"), Actor.guest("王敏"));
            var stranger = clients.with(Role.MANAGER, new ACaseTown(jdbc).branch);

            assertThat(stranger.get("/api/cases/{id}", opened.id())).hasStatus(HttpStatus.NOT_FOUND);
            assertThat(stranger.post("{\"reason\":\"不需要了\"}", "/api/cases/{id}/cancel", opened.id())).hasStatus(HttpStatus.NOT_FOUND);
            assertThat(stranger.get("/api/cases/{id}/timeline", opened.id())).hasStatus(HttpStatus.NOT_FOUND);
        }

        @Test
        void existsForAPartnerOnceTheWorkIsPassedToHisFirm() {
            var partner = Ids.next();
            jdbc.sql("insert into identity.partner (id, branch_id, name) values (:id, :branch, '昆山服务商')").param("id", partner).param("branch", town.branch).update();
            var opened = desk.open(town.aReport(null, "读卡器不识别"), Actor.guest("王敏"));
            var manager = clients.with(Role.PARTNER_MANAGER, town.branch, partner, null);
            var engineer = clients.with(Role.ENGINEER, town.branch, partner, null);
            assertThat(manager.get("/api/cases/{id}", opened.id())).hasStatus(HttpStatus.NOT_FOUND);

            downstream.booked(new Booked(opened.id(), engineer.user));

            assertThat(manager.get("/api/cases/{id}", opened.id())).hasStatusOk().bodyJson()
                    .hasPathSatisfying("$.about.stage", stage -> assertThat(stage).isEqualTo("scheduled"))
                    .hasPathSatisfying("$.about.status", status -> assertThat(status).isEqualTo("ACTIVE"));
        }
    }

    @Nested
    class Triage {

        @Test
        void takesTheCaseInHandAndKeepsTheAnswerPromise() {
            var opened = desk.open(town.aReport(null, "配电箱焦味"), Actor.guest("王敏"));

            assertThat(agent.put("""
                    {"kind":"repair","severity":1,"symptom":"sym-physical-heat","cause":null,"responsibility":null,"version":0}
                    """, "/api/cases/{id}/triage", opened.id())).hasStatusOk().bodyJson()
                    .hasPathSatisfying("$.about.status", status -> assertThat(status).isEqualTo("ACTIVE"))
                    .hasPathSatisfying("$.about.severity", severity -> assertThat(severity).isEqualTo(1))
                    .hasPathSatisfying("$.about.symptom.name.zh-CN", name -> assertThat(name).isEqualTo("过热/冒烟/异味"))
                    .hasPathSatisfying("$.promises[?(@.code=='answer')].state", state -> assertThat(state).asArray().containsExactly("KEPT"))
                    .hasPathSatisfying("$.promises[?(@.code=='arrive')].goalMinutes", goal -> assertThat(goal).asArray().containsExactly(120));
        }

        @Test
        void ofAPageSomebodyElseChangedIsRefused() {
            var opened = desk.open(town.aReport(null, "配电箱焦味"), Actor.guest("王敏"));
            desk.take(opened.id(), Actor.SYSTEM);

            assertThat(agent.put("""
                    {"kind":"repair","severity":1,"symptom":null,"cause":null,"responsibility":null,"version":0}
                    """, "/api/cases/{id}/triage", opened.id())).hasStatus(HttpStatus.CONFLICT)
                    .bodyJson().extractingPath("$.code").isEqualTo("cases.changed-meanwhile");
        }

        @Test
        void knowsOnlyTheCodesOfTheTree() {
            var opened = desk.open(town.aReport(null, "配电箱焦味"), Actor.guest("王敏"));

            assertThat(agent.put("""
                    {"kind":"repair","severity":2,"symptom":"cause-wear","cause":null,"responsibility":null,"version":0}
                    """, "/api/cases/{id}/triage", opened.id())).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
                    .bodyJson().extractingPath("$.code").isEqualTo("cases.no-such-fault-code");
        }
    }

    @Nested
    class WhoPays {

        @Test
        void isDecidedByTheWarranty() {
            assertThat(decision(desk.open(town.aReport(town.device(LONG_GONE), "过保设备"), Actor.SYSTEM)))
                    .containsEntry("entitlement", "CHARGEABLE").containsEntry("entitlement_code", "cases.warranty-over");
            assertThat(decision(desk.open(town.aReport(town.device(null), "未验收设备"), Actor.SYSTEM)))
                    .containsEntry("entitlement", "UNDECIDED").containsEntry("entitlement_code", "cases.not-accepted");
            assertThat(decision(desk.open(town.aReport(null, "没有设备"), Actor.SYSTEM)))
                    .containsEntry("entitlement", "UNDECIDED").containsEntry("entitlement_code", "cases.no-device");
        }

        @Test
        void isDecidedByTheContractOnceTheWarrantyIsOver() {
            contract("MC-" + town.branch, true);

            assertThat(decision(desk.open(town.aReport(town.device(LONG_GONE), "过保设备"), Actor.SYSTEM)))
                    .containsEntry("entitlement", "FREE").containsEntry("entitlement_code", "cases.within-contract");
        }

        @Test
        void isDecidedAnewOnceSomebodyElseAnswersForTheFaultAndTheCustomerIsTold() {
            var opened = desk.open(town.aReport(town.device(LONG_AHEAD), "进水"), Actor.SYSTEM);

            desk.triage(opened.id(), new CaseDesk.Triaging("repair", 3, null, null, "resp-user"), Actor.SYSTEM);

            assertThat(decision(opened)).containsEntry("entitlement", "CHARGEABLE").containsEntry("entitlement_code", "cases.cause-not-ours");
            assertThat(agent.get("/api/cases/{id}/timeline", opened.id())).bodyJson().extractingPath("$.rows[?(@.kind == 'cases.decided-anew')].visibleToCustomer")
                    .asArray().containsExactly(true);

            desk.triage(opened.id(), new CaseDesk.Triaging("repair", 3, null, null, "resp-installation"), Actor.SYSTEM);
            assertThat(decision(opened)).as("our own workmanship").containsEntry("entitlement", "FREE");
        }

        @Test
        void staysAsAPersonDecidedWhateverIsFoundLater() {
            var opened = desk.open(town.aReport(town.device(LONG_AHEAD), "进水"), Actor.SYSTEM);
            agent.put("{\"entitlement\":\"FREE\",\"reason\":\"首次服务优惠\",\"version\":0}", "/api/cases/{id}/entitlement", opened.id());

            desk.triage(opened.id(), new CaseDesk.Triaging("repair", 3, null, null, "resp-user"), Actor.SYSTEM);

            assertThat(decision(opened)).containsEntry("entitlement", "FREE").containsEntry("entitlement_code", "cases.decided-by-hand");
        }

        private void contract(String number, boolean parts) {
            var id = Ids.next();
            jdbc.sql("""
                    with made as (
                        insert into contracts.contract (id, number, title, customer_id, branch_id, status, starts_on, ends_on, created_at)
                        values (:id, :number, '维保', :customer, :branch, 'ACTIVE', '2020-01-01', '2098-12-31', '2020-01-01T00:00Z')),
                    revised as (
                        insert into contracts.revision (contract_id, revision, from_day, level, price, visits, parts_included, written_at)
                        values (:id, 1, '2020-01-01', (select code from contracts.level order by place limit 1), 1, 0, :parts, '2020-01-01T00:00Z'))
                    insert into contracts.coverage (contract_id, revision, line) values (:id, 1, 1)
                    """)
                    .param("id", id).param("number", number).param("customer", town.customer).param("branch", town.branch).param("parts", parts).update();
        }

        @Test
        void canBeDecidedByHandWithAReason() {
            var opened = desk.open(town.aReport(town.device(LONG_AHEAD), "进水"), Actor.SYSTEM);

            assertThat(agent.put("{\"entitlement\":\"CHARGEABLE\",\"reason\":\" \",\"version\":0}", "/api/cases/{id}/entitlement", opened.id()))
                    .hasStatus(HttpStatus.UNPROCESSABLE_CONTENT).bodyJson().extractingPath("$.code").isEqualTo("cases.entitlement-unreasoned");
            assertThat(agent.put("{\"entitlement\":\"CHARGEABLE\",\"reason\":\"人为进水\",\"version\":0}", "/api/cases/{id}/entitlement", opened.id()))
                    .hasStatusOk().bodyJson()
                    .hasPathSatisfying("$.about.entitlement.code", code -> assertThat(code).isEqualTo("cases.decided-by-hand"))
                    .hasPathSatisfying("$.about.entitlement.reason", reason -> assertThat(reason).isEqualTo("人为进水"));
        }

        @Test
        void canBeGoodwillOnlyForWhoeverMayGrantIt() {
            var opened = desk.open(town.aReport(town.device(LONG_GONE), "老客户"), Actor.SYSTEM);
            var body = "{\"entitlement\":\"GOODWILL\",\"reason\":\"重点客户，总经理同意\",\"version\":0}";

            assertThat(agent.put(body, "/api/cases/{id}/entitlement", opened.id())).hasStatus(HttpStatus.FORBIDDEN);
            assertThat(clients.with(Role.BRANCH_MANAGER, town.branch).put(body, "/api/cases/{id}/entitlement", opened.id())).hasStatusOk();
        }

        private Map<String, Object> decision(OpenedCase opened) {
            return jdbc.sql("select entitlement, entitlement_code from cases.service_case where id = :id").param("id", opened.id().value()).query().singleRow();
        }
    }

    @Nested
    class ASecondReport {

        @Test
        void onADeviceWithAnOpenCaseIsLinkedToIt() {
            var device = town.device(LONG_AHEAD);
            var first = desk.open(town.aReport(device, "读卡器不识别"), Actor.SYSTEM);
            var second = desk.open(town.aReport(device, "三号门打不开"), Actor.SYSTEM);

            assertThat(agent.get("/api/cases/{id}", second.id())).hasStatusOk().bodyJson()
                    .hasPathSatisfying("$.others[0].number", number -> assertThat(number).isEqualTo(first.number()))
                    .hasPathSatisfying("$.others[0].relation", relation -> assertThat(relation).isEqualTo("RELATED"));
        }

        @Test
        void ofTheSameFaultSoonAfterIsARepeat() {
            var device = town.device(LONG_AHEAD);
            var report = town.aReport(device, "读卡器不识别");
            var withSymptom = new OpenCase(report.channel(), report.kind(), 3, report.subject(), "", "sym-function-part", report.who(), report.what(), null);
            var first = desk.open(withSymptom, Actor.SYSTEM);
            desk.resolve(first.id(), "更换读卡器", Actor.SYSTEM);
            desk.close(first.id(), Actor.SYSTEM);
            var same = desk.open(withSymptom, Actor.SYSTEM);
            var other = desk.open(report, Actor.SYSTEM);

            assertThat(repeatOf(same)).isEqualTo(first.id().value());
            assertThat(repeatOf(other)).isNull();

            jdbc.sql("update cases.service_case set opened_at = opened_at - interval '95 days', closed_at = closed_at - interval '91 days' where id = :id")
                    .param("id", first.id().value()).update();
            assertThat(repeatOf(desk.open(withSymptom, Actor.SYSTEM))).as("more than 90 days later").isNull();
        }

        private UUID repeatOf(OpenedCase opened) {
            return (UUID) jdbc.sql("select repeat_of from cases.service_case where id = :id").param("id", opened.id().value()).query().singleRow().get("repeat_of");
        }
    }

    @Nested
    class TheWorkList {

        @Test
        void goesOnPageByPageWithoutLosingOrRepeatingACase() {
            var opened = new ArrayList<String>();
            for (int i = 0; i < 7; i++) {
                opened.addFirst(desk.open(town.aReport(null, "故障 " + i), Actor.SYSTEM).number());
            }
            // Several opened at the very same moment.
            jdbc.sql("update cases.service_case set opened_at = '2026-03-02T01:00:00.123456Z' where branch_id = :branch").param("branch", town.branch).update();
            var order = jdbc.sql("select number from cases.service_case where branch_id = :branch order by opened_at desc, id desc")
                    .param("branch", town.branch).query(String.class).list();

            var seen = new ArrayList<String>();
            for (var after = ""; after != null; ) {
                var page = body(agent.get("/api/cases?size=3&after={after}", after));
                page.get("rows").forEach(row -> seen.add(row.get("number").asString()));
                after = page.get("next").isNull() ? null : page.get("next").asString();
            }

            assertThat(seen).containsExactlyElementsOf(order).containsExactlyInAnyOrderElementsOf(opened);
        }

        @Test
        void canBeNarrowedByEverythingAtOnce() {
            var device = town.device(LONG_AHEAD);
            var wanted = desk.open(town.aReport(device, "读卡器不识别"), Actor.SYSTEM);
            desk.assign(wanted.id(), null, agent.user, Actor.SYSTEM);
            desk.open(town.aReport(null, "读卡器不识别"), Actor.SYSTEM);
            var closed = desk.open(town.aReport(device, "读卡器不识别"), Actor.SYSTEM);
            desk.resolve(closed.id(), "好了", Actor.SYSTEM);
            desk.close(closed.id(), Actor.SYSTEM);

            assertThat(numbers("/api/cases?status=NEW&severity=3&severity=1&kind=repair&assignee=me&channel=PHONE&entitlement=FREE"
                    + "&words=读卡器 恒达&device=" + device + "&customer=" + town.customer + "&branch=" + town.branch)).containsExactly(wanted.number());
            assertThat(numbers("/api/cases?group=ALL&device=" + device)).containsExactly(closed.number(), wanted.number());
            assertThat(numbers("/api/cases?device=" + device)).as("open ones unless asked otherwise").containsExactly(wanted.number());
            assertThat(numbers("/api/cases?status=CLOSED&device=" + device)).containsExactly(closed.number());
            assertThat(numbers("/api/cases?assignee=none")).hasSize(1).doesNotContain(wanted.number());
            assertThat(numbers("/api/cases?severity=4")).isEmpty();
        }

        @Test
        void findsWordsInNumberSubjectContactAndCustomer() {
            var one = desk.open(town.aReport(town.device(LONG_AHEAD), "蓄电池 Battery 鼓包 100%_ok"), Actor.SYSTEM);
            desk.open(town.aReport(null, "风机异响"), Actor.SYSTEM);

            for (var words : List.of("电池", "battery", "鼓包 蓄电", one.number(), one.number().substring(8), "100%_", "三号门禁 鼓", "池")) {
                assertThat(numbers("/api/cases?words={words}", words)).as(words).containsExactly(one.number());
            }
            for (var words : List.of("没有这个词", "电蓄", "%", "100%%ok", "池没")) {
                assertThat(numbers("/api/cases?words={words}", words)).as(words).doesNotContain(one.number().substring(0, 0) + "x").hasSize(words.equals("%") ? 1 : 0);
            }
        }

        @Test
        void showsWhatIsOverdueAndWhatSoonWillBe() {
            var late = desk.open(town.aReport(null, "迟了"), Actor.SYSTEM);
            var soon = desk.open(town.aReport(null, "快了"), Actor.SYSTEM);
            desk.open(town.aReport(null, "不急"), Actor.SYSTEM);
            due(late, Instant.now().minus(5, ChronoUnit.MINUTES));
            due(soon, Instant.now().plus(30, ChronoUnit.MINUTES));
            jdbc.sql("update promises.promise set due_at = now() + interval '3 days' where code <> 'answer' and branch_id = :branch").param("branch", town.branch).update();
            jdbc.sql("update promises.promise set due_at = now() + interval '3 days' where label like '%不急' and branch_id = :branch").param("branch", town.branch).update();

            assertThat(numbers("/api/cases?promise=OVERDUE")).containsExactly(late.number());
            assertThat(numbers("/api/cases?promise=SOON")).containsExactly(soon.number());
            assertThat(agent.get("/api/cases/counts")).hasStatusOk().bodyJson()
                    .hasPathSatisfying("$.overdue", n -> assertThat(n).isEqualTo(1)).hasPathSatisfying("$.soon", n -> assertThat(n).isEqualTo(1))
                    .hasPathSatisfying("$.open", n -> assertThat(n).isEqualTo(3)).hasPathSatisfying("$.unassigned", n -> assertThat(n).isEqualTo(3));
        }

        @Test
        void refusesWhatItDoesNotKnow() {
            assertThat(agent.get("/api/cases?status=DONE")).hasStatus(HttpStatus.BAD_REQUEST);
            assertThat(agent.get("/api/cases?after=nonsense")).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT);
            assertThat(agent.get("/api/cases?assignee=nobody")).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        }

        private void due(OpenedCase opened, Instant at) {
            jdbc.sql("update promises.promise set due_at = :at, started_at = :at - interval '1 hour' where subject_id = :id and code = 'answer'")
                    .param("at", at.atOffset(ZoneOffset.UTC)).param("id", opened.id().value()).update();
        }
    }

    @Nested
    class ASavedView {

        @Test
        void belongsToWhoeverKeptIt() {
            var kept = body(agent.post("{\"name\":\"我的急单\",\"filter\":{\"severity\":[\"1\",\"2\"],\"assignee\":[\"me\"]}}", "/api/cases/views"));
            var colleague = clients.with(Role.AGENT, town.branch);

            assertThat(agent.get("/api/cases/views")).hasStatusOk().bodyJson().extractingPath("$[0].filter.severity").asArray().containsExactly("1", "2");
            assertThat(colleague.get("/api/cases/views")).hasStatusOk().bodyJson().extractingPath("$").asArray().isEmpty();
            assertThat(colleague.delete("/api/cases/views/{id}", kept.get("id").asString())).hasStatus(HttpStatus.NOT_FOUND);
            assertThat(agent.post("{\"name\":\"我的急单\",\"filter\":{}}", "/api/cases/views")).hasStatus(HttpStatus.CONFLICT);
            assertThat(agent.delete("/api/cases/views/{id}", kept.get("id").asString())).hasStatus(HttpStatus.NO_CONTENT);
        }
    }

    @Test
    void notesAndActsAppearOnTheTimeline() {
        var opened = desk.open(town.aReport(null, "读卡器不识别"), Actor.guest("王敏"));
        assertThat(agent.post("{\"text\":\"已联系客户，明早到场\",\"visibleToCustomer\":true}", "/api/cases/{id}/notes", opened.id())).hasStatusOk();
        assertThat(agent.post("{\"text\":\"备件 B12 有货\",\"visibleToCustomer\":false}", "/api/cases/{id}/notes", opened.id())).hasStatusOk();
        assertThat(agent.post(null, "/api/cases/{id}/take", opened.id())).hasStatusOk();
        assertThat(agent.post("{\"reason\":\"等客户确认停电时间\"}", "/api/cases/{id}/wait", opened.id())).hasStatusOk().bodyJson()
                .hasPathSatisfying("$.acts", acts -> assertThat(acts).asArray().containsExactly("RESUME", "RESOLVE", "CANCEL"))
                .hasPathSatisfying("$.promises[?(@.code=='restore')].state", state -> assertThat(state).asArray().containsExactly("PAUSED"));
        assertThat(agent.post(null, "/api/cases/{id}/close", opened.id())).hasStatus(HttpStatus.CONFLICT)
                .bodyJson().extractingPath("$.facts.allowed").asArray().containsExactly("RESUME", "RESOLVE", "CANCEL", "MERGE");

        var rows = body(agent.get("/api/cases/{id}/timeline", opened.id())).get("rows");
        assertThat(rows.valueStream().map(row -> row.get("kind").asString()).filter(kind -> kind.startsWith("cases.")))
                .containsExactly("cases.waiting", "cases.taken", "cases.noted", "cases.noted", "cases.opened");
    }

    private List<String> numbers(String uri, Object... variables) {
        return body(agent.get(uri, variables)).get("rows").valueStream().map(row -> row.get("number").asString()).toList();
    }

    private JsonNode body(MvcTestResult result) {
        assertThat(result).hasStatus2xxSuccessful();
        try {
            return json.readTree(result.getResponse().getContentAsByteArray());
        } catch (RuntimeException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    private record Booked(CaseId caseId, UUID engineer) implements VisitBooked {

        @Override
        public Instant startsAt() {
            return at().plus(1, ChronoUnit.DAYS);
        }

        @Override
        public Instant endsAt() {
            return startsAt().plus(2, ChronoUnit.HOURS);
        }

        @Override
        public Instant at() {
            return Instant.parse("2026-03-02T01:00:00Z");
        }
    }
}
