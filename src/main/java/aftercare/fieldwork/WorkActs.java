package aftercare.fieldwork;

import static java.time.ZoneOffset.UTC;

import aftercare.identity.Role;
import aftercare.kernel.Refusal;
import aftercare.notices.Notice;
import aftercare.notices.NoticeDesk;
import aftercare.timeline.Actor;
import aftercare.timeline.Happening;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Work that stands still for a while, or is handed over: what is left is said, and the case goes back to the office (F-4). */
@Service
@Transactional
class WorkActs {

    record Colleague(UUID id, String name) {}

    private final OnVisit onVisit;
    private final Interruptions interruptions;
    private final NoticeDesk notices;
    private final ApplicationEventPublisher events;
    private final JdbcClient jdbc;
    private final Clock clock;

    WorkActs(OnVisit onVisit, Interruptions interruptions, NoticeDesk notices, ApplicationEventPublisher events, JdbcClient jdbc, Clock clock) {
        this.onVisit = onVisit;
        this.interruptions = interruptions;
        this.notices = notices;
        this.events = events;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Not counted as working time. */
    void pause(Actor by, VisitId id, FieldDesk.Command command, String reason) {
        onVisit.act(by, id, command, VisitAct.PAUSE.name(), (visit, at) -> {
            var after = visit.pause();
            var when = visit.steps().notBefore(at);
            interruptions.begin(id, Interruptions.Kind.PAUSE, reason, by.name(), when);
            onVisit.saved(after, Happening.internal("fieldwork.paused", when, by, Map.of("reason", reason.strip())));
        });
    }

    void resume(Actor by, VisitId id, FieldDesk.Command command) {
        onVisit.act(by, id, command, VisitAct.RESUME.name(), (visit, at) -> {
            var after = visit.resume();
            var when = visit.steps().notBefore(at);
            interruptions.end(id, "", by.name(), when);
            onVisit.saved(after, Happening.internal("fieldwork.resumed", when, by, Map.of()));
        });
    }

    /**
     * The visit is over for this engineer; the case needs another one.
     *
     * @param done      how far the work has come
     * @param left      what is left to do
     * @param colleague who knows of it and would go on; the office plans
     */
    void handOver(Actor by, VisitId id, FieldDesk.Command command, String done, String left, @Nullable UUID colleague) {
        onVisit.act(by, id, command, VisitAct.HAND_OVER.name(), (visit, at) -> {
            var when = visit.steps().notBefore(at);
            var after = visit.handOver(when);
            var name = colleague == null ? "" : colleagues(by.user()).stream().filter(one -> one.id().equals(colleague)).map(Colleague::name).findFirst()
                    .orElseThrow(() -> new Refusal.Broken("fieldwork.no-such-colleague", "this colleague cannot take over; leave it to the office", Map.of()));
            interruptions.end(id, "", by.name(), when);
            jdbc.sql("insert into fieldwork.hand_over (visit_id, done, left_over, colleague_id, at) values (:visit, :done, :left, :colleague, :at)")
                    .param("visit", id.value()).param("done", done.strip()).param("left", left.strip()).param("colleague", colleague).param("at", when.atOffset(UTC)).update();
            onVisit.saved(after, Happening.internal("fieldwork.handed-over", when, by, Map.of("left", left.strip(), "colleague", name)));
            var said = new HashMap<>(Map.of("engineer", by.name(), "left", left.strip(), "colleague", name));
            var notice = new Notice("fieldwork.handed-over", visit.plan().caseId().subject(), said, true, clock.instant());
            notices.tell(notice, visit.plan().branch(), Set.of(Role.DISPATCHER, Role.BRANCH_MANAGER));
            if (colleague != null) {
                notices.tell(notice, List.of(colleague));
            }
            events.publishEvent(new VisitEvent.HandedOver(id, visit.plan().booking(), visit.plan().caseId(), visit.plan().engineer(), left.strip(), when));
        });
    }

    /** Who could go on: the engineers of one's own branch and firm. */
    @Transactional(readOnly = true)
    public List<Colleague> colleagues(UUID engineer) {
        return jdbc.sql("""
                select u.id, u.name
                  from dispatch.engineer me
                  join dispatch.engineer e on e.branch_id = me.branch_id and e.partner_id is not distinct from me.partner_id and e.active and e.user_id <> me.user_id
                  join identity.app_user u on u.id = e.user_id
                 where me.user_id = :me order by u.name, u.id
                """).param("me", engineer).query(Colleague.class).list();
    }
}
