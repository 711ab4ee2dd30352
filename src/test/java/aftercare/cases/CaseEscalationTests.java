package aftercare.cases;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.AftercareTest;
import aftercare.Client;
import aftercare.identity.Role;
import aftercare.promises.Deed;
import aftercare.promises.PromiseDesk;
import aftercare.promises.PromiseEvent;
import aftercare.promises.PromiseView;
import aftercare.timeline.Actor;
import aftercare.timeline.Timeline;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What a case is told to do when one of its promises runs out. */
@AftercareTest
class CaseEscalationTests {

    @Autowired CaseDesk cases;
    @Autowired EmergencyPlan plan;
    @Autowired PromiseDesk promises;
    @Autowired Timeline timeline;
    @Autowired ApplicationEventPublisher events;
    @Autowired TransactionTemplate transaction;
    @Autowired Client.Clients clients;
    @Autowired JdbcClient jdbc;
    @Autowired Clock clock;

    private ACaseTown town;
    private CaseId id;

    @BeforeEach
    void aCaseOfSeverityThree() {
        town = new ACaseTown(jdbc);
        id = cases.open(town.aReport(null, "三号泵停机"), Actor.SYSTEM).id();
    }

    private void runsOut(Deed... deeds) {
        var about = new PromiseEvent.About(UUID.randomUUID(), id.subject(), "restore", 1, "SO-1", town.branch, null);
        transaction.executeWithoutResult(_ -> events.publishEvent(
                new PromiseEvent.Escalated(about, clock.instant(), EnumSet.copyOf(List.of(deeds)), List.of(), clock.instant())));
    }

    private void planStarts(String... steps) {
        var about = new PromiseEvent.About(UUID.randomUUID(), id.subject(), "restore", 1, "SO-1", town.branch, null);
        transaction.executeWithoutResult(_ -> events.publishEvent(
                new PromiseEvent.Escalated(about, clock.instant(), EnumSet.of(Deed.START_PLAN), List.of(steps), clock.instant())));
    }

    private PromiseView promise(String code) {
        return promises.of(id.subject()).stream().filter(view -> view.code().equals(code)).findFirst().orElseThrow();
    }

    @Test
    void itIsRaisedByOneLevelAndItsOpenPromisesGetTheStricterTime() {
        assertThat(promise("arrive").goalMinutes()).isEqualTo(24 * 60);
        runsOut(Deed.RAISE);

        assertThat(cases.facts(id).severity()).isEqualTo(2);
        assertThat(promise("arrive").goalMinutes()).isEqualTo(4 * 60);
        assertThat(timeline.of(id.subject(), false, null, 50).rows()).extracting(Timeline.Entry::kind).contains("cases.raised");
    }

    @Test
    void itCannotBeMoreSeriousThanTheHighestLevelAndIsLeftAloneWhenItIsOver() {
        runsOut(Deed.RAISE);
        runsOut(Deed.RAISE);
        runsOut(Deed.RAISE);
        assertThat(cases.facts(id).severity()).isEqualTo(1);

        var over = cases.open(town.aReport(null, "误报"), Actor.SYSTEM).id();
        cases.resolve(over, "误报", Actor.SYSTEM);
        id = over;
        runsOut(Deed.RAISE, Deed.HAND_TO_MANAGER);
        assertThat(cases.facts(over).severity()).isEqualTo(3);
    }

    @Test
    void itIsHandedToAManagerOfItsBranch() {
        var manager = clients.with(Role.MANAGER, town.branch);
        runsOut(Deed.HAND_TO_MANAGER);
        assertThat(cases.facts(id).assigneeId()).isEqualTo(manager.user);
    }

    @Test
    void withoutARosterNobodyIsOnCallAndTheOwnerStays() {
        runsOut(Deed.HAND_TO_ON_CALL);
        assertThat(cases.facts(id).assigneeId()).isNull();
    }

    @Test
    void theStepsOfItsEmergencyPlanAreTickedOffByWhoeverHasDoneThem() {
        planStarts("通知售后经理", "调备用机");
        planStarts("通知售后经理", "调备用机");
        var agent = clients.with(Role.AGENT, town.branch);
        assertThat(plan.steps(id)).as("a plan that is worked off is not started again").extracting(EmergencyPlan.Step::words).containsExactly("通知售后经理", "调备用机");
        var first = plan.steps(id).getFirst();

        assertThat(agent.put("{}", "/api/cases/{id}/plan/{step}", id.value(), first.id())).hasStatusOk();
        assertThat(clients.with(Role.MANAGER, town.branch).put("{}", "/api/cases/{id}/plan/{step}", id.value(), first.id())).hasStatusOk();
        assertThat(plan.steps(id)).extracting(EmergencyPlan.Step::doneBy).as("who did it first stands there").containsExactly("AGENT", null);
        assertThat(agent.delete("/api/cases/{id}/plan/{step}", id.value(), first.id())).hasStatusOk()
                .bodyJson().extractingPath("$.plan[0].doneAt").isNull();
        assertThat(timeline.of(id.subject(), false, null, 50).rows()).extracting(Timeline.Entry::kind)
                .containsOnlyOnce("cases.plan-step-done").containsOnlyOnce("cases.plan-step-undone");

        var another = cases.open(town.aReport(null, "另一单"), Actor.SYSTEM).id();
        assertThat(agent.put("{}", "/api/cases/{id}/plan/{step}", another.value(), first.id())).hasStatus(HttpStatus.NOT_FOUND);
    }

    @Test
    void itsSeverityIsWhatImpactAndUrgencyMakeTogether() {
        var agent = clients.with(Role.AGENT, town.branch);
        assertThat(agent.put("{\"kind\": \"repair\", \"severity\": 4, \"impact\": 1, \"urgency\": 2, \"version\": 0}", "/api/cases/{id}/triage", id.value()))
                .hasStatusOk().bodyJson().extractingPath("$.about.severity").isEqualTo(2);
    }
}
