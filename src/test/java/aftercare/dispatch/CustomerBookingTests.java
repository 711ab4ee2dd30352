package aftercare.dispatch;

import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;

import aftercare.AftercareTest;
import aftercare.Client;
import aftercare.cases.CaseDesk;
import aftercare.kernel.Ids;
import com.jayway.jsonpath.JsonPath;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** A customer books the visit through the link, with nobody at the desk. */
@AftercareTest
class CustomerBookingTests {

    private static final int WINDOWS = 10;
    private static final int CUSTOMERS = 30;

    @Autowired Client.Clients clients;
    @Autowired EngineerDesk engineers;
    @Autowired CaseDesk cases;
    @Autowired JdbcClient jdbc;
    @Autowired Clock clock;

    private ADispatchTown town;
    private Client customer;

    @BeforeEach
    void aTownWithOneEngineer() {
        town = new ADispatchTown(jdbc, clients, engineers, cases);
        var engineer = town.engineer("ups");
        var pattern = Ids.next();
        jdbc.sql("insert into dispatch.shift_pattern (id, branch_id, name, mark, cycle, weekly) values (:id, :branch, '天天', '全', '{08:00-22:00}', false)").param("id", pattern)
                .param("branch", town.branch).update();
        jdbc.sql("insert into dispatch.shift_plan (id, user_id, pattern_id, from_day) values (:id, :user, :pattern, '2026-01-01')").param("id", Ids.next())
                .param("user", engineer.user).param("pattern", pattern).update();
        customer = clients.nobody();
    }

    private String aCase(String subject) {
        return aCase(subject, 60);
    }

    private String aCase(String subject, int minutes) {
        var id = town.newCase(subject);
        jdbc.sql("insert into dispatch.case_need (case_id, minutes) values (:case, :minutes)").param("case", id).param("minutes", minutes).update();
        return jdbc.sql("select tracking_token from cases.service_case where id = :id").param("id", id).query(String.class).single();
    }

    private List<String> windows(String token) {
        var answer = customer.get("/api/public/track/{token}/windows", token);
        assertThat(answer).hasStatusOk();
        return JsonPath.read(body(answer), "$[*].from");
    }

    private MvcTestResult hold(String token, String from) {
        return customer.post("{\"from\":\"%s\"}".formatted(from), "/api/public/track/{token}/hold", token);
    }

    private MvcTestResult book(String token) {
        return customer.post("{\"id\":\"%s\"}".formatted(UUID.randomUUID()), "/api/public/track/{token}/book", token);
    }

    private MvcTestResult callOff(String token) {
        return customer.post("{\"id\":\"%s\",\"reason\":\"自己修好了\"}".formatted(UUID.randomUUID()), "/api/public/track/{token}/call-off", token);
    }

    private static String body(MvcTestResult result) {
        return new String(result.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
    }

    private List<String> acts(String token) {
        return JsonPath.read(body(customer.get("/api/public/track/{token}", token)), "$.acts");
    }

    private long bookings() {
        return jdbc.sql("select count(*) from dispatch.booking where branch_id = :branch and state <> 'CANCELLED'").param("branch", town.branch).query(Long.class).single();
    }

    private void minutesGoBy() {
        jdbc.sql("update dispatch.hold set held_until = held_until - interval '6 minutes' where branch_id = :branch").param("branch", town.branch).update();
    }

    @Test
    void isBookedFromScratchAndTheOfficeHearsOfIt() {
        var token = aCase("UPS 报警");
        assertThat(acts(token)).contains("BOOK").doesNotContain("REBOOK");
        var chosen = windows(token).get(2);
        assertThat(hold(token, chosen)).hasStatusOk().bodyJson().extractingPath("$.from").isEqualTo(chosen);
        assertThat(customer.get("/api/public/track/{token}", token)).bodyJson().extractingPath("$.held.from").as("a reload finds it again").isEqualTo(chosen);

        assertThat(book(token)).hasStatusOk().bodyJson().isLenientlyEqualTo("""
                {"held": null, "calendar": "VISIT"}""");

        assertThat(acts(token)).contains("REBOOK", "CALL_OFF").doesNotContain("BOOK");
        assertThat(bookings()).isEqualTo(1);
        assertThat(jdbc.sql("select kind from notices.notice where user_id = :user").param("user", town.dispatcher.user).query(String.class).list()).contains("dispatch.booked-by-customer");
    }

    @Test
    void sentTwiceIsBookedOnce() {
        var token = aCase("UPS 报警");
        hold(token, windows(token).getFirst());
        var body = "{\"id\":\"%s\"}".formatted(UUID.randomUUID());
        assertThat(customer.post(body, "/api/public/track/{token}/book", token)).hasStatusOk();
        assertThat(customer.post(body, "/api/public/track/{token}/book", token)).hasStatusOk();
        assertThat(bookings()).isEqualTo(1);
    }

    @Test
    void nobodyElseIsOfferedWhatIsHeldUntilItIsLetGo() {
        var one = aCase("UPS 报警", 200);
        var other = aCase("UPS 不充电", 200);
        var chosen = windows(one).getFirst();
        hold(one, chosen);

        assertThat(windows(other)).doesNotContain(chosen);
        assertThat(windows(one)).as("whoever holds it sees it still").contains(chosen);
        assertThat(hold(other, chosen)).hasStatus(HttpStatus.CONFLICT).bodyJson().extractingPath("$.code").isEqualTo("dispatch.window-gone");

        assertThat(customer.delete("/api/public/track/{token}/hold", one)).hasStatus(HttpStatus.NO_CONTENT);
        assertThat(windows(other)).contains(chosen);
        assertThat(hold(other, chosen)).hasStatusOk();
    }

    @Test
    void whatHasRunOutIsFreeAgainAndCannotBeConfirmed() {
        var one = aCase("UPS 报警");
        var other = aCase("UPS 不充电");
        var chosen = windows(one).getFirst();
        hold(one, chosen);
        minutesGoBy();

        assertThat(hold(other, chosen)).hasStatusOk();
        assertThat(book(one)).hasStatus(HttpStatus.CONFLICT).bodyJson().extractingPath("$.code").isEqualTo("dispatch.hold-over");
        assertThat(book(other)).hasStatusOk();
        assertThat(bookings()).isEqualTo(1);
    }

    @Test
    void theOfficeMayBookOverAHoldAndTheCustomerChoosesAgain() {
        var token = aCase("UPS 报警");
        var urgent = town.newCase("全站停电");
        hold(token, windows(token).getFirst());
        record Slot(UUID engineerId, Instant startsAt, Instant endsAt) {}
        var held = jdbc.sql("select engineer_id, starts_at, ends_at from dispatch.hold where branch_id = :branch").param("branch", town.branch).query(Slot.class).single();
        assertThat(town.dispatcher.post(ADispatchTown.plan(urgent, held.engineerId(), held.startsAt().toString(), held.endsAt().toString()), "/api/dispatch/bookings"))
                .hasStatus(HttpStatus.CREATED);

        var answer = book(token);
        assertThat(answer).hasStatus(HttpStatus.CONFLICT).bodyJson().extractingPath("$.code").isEqualTo("dispatch.window-gone");
        assertThat(body(answer)).as("whose visit it is stays in the house").doesNotContain("全站停电", town.number(urgent));
        assertThat(hold(token, windows(token).getFirst())).hasStatusOk();
        assertThat(book(token)).hasStatusOk();
    }

    @Test
    void isNotOfferedWhereNobodyGoesOrSeveralGoTogether() {
        var token = aCase("UPS 报警");
        jdbc.sql("insert into dispatch.crew_need (case_id, people, set_at) select id, 2, now() from cases.service_case where tracking_token = :token").param("token", token).update();
        assertThat(acts(token)).doesNotContain("BOOK");
        assertThat(customer.get("/api/public/track/{token}/windows", token)).hasStatus(HttpStatus.CONFLICT).bodyJson().extractingPath("$.code").isEqualTo("dispatch.nothing-to-move");
    }

    @Nested
    class ABookedVisit {

        private String token;

        @BeforeEach
        void booked() {
            token = aCase("配电房, 空调; 不制冷 " + "很长的说明".repeat(12));
            hold(token, windows(token).get(3));
            assertThat(book(token)).hasStatusOk();
        }

        private String calendar() {
            var answer = customer.get("/api/public/track/{token}/visit.ics", token);
            assertThat(answer).hasStatusOk();
            return body(answer);
        }

        @Test
        void isMovedToAnotherTime() {
            var before = calendar();
            hold(token, windows(token).getLast());
            assertThat(book(token)).hasStatusOk();
            assertThat(bookings()).isEqualTo(1);
            assertThat(line(calendar(), "UID:")).isEqualTo(line(before, "UID:"));
            assertThat(Integer.parseInt(line(calendar(), "SEQUENCE:").substring(9))).isGreaterThan(Integer.parseInt(line(before, "SEQUENCE:").substring(9)));
        }

        @Test
        void isCalledOffAndCanBeBookedAnew() {
            var uid = line(calendar(), "UID:");
            assertThat(callOff(token)).hasStatusOk().bodyJson().extractingPath("$.calendar").isEqualTo("CALLED_OFF");
            assertThat(bookings()).isZero();
            assertThat(calendar()).contains("METHOD:CANCEL\r\n", "STATUS:CANCELLED\r\n", uid);
            assertThat(jdbc.sql("select kind from notices.notice where user_id = :user").param("user", town.dispatcher.user).query(String.class).list()).contains("dispatch.called-off");
            assertThat(acts(token)).contains("BOOK");
            assertThat(hold(token, windows(token).getFirst())).hasStatusOk();
            assertThat(book(token)).hasStatusOk();
            assertThat(calendar()).contains("METHOD:PUBLISH");
        }

        @Test
        void isNotCalledOffWhenTheEngineerIsNearlyThere() {
            jdbc.sql("update dispatch.booking set starts_at = :from, ends_at = :to where branch_id = :branch").param("branch", town.branch)
                    .param("from", clock.instant().plus(1, ChronoUnit.HOURS).atOffset(UTC)).param("to", clock.instant().plus(2, ChronoUnit.HOURS).atOffset(UTC)).update();
            assertThat(callOff(token)).hasStatus(HttpStatus.CONFLICT).bodyJson().extractingPath("$.code").isEqualTo("dispatch.too-soon-to-move");
        }

        @Test
        void movedAgainAndAgainTheCustomerIsAskedToCall() {
            for (var i = 0; i < 4; i++) {
                hold(token, windows(token).get(i));
                assertThat(book(token)).hasStatusOk();
            }
            assertThat(hold(token, windows(token).getLast())).hasStatus(HttpStatus.TOO_MANY_REQUESTS);
        }

        @Test
        void isAFileThatEveryCalendarReads() {
            var file = calendar();
            assertThat(file).startsWith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n").endsWith("END:VEVENT\r\nEND:VCALENDAR\r\n").contains("METHOD:PUBLISH\r\n", "\r\nORGANIZER;CN=", "STATUS:CONFIRMED\r\n");
            for (var line : file.split("\r\n")) {
                assertThat(line.getBytes(StandardCharsets.UTF_8).length).as(line).isLessThanOrEqualTo(75);
            }
            var unfolded = file.replace("\r\n ", "");
            assertThat(line(unfolded, "SUMMARY:")).contains("配电房\\, 空调\\; 不制冷", "很长的说明".repeat(12));
            assertThat(file.replace("\r\n", "")).doesNotContain("\n");
        }

        private static String line(String file, String start) {
            return file.replace("\r\n ", "").lines().filter(one -> one.startsWith(start)).findFirst().orElseThrow();
        }
    }

    /** Thirty customers, ten windows, all at once: ten visits, twenty kind refusals, nothing twice. */
    @Test
    void noWindowIsSoldTwiceHoweverManyChooseAtOnce() throws Exception {
        var tokens = new ArrayList<String>();
        for (var i = 0; i < CUSTOMERS; i++) {
            tokens.add(aCase("UPS 报警 " + i, 200));
        }
        // Longer than a window, and far enough apart: the one engineer can be sold once in each of them.
        var wanted = windows(tokens.getFirst()).stream().filter(from -> from.contains("T00:") || from.contains("T05:")).limit(WINDOWS).toList();
        assertThat(wanted).hasSize(WINDOWS);
        record Outcome(int held, int booked, String answer) {}
        var outcomes = new ArrayList<Outcome>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var race = new ArrayList<Callable<Outcome>>();
            for (var i = 0; i < CUSTOMERS; i++) {
                var token = tokens.get(i);
                var window = wanted.get(i % WINDOWS);
                race.add(() -> {
                    var held = hold(token, window);
                    var booked = held.getResponse().getStatus() == 200 ? book(token) : held;
                    return new Outcome(held.getResponse().getStatus(), booked.getResponse().getStatus(), body(booked));
                });
            }
            for (var outcome : threads.invokeAll(race)) {
                outcomes.add(outcome.get());
            }
        }

        assertThat(outcomes.stream().filter(one -> one.held() == 200)).allSatisfy(one -> assertThat(one.booked()).as(one.answer()).isEqualTo(200));
        assertThat(outcomes.stream().filter(one -> one.booked() == 200)).hasSize(WINDOWS);
        assertThat(outcomes.stream().filter(one -> one.held() != 200)).hasSize(CUSTOMERS - WINDOWS).allSatisfy(refused -> {
            assertThat(refused.held()).isEqualTo(409);
            assertThat(JsonPath.<String>read(refused.answer(), "$.code")).isEqualTo("dispatch.window-gone");
            assertThat(JsonPath.<String>read(refused.answer(), "$.detail")).contains("choose another one");
            assertThat(JsonPath.<List<?>>read(refused.answer(), "$.facts.windows")).as("other windows are offered").isNotEmpty();
        });
        assertThat(bookings()).isEqualTo(WINDOWS);
        assertThat(jdbc.sql("select count(*) from dispatch.hold where branch_id = :branch").param("branch", town.branch).query(Long.class).single()).isZero();
        assertThat(jdbc.sql("select count(distinct (w.starts_at)) from dispatch.customer_window w join dispatch.booking b on b.case_id = w.case_id where b.branch_id = :branch")
                .param("branch", town.branch).query(Long.class).single()).as("each window once").isEqualTo(WINDOWS);
    }
}
