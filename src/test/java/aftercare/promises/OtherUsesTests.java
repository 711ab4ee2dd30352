package aftercare.promises;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.AftercareTest;
import aftercare.Client;
import aftercare.cases.ACaseTown;
import aftercare.cases.CaseDesk;
import aftercare.cases.CaseId;
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

/** The same engine for what is no answer, visit or repair: a quote, a call after the end, the papers of a visit, a certificate. */
@AftercareTest
@RecordApplicationEvents
class OtherUsesTests {

    @Autowired PromiseDesk desk;
    @Autowired PromiseSweep sweep;
    @Autowired CaseDesk cases;
    @Autowired Client.Clients clients;
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

    /** The cut-offs of a real house, over the longest break of the year. */
    @Test
    void aQuoteAskedForBeforeSpringFestivalIsDueOnTheMakeUpSaturdayOrAfterTheNineDays() {
        assertThat(due("quote", new Subject("case", Ids.next()), "2026-02-13T15:00")).as("Friday afternoon: Saturday is worked").isEqualTo(at("2026-02-14T12:00"));
        assertThat(due("quote", new Subject("case", Ids.next()), "2026-02-14T09:00")).as("on that Saturday").isEqualTo(at("2026-02-14T17:30"));
        assertThat(due("quote", new Subject("case", Ids.next()), "2026-02-14T16:59")).as("its last minute").isEqualTo(at("2026-02-24T12:00"));
        assertThat(due("quote", new Subject("case", Ids.next()), "2026-02-18T10:00")).as("in the holidays: as if asked on the first morning").isEqualTo(at("2026-02-24T17:30"));
    }

    @Test
    void aQuoteIsOwedOnceTheWorkIsChargeableAndNoLongerWhenItIsNot() {
        var id = aCase();
        var manager = clients.with(Role.MANAGER, town.branch);
        assertThat(desk.of(id.subject())).noneMatch(view -> view.code().equals("quote"));
        assertThat(manager.put("{\"entitlement\": \"CHARGEABLE\", \"reason\": \"超出质保\", \"version\": 0}", "/api/cases/{id}/entitlement", id.value())).hasStatusOk();
        assertThat(promise(id.subject(), "quote").state()).isEqualTo(PromiseState.RUNNING);
        assertThat(manager.put("{\"entitlement\": \"FREE\", \"reason\": \"客户有维保合同\", \"version\": 1}", "/api/cases/{id}/entitlement", id.value())).hasStatusOk();
        assertThat(promise(id.subject(), "quote").state()).isEqualTo(PromiseState.WAIVED);
        assertThat(promise(id.subject(), "restore").state()).isEqualTo(PromiseState.RUNNING);
    }

    /** P-4, each with a real date: the part of the day the contract takes effect, out of stock, bought, delivered. */
    @Test
    void partsAreOrderedIssuedBoughtAndDeliveredInTheirTime() {
        assertThat(due("part-order", new Subject("contract", Ids.next()), "2026-03-05T10:00")).as("the day the contract takes effect").isEqualTo(at("2026-03-05T17:30"));
        assertThat(due("part-issue", new Subject("part", Ids.next()), "2026-03-06T16:00")).as("24 hours, over the weekend").isEqualTo(at("2026-03-07T16:00"));
        assertThat(due("part-purchase", new Subject("part", Ids.next()), "2026-03-05T16:00")).as("three working days").isEqualTo(at("2026-03-10T17:30"));
        assertThat(due("part-delivery", new Subject("part", Ids.next()), "2026-03-06T09:00")).as("48 hours").isEqualTo(at("2026-03-08T09:00"));
        assertThat(desk.start(new StartPromises(new Subject("part", Ids.next()), List.of("part-purchase-agreed"), Map.of(), town.branch, null, "x", at("2026-03-05T09:00"))
                .before(LocalDate.of(2026, 5, 1))).getFirst().dueAt()).as("agreed for Labour Day: the last working day before").isEqualTo(at("2026-04-30T17:30"));
    }

    @Test
    void aThingThisModuleHasNeverHeardOfHasAClockLogALadderAndABoardLikeAnyOther() {
        var lease = new Subject("rented-crane", Ids.next());
        desk.start(new StartPromises(lease, List.of("part-delivery"), Map.of(), town.branch, null, "吊车 7 号", at("2040-03-05T09:00")));
        desk.pause(lease, "vendor", at("2040-03-05T10:00"));
        desk.resume(lease, at("2040-03-05T12:00"));
        assertThat(promise(lease, "part-delivery").dueAt()).isEqualTo(at("2040-03-07T11:00"));
        sweep.sweep(at("2040-03-07T11:00"));
        assertThat(promise(lease, "part-delivery").breachedAt()).isEqualTo(at("2040-03-07T11:00"));
        desk.keep(lease, "part-delivery", at("2040-03-07T12:30"));
        assertThat(promise(lease, "part-delivery").state()).isEqualTo(PromiseState.BROKEN);
        assertThat(promise(lease, "part-delivery").overrunMinutes()).isEqualTo(90);
    }

    @Test
    void aContractIsAskedAboutAndRenewedBeforeItsLastDayAndItsOwnerHearsOfItMonthsAhead() {
        var contract = new Subject("contract", Ids.next());
        var wish = new StartPromises(contract, List.of("contract-renewal"), Map.of(), town.branch, null, "MC-7 年度维保", at("2040-01-04T09:00"));
        assertThat(desk.start(wish.before(LocalDate.of(2040, 5, 6))).getFirst().dueAt()).as("a Sunday: the Friday before").isEqualTo(at("2040-05-04T17:30"));
        sweep.sweep(at("2040-02-20T09:00"));
        assertThat(warnings(contract)).as("a quarter ahead").isEqualTo(1);
        desk.keep(contract, "contract-renewal", at("2040-03-01T09:00"));
        sweep.sweep(at("2040-06-01T09:00"));
        assertThat(warnings(contract)).as("nobody is reminded of what is done").isEqualTo(1);
    }

    @Test
    void aCustomerIsCalledBackByTheWorkingDayAfterTheEnd() {
        assertThat(due("call-back", new Subject("case", Ids.next()), "2026-03-06T15:00")).isEqualTo(at("2026-03-09T17:30"));
        assertThat(due("call-back", new Subject("case", Ids.next()), "2026-09-30T15:00")).as("before the National Day holidays").isEqualTo(at("2026-10-08T17:30"));

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
