package aftercare.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.AftercareTest;
import aftercare.Client;
import aftercare.cases.CaseDesk;
import com.jayway.jsonpath.JsonPath;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.support.TransactionTemplate;

/** Who was told a time is told when it changes, once, and nobody else is. */
@AftercareTest
class CustomerNewsTests {

    private static final String NINE = "2036-03-03T01:00:00Z";
    private static final String ELEVEN = "2036-03-03T03:00:00Z";
    private static final String NOON = "2036-03-03T04:00:00Z";
    private static final String TWO = "2036-03-03T06:00:00Z";

    record Confirmed(BookingId booking, BookingAct act, Instant at) implements BookingProgress {}

    @Autowired Client.Clients clients;
    @Autowired EngineerDesk engineers;
    @Autowired CaseDesk cases;
    @Autowired CustomerNews news;
    @Autowired ApplicationEventPublisher events;
    @Autowired TransactionTemplate transaction;
    @Autowired JdbcClient jdbc;
    @Autowired Clock clock;

    private ADispatchTown town;
    private Client zhou;
    private UUID caseId;
    private UUID booking;

    @BeforeEach
    void aVisit() {
        town = new ADispatchTown(jdbc, clients, engineers, cases);
        zhou = town.engineer("ups");
        caseId = town.newCase("UPS 报警");
        jdbc.sql("update cases.service_case set contact_email = 'shen@luting.example.cn' where id = :id").param("id", caseId).update();
        assertThat(town.dispatcher.post(ADispatchTown.plan(caseId, zhou.user, NINE, ELEVEN), "/api/dispatch/bookings")).hasStatus(HttpStatus.CREATED);
        booking = jdbc.sql("select id from dispatch.booking where case_id = :case").param("case", caseId).query(UUID.class).single();
    }

    private void confirm() {
        transaction.executeWithoutResult(_ -> events.publishEvent(new Confirmed(new BookingId(booking), BookingAct.CONFIRM, clock.instant())));
    }

    private void move(String from, String to) {
        var version = jdbc.sql("select version from dispatch.booking where id = :id").param("id", booking).query(Integer.class).single();
        assertThat(town.dispatcher.put("{\"engineerId\": \"%s\", \"startsAt\": \"%s\", \"endsAt\": \"%s\", \"note\": \"\", \"version\": %d}"
                .formatted(zhou.user, from, to, version), "/api/dispatch/bookings/{id}", booking)).hasStatusOk();
    }

    /** Some minutes go by. */
    private void itRests() {
        jdbc.sql("update dispatch.customer_told set tell_after = tell_after - interval '10 minutes' where case_id = :case").param("case", caseId).update();
        news.tellAll();
    }

    private List<String> sent() {
        return jdbc.sql("select template from notices.message where subject_id = :case and template like 'dispatch.%' order by queued_at, id").param("case", caseId).query(String.class).list();
    }

    @Test
    void whoWasToldNothingIsToldNothing() {
        move(NOON, TWO);
        itRests();
        assertThat(sent()).isEmpty();
    }

    @Test
    void theTimeIsToldWhenTheEngineerAccepts() {
        confirm();
        assertThat(sent()).containsExactly("dispatch.visit-agreed");
        assertThat(jdbc.sql("select body from notices.message where subject_id = :case and template = 'dispatch.visit-agreed'").param("case", caseId).query(String.class).single())
                .contains("2036-03-03 09:00–11:00", "沈国梁");
    }

    @Nested
    class ATimeThatWasTold {

        @BeforeEach
        void isKnown() {
            assertThat(town.dispatcher.post("{}", "/api/dispatch/cases/{id}/called", caseId)).hasStatus(HttpStatus.NO_CONTENT);
        }

        @Test
        void isSeenOnTheBoard() {
            assertThat(town.dispatcher.get("/api/dispatch/board?from=2036-03-02T16:00:00Z&to=2036-03-03T16:00:00Z")).bodyJson()
                    .extractingPath("$.bookings[0].toldAt").isEqualTo(NINE);
        }

        @Test
        void isToldAnewOnceHoweverOftenItWasMoved() {
            move(ELEVEN, NOON);
            assertThat(sent()).as("it has not come to rest").isEmpty();
            move(NOON, TWO);
            itRests();
            itRests();
            assertThat(sent()).containsExactly("dispatch.visit-moved");
            assertThat(jdbc.sql("select body from notices.message where subject_id = :case and template = 'dispatch.visit-moved'").param("case", caseId).query(String.class).single())
                    .contains("原时间：2036-03-03 09:00–11:00", "新时间：2036-03-03 12:00–14:00");
            assertThat(jdbc.sql("select count(*) from timeline.entry e join timeline.entry_subject s on s.entry_id = e.id where s.subject_id = :case and e.kind = 'dispatch.told-moved'")
                    .param("case", caseId).query(Integer.class).single()).isEqualTo(1);
        }

        @Test
        void isNoNewsWhenItWasMovedBack() {
            move(ELEVEN, NOON);
            move(NINE, ELEVEN);
            itRests();
            assertThat(sent()).isEmpty();
        }

        @Test
        void isTakenBackAndToldAgainWhenThereIsANewOne() {
            assertThat(town.dispatcher.delete("/api/dispatch/bookings/{id}?version=0", booking)).hasStatus(HttpStatus.NO_CONTENT);
            itRests();
            assertThat(sent()).containsExactly("dispatch.visit-withdrawn");
            assertThat(town.dispatcher.post(ADispatchTown.plan(caseId, zhou.user, NOON, TWO), "/api/dispatch/bookings")).hasStatus(HttpStatus.CREATED);
            itRests();
            assertThat(sent()).containsExactly("dispatch.visit-withdrawn", "dispatch.visit-agreed");
        }

        @Test
        void asksTheDispatcherToCallWhereThereIsNoAddress() {
            jdbc.sql("update cases.service_case set contact_email = '' where id = :id").param("id", caseId).update();
            move(NOON, TWO);
            itRests();
            assertThat(jdbc.sql("select kind from notices.notice where user_id = :user").param("user", town.dispatcher.user).query(String.class).list()).containsExactly("dispatch.call-moved");
        }
    }

    @Nested
    class ACustomerWhoMovesTheVisit {

        private Client customer;
        private String token;

        @BeforeEach
        void hasTheLink() {
            customer = clients.nobody();
            var at = clock.instant().truncatedTo(ChronoUnit.DAYS).plus(3, ChronoUnit.DAYS).plus(1, ChronoUnit.HOURS);
            move(at.toString(), at.plus(2, ChronoUnit.HOURS).toString());
            token = tokenOf(caseId);
        }

        private String tokenOf(UUID id) {
            return jdbc.sql("select tracking_token from cases.service_case where id = :id").param("id", id).query(String.class).single();
        }

        private List<String> windows() {
            var json = customer.get("/api/public/track/{token}/windows", token);
            assertThat(json).hasStatusOk();
            return JsonPath.read(body(json), "$[*].from");
        }

        private String body(MvcTestResult result) {
            return new String(result.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
        }

        private int rebook(String link, String from) {
            var held = customer.post("{\"from\":\"%s\"}".formatted(from), "/api/public/track/{token}/hold", link).getResponse().getStatus();
            return held == 200 ? customer.post("{\"id\":\"%s\"}".formatted(UUID.randomUUID()), "/api/public/track/{token}/book", link).getResponse().getStatus() : held;
        }

        @Test
        void choosesAmongRealWindowsAndIsNotWrittenToAboutIt() {
            assertThat(customer.get("/api/public/track/{token}", token)).bodyJson().extractingPath("$.acts").asArray().contains("REBOOK");
            var chosen = windows().getLast();
            assertThat(rebook(token, chosen)).isEqualTo(200);
            var start = jdbc.sql("select starts_at from dispatch.booking where id = :id").param("id", booking).query(Instant.class).single();
            assertThat(start).isBetween(Instant.parse(chosen), Instant.parse(chosen).plus(2, ChronoUnit.HOURS));
            itRests();
            assertThat(sent()).isEmpty();
            assertThat(jdbc.sql("select kind from notices.notice where user_id = :user").param("user", town.dispatcher.user).query(String.class).list()).contains("dispatch.rebooked");
        }

        @Test
        void isAskedToCallWhenItIsTooLate() {
            var soon = clock.instant().plus(2, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS);
            move(soon.toString(), soon.plus(1, ChronoUnit.HOURS).toString());
            assertThat(customer.get("/api/public/track/{token}", token)).bodyJson().extractingPath("$.acts").asArray().doesNotContain("REBOOK");
            assertThat(customer.get("/api/public/track/{token}/windows", token)).hasStatus(HttpStatus.CONFLICT).bodyJson().extractingPath("$.code").isEqualTo("dispatch.too-soon-to-move");
        }

        @Test
        void doesNotGetAWindowThatAnotherTookAtTheSameInstant() throws Exception {
            var other = town.newCase("门禁不开");
            var at = clock.instant().truncatedTo(ChronoUnit.DAYS).plus(4, ChronoUnit.DAYS).plus(1, ChronoUnit.HOURS);
            assertThat(town.dispatcher.post(ADispatchTown.plan(other, zhou.user, at.toString(), at.plus(2, ChronoUnit.HOURS).toString()), "/api/dispatch/bookings")).hasStatus(HttpStatus.CREATED);
            var chosen = windows().getLast();
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var answers = threads.invokeAll(List.<Callable<Integer>>of(() -> rebook(token, chosen), () -> rebook(tokenOf(other), chosen)));
                assertThat(List.of(answers.getFirst().get(), answers.getLast().get())).containsExactlyInAnyOrder(200, 409);
            }
        }
    }
}
