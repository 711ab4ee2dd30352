package aftercare.fieldwork;

import aftercare.cases.CaseId;
import aftercare.dispatch.HappenedBookings;
import aftercare.documents.DocumentDesk;
import aftercare.identity.Permission;
import aftercare.identity.Scope;
import aftercare.kernel.Refusal;
import aftercare.platform.Live;
import aftercare.platform.LiveUpdates;
import aftercare.timeline.Actor;
import aftercare.timeline.Happening;
import aftercare.timeline.Timeline;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** A person of the office settles what the plan and the phone do not agree about. */
@Service
@Transactional
class ContradictionDesk {

    private static final Duration AT_LEAST = Duration.ofMinutes(15);

    private record Open(UUID id, UUID visitId, UUID caseId, UUID engineerId, String engineer, UUID engineerNow, VisitStatus status) {}

    private final JdbcClient jdbc;
    private final Commands commands;
    private final FieldSync sync;
    private final HappenedBookings bookings;
    private final DocumentDesk documents;
    private final Timeline timeline;
    private final LiveUpdates live;
    private final Clock clock;

    ContradictionDesk(JdbcClient jdbc, Commands commands, FieldSync sync, HappenedBookings bookings, DocumentDesk documents, Timeline timeline, LiveUpdates live,
                      Clock clock) {
        this.jdbc = jdbc;
        this.commands = commands;
        this.sync = sync;
        this.bookings = bookings;
        this.documents = documents;
        this.timeline = timeline;
        this.live = live;
        this.clock = clock;
    }

    /**
     * What happened on site counts. Where the visit is not the engineer's any more, one is made for the time he was there; photos
     * that came for the old one go with it. Refused as a whole if anything of it cannot be.
     */
    void count(Scope scope, UUID id, String note, String address) {
        var open = open(scope, id);
        commands.lock(open.visitId(), open.engineerId());
        var engineer = new Actor(open.engineerId(), open.engineer());
        var visit = new VisitId(open.visitId());
        var held = commands.held(id);
        if (held.isEmpty()) {
            throw new Refusal.Conflict("fieldwork.contradiction-settled", "nothing of it waits any more", Map.of());
        }
        if (!open.engineerNow().equals(open.engineerId()) || open.status() == VisitStatus.CANCELLED || open.status() == VisitStatus.REFUSED) {
            visit = madeFor(open, held, Actor.of(scope));
            for (var document : documents.of(new VisitId(open.visitId()).subject())) {
                if (open.engineerId().equals(document.uploadedBy())) {
                    documents.handOver(document.id(), visit.subject(), document.section().startsWith(Uploads.LATE) ? document.section().substring(Uploads.LATE.length()) : document.section());
                }
            }
        }
        sync.count(engineer, id, visit, address);
        commands.settle(id, ContradictionState.COUNTED, scope.user(), note.strip(), visit.value(), clock.instant());
        told(scope, open, "fieldwork.counted", note);
    }

    /** It does not count; what the phone sent stays where it is, with the reason. */
    void setAside(Scope scope, UUID id, String reason) {
        if (reason.isBlank()) {
            throw new Refusal.Broken("fieldwork.aside-unreasoned", "say why what happened on site does not count", Map.of());
        }
        var open = open(scope, id);
        commands.lock(open.visitId(), open.engineerId());
        commands.held(id).forEach(held -> commands.end(held.id(), CommandOutcome.SET_ASIDE));
        commands.settle(id, ContradictionState.SET_ASIDE, scope.user(), reason.strip(), null, clock.instant());
        told(scope, open, "fieldwork.set-aside", reason);
    }

    private VisitId madeFor(Open open, List<Commands.Kept> held, Actor by) {
        var times = held.stream().map(Commands.Kept::at).sorted().toList();
        var from = times.getFirst();
        var to = latest(times.getLast(), from.plus(AT_LEAST));
        var booking = bookings.book(by, new CaseId(open.caseId()), open.engineerId(), from, times.getLast(), to);
        return new VisitId(jdbc.sql("select id from fieldwork.visit where booking_id = :booking").param("booking", booking.value()).query(UUID.class).single());
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private Open open(Scope scope, UUID id) {
        var reach = scope.reach(Permission.DISPATCH_PLAN);
        return jdbc.sql("""
                select x.id, x.visit_id, x.case_id, x.engineer_id, e.name as engineer, v.engineer_id as engineer_now, v.status
                  from fieldwork.contradiction x join fieldwork.visit v on v.id = x.visit_id join identity.app_user e on e.id = x.engineer_id
                 where x.id = :id and x.state = 'OPEN' and (:everywhere or x.branch_id = any(:branches))
                   and (cast(:partner as uuid) is null or x.partner_id = :partner) and cast(:customer as uuid) is null
                   for update of x
                """).params(reach.params()).param("id", id).query(Open.class).optional()
                .orElseThrow(() -> new Refusal.Missing("fieldwork.no-such-contradiction", "there is nothing to settle here any more", Map.of()));
    }

    private void told(Scope scope, Open open, String kind, String words) {
        var now = clock.instant();
        timeline.write(Happening.internal(kind, now, Actor.of(scope), Map.of("engineer", open.engineer(), "note", words.strip()))
                .about(new CaseId(open.caseId()).subject()).about(new VisitId(open.visitId()).subject()));
        var branch = jdbc.sql("select branch_id from fieldwork.visit where id = :id").param("id", open.visitId()).query(UUID.class).single();
        live.tell(new Live("fieldwork", open.visitId(), branch, List.of(open.engineerId()), null));
    }
}
