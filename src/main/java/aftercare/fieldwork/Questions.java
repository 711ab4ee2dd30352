package aftercare.fieldwork;

import static java.time.ZoneOffset.UTC;

import aftercare.cases.CaseDesk;
import aftercare.identity.Permission;
import aftercare.identity.Reach;
import aftercare.identity.Role;
import aftercare.identity.Scope;
import aftercare.kernel.Refusal;
import aftercare.kernel.Subject;
import aftercare.notices.Notice;
import aftercare.notices.NoticeDesk;
import aftercare.promises.PromiseDesk;
import aftercare.promises.StartPromises;
import aftercare.timeline.Actor;
import aftercare.timeline.Happening;
import aftercare.timeline.Timeline;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What cannot be decided on site goes to the manager with a promise (F-4); the answer keeps it and reaches the phone. */
@Service
@Transactional
class Questions {

    static final String SUBJECT = "visit-question";
    static final String PROMISE = "field-decision";

    record Question(UUID id, UUID visitId, String what, String askerName, Instant askedAt, @Nullable String answer, @Nullable String answererName,
                    @Nullable Instant answeredAt, @Nullable Instant dueAt) {}

    private record Open(UUID id, UUID visitId, UUID caseId, UUID branchId, @Nullable UUID partnerId, UUID engineerId, String what, boolean answered) {}

    private static final String QUESTIONS = """
            select q.id, q.visit_id, q.what, q.asker_name, q.asked_at, q.answer, q.answerer_name, q.answered_at,
                   (select p.due_at from promises.promise p where p.subject_kind = 'visit-question' and p.subject_id = q.id and p.code = 'field-decision'
                     order by p.round desc limit 1) as due_at
              from fieldwork.question q
            """;

    private final JdbcClient jdbc;
    private final OnVisit onVisit;
    private final Visits visits;
    private final CaseDesk cases;
    private final PromiseDesk promises;
    private final NoticeDesk notices;
    private final Timeline timeline;
    private final Clock clock;

    Questions(JdbcClient jdbc, OnVisit onVisit, Visits visits, CaseDesk cases, PromiseDesk promises, NoticeDesk notices, Timeline timeline, Clock clock) {
        this.jdbc = jdbc;
        this.onVisit = onVisit;
        this.visits = visits;
        this.cases = cases;
        this.promises = promises;
        this.notices = notices;
        this.timeline = timeline;
        this.clock = clock;
    }

    /** The command's id becomes the question's. */
    void ask(Actor by, VisitId id, FieldDesk.Command command, String what) {
        onVisit.act(by, id, command, "ASK", (visit, at) -> {
            var caseId = visit.plan().caseId();
            jdbc.sql("insert into fieldwork.question (id, visit_id, case_id, what, asker_name, asked_at) values (:id, :visit, :case, :what, :by, :at)")
                    .param("id", command.id()).param("visit", id.value()).param("case", caseId.value()).param("what", what.strip()).param("by", by.name())
                    .param("at", at.atOffset(UTC)).update();
            var facts = cases.facts(caseId);
            var deciding = Set.of(Role.MANAGER, Role.BRANCH_MANAGER);
            promises.startIfPromised(new StartPromises(new Subject(SUBJECT, command.id()), List.of(PROMISE), Map.of("kind", facts.kind()), visit.plan().branch(),
                    notices.holders(visit.plan().branch(), deciding).stream().findFirst().orElse(null), facts.number() + " " + facts.subject(), at));
            timeline.write(Happening.internal("fieldwork.asked", at, by, Map.of("what", what.strip())).about(caseId.subject()).about(id.subject()));
            notices.tell(new Notice("fieldwork.asked", caseId.subject(), Map.of("engineer", by.name(), "what", what.strip()), true, clock.instant()), visit.plan().branch(), deciding);
            onVisit.tell(visit);
        });
    }

    void answer(Scope scope, UUID question, String answer) {
        var open = jdbc.sql("""
                select q.id, q.visit_id, q.case_id, v.branch_id, v.partner_id, v.engineer_id, q.what, q.answer is not null as answered
                  from fieldwork.question q join fieldwork.visit v on v.id = q.visit_id where q.id = :id for update of q
                """).param("id", question).query(Open.class).optional()
                .filter(one -> scope.reach(Permission.FIELDWORK_DECIDE).covers(one.branchId(), one.partnerId(), null))
                .orElseThrow(() -> new Refusal.Missing("fieldwork.no-such-question", "there is no such question", Map.of()));
        if (open.answered()) {
            throw new Refusal.Conflict("fieldwork.answered", "somebody else has answered this already", Map.of());
        }
        var now = clock.instant();
        var visit = visits.find(new VisitId(open.visitId())).orElseThrow();
        jdbc.sql("update fieldwork.question set answer = :answer, answerer_name = :by, answered_at = :now where id = :id")
                .param("id", question).param("answer", answer.strip()).param("by", scope.name()).param("now", now.atOffset(UTC)).update();
        promises.keep(new Subject(SUBJECT, question), PROMISE, now);
        timeline.write(Happening.internal("fieldwork.answered", now, Actor.of(scope), Map.of("answer", answer.strip())).about(visit.plan().caseId().subject()).about(visit.id().subject()));
        notices.tell(new Notice("fieldwork.answered", visit.plan().caseId().subject(), Map.of("by", scope.name(), "answer", answer.strip()), true, now), List.of(open.engineerId()));
        onVisit.tell(visit);
    }

    @Transactional(readOnly = true)
    public List<Question> of(UUID visit) {
        return jdbc.sql(QUESTIONS + " where q.visit_id = :visit order by q.asked_at, q.id").param("visit", visit).query(Question.class).list();
    }

    @Transactional(readOnly = true)
    public List<Question> ofCase(Reach reach, UUID caseId) {
        return jdbc.sql(QUESTIONS + """
                  join fieldwork.visit v on v.id = q.visit_id
                  join cases.service_case c on c.id = q.case_id
                 where q.case_id = :case and (:everywhere or v.branch_id = any(:branches))
                   and (cast(:partner as uuid) is null or v.partner_id = :partner)
                   and (cast(:customer as uuid) is null or c.customer_id = :customer)
                 order by q.asked_at, q.id
                """).params(reach.params()).param("case", caseId).query(Question.class).list();
    }
}
