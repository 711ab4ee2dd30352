package aftercare.promises;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.AftercareTest;
import aftercare.Client;
import aftercare.identity.Role;
import aftercare.identity.Scope;
import aftercare.kernel.Ids;
import aftercare.kernel.Subject;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.json.JsonMapper;

/** Editing calendars, and what that does to what is open. Each test works on a calendar and a promise of its own. */
@AftercareTest
class CalendarControllerTests {

    private static final List<String> OFFICE = List.of("08:30-12:00 13:00-17:30", "08:30-12:00 13:00-17:30", "08:30-12:00 13:00-17:30",
            "08:30-12:00 13:00-17:30", "08:30-12:00 13:00-17:30", "", "");

    @Autowired PromiseDesk desk;
    @Autowired PromiseSweep sweep;
    @Autowired RuleDesk rules;
    @Autowired RuleBooks books;
    @Autowired Client.Clients clients;
    @Autowired JdbcClient jdbc;
    @Autowired JsonMapper json;

    private final String own = "own" + Ids.next().toString().substring(24);
    private final UUID branch = Ids.next();
    private final Subject subject = new Subject("case", Ids.next());
    private Client manager;

    @BeforeEach
    void aCalendarAndARuleThatNamesIt() {
        jdbc.sql("insert into identity.branch (id, code, name) values (:id, :code, '乌鲁木齐分公司')").param("id", branch).param("code", branch.toString()).update();
        manager = clients.with(Role.MANAGER, null);
        assertThat(create(Map.of("code", own, "name", "办公室", "zone", "Asia/Shanghai", "week", OFFICE))).hasStatusOk();
        rules.create(new RuleForm(null, "八小时", code(), Map.of(), own, new RuleForm.Time(RuleForm.Time.Type.WORKING_TIME, 480, null, null, null),
                List.of(), null, 50, false, true, false, null), new Scope(manager.user, "m", "m", List.of(new Scope.Grant(Role.MANAGER, null)), null, null, false));
        books.refresh();
    }

    private String code() {
        return own.replaceAll("[0-9]", "x");
    }

    private MvcTestResult create(Map<String, ?> wish) {
        return manager.post(json.writeValueAsString(wish), "/api/promises/calendars");
    }

    private String change(int version, List<String> week, List<Map<String, String>> put, List<String> drop) {
        return json.writeValueAsString(Map.of("version", version, "name", "办公室", "zone", "Asia/Shanghai", "week", week, "put", put, "drop", drop));
    }

    private static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(ZoneId.of("Asia/Shanghai")).toInstant();
    }

    private Instant promised(String at) {
        return desk.start(new StartPromises(subject, List.of(code()), Map.of(), branch, null, "SO-1", at(at))).getFirst().dueAt();
    }

    private Instant due() {
        return desk.of(subject).getFirst().dueAt();
    }

    @Test
    void aChangeIsSeenBeforeItIsMadeAndMovesWhatIsOpenAfterwards() {
        assertThat(promised("2027-06-03T08:30")).isEqualTo(at("2027-06-03T17:30"));
        var halfDay = change(1, OFFICE, List.of(Map.of("day", "2027-06-03", "kind", "HALF_DAY", "name", "停电")), List.of());

        var effect = assertThat(manager.post(halfDay, "/api/promises/calendars/{code}/preview", own)).hasStatusOk().bodyJson();
        effect.extractingPath("$.open").isEqualTo(1);
        effect.extractingPath("$.moved").isEqualTo(1);
        effect.extractingPath("$.moves[0].after").isEqualTo("2027-06-04T06:00:00Z");
        sweep.sweep(at("2027-06-03T09:00"));
        assertThat(due()).as("a preview changes nothing").isEqualTo(at("2027-06-03T17:30"));

        assertThat(manager.put(halfDay, "/api/promises/calendars/{code}", own)).hasStatusOk();
        sweep.sweep(at("2027-06-03T09:00"));
        assertThat(due()).isEqualTo(at("2027-06-04T14:00"));
        assertThat(manager.put(halfDay, "/api/promises/calendars/{code}", own)).hasStatus(HttpStatus.CONFLICT)
                .bodyJson().extractingPath("$.code").isEqualTo("promises.calendar-changed-meanwhile");
    }

    @Test
    void aBranchWorksAtItsOwnHoursWhereverARuleNamesTheCalendarOfTheHouse() {
        assertThat(promised("2027-06-03T08:30")).isEqualTo(at("2027-06-03T17:30"));
        var later = List.of("10:30-14:00 15:00-19:30", "10:30-14:00 15:00-19:30", "10:30-14:00 15:00-19:30", "10:30-14:00 15:00-19:30", "10:30-14:00 15:00-19:30", "", "");
        assertThat(create(Map.of("name", "乌鲁木齐", "zone", "Asia/Shanghai", "week", later, "follows", own, "branch", branch))).hasStatusOk();

        sweep.sweep(at("2027-06-03T09:00"));
        assertThat(due()).as("counted by the branch's clock").isEqualTo(at("2027-06-03T19:30"));
        assertThat(create(Map.of("name", "又一个", "zone", "Asia/Shanghai", "week", later, "follows", own, "branch", branch))).hasStatus(HttpStatus.CONFLICT);

        manager.put(change(2, OFFICE, List.of(Map.of("day", "2027-06-03", "kind", "HOLIDAY", "name", "放假")), List.of()), "/api/promises/calendars/{code}", own);
        sweep.sweep(at("2027-06-03T09:00"));
        assertThat(due()).as("the house's holidays hold in the branch too").isEqualTo(at("2027-06-04T19:30"));
    }

    @Test
    void aBranchInAnotherZoneCountsTheHoursOfItsOwnClockThroughTheChangeToSummerTime() {
        assertThat(create(Map.of("name", "柏林", "zone", "Europe/Berlin", "week", OFFICE, "follows", own, "branch", branch))).hasStatusOk();
        books.refresh();
        // A Friday at 13:00 in Berlin, 20:00 in Shanghai; on Sunday the clocks of Berlin go forward.
        var friday = LocalDateTime.parse("2027-03-26T13:00").atZone(ZoneId.of("Europe/Berlin")).toInstant();
        var due = desk.start(new StartPromises(subject, List.of(code()), Map.of(), branch, null, "SO-1", friday)).getFirst().dueAt();
        assertThat(due).as("four and a half hours on Friday, three and a half on Monday").isEqualTo(LocalDateTime.parse("2027-03-29T12:00").atZone(ZoneId.of("Europe/Berlin")).toInstant());
        assertThat(due).isEqualTo(Instant.parse("2027-03-29T10:00:00Z"));
    }

    @Test
    void aContractsLevelMayBringACalendarOfItsOwn() {
        assertThat(create(Map.of("code", own + "n", "name", "夜班合同", "zone", "Asia/Shanghai",
                "week", List.of("20:00-24:00", "20:00-24:00", "20:00-24:00", "20:00-24:00", "20:00-24:00", "", "")))).hasStatusOk();
        rules.create(new RuleForm(null, "夜间八小时", code(), Map.of("contract", "basic"), own + "n", new RuleForm.Time(RuleForm.Time.Type.WORKING_TIME, 480, null, null, null),
                List.of(), null, 50, false, true, false, null), new Scope(manager.user, "m", "m", List.of(new Scope.Grant(Role.MANAGER, null)), null, null, false));
        books.refresh();
        var night = new Subject("case", Ids.next());
        assertThat(desk.start(new StartPromises(night, List.of(code()), Map.of("contract", "basic"), branch, null, "SO-2", at("2027-06-03T09:00"))).getFirst().dueAt())
                .as("four hours of two nights").isEqualTo(at("2027-06-05T00:00"));
        assertThat(promised("2027-06-03T08:30")).as("without that contract at office hours").isEqualTo(at("2027-06-03T17:30"));

        desk.reassess(subject, Map.of("contract", "basic"), at("2027-06-03T10:00"));
        assertThat(due()).as("covered after all: counted anew on the calendar of the contract").isEqualTo(at("2027-06-05T00:00"));
    }

    @Test
    void theYearShowsEveryDayAndWhyItIsNotAsUsual() {
        manager.put(change(1, OFFICE, List.of(Map.of("day", "2027-10-01", "kind", "HOLIDAY", "name", "国庆节"),
                Map.of("day", "2027-10-09", "kind", "MAKEUP_WORKDAY", "name", "国庆节"),
                Map.of("day", "2027-10-11", "kind", "OWN_HOURS", "name", "盘点", "hours", "9:00-11:00")), List.of()), "/api/promises/calendars/{code}", own);
        var year = assertThat(manager.get("/api/promises/calendars/{code}/years/2027", own)).hasStatusOk().bodyJson();

        year.extractingPath("$.days.length()").isEqualTo(365);
        year.extractingPath("$.days[?(@.day == '2027-10-01')].minutes").asArray().containsExactly(0);
        year.extractingPath("$.days[?(@.day == '2027-10-09')].minutes").asArray().containsExactly(480);
        year.extractingPath("$.days[?(@.day == '2027-10-11')].hours").asArray().containsExactly("09:00-11:00");
        assertThat(manager.get("/api/promises/calendars/{code}/years/1066", own)).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT);
    }

    @Test
    void aReckoningSaysWhatItSkipped() {
        var reckoned = assertThat(manager.get("/api/promises/calendars/{code}/reckoning?from=2027-06-04T08:00:00Z&minutes=180", own)).hasStatusOk().bodyJson();
        reckoned.extractingPath("$.to").as("Friday 16:00 and three hours").isEqualTo("2027-06-07T02:00:00Z");
        reckoned.extractingPath("$.spans[*].reason").asArray().contains("REST_DAY", "CLOSED");

        assertThat(manager.get("/api/promises/calendars/{code}/reckoning?from=2027-06-07T02:00:00Z&minutes=-180", own)).bodyJson()
                .extractingPath("$.to").isEqualTo("2027-06-04T08:00:00Z");
        assertThat(manager.get("/api/promises/calendars/{code}/reckoning?from=2027-06-05T02:00:00Z", own)).bodyJson()
                .extractingPath("$.nextOpen").isEqualTo("2027-06-07T00:30:00Z");
        assertThat(manager.get("/api/promises/calendars/{code}/reckoning?minutes=999999999", own)).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT);
    }

    @Test
    void badCalendarsGetASentenceAndChangeNothing() {
        var before = manager.get("/api/promises/calendars/{code}/years/2027", own).getResponse();
        for (var wrong : Map.of(
                change(1, List.of("", "", "", "", "", "", ""), List.of(), List.of()), "promises.calendar-week",
                change(1, List.of("08:00-12:00"), List.of(), List.of()), "promises.calendar-week",
                change(1, List.of("08:00-25:00", "", "", "", "", "", ""), List.of(), List.of()), "promises.calendar-hours",
                change(1, OFFICE, List.of(Map.of("day", "2027-06-03", "kind", "OWN_HOURS")), List.of()), "promises.calendar-hours",
                change(1, OFFICE, List.of(), List.of()).replace("Asia/Shanghai", "Asia/Peking"), "promises.calendar-zone").entrySet()) {
            assertThat(manager.put(wrong.getKey(), "/api/promises/calendars/{code}", own)).as(wrong.getKey()).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
                    .bodyJson().extractingPath("$.code").isEqualTo(wrong.getValue());
        }
        assertThat(manager.get("/api/promises/calendars/{code}/years/2027", own).getResponse().getContentAsByteArray()).isEqualTo(before.getContentAsByteArray());
        assertThat(manager.get("/api/promises/calendars")).bodyJson().extractingPath("$[?(@.code == '%s')].version".formatted(own)).asArray().containsExactly(1);
    }

    @Test
    void aNoticeIsReadButNotYetTaken() {
        var days = assertThat(manager.post(json.writeValueAsString(Map.of("year", 2027, "text", "一、元旦：1月1日（周五）至3日（周日）放假，共3天。")),
                "/api/promises/calendars/notice")).hasStatusOk().bodyJson();
        days.extractingPath("$[*].day").asArray().containsExactly("2027-01-01", "2027-01-02", "2027-01-03");
        assertThat(jdbc.sql("select count(*) from promises.calendar_day d join promises.calendar c on c.id = d.calendar_id where c.code = :own")
                .param("own", own).query(Integer.class).single()).isZero();
    }

    @Test
    void calendarsAreEditedByThoseOfTheWholeHouseOnly() {
        assertThat(clients.with(Role.AGENT, branch).get("/api/promises/calendars")).hasStatusOk();
        assertThat(clients.with(Role.MANAGER, branch).put(change(1, OFFICE, List.of(), List.of()), "/api/promises/calendars/{code}", own)).hasStatus(HttpStatus.FORBIDDEN);
    }
}
