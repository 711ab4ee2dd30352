package aftercare.upkeep;

import aftercare.cases.CaseDesk;
import aftercare.cases.CaseId;
import aftercare.dispatch.CaseNeeds;
import aftercare.identity.Role;
import aftercare.kernel.Refusal;
import aftercare.kernel.TimeWindow;
import aftercare.notices.Notice;
import aftercare.notices.NoticeDesk;
import aftercare.platform.Live;
import aftercare.platform.LiveUpdates;
import aftercare.timeline.Actor;
import aftercare.timeline.Happening;
import aftercare.timeline.Timeline;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** A customer chooses another day for what is planned, as long as nobody is booked. Whoever calls has let the customer in to the case. */
@Service
@Transactional
public class CustomerDays {

    /** @param from the days among which the customer may choose, both included */
    public record PlannedDay(LocalDate on, LocalDate from, LocalDate to) {}

    private final CaseDesk cases;
    private final CaseNeeds needs;
    private final Horizon horizon;
    private final NoticeDesk notices;
    private final Timeline timeline;
    private final LiveUpdates live;
    private final JdbcClient jdbc;
    private final Clock clock;

    CustomerDays(CaseDesk cases, CaseNeeds needs, Horizon horizon, NoticeDesk notices, Timeline timeline, LiveUpdates live, JdbcClient jdbc, Clock clock) {
        this.cases = cases;
        this.needs = needs;
        this.horizon = horizon;
        this.notices = notices;
        this.timeline = timeline;
        this.live = live;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Empty when the case was not planned, somebody is booked already, or the window is over. */
    @Transactional(readOnly = true)
    public Optional<PlannedDay> of(CaseId caseId) {
        record Row(@Nullable UUID branchId, @Nullable LocalDate planned, @Nullable LocalDate earliest, @Nullable LocalDate latest) {}
        var row = jdbc.sql("""
                select (array_agg(branch_id))[1] as branch_id, min(planned_on) as planned, max(window_from) as earliest, min(window_to) as latest from upkeep.due d
                 where case_id = :case and state = 'MADE'
                   and not exists (select from dispatch.booking b where b.case_id = d.case_id and b.state <> 'CANCELLED')
                """).param("case", caseId.value()).query(Row.class).single();
        if (row.branchId() == null || row.planned() == null || row.earliest() == null || row.latest() == null) {
            return Optional.empty();
        }
        var tomorrow = horizon.today(row.branchId()).plusDays(1);
        var from = row.earliest().isBefore(tomorrow) ? tomorrow : row.earliest();
        return from.isAfter(row.latest()) ? Optional.empty() : Optional.of(new PlannedDay(row.planned(), from, row.latest()));
    }

    public void move(CaseId caseId, LocalDate to, Actor customer) {
        jdbc.sql("select id from upkeep.due where case_id = :case order by id for update").param("case", caseId.value()).query(UUID.class).list();
        var planned = of(caseId).orElseThrow(() -> new Refusal.Conflict("upkeep.day-settled", "the day can no longer be moved here; please call", Map.of()));
        if (to.isBefore(planned.from()) || to.isAfter(planned.to())) {
            throw new Refusal.Broken("upkeep.day-outside", "choose a day from %s to %s".formatted(planned.from(), planned.to()),
                    Map.of("from", planned.from().toString(), "to", planned.to().toString()));
        }
        jdbc.sql("""
                update upkeep.due set moved_from = coalesce(moved_from, planned_on), planned_on = :to, by_customer = true, version = version + 1
                 where case_id = :case and state = 'MADE' and planned_on <> :to
                """).param("to", to).param("case", caseId.value()).update();
        var facts = cases.facts(caseId);
        var zone = ZoneId.of(jdbc.sql("select zone from identity.branch where id = :id").param("id", facts.branchId()).query(String.class).single());
        needs.only(caseId, new TimeWindow(to.atStartOfDay(zone).toInstant(), to.plusDays(1).atStartOfDay(zone).toInstant()));
        var now = clock.instant();
        timeline.write(Happening.visible("upkeep.day-chosen", now, customer, Map.of("from", planned.on().toString(), "to", to.toString())).about(caseId.subject()));
        notices.tell(new Notice("upkeep.day-chosen", caseId.subject(), Map.of("label", facts.number() + " " + facts.subject(), "from", planned.on().toString(), "to", to.toString()),
                false, now), facts.branchId(), Set.of(Role.DISPATCHER));
        live.tell(Live.ofBranch("upkeep", null, facts.branchId()));
    }
}
