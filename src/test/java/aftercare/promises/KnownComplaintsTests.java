package aftercare.promises;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.AftercareTest;
import aftercare.Client;
import aftercare.cases.ACaseTown;
import aftercare.cases.CaseDesk;
import aftercare.cases.CaseStatus;
import aftercare.cases.Channel;
import aftercare.cases.OpenCase;
import aftercare.identity.Role;
import aftercare.kernel.Ids;
import aftercare.kernel.Subject;
import aftercare.timeline.Actor;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;

/** What users of other systems complain of, each as the opposite of its name, through the product as it is shipped. */
@AftercareTest
@RecordApplicationEvents
class KnownComplaintsTests {

    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    @Autowired PromiseDesk desk;
    @Autowired PromiseSweep sweep;
    @Autowired RuleBooks books;
    @Autowired CaseDesk cases;
    @Autowired Client.Clients clients;
    @Autowired JdbcClient jdbc;
    @Autowired ApplicationEvents events;

    private final Subject subject = new Subject("case", Ids.next());
    private ACaseTown town;

    @BeforeEach
    void aTown() {
        town = new ACaseTown(jdbc);
    }

    private static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(SHANGHAI).toInstant();
    }

    /** Severity 4 works at office hours: an answer within 4 hours, a visit within 2 days, a repair within 5 days. */
    private void report(int severity, String at) {
        desk.start(StartPromises.all(subject, Map.of("kind", "repair", "severity", "" + severity), town.branch, null, "SO-1 三号泵", at(at)));
    }

    private PromiseView promise(String code) {
        return desk.of(subject).stream().filter(view -> view.code().equals(code)).reduce((_, later) -> later).orElseThrow();
    }

    private List<PromiseEvent> alarms() {
        return events.stream(PromiseEvent.class).filter(event -> event.about().subject().equals(subject))
                .filter(event -> event instanceof PromiseEvent.Warned || event instanceof PromiseEvent.Broken).toList();
    }

    @Test
    void lunchBreaksAndHalfDaysAreCounted() {
        report(4, "2026-03-04T11:00");
        assertThat(promise("answer").dueAt()).as("4 hours, lunch from 12 to 13 left out").isEqualTo(at("2026-03-04T16:00"));

        var half = new WorkCalendar("half", "half", 1, SHANGHAI, WeekPattern.weekdays("08:30-12:00 13:00-17:30"),
                List.of(CalendarDay.own(LocalDate.of(2026, 3, 5), "半天", OpeningHours.parse("08:30-12:00"))));
        assertThat(new Limit.WorkingTime(240).due(at("2026-03-05T11:00"), half)).as("1 hour is left of the half day").isEqualTo(at("2026-03-06T11:30"));
    }

    @Test
    void makeUpSaturdaysAreIgnored() {
        report(4, "2026-02-13T16:30"); // a Friday; the Saturday is worked for Spring Festival
        assertThat(promise("answer").dueAt()).isEqualTo(at("2026-02-14T11:30"));
    }

    @Test
    void aPauseIsLostWhenSeverityOrRuleChanges() {
        report(3, "2026-03-04T09:00");
        desk.pause(subject, "customer", at("2026-03-04T10:00"));
        desk.resume(subject, at("2026-03-04T13:00"));
        desk.reassess(subject, Map.of("severity", "2"), at("2026-03-04T13:10"));
        assertThat(promise("arrive").dueAt()).as("4 hours and the 3 of the pause").isEqualTo(at("2026-03-04T16:00"));

        desk.reassess(subject, Map.of("severity", "3"), at("2026-03-04T13:20"));
        assertThat(promise("arrive").dueAt()).as("24 hours and the 3 of the pause").isEqualTo(at("2026-03-05T12:00"));
    }

    @Test
    void holdTimeIsAddedToTheStartAndFallsOnDaysOff() {
        report(4, "2026-03-06T16:30"); // a Friday
        desk.pause(subject, "customer", at("2026-03-06T17:00"));
        desk.resume(subject, at("2026-03-09T10:00")); // a Monday: two working hours of waiting
        assertThat(promise("answer").dueAt()).as("half an hour on Friday, three and a half on Monday").isEqualTo(at("2026-03-09T14:30"));
    }

    @Test
    void pausedIsShownWhileTheClockRuns() {
        jdbc.sql("update promises.rule set pauses = array['customer'] where key = 'arrive-2'").update();
        reread();
        try {
            report(2, "2026-03-04T09:00");
            desk.pause(subject, "parts", at("2026-03-04T09:10"));
            for (var view : desk.of(subject)) {
                var stands = view.state() == PromiseState.PAUSED;
                desk.resume(subject, at("2026-03-04T11:10"));
                var moved = desk.of(subject).stream().filter(later -> later.id().equals(view.id())).findFirst().orElseThrow().dueAt().isAfter(view.dueAt());
                assertThat(moved).as("%s is shown as %s", view.code(), view.state()).isEqualTo(stands);
            }
        } finally {
            jdbc.sql("update promises.rule set pauses = null where key = 'arrive-2'").update();
            reread();
        }
    }

    @Test
    void anAnswerFulfilsTheRepairPromiseToo() {
        report(2, "2026-03-04T09:00");
        desk.keep(subject, "answer", at("2026-03-04T09:10"));
        assertThat(promise("answer").state()).isEqualTo(PromiseState.KEPT);
        assertThat(List.of(promise("arrive"), promise("restore"))).allSatisfy(open -> assertThat(open.state()).isEqualTo(PromiseState.RUNNING));
    }

    @Test
    void remindersComeOnHolidays() {
        // Reported on the last afternoon before Spring Festival: nine days without work, then a Tuesday.
        report(4, "2026-02-14T16:00");
        for (var day = at("2026-02-14T17:31"); day.isBefore(at("2026-02-24T08:30")); day = day.plusSeconds(6 * 3600)) {
            sweep.sweep(day);
        }
        assertThat(alarms()).isEmpty();
        sweep.sweep(at("2026-02-24T11:00"));
        assertThat(alarms()).isNotEmpty();
    }

    @Test
    void oneDayIsTreatedAsTwentyFourHours() {
        report(4, "2026-03-06T15:00"); // a Friday, a visit within two working days
        assertThat(promise("arrive").dueAt()).as("Tuesday evening, not Sunday").isEqualTo(at("2026-03-10T17:30"));
    }

    @Test
    void theNextTeamInheritsASpentClock() {
        report(3, "2026-03-04T09:00");
        desk.raise(subject, Map.of("severity", "2"), at("2026-03-05T08:30")); // half an hour before the visit was due
        assertThat(promise("arrive").dueAt()).as("4 hours from the moment it was raised").isEqualTo(at("2026-03-05T12:30"));
    }

    @Test
    void theCustomersReplyOnTheWebPageDoesNotRestartTheClock() {
        var opened = cases.open(new OpenCase(Channel.QR, "repair", 2, "门禁不开", "", null, new OpenCase.Who(town.customer, "王敏", "13800000001", ""),
                new OpenCase.What(null, null, null, town.branch), null), Actor.SYSTEM);
        cases.take(opened.id(), Actor.SYSTEM);
        cases.waitFor(opened.id(), "请告知何时方便", Actor.SYSTEM);
        assertThat(desk.of(opened.id().subject())).filteredOn(view -> view.endedAt() == null).allMatch(view -> view.state() == PromiseState.PAUSED);

        assertThat(clients.nobody().post("{\"id\": \"%s\", \"text\": \"现在就行\"}".formatted(Ids.next()), "/api/public/track/{token}/message", opened.trackingToken()))
                .hasStatusOk();

        assertThat(cases.facts(opened.id()).status()).isEqualTo(CaseStatus.ACTIVE);
        assertThat(desk.of(opened.id().subject())).filteredOn(view -> view.endedAt() == null).isNotEmpty().allMatch(view -> view.state() == PromiseState.RUNNING);
    }

    @Test
    void aBrokenPromiseCanNeverShowAsBroken() {
        report(2, "2040-03-05T09:00");
        sweep.sweep(at("2040-03-05T10:00"));
        assertThat(promise("answer").breachedAt()).as("seen while it is still open").isEqualTo(at("2040-03-05T09:30"));

        desk.raise(subject, Map.of("severity", "1"), at("2040-03-05T10:01"));
        assertThat(promise("answer").breachedAt()).as("not wiped out by being raised").isNotNull();

        desk.keep(subject, "answer", at("2040-03-05T10:10"));
        assertThat(promise("answer").state()).isEqualTo(PromiseState.BROKEN);
        assertThat(promise("answer").overrunMinutes()).isEqualTo(40);

        var manager = clients.with(Role.MANAGER, town.branch);
        assertThat(manager.get("/api/promises?subjectKind=case&subjectId={id}", subject.id())).bodyJson()
                .extractingPath("$[?(@.code == 'answer')].state").asArray().containsExactly("BROKEN");
    }

    private void reread() {
        jdbc.sql("update promises.book set revision = revision + 1").update();
        books.refresh();
    }
}
