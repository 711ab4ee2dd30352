package aftercare.dispatch;

import static java.time.ZoneOffset.UTC;

import aftercare.cases.CaseDesk;
import aftercare.cases.CaseId;
import aftercare.dispatch.CustomerHolds.Hold;
import aftercare.identity.Role;
import aftercare.kernel.Refusal;
import aftercare.kernel.TimeWindow;
import aftercare.notices.Notice;
import aftercare.notices.NoticeDesk;
import aftercare.timeline.Actor;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A customer books, moves or calls off the visit of a case. Whoever calls has let the customer in to the case.
 *
 * <p>A window is held first, for some minutes, and booked when the customer confirms. No window is sold twice: who would come is worked out
 * outside of any transaction, then the engineer is locked, and the hold kept only if that engineer's plan is as it was when it was worked out;
 * otherwise it is worked out again. Behind it stand two exclusion constraints, {@code hold_nobody_twice} and {@code booking_nobody_twice}. The
 * office may book over a hold; the customer is told kindly and chooses again.
 */
@Service
public class CustomerBooking {

    /** So long a time is kept for whoever reads. */
    static final Duration HOLD = Duration.ofMinutes(5);
    private static final int DAYS = 7;
    /** Each try that fails means that somebody else's did not. */
    private static final int TRIES = 16;
    private static final int OTHERS = 6;

    /** What a customer is looking at. {@code moves}: the visit that exists would be moved. */
    public record Held(Instant from, Instant to, Instant until, boolean moves) {}

    /** Whom the visit would be for, and which one is moved; null when there is none yet. */
    private record Wanted(UUID branchId, @Nullable Visit visit) {

        @Nullable UUID booking() {
            return visit == null ? null : visit.id();
        }
    }

    private record Visit(UUID id, UUID engineer, Instant startsAt, String note, int version, UUID branchId) {}

    private final AdviceDesk advice;
    private final BookingDesk desk;
    private final CustomerHolds holds;
    private final CustomerNews news;
    private final DayRules rules;
    private final CaseDesk cases;
    private final NoticeDesk notices;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;

    CustomerBooking(AdviceDesk advice, BookingDesk desk, CustomerHolds holds, CustomerNews news, DayRules rules, CaseDesk cases, NoticeDesk notices, JdbcClient jdbc,
                    TransactionTemplate transaction, Clock clock) {
        this.advice = advice;
        this.desk = desk;
        this.holds = holds;
        this.news = news;
        this.rules = rules;
        this.cases = cases;
        this.notices = notices;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Until when the visit of this case may be moved or called off by its customer; empty when there is none, or it is too late. */
    public Optional<Instant> movableUntil(CaseId caseId) {
        return visit(caseId).map(visit -> visit.startsAt().minus(rules.of(visit.branchId()).notice())).filter(until -> until.isAfter(clock.instant()));
    }

    /** Whether somebody has to go there, nobody is booked, and the customer may choose when. */
    public boolean bookable(CaseId caseId) {
        return unplanned(caseId).isPresent();
    }

    public List<TimeWindow> windows(CaseId caseId) {
        var wanted = wanted(caseId);
        var earliest = clock.instant().plus(rules.of(wanted.branchId()).notice());
        return advice.chances(caseId, wanted.branchId(), DAYS, null).stream().map(AdviceDesk.Chance::opening).filter(open -> !open.from().isBefore(earliest))
                .map(open -> new TimeWindow(open.from(), open.to())).toList();
    }

    /** What the customer of this case is looking at just now. */
    public Optional<Held> held(CaseId caseId) {
        return holds.of(caseId, clock.instant()).map(hold -> new Held(hold.windowFrom(), hold.windowTo(), hold.heldUntil(), hold.bookingId() != null));
    }

    /** Keeps the window that begins then for some minutes; the one held before is free again. */
    public Held hold(CaseId caseId, Instant from) {
        for (int tries = 0; tries < TRIES; tries++) {
            var wanted = wanted(caseId);
            var now = clock.instant();
            if (from.isBefore(now.plus(rules.of(wanted.branchId()).notice()))) {
                throw tooSoon();
            }
            var before = holds.plans(wanted.branchId(), caseId, from, now);
            var chance = advice.chances(caseId, wanted.branchId(), DAYS, new AdviceDesk.Opening(from, from)).stream().findFirst();
            if (chance.isEmpty()) {
                throw gone(caseId);
            }
            if (keep(caseId, wanted, chance.get(), before)) {
                return held(caseId).orElseThrow(() -> gone(caseId));
            }
        }
        throw gone(caseId);
    }

    /** False when the plan of whoever would come has changed since. */
    private boolean keep(CaseId caseId, Wanted wanted, AdviceDesk.Chance chance, CustomerHolds.Plans before) {
        try {
            return Boolean.TRUE.equals(transaction.execute(_ -> {
                holds.lock(chance.engineer(), chance.engineer());
                var now = clock.instant();
                if (!holds.plans(wanted.branchId(), caseId, chance.opening().from(), now).same(chance.engineer(), before)) {
                    return false;
                }
                holds.keep(caseId, wanted.branchId(), new Hold(wanted.booking(), chance.engineer(), chance.opening().from(), chance.opening().to(),
                        chance.startsAt(), chance.endsAt(), now.plus(HOLD)), now);
                return true;
            }));
        } catch (DataIntegrityViolationException heldByAnother) {
            return false;
        }
    }

    /** The customer looks elsewhere, or has left. */
    @Transactional
    public void release(CaseId caseId) {
        holds.release(caseId);
    }

    /** Makes what is held true: the visit is booked, or the one that exists is moved. */
    @Transactional
    public void confirm(CaseId caseId, Actor customer) {
        var hold = holds.of(caseId, clock.instant()).orElseThrow(() -> new Refusal.Conflict("dispatch.hold-over",
                "the time was kept for %d minutes only; choose again".formatted(HOLD.toMinutes()), Map.of("minutes", HOLD.toMinutes())));
        var wanted = wanted(caseId);
        holds.lock(hold.engineerId(), wanted.visit() == null ? hold.engineerId() : wanted.visit().engineer());
        if (!Objects.equals(wanted.booking(), hold.bookingId()) || !holds.release(caseId)) {
            throw new Refusal.Conflict("dispatch.planned-meanwhile", "the office has just planned this visit; look at the page again", Map.of());
        }
        var plan = new BookingDesk.Plan(hold.engineerId(), hold.startsAt(), hold.endsAt(), wanted.visit() == null ? "" : wanted.visit().note());
        try {
            if (wanted.visit() == null) {
                desk.book(customer, caseId, plan);
            } else {
                desk.move(customer, new BookingId(wanted.visit().id()), plan, wanted.visit().version());
            }
        } catch (Refusal.Conflict taken) {
            throw taken.code().equals("dispatch.double-booked") ? new Refusal.Conflict("dispatch.window-gone", GONE, Map.of()) : taken;
        }
        remember(caseId, new TimeWindow(hold.windowFrom(), hold.windowTo()));
        news.knows(caseId, new TimeWindow(hold.startsAt(), hold.endsAt()), ToldHow.PAGE);
        if (wanted.visit() == null) {
            tellOffice("dispatch.booked-by-customer", caseId, Map.of("startsAt", hold.startsAt().toString()));
        } else {
            tellOffice("dispatch.rebooked", caseId, Map.of("beforeAt", wanted.visit().startsAt().toString(), "startsAt", hold.startsAt().toString()));
        }
    }

    /** The visit will not take place; the case waits for another plan. */
    @Transactional
    public void callOff(CaseId caseId, String reason, Actor customer) {
        var visit = movable(caseId);
        holds.release(caseId);
        desk.drop(customer, new BookingId(visit.id()), reason.strip(), visit.version());
        jdbc.sql("delete from dispatch.customer_window where case_id = :case").param("case", caseId.value()).update();
        news.knowsOfNone(caseId, ToldHow.PAGE);
        tellOffice("dispatch.called-off", caseId, Map.of("beforeAt", visit.startsAt().toString(), "reason", reason.strip()));
    }

    /** Everybody who plans keeps to what the customer chose. */
    private void remember(CaseId caseId, TimeWindow window) {
        jdbc.sql("delete from dispatch.customer_window where case_id = :case").param("case", caseId.value()).update();
        jdbc.sql("insert into dispatch.customer_window (case_id, starts_at, ends_at, set_at) values (:case, :from, :to, :at)")
                .param("case", caseId.value()).param("from", window.from().atOffset(UTC)).param("to", window.to().atOffset(UTC)).param("at", clock.instant().atOffset(UTC)).update();
    }

    private void tellOffice(String kind, CaseId caseId, Map<String, String> said) {
        var facts = cases.facts(caseId);
        var words = new HashMap<String, String>(said);
        words.put("label", facts.number() + " " + facts.subject());
        notices.tell(new Notice(kind, caseId.subject(), words, false, clock.instant()), facts.branchId(), Set.of(Role.DISPATCHER));
    }

    private Wanted wanted(CaseId caseId) {
        return unplanned(caseId).map(branch -> new Wanted(branch, null)).orElseGet(() -> {
            var visit = movable(caseId);
            return new Wanted(visit.branchId(), visit);
        });
    }

    private Visit movable(CaseId caseId) {
        var visit = visit(caseId).orElseThrow(() -> new Refusal.Conflict("dispatch.nothing-to-move", "there is no visit of this case that can be booked or moved", Map.of()));
        if (!clock.instant().isBefore(visit.startsAt().minus(rules.of(visit.branchId()).notice()))) {
            throw tooSoon();
        }
        return visit;
    }

    /** The branch of a case that one engineer has to go to, when nobody is booked and no partner is asked: those the office plans. */
    private Optional<UUID> unplanned(CaseId caseId) {
        return jdbc.sql("""
                select c.branch_id from cases.service_case c join cases.kind k on k.code = c.kind_code and k.version = c.kind_version
                 where c.id = :case and c.status in ('NEW', 'ACTIVE', 'WAITING') and (k.definition ->> 'visits')::boolean and c.partner_id is null
                   and not exists (select from dispatch.booking b where b.case_id = c.id and b.state in ('PLANNED', 'CONFIRMED', 'UNDER_WAY', 'ON_SITE'))
                   and not exists (select from dispatch.crew_need n where n.case_id = c.id and n.people > 1)
                   and not exists (select from dispatch.tender t where t.case_id = c.id and t.state = 'OPEN')
                   and exists (select from dispatch.engineer e where e.branch_id = c.branch_id and e.active)
                """).param("case", caseId.value()).query(UUID.class).optional();
    }

    /** Only one that is planned or accepted, and the only one: what several people do together the office moves. */
    private Optional<Visit> visit(CaseId caseId) {
        var live = jdbc.sql("""
                select b.id, b.engineer_id, b.starts_at, b.note, b.version, b.branch_id, b.state from dispatch.booking b join cases.service_case c on c.id = b.case_id
                 where b.case_id = :case and b.state in ('PLANNED', 'CONFIRMED', 'UNDER_WAY', 'ON_SITE') and c.status in ('NEW', 'ACTIVE', 'WAITING')
                """).param("case", caseId.value()).query((row, _) -> Map.entry(BookingState.valueOf(row.getString("state")),
                        new Visit(row.getObject("id", UUID.class), row.getObject("engineer_id", UUID.class), row.getObject("starts_at", OffsetDateTime.class).toInstant(), row.getString("note"),
                                row.getInt("version"), row.getObject("branch_id", UUID.class)))).list();
        return live.size() == 1 && live.getFirst().getKey().acts().contains(BookingAct.MOVE) ? Optional.of(live.getFirst().getValue()) : Optional.empty();
    }

    private static Refusal.Conflict tooSoon() {
        return new Refusal.Conflict("dispatch.too-soon-to-move", "this visit is too near to be moved here; please call", Map.of());
    }

    private static final String GONE = "this time has just been taken; choose another one";

    /** Never a bare no: what is still free comes along. */
    private Refusal.Conflict gone(CaseId caseId) {
        return new Refusal.Conflict("dispatch.window-gone", GONE, Map.of("windows", windows(caseId).stream().limit(OTHERS)
                .map(window -> Map.of("from", window.from().toString(), "to", window.to().toString())).toList()));
    }
}
