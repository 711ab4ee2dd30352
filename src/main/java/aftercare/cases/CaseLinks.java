package aftercare.cases;

import aftercare.kernel.Refusal;
import aftercare.timeline.Actor;
import aftercare.timeline.Happening;
import java.time.Clock;
import java.util.Map;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Cases that somebody says have to do with each other. */
@Service
@Transactional
class CaseLinks {

    private final CaseStore cases;
    private final CaseKeeper keeper;
    private final Relatives relatives;
    private final Clock clock;

    CaseLinks(CaseStore cases, CaseKeeper keeper, Relatives relatives, Clock clock) {
        this.cases = cases;
        this.keeper = keeper;
        this.relatives = relatives;
        this.clock = clock;
    }

    void link(CaseId id, CaseId other, LinkKind kind, Actor actor) {
        if (!kind.byHand()) {
            throw new Refusal.Broken("cases.link-not-by-hand", "merge the cases, or make one part of the other", Map.of());
        }
        if (id.equals(other)) {
            throw new Refusal.Broken("cases.linked-to-itself", "a case cannot be linked to itself", Map.of());
        }
        var one = cases.get(id);
        var another = cases.get(other);
        var now = clock.instant();
        relatives.link(id, other, kind, actor.user(), now);
        keeper.write(one, Happening.internal("cases.linked", now, actor, Map.of("number", another.number(), "kind", kind.name())));
        keeper.write(another, Happening.internal("cases.linked", now, actor, Map.of("number", one.number(), "kind", kind.name())));
        keeper.tell(one);
        keeper.tell(another);
    }

    /** From whichever side it was linked. */
    void unlink(CaseId id, CaseId other, Actor actor) {
        var one = cases.get(id);
        var another = cases.get(other);
        if (relatives.merged(id, other)) {
            throw new Refusal.Conflict("cases.link-of-merge", "these cases are merged; undo that instead", Map.of());
        }
        if (!relatives.unlink(id, other)) {
            throw new Refusal.Missing("cases.no-such-link", "case %s is not linked to %s".formatted(one.number(), another.number()),
                    Map.of("number", one.number(), "other", another.number()));
        }
        var now = clock.instant();
        keeper.write(one, Happening.internal("cases.unlinked", now, actor, Map.of("number", another.number())));
        keeper.write(another, Happening.internal("cases.unlinked", now, actor, Map.of("number", one.number())));
        keeper.tell(one);
        keeper.tell(another);
    }
}
