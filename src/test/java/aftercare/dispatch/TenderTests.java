package aftercare.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.AftercareTest;
import aftercare.Client;
import aftercare.cases.CaseDesk;
import aftercare.identity.Role;
import aftercare.kernel.Ids;
import aftercare.promises.ALaterHour;
import aftercare.promises.PromiseDesk;
import aftercare.promises.PromiseState;
import aftercare.promises.PromiseView;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** What our own people cannot take is offered to partners, and one of them has it. */
@AftercareTest
class TenderTests {

    @Autowired Client.Clients clients;
    @Autowired EngineerDesk engineers;
    @Autowired CaseDesk cases;
    @Autowired PromiseDesk promises;
    @Autowired JdbcClient jdbc;
    @Autowired Clock clock;
    @Autowired ApplicationContext context;

    private ADispatchTown town;
    private UUID deer;
    private UUID crane;
    private Client deerManager;
    private Client craneManager;
    private UUID caseId;
    private String tomorrow;

    @BeforeEach
    void twoPartners() {
        town = new ADispatchTown(jdbc, clients, engineers, cases);
        deer = town.partner();
        crane = town.partner();
        deerManager = clients.with(Role.PARTNER_MANAGER, town.branch, deer, null);
        craneManager = clients.with(Role.PARTNER_MANAGER, town.branch, crane, null);
        caseId = town.newCase("西溪湿地公园管理处 UPS 报警，请联系沈国梁 138 0000 1001");
        tomorrow = clock.instant().plus(1, ChronoUnit.DAYS).truncatedTo(ChronoUnit.HOURS).toString();
    }

    private UUID ask(TenderMode mode, UUID... partners) {
        var ids = Stream.of(partners).map(id -> "\"" + id + "\"").collect(Collectors.joining(","));
        assertThat(town.dispatcher.post("{\"mode\":\"%s\",\"partnerIds\":[%s],\"words\":\"带电池来\"}".formatted(mode, ids), "/api/dispatch/cases/{id}/tenders", caseId))
                .hasStatus(HttpStatus.CREATED);
        return jdbc.sql("select id from dispatch.tender where case_id = :case and state = 'OPEN'").param("case", caseId).query(UUID.class).single();
    }

    private MvcTestResult yes(Client manager, UUID tender) {
        return yes(manager, tender, null);
    }

    private MvcTestResult yes(Client manager, UUID tender, UUID engineer) {
        return manager.post("{\"startsAt\":\"%s\",\"minutes\":90,\"price\":480.00,\"engineerId\":%s,\"note\":\"\"}"
                .formatted(tomorrow, engineer == null ? "null" : "\"" + engineer + "\""), "/api/dispatch/invitations/{id}/answer", tender);
    }

    private MvcTestResult no(Client manager, UUID tender) {
        return manager.post("{\"reason\":\"no-capacity\",\"words\":\"都在外地\"}", "/api/dispatch/invitations/{id}/decline", tender);
    }

    private Map<String, Object> stateOf(UUID tender) {
        return jdbc.sql("select t.state, (select string_agg(i.state, ' ' order by i.state) from dispatch.invitation i where i.tender_id = t.id) as parts from dispatch.tender t where t.id = :id")
                .param("id", tender).query().singleRow();
    }

    private List<String> told(Client somebody) {
        return jdbc.sql("select kind from notices.notice where user_id = :user order by at, id").param("user", somebody.user).query(String.class).list();
    }

    private List<PromiseView> promisesOf(UUID tender) {
        return promises.of(TenderDesk.subject(tender));
    }

    private List<String> timeline() {
        return jdbc.sql("select h.kind from timeline.entry h join timeline.entry_subject a on a.entry_id = h.id where a.subject_id = :case and h.kind like 'dispatch.%' order by h.at, h.id")
                .param("case", caseId).query(String.class).list();
    }

    @Nested
    class ACaseOfferedToTwo {

        @Test
        void isTheirsWhoSaysYesFirst() {
            var tender = ask(TenderMode.FIRST, deer, crane);
            assertThat(deerManager.get("/api/cases/{id}", caseId)).as("before it has won").hasStatus(HttpStatus.NOT_FOUND);
            assertThat(yes(deerManager, tender)).hasStatusOk();

            assertThat(stateOf(tender)).containsEntry("state", "AWARDED").containsEntry("parts", "LOST WON");
            assertThat(deerManager.get("/api/cases/{id}", caseId)).hasStatusOk();
            assertThat(craneManager.get("/api/cases/{id}", caseId)).hasStatus(HttpStatus.NOT_FOUND);
            assertThat(told(deerManager)).containsExactly("dispatch.tender-asked", "dispatch.tender-won");
            assertThat(told(craneManager)).containsExactly("dispatch.tender-asked", "dispatch.tender-lost");
            assertThat(told(town.dispatcher)).containsExactly("dispatch.tender-awarded");
            assertThat(promisesOf(tender)).extracting(PromiseView::state).containsExactly(PromiseState.KEPT);
            assertThat(timeline()).containsExactly("dispatch.tender-asked", "dispatch.tender-awarded");

            assertThat(yes(craneManager, tender)).hasStatus(HttpStatus.CONFLICT).bodyJson().extractingPath("$.code").isEqualTo("dispatch.tender-taken");
        }

        @Test
        void hasExactlyOneWinnerWhenBothSayYesAtTheSameInstant() throws Exception {
            var tender = ask(TenderMode.FIRST, deer, crane);
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var answers = threads.invokeAll(List.<Callable<Integer>>of(() -> yes(deerManager, tender).getResponse().getStatus(),
                        () -> yes(craneManager, tender).getResponse().getStatus()));
                assertThat(List.of(answers.getFirst().get(), answers.getLast().get())).containsExactlyInAnyOrder(200, 409);
            }
            assertThat(stateOf(tender)).containsEntry("state", "AWARDED").containsEntry("parts", "LOST WON");
            var winner = jdbc.sql("select partner_id from dispatch.invitation where tender_id = :id and state = 'WON'").param("id", tender).query(UUID.class).single();
            assertThat(jdbc.sql("select partner_id from cases.service_case where id = :id").param("id", caseId).query(UUID.class).single()).isEqualTo(winner);
        }

        @Test
        void tellsWhatAndWhereButNotWhose() {
            var tender = ask(TenderMode.FIRST, deer, crane);
            assertThat(deerManager.get("/api/dispatch/invitations")).hasStatusOk().bodyText()
                    .contains("UPS 报警", "带电池来", tender.toString()).doesNotContain("西溪", "沈国梁", "1001", "天目山路", caseId.toString(), town.number(caseId));
            assertThat(deerManager.get("/api/dispatch/invitations")).bodyJson().extractingPath("$.rows[0].acts").asArray().containsExactly("ANSWER", "DECLINE");
        }

        @Test
        void isNobodyElsesBusiness() {
            var tender = ask(TenderMode.FIRST, deer);
            assertThat(yes(craneManager, tender)).hasStatus(HttpStatus.NOT_FOUND);
            assertThat(craneManager.get("/api/dispatch/invitations/{id}", tender)).hasStatus(HttpStatus.NOT_FOUND);
            assertThat(deerManager.get("/api/dispatch/tenders/{id}", tender)).hasStatus(HttpStatus.FORBIDDEN);
            assertThat(town.engineer().get("/api/dispatch/invitations")).hasStatus(HttpStatus.FORBIDDEN);
            var elsewhere = clients.with(Role.DISPATCHER, new ADispatchTown(jdbc, clients, engineers, cases).branch);
            assertThat(elsewhere.get("/api/dispatch/tenders/{id}", tender)).hasStatus(HttpStatus.NOT_FOUND);
        }
    }

    @Nested
    class TheBestAnswer {

        @Test
        void isChosenByTheDispatcherAndItsEngineerIsBooked() {
            var lu = town.engineer(deer);
            var tender = ask(TenderMode.BEST, deer, crane);
            assertThat(yes(deerManager, tender, lu.user)).hasStatusOk();
            assertThat(yes(craneManager, tender)).hasStatusOk();
            assertThat(stateOf(tender)).containsEntry("state", "OPEN").containsEntry("parts", "ANSWERED ANSWERED");
            assertThat(told(town.dispatcher)).containsExactly("dispatch.tender-answered", "dispatch.tender-answered");

            assertThat(town.dispatcher.post("{\"partnerId\":\"%s\"}".formatted(deer), "/api/dispatch/tenders/{id}/award", tender)).hasStatusOk();
            assertThat(stateOf(tender)).containsEntry("state", "AWARDED").containsEntry("parts", "LOST WON");
            assertThat(jdbc.sql("select engineer_id from dispatch.booking where case_id = :case and state = 'PLANNED'").param("case", caseId).query(UUID.class).single())
                    .isEqualTo(lu.user);
        }

        @Test
        void canOnlyBeOneThatSaidYes() {
            var tender = ask(TenderMode.BEST, deer, crane);
            assertThat(town.dispatcher.post("{\"partnerId\":\"%s\"}".formatted(crane), "/api/dispatch/tenders/{id}/award", tender)).hasStatus(HttpStatus.CONFLICT);
            assertThat(stateOf(tender)).containsEntry("state", "OPEN");
        }

        @Test
        void mayNotNameSomebodyElsesEngineer() {
            var own = town.engineer();
            var tender = ask(TenderMode.BEST, deer);
            assertThat(yes(deerManager, tender, own.user)).hasStatus(HttpStatus.NOT_FOUND);
        }
    }

    @Nested
    class ATenderThatNobodyWants {

        @Test
        void endsWhenAllHaveDeclined() {
            var tender = ask(TenderMode.FIRST, deer, crane);
            assertThat(no(deerManager, tender)).hasStatusOk();
            assertThat(stateOf(tender)).containsEntry("state", "OPEN");
            assertThat(no(craneManager, tender)).hasStatusOk();
            assertThat(stateOf(tender)).containsEntry("state", "LAPSED").containsEntry("parts", "DECLINED DECLINED");
            assertThat(told(town.dispatcher)).containsExactly("dispatch.tender-declined", "dispatch.tender-declined", "dispatch.tender-lapsed");
            assertThat(promisesOf(tender)).extracting(PromiseView::state).containsExactly(PromiseState.WAIVED);
        }

        @Test
        void lapsesWhenItsPromiseRunsOutAndStaysOnTheDueBoardUntilSomethingIsDone() {
            var tender = ask(TenderMode.FIRST, deer, crane);
            no(deerManager, tender);
            ALaterHour.comes(context, clock.instant().plus(Duration.ofMinutes(23)));
            assertThat(told(craneManager)).contains("dispatch.tender-soon");
            ALaterHour.comes(context, clock.instant().plus(Duration.ofMinutes(31)));

            assertThat(stateOf(tender)).containsEntry("state", "LAPSED").containsEntry("parts", "DECLINED LAPSED");
            assertThat(promisesOf(tender).getFirst().breachedAt()).isNotNull();
            assertThat(promisesOf(tender)).extracting(PromiseView::state).containsExactly(PromiseState.RUNNING);
            assertThat(told(town.dispatcher)).contains("promises.broken", "dispatch.tender-lapsed");
            assertThat(yes(craneManager, tender)).hasStatus(HttpStatus.CONFLICT).bodyJson().extractingPath("$.code").isEqualTo("dispatch.tender-lapsed");

            assertThat(town.dispatcher.post(ADispatchTown.plan(caseId, town.engineer().user, "2036-03-03T01:00:00Z", "2036-03-03T03:00:00Z"), "/api/dispatch/bookings"))
                    .hasStatus(HttpStatus.CREATED);
            assertThat(promisesOf(tender).getFirst().endedAt()).as("it is dealt with").isNotNull();
        }

        @Test
        void waitsForTheDispatcherWhenThereIsAnAnswerToChoose() {
            var tender = ask(TenderMode.BEST, deer, crane);
            yes(deerManager, tender);
            ALaterHour.comes(context, clock.instant().plus(Duration.ofMinutes(31)));
            assertThat(stateOf(tender)).containsEntry("state", "OPEN").containsEntry("parts", "ANSWERED LAPSED");
            assertThat(told(town.dispatcher)).contains("dispatch.tender-choose");
            assertThat(town.dispatcher.post("{\"partnerId\":\"%s\"}".formatted(deer), "/api/dispatch/tenders/{id}/award", tender)).hasStatusOk();
        }
    }

    @Test
    void aTenderIsWithdrawnWhenOurOwnPeopleGoAfterAll() {
        var tender = ask(TenderMode.FIRST, deer);
        assertThat(town.dispatcher.post(ADispatchTown.plan(caseId, town.engineer().user, "2036-03-03T01:00:00Z", "2036-03-03T03:00:00Z"), "/api/dispatch/bookings"))
                .hasStatus(HttpStatus.CREATED);
        assertThat(stateOf(tender)).containsEntry("state", "WITHDRAWN").containsEntry("parts", "WITHDRAWN");
        assertThat(told(deerManager)).containsExactly("dispatch.tender-asked", "dispatch.tender-withdrawn");
        assertThat(yes(deerManager, tender)).hasStatus(HttpStatus.CONFLICT).bodyJson().extractingPath("$.code").isEqualTo("dispatch.tender-withdrawn");
    }

    @Test
    void oneCaseIsOfferedOnceAtATime() {
        ask(TenderMode.FIRST, deer);
        assertThat(town.dispatcher.post("{\"mode\":\"BEST\",\"partnerIds\":[\"%s\"],\"words\":\"\"}".formatted(crane), "/api/dispatch/cases/{id}/tenders", caseId))
                .hasStatus(HttpStatus.CONFLICT).bodyJson().extractingPath("$.code").isEqualTo("dispatch.tender-open");
        assertThat(town.dispatcher.post("{\"mode\":\"BEST\",\"partnerIds\":[\"%s\"],\"words\":\"\"}".formatted(Ids.next()), "/api/dispatch/cases/{id}/tenders", caseId))
                .hasStatus(HttpStatus.UNPROCESSABLE_CONTENT);
    }

    @Test
    void theDispatcherSeesWhoCould() {
        town.engineer(deer, "ups");
        town.engineer(deer);
        var json = assertThat(town.dispatcher.get("/api/dispatch/cases/{id}/partners", caseId)).hasStatusOk().bodyJson();
        json.extractingPath("$[0].id").as("those who can come first").isEqualTo(deer.toString());
        json.extractingPath("$[0].engineers").isEqualTo(2);
        json.extractingPath("$[0].able").isEqualTo(1);
        json.extractingPath("$[1].able").isEqualTo(0);
    }

    @Nested
    class ThePartnersOwnBoard {

        @Test
        void plansTheFirmsPeopleForWhatItHasAndNobodyElse() {
            var lu = town.engineer(deer);
            var own = town.engineer();
            var other = town.newCase("门禁不开");
            yes(deerManager, ask(TenderMode.FIRST, deer));

            assertThat(deerManager.post(ADispatchTown.plan(caseId, lu.user, "2036-03-03T01:00:00Z", "2036-03-03T03:00:00Z"), "/api/dispatch/bookings")).hasStatus(HttpStatus.CREATED);
            assertThat(deerManager.post(ADispatchTown.plan(caseId, own.user, "2036-03-04T01:00:00Z", "2036-03-04T03:00:00Z"), "/api/dispatch/bookings")).hasStatus(HttpStatus.NOT_FOUND);
            assertThat(deerManager.post(ADispatchTown.plan(other, lu.user, "2036-03-05T01:00:00Z", "2036-03-05T03:00:00Z"), "/api/dispatch/bookings")).hasStatus(HttpStatus.NOT_FOUND);
            var board = assertThat(deerManager.get("/api/dispatch/board?from=2036-03-02T16:00:00Z&to=2036-03-03T16:00:00Z")).hasStatusOk().bodyJson();
            board.extractingPath("$.engineers").asArray().hasSize(1);
            board.extractingPath("$.bookings").asArray().hasSize(1);
            board.extractingPath("$.waiting").asArray().isEmpty();
        }

        @Test
        void isHelpedByTheAssistantAmongItsOwnPeople() {
            var lu = town.engineer(deer, "ups");
            town.engineer("ups");
            yes(deerManager, ask(TenderMode.FIRST, deer));
            var advice = assertThat(deerManager.get("/api/dispatch/cases/{id}/advice", caseId)).hasStatusOk().bodyJson();
            advice.extractingPath("$.offers[0].engineerId").isEqualTo(lu.user.toString());
            advice.extractingPath("$.others").asArray().isEmpty();
        }
    }
}
