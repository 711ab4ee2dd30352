package aftercare.promises;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.AftercareTest;
import aftercare.cases.ACaseTown;
import aftercare.cases.CaseDesk;
import aftercare.cases.CaseId;
import aftercare.cases.Channel;
import aftercare.cases.OpenCase;
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

/** The same engine for what is no answer, visit or repair: a quote, a call after the end, the papers of a visit, a certificate. */
@AftercareTest
@RecordApplicationEvents
class OtherUsesTests {

    @Autowired PromiseDesk desk;
    @Autowired PromiseSweep sweep;
    @Autowired CaseDesk cases;
    @Autowired JdbcClient jdbc;
    @Autowired ApplicationEvents events;

    private ACaseTown town;

    @BeforeEach
    void aTown() {
        town = new ACaseTown(jdbc);
    }

    private static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(ZoneId.of("Asia/Shanghai")).toInstant();
    }

    private Instant due(String code, Subject subject, String at) {
        return desk.start(new StartPromises(subject, List.of(code), Map.of(), town.branch, null, "x", at(at))).getFirst().dueAt();
    }

    private PromiseView promise(Subject subject, String code) {
        return desk.of(subject).stream().filter(view -> view.code().equals(code)).findFirst().orElseThrow();
    }

    private CaseId aCase() {
        return cases.open(new OpenCase(Channel.PHONE, "repair", 3, "三号泵停机", "", null, new OpenCase.Who(town.customer, "王敏", "13800000001", ""),
                new OpenCase.What(null, null, null, town.branch), null), Actor.SYSTEM).id();
    }

    @Test
    void aQuoteIsDueByTheTimeOfDayItWasAskedAt() {
        assertThat(due("quote", new Subject("case", Ids.next()), "2026-03-04T11:59")).as("before noon").isEqualTo(at("2026-03-04T17:30"));
        assertThat(due("quote", new Subject("case", Ids.next()), "2026-03-06T12:00")).as("a Friday afternoon").isEqualTo(at("2026-03-09T12:00"));
        assertThat(due("quote", new Subject("case", Ids.next()), "2026-03-04T17:00")).as("too late for today").isEqualTo(at("2026-03-05T17:30"));
        assertThat(due("quote-large", new Subject("case", Ids.next()), "2026-03-06T12:00")).isEqualTo(at("2026-03-08T12:00"));
    }

    @Test
    void aCustomerIsCalledBackByTheWorkingDayAfterTheEnd() {
        assertThat(due("call-back", new Subject("case", Ids.next()), "2026-03-06T15:00")).isEqualTo(at("2026-03-09T17:30"));

        var id = aCase();
        assertThat(desk.of(id.subject())).noneMatch(view -> view.code().equals("call-back"));
        cases.resolve(id, "更换轴承", Actor.SYSTEM);
        cases.accept(id, Actor.guest("王敏"));
        var callBack = promise(id.subject(), "call-back");
        assertThat(callBack.state()).isEqualTo(PromiseState.RUNNING);
        assertThat(callBack.byHand()).isTrue();

        desk.settle(callBack.id(), "客户满意", Actor.SYSTEM);
        assertThat(promise(id.subject(), "call-back").state()).isEqualTo(PromiseState.KEPT);
    }

    @Test
    void thePapersOfAVisitComeBackByTheNextWorkingDay() {
        assertThat(desk.start(StartPromises.all(new Subject("visit", Ids.next()), Map.of(), town.branch, null, "x", at("2026-02-13T20:00"))))
                .singleElement().satisfies(papers -> assertThat(papers.dueAt()).as("the Saturday is worked").isEqualTo(at("2026-02-14T17:30")));
    }

    @Test
    void aCertificateIsToBeRenewedByItsLastWorkingDayAndItsHolderHearsOfItMonthsAhead() {
        var certificate = new Subject("certificate", Ids.next());
        var promised = desk.start(new StartPromises(certificate, List.of("certificate-expiry"), Map.of(), town.branch, null, "周工 低压电工", at("2040-01-04T09:00"))
                .before(LocalDate.of(2040, 6, 30))).getFirst(); // a Saturday
        assertThat(promised.dueAt()).isEqualTo(at("2040-06-29T17:30"));

        sweep.sweep(at("2040-03-30T09:00"));
        assertThat(warnings(certificate)).isZero();
        sweep.sweep(at("2040-04-10T09:00"));
        assertThat(warnings(certificate)).as("a quarter ahead").isEqualTo(1);
        sweep.sweep(at("2040-06-20T09:00"));
        assertThat(warnings(certificate)).as("and a month").isEqualTo(2);
    }

    private long warnings(Subject subject) {
        return events.stream(PromiseEvent.Warned.class).filter(warned -> warned.about().subject().equals(subject)).count();
    }
}
