package aftercare.intake;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.AftercareTest;
import aftercare.Client;
import aftercare.cases.ACaseTown;
import aftercare.documents.Samples;
import aftercare.identity.Role;
import aftercare.kernel.Ids;
import java.time.LocalDate;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@AftercareTest
class IntakeTests {

    @Autowired Client.Clients clients;
    @Autowired JdbcClient jdbc;
    @Autowired JsonMapper json;
    @Autowired MockMvcTester mvc;

    ACaseTown town;
    /** Every test reports from another address, so that none slows down another. */
    String address;

    @BeforeEach
    void aTown() {
        town = new ACaseTown(jdbc);
        address = "test-" + Ids.next();
    }

    @Nested
    class AReportFromAPhone {

        @Test
        void becomesACaseWithANumberPromisedTimesAndALink() {
            var device = town.device(LocalDate.of(2099, 1, 1));
            var id = UUID.randomUUID();
            var answer = json(report("""
                    {"id":"%s","qrToken":"qr-%s","description":"刷卡没有反应。红灯一直亮","contactName":"王敏","contactPhone":"138 0000 0001",
                     "contactEmail":"wang@example.com","language":"zh-CN"}
                    """.formatted(id, device)), HttpStatus.CREATED);

            assertThat(answer.get("number").asString()).startsWith("SO-");
            assertThat(answer.get("trackingToken").asString()).as("at least 128 bits").hasSizeGreaterThanOrEqualTo(22);
            assertThat(answer.get("promises").valueStream().map(promise -> promise.get("code").asString())).contains("answer", "arrive", "restore");
            var kept = jdbc.sql("select * from cases.service_case where number = :number").param("number", answer.get("number").asString()).query().singleRow();
            assertThat(kept).containsEntry("subject", "刷卡没有反应").containsEntry("description", "刷卡没有反应。红灯一直亮").containsEntry("channel", "QR")
                    .containsEntry("customer_id", town.customer).containsEntry("device_id", device).containsEntry("entitlement", "FREE");
            assertThat(jdbc.sql("select title from notices.message where subject_id = :id").param("id", kept.get("id")).query(String.class).single())
                    .contains(answer.get("number").asString());
            assertThat(jdbc.sql("select convert_from(raw, 'UTF8') from intake.report where case_id = :id").param("id", kept.get("id")).query(String.class).single())
                    .contains("138 0000 0001");
        }

        @Test
        void sentTwiceIsOneCase() {
            var body = """
                    {"id":"%s","description":"UPS 报警","contactName":"李强","contactPhone":"13800000002","company":"瑞丰物流","place":"三号库"}
                    """.formatted(UUID.randomUUID());

            assertThat(json(report(body), HttpStatus.CREATED)).isEqualTo(json(report(body), HttpStatus.CREATED));
        }

        @Test
        void withALabelNobodyKnowsIsTakenAllTheSame() {
            var answer = json(report("""
                    {"qrToken":"scratched","description":"道闸不抬杆","contactPhone":"13800000003","place":"南门"}
                    """), HttpStatus.CREATED);

            assertThat(jdbc.sql("select place from cases.service_case where number = :number").param("number", answer.get("number").asString())
                    .query(String.class).single()).isEqualTo("南门");
        }

        @Test
        void thatIsHalfFilledIsKeptAndSaysWhatIsMissing() {
            var id = UUID.randomUUID();
            assertThat(json(report("{\"id\":\"%s\",\"description\":\"没有写电话\"}".formatted(id)), HttpStatus.UNPROCESSABLE_CONTENT).get("facts").get("field").asString())
                    .isEqualTo("contactPhone");
            assertThat(jdbc.sql("select failure from intake.report where id = :id").param("id", id).query(String.class).single()).isEqualTo("intake.field-missing");

            json(report("{\"id\":\"%s\",\"description\":\"没有写电话\",\"contactPhone\":\"13800000004\"}".formatted(id)), HttpStatus.CREATED);
            assertThat(jdbc.sql("select state from intake.report where id = :id").param("id", id).query(String.class).single()).isEqualTo("TAKEN");
        }

        @Test
        void thatCannotBeReadIsKeptByteForByte() {
            var broken = "{\"description\": \"门坏了，电话 13800000005\"";
            assertThat(json(report(broken), HttpStatus.UNPROCESSABLE_CONTENT).get("code").asString()).isEqualTo("intake.unreadable");

            var agent = clients.with(Role.AGENT, town.branch);
            var open = json(agent.get("/api/intake/reports"), HttpStatus.OK).get("rows").valueStream()
                    .filter(row -> row.get("address").asString().equals(address)).findFirst().orElseThrow();
            assertThat(open.get("text").asString()).isEqualTo(broken);

            assertThat(agent.post("{\"reason\":\"无法联系\"}", "/api/intake/reports/{id}/set-aside", open.get("id").asString())).hasStatus(HttpStatus.NO_CONTENT);
            assertThat(agent.post("{\"reason\":\"再来一次\"}", "/api/intake/reports/{id}/set-aside", open.get("id").asString())).hasStatus(HttpStatus.NOT_FOUND);
        }

        @Test
        void withACharacterNoDatabaseKeepsIsRefusedAndKept() {
            assertThat(json(report("{\"description\":\"a\\u0000b\",\"contactPhone\":\"13800000006\"}"), HttpStatus.UNPROCESSABLE_CONTENT).get("code").asString())
                    .isEqualTo("intake.unreadable");
            assertThat(jdbc.sql("select count(*) from intake.report where address = :address").param("address", address).query(Integer.class).single()).isOne();
        }

        @Test
        void thatIsTooLongOrOneOfTooManyIsRefusedWithASentence() {
            assertThat(json(report("{\"description\":\"%s\"}".formatted("长".repeat(30_000))), HttpStatus.UNPROCESSABLE_CONTENT).get("code").asString())
                    .isEqualTo("intake.report-too-long");
            jdbc.sql("""
                    insert into intake.report (id, channel, received_at, address, raw, state, failure)
                    select gen_random_uuid(), 'PORTAL', now(), :address, ''::bytea, 'OPEN', 'intake.unreadable' from generate_series(1, :most)
                    """).param("address", address).param("most", IntakeDesk.MOST_FROM_ONE).update();
            var slowed = json(report("{\"description\":\"又坏了\",\"contactPhone\":\"13800000007\"}"), HttpStatus.TOO_MANY_REQUESTS);
            assertThat(slowed.get("code").asString()).isEqualTo("intake.too-many-reports");
            assertThat(slowed.get("facts").get("seconds").asLong()).isBetween(60L, 3600L);
        }
    }

    @Test
    void aLabelShowsTheDeviceButNotWhoItBelongsTo() {
        var device = town.device(LocalDate.of(2099, 1, 1));
        json(report("{\"qrToken\":\"qr-%s\",\"description\":\"指示灯不亮\",\"contactPhone\":\"13800000008\"}".formatted(device)), HttpStatus.CREATED);

        assertThat(clients.nobody().get("/api/public/devices/{token}", "qr-" + device)).hasStatusOk().bodyJson()
                .hasPathSatisfying("$.name", name -> assertThat(name).isEqualTo("三号门禁"))
                .hasPathSatisfying("$.customer", name -> assertThat(name).isEqualTo("苏州恒***公司"))
                .hasPathSatisfying("$.underWarranty", covered -> assertThat(covered).isEqualTo(true))
                .hasPathSatisfying("$.open[0].number", number -> assertThat(number).asString().startsWith("SO-"));
        assertThat(clients.nobody().get("/api/public/devices/{token}", "none")).hasStatus(HttpStatus.NOT_FOUND);
    }

    @Nested
    class AtTheDesk {

        @Test
        void aCallerIsRecognisedHoweverTheNumberIsWritten() {
            var agent = clients.with(Role.AGENT, town.branch);
            var number = "139" + (10_000_000 + Math.abs(town.branch.hashCode()) % 89_999_999);
            town.contact("陈芳", number);
            open(agent, "{\"channel\":\"PHONE\",\"kind\":\"repair\",\"subject\":\"空调不制冷\",\"customer\":\"%s\",\"contactPhone\":\"+86 %s\",\"take\":true}"
                    .formatted(town.customer, number));

            assertThat(agent.get("/api/intake/caller?phone={phone}", number.substring(0, 3) + "-" + number.substring(3, 7) + "-" + number.substring(7))).hasStatusOk().bodyJson()
                    .hasPathSatisfying("$.callers[0].name", name -> assertThat(name).isEqualTo("陈芳"))
                    .hasPathSatisfying("$.callers[0].customerId", id -> assertThat(id).isEqualTo(town.customer.toString()))
                    .hasPathSatisfying("$.cases[0].subject", subject -> assertThat(subject).isEqualTo("空调不制冷"));
            assertThat(clients.with(Role.AGENT, new ACaseTown(jdbc).branch).get("/api/intake/caller?phone={phone}", number)).hasStatusOk().bodyJson()
                    .hasPathSatisfying("$.callers", callers -> assertThat(callers).asArray().isEmpty())
                    .hasPathSatisfying("$.cases", cases -> assertThat(cases).asArray().isEmpty());
        }

        @Test
        void theCustomersDevicesAndCasesAreThereWhileHeSpeaks() {
            var device = town.device(LocalDate.of(2020, 5, 1));
            var agent = clients.with(Role.AGENT, town.branch);
            open(agent, "{\"channel\":\"PHONE\",\"kind\":\"repair\",\"subject\":\"门打不开\",\"device\":\"%s\",\"take\":false}".formatted(device));

            assertThat(agent.get("/api/intake/customers/{id}", town.customer)).hasStatusOk().bodyJson()
                    .hasPathSatisfying("$.devices[0].warranty", warranty -> assertThat(warranty).isEqualTo("OVER"))
                    .hasPathSatisfying("$.devices[0].openCases", open -> assertThat(open).isEqualTo(1))
                    .hasPathSatisfying("$.cases[0].subject", subject -> assertThat(subject).isEqualTo("门打不开"));
            assertThat(agent.get("/api/intake/devices?words=三号门禁&customer={id}", town.customer)).hasStatusOk().bodyJson()
                    .extractingPath("$").asArray().hasSize(1);
        }

        @Test
        void aCaseOpenedTwiceByAnImpatientFingerIsOpenedOnce() {
            var agent = clients.with(Role.AGENT, town.branch);
            var body = "{\"id\":\"%s\",\"channel\":\"PHONE\",\"kind\":\"question\",\"subject\":\"如何导出录像\",\"take\":true,\"branch\":\"%s\"}".formatted(UUID.randomUUID(), town.branch);

            var opened = open(agent, body);
            assertThat(open(agent, body)).isEqualTo(opened);
            assertThat(jdbc.sql("select status || severity from cases.service_case where id = cast(:id as uuid)").param("id", opened.get("id").asString())
                    .query(String.class).single()).as("taken in hand, with the kind's own severity").isEqualTo("ACTIVE4");
        }

        @Test
        void nobodyOpensACaseInABranchThatIsNotHis() {
            var stranger = clients.with(Role.AGENT, new ACaseTown(jdbc).branch);
            assertThat(stranger.post("{\"channel\":\"PHONE\",\"kind\":\"repair\",\"subject\":\"门打不开\",\"customer\":\"%s\",\"take\":false}".formatted(town.customer),
                    "/api/cases")).hasStatus4xxClientError();
            assertThat(stranger.post("{\"channel\":\"ALARM\",\"kind\":\"repair\",\"subject\":\"门打不开\",\"take\":false}", "/api/cases"))
                    .hasStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        }

        @Test
        void anUnfinishedReportBecomesACaseThatCameInAsItDidAndStaysAsItCame() {
            var broken = "{\"description\": \"泵房漏水，电话 13800000005\"";
            report(broken);
            var report = jdbc.sql("select id from intake.report where address = :address").param("address", address).query(UUID.class).single();
            var agent = clients.with(Role.AGENT, town.branch);
            assertThat(agent.get("/api/intake/reports/{id}", report)).hasStatusOk().bodyJson().extractingPath("$.text").isEqualTo(broken);

            var body = "{\"id\":\"%s\",\"channel\":\"PHONE\",\"kind\":\"repair\",\"subject\":\"泵房漏水\",\"branch\":\"%s\",\"take\":false,\"unfinished\":\"%s\"}"
                    .formatted(UUID.randomUUID(), town.branch, report);
            var opened = open(agent, body);
            assertThat(open(agent, body)).as("sent twice").isEqualTo(opened);

            var kept = jdbc.sql("""
                    select convert_from(r.raw, 'UTF8') as raw, r.state, r.case_id, c.channel, c.opened_at = r.received_at as in_time
                      from intake.report r join cases.service_case c on c.id = r.case_id where r.id = :id
                    """).param("id", report).query().singleRow();
            assertThat(kept).containsEntry("raw", broken).containsEntry("state", "TAKEN").containsEntry("channel", "PORTAL").containsEntry("in_time", true)
                    .containsEntry("case_id", UUID.fromString(opened.get("id").asString()));
            assertThat(json(agent.post(body.replace(body.substring(7, 43), UUID.randomUUID().toString()), "/api/cases"), HttpStatus.NOT_FOUND).get("code").asString())
                    .as("made a case of once").isEqualTo("intake.no-such-report");
        }

        @Test
        void photosSentWhileTheCaseWasStillBeingWrittenBelongToIt() throws Exception {
            var agent = clients.with(Role.AGENT, town.branch);
            var token = json(agent.upload("现场.jpg", Samples.picture("jpg", 60, 40), "/api/intake/photos"), HttpStatus.CREATED).get("token").asString();
            var opened = open(agent, "{\"channel\":\"PHONE\",\"kind\":\"repair\",\"subject\":\"柜门变形\",\"branch\":\"%s\",\"take\":true,\"photos\":[\"%s\"]}"
                    .formatted(town.branch, token));

            assertThat(agent.get("/api/documents?ownerKind=case&ownerId={id}", opened.get("id").asString())).hasStatusOk().bodyJson()
                    .hasPathSatisfying("$.rows[0].fileName", name -> assertThat(name).isEqualTo("现场.jpg"))
                    .hasPathSatisfying("$.rows[0].visibleToCustomer", visible -> assertThat(visible).isEqualTo(true));
            assertThat(json(agent.post("{\"channel\":\"PHONE\",\"kind\":\"repair\",\"subject\":\"又一张\",\"branch\":\"%s\",\"take\":true,\"photos\":[\"%s\"]}"
                    .formatted(town.branch, token), "/api/cases"), HttpStatus.UNPROCESSABLE_CONTENT).get("code").asString()).isEqualTo("documents.upload-gone");
            assertThat(jdbc.sql("select count(*) from cases.service_case where subject = '又一张' and branch_id = :branch").param("branch", town.branch)
                    .query(Integer.class).single()).as("refused whole").isZero();
        }

        private JsonNode open(Client agent, String body) {
            return json(agent.post(body, "/api/cases"), HttpStatus.CREATED);
        }
    }

    private MvcTestResult report(String body) {
        return mvc.post().uri("/api/public/reports").with(SecurityMockMvcRequestPostProcessors.csrf())
                .with(request -> {
                    request.setRemoteAddr(address);
                    return request;
                })
                .contentType(MediaType.APPLICATION_JSON).content(body).exchange();
    }

    private JsonNode json(MvcTestResult result, HttpStatus expected) {
        assertThat(result).hasStatus(expected);
        return json.readTree(result.getResponse().getContentAsByteArray());
    }
}
