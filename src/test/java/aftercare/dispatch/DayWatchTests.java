package aftercare.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import aftercare.AftercareTest;
import aftercare.Client;
import aftercare.cases.CaseDesk;
import aftercare.identity.Role;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What happens during the day becomes a proposal, or is planned anew by itself, as the branch wants it. */
@AftercareTest
class DayWatchTests {

    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    @Autowired Client.Clients clients;
    @Autowired EngineerDesk engineers;
    @Autowired CaseDesk cases;
    @Autowired DayWatch watch;
    @Autowired JdbcClient jdbc;
    @Autowired Clock clock;

    private ADispatchTown town;
    private Client zhou;
    private Client wu;
    private Client manager;
    private LocalDate tomorrow;
    private UUID booking;

    @BeforeEach
    void aVisitTomorrow() {
        town = new ADispatchTown(jdbc, clients, engineers, cases);
        manager = clients.with(Role.MANAGER, town.branch);
        tomorrow = LocalDate.now(clock.withZone(SHANGHAI)).plusDays(1);
        zhou = town.engineer("ups");
        wu = town.engineer("ups");
        for (var engineer : List.of(zhou, wu)) {
            jdbc.sql("insert into dispatch.shift_day (user_id, day, hours) values (:user, :day, '08:30-17:30')").param("user", engineer.user).param("day", tomorrow).update();
        }
        var caseId = town.newCase("UPS 报警");
        assertThat(town.dispatcher.post(ADispatchTown.plan(caseId, zhou.user, at(10), at(12)), "/api/dispatch/bookings")).hasStatus(HttpStatus.CREATED);
        booking = jdbc.sql("select id from dispatch.booking where case_id = :case").param("case", caseId).query(UUID.class).single();
    }

    private String at(int hour) {
        return tomorrow.atTime(hour, 0).atZone(SHANGHAI).toInstant().toString();
    }

    private void wants(String changes) {
        assertThat(town.dispatcher.put("{\"changes\":\"%s\",\"rebookNoticeMinutes\":240}".formatted(changes), "/api/dispatch/branches/{id}/day-rule", town.branch)).hasStatusOk();
    }

    private void zhouFallsIll() {
        assertThat(town.dispatcher.post("{\"userId\":\"%s\",\"kind\":\"SICK\",\"fromDay\":\"%s\",\"fromHalf\":\"MORNING\",\"toDay\":\"%s\",\"toHalf\":\"AFTERNOON\",\"note\":\"\"}"
                .formatted(zhou.user, tomorrow, tomorrow), "/api/dispatch/leaves")).hasStatus(HttpStatus.CREATED);
        watch.tick();
    }

    private List<String> told() {
        return jdbc.sql("select kind from notices.notice where user_id = :user and kind like 'dispatch.day-%'").param("user", town.dispatcher.user).query(String.class).list();
    }

    private String stateOfThePlan() {
        return jdbc.sql("select state from dispatch.plan_run where branch_id = :branch").param("branch", town.branch).query(String.class).optional().orElse("NONE");
    }

    private UUID who() {
        return jdbc.sql("select engineer_id from dispatch.booking where id = :id").param("id", booking).query(UUID.class).single();
    }

    @Test
    void othersTakeOverByThemselvesAndOneStepTakesItBack() {
        wants("BY_ITSELF");
        zhouFallsIll();
        await().until(() -> !told().isEmpty());
        assertThat(told()).containsExactly("dispatch.day-changed");
        assertThat(who()).isEqualTo(wu.user);
        assertThat(jdbc.sql("select count(*) from dispatch.booking_reason where booking_id = :id").param("id", booking).query(Integer.class).single()).as("why is kept").isEqualTo(1);
        assertThat(stateOfThePlan()).isEqualTo("ACCEPTED");

        var run = jdbc.sql("select id from dispatch.plan_run where branch_id = :branch").param("branch", town.branch).query(UUID.class).single();
        assertThat(town.dispatcher.get("/api/dispatch/plans?branch={b}", town.branch)).bodyJson().extractingPath("$[0].byItself").isEqualTo(true);
        assertThat(town.dispatcher.post("{}", "/api/dispatch/plans/{id}/undo", run)).hasStatusOk();
        assertThat(who()).isEqualTo(zhou.user);
        assertThat(stateOfThePlan()).isEqualTo("UNDONE");
        assertThat(town.dispatcher.post("{}", "/api/dispatch/plans/{id}/undo", run)).as("once").hasStatus(HttpStatus.CONFLICT);
    }

    @Test
    void whatWasAgreedStaysAProposal() {
        wants("BY_ITSELF");
        jdbc.sql("update dispatch.booking set state = 'CONFIRMED' where id = :id").param("id", booking).update();
        zhouFallsIll();
        await().until(() -> !told().isEmpty());
        assertThat(told()).containsExactly("dispatch.day-proposal");
        assertThat(who()).isEqualTo(zhou.user);
        assertThat(stateOfThePlan()).isEqualTo("PROPOSED");
    }

    @Test
    void aBranchThatWantsProposalsIsAsked() {
        wants("PROPOSE");
        zhouFallsIll();
        await().until(() -> !told().isEmpty());
        assertThat(told()).containsExactly("dispatch.day-proposal");
        assertThat(who()).isEqualTo(zhou.user);
    }

    @Test
    void aBranchThatWantsNothingIsLeftAlone() {
        zhouFallsIll();
        assertThat(jdbc.sql("select count(*) from dispatch.day_change where branch_id = :branch").param("branch", town.branch).query(Integer.class).single()).isZero();
        assertThat(stateOfThePlan()).isEqualTo("NONE");
    }

    @Test
    void theRuleOfAnotherBranchIsNobodysToChange() {
        var other = new ADispatchTown(jdbc, clients, engineers, cases);
        assertThat(manager.put("{\"changes\":\"PROPOSE\",\"rebookNoticeMinutes\":60}", "/api/dispatch/branches/{id}/day-rule", other.branch)).hasStatus(HttpStatus.FORBIDDEN);
    }
}
