package aftercare.promises;

import static java.time.ZoneOffset.UTC;

import aftercare.kernel.Ids;
import aftercare.kernel.Subject;
import aftercare.timeline.Actor;
import aftercare.timeline.Happening;
import aftercare.timeline.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who has the next move while clocks stand, and asking them for it: so often and on such a calendar as the reason says. A
 * subject waits for one thing at a time.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class Waitings {

    private record Row(UUID id, String subjectKind, UUID subjectId, String reason, String words, UUID branchId, int chased, String label,
                       @Nullable UUID ownerUserId) {}

    private final JdbcClient jdbc;
    private final PauseReasons reasons;
    private final RuleBooks books;
    private final Timeline timeline;
    private final ApplicationEventPublisher events;

    Waitings(JdbcClient jdbc, PauseReasons reasons, RuleBooks books, Timeline timeline, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.reasons = reasons;
        this.books = books;
        this.timeline = timeline;
        this.events = events;
    }

    /** What is promised nothing, and a reason that is not in the catalogue, is not asked for. */
    public void begin(Subject subject, String reason, String words, Instant since) {
        var known = reasons.find(reason).orElse(null);
        var branch = jdbc.sql("select branch_id from promises.promise where subject_kind = :kind and subject_id = :id order by id desc limit 1")
                .param("kind", subject.kind()).param("id", subject.id()).query(UUID.class).optional().orElse(null);
        jdbc.sql("""
                update promises.waiting set ended_at = :at, next_step_at = null
                 where subject_kind = :kind and subject_id = :id and ended_at is null and reason <> :reason
                """).param("kind", subject.kind()).param("id", subject.id()).param("reason", reason).param("at", since.atOffset(UTC)).update();
        if (known == null || branch == null) {
            return;
        }
        jdbc.sql("""
                insert into promises.waiting (id, subject_kind, subject_id, reason, words, branch_id, since, next_step_at)
                values (:row, :kind, :id, :reason, :words, :branch, :since, :next)
                on conflict do nothing
                """)
                .param("row", Ids.next()).param("kind", subject.kind()).param("id", subject.id()).param("reason", reason).param("words", words)
                .param("branch", branch).param("since", since.atOffset(UTC)).param("next", next(known, branch, 0, since)).update();
    }

    public void end(Subject subject, Instant at) {
        jdbc.sql("update promises.waiting set ended_at = :at, next_step_at = null where subject_kind = :kind and subject_id = :id and ended_at is null")
                .param("kind", subject.kind()).param("id", subject.id()).param("at", at.atOffset(UTC)).update();
    }

    /** Whose move it is; empty when the subject waits for nothing in the catalogue. */
    public Optional<PauseReason.Party> party(Subject subject) {
        return jdbc.sql("""
                select r.party from promises.waiting w join promises.pause_reason r on r.code = w.reason
                 where w.subject_kind = :kind and w.subject_id = :id and w.ended_at is null
                """).param("kind", subject.kind()).param("id", subject.id()).query(PauseReason.Party.class).optional();
    }

    @Transactional(propagation = Propagation.SUPPORTS)
    public Optional<UUID> due(Instant now) {
        return jdbc.sql("select id from promises.waiting where next_step_at <= :now order by next_step_at limit 1")
                .param("now", now.atOffset(UTC)).query(UUID.class).optional();
    }

    /** Asks once more, or gives up; nothing when another node is at it. */
    public void step(UUID waiting, Instant now) {
        var row = jdbc.sql("""
                select w.id, w.subject_kind, w.subject_id, w.reason, w.words, w.branch_id, w.chased, p.label, p.owner_user_id
                  from promises.waiting w
                  join lateral (select label, owner_user_id from promises.promise p
                                 where p.subject_kind = w.subject_kind and p.subject_id = w.subject_id order by p.id desc limit 1) p on true
                 where w.id = :id and w.next_step_at <= :now
                   for update of w skip locked
                """).param("id", waiting).param("now", now.atOffset(UTC)).query(Row.class).optional().orElse(null);
        if (row == null) {
            return;
        }
        var reason = reasons.find(row.reason()).orElseThrow();
        var asks = row.chased() < reason.chases();
        var chased = asks ? row.chased() + 1 : row.chased();
        jdbc.sql("update promises.waiting set chased = :chased, next_step_at = :next where id = :id")
                .param("chased", chased).param("next", asks ? next(reason, row.branchId(), chased, now) : null).param("id", row.id()).update();
        var subject = new Subject(row.subjectKind(), row.subjectId());
        var about = new WaitingEvent.About(subject, row.label(), row.branchId(), row.ownerUserId(), reason, row.words());
        if (asks) {
            timeline.write(Happening.internal("promises.chased", now, Actor.SYSTEM,
                    Map.of("reason", reason.name(), "count", chased, "of", reason.chases())).about(subject));
            events.publishEvent(new WaitingEvent.Chased(about, chased, now));
        } else if (reason.settlesItself()) {
            timeline.write(Happening.internal("promises.given-up", now, Actor.SYSTEM, Map.of("reason", reason.name(), "count", chased)).about(subject));
            events.publishEvent(new WaitingEvent.GivenUp(about, chased, now));
        }
    }

    public void postpone(UUID waiting, Instant until) {
        jdbc.sql("update promises.waiting set next_step_at = :until where id = :id and next_step_at is not null")
                .param("until", until.atOffset(UTC)).param("id", waiting).update();
    }

    private @Nullable OffsetDateTime next(PauseReason reason, UUID branch, int chased, Instant from) {
        if (!reason.goesOnAfter(chased)) {
            return null;
        }
        var book = books.book();
        var calendar = book.calendar(book.inBranch(book.calendarNamed(reason.calendar()).orElseThrow(), branch));
        return calendar.add(from, Duration.ofMinutes(reason.chaseMinutes())).atOffset(UTC);
    }
}
