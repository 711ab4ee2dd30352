package aftercare.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import aftercare.AftercareTest;
import aftercare.Client;
import aftercare.cases.CaseDesk;
import aftercare.identity.Role;
import aftercare.kernel.Ids;
import com.jayway.jsonpath.JsonPath;
import java.io.UnsupportedEncodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@AftercareTest
class PlanTests {

    /** A Monday. */
    private static final String DAY = "2031-03-03";
    private static final String NINE = "2031-03-03T01:00:00Z";
    private static final String ELEVEN = "2031-03-03T03:00:00Z";

    @Autowired Client.Clients clients;
    @Autowired EngineerDesk engineers;
    @Autowired CaseDesk cases;
    @Autowired JdbcClient jdbc;
    @Autowired Planner planner;

    ADispatchTown town;
    Client zhou;
    Client wu;

    @BeforeEach
    void aTown() {
        town = new ADispatchTown(jdbc, clients, engineers, cases);
        zhou = town.engineer("ups");
        wu = town.engineer("ups");
    }

    @Test
    void aDayIsPlannedComparedAndAccepted() throws Exception {
        var waiting = new ArrayList<UUID>();
        for (int i = 0; i < 5; i++) {
            waiting.add(town.newCase("第 %d 单".formatted(i)));
        }
        var plan = found(ask("DAY", ""));

        assertThat(this.<List<String>>read(plan, "$.result.changes[*].caseId")).containsExactlyInAnyOrderElementsOf(waiting.stream().map(UUID::toString).toList());
        assertThat(this.<Integer>read(plan, "$.result.before.waiting")).isEqualTo(5);
        assertThat(this.<Integer>read(plan, "$.result.after.waiting")).isZero();
        assertThat(this.<List<Object>>read(plan, "$.progress")).isNotEmpty();
        assertThat(this.<List<String>>read(plan, "$.result.tours[*].stops[*].fate")).hasSize(5).containsOnly("NEW");

        assertThat(accept(plan, "null")).hasStatusOk().bodyJson().extractingPath("$.changes").isEqualTo(5);
        assertThat(jdbc.sql("select count(*) from dispatch.booking b join dispatch.booking_reason r on r.booking_id = b.id where b.branch_id = :branch")
                .param("branch", town.branch).query(Integer.class).single()).isEqualTo(5);
        assertThat(accept(plan, "null")).as("twice").hasStatus(HttpStatus.CONFLICT).bodyJson().extractingPath("$.code").isEqualTo("dispatch.plan-decided");
    }

    @Test
    void ofAPlanOnlyWhatIsChosenHappens() throws Exception {
        town.newCase("甲");
        town.newCase("乙");
        var plan = found(ask("DAY", ""));
        var key = this.<String>read(plan, "$.result.changes[0].key");
        assertThat(accept(plan, "[\"%s\"]".formatted(key))).hasStatusOk().bodyJson().extractingPath("$.changes").isEqualTo(1);
        assertThat(booked()).isEqualTo(1);
    }

    @Test
    void aPlanThatIsNoLongerTrueIsRefusedAndSaysWhy() throws Exception {
        var one = town.newCase("甲");
        town.newCase("乙");
        var plan = found(ask("DAY", ""));
        town.dispatcher.post(ADispatchTown.plan(one, zhou.user, "2031-03-05T01:00:00Z", "2031-03-05T03:00:00Z"), "/api/dispatch/bookings");

        assertThat(accept(plan, "null")).hasStatus(HttpStatus.CONFLICT).bodyJson().satisfies(json -> {
            json.assertThat().extractingPath("$.code").isEqualTo("dispatch.plan-outdated");
            json.assertThat().extractingPath("$.facts.numbers").isEqualTo(town.number(one));
        });
        assertThat(booked()).as("nothing of it happened").isEqualTo(1);
    }

    @Test
    void anUrgentCaseIsGivenRoomWithTheOthersMovedOnlyAsFarAsNeeded() throws Exception {
        for (var engineer : List.of(zhou, wu)) {
            for (var hour : List.of(0, 2, 4, 6)) {
                book(town.newCase("满"), engineer, "2031-03-03T%02d:30:00Z".formatted(hour), "2031-03-03T%02d:30:00Z".formatted(hour + 2));
            }
        }
        var urgent = town.newCase("全院断电");
        jdbc.sql("update cases.service_case set severity = 1 where id = :id").param("id", urgent).update();
        var plan = found(ask("URGENT", ",\"caseId\":\"%s\"".formatted(urgent)));

        assertThat(this.<List<String>>read(plan, "$.result.changes[?(@.caseId == '%s')].after.engineerId".formatted(urgent))).hasSize(1);
        assertThat(accept(plan, "null")).hasStatusOk();
        assertThat(jdbc.sql("select count(*) from dispatch.booking where case_id = :case and state = 'PLANNED' and starts_at < '2031-03-03T10:00Z'")
                .param("case", urgent).query(Integer.class).single()).isEqualTo(1);
    }

    @Test
    void othersTakeOverFromAnEngineerWhoIsIllAtTheTimesThatWerePromised() throws Exception {
        var visit = book(town.newCase("甲"), zhou, NINE, ELEVEN);
        jdbc.sql("update dispatch.booking set state = 'CONFIRMED' where id = :id").param("id", visit).update();
        var plan = found(ask("ABSENT", ",\"engineerId\":\"%s\",\"from\":\"2031-03-02T16:00:00Z\",\"to\":\"2031-03-03T16:00:00Z\"".formatted(zhou.user)));

        assertThat(this.<String>read(plan, "$.result.changes[0].after.engineerId")).isEqualTo(wu.user.toString());
        assertThat(this.<String>read(plan, "$.result.changes[0].after.startsAt")).isEqualTo(NINE);
        assertThat(this.<Boolean>read(plan, "$.result.changes[0].confirmed")).isTrue();
        assertThat(accept(plan, "null")).hasStatusOk();
    }

    @Test
    void whenAVisitTakesLongerWhatComesAfterItMoves() throws Exception {
        var late = book(town.newCase("甲"), zhou, NINE, ELEVEN);
        var next = book(town.newCase("乙"), zhou, ELEVEN, "2031-03-03T05:00:00Z");
        var plan = found(ask("LATE", ",\"bookingId\":\"%s\",\"minutes\":90".formatted(late)));

        assertThat(accept(plan, "null")).hasStatusOk();
        assertThat(jdbc.sql("select ends_at = '2031-03-03T04:30Z' from dispatch.booking where id = :id").param("id", late).query(Boolean.class).single()).isTrue();
        assertThat(jdbc.sql("select starts_at >= '2031-03-03T04:30Z' or engineer_id <> :zhou from dispatch.booking where id = :id").param("id", next)
                .param("zhou", zhou.user).query(Boolean.class).single()).isTrue();
    }

    @Test
    void twoVisitsChangePlacesInOneGo() throws Exception {
        var one = book(town.newCase("甲"), zhou, NINE, ELEVEN);
        var other = book(town.newCase("乙"), wu, NINE, ELEVEN);
        assertThat(town.dispatcher.post("{\"one\":{\"id\":\"%s\",\"version\":0},\"other\":{\"id\":\"%s\",\"version\":0}}".formatted(one, other), "/api/dispatch/bookings/swap"))
                .hasStatus(HttpStatus.NO_CONTENT);
        assertThat(engineerOf(one)).isEqualTo(wu.user);
        assertThat(engineerOf(other)).isEqualTo(zhou.user);
    }

    @Test
    void workForTwoIsPlannedForBothAtOneTime() throws Exception {
        var heavy = town.newCase("更换整组电池");
        assertThat(town.dispatcher.put("{\"people\":2}", "/api/dispatch/cases/{id}/crew", heavy)).hasStatus(HttpStatus.NO_CONTENT);
        town.newCase("甲");
        var plan = found(ask("DAY", ""));

        var starts = this.<List<String>>read(plan, "$.result.changes[?(@.caseId == '%s')].after.startsAt".formatted(heavy));
        assertThat(starts).hasSize(2).containsOnly(starts.getFirst());
        assertThat(accept(plan, "null")).hasStatusOk();
        assertThat(jdbc.sql("select count(distinct engineer_id) from dispatch.booking where case_id = :case").param("case", heavy).query(Integer.class).single()).isEqualTo(2);
        assertThat(town.dispatcher.put("{\"people\":7}", "/api/dispatch/cases/{id}/crew", heavy)).hasStatus(HttpStatus.BAD_REQUEST);
    }

    @Test
    void whoIsAddedToACrewIsOfferedTheTimeOfTheOthers() throws Exception {
        var heavy = town.newCase("吊装冷机");
        assertThat(town.dispatcher.put("{\"people\":2}", "/api/dispatch/cases/{id}/crew", heavy)).hasStatus(HttpStatus.NO_CONTENT);
        book(heavy, zhou, NINE, ELEVEN);
        var waits = "$.waiting[?(@.serviceCase.id == '%s')].booked".formatted(heavy);
        assertThat(this.<List<Integer>>read(board(), waits)).as("one of two").isEqualTo(List.of(1));

        var advice = town.dispatcher.get("/api/dispatch/cases/{id}/advice?day={day}", heavy, DAY);
        assertThat(this.<Integer>read(advice, "$.missing")).isEqualTo(1);
        assertThat(this.<List<String>>read(advice, "$.offers[*].startsAt")).isEqualTo(List.of(NINE));
        assertThat(this.<List<String>>read(advice, "$.offers[*].engineerId")).isEqualTo(List.of(wu.user.toString()));
        assertThat(town.dispatcher.post("{\"engineerId\":\"%s\",\"startsAt\":\"%s\",\"minutes\":120,\"note\":\"\"}".formatted(wu.user, NINE),
                "/api/dispatch/cases/{id}/advice", heavy)).hasStatus(HttpStatus.CREATED);
        assertThat(this.<List<Integer>>read(board(), waits)).isEmpty();
    }

    @Test
    void oneOfACrewHasTheSkillTheOthersLendAHand() throws Exception {
        var helper = town.engineer("lift");
        var heavy = town.newCase("吊装电池柜");
        assertThat(town.dispatcher.put("{\"people\":2}", "/api/dispatch/cases/{id}/crew", heavy)).hasStatus(HttpStatus.NO_CONTENT);
        var advice = town.dispatcher.get("/api/dispatch/cases/{id}/advice?day={day}", heavy, DAY);
        assertThat(this.<List<String>>read(advice, "$.offers[*].engineerId")).as("the first must know how").doesNotContain(helper.user.toString());

        book(heavy, zhou, NINE, ELEVEN);
        var next = town.dispatcher.get("/api/dispatch/cases/{id}/advice?day={day}", heavy, DAY);
        assertThat(this.<List<String>>read(next, "$.offers[*].engineerId")).containsExactlyInAnyOrder(wu.user.toString(), helper.user.toString());
    }

    @Test
    void severalVisitsMoveTogetherOrNotAtAll() throws Exception {
        var one = book(town.newCase("甲"), zhou, NINE, ELEVEN);
        var next = book(town.newCase("乙"), zhou, ELEVEN, "2031-03-03T05:00:00Z");
        var third = book(town.newCase("丙"), zhou, "2031-03-03T05:00:00Z", "2031-03-03T06:00:00Z");
        book(town.newCase("丁"), wu, "2031-03-03T07:00:00Z", "2031-03-03T08:00:00Z");

        assertThat(town.dispatcher.post("{\"visits\":[%s,%s]}".formatted(shift(one, wu, NINE, ELEVEN), shift(next, wu, "2031-03-03T07:30:00Z", "2031-03-03T08:30:00Z")),
                "/api/dispatch/bookings/shift")).hasStatus(HttpStatus.CONFLICT);
        assertThat(engineerOf(one)).as("nothing has moved").isEqualTo(zhou.user);

        var later = town.dispatcher.post("{\"visits\":[%s,%s,{\"id\":\"%s\",\"version\":0}]}".formatted(shift(one, zhou, ELEVEN, "2031-03-03T05:00:00Z"),
                shift(next, wu, ELEVEN, "2031-03-03T05:00:00Z"), third), "/api/dispatch/bookings/shift");
        assertThat(later).as("one takes the time of the other").hasStatusOk();
        assertThat(this.<List<Integer>>read(later, "$[*].version")).isEqualTo(List.of(1, 1, 1));
        assertThat(engineerOf(next)).isEqualTo(wu.user);
        assertThat(jdbc.sql("select state from dispatch.booking where id = :id").param("id", third).query(String.class).single()).isEqualTo("CANCELLED");
        assertThat(clients.with(Role.DISPATCHER, new ADispatchTown(jdbc, clients, engineers, cases).branch).post("{\"visits\":[%s]}".formatted(shift(one, wu, NINE, ELEVEN)), "/api/dispatch/bookings/shift")).hasStatus(HttpStatus.NOT_FOUND);
    }

    private MvcTestResult board() {
        return town.dispatcher.get("/api/dispatch/board?from=2031-03-02T16:00:00Z&to=2031-03-03T16:00:00Z");
    }

    private static String shift(UUID visit, Client to, String from, String until) {
        return "{\"id\":\"%s\",\"version\":0,\"to\":{\"engineerId\":\"%s\",\"startsAt\":\"%s\",\"endsAt\":\"%s\",\"note\":\"\"}}".formatted(visit, to.user, from, until);
    }

    @Test
    void aBranchIsPlannedByOneAtATimeAndAnotherNodeGoesOnWhenThatOneDies() throws Exception {
        var waiting = town.newCase("甲");
        var dead = Ids.next();
        jdbc.sql("""
                insert into dispatch.plan_run (id, branch_id, goal, ask, state, asked_at, leased_by, leased_until)
                values (:id, :branch, 'DAY', cast(:ask as jsonb), 'RUNNING', now(), :holder, now() + interval '1 minute')
                """)
                .param("id", dead).param("branch", town.branch).param("holder", Ids.next())
                .param("ask", "{\"branch\":\"%s\",\"goal\":\"DAY\",\"day\":\"%s\",\"days\":1,\"seconds\":1,\"minutes\":0}".formatted(town.branch, DAY)).update();

        assertThat(ask("DAY", "")).hasStatus(HttpStatus.CONFLICT).bodyJson().extractingPath("$.code").isEqualTo("dispatch.planning-already");
        planner.takeOver();
        assertThat(state(dead)).as("its node lives").isEqualTo("RUNNING");

        jdbc.sql("update dispatch.plan_run set leased_until = now() - interval '1 second' where id = :id").param("id", dead).update();
        planner.takeOver();
        await().until(() -> state(dead).equals("PROPOSED"));
        assertThat(this.<String>read(town.dispatcher.get("/api/dispatch/plans/{id}", dead), "$.result.changes[0].caseId")).isEqualTo(waiting.toString());
    }

    @Test
    void aSearchThatIsStoppedKeepsItsBest() throws Exception {
        town.newCase("甲");
        var asked = town.dispatcher.post(body("DAY", 120, ""), "/api/dispatch/plans");
        var id = this.<String>read(asked, "$.id");
        assertThat(town.dispatcher.post("{}", "/api/dispatch/plans/{id}/stop", id)).hasStatus(HttpStatus.NO_CONTENT);
        var plan = found(asked);
        assertThat(this.<List<Object>>read(plan, "$.result.changes")).hasSize(1);
        assertThat(town.dispatcher.post("{}", "/api/dispatch/plans/{id}/dismiss", id)).hasStatus(HttpStatus.NO_CONTENT);
        assertThat(booked()).isZero();
    }

    @Test
    void whoseBranchItIsNotSeesNoPlan() throws Exception {
        var plan = found(ask("DAY", ""));
        var other = clients.with(Role.DISPATCHER, new ADispatchTown(jdbc, clients, engineers, cases).branch);
        assertThat(other.get("/api/dispatch/plans/{id}", this.<String>read(plan, "$.id"))).hasStatus(HttpStatus.NOT_FOUND);
        assertThat(other.get("/api/dispatch/plans?branch={id}", town.branch)).bodyJson().extractingPath("$").asArray().isEmpty();
        assertThat(other.post(body("DAY", 1, ""), "/api/dispatch/plans")).hasStatus(HttpStatus.NOT_FOUND);
    }

    private UUID book(UUID caseId, Client engineer, String from, String to) throws UnsupportedEncodingException {
        return UUID.fromString(read(town.dispatcher.post(ADispatchTown.plan(caseId, engineer.user, from, to), "/api/dispatch/bookings"), "$.booking.id"));
    }

    private UUID engineerOf(UUID booking) {
        return jdbc.sql("select engineer_id from dispatch.booking where id = :id").param("id", booking).query(UUID.class).single();
    }

    private int booked() {
        return jdbc.sql("select count(*) from dispatch.booking where branch_id = :branch").param("branch", town.branch).query(Integer.class).single();
    }

    private String state(UUID run) {
        return jdbc.sql("select state from dispatch.plan_run where id = :id").param("id", run).query(String.class).single();
    }

    private MvcTestResult ask(String goal, String more) {
        return town.dispatcher.post(body(goal, 1, more), "/api/dispatch/plans");
    }

    private String body(String goal, int seconds, String more) {
        return "{\"branchId\":\"%s\",\"goal\":\"%s\",\"day\":\"%s\",\"days\":1,\"seconds\":%d%s}".formatted(town.branch, goal, DAY, seconds, more);
    }

    private MvcTestResult found(MvcTestResult asked) throws UnsupportedEncodingException {
        assertThat(asked).hasStatus(HttpStatus.CREATED);
        var id = UUID.fromString(read(asked, "$.id"));
        await().until(() -> !state(id).equals("RUNNING"));
        assertThat(state(id)).isEqualTo("PROPOSED");
        return town.dispatcher.get("/api/dispatch/plans/{id}", id);
    }

    private MvcTestResult accept(MvcTestResult plan, String keys) throws UnsupportedEncodingException {
        return town.dispatcher.post("{\"keys\":%s}".formatted(keys), "/api/dispatch/plans/{id}/accept", this.<String>read(plan, "$.id"));
    }

    private <T> T read(MvcTestResult answer, String path) throws UnsupportedEncodingException {
        return JsonPath.read(answer.getResponse().getContentAsString(), path);
    }
}
