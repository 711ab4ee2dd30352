package aftercare.cases;

import static java.time.ZoneOffset.UTC;

import aftercare.kernel.Refusal;
import aftercare.platform.Live;
import aftercare.platform.LiveUpdates;
import aftercare.timeline.Actor;
import aftercare.timeline.Happening;
import aftercare.timeline.Timeline;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Cases that are one and the same (I-4): merged, kept whole, and taken apart again; and the many cases of one outage, which hear what
 * their customers need to hear together. Whether somebody may is for the caller to know.
 */
@Service
@Transactional
public class MergeDesk {

    /** So many may hang on one outage. */
    static final int MOST_PARTS = 2000;

    private final CaseStore cases;
    private final CaseDesk desk;
    private final Relatives relatives;
    private final Timeline timeline;
    private final LiveUpdates live;
    private final ApplicationEventPublisher events;
    private final JdbcClient jdbc;
    private final Clock clock;

    MergeDesk(CaseStore cases, CaseDesk desk, Relatives relatives, Timeline timeline, LiveUpdates live, ApplicationEventPublisher events, JdbcClient jdbc, Clock clock) {
        this.cases = cases;
        this.desk = desk;
        this.relatives = relatives;
        this.timeline = timeline;
        this.live = live;
        this.events = events;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** {@code id} goes into {@code into}: its promises end, what its customer writes from now on is read there; who was to come to it comes to the other. */
    public void merge(CaseId id, CaseId into, Actor actor) {
        if (id.equals(into)) {
            throw new Refusal.Broken("cases.linked-to-itself", "a case cannot be linked to itself", Map.of());
        }
        var before = cases.get(id);
        var target = cases.get(into);
        if (!target.status().isOpen()) {
            throw new Refusal.Conflict("cases.merge-into-over", "case %s is %s; nothing can be merged into it".formatted(target.number(), target.status()),
                    Map.of("number", target.number(), "status", target.status().name()));
        }
        var mine = before.parties().customer();
        var theirs = target.parties().customer();
        if (mine != null && theirs != null && !mine.equals(theirs)) {
            throw new Refusal.Conflict("cases.merge-of-two-customers", "cases %s and %s belong to different customers".formatted(before.number(), target.number()),
                    Map.of("number", before.number(), "other", target.number()));
        }
        var now = clock.instant();
        var reason = "并入 " + target.number();
        cases.save(before.merge(reason));
        jdbc.sql("insert into cases.merge (case_id, into_id, merged_by, merged_at) values (:id, :into, :by, :now)").param("id", id.value()).param("into", into.value())
                .param("by", actor.user()).param("now", now.atOffset(UTC)).update();
        relatives.unlink(id, into);
        relatives.link(id, into, LinkKind.MERGED, actor.user(), now);
        timeline.write(Happening.visible("cases.merged", now, actor, Map.of("number", target.number())).about(id.subject()));
        timeline.write(Happening.internal("cases.merged-in", now, actor, Map.of("number", before.number(), "subject", before.report().subject(),
                "text", before.report().description())).about(into.subject()));
        events.publishEvent(new CaseEvent.Merged(id, into, now));
        events.publishEvent(new CaseEvent.Cancelled(id, reason, now));
        tell(before);
        tell(target);
    }

    /** Whether this case went into another one, where is read what its customer writes. */
    @Transactional(readOnly = true)
    public boolean wentIntoAnother(CaseId id) {
        return relatives.mergedInto(id) != null;
    }

    /** The case in which this one goes on. */
    @Transactional(readOnly = true)
    public Optional<CaseFacts> goesOnIn(CaseId id) {
        return Optional.ofNullable(relatives.mergedInto(id)).map(desk::facts);
    }

    /** It was another matter after all: it goes on by itself, its time to repair begins anew. */
    void unmerge(CaseId id, Actor actor) {
        var before = cases.get(id);
        var into = jdbc.sql("delete from cases.merge where case_id = :id returning into_id").param("id", id.value()).query(UUID.class).optional().map(CaseId::new)
                .orElseThrow(() -> new Refusal.Conflict("cases.not-merged", "case %s was not merged".formatted(before.number()), Map.of("number", before.number())));
        var target = cases.get(into);
        var now = clock.instant();
        cases.save(before.unmerge());
        relatives.unlink(id, into);
        relatives.link(id, into, LinkKind.RELATED, actor.user(), now);
        timeline.write(Happening.visible("cases.unmerged", now, actor, Map.of("number", target.number())).about(id.subject()));
        timeline.write(Happening.internal("cases.unmerged-from", now, actor, Map.of("number", before.number())).about(into.subject()));
        events.publishEvent(new CaseEvent.Reopened(id, "不再并入 " + target.number(), now));
        tell(before);
        tell(target);
    }

    /** Whether a case can become part of this one now. */
    @Transactional(readOnly = true)
    public boolean takesParts(CaseId whole) {
        return cases.get(whole).status().isUnderWay() && parts(whole).size() < MOST_PARTS
                && !jdbc.sql("select exists (select from cases.link where kind = 'PART_OF' and case_id = :whole)").param("whole", whole.value()).query(Boolean.class).single();
    }

    /** {@code part} suffers from what is put right in {@code whole}. A case is part of one at most; it changes over. */
    public void partOf(CaseId part, CaseId whole, Actor actor) {
        if (part.equals(whole)) {
            throw new Refusal.Broken("cases.linked-to-itself", "a case cannot be linked to itself", Map.of());
        }
        var one = cases.get(part);
        var outage = cases.get(whole);
        if (!outage.status().isUnderWay() || !one.status().isOpen()) {
            throw new Refusal.Conflict("cases.part-of-over", "case %s is %s; nothing can become part of it".formatted(outage.number(), outage.status()),
                    Map.of("number", outage.number(), "status", outage.status().name()));
        }
        if (jdbc.sql("select exists (select from cases.link where kind = 'PART_OF' and (case_id = :whole or other_id = :part))").param("whole", whole.value())
                .param("part", part.value()).query(Boolean.class).single()) {
            throw new Refusal.Conflict("cases.part-of-part", "a case that is part of another, or has parts itself, cannot be nested", Map.of());
        }
        if (parts(whole).size() >= MOST_PARTS) {
            throw new Refusal.Conflict("cases.too-many-parts", "%d cases hang on this one already".formatted(MOST_PARTS), Map.of("most", MOST_PARTS));
        }
        var now = clock.instant();
        jdbc.sql("delete from cases.link where case_id = :part and kind = 'PART_OF'").param("part", part.value()).update();
        relatives.unlink(part, whole);
        relatives.link(part, whole, LinkKind.PART_OF, actor.user(), now);
        timeline.write(Happening.visible("cases.part-of", now, actor, Map.of("number", outage.number(), "subject", outage.report().subject())).about(part.subject()));
        timeline.write(Happening.internal("cases.part-joined", now, actor, Map.of("number", one.number(), "subject", one.report().subject())).about(whole.subject()));
        tell(one);
        tell(outage);
    }

    /** The same words to the customers of all cases that hang on it, and to its own. @return how many heard it */
    int tellAffected(CaseId whole, String text, Actor actor) {
        var parts = parts(whole).stream().filter(part -> cases.get(part).status().isOpen()).toList();
        desk.note(whole, text, true, actor);
        parts.forEach(part -> desk.note(part, text, true, actor));
        return parts.size() + 1;
    }

    /** Those that hang on it. */
    List<CaseId> parts(CaseId whole) {
        return jdbc.sql("select case_id from cases.link where other_id = :whole and kind = 'PART_OF' order by case_id").param("whole", whole.value())
                .query(UUID.class).list().stream().map(CaseId::new).toList();
    }

    private void tell(ServiceCase c) {
        var assignee = c.progress().assignee();
        live.tell(new Live("cases", c.id().value(), c.parties().branch(), assignee == null ? List.of() : List.of(assignee), c.parties().customer()));
    }
}
