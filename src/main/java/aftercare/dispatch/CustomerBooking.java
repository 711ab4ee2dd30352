package aftercare.dispatch;

import static java.time.ZoneOffset.UTC;

import aftercare.cases.CaseDesk;
import aftercare.cases.CaseId;
import aftercare.identity.Role;
import aftercare.kernel.Refusal;
import aftercare.kernel.TimeWindow;
import aftercare.notices.Notice;
import aftercare.notices.NoticeDesk;
import aftercare.timeline.Actor;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A customer moves the visit: sees the windows in which somebody can come, and takes one. Whoever calls has let the customer in to the case.
 *
 * <p>No window is sold twice: who would come is worked out outside of any transaction, then the engineer is locked, and the booking made only
 * if that day is as it was when it was worked out; otherwise it is worked out again.
 */
@Service
public class CustomerBooking {

    private static final int DAYS = 7;
    private static final int TRIES = 3;

    private record Visit(UUID id, Instant startsAt, String note, int version, UUID branchId) {}

    private final AdviceDesk advice;
    private final BookingDesk desk;
    private final CustomerNews news;
    private final DayRules rules;
    private final CaseDesk cases;
    private final NoticeDesk notices;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;

    CustomerBooking(AdviceDesk advice, BookingDesk desk, CustomerNews news, DayRules rules, CaseDesk cases, NoticeDesk notices, JdbcClient jdbc,
                    TransactionTemplate transaction, Clock clock) {
        this.advice = advice;
        this.desk = desk;
        this.news = news;
        this.rules = rules;
        this.cases = cases;
        this.notices = notices;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Until when the visit of this case may be moved by its customer; empty when there is none, or it is too late. */
    public Optional<Instant> movableUntil(CaseId caseId) {
        return visit(caseId).map(visit -> visit.startsAt().minus(rules.of(visit.branchId()).notice())).filter(until -> until.isAfter(clock.instant()));
    }

    public List<TimeWindow> windows(CaseId caseId) {
        var visit = movable(caseId);
        var earliest = clock.instant().plus(rules.of(visit.branchId()).notice());
        return advice.chances(caseId, visit.branchId(), DAYS, null).stream().map(AdviceDesk.Chance::opening).filter(open -> !open.from().isBefore(earliest))
                .map(open -> new TimeWindow(open.from(), open.to())).toList();
    }

    public void move(CaseId caseId, Instant from, Actor customer) {
        for (int tries = 0; tries < TRIES; tries++) {
            var visit = movable(caseId);
            if (from.isBefore(clock.instant().plus(rules.of(visit.branchId()).notice()))) {
                throw tooSoon();
            }
            var before = day(visit.branchId(), from);
            var chance = advice.chances(caseId, visit.branchId(), DAYS, new AdviceDesk.Opening(from, from)).stream().findFirst().orElseThrow(CustomerBooking::gone);
            if (Boolean.TRUE.equals(transaction.execute(_ -> take(caseId, visit, chance, before, customer)))) {
                return;
            }
        }
        throw gone();
    }

    /** False when that day has changed since. */
    private boolean take(CaseId caseId, Visit visit, AdviceDesk.Chance chance, String before, Actor customer) {
        jdbc.sql("select user_id from dispatch.engineer where branch_id = :branch order by user_id for no key update").param("branch", visit.branchId()).query(UUID.class).list();
        if (!day(visit.branchId(), chance.startsAt()).equals(before)) {
            return false;
        }
        desk.move(customer, new BookingId(visit.id()), new BookingDesk.Plan(chance.engineer(), chance.startsAt(), chance.endsAt(), visit.note()), visit.version());
        var window = new TimeWindow(chance.opening().from(), chance.opening().to());
        jdbc.sql("delete from dispatch.customer_window where case_id = :case").param("case", caseId.value()).update();
        jdbc.sql("insert into dispatch.customer_window (case_id, starts_at, ends_at, set_at) values (:case, :from, :to, :at)")
                .param("case", caseId.value()).param("from", window.from().atOffset(UTC)).param("to", window.to().atOffset(UTC)).param("at", clock.instant().atOffset(UTC)).update();
        news.knows(caseId, new TimeWindow(chance.startsAt(), chance.endsAt()), ToldHow.PAGE);
        var facts = cases.facts(caseId);
        notices.tell(new Notice("dispatch.rebooked", caseId.subject(), Map.of("label", facts.number() + " " + facts.subject(), "beforeAt", visit.startsAt().toString(),
                "startsAt", chance.startsAt().toString()), false, clock.instant()), visit.branchId(), Set.of(Role.DISPATCHER));
        return true;
    }

    /** All bookings of the branch's people around this time, as one word that changes with each of them. */
    private String day(UUID branch, Instant at) {
        return Objects.requireNonNullElse(jdbc.sql("""
                select string_agg(b.id || ':' || b.version, ' ' order by b.id) from dispatch.booking b join dispatch.engineer e on e.user_id = b.engineer_id
                 where e.branch_id = :branch and b.state <> 'CANCELLED' and b.starts_at > :from and b.starts_at < :to
                """).param("branch", branch).param("from", at.minusSeconds(86_400).atOffset(UTC)).param("to", at.plusSeconds(86_400).atOffset(UTC))
                .query((row, _) -> Optional.ofNullable(row.getString(1))).single().orElse(null), "");
    }

    private Visit movable(CaseId caseId) {
        var visit = visit(caseId).orElseThrow(() -> new Refusal.Conflict("dispatch.nothing-to-move", "there is no visit of this case that can be moved", Map.of()));
        if (!clock.instant().isBefore(visit.startsAt().minus(rules.of(visit.branchId()).notice()))) {
            throw tooSoon();
        }
        return visit;
    }

    /** Only one that is planned or accepted, and the only one: what several people do together the office moves. */
    private Optional<Visit> visit(CaseId caseId) {
        var live = jdbc.sql("""
                select b.id, b.starts_at, b.note, b.version, b.branch_id, b.state from dispatch.booking b join cases.service_case c on c.id = b.case_id
                 where b.case_id = :case and b.state in ('PLANNED', 'CONFIRMED', 'UNDER_WAY', 'ON_SITE') and c.status in ('NEW', 'ACTIVE', 'WAITING')
                """).param("case", caseId.value()).query((row, _) -> Map.entry(BookingState.valueOf(row.getString("state")),
                        new Visit(row.getObject("id", UUID.class), row.getObject("starts_at", OffsetDateTime.class).toInstant(), row.getString("note"),
                                row.getInt("version"), row.getObject("branch_id", UUID.class)))).list();
        return live.size() == 1 && live.getFirst().getKey().acts().contains(BookingAct.MOVE) ? Optional.of(live.getFirst().getValue()) : Optional.empty();
    }

    private static Refusal.Conflict tooSoon() {
        return new Refusal.Conflict("dispatch.too-soon-to-move", "this visit is too near to be moved here; please call", Map.of());
    }

    private static Refusal.Conflict gone() {
        return new Refusal.Conflict("dispatch.window-gone", "this time has just been taken; choose another one", Map.of());
    }
}
