package aftercare.cases;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.AftercareTest;
import aftercare.Client;
import aftercare.SomebodyElse;
import aftercare.identity.Role;
import aftercare.kernel.Ids;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Two reports of one thing become one case and can be taken apart again; the cases of one outage hear and end together. */
@AftercareTest
class MergeTests {

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

    private JsonNode read(MvcTestResult result) {
        assertThat(result).hasStatus2xxSuccessful();
        return json.readTree(result.getResponse().getContentAsByteArray());
    }

    private record Made(UUID id, String number, String token) {}

    private Made open(String subject) {
        var made = read(agent.post("{\"id\": \"%s\", \"channel\": \"PHONE\", \"kind\": \"repair\", \"subject\": \"%s\", \"description\": \"%s\", \"contactPhone\": \"13800009001\", \"branch\": \"%s\", \"customer\": \"%s\", \"take\": false}"
                .formatted(Ids.next(), subject, subject, town.branch, town.customer), "/api/cases"));
        return new Made(UUID.fromString(made.get("id").asString()), made.get("number").asString(), made.get("trackingToken").asString());
    }

    private MvcTestResult act(Made one, String act, Made other) {
        return agent.post("{\"number\": \"%s\"}".formatted(other.number()), "/api/cases/{id}/" + act, one.id());
    }

    private String status(Made one) {
        return jdbc.sql("select status from cases.service_case where id = :id").param("id", one.id()).query(String.class).single();
    }

    private long running(Made one) {
        return jdbc.sql("select count(*) from promises.promise where subject_id = :id and state in ('RUNNING', 'PAUSED')").param("id", one.id()).query(Long.class).single();
    }

    private String said(Made one, String kind) {
        return jdbc.sql("""
                select coalesce(string_agg(e.facts ->> 'text', '|' order by e.at), '') from timeline.entry e join timeline.entry_subject s on s.entry_id = e.id
                 where s.subject_id = :id and e.kind = :kind
                """).param("id", one.id()).param("kind", kind).query(String.class).single();
    }

    @Test
    void aMergedCaseIsKeptAndWhatItsCustomerWritesIsReadWhereTheWorkGoesOn() {
        var main = open("门禁不开");
        var twin = open("又报：门禁不开");

        var page = read(act(twin, "merge", main));
        assertThat(status(twin)).isEqualTo("CANCELLED");
        assertThat(running(twin)).as("its promises have ended").isZero();
        assertThat(running(main)).isPositive();
        assertThat(page.get("others").valueStream().map(other -> other.get("relation").asString())).contains("MERGED");
        assertThat(read(agent.get("/api/cases/{id}", main.id())).get("others").valueStream().map(other -> other.get("relation").asString())).contains("MERGED_IN");

        assertThat(clients.nobody().post("{\"id\": \"%s\", \"text\": \"还没好吗\"}".formatted(Ids.next()), "/api/public/track/{token}/message", twin.token())).hasStatus2xxSuccessful();
        assertThat(said(main, "cases.message")).isEqualTo("还没好吗");

        read(agent.post("", "/api/cases/{id}/unmerge", twin.id()));
        assertThat(status(twin)).isEqualTo("ACTIVE");
        assertThat(running(twin)).as("its time to repair runs again").isPositive();
        assertThat(agent.post("", "/api/cases/{id}/unmerge", twin.id())).hasStatus(409).bodyJson().extractingPath("$.code").isEqualTo("cases.not-merged");
    }

    @Test
    void aMergeThatMakesNoSenseIsRefusedAndChangesNothing() {
        var main = open("一");
        var other = open("二");
        assertThat(act(main, "merge", main)).hasStatus(422);
        assertThat(agent.post("{\"reason\": \"没事了\"}", "/api/cases/{id}/cancel", other.id())).hasStatus2xxSuccessful();
        assertThat(act(main, "merge", other)).hasStatus(409).bodyJson().extractingPath("$.code").isEqualTo("cases.merge-into-over");
        assertThat(act(other, "merge", main)).as("what is over cannot go anywhere").hasStatus(409);
        assertThat(status(main)).isEqualTo("NEW");
        var elsewhere = clients.with(Role.AGENT, new ACaseTown(jdbc).branch);
        assertThat(elsewhere.post("{\"number\": \"%s\"}".formatted(main.number()), "/api/cases/{id}/merge", main.id())).hasStatus(404);
        assertThat(clients.with(Role.ENGINEER, town.branch).post("{\"number\": \"%s\"}".formatted(main.number()), "/api/cases/{id}/merge", main.id())).hasStatus(403);
        var stranger = open("四");
        jdbc.sql("update cases.service_case set customer_id = :other where id = :id").param("other", new SomebodyElse(jdbc).customer(town.branch, "别家")).param("id", stranger.id()).update();
        assertThat(act(stranger, "merge", main)).hasStatus(409).bodyJson().extractingPath("$.code").isEqualTo("cases.merge-of-two-customers");
        var twin = open("三");
        read(act(twin, "merge", main));
        assertThat(agent.send(org.springframework.http.HttpMethod.DELETE, null, "/api/cases/{id}/links/{other}", twin.id(), main.id())).hasStatus(409)
                .bodyJson().extractingPath("$.code").isEqualTo("cases.link-of-merge");
    }

    @Test
    void theCasesOfAnOutageHearAndEndTogether() {
        var outage = open("视频平台中断");
        var first = open("看不了监控");
        var second = open("录像打不开");
        read(act(first, "part-of", outage));
        read(act(second, "part-of", outage));
        assertThat(act(outage, "part-of", first)).as("no nesting").hasStatus(409).bodyJson().extractingPath("$.code").isEqualTo("cases.part-of-part");

        assertThat(read(agent.post("{\"text\": \"线路抢修中，20 点前恢复\"}", "/api/cases/{id}/tell-affected", outage.id())).get("cases").asInt()).isEqualTo(3);
        assertThat(said(first, "cases.noted")).isEqualTo("线路抢修中，20 点前恢复");
        assertThat(said(second, "cases.noted")).isEqualTo("线路抢修中，20 点前恢复");

        read(agent.post("{\"summary\": \"光缆已接通\"}", "/api/cases/{id}/resolve", outage.id()));
        Awaitility.await().atMost(20, TimeUnit.SECONDS).untilAsserted(() -> {
            assertThat(status(first)).isEqualTo("RESOLVED");
            assertThat(status(second)).isEqualTo("RESOLVED");
        });
        assertThat(act(open("晚来的"), "part-of", outage)).hasStatus(409).bodyJson().extractingPath("$.code").isEqualTo("cases.part-of-over");
    }

    @Test
    void whoeverSaysMeTooOfAnAnnouncedOutageBecomesPartOfIt() {
        var outage = open("云平台故障");
        var notice = read(agent.post("{\"title\": \"云平台故障\", \"words\": \"处理中\", \"branch\": \"%s\", \"startsAt\": \"2026-01-01T00:00:00Z\", \"caseNumber\": \"%s\"}"
                .formatted(town.branch, outage.number()), "/api/mass-notices")).get("id").asString();
        assertThat(agent.post("{\"title\": \"x\", \"words\": \"\", \"branch\": \"%s\", \"startsAt\": \"2026-01-01T00:00:00Z\", \"caseNumber\": \"SO-1\"}".formatted(town.branch), "/api/mass-notices"))
                .hasStatus(404).bodyJson().extractingPath("$.code").isEqualTo("intake.notice-case");

        var report = "{\"id\": \"%s\", \"description\": \"我们也登录不了\", \"contactPhone\": \"13800009002\", \"outage\": \"%s\"}";
        var number = read(clients.nobody().post(report.formatted(Ids.next(), notice), "/api/public/reports")).get("number").asString();
        assertThat(jdbc.sql("select o.number from cases.link l join cases.service_case c on c.id = l.case_id join cases.service_case o on o.id = l.other_id where l.kind = 'PART_OF' and c.number = :number")
                .param("number", number).query(String.class).single()).isEqualTo(outage.number());
        assertThat(read(agent.get("/api/mass-notices")).get("rows").valueStream().filter(row -> row.get("id").asString().equals(notice)).findFirst().orElseThrow().get("affected").asInt()).isEqualTo(1);

        assertThat(clients.nobody().post(report.formatted(Ids.next(), Ids.next()), "/api/public/reports")).as("an outage nobody announced is no reason to lose the report").hasStatus(201);
    }
}
