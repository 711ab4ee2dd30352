package aftercare.portal;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.AftercareTest;
import aftercare.Client;
import aftercare.cases.CaseDesk;
import aftercare.cases.Channel;
import aftercare.cases.OpenCase;
import aftercare.cases.OpenedCase;
import aftercare.documents.Document;
import aftercare.documents.DocumentDesk;
import aftercare.documents.Samples;
import aftercare.identity.Role;
import aftercare.kernel.Ids;
import aftercare.promises.PromiseDesk;
import aftercare.promises.StartPromises;
import aftercare.timeline.Actor;
import com.jayway.jsonpath.JsonPath;
import java.time.Instant;
import java.util.HashMap;
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

@AftercareTest
class TrackTests {

    private static final Actor DESK = new Actor(null, "客服 李娜");

    @Autowired CaseDesk cases;
    @Autowired PromiseDesk promises;
    @Autowired DocumentDesk documents;
    @Autowired Client.Clients clients;
    @Autowired JdbcClient jdbc;

    final UUID branch = Ids.next();
    final UUID customer = Ids.next();
    Client anybody;
    OpenedCase opened;

    @BeforeEach
    void aCase() {
        anybody = clients.nobody();
        jdbc.sql("insert into identity.branch (id, code, name) values (:id, :code, '内部分公司名')").param("id", branch).param("code", branch.toString()).update();
        jdbc.sql("""
                insert into customers.customer (id, number, name, kind, branch_id, note, created_at)
                values (:id, :number, '苏州精密制造有限公司', 'COMPANY', :branch, '内部备注：付款慢', '2026-01-05T01:00Z')
                """).param("id", customer).param("number", customer.toString()).param("branch", branch).update();
        opened = cases.open(new OpenCase(Channel.QR, "repair", null, "配电箱异味", "靠近能闻到焦味", null,
                new OpenCase.Who(customer, "王敏", "+86 138-0000-0001", "wm@example.com"), new OpenCase.What(null, null, null, branch), null), Actor.guest("王敏"));
    }

    @Test
    void showsWhereTheCaseStands() {
        assertThat(track()).hasStatusOk().hasHeader("Cache-Control", "no-store").bodyJson().isLenientlyEqualTo("""
                {"number": "%s", "subject": "配电箱异味", "description": "靠近能闻到焦味", "status": "NEW", "acts": ["MESSAGE"]}""".formatted(opened.number()));
        assertThat(track()).bodyJson().extractingPath("$.steps[?(@.state == 'NOW')].key").asArray().containsExactly("ANSWERED");
    }

    @Test
    void showsWhatWasPromisedAndHowItWent() {
        cases.triage(opened.id(), new CaseDesk.Triaging("repair", 2, null, null, null), DESK);
        assertThat(states()).containsEntry("answer", "KEPT").containsEntry("arrive", "RUNNING").containsEntry("restore", "RUNNING");

        cases.waitFor(opened.id(), "请告知何时可以停电", DESK);
        assertThat(states()).as("the clock stands while we wait").containsEntry("restore", "PAUSED");
        send("message", "\"text\": \"现在就可以\"");
        assertThat(states()).containsEntry("restore", "RUNNING");

        promises.start(new StartPromises(opened.id().subject(), List.of("quote"), Map.of(), branch, null, "x", Instant.parse("2026-03-04T01:00:00Z")));
        promises.keep(opened.id().subject(), "quote", Instant.parse("2026-03-05T01:00:00Z"));
        cases.resolve(opened.id(), "更换空气开关", DESK);
        assertThat(states()).as("late, done, and not needed after all").containsEntry("quote", "BROKEN").containsEntry("restore", "KEPT").containsEntry("arrive", "WAIVED");

        cases.accept(opened.id(), Actor.guest("王敏"));
        assertThat(promises.of(opened.id().subject())).anyMatch(promise -> promise.code().equals("call-back"));
        assertThat(states()).as("what we owe ourselves is not the customer's").doesNotContainKey("call-back");
    }

    private Map<String, String> states() {
        var states = new HashMap<String, String>();
        assertThat(track()).bodyJson().extractingPath("$.promises").asArray().allSatisfy(promise -> {
            var shown = (Map<?, ?>) promise;
            states.put((String) shown.get("code"), (String) shown.get("state"));
        });
        return states;
    }

    @Test
    void leadsNowhereWithAWrongLinkAndSaysHowToGoOn() {
        assertThat(anybody.get("/api/public/track/{token}", "x".repeat(32))).hasStatus(HttpStatus.NOT_FOUND)
                .bodyJson().extractingPath("$.code").isEqualTo("portal.no-such-link");
        assertThat(anybody.post("{\"id\":\"%s\"}".formatted(Ids.next()), "/api/public/track/{token}/accept", "x")).hasStatus(HttpStatus.NOT_FOUND);
        assertThat(anybody.get("/api/public/track/{token}/live", "x")).hasStatus(HttpStatus.NOT_FOUND);
        assertThat(anybody.get("/api/public/track/{token}/form", "x")).hasStatus(HttpStatus.NOT_FOUND);
    }

    @Test
    void endsAYearAfterTheCaseWasClosed() {
        cases.resolve(opened.id(), "已更换空开", DESK);
        cases.accept(opened.id(), DESK);
        jdbc.sql("update cases.service_case set closed_at = closed_at - interval '366 days' where id = :id").param("id", opened.id().value()).update();

        assertThat(track()).hasStatus(HttpStatus.NOT_FOUND).bodyJson().extractingPath("$.code").isEqualTo("portal.link-ended");
    }

    @Test
    void endsAYearAfterACaseThatWasCalledOffWasReported() {
        cases.cancel(opened.id(), "没有了", DESK);
        assertThat(track()).hasStatusOk();
        jdbc.sql("update cases.service_case set opened_at = opened_at - interval '366 days' where id = :id").param("id", opened.id().value()).update();
        assertThat(track()).hasStatus(HttpStatus.NOT_FOUND).bodyJson().extractingPath("$.code").isEqualTo("portal.link-ended");
    }

    @Test
    void opensNothingAnyMoreOnceTheDeskHasMadeANewOne() {
        var desk = clients.with(Role.AGENT, branch);
        assertThat(clients.with(Role.ENGINEER, branch).post("", "/api/cases/{id}/tracking-link", opened.id())).hasStatus(403);
        assertThat(track()).hasStatusOk();

        assertThat(desk.post("", "/api/cases/{id}/tracking-link", opened.id())).hasStatusOk();
        assertThat(track()).hasStatus(HttpStatus.NOT_FOUND).bodyJson().extractingPath("$.code").isEqualTo("portal.no-such-link");
        var fresh = jdbc.sql("select tracking_token from cases.service_case where id = :id").param("id", opened.id().value()).query(String.class).single();
        assertThat(clients.nobody().get("/api/public/track/{token}", fresh)).hasStatusOk();
    }

    @Test
    void leaksNothingThatIsNotMeantForTheCustomer() {
        var engineer = engineer();
        var visit = visit(engineer, "ACCEPTED");
        cases.note(opened.id(), "客户难缠，注意沟通", false, DESK);
        cases.note(opened.id(), "工程师已备好空开", true, DESK);
        cases.triage(opened.id(), new CaseDesk.Triaging("repair", 2, "sym-physical-heat", null, null), DESK);
        documents.store(opened.id().subject(), "attachment", "成本核算.txt", Samples.text("内部成本"), Document.Visibility.INTERNAL, DESK);
        documents.store(opened.id().subject(), "photo", "现场.png", Samples.picture("png", 9, 9), Document.Visibility.PUBLIC, DESK);

        assertThat(text(track())).contains("工程师已备好空开", "现场.png", "张工程师")
                .doesNotContain("客户难缠", "成本核算", "内部备注", "内部分公司名", "13912345678", "138-0000", "13800000001", "wm@example.com",
                        "苏州精密", "sym-physical-heat", "trackingToken", opened.trackingToken(), branch.toString(), customer.toString(),
                        engineer.toString(), opened.id().toString());

        jdbc.sql("update fieldwork.visit set status = 'ON_THE_WAY', set_out_at = planned_start where id = :id").param("id", visit).update();
        assertThat(track()).bodyJson().extractingPath("$.visit.phone").as("now the customer may call").isEqualTo("13912345678");

        jdbc.sql("update fieldwork.visit set status = 'FINISHED', finished_at = planned_end where id = :id").param("id", visit).update();
        assertThat(text(track())).doesNotContain("13912345678");
    }

    @Test
    void opensOnlyThePublicDocumentsOfItsOwnCase() {
        var shown = documents.store(opened.id().subject(), "photo", "现场.png", Samples.picture("png", 9, 9), Document.Visibility.PUBLIC, DESK);
        var hidden = documents.store(opened.id().subject(), "photo", "内部.png", Samples.picture("png", 8, 8), Document.Visibility.INTERNAL, DESK);
        var others = documents.store(aftercare.kernel.Subject.of("case", Ids.next()), "photo", "别家.png", Samples.picture("png", 7, 7), Document.Visibility.PUBLIC, DESK);

        assertThat(document(shown.id())).hasStatusOk().hasContentType("image/png");
        assertThat(anybody.get("/api/public/track/{token}/documents/{id}/thumb", opened.trackingToken(), shown.id())).hasStatusOk();
        assertThat(document(hidden.id())).hasStatus(HttpStatus.NOT_FOUND);
        assertThat(document(others.id())).hasStatus(HttpStatus.NOT_FOUND);
    }

    @Nested
    class AMessage {

        @Test
        void resumesACaseThatWaitedForTheCustomer() {
            cases.triage(opened.id(), new CaseDesk.Triaging("repair", 2, null, null, null), DESK);
            cases.waitFor(opened.id(), "请告知何时可以停电", DESK);
            assertThat(track()).bodyJson().extractingPath("$.waitingFor").isEqualTo("请告知何时可以停电");

            assertThat(send("message", "\"text\": \"今天下午可以停电\"")).hasStatusOk().bodyJson().isLenientlyEqualTo("""
                    {"status": "ACTIVE", "waitingFor": null, "messages": [
                        {"kind": "WAITING", "fromCustomer": false, "name": "客服 李娜", "text": "请告知何时可以停电"},
                        {"kind": "MESSAGE", "fromCustomer": true, "name": "王敏", "text": "今天下午可以停电"}]}""");
        }

        @Test
        void sentTwiceIsSaidOnce() {
            var body = "{\"id\": \"%s\", \"text\": \"在吗\"}".formatted(Ids.next());
            anybody.post(body, "/api/public/track/{token}/message", opened.trackingToken());

            assertThat(anybody.post(body, "/api/public/track/{token}/message", opened.trackingToken())).hasStatusOk()
                    .bodyJson().extractingPath("$.messages").asArray().hasSize(1);
        }

        @Test
        void mayCarryPhotos() {
            var held = anybody.upload("铭牌.jpg", Samples.picture("jpg", 30, 20), "/api/public/reports/photos");
            var photo = JsonPath.<String>read(text(held), "$.token");

            var answer = send("message", "\"text\": \"见照片\", \"photos\": [\"%s\"]".formatted(photo));
            assertThat(answer).hasStatusOk().bodyJson().extractingPath("$.messages[0].file.fileName").isEqualTo("铭牌.jpg");
            assertThat(document(UUID.fromString(JsonPath.read(text(answer), "$.messages[0].file.id")))).hasStatusOk();
            assertThat(send("message", "\"text\": \"再来一次\", \"photos\": [\"%s\"]".formatted(photo))).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
                    .bodyJson().extractingPath("$.code").isEqualTo("documents.upload-gone");
        }

        @Test
        void isRefusedOnceTheCaseIsOver() {
            cases.cancel(opened.id(), "重复报修", DESK);
            assertThat(send("message", "\"text\": \"在吗\"")).hasStatus(HttpStatus.CONFLICT).bodyJson().extractingPath("$.code").isEqualTo("portal.case-over");
        }

        @Test
        void keepsHostileWordsAsWords() {
            var words = "<script>alert(1)</script> '; drop table cases; -- \\u202e 😀 𠮷";
            assertThat(send("message", "\"text\": \"" + words.replace("\\", "\\\\") + "\"")).hasStatusOk()
                    .bodyJson().extractingPath("$.messages[0].text").isEqualTo(words);
        }
    }

    @Nested
    class FinishedWork {

        @BeforeEach
        void finished() {
            cases.resolve(opened.id(), "已更换空开并重新压接端子", DESK);
        }

        @Test
        void isAcceptedThenRatedOnce() {
            assertThat(track()).bodyJson().extractingPath("$.acts").asArray().containsExactly("ACCEPT", "REJECT", "MESSAGE");

            assertThat(send("accept", null)).hasStatusOk().bodyJson().isLenientlyEqualTo("""
                    {"status": "CLOSED", "acts": ["RATE"]}""");
            assertThat(send("rating", "\"answers\": {\"overall\": \"GREAT\"}")).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
                    .bodyJson().extractingPath("$.facts.questions.overall").isEqualTo("no-such-option");
            assertThat(send("rating", "\"answers\": {\"overall\": \"EXCELLENT\", \"recommend\": 10}")).hasStatusOk().bodyJson().isLenientlyEqualTo("""
                    {"rating": {"overall": "EXCELLENT", "recommend": 10}, "acts": []}""");
            assertThat(send("rating", "\"answers\": {\"overall\": \"POOR\"}")).hasStatus(HttpStatus.CONFLICT);
        }

        @Test
        void isRejectedWithAReasonAndGoesOn() {
            assertThat(send("reject", "\"reason\": \" \"")).hasStatus(HttpStatus.BAD_REQUEST);

            var answer = send("reject", "\"reason\": \"还有异味\"");

            assertThat(answer).hasStatusOk().bodyJson().isLenientlyEqualTo("""
                    {"status": "ACTIVE", "acts": ["MESSAGE"], "resolution": null}""");
            assertThat(answer).bodyJson().extractingPath("$.steps[?(@.state == 'FAILED')].words").asArray().containsExactly("还有异味");
        }

        @Test
        void acceptedTwiceAtOnceIsAcceptedOnce() {
            var body = "{\"id\": \"%s\"}".formatted(Ids.next());
            assertThat(anybody.post(body, "/api/public/track/{token}/accept", opened.trackingToken())).hasStatusOk();
            assertThat(anybody.post(body, "/api/public/track/{token}/accept", opened.trackingToken())).hasStatusOk();
            assertThat(send("accept", null)).as("another act, not the same one").hasStatus(HttpStatus.CONFLICT);
        }

        @Test
        void isNeitherAcceptedNorRatedByAnEngineer() {
            var engineer = clients.with(Role.ENGINEER, branch);
            assertThat(engineer.post("{\"id\": \"%s\"}".formatted(Ids.next()), "/api/public/track/{token}/accept", opened.trackingToken()))
                    .hasStatus(HttpStatus.FORBIDDEN);
            send("accept", null);
            assertThat(engineer.post("{\"id\": \"%s\", \"answers\": {\"overall\": \"EXCELLENT\"}}".formatted(Ids.next()),
                    "/api/public/track/{token}/rating", opened.trackingToken())).hasStatus(HttpStatus.FORBIDDEN);
        }

        @Test
        void showsItsSignedReportButNotThatOfAnotherCase() {
            var visit = visit(engineer(), "FINISHED");
            var pdf = documents.store(opened.id().subject(), "report", "服务单.pdf", Samples.text("%PDF-1.7"), Document.Visibility.PUBLIC, DESK);
            jdbc.sql("""
                    insert into fieldwork.report (id, number, visit_id, case_id, branch_id, finding, action, work_minutes, outcome, signer_name, pdf_id,
                                                  frozen, hash, written_at, signed_at)
                    values (:id, :number, :visit, :case, (select branch_id from fieldwork.visit where id = :visit), '触点烧蚀', '更换', 60, 'FIXED', '王敏', :pdf, '{}', repeat('0', 64), now(), now())
                    """).param("id", Ids.next()).param("number", "SR-" + visit).param("visit", visit).param("case", opened.id().value())
                    .param("pdf", pdf.id()).update();

            assertThat(track()).bodyJson().extractingPath("$.reports[0].number").isEqualTo("SR-" + visit);
            var paper = anybody.get("/api/public/track/{token}/reports/{number}", opened.trackingToken(), "SR-" + visit);
            assertThat(paper).hasStatusOk().hasContentType("application/pdf").body().isEqualTo(Samples.text("%PDF-1.7"));
            assertThat(paper.getResponse().getHeader("Content-Disposition")).startsWith("attachment");
            var another = cases.open(new OpenCase(Channel.QR, "repair", null, "另一单", "", null,
                    new OpenCase.Who(null, "李", "13800000002", ""), new OpenCase.What(null, null, null, branch), null), Actor.guest("李"));
            assertThat(anybody.get("/api/public/track/{token}/reports/{number}", another.trackingToken(), "SR-" + visit)).hasStatus(HttpStatus.NOT_FOUND);
        }
    }

    @Nested
    class ByNumberAndPhone {

        @Test
        void isFoundHoweverThePhoneIsWritten() {
            assertThat(find(opened.number().toLowerCase(), "138 0000 0001")).hasStatusOk().bodyJson().extractingPath("$.token").isEqualTo(opened.trackingToken());
            assertThat(find(opened.number(), "0086-13800000001")).hasStatusOk();
        }

        @Test
        void isNotFoundWithAnotherPhoneAndGuessingIsSlowedDown() {
            for (int i = 0; i < 6; i++) {
                assertThat(find(opened.number(), "1390000000" + i)).hasStatus(HttpStatus.NOT_FOUND)
                        .bodyJson().extractingPath("$.code").isEqualTo("portal.no-such-case");
            }
            assertThat(find(opened.number(), "13800000001")).hasStatus(HttpStatus.TOO_MANY_REQUESTS);
        }

        private MvcTestResult find(String number, String phone) {
            return anybody.post("{\"number\": \"%s\", \"phone\": \"%s\"}".formatted(number, phone), "/api/public/track");
        }
    }

    @Nested
    class MergedIntoAnother {

        @Test
        void ofTheSameCustomerLeadsThere() {
            var other = another(customer, "13900000002");
            merge(other);

            assertThat(track()).bodyJson().isLenientlyEqualTo("""
                    {"status": "CANCELLED", "acts": ["MESSAGE"], "continued": {"number": "%s", "token": "%s"}}""".formatted(other.number(), other.trackingToken()));
            assertThat(track()).bodyJson().extractingPath("$.steps[-1:].key").asArray().containsExactly("MERGED");
            assertThat(text(track())).as("not our words").doesNotContain("并入");

            unmerge();
            assertThat(track()).bodyJson().extractingPath("$.continued").isNull();
        }

        @Test
        void thatTurnsOutToBeAnotherCustomersDoesNotGiveTheLinkAway() {
            var theirs = Ids.next();
            jdbc.sql("insert into customers.customer (id, number, name, kind, branch_id, created_at) values (:id, :number, '别家公司', 'COMPANY', :branch, '2026-01-05T01:00Z')")
                    .param("id", theirs).param("number", theirs.toString()).param("branch", branch).update();
            var other = another(customer, "13800000001");
            merge(other);
            jdbc.sql("update cases.service_case set customer_id = :theirs where id = :id").param("theirs", theirs).param("id", other.id().value()).update();

            assertThat(track()).bodyJson().extractingPath("$.continued.number").isEqualTo(other.number());
            assertThat(track()).bodyJson().extractingPath("$.continued.token").isNull();
            assertThat(text(track())).doesNotContain(other.trackingToken(), "别家公司");
        }

        @Test
        void reportedByAStrangerLeadsThereOnlyFromTheSamePhone() {
            var stranger = another(null, "0086 138 0000 0001");
            merge(stranger);
            assertThat(track()).bodyJson().extractingPath("$.continued.token").isEqualTo(stranger.trackingToken());
            unmerge();

            var nobody = another(null, "");
            merge(nobody);
            assertThat(track()).bodyJson().extractingPath("$.continued.token").isNull();
        }

        private void merge(OpenedCase other) {
            assertThat(clients.with(Role.AGENT, branch).post("{\"number\": \"%s\"}".formatted(other.number()), "/api/cases/{id}/merge", opened.id())).hasStatusOk();
        }

        private void unmerge() {
            assertThat(clients.with(Role.AGENT, branch).post("", "/api/cases/{id}/unmerge", opened.id())).hasStatusOk();
        }

        private OpenedCase another(UUID owner, String phone) {
            return cases.open(new OpenCase(Channel.PHONE, "repair", null, "配电箱异味", "", null, new OpenCase.Who(owner, "李强", phone, ""),
                    new OpenCase.What(null, null, null, branch), null), DESK);
        }
    }

    @Nested
    class WithAnAccount {

        @Test
        void aCustomerSeesTheirOwnThingsOnly() {
            var other = Ids.next();
            jdbc.sql("""
                    insert into customers.customer (id, number, name, kind, branch_id, created_at)
                    values (:id, :number, '别家公司', 'COMPANY', :branch, '2026-01-05T01:00Z')
                    """).param("id", other).param("number", other.toString()).param("branch", branch).update();
            var device = device(customer);
            device(other);
            visit(engineer(), "ACCEPTED");
            var own = clients.with(Role.CUSTOMER, null, null, customer);
            var stranger = clients.with(Role.CUSTOMER, null, null, other);

            assertThat(own.get("/api/portal/company")).bodyJson().isLenientlyEqualTo("{\"name\": \"苏州精密制造有限公司\", \"open\": 1, \"devices\": 1}");
            assertThat(own.get("/api/portal/cases?open=true")).bodyJson().extractingPath("$.rows[0].trackingToken").isEqualTo(opened.trackingToken());
            assertThat(own.get("/api/portal/devices?words=P-{id}", device.toString().substring(30))).hasStatusOk();
            assertThat(own.get("/api/portal/devices")).bodyJson().extractingPath("$.rows").asArray().hasSize(1);
            assertThat(own.get("/api/portal/visits")).bodyJson().extractingPath("$[0].engineer").isEqualTo("张工程师");

            assertThat(stranger.get("/api/portal/cases")).bodyJson().extractingPath("$.rows").asArray().isEmpty();
            assertThat(stranger.get("/api/portal/visits")).bodyJson().extractingPath("$").asArray().isEmpty();
            assertThat(clients.with(Role.AGENT, null).get("/api/portal/cases")).hasStatus(HttpStatus.FORBIDDEN);
        }

        private UUID device(UUID owner) {
            var product = Ids.next();
            jdbc.sql("insert into assets.product (id, maker, model, name, category) values (:id, 'maker', :model, '循环泵', 'pump')")
                    .param("id", product).param("model", "P-" + product).update();
            var id = Ids.next();
            jdbc.sql("""
                    insert into assets.device (id, number, customer_id, branch_id, product_id, serial, qr_token, created_at)
                    values (:id, :number, :customer, :branch, :product, :serial, :token, '2026-01-05T01:00Z')
                    """).param("id", id).param("number", "D-" + id).param("customer", owner).param("branch", branch).param("product", product)
                    .param("serial", "S-" + id).param("token", "token-" + id).update();
            return id;
        }
    }

    private MvcTestResult track() {
        return anybody.get("/api/public/track/{token}", opened.trackingToken());
    }

    private MvcTestResult document(UUID id) {
        return anybody.get("/api/public/track/{token}/documents/{id}", opened.trackingToken(), id);
    }

    private MvcTestResult send(String act, String more) {
        return anybody.post("{\"id\": \"%s\"%s}".formatted(Ids.next(), more == null ? "" : ", " + more), "/api/public/track/{token}/" + act, opened.trackingToken());
    }

    private static String text(MvcTestResult result) {
        return new String(result.getResponse().getContentAsByteArray(), java.nio.charset.StandardCharsets.UTF_8);
    }

    private UUID engineer() {
        var id = clients.with(Role.ENGINEER, branch).user;
        jdbc.sql("update identity.app_user set name = '张工程师', phone = '13912345678' where id = :id").param("id", id).update();
        jdbc.sql("insert into dispatch.engineer (user_id, branch_id) values (:id, :branch)").param("id", id).param("branch", branch).update();
        return id;
    }

    private UUID visit(UUID engineer, String status) {
        var booking = Ids.next();
        jdbc.sql("""
                insert into dispatch.booking (id, case_id, engineer_id, branch_id, starts_at, ends_at, state, booked_at)
                values (:id, :case, :engineer, :branch, '2099-03-02T01:00Z', '2099-03-02T03:00Z', 'PLANNED', '2026-03-01T01:00Z')
                """).param("id", booking).param("case", opened.id().value()).param("engineer", engineer).param("branch", branch).update();
        var id = Ids.next();
        jdbc.sql("""
                insert into fieldwork.visit (id, booking_id, case_id, engineer_id, branch_id, status, planned_start, planned_end)
                values (:id, :booking, :case, :engineer, :branch, :status, '2099-03-02T01:00Z', '2099-03-02T03:00Z')
                """).param("id", id).param("booking", booking).param("case", opened.id().value()).param("engineer", engineer)
                .param("branch", branch).param("status", status).update();
        return id;
    }
}
