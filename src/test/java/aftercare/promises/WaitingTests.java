package aftercare.promises;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.AftercareTest;
import aftercare.Client;
import aftercare.cases.ACaseTown;
import aftercare.cases.CaseDesk;
import aftercare.cases.CaseId;
import aftercare.cases.CaseStatus;
import aftercare.cases.Channel;
import aftercare.cases.OpenCase;
import aftercare.identity.Role;
import aftercare.kernel.Ids;
import aftercare.kernel.Subject;
import aftercare.timeline.Actor;
import aftercare.timeline.Timeline;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
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
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;
import tools.jackson.databind.json.JsonMapper;

/** Waiting for somebody: who is asked, how often, on whose working time, and what becomes of silence. */
@AftercareTest
@RecordApplicationEvents
class WaitingTests {

    @Autowired PromiseDesk desk;
    @Autowired CaseDesk cases;
    @Autowired PromiseSweep sweep;
    @Autowired Timeline timeline;
    @Autowired Client.Clients clients;
    @Autowired JdbcClient jdbc;
    @Autowired JsonMapper json;
    @Autowired Clock clock;
    @Autowired ApplicationEvents events;

    private final Subject subject = new Subject("case", Ids.next());
    private ACaseTown town;

    @BeforeEach
    void somethingPromised() {
        town = new ACaseTown(jdbc);
    }

    private static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(ZoneId.of("Asia/Shanghai")).toInstant();
    }

    private List<WaitingEvent> heard() {
        return events.stream(WaitingEvent.class).filter(event -> event.about().subject().equals(subject)).toList();
    }

    @Nested
    class AChase {

        @BeforeEach
        void aThingThatWaitsForTheCustomer() {
            desk.start(StartPromises.all(subject, Map.of("kind", "repair", "severity", "2"), town.branch, null, "SO-1 三号泵", at("2042-03-06T09:00")));
            desk.pause(subject, "customer", "请告知何时可以停电", at("2042-03-06T10:00")); // a Thursday
        }

        @Test
        void comesOnWorkingDaysOnlyHoweverTheCaseItselfIsPromised() {
            sweep.sweep(at("2042-03-07T09:59"));
            assertThat(heard()).isEmpty();
            sweep.sweep(at("2042-03-07T10:00"));
            assertThat(heard()).singleElement().isInstanceOfSatisfying(WaitingEvent.Chased.class, chased -> {
                assertThat(chased.count()).isEqualTo(1);
                assertThat(chased.about().words()).isEqualTo("请告知何时可以停电");
            });
            sweep.sweep(at("2042-03-10T09:59"));
            assertThat(heard()).as("nobody is asked at the weekend").hasSize(1);
            sweep.sweep(at("2042-03-10T10:00"));
            assertThat(heard()).hasSize(2);
            assertThat(timeline.of(subject, false, null, 20).rows()).extracting(Timeline.Entry::kind).filteredOn("promises.chased"::equals).hasSize(2);
        }

        @Test
        void isNotCaughtUpWithWhenTheProductWasAway() {
            sweep.sweep(at("2042-03-20T10:00"));
            sweep.sweep(at("2042-03-20T10:01"));
            assertThat(heard()).hasSize(1);
        }

        @Test
        void endsWithTheAnswer() {
            sweep.sweep(at("2042-03-07T10:00"));
            desk.resume(subject, at("2042-03-07T11:00"));
            sweep.sweep(at("2042-04-20T10:00"));

            assertThat(heard()).hasSize(1);
            assertThat(desk.of(subject)).allSatisfy(promise -> assertThat(promise.state()).isEqualTo(PromiseState.RUNNING));
        }

        @Test
        void startsAnewWhenItWaitsForSomethingElse() {
            sweep.sweep(at("2042-03-07T10:00"));
            desk.pause(subject, "vendor", "等厂家远程", at("2042-03-07T11:00"));
            sweep.sweep(at("2042-03-10T11:00"));

            assertThat(heard().getLast()).isInstanceOfSatisfying(WaitingEvent.Chased.class, chased -> {
                assertThat(chased.count()).isEqualTo(1);
                assertThat(chased.about().reason().party()).isEqualTo(PauseReason.Party.SUPPLIER);
            });
        }

        @Test
        void isFollowedBySilenceThatSettlesIt() {
            for (var day : List.of("07", "10", "11")) {
                sweep.sweep(at("2042-03-%sT10:00".formatted(day)));
            }
            assertThat(heard()).hasSize(3).allMatch(WaitingEvent.Chased.class::isInstance);
            sweep.sweep(at("2042-03-12T10:00"));
            sweep.sweep(at("2042-04-12T10:00"));

            assertThat(heard()).hasSize(4).last().isInstanceOfSatisfying(WaitingEvent.GivenUp.class, silence -> assertThat(silence.count()).isEqualTo(3));
        }
    }

    @Nested
    class ACase {

        private CaseId id;

        @BeforeEach
        void thatWaits() {
            var opened = cases.open(new OpenCase(Channel.PHONE, "repair", 3, "三号泵停机", "", null,
                    new OpenCase.Who(town.customer, "王敏", "13800000001", "wang@example.com"), new OpenCase.What(null, null, null, town.branch), null), Actor.SYSTEM);
            id = opened.id();
            cases.take(id, Actor.SYSTEM);
        }

        @Test
        void whoseCustomerStaysSilentIsSettledAndTheCustomerIsWrittenTo() {
            cases.waitFor(id, "customer", "请告知何时可以停电", Actor.SYSTEM);
            for (var day = 1; day <= 60; day++) {
                sweep.sweep(clock.instant().plus(Duration.ofDays(day)));
            }
            assertThat(cases.facts(id).status()).isEqualTo(CaseStatus.RESOLVED);
            assertThat(jdbc.sql("select template from notices.message where subject_id = :id order by id").param("id", id.value()).query(String.class).list())
                    .containsExactly("care.answer-awaited", "care.answer-awaited", "care.answer-awaited", "care.wait-given-up");
            assertThat(jdbc.sql("select body from notices.message where subject_id = :id order by id limit 1").param("id", id.value()).query(String.class).single())
                    .contains("请告知何时可以停电");
        }

        @Test
        void thatWaitsForPartsGoesOnWaitingWhateverTheCustomerWrites() {
            cases.waitFor(id, "parts", "", Actor.SYSTEM);
            cases.message(id, "请快一点", Actor.guest("王敏"));

            assertThat(cases.facts(id).status()).isEqualTo(CaseStatus.WAITING);
            assertThat(desk.of(id.subject())).filteredOn(promise -> promise.code().equals("restore")).singleElement().satisfies(promise -> {
                assertThat(promise.state()).isEqualTo(PromiseState.PAUSED);
                assertThat(promise.pauseReason()).isEqualTo("parts");
                assertThat(promise.pauseName()).isEqualTo("等备件到货");
            });
        }

        @Test
        void goesOnWhenTheDeskNotesWhatTheCustomerSaidOnThePhone() {
            cases.waitFor(id, "customer", "请告知何时可以停电", Actor.SYSTEM);
            var agent = clients.with(Role.AGENT, town.branch);
            assertThat(agent.post("{\"text\": \"下午两点可以停电\", \"visibleToCustomer\": false, \"customerSaid\": true}", "/api/cases/{id}/notes", id.value()))
                    .hasStatusOk().bodyJson().extractingPath("$.about.status").isEqualTo("ACTIVE");

            assertThat(desk.of(id.subject())).noneMatch(promise -> promise.state() == PromiseState.PAUSED);
            assertThat(timeline.of(id.subject(), false, null, 20).rows()).extracting(Timeline.Entry::kind).contains("cases.customer-said", "cases.resumed");
        }

        @Test
        void cannotWaitForWhatIsNotInTheCatalogue() {
            var agent = clients.with(Role.AGENT, town.branch);
            assertThat(agent.post("{\"pause\": \"weather\", \"reason\": \"等天晴\"}", "/api/cases/{id}/wait", id.value()))
                    .hasStatus(HttpStatus.UNPROCESSABLE_CONTENT).bodyJson().extractingPath("$.code").isEqualTo("promises.no-such-pause");
            assertThat(cases.facts(id).status()).isEqualTo(CaseStatus.ACTIVE);
        }
    }

    @Nested
    class TheCatalogue {

        private Map<String, Object> reason(String code) {
            var reason = new HashMap<String, Object>();
            reason.put("code", code);
            reason.put("name", "等海关放行");
            reason.put("party", "SUPPLIER");
            reason.put("calendar", "5x8");
            reason.put("chaseMinutes", 960);
            reason.put("chases", 2);
            reason.put("resolution", null);
            reason.put("active", true);
            reason.put("version", 1);
            return reason;
        }

        @Test
        void isEditedByThoseOfTheWholeHouse() {
            var admin = clients.with(Role.MANAGER, null);
            var code = "customs-" + UUID.randomUUID().toString().substring(0, 8);
            assertThat(admin.post(json.writeValueAsString(reason(code)), "/api/promises/pause-reasons")).hasStatusOk();
            assertThat(admin.post(json.writeValueAsString(reason(code)), "/api/promises/pause-reasons")).hasStatus(HttpStatus.CONFLICT);

            var changed = reason(code);
            changed.put("chases", 5);
            assertThat(admin.put(json.writeValueAsString(changed), "/api/promises/pause-reasons/{code}", code)).hasStatusOk();
            assertThat(admin.put(json.writeValueAsString(changed), "/api/promises/pause-reasons/{code}", code)).as("written from version 1 again")
                    .hasStatus(HttpStatus.CONFLICT).bodyJson().extractingPath("$.code").isEqualTo("promises.pause-changed-meanwhile");
            assertThat(admin.get("/api/promises/pause-reasons")).bodyJson().extractingPath("$[?(@.code == '%s')].chases".formatted(code)).asArray().containsExactly(5);
            assertThat(clients.with(Role.MANAGER, town.branch).post(json.writeValueAsString(reason(null)), "/api/promises/pause-reasons")).hasStatus(HttpStatus.FORBIDDEN);
        }

        @Test
        void refusesWhatCannotWork() {
            var admin = clients.with(Role.MANAGER, null);
            var wrong = reason("Bad Code");
            assertThat(admin.post(json.writeValueAsString(wrong), "/api/promises/pause-reasons")).bodyJson().extractingPath("$.code").isEqualTo("promises.pause-code");
            var nowhere = reason("nowhere");
            nowhere.put("calendar", "moon");
            assertThat(admin.post(json.writeValueAsString(nowhere), "/api/promises/pause-reasons")).bodyJson().extractingPath("$.code").isEqualTo("promises.no-such-calendar");
        }
    }
}
