package aftercare.cases;

import aftercare.kernel.Refusal;
import aftercare.timeline.Actor;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What happens later in the line comes back here, in the transaction in which it happens. Whoever reports it writes their own sentences to the
 * timeline.
 */
@Component
@Transactional
class Downstream {

    private final CaseStore cases;
    private final CaseKeeper keeper;
    private final CaseDesk desk;
    private final Catalogue catalogue;
    private final ApplicationEventPublisher events;
    private final JdbcClient jdbc;

    Downstream(CaseStore cases, CaseKeeper keeper, CaseDesk desk, Catalogue catalogue, ApplicationEventPublisher events, JdbcClient jdbc) {
        this.cases = cases;
        this.keeper = keeper;
        this.desk = desk;
        this.catalogue = catalogue;
        this.events = events;
        this.jdbc = jdbc;
    }

    @EventListener
    void booked(VisitBooked visit) {
        var before = cases.get(visit.caseId());
        if (!before.status().isUnderWay()) {
            throw new Refusal.Conflict("cases.not-to-be-visited", "case %s is %s: nobody has to go there".formatted(before.number(), before.status()),
                    Map.of("number", before.number(), "status", before.status().name()));
        }
        var partner = jdbc.sql("select partner_id from identity.app_user where id = :id").param("id", visit.engineer())
                .query((row, _) -> Optional.ofNullable(row.getObject(1, UUID.class))).single().orElse(null);
        var after = keeper.takenIfNew(before, keeper.kindOf(before)).assignedTo(visit.engineer()).about(before.parties().passedTo(partner));
        after = keeper.step(after, Kind.Step.BOOKED).answered(visit.at());
        cases.save(after);
        keeper.firstAnswer(before, visit.at());
        events.publishEvent(new CaseEvent.Assigned(visit.caseId(), visit.engineer(), visit.at()));
        keeper.tell(after, before.progress().assignee());
    }

    @EventListener
    void dropped(BookingDropped booking) {
        var before = cases.get(booking.caseId());
        if (before.status().isUnderWay()) {
            cases.save(keeper.step(before.assignedTo(null), Kind.Step.DROPPED));
            events.publishEvent(new CaseEvent.Assigned(booking.caseId(), null, booking.at()));
        }
        keeper.tell(before, before.progress().assignee());
    }

    @EventListener
    void passed(PassedToPartner passing) {
        var before = cases.get(passing.caseId());
        var after = keeper.takenIfNew(before, keeper.kindOf(before)).about(before.parties().passedTo(passing.partner())).answered(passing.at());
        cases.save(after);
        keeper.firstAnswer(before, passing.at());
        keeper.tell(after);
    }

    @EventListener
    void arrived(EngineerArrived arrival) {
        var before = cases.get(arrival.caseId());
        if (!before.status().isUnderWay()) {
            return;
        }
        if (before.status() == CaseStatus.WAITING) {
            desk.resume(arrival.caseId(), Actor.SYSTEM);
        }
        var waited = cases.get(arrival.caseId());
        cases.save(keeper.step(keeper.takenIfNew(waited, keeper.kindOf(waited)).arrived(arrival.at()), Kind.Step.ARRIVED).answered(arrival.at()));
        keeper.firstAnswer(before, arrival.at());
        events.publishEvent(new CaseEvent.Arrived(arrival.caseId(), arrival.at()));
        keeper.tell(before);
    }

    @EventListener
    void finished(WorkFinished work) {
        var before = cases.get(work.caseId());
        if (!before.status().isUnderWay()) {
            return;
        }
        if (work.fixed()) {
            var name = jdbc.sql("select name from identity.app_user where id = :id").param("id", work.engineer()).query(String.class).single();
            desk.resolve(work.caseId(), work.summary(), work.causeCode(), work.responsibilityCode(), new Actor(work.engineer(), name), work.at());
            return;
        }
        var found = before.triaged(before.triage().found(catalogue.known(Catalogue.Dimension.CAUSE, work.causeCode()),
                catalogue.known(Catalogue.Dimension.RESPONSIBILITY, work.responsibilityCode())));
        var paid = keeper.paying(before, found, work.at());
        cases.save(keeper.step(keeper.takenIfNew(paid, keeper.kindOf(paid)), Kind.Step.NOT_FIXED));
        keeper.tell(before);
    }
}
