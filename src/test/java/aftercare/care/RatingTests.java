package aftercare.care;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import aftercare.AftercareTest;
import aftercare.Client;
import aftercare.cases.CaseDesk;
import aftercare.cases.CaseId;
import aftercare.cases.Channel;
import aftercare.cases.OpenCase;
import aftercare.identity.Role;
import aftercare.identity.Scopes;
import aftercare.kernel.Ids;
import aftercare.kernel.Refusal;
import aftercare.timeline.Actor;
import aftercare.timeline.Timeline;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;

@AftercareTest
@RecordApplicationEvents
class RatingTests {

    private static final Actor CUSTOMER = Actor.guest("王敏");

    @Autowired CareDesk care;
    @Autowired CaseDesk cases;
    @Autowired Timeline timeline;
    @Autowired Scopes scopes;
    @Autowired Client.Clients clients;
    @Autowired JdbcClient jdbc;
    @Autowired ApplicationEvents events;

    final UUID branch = Ids.next();

    @BeforeEach
    void aBranch() {
        jdbc.sql("insert into identity.branch (id, code, name) values (:id, :code, '测试分公司')").param("id", branch)
                .param("code", branch.toString()).update();
    }

    @Test
    void isGivenOnceAndOnlyAfterTheCaseIsClosed() {
        var id = opened();
        assertThatExceptionOfType(Refusal.Conflict.class).isThrownBy(() -> care.rate(id, Map.of("overall", "GOOD"), CUSTOMER, null))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo("care.not-closed"));
        close(id);

        care.rate(id, Map.of("overall", "GOOD", "speed", "EXCELLENT", "recommend", 9, "words", "师傅很专业"), CUSTOMER, null);

        assertThat(care.ratingOf(id).orElseThrow().score()).isEqualByComparingTo("86.67");
        assertThatExceptionOfType(Refusal.Conflict.class).isThrownBy(() -> care.rate(id, Map.of("overall", "POOR"), CUSTOMER, null))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo("care.rated-already"));
        assertThat(timeline.of(id.subject(), true, null, 1).rows()).singleElement().satisfies(entry -> {
            assertThat(entry.kind()).isEqualTo("care.rated");
            assertThat(entry.facts()).containsEntry("overall", "GOOD").containsEntry("recommend", 9).containsEntry("words", "师傅很专业");
        });
        assertThat(events.stream(CareEvent.LowRating.class)).isEmpty();
    }

    @Test
    void isNeverGivenByWhoDoesTheWork() {
        var id = opened();
        close(id);
        var engineer = scopes.of(clients.with(Role.ENGINEER, branch).user).orElseThrow();

        assertThatExceptionOfType(Refusal.Forbidden.class).isThrownBy(() -> care.rate(id, Map.of("overall", "EXCELLENT"), CUSTOMER, engineer));

        assertThat(care.isRated(id)).isFalse();
    }

    @Test
    void isToldAtOnceWhenItIsLow() {
        var poor = opened();
        close(poor);
        var detractor = opened();
        close(detractor);

        var manager = clients.with(Role.BRANCH_MANAGER, branch);
        var elsewhere = clients.with(Role.BRANCH_MANAGER, otherBranch());

        care.rate(poor, Map.of("overall", "POOR", "wrong", List.of("WAITING")), CUSTOMER, null);
        care.rate(detractor, Map.of("overall", "GOOD", "recommend", 6), CUSTOMER, null);

        assertThat(events.stream(CareEvent.LowRating.class).map(CareEvent.LowRating::caseId)).containsExactly(poor, detractor);
        assertThat(jdbc.sql("select facts ->> 'overall' from notices.notice where kind = 'care.low-rating' and user_id = :user order by facts ->> 'overall'")
                .param("user", manager.user).query(String.class).list()).containsExactly("GOOD", "POOR");
        assertThat(jdbc.sql("select count(*) from notices.notice where user_id = :user").param("user", elsewhere.user).query(Long.class).single()).isZero();
    }

    @Test
    void isAveragedForThoseWhoAnswerForTheBranch() {
        for (var answers : List.of(Map.of("overall", "EXCELLENT", "recommend", 10), Map.of("overall", "GOOD", "recommend", 8),
                Map.of("overall", "POOR", "recommend", 3))) {
            var id = opened();
            close(id);
            care.rate(id, answers, CUSTOMER, null);
        }
        opened();
        var manager = clients.with(Role.BRANCH_MANAGER, branch);
        var elsewhere = clients.with(Role.BRANCH_MANAGER, otherBranch());

        var path = "/api/care/averages?from=2000-01-01T00:00:00Z&to=2100-01-01T00:00:00Z";
        assertThat(manager.get(path)).hasStatusOk().bodyJson().isLenientlyEqualTo("""
                {"closed": 3, "rated": 3, "score": 66.7, "recommendScore": 0, "excellent": 1, "good": 1, "fair": 0, "poor": 1}""");
        assertThat(elsewhere.get(path)).hasStatusOk().bodyJson().isLenientlyEqualTo("""
                {"closed": 0, "rated": 0, "score": null, "recommendScore": null}""");
        assertThat(manager.get("/api/care/ratings?low=true")).bodyJson().extractingPath("$.rows").asArray().hasSize(1);
        assertThat(elsewhere.get("/api/care/ratings")).bodyJson().extractingPath("$.rows").asArray().isEmpty();
    }

    @Test
    void isShownOnItsCaseToThoseWhoMaySeeTheCase() {
        var id = opened();
        close(id);
        care.rate(id, Map.of("overall", "FAIR"), CUSTOMER, null);

        assertThat(clients.with(Role.AGENT, branch).get("/api/care/cases/{id}/rating", id.value())).hasStatusOk()
                .bodyJson().extractingPath("$.overall").isEqualTo("FAIR");
        assertThat(clients.with(Role.AGENT, otherBranch()).get("/api/care/cases/{id}/rating", id.value())).hasStatus(HttpStatus.NOT_FOUND);
    }

    private CaseId opened() {
        return cases.open(new OpenCase(Channel.QR, "repair", null, "配电箱异味", "", null,
                new OpenCase.Who(null, "王敏", "13800000001", ""), new OpenCase.What(null, null, null, branch), null), CUSTOMER).id();
    }

    private void close(CaseId id) {
        cases.resolve(id, "更换空开", Actor.SYSTEM);
        cases.accept(id, CUSTOMER);
    }

    private UUID otherBranch() {
        var id = Ids.next();
        jdbc.sql("insert into identity.branch (id, code, name) values (:id, :code, '别处')").param("id", id).param("code", id.toString()).update();
        return id;
    }
}
