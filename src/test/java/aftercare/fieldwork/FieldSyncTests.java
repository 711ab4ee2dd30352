package aftercare.fieldwork;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.AftercareTest;
import aftercare.Client;
import aftercare.cases.CaseDesk;
import aftercare.dispatch.ADispatchTown;
import aftercare.dispatch.EngineerDesk;
import aftercare.documents.DocumentDesk;
import aftercare.identity.Role;
import aftercare.kernel.Ids;
import aftercare.kernel.Subject;
import java.awt.Color;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.json.JsonMapper;

/** What phones wrote down without a net, and what the office did meanwhile. */
@AftercareTest
class FieldSyncTests {

    static final String NINE = "2026-03-02T01:00:00Z";
    static final String ELEVEN = "2026-03-02T03:00:00Z";

    @Autowired Client.Clients clients;
    @Autowired EngineerDesk engineers;
    @Autowired CaseDesk cases;
    @Autowired DocumentDesk documents;
    @Autowired JdbcClient jdbc;
    @Autowired Uploads uploads;
    @Autowired JsonMapper json;

    ADispatchTown town;
    Client zhou;
    Client chen;
    UUID caseId;
    UUID visit;

    @BeforeEach
    void aPlannedVisit() {
        town = new ADispatchTown(jdbc, clients, engineers, cases);
        zhou = town.engineer("ups");
        chen = town.engineer("ups");
        caseId = town.newCase("UPS 电池报警，无法自检");
        assertThat(town.dispatcher.post(ADispatchTown.plan(caseId, zhou.user, NINE, ELEVEN), "/api/dispatch/bookings")).hasStatus(HttpStatus.CREATED);
        visit = jdbc.sql("select id from fieldwork.visit where case_id = :case").param("case", caseId).query(UUID.class).single();
    }

    record Sent(UUID id, UUID visit, String act, String at, Map<String, Object> body) {}

    @Nested
    class AWholeDayWithoutANet {

        @Test
        void arrivesAtOnceAndInOrder() throws IOException {
            var day = day();
            assertThat(outcomes(send(zhou, day))).containsOnly("DONE").hasSize(7);
            assertThat(status(visit)).isEqualTo("SIGNED");
            assertThat(caseStatus()).isEqualTo("RESOLVED");
        }

        @Test
        void sentAgainWhenTheAnswerWasLostIsDoneOnce() throws IOException {
            var day = day();
            send(zhou, day.subList(0, 4));
            var happened = entries();
            assertThat(outcomes(send(zhou, day.subList(0, 4)))).containsOnly("DONE");
            assertThat(entries()).isEqualTo(happened);
        }

        @Test
        void countsFromWhenItHappened() throws IOException {
            send(zhou, day());
            assertThat(jdbc.sql("select cast(arrived_at at time zone 'UTC' as text) from fieldwork.visit where id = :id").param("id", visit).query(String.class).single())
                    .isEqualTo("2026-03-02 01:10:00");
        }
    }

    @Nested
    class ThePlanOfTheOfficeWins {

        @Test
        void anAgreementToAnEarlierPlanIsSupersededAndWhatHappenedCountsAllTheSame() throws IOException {
            move(zhou, "2026-03-02T05:00:00Z", "2026-03-02T07:00:00Z");
            var answers = send(zhou, day());
            assertThat(outcomes(answers)).containsExactly("SUPERSEDED", "DONE", "DONE", "DONE", "DONE", "DONE", "DONE");
            assertThat(answers).bodyJson().extractingPath("$.answers[0].code").isEqualTo("fieldwork.plan-changed");
            assertThat(status(visit)).isEqualTo("SIGNED");
        }
    }

    @Nested
    class TwoPhonesOfOneEngineer {

        @Test
        void theSecondPhonesStepsAreSupersededAndNothingIsDoubled() {
            send(zhou, List.of(accept(), command("SET_OUT", "2026-03-02T00:20:00Z", Map.of()), arrive()));
            var happened = entries();
            assertThat(outcomes(send(zhou, List.of(accept(), arrive())))).containsOnly("SUPERSEDED");
            assertThat(entries()).isEqualTo(happened);
        }

        @Test
        void theLaterReportStandsWhicheverCameFirst() {
            send(zhou, List.of(accept(), arrive(), command("START", "2026-03-02T01:30:00Z", Map.of())));
            send(zhou, List.of(report("2026-03-02T02:20:00Z", "换了电池，也换了风扇")));
            var answer = send(zhou, List.of(report("2026-03-02T02:00:00Z", "换了电池")));
            assertThat(outcomes(answer)).containsExactly("SUPERSEDED");
            assertThat(jdbc.sql("select action from fieldwork.report where visit_id = :v").param("v", visit).query(String.class).single()).isEqualTo("换了电池，也换了风扇");
            assertThat(jdbc.sql("select body ->> 'action' from fieldwork.command where outcome = 'SUPERSEDED' and visit_id = :v").param("v", visit).query(String.class).single())
                    .as("the earlier one can still be read").isEqualTo("换了电池");
        }
    }

    @Nested
    class AContradiction {

        /** The office gave the visit to Chen while Zhou was in the basement. */
        private List<Sent> workedForNothing() throws IOException {
            var day = day();
            send(zhou, day.subList(0, 1));
            move(chen, NINE, ELEVEN);
            assertThat(outcomes(send(zhou, day.subList(1, 7)))).containsOnly("HELD");
            return day;
        }

        @Test
        void isShownToTheOfficeWithEverythingThatWasSent() throws IOException {
            workedForNothing();
            assertThat(town.dispatcher.get("/api/contradictions")).bodyJson().satisfies(json -> {
                json.assertThat().extractingPath("$.rows[*].state").asArray().containsExactly("OPEN");
                json.assertThat().extractingPath("$.rows[0].acts[*].act").asArray().containsExactly("SET_OUT", "ARRIVE", "START", "REPORT", "FINISH", "SIGN");
                json.assertThat().extractingPath("$.rows[0].engineerNow").isNotNull();
                json.assertThat().doesNotHavePath("$.rows[0].acts[5].body.signature");
            });
            assertThat(jdbc.sql("select count(*) from notices.notice where user_id = :u and kind = 'fieldwork.contradiction'").param("u", town.dispatcher.user)
                    .query(Integer.class).single()).as("told once, not once an act").isEqualTo(1);
            assertThat(status(visit)).as("the office's plan is not touched").isEqualTo("PLANNED");
        }

        @Test
        void thatCountsBecomesAVisitOfWhoeverWasThere() throws IOException {
            workedForNothing();
            var photo = upload(zhou, visit, "after", FieldTests.picture(320, 240, Color.GREEN), Integer.MAX_VALUE);
            assertThat(documents.of(new Subject("visit", visit)).getFirst().section()).isEqualTo("late-after");
            var second = move(chen, "2026-03-03T01:00:00Z", "2026-03-03T03:00:00Z");
            assertThat(second).isNotNull();

            assertThat(settle("count", "他确实在现场")).hasStatus(HttpStatus.NO_CONTENT);

            var made = jdbc.sql("select id from fieldwork.visit where engineer_id = :e").param("e", zhou.user).query(UUID.class).single();
            assertThat(status(made)).isEqualTo("SIGNED");
            assertThat(documents.get(photo).owner()).isEqualTo(new Subject("visit", made));
            assertThat(documents.get(photo).section()).isEqualTo("after");
            assertThat(caseStatus()).isEqualTo("RESOLVED");
            assertThat(status(visit)).as("nobody needs to go there any more").isEqualTo("CANCELLED");
            assertThat(outcomes(send(zhou, List.of(report("2026-03-02T04:00:00Z", "补充"))))).as("what he sends later belongs to it, and it is signed").containsExactly("HELD");
        }

        @Test
        void setAsideNeedsAReasonAndKeepsWhatWasSent() throws IOException {
            workedForNothing();
            assertThat(settle("set-aside", " ")).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT).bodyJson().extractingPath("$.code").isEqualTo("fieldwork.aside-unreasoned");
            assertThat(settle("set-aside", "去错了现场")).hasStatus(HttpStatus.NO_CONTENT);
            assertThat(jdbc.sql("select distinct outcome from fieldwork.command where visit_id = :v and body is not null").param("v", visit).query(String.class).list())
                    .containsExactly("SET_ASIDE");
            assertThat(zhou.get("/api/field/contradictions")).bodyJson().extractingPath("$[0].note").isEqualTo("去错了现场");
        }

        @Test
        void thatCountsGivesWayToWhatIsPlannedRightAfterIt() throws IOException {
            send(zhou, List.of(accept()));
            move(chen, NINE, ELEVEN);
            assertThat(outcomes(send(zhou, List.of(command("SET_OUT", "2026-03-02T00:20:00Z", Map.of()))))).containsOnly("HELD");
            var next = town.newCase("下一家");
            assertThat(town.dispatcher.post(ADispatchTown.plan(next, zhou.user, "2026-03-02T00:30:00Z", "2026-03-02T00:50:00Z"), "/api/dispatch/bookings")).hasStatus(HttpStatus.CREATED);
            assertThat(settle("count", "")).hasStatus(HttpStatus.NO_CONTENT);
            assertThat(jdbc.sql("select ends_at from dispatch.booking where engineer_id = :e and starts_at = '2026-03-02T00:20:00Z'").param("e", zhou.user)
                    .query(java.time.OffsetDateTime.class).single().toInstant()).isEqualTo("2026-03-02T00:30:00Z");
        }

        @Test
        void thatCannotCountChangesNothing() throws IOException {
            workedForNothing();
            var other = town.newCase("门禁打不开");
            assertThat(town.dispatcher.post(ADispatchTown.plan(other, zhou.user, NINE, ELEVEN), "/api/dispatch/bookings")).hasStatus(HttpStatus.CREATED);
            assertThat(settle("count", "")).hasStatus(HttpStatus.CONFLICT).bodyJson().extractingPath("$.code").isEqualTo("dispatch.double-booked");
            assertThat(jdbc.sql("select count(*) from fieldwork.command where outcome = 'HELD' and visit_id = :v").param("v", visit).query(Integer.class).single()).isEqualTo(6);
        }

        @Test
        void isMendedByTheEngineerWhoSaysItAgainInAWayThatFits() throws IOException {
            var day = day();
            send(zhou, day.subList(0, 4));
            var empty = command("REPORT", "2026-03-02T02:20:00Z", Map.of("finding", " ", "action", "", "advice", "", "parts", List.of(), "workMinutes", 10, "outcome", "FIXED"));
            var answers = send(zhou, List.of(empty, day.get(5), day.get(6)));
            assertThat(outcomes(answers)).containsOnly("HELD");
            assertThat(answers).bodyJson().extractingPath("$.answers[0].code").isEqualTo("fieldwork.report-empty");

            assertThat(outcomes(send(zhou, List.of(report("2026-03-02T03:20:00Z", "更换电池"))))).containsExactly("DONE");
            assertThat(status(visit)).as("what waited behind it went on by itself").isEqualTo("SIGNED");
            assertThat(jdbc.sql("select state from fieldwork.contradiction where visit_id = :v").param("v", visit).query(String.class).single()).isEqualTo("MENDED");
        }

        @Test
        void fromANewerOrOlderPhoneIsKeptEvenIfItCannotBeRead() {
            assertThat(outcomes(send(zhou, List.of(command("LEVITATE", NINE, Map.of("height", 3)))))).containsExactly("HELD");
            assertThat(jdbc.sql("select body ->> 'height' from fieldwork.command where visit_id = :v").param("v", visit).query(String.class).single()).isEqualTo("3");
        }

        @Test
        void isNobodyElsesBusiness() throws IOException {
            workedForNothing();
            var elsewhere = new ADispatchTown(jdbc, clients, engineers, cases);
            assertThat(elsewhere.dispatcher.get("/api/contradictions")).bodyJson().extractingPath("$.rows").asArray().isEmpty();
            assertThat(elsewhere.dispatcher.post("{\"note\":\"x\"}", "/api/contradictions/{id}/count", contradiction())).hasStatus(HttpStatus.NOT_FOUND);
            assertThat(send(elsewhere.engineer("ups"), List.of(command("ARRIVE", NINE, Map.of("lng", 120, "lat", 30, "note", ""))))).as("a visit that never was his").hasStatus(HttpStatus.NOT_FOUND);
        }
    }

    @Nested
    class WorkThatIsNotDone {

        @Test
        void pausesAndIsHandedOverToTheOfficeWithWhatIsLeft() {
            var work = List.of(accept(), arrive(), command("START", "2026-03-02T01:30:00Z", Map.of()), command("PAUSE", "2026-03-02T01:40:00Z", Map.of("reason", "等待配件")),
                    command("RESUME", "2026-03-02T02:10:00Z", Map.of()));
            assertThat(outcomes(send(zhou, work))).containsOnly("DONE");
            assertThat(jdbc.sql("select extract(epoch from to_at - from_at)::int from fieldwork.interruption where visit_id = :v and kind = 'PAUSE'").param("v", visit).query(Integer.class).single())
                    .isEqualTo(1800);
            assertThat(outcomes(send(zhou, List.of(command("HAND_OVER", "2026-03-02T02:20:00Z", Map.of("done", "", "left", "换电池", "colleague", town.dispatcher.user))))))
                    .as("the dispatcher is no colleague").containsExactly("HELD");
            assertThat(outcomes(send(zhou, List.of(command("HAND_OVER", "2026-03-02T02:30:00Z", Map.of("done", "已断开负载", "left", "换整组电池", "colleague", chen.user)))))).containsExactly("DONE");
            assertThat(status(visit)).isEqualTo("HANDED_OVER");
            assertThat(caseStatus()).as("it needs another visit").isEqualTo("ACTIVE");
            assertThat(jdbc.sql("select state from dispatch.booking b join fieldwork.visit v on v.booking_id = b.id where v.id = :v").param("v", visit).query(String.class).single()).isEqualTo("DONE");
            for (var told : List.of(chen, town.dispatcher)) {
                assertThat(jdbc.sql("select count(*) from notices.notice where user_id = :u and kind = 'fieldwork.handed-over'").param("u", told.user).query(Integer.class).single()).isEqualTo(1);
            }
            assertThat(zhou.get("/api/field/visits/{id}", visit)).bodyJson().extractingPath("$.handOver.left").isEqualTo("换整组电池");
            assertThat(town.dispatcher.post(ADispatchTown.plan(caseId, chen.user, "2026-03-03T01:00:00Z", "2026-03-03T03:00:00Z"), "/api/dispatch/bookings")).hasStatus(HttpStatus.CREATED);
        }

        @Test
        void asksTheManagerWhoseAnswerKeepsThePromise() {
            var manager = clients.with(Role.BRANCH_MANAGER, town.branch);
            send(zhou, List.of(accept(), arrive()));
            var question = command("ASK", "2026-03-02T01:20:00Z", Map.of("what", "客户要求换新机，可以吗"));
            assertThat(outcomes(send(zhou, List.of(question, question)))).containsOnly("DONE");
            assertThat(jdbc.sql("select count(*) from notices.notice where user_id = :u and kind = 'fieldwork.asked'").param("u", manager.user).query(Integer.class).single()).isEqualTo(1);
            var promise = jdbc.sql("select owner_user_id from promises.promise where subject_kind = 'visit-question' and subject_id = :q and code = 'field-decision'").param("q", question.id());
            assertThat(promise.query(UUID.class).single()).as("a manager owes the answer").isNotNull();
            assertThat(town.dispatcher.post("{\"answer\":\"换\"}", "/api/visits/questions/{id}/answer", question.id())).hasStatus(HttpStatus.FORBIDDEN);
            assertThat(clients.with(Role.BRANCH_MANAGER, new ADispatchTown(jdbc, clients, engineers, cases).branch).post("{\"answer\":\"换\"}", "/api/visits/questions/{id}/answer", question.id()))
                    .hasStatus(HttpStatus.NOT_FOUND);
            assertThat(manager.post("{\"answer\":\"先修，超过三千再换\"}", "/api/visits/questions/{id}/answer", question.id())).hasStatus2xxSuccessful();
            assertThat(manager.post("{\"answer\":\"换\"}", "/api/visits/questions/{id}/answer", question.id())).hasStatus(HttpStatus.CONFLICT);
            assertThat(zhou.get("/api/field/visits/{id}", visit)).bodyJson().extractingPath("$.questions[0].answer").isEqualTo("先修，超过三千再换");
            assertThat(jdbc.sql("select ended_at is not null from promises.promise where subject_id = :q").param("q", question.id()).query(Boolean.class).single()).isTrue();
        }
    }

    @Nested
    class ARemoteVisit {

        @Test
        void needsNoWayAndKeepsNoPromiseToArrive() {
            var other = town.newCase("触摸屏密码忘记");
            var plan = ADispatchTown.plan(other, chen.user, NINE, ELEVEN).replace("\"note\":\"\"", "\"note\":\"\",\"remote\":true");
            assertThat(town.dispatcher.post(plan, "/api/dispatch/bookings")).hasStatus(HttpStatus.CREATED);
            var remote = jdbc.sql("select id from fieldwork.visit where case_id = :case").param("case", other).query(UUID.class).single();
            assertThat(chen.get("/api/field/visits/{id}", remote)).bodyJson().extractingPath("$.card.remote").isEqualTo(true);
            var said = List.of(new Sent(Ids.next(), remote, "ACCEPT", "2026-03-02T00:00:00Z", Map.of("plannedStart", NINE)),
                    new Sent(Ids.next(), remote, "ARRIVE", "2026-03-02T01:05:00Z", Map.of("note", "")), new Sent(Ids.next(), remote, "START", "2026-03-02T01:06:00Z", Map.of()));
            assertThat(outcomes(send(chen, said))).containsOnly("DONE");
            assertThat(status(remote)).isEqualTo("WORKING");
            assertThat(jdbc.sql("select arrived_at is null from cases.service_case where id = :id").param("id", other).query(Boolean.class).single()).isTrue();
            assertThat(town.dispatcher.get("/api/dispatch/board?from=%s&to=%s".formatted("2026-03-02T00:00:00Z", "2026-03-02T16:00:00Z"))).bodyJson()
                    .extractingPath("$.bookings[?(@.remote == true)]").asArray().hasSize(1);
        }
    }

    @Nested
    class ACustomerWhoWasAway {

        @Test
        void readsTheReportThroughALinkAndSignsOrSaysWhyNot() throws IOException {
            var day = day();
            assertThat(outcomes(send(zhou, List.of(day.getFirst(), arrive(), command("SIGN_LATER", "2026-03-02T01:20:00Z", Map.of()))))).as("nothing is finished yet")
                    .containsExactly("DONE", "DONE", "HELD");
            assertThat(town.dispatcher.post("{\"note\":\"太早\"}", "/api/contradictions/{id}/set-aside", contradiction())).hasStatus2xxSuccessful();
            send(zhou, day.subList(3, 6));
            var later = command("SIGN_LATER", "2026-03-02T02:35:00Z", Map.of());
            assertThat(outcomes(send(zhou, List.of(later, later)))).containsOnly("DONE");
            var guest = clients.nobody();
            var first = token();
            assertThat(zhou.get("/api/field/visits/{id}", visit)).bodyJson().extractingPath("$.signToken").isEqualTo(first);
            assertThat(guest.get("/api/public/sign-links/{t}", first)).bodyJson().extractingPath("$.finding").isEqualTo("电池内阻超标");
            assertThat(town.dispatcher.get("/api/visits/unsigned")).bodyJson().extractingPath("$.rows[0].standing").isEqualTo("OPENED");
            assertThat(guest.post("{\"name\":\"沈国梁\",\"reason\":\"少换了一只电池\"}", "/api/public/sign-links/{t}/refuse", first)).hasStatus2xxSuccessful();
            assertThat(guest.get("/api/public/sign-links/{t}", first)).as("used up").hasStatus(HttpStatus.NOT_FOUND);
            assertThat(town.dispatcher.get("/api/visits/unsigned")).bodyJson().extractingPath("$.rows[0].refusal").isEqualTo("少换了一只电池");

            assertThat(new ADispatchTown(jdbc, clients, engineers, cases).dispatcher.post("", "/api/visits/{id}/sign-link", visit)).hasStatus(HttpStatus.NOT_FOUND);
            assertThat(town.dispatcher.post("", "/api/visits/{id}/sign-link", visit)).hasStatus2xxSuccessful();
            var revoked = token();
            assertThat(town.dispatcher.delete("/api/visits/{id}/sign-link", visit)).hasStatus2xxSuccessful();
            assertThat(guest.get("/api/public/sign-links/{t}", revoked)).hasStatus(HttpStatus.NOT_FOUND);
            assertThat(town.dispatcher.post("", "/api/visits/{id}/sign-link", visit)).hasStatus2xxSuccessful();
            var signature = Base64.getEncoder().encodeToString(FieldTests.picture(400, 160, Color.BLACK));
            assertThat(guest.post("{\"name\":\"沈国梁\",\"opinion\":\"可以\",\"signature\":\"%s\"}".formatted(signature), "/api/public/sign-links/{t}/sign", token())).hasStatus2xxSuccessful();
            assertThat(status(visit)).isEqualTo("SIGNED");
            assertThat(jdbc.sql("select signer_name from fieldwork.report where visit_id = :v and hash is not null").param("v", visit).query(String.class).single()).isEqualTo("沈国梁");
            assertThat(town.dispatcher.get("/api/visits/unsigned")).bodyJson().extractingPath("$.rows").asArray().isEmpty();
        }

        private String token() {
            return jdbc.sql("select token from fieldwork.sign_link where visit_id = :v order by made_at desc limit 1").param("v", visit).query(String.class).single();
        }
    }

    @Nested
    class AnEngineerWhoWatches {

        @Test
        void isRefusedAtOnceAndNothingIsKept() {
            assertThat(zhou.post(json.writeValueAsString(Map.of("live", true, "commands", List.of(command("START", NINE, Map.of())))), "/api/field/commands"))
                    .hasStatus(HttpStatus.CONFLICT).bodyJson().extractingPath("$.code").isEqualTo("fieldwork.act-not-allowed");
            assertThat(jdbc.sql("select count(*) from fieldwork.command where visit_id = :v").param("v", visit).query(Integer.class).single()).isZero();
        }
    }

    @Nested
    class APhoto {

        @Test
        void goesOnWhereTheNetBrokeOff() throws IOException {
            send(zhou, List.of(accept(), arrive()));
            var picture = FieldTests.picture(640, 480, Color.GRAY);
            var id = Ids.next();
            var start = "{\"visit\":\"%s\",\"section\":\"before\",\"fileName\":\"../../a.png\",\"size\":%d}".formatted(visit, picture.length);
            assertThat(zhou.put(start, "/api/field/photos/{id}", id)).bodyJson().extractingPath("$.received").isEqualTo(0);
            assertThat(piece(zhou, id, 0, Arrays.copyOf(picture, 700))).bodyJson().extractingPath("$.received").isEqualTo(700);
            assertThat(piece(zhou, id, 0, Arrays.copyOf(picture, 700))).as("a piece sent twice").bodyJson().extractingPath("$.received").isEqualTo(700);
            assertThat(zhou.put(start, "/api/field/photos/{id}", id)).as("after the break").bodyJson().extractingPath("$.received").isEqualTo(700);
            assertThat(piece(chen, id, 700, new byte[10])).hasStatus(HttpStatus.NOT_FOUND);
            assertThat(piece(zhou, id, 700, Arrays.copyOfRange(picture, 700, picture.length))).bodyJson().extractingPath("$.done").isEqualTo(true);
            assertThat(zhou.put(start, "/api/field/photos/{id}", id)).bodyJson().extractingPath("$.done").isEqualTo(true);
            assertThat(documents.bytes(id)).isEqualTo(picture);
            assertThat(documents.get(id).fileName()).doesNotContain("/");
        }

        @Test
        void thatNobodyGoesOnWithIsForgottenAndBeginsAgain() {
            var id = Ids.next();
            var start = "{\"visit\":\"%s\",\"section\":\"before\",\"fileName\":\"a.png\",\"size\":4}".formatted(visit);
            zhou.put(start, "/api/field/photos/{id}", id);
            piece(zhou, id, 0, new byte[2]);
            uploads.forgetUnfinished();
            assertThat(zhou.put(start, "/api/field/photos/{id}", id)).as("of today").bodyJson().extractingPath("$.received").isEqualTo(2);

            jdbc.sql("update fieldwork.upload set started_at = started_at - interval '31 days' where id = :id").param("id", id).update();
            uploads.forgetUnfinished();
            assertThat(zhou.put(start, "/api/field/photos/{id}", id)).bodyJson().extractingPath("$.received").isEqualTo(0);
        }

        @Test
        void thatIsNoneOrTooLargeIsRefused() {
            send(zhou, List.of(accept(), arrive()));
            var id = Ids.next();
            assertThat(zhou.put("{\"visit\":\"%s\",\"section\":\"before\",\"fileName\":\"a.png\",\"size\":99999999}".formatted(visit), "/api/field/photos/{id}", id))
                    .hasStatus(HttpStatus.UNPROCESSABLE_CONTENT).bodyJson().extractingPath("$.code").isEqualTo("fieldwork.photo-size");
            zhou.put("{\"visit\":\"%s\",\"section\":\"before\",\"fileName\":\"a.png\",\"size\":4}".formatted(visit), "/api/field/photos/{id}", id);
            assertThat(piece(zhou, id, 0, new byte[5])).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT).bodyJson().extractingPath("$.code").isEqualTo("fieldwork.photo-longer");
        }
    }

    private UUID upload(Client by, UUID of, String section, byte[] content, int pieces) {
        var id = Ids.next();
        by.put("{\"visit\":\"%s\",\"section\":\"%s\",\"fileName\":\"p.png\",\"size\":%d}".formatted(of, section, content.length), "/api/field/photos/{id}", id);
        for (var start = 0; start < content.length; start += Math.min(pieces, content.length)) {
            assertThat(piece(by, id, start, Arrays.copyOfRange(content, start, Math.min(content.length, start + Math.min(pieces, content.length))))).hasStatusOk();
        }
        return id;
    }

    private static MvcTestResult piece(Client by, UUID id, int start, byte[] bytes) {
        return by.sendBytes(HttpMethod.POST, bytes, "/api/field/photos/{id}?start={start}", id, start);
    }

    private MvcTestResult send(Client by, List<Sent> commands) {
        return by.post(json.writeValueAsString(Map.of("commands", commands)), "/api/field/commands");
    }

    private List<String> outcomes(MvcTestResult answered) {
        assertThat(answered).hasStatusOk();
        try {
            return json.readTree(answered.getResponse().getContentAsByteArray()).get("answers").valueStream().map(one -> one.get("outcome").asString()).toList();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private List<Sent> day() throws IOException {
        return List.of(accept(), command("SET_OUT", "2026-03-02T00:20:00Z", Map.of()), arrive(), command("START", "2026-03-02T01:30:00Z", Map.of()),
                report("2026-03-02T02:20:00Z", "更换整组电池"), command("FINISH", "2026-03-02T02:30:00Z", Map.of()),
                command("SIGN", "2026-03-02T02:40:00Z", Map.of("name", "沈国梁", "opinion", "很好",
                        "signature", Base64.getEncoder().encodeToString(FieldTests.picture(400, 160, Color.BLACK)))));
    }

    private Sent accept() {
        return command("ACCEPT", "2026-03-02T00:00:00Z", Map.of("plannedStart", NINE));
    }

    private Sent arrive() {
        return command("ARRIVE", "2026-03-02T01:10:00Z", Map.of("lng", 120.0667, "lat", 30.2675, "note", ""));
    }

    private Sent report(String at, String action) {
        return command("REPORT", at, Map.of("finding", "电池内阻超标", "cause", cause(), "action", action, "advice", "", "parts", List.of(), "workMinutes", 60, "outcome", "FIXED"));
    }

    private Sent command(String act, String at, Map<String, Object> body) {
        return new Sent(Ids.next(), visit, act, at, body);
    }

    private MvcTestResult move(Client to, String from, String until) {
        var booking = jdbc.sql("select b.id, b.version from dispatch.booking b join fieldwork.visit v on v.booking_id = b.id where v.id = :v").param("v", visit)
                .query((row, _) -> Map.of("id", row.getString("id"), "version", row.getInt("version"))).single();
        var moved = town.dispatcher.put("{\"engineerId\":\"%s\",\"startsAt\":\"%s\",\"endsAt\":\"%s\",\"note\":\"\",\"version\":%s}".formatted(to.user, from, until, booking.get("version")),
                "/api/dispatch/bookings/{id}", booking.get("id"));
        assertThat(moved).hasStatus2xxSuccessful();
        return moved;
    }

    private MvcTestResult settle(String how, String note) {
        return town.dispatcher.post("{\"note\":\"%s\"}".formatted(note), "/api/contradictions/{id}/" + how, contradiction());
    }

    private UUID contradiction() {
        return jdbc.sql("select id from fieldwork.contradiction where visit_id = :v").param("v", visit).query(UUID.class).single();
    }

    private String status(UUID of) {
        return jdbc.sql("select status from fieldwork.visit where id = :id").param("id", of).query(String.class).single();
    }

    private String caseStatus() {
        return jdbc.sql("select status from cases.service_case where id = :id").param("id", caseId).query(String.class).single();
    }

    private int entries() {
        return jdbc.sql("select count(*) from timeline.entry_subject where subject_kind = 'visit' and subject_id = :v").param("v", visit).query(Integer.class).single();
    }

    private String cause() {
        return jdbc.sql("select code from cases.fault_code where dimension = 'CAUSE' order by code limit 1").query(String.class).single();
    }
}
