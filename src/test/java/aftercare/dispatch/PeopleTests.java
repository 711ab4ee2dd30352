package aftercare.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.AftercareTest;
import aftercare.Client;
import aftercare.cases.CaseDesk;
import aftercare.identity.Role;
import aftercare.promises.Attendance;
import com.jayway.jsonpath.JsonPath;
import java.io.UnsupportedEncodingException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
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

@AftercareTest
class PeopleTests {

    @Autowired Client.Clients clients;
    @Autowired EngineerDesk engineers;
    @Autowired CaseDesk cases;
    @Autowired JdbcClient jdbc;
    @Autowired Attendance attendance;

    ADispatchTown town;
    Client zhou;
    Client wu;

    @BeforeEach
    void aTown() {
        town = new ADispatchTown(jdbc, clients, engineers, cases);
        zhou = town.engineer("ups");
        wu = town.engineer("hvac");
    }

    private String pattern(String name, boolean weekly, boolean keepsHolidays, String... cycle) throws UnsupportedEncodingException {
        assertThat(town.dispatcher.post(patternBody(name, weekly, keepsHolidays, cycle), "/api/dispatch/shift-patterns")).hasStatus(HttpStatus.CREATED);
        var shown = town.dispatcher.get("/api/dispatch/shift-patterns").getResponse().getContentAsString();
        return JsonPath.<List<String>>read(shown, "$[?(@.name == '%s' && @.branchId == '%s')].id".formatted(name, town.branch)).getFirst();
    }

    private String patternBody(String name, boolean weekly, boolean keepsHolidays, String... cycle) {
        return """
                {"branchId": "%s", "name": "%s", "mark": "班", "cycle": ["%s"], "weekly": %s, "keepsHolidays": %s, "active": true, "version": 0}
                """.formatted(town.branch, name, String.join("\", \"", cycle), weekly, keepsHolidays);
    }

    private String officeHours() throws UnsupportedEncodingException {
        var day = "08:30-12:00 13:00-17:30";
        return pattern("常日班", true, true, day, day, day, day, day, "", "");
    }

    private MvcTestResult follow(Client who, String pattern, String from, String until, boolean replacing) {
        return town.dispatcher.post("""
                {"userIds": ["%s"], "patternId": "%s", "fromDay": "%s", "untilDay": %s, "replacing": %s}
                """.formatted(who.user, pattern, from, until == null ? "null" : "\"" + until + "\"", replacing), "/api/dispatch/shift-plans");
    }

    private MvcTestResult leave(Client who, String from, String fromHalf, String to, String toHalf) {
        return town.dispatcher.post("""
                {"userId": "%s", "kind": "SICK", "fromDay": "%s", "fromHalf": "%s", "toDay": "%s", "toHalf": "%s", "note": "发烧"}
                """.formatted(who.user, from, fromHalf, to, toHalf), "/api/dispatch/leaves");
    }

    private List<String> days(Client who, String from, String to) throws UnsupportedEncodingException {
        var shown = town.dispatcher.get("/api/dispatch/people?from=%s&to=%s".formatted(from, to)).getResponse().getContentAsString();
        return JsonPath.read(shown, "$.people[?(@.person.id == '%s')].days[*].hours".formatted(who.user));
    }

    private boolean present(Client who, String at) {
        return attendance.isPresent(who.user, Instant.parse(at));
    }

    @Nested
    class Shifts {

        @Test
        void aWeekKeepsTheCountrysHolidaysAndMakeUpWorkdays() throws Exception {
            assertThat(follow(zhou, officeHours(), "2026-01-01", null, false)).hasStatus(HttpStatus.CREATED);
            // National day 2026: free from 1 to 7 October, worked on Saturday the 10th.
            var day = "08:30-12:00 13:00-17:30";
            assertThat(days(zhou, "2026-10-05", "2026-10-11")).containsExactly("", "", "", day, day, day, "");
        }

        @Test
        void aCycleGoesRoundFromItsFirstDay() throws Exception {
            follow(zhou, pattern("三班倒", false, false, "08:00-20:00", "20:00-08:00", "", ""), "2026-03-02", "2026-03-10", false);
            assertThat(days(zhou, "2026-03-01", "2026-03-12")).containsExactly("08:00-20:00", "20:00-08:00", "", "", "08:00-20:00", "20:00-08:00", "", "", "08:00-20:00");
        }

        @Test
        void nobodyFollowsTwoAtOnceUnlessTheNewOneReplacesTheOld() throws Exception {
            var office = officeHours();
            follow(zhou, office, "2026-01-01", null, false);
            var late = pattern("中班", true, false, "13:00-21:00", "13:00-21:00", "13:00-21:00", "13:00-21:00", "13:00-21:00", "", "");

            assertThat(follow(zhou, late, "2026-03-03", "2026-03-04", false)).hasStatus(HttpStatus.CONFLICT).bodyJson().satisfies(json -> {
                json.assertThat().extractingPath("$.code").isEqualTo("dispatch.follows-already");
                json.assertThat().extractingPath("$.facts.pattern").isEqualTo("常日班");
            });
            assertThat(follow(zhou, late, "2026-03-03", "2026-03-04", true)).hasStatus(HttpStatus.CREATED);
            var day = "08:30-12:00 13:00-17:30";
            assertThat(days(zhou, "2026-03-02", "2026-03-06")).containsExactly(day, "13:00-21:00", "13:00-21:00", day, day);
        }

        @Test
        void oneDayCanBeOtherAndGoesBack() throws Exception {
            follow(zhou, officeHours(), "2026-01-01", null, false);
            assertThat(town.dispatcher.put("{\"hours\": \"10:00-19:00\", \"note\": \"培训\"}", "/api/dispatch/people/{id}/days/2026-03-03", zhou.user)).hasStatusOk();
            assertThat(days(zhou, "2026-03-03", "2026-03-03")).containsExactly("10:00-19:00");
            assertThat(town.dispatcher.delete("/api/dispatch/people/{id}/days/2026-03-03", zhou.user)).hasStatus(HttpStatus.NO_CONTENT);
            assertThat(days(zhou, "2026-03-03", "2026-03-03")).containsExactly("08:30-12:00 13:00-17:30");
        }

        @Test
        void aNightThatRunsIntoTheNextDaysHoursIsRefused() {
            assertThat(town.dispatcher.post(patternBody("错班", false, false, "20:00-08:00", "07:00-15:00"), "/api/dispatch/shift-patterns"))
                    .hasStatus(HttpStatus.UNPROCESSABLE_CONTENT).bodyJson().extractingPath("$.code").isEqualTo("dispatch.night-meets-day");
            assertThat(town.dispatcher.post(patternBody("空班", false, false, "", ""), "/api/dispatch/shift-patterns"))
                    .hasStatus(HttpStatus.UNPROCESSABLE_CONTENT).bodyJson().extractingPath("$.code").isEqualTo("dispatch.pattern-without-work");
        }
    }

    @Nested
    class Leave {

        @Test
        void halfADayEndsAtNoon() {
            assertThat(leave(zhou, "2026-03-03", "MORNING", "2026-03-03", "MORNING")).hasStatus(HttpStatus.CREATED);
            assertThat(present(zhou, "2026-03-03T03:59:00Z")).isFalse();
            assertThat(present(zhou, "2026-03-03T04:00:00Z")).isTrue();
            assertThat(leave(zhou, "2026-03-03", "AFTERNOON", "2026-03-04", "AFTERNOON")).hasStatus(HttpStatus.CREATED);
            assertThat(present(zhou, "2026-03-03T04:00:00Z")).isFalse();
        }

        @Test
        void nobodyIsAwayTwiceAndTheRefusalSaysWhen() {
            leave(zhou, "2026-03-03", "MORNING", "2026-03-05", "AFTERNOON");
            assertThat(leave(zhou, "2026-03-05", "AFTERNOON", "2026-03-06", "AFTERNOON")).hasStatus(HttpStatus.CONFLICT).bodyJson().satisfies(json -> {
                json.assertThat().extractingPath("$.code").isEqualTo("dispatch.away-already");
                json.assertThat().extractingPath("$.facts.from").isEqualTo("2026-03-03");
                json.assertThat().extractingPath("$.facts.to").isEqualTo("2026-03-05");
            });
            assertThat(leave(zhou, "2026-03-06", "AFTERNOON", "2026-03-06", "MORNING")).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        }

        @Test
        void ofTwoWhoEnterTheSameLeaveAtOnceOneIsRefused() throws Exception {
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                Callable<Integer> enter = () -> leave(zhou, "2026-03-03", "MORNING", "2026-03-03", "AFTERNOON").getResponse().getStatus();
                var answers = threads.invokeAll(List.of(enter, enter));
                assertThat(List.of(answers.get(0).get(), answers.get(1).get())).containsExactlyInAnyOrder(201, 409);
            }
        }

        @Test
        void whatIsBookedMeanwhileIsListed() throws Exception {
            var caseId = town.newCase("UPS 电池报警");
            town.dispatcher.post(ADispatchTown.plan(caseId, zhou.user, "2026-03-03T01:00:00Z", "2026-03-03T03:00:00Z"), "/api/dispatch/bookings");

            assertThat(town.dispatcher.get("/api/dispatch/people/{id}/engagements?fromDay=2026-03-03&fromHalf=MORNING&toDay=2026-03-03&toHalf=MORNING", zhou.user))
                    .bodyJson().extractingPath("$[*].number").asArray().containsExactly(town.number(caseId));
            assertThat(leave(zhou, "2026-03-03", "MORNING", "2026-03-04", "AFTERNOON")).hasStatus(HttpStatus.CREATED)
                    .bodyJson().extractingPath("$.engagements[*].number").asArray().containsExactly(town.number(caseId));
            assertThat(town.dispatcher.get("/api/dispatch/board?from=2026-03-02T16:00:00Z&to=2026-03-03T16:00:00Z"))
                    .bodyJson().extractingPath("$.absences[*].userId").asArray().containsExactly(zhou.user.toString());
        }

        @Test
        void whoeverPlansAnAbsentEngineerIsTold() {
            leave(zhou, "2026-03-03", "MORNING", "2026-03-03", "AFTERNOON");
            assertThat(town.dispatcher.post(ADispatchTown.plan(town.newCase("UPS"), zhou.user, "2026-03-03T01:00:00Z", "2026-03-03T03:00:00Z"), "/api/dispatch/bookings"))
                    .hasStatus(HttpStatus.CREATED).bodyJson().extractingPath("$.warnings[*].code").asArray().contains("dispatch.away");
        }

        @Test
        void aCancelledLeaveCountsNoMore() throws Exception {
            String id = JsonPath.read(leave(zhou, "2026-03-03", "MORNING", "2026-03-03", "AFTERNOON").getResponse().getContentAsString(), "$.id");
            assertThat(town.dispatcher.delete("/api/dispatch/leaves/{id}", id)).hasStatus(HttpStatus.NO_CONTENT);
            assertThat(present(zhou, "2026-03-03T01:00:00Z")).isTrue();
            assertThat(town.dispatcher.delete("/api/dispatch/leaves/{id}", id)).hasStatus(HttpStatus.NOT_FOUND);
        }

        @Test
        void colleaguesSeeThatSomebodyIsAwayButNotWhy() {
            leave(zhou, "2026-03-03", "MORNING", "2026-03-03", "AFTERNOON");
            assertThat(wu.get("/api/dispatch/people?from=2026-03-02&to=2026-03-08")).bodyJson().satisfies(json -> {
                json.assertThat().extractingPath("$.leaves[0].kind").isNull();
                json.assertThat().extractingPath("$.leaves[0].note").isEqualTo("");
            });
            assertThat(town.dispatcher.get("/api/dispatch/people?from=2026-03-02&to=2026-03-08")).bodyJson().extractingPath("$.leaves[0].note").isEqualTo("发烧");
        }

        @Test
        void theDeskHasItToo() {
            var agent = clients.with(Role.AGENT, town.branch);
            assertThat(leave(agent, "2026-03-03", "MORNING", "2026-03-03", "AFTERNOON")).hasStatus(HttpStatus.CREATED);
            assertThat(present(agent, "2026-03-03T01:00:00Z")).isFalse();
        }
    }

    @Nested
    class Presence {

        @Test
        void withoutAShiftPlanSomebodyIsThere() {
            assertThat(present(zhou, "2026-03-07T18:00:00Z")).isTrue();
        }

        @Test
        void followsTheShift() throws Exception {
            follow(zhou, officeHours(), "2026-01-01", null, false);
            assertThat(present(zhou, "2026-03-03T00:30:00Z")).isTrue();
            assertThat(present(zhou, "2026-03-03T04:30:00Z")).as("at lunch").isTrue();
            assertThat(present(zhou, "2026-03-03T09:30:00Z")).isFalse();
            assertThat(present(zhou, "2026-03-07T02:00:00Z")).as("on Saturday").isFalse();
        }

        @Test
        void ofANightShiftLastsIntoTheMorning() throws Exception {
            follow(zhou, pattern("夜班", false, false, "20:00-08:00", ""), "2026-03-02", null, false);
            assertThat(present(zhou, "2026-03-02T23:00:00Z")).isTrue();
            assertThat(present(zhou, "2026-03-03T00:00:00Z")).isFalse();
            assertThat(present(zhou, "2026-03-03T13:00:00Z")).isFalse();
        }
    }

    @Nested
    class OnCall {

        private String rotation(String name, String skills, Client... members) throws UnsupportedEncodingException {
            assertThat(town.dispatcher.post("""
                    {"branchId": "%s", "name": "%s", "skills": [%s], "turn": "DAILY", "handOver": "08:30", "fromTime": "17:30", "freeApart": false,
                     "startsOn": "2026-03-02", "members": ["%s"], "active": true, "version": 0}
                    """.formatted(town.branch, name, skills, String.join("\", \"", Arrays.stream(members).map(one -> one.user.toString()).toList())),
                    "/api/dispatch/on-call/rotations")).hasStatus(HttpStatus.CREATED);
            return JsonPath.<List<String>>read(roster(), "$.rotations[?(@.name == '%s')].id".formatted(name)).getFirst();
        }

        private String roster() throws UnsupportedEncodingException {
            return town.dispatcher.get("/api/dispatch/on-call?from=2026-03-02&to=2026-03-08").getResponse().getContentAsString();
        }

        private MvcTestResult plan(String rotation, boolean anew) {
            return town.dispatcher.post("{\"from\": \"2026-03-02\", \"to\": \"2026-03-08\", \"anew\": %s}".formatted(anew), "/api/dispatch/on-call/rotations/{id}/plan", rotation);
        }

        private UUID onCall(String at, String... skills) {
            return attendance.onCall(town.branch, Set.of(skills), Instant.parse(at)).orElse(null);
        }

        @Test
        void isLookedAtBeforeItIsWrittenAndComesOutTheSame() throws Exception {
            var draft = """
                    {"branchId": "%s", "name": "先看看", "skills": [], "turn": "DAILY", "handOver": "08:30", "fromTime": "17:30", "freeApart": false,
                     "startsOn": "2026-03-02", "members": ["%s", "%s"], "active": true, "version": 0}
                    """.formatted(town.branch, zhou.user, wu.user);
            var preview = town.dispatcher.post(draft, "/api/dispatch/on-call/rotations/preview?from=2026-03-02&to=2026-03-08");
            assertThat(preview).hasStatusOk();
            assertThat(roster()).as("nothing is written").doesNotContain("先看看");

            var users = JsonPath.<List<String>>read(preview.getResponse().getContentAsString(), "$[*].user");
            assertThat(users).containsExactly(zhou.user.toString(), wu.user.toString(), zhou.user.toString(), wu.user.toString(), zhou.user.toString(),
                    wu.user.toString(), zhou.user.toString());
            plan(rotation("先看看", "", zhou, wu), false);
            assertThat(JsonPath.<List<String>>read(roster(), "$.duties[*].userId")).isEqualTo(users);
            assertThat(town.dispatcher.post(draft, "/api/dispatch/on-call/rotations/preview?from=2026-03-02&to=2026-08-08")).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        }

        @Test
        void isPlannedFromTheRotationAndKeepsWhatWasThere() throws Exception {
            var rotation = rotation("综合值班", "", zhou, wu);
            assertThat(JsonPath.<List<String>>read(roster(), "$.gaps[*].startsAt")).hasSize(7);
            assertThat(plan(rotation, false)).hasStatusOk().bodyJson().extractingPath("$.planned").isEqualTo(7);
            assertThat(JsonPath.<List<String>>read(roster(), "$.gaps[*]")).isEmpty();
            assertThat(plan(rotation, false)).bodyJson().extractingPath("$.planned").isEqualTo(0);

            assertThat(onCall("2026-03-02T10:00:00Z")).isEqualTo(zhou.user);
            assertThat(onCall("2026-03-03T10:00:00Z")).isEqualTo(wu.user);
            assertThat(onCall("2026-03-03T02:00:00Z")).as("in office hours").isNull();
        }

        @Test
        void theOneWithTheSkillAnswersFirst() throws Exception {
            plan(rotation("综合值班", "", zhou), false);
            plan(rotation("暖通值班", "\"hvac\"", wu), false);
            assertThat(onCall("2026-03-02T10:00:00Z", "hvac")).isEqualTo(wu.user);
            assertThat(onCall("2026-03-02T10:00:00Z", "ups")).isEqualTo(zhou.user);
            assertThat(onCall("2026-03-02T10:00:00Z")).isEqualTo(zhou.user);
        }

        @Test
        void whoeverIsOnCallIsPresentButNotWhenIll() throws Exception {
            follow(zhou, officeHours(), "2026-01-01", null, false);
            plan(rotation("综合值班", "", zhou), false);
            assertThat(present(zhou, "2026-03-02T14:00:00Z")).isTrue();
            leave(zhou, "2026-03-02", "AFTERNOON", "2026-03-02", "AFTERNOON");
            assertThat(present(zhou, "2026-03-02T14:00:00Z")).isFalse();
            assertThat(onCall("2026-03-02T14:00:00Z")).isNull();
            assertThat(JsonPath.<List<Boolean>>read(roster(), "$.duties[:1].absent")).containsExactly(true);
        }

        @Test
        void twoCannotAnswerForTheSameAtOnce() throws Exception {
            var rotation = rotation("综合值班", "", zhou);
            plan(rotation, false);
            assertThat(town.dispatcher.post("""
                    {"rotationId": "%s", "userId": "%s", "startsAt": "2026-03-02T12:00:00Z", "endsAt": "2026-03-02T14:00:00Z"}
                    """.formatted(rotation, wu.user), "/api/dispatch/on-call/duties")).hasStatus(HttpStatus.CONFLICT)
                    .bodyJson().extractingPath("$.code").isEqualTo("dispatch.on-call-already");
        }

        @Test
        void handsAreKeptWhenItIsPlannedAnew() throws Exception {
            // Ahead of the clock of this machine, whatever that says.
            var rotation = rotation("综合值班", "", zhou, wu);
            var ahead = "{\"from\": \"2199-03-04\", \"to\": \"2199-03-05\", \"anew\": true}";
            town.dispatcher.post(ahead, "/api/dispatch/on-call/rotations/{id}/plan", rotation);
            var shown = town.dispatcher.get("/api/dispatch/on-call?from=2199-03-04&to=2199-03-05").getResponse().getContentAsString();
            String first = JsonPath.read(shown, "$.duties[0].id");
            String starts = JsonPath.read(shown, "$.duties[0].startsAt");
            String ends = JsonPath.read(shown, "$.duties[0].endsAt");
            String whose = JsonPath.read(shown, "$.duties[0].userId");
            var other = whose.equals(zhou.user.toString()) ? wu : zhou;
            assertThat(town.dispatcher.put("{\"userId\": \"%s\", \"startsAt\": \"%s\", \"endsAt\": \"%s\", \"version\": 0}".formatted(other.user, starts, ends),
                    "/api/dispatch/on-call/duties/{id}", first)).hasStatusOk();

            assertThat(town.dispatcher.post(ahead, "/api/dispatch/on-call/rotations/{id}/plan", rotation)).bodyJson().extractingPath("$.planned").isEqualTo(1);
            assertThat(onCall(starts)).isEqualTo(other.user);
        }

        @Test
        void aSwapIsAskedAgreedAndRecorded() throws Exception {
            var rotation = rotation("综合值班", "", zhou, wu);
            town.dispatcher.post("{\"from\": \"2199-03-04\", \"to\": \"2199-03-05\", \"anew\": false}", "/api/dispatch/on-call/rotations/{id}/plan", rotation);
            var shown = town.dispatcher.get("/api/dispatch/on-call?from=2199-03-04&to=2199-03-05").getResponse().getContentAsString();
            String mine = JsonPath.<List<String>>read(shown, "$.duties[?(@.userId == '%s')].id".formatted(zhou.user)).getFirst();
            String theirs = JsonPath.<List<String>>read(shown, "$.duties[?(@.userId == '%s')].id".formatted(wu.user)).getFirst();
            var body = "{\"dutyId\": \"%s\", \"otherDutyId\": \"%s\", \"askedOf\": \"%s\", \"note\": \"孩子家长会\"}".formatted(mine, theirs, wu.user);

            assertThat(wu.post(body, "/api/dispatch/on-call/swaps")).as("not his duty").hasStatus(HttpStatus.NOT_FOUND);
            assertThat(zhou.post(body, "/api/dispatch/on-call/swaps")).hasStatus(HttpStatus.CREATED);
            assertThat(zhou.post(body, "/api/dispatch/on-call/swaps")).hasStatus(HttpStatus.CONFLICT);
            String swap = JsonPath.read(wu.get("/api/dispatch/on-call?from=2199-03-04&to=2199-03-05").getResponse().getContentAsString(), "$.swaps[0].id");
            assertThat(notices(wu)).containsExactly("dispatch.swap-asked");
            assertThat(zhou.post("{}", "/api/dispatch/on-call/swaps/{id}/agree", swap)).as("not asked").hasStatus(HttpStatus.NOT_FOUND);
            assertThat(wu.post("{}", "/api/dispatch/on-call/swaps/{id}/agree", swap)).hasStatus(HttpStatus.NO_CONTENT);
            assertThat(wu.post("{}", "/api/dispatch/on-call/swaps/{id}/agree", swap)).hasStatus(HttpStatus.CONFLICT);

            var after = town.dispatcher.get("/api/dispatch/on-call?from=2199-03-04&to=2199-03-05").getResponse().getContentAsString();
            assertThat(JsonPath.<List<String>>read(after, "$.duties[?(@.id == '%s')].userId".formatted(mine))).containsExactly(wu.user.toString());
            assertThat(JsonPath.<List<String>>read(after, "$.duties[?(@.id == '%s')].userId".formatted(theirs))).containsExactly(zhou.user.toString());
            assertThat(notices(zhou)).contains("dispatch.swap-agreed");
            assertThat(jdbc.sql("select e.kind from timeline.entry e join timeline.entry_subject s on s.entry_id = e.id where s.subject_id = :id order by e.id")
                    .param("id", UUID.fromString(rotation)).query(String.class).list()).containsExactly("dispatch.roster-planned", "dispatch.swap-asked", "dispatch.swapped");
        }

        @Test
        void aCaseThatComesInMeanwhileIsToldToWhoeverAnswers() throws Exception {
            var now = Instant.now();
            var rotation = rotation("综合值班", "", zhou);
            town.dispatcher.post("{\"rotationId\": \"%s\", \"userId\": \"%s\", \"startsAt\": \"%s\", \"endsAt\": \"%s\"}".formatted(rotation, wu.user,
                    now.minusSeconds(3600), now.plusSeconds(3600)), "/api/dispatch/on-call/duties");
            town.newCase("半夜停电");
            assertThat(notices(wu)).contains("dispatch.after-hours");
            assertThat(notices(zhou)).doesNotContain("dispatch.after-hours");
        }

        @Test
        void itGoesToAPhonesCalendar() throws Exception {
            var rotation = rotation("综合值班", "", zhou);
            var day = LocalDate.now(ZoneOffset.UTC).plusDays(2);
            town.dispatcher.post("{\"rotationId\": \"%s\", \"userId\": \"%s\", \"startsAt\": \"%sT10:00:00Z\", \"endsAt\": \"%sT12:00:00Z\"}".formatted(rotation, zhou.user, day, day),
                    "/api/dispatch/on-call/duties");
            assertThat(zhou.get("/api/dispatch/on-call/calendar.ics?mine=true").getResponse().getContentAsString())
                    .startsWith("BEGIN:VCALENDAR\r\n").contains("DTSTART:" + day.toString().replace("-", "") + "T100000Z\r\n").contains("综合值班");
            assertThat(wu.get("/api/dispatch/on-call/calendar.ics?mine=true").getResponse().getContentAsString()).doesNotContain("VEVENT");
        }

        private List<String> notices(Client who) {
            return jdbc.sql("select kind from notices.notice where user_id = :user order by id").param("user", who.user).query(String.class).list();
        }
    }

    @Nested
    class Certificates {

        private MvcTestResult enter(String kind, String number, String until) {
            return clients.with(Role.MANAGER, town.branch).post("""
                    {"kind": "%s", "number": "%s", "issuer": "应急管理局", "validFrom": "2020-01-01", "validUntil": "%s", "version": 0}
                    """.formatted(kind, number, until), "/api/dispatch/engineers/{id}/certificates", zhou.user);
        }

        @Test
        void withoutAValidOneTheDispatcherIsTold() {
            jdbc.sql("update assets.product set category = 'power' where id = (select product_id from assets.device where id = :id)").param("id", town.device).update();
            enter("electrician", "T3301", "2026-03-03");
            assertThat(book("2026-03-03T01:00:00Z", "2026-03-03T02:00:00Z")).bodyJson().extractingPath("$.warnings[*].code").asArray().doesNotContain("dispatch.certificate-missing");
            assertThat(book("2026-03-04T01:00:00Z", "2026-03-04T02:00:00Z")).bodyJson().extractingPath("$.warnings[*].code").asArray().contains("dispatch.certificate-missing");
            enter("electrician", "T3302", "2029-03-03");
            assertThat(book("2026-03-05T01:00:00Z", "2026-03-05T02:00:00Z")).bodyJson().extractingPath("$.warnings[*].code").asArray().doesNotContain("dispatch.certificate-missing");
        }

        private MvcTestResult book(String from, String to) {
            return town.dispatcher.post(ADispatchTown.plan(town.newCase("配电柜异响"), zhou.user, from, to), "/api/dispatch/bookings");
        }

        @Test
        void oneNumberIsEnteredOnce() {
            assertThat(enter("electrician", "T3301", "2029-03-03")).hasStatus(HttpStatus.CREATED);
            assertThat(enter("electrician", "T3301", "2029-03-03")).hasStatus(HttpStatus.CONFLICT).bodyJson().extractingPath("$.code").isEqualTo("dispatch.certificate-known");
            assertThat(enter("flying", "T3301", "2029-03-03")).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT);
            assertThat(enter("lift", "T9", "2019-03-03")).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        }

        @Test
        void whoeverMayNotEditEngineersOnlyReads() {
            enter("electrician", "T3301", "2029-03-03");
            assertThat(wu.get("/api/dispatch/certificates?engineer={id}", zhou.user)).bodyJson().extractingPath("$[*].number").asArray().containsExactly("T3301");
            assertThat(town.dispatcher.post("{\"kind\":\"lift\",\"number\":\"1\",\"issuer\":\"\",\"version\":0}", "/api/dispatch/engineers/{id}/certificates", zhou.user))
                    .hasStatus(HttpStatus.FORBIDDEN);
        }
    }
}
