package aftercare.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.AftercareTest;
import aftercare.Client;
import aftercare.cases.CaseDesk;
import aftercare.identity.Role;
import aftercare.kernel.Ids;
import com.jayway.jsonpath.JsonPath;
import java.io.UnsupportedEncodingException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@AftercareTest
class BoardTests {

    private static final String NINE = "2026-03-02T01:00:00Z";
    private static final String TEN = "2026-03-02T02:00:00Z";
    private static final String ELEVEN = "2026-03-02T03:00:00Z";
    private static final String NOON = "2026-03-02T04:00:00Z";

    @Autowired Client.Clients clients;
    @Autowired EngineerDesk engineers;
    @Autowired CaseDesk cases;
    @Autowired JdbcClient jdbc;

    ADispatchTown town;
    Client zhou;
    UUID caseId;

    @BeforeEach
    void aTown() {
        town = new ADispatchTown(jdbc, clients, engineers, cases);
        zhou = town.engineer("ups");
        caseId = town.newCase("UPS 电池报警，无法自检");
    }

    @Test
    void aWaitingCaseIsBookedAndLeavesTheList() throws Exception {
        assertThat(board(town.dispatcher)).bodyJson().extractingPath("$.waiting[*].serviceCase.id").asArray().containsExactly(caseId.toString());

        assertThat(book(caseId, zhou, NINE, ELEVEN)).hasStatus(HttpStatus.CREATED)
                .bodyJson().extractingPath("$.warnings").asArray().extracting("code").containsExactly("dispatch.in-the-past");

        assertThat(board(town.dispatcher)).bodyJson().satisfies(json -> {
            json.assertThat().extractingPath("$.waiting").asArray().isEmpty();
            json.assertThat().extractingPath("$.bookings[0].serviceCase.subject").isEqualTo("UPS 电池报警，无法自检");
            json.assertThat().extractingPath("$.bookings[0].serviceCase.customer").isEqualTo("西溪湿地公园管理处");
            json.assertThat().extractingPath("$.bookings[0].serviceCase.needs").asArray().containsExactly("ups");
            json.assertThat().extractingPath("$.bookings[0].acts").asArray().containsExactly("MOVE", "EXTEND", "DROP");
        });
        assertThat(kinds()).containsExactly("cases.opened", "cases.taken", "promises.kept", "dispatch.booked");
        assertThat(jdbc.sql("select stage || ' ' || (assignee_id = :zhou) from cases.service_case where id = :id").param("zhou", zhou.user)
                .param("id", caseId).query(String.class).single()).isEqualTo("scheduled true");
    }

    @Test
    void nobodyIsBookedTwiceAndTheRefusalNamesTheOtherCase() {
        book(caseId, zhou, NINE, ELEVEN);
        var other = town.newCase("配电柜异响");

        assertThat(book(other, zhou, TEN, NOON)).hasStatus(HttpStatus.CONFLICT).bodyJson().satisfies(json -> {
            json.assertThat().extractingPath("$.code").isEqualTo("dispatch.double-booked");
            json.assertThat().extractingPath("$.facts.engineer").isEqualTo("ENGINEER");
            json.assertThat().extractingPath("$.facts.number").isEqualTo(town.number(caseId));
            json.assertThat().extractingPath("$.facts.day").isEqualTo("2026-03-02");
            json.assertThat().extractingPath("$.facts.from").isEqualTo("09:00");
            json.assertThat().extractingPath("$.facts.to").isEqualTo("11:00");
        });
        assertThat(board(town.dispatcher)).bodyJson().extractingPath("$.waiting[*].serviceCase.id").asArray().containsExactly(other.toString());
    }

    @Test
    void whoWasToComeToACaseThatWentIntoAnotherComesToThatOne() {
        var agent = clients.with(Role.AGENT, town.branch);
        var main = town.newCase("配电柜异响");
        book(caseId, zhou, NINE, ELEVEN);
        assertThat(agent.post("{\"number\": \"%s\"}".formatted(town.number(main)), "/api/cases/{id}/merge", caseId)).hasStatusOk();
        assertThat(bookings(caseId)).containsExactly("CANCELLED");
        assertThat(bookings(main)).containsExactly("PLANNED");
        assertThat(board(town.dispatcher)).bodyJson().satisfies(json -> {
            json.assertThat().extractingPath("$.bookings[0].serviceCase.id").isEqualTo(main.toString());
            json.assertThat().extractingPath("$.bookings[0].startsAt").isEqualTo(NINE);
            json.assertThat().extractingPath("$.waiting").asArray().isEmpty();
        });

        var third = town.newCase("又响了");
        book(third, zhou, ELEVEN, NOON);
        assertThat(agent.post("{\"number\": \"%s\"}".formatted(town.number(main)), "/api/cases/{id}/merge", third)).hasStatusOk();
        assertThat(bookings(third)).containsExactly("CANCELLED");
        assertThat(bookings(main)).as("somebody comes anyway").containsExactly("PLANNED");
    }

    private List<String> bookings(UUID of) {
        return jdbc.sql("select state from dispatch.booking where case_id = :case order by id").param("case", of).query(String.class).list();
    }

    @Test
    void oneVisitMayBeginWhereTheOtherEnds() {
        book(caseId, zhou, NINE, ELEVEN);
        assertThat(book(town.newCase("配电柜异响"), zhou, ELEVEN, NOON)).hasStatus(HttpStatus.CREATED);
    }

    @Test
    void ofTwoDispatchersWhoBookTheSameHourAtOnceExactlyOneSucceeds() throws Exception {
        var second = clients.with(Role.DISPATCHER, town.branch);
        for (int round = 0; round < 8; round++) {
            var from = "2026-04-%02dT01:00:00Z".formatted(round + 1);
            var to = "2026-04-%02dT03:00:00Z".formatted(round + 1);
            var one = town.newCase("甲");
            var two = town.newCase("乙");
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var answers = threads.invokeAll(List.<Callable<Integer>>of(
                        () -> town.dispatcher.post(ADispatchTown.plan(one, zhou.user, from, to), "/api/dispatch/bookings").getResponse().getStatus(),
                        () -> second.post(ADispatchTown.plan(two, zhou.user, from, to), "/api/dispatch/bookings").getResponse().getStatus()));
                assertThat(List.of(answers.get(0).get(), answers.get(1).get())).containsExactlyInAnyOrder(201, 409);
            }
        }
    }

    @Test
    void twoDispatchersWhoSwapTheSameEngineersDoNotBlockEachOther() throws Exception {
        var wu = town.engineer();
        var first = id(book(caseId, zhou, NINE, ELEVEN));
        var other = id(book(town.newCase("配电柜异响"), wu, NINE, ELEVEN));
        var second = clients.with(Role.DISPATCHER, town.branch);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = threads.invokeAll(List.<Callable<Integer>>of(
                    () -> town.dispatcher.put(move(wu, NINE, ELEVEN, 0), "/api/dispatch/bookings/{id}", first).getResponse().getStatus(),
                    () -> second.put(move(zhou, NINE, ELEVEN, 0), "/api/dispatch/bookings/{id}", other).getResponse().getStatus()));
            assertThat(List.of(answers.get(0).get(), answers.get(1).get())).containsExactly(409, 409);
        }
    }

    @Test
    void aBookingMovesToAnotherEngineerAndItsHistoryTellsFromWhere() throws Exception {
        var wu = town.engineer();
        var id = id(book(caseId, zhou, NINE, ELEVEN));

        assertThat(town.dispatcher.put(move(wu, TEN, NOON, 0), "/api/dispatch/bookings/{id}", id)).hasStatusOk()
                .bodyJson().extractingPath("$.warnings[*].code").asArray().contains("dispatch.skill-missing");
        assertThat(town.dispatcher.put(move(wu, TEN, NOON, 0), "/api/dispatch/bookings/{id}", id)).as("an old version").hasStatus(HttpStatus.CONFLICT);

        assertThat(jdbc.sql("select facts ->> 'fromStartsAt' from timeline.entry e join timeline.entry_subject s on s.entry_id = e.id where s.subject_id = :case and e.kind = 'dispatch.moved'")
                .param("case", caseId).query(String.class).single()).isEqualTo(NINE);
    }

    @Test
    void aDroppedBookingFreesTheEngineerAndTheCaseWaitsAgainWithTheReason() throws Exception {
        var id = id(book(caseId, zhou, NINE, ELEVEN));

        assertThat(town.dispatcher.delete("/api/dispatch/bookings/{id}?version=0&reason={reason}", id, "客户改期")).hasStatus(HttpStatus.NO_CONTENT);

        assertThat(board(town.dispatcher)).bodyJson().extractingPath("$.waiting[0].dropReason").isEqualTo("客户改期");
        assertThat(book(town.newCase("配电柜异响"), zhou, NINE, ELEVEN)).hasStatus(HttpStatus.CREATED);
    }

    @Test
    void whatIsOutsideHoursIsAllowedButSaid() {
        assertThat(book(caseId, zhou, "2036-03-03T11:00:00Z", "2036-03-03T12:00:00Z")).hasStatus(HttpStatus.CREATED)
                .bodyJson().extractingPath("$.warnings").asArray().extracting("code").contains("dispatch.outside-hours");
    }

    @Test
    void backwardsTimesAreRefused() {
        assertThat(book(caseId, zhou, ELEVEN, NINE)).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
                .bodyJson().extractingPath("$.code").isEqualTo("dispatch.backwards");
    }

    @Test
    void anotherBranchDoesNotExistForADispatcher() throws Exception {
        var stranger = new ADispatchTown(jdbc, clients, engineers, cases).dispatcher;
        var id = id(book(caseId, zhou, NINE, ELEVEN));
        var waiting = town.newCase("配电柜异响");

        assertThat(board(stranger)).bodyJson().satisfies(json -> {
            json.assertThat().extractingPath("$.engineers").asArray().isEmpty();
            json.assertThat().extractingPath("$.bookings").asArray().isEmpty();
            json.assertThat().extractingPath("$.waiting").asArray().isEmpty();
        });
        assertThat(stranger.post(ADispatchTown.plan(waiting, zhou.user, TEN, NOON), "/api/dispatch/bookings")).hasStatus(HttpStatus.NOT_FOUND);
        assertThat(stranger.put(move(zhou, TEN, NOON, 0), "/api/dispatch/bookings/{id}", id)).hasStatus(HttpStatus.NOT_FOUND);
        assertThat(stranger.delete("/api/dispatch/bookings/{id}?version=0", id)).hasStatus(HttpStatus.NOT_FOUND);
        assertThat(stranger.get("/api/dispatch/bookings?caseId={case}", caseId)).bodyJson().extractingPath("$").asArray().isEmpty();
    }

    @Test
    void aPartnerSeesHisPeopleAndTheirBookingsOnly() {
        var partner = town.partner();
        var theirs = town.engineer(partner, "ups");
        var manager = clients.with(Role.PARTNER_MANAGER, town.branch, partner, null);
        book(caseId, zhou, NINE, ELEVEN);
        var passedOn = town.newCase("水泵异响");
        book(passedOn, theirs, NINE, ELEVEN);

        assertThat(board(manager)).bodyJson().satisfies(json -> {
            json.assertThat().extractingPath("$.engineers[*].id").asArray().containsExactly(theirs.user.toString());
            json.assertThat().extractingPath("$.bookings[*].serviceCase.id").asArray().containsExactly(passedOn.toString());
            json.assertThat().extractingPath("$.bookings[0].acts").asArray().as("he plans his own people").contains("MOVE");
            json.assertThat().extractingPath("$.waiting").asArray().isEmpty();
        });
        assertThat(manager.post(ADispatchTown.plan(caseId, theirs.user, TEN, NOON), "/api/dispatch/bookings")).hasStatus(HttpStatus.NOT_FOUND);
    }

    @Test
    void everyStateIsKnownToTheDatabaseAndNoOther() {
        var check = jdbc.sql("select pg_get_constraintdef(oid) from pg_constraint where conname = 'booking_state_known'").query(String.class).single();
        assertThat(java.util.regex.Pattern.compile("'([A-Z_]+)'").matcher(check).results().map(found -> found.group(1)))
                .containsExactlyInAnyOrder(java.util.Arrays.stream(BookingState.values()).map(Enum::name).toArray(String[]::new));
    }

    @Test
    void anEngineerIsMadeBookableAndChanged() throws Exception {
        var manager = clients.with(Role.MANAGER, town.branch);
        var fresh = clients.with(Role.ENGINEER, town.branch);
        assertThat(manager.get("/api/dispatch/engineers/candidates")).bodyJson().extractingPath("$[*].id").asArray().containsExactly(fresh.user.toString());

        assertThat(manager.post("""
                {"userId": "%s", "branchId": "%s", "dayStarts": "09:00", "dayEnds": "18:00", "travelsBy": "TRANSIT", "overtimeMinutes": 90, "skills": [{"skill": "ups", "level": 3}]}
                """.formatted(fresh.user, town.branch), "/api/dispatch/engineers")).hasStatus(HttpStatus.CREATED);
        assertThat(manager.put("""
                {"branchId": "%s", "dayStarts": "09:00", "dayEnds": "18:00", "active": false, "travelsBy": "CAR", "overtimeMinutes": 0, "skills": [{"skill": "flying", "level": 3}], "version": 0}
                """.formatted(town.branch), "/api/dispatch/engineers/{id}", fresh.user)).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        assertThat(manager.put("""
                {"branchId": "%s", "dayStarts": "09:00", "dayEnds": "18:00", "active": false, "travelsBy": "CAR", "overtimeMinutes": 0, "skills": [{"skill": "hvac", "level": 1}], "version": 0}
                """.formatted(town.branch), "/api/dispatch/engineers/{id}", fresh.user)).hasStatusOk();

        var shown = manager.get("/api/dispatch/engineers").getResponse().getContentAsString();
        assertThat(JsonPath.<List<String>>read(shown, "$[?(@.id == '%s')].skills[*].skill".formatted(fresh.user))).containsExactly("hvac");
        assertThat(book(caseId, fresh, NINE, TEN)).hasStatus(HttpStatus.CONFLICT).bodyJson().extractingPath("$.code").isEqualTo("dispatch.engineer-inactive");
    }

    @Test
    void aBookingOfNothingIsMissing() {
        assertThat(town.dispatcher.delete("/api/dispatch/bookings/{id}?version=0", Ids.next())).hasStatus(HttpStatus.NOT_FOUND);
    }

    private MvcTestResult board(Client client) {
        return client.get("/api/dispatch/board?from=2026-03-01T16:00:00Z&to=2026-03-02T16:00:00Z");
    }

    private MvcTestResult book(UUID caseId, Client engineer, String from, String to) {
        return town.dispatcher.post(ADispatchTown.plan(caseId, engineer.user, from, to), "/api/dispatch/bookings");
    }

    private static String move(Client engineer, String from, String to, int version) {
        return "{\"engineerId\":\"%s\",\"startsAt\":\"%s\",\"endsAt\":\"%s\",\"note\":\"\",\"version\":%d}".formatted(engineer.user, from, to, version);
    }

    private static String id(MvcTestResult booked) throws UnsupportedEncodingException {
        return JsonPath.read(booked.getResponse().getContentAsString(), "$.booking.id");
    }

    private List<String> kinds() {
        return jdbc.sql("select e.kind from timeline.entry e join timeline.entry_subject s on s.entry_id = e.id where s.subject_id = :case order by e.id")
                .param("case", caseId).query(String.class).list();
    }
}
