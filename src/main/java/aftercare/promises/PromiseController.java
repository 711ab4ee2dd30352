package aftercare.promises;

import aftercare.identity.Permission;
import aftercare.identity.Reach;
import aftercare.identity.Requires;
import aftercare.identity.Scope;
import aftercare.kernel.Subject;
import aftercare.timeline.Actor;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The due board, the promises of one thing, and why each is due when it is. */
@RestController
@RequestMapping("/api/promises")
class PromiseController {

    private final PromiseDesk desk;
    private final PromiseQueries queries;
    private final Clock clock;

    PromiseController(PromiseDesk desk, PromiseQueries queries, Clock clock) {
        this.desk = desk;
        this.queries = queries;
        this.clock = clock;
    }

    /** @param mine only those whose owner is whoever asks */
    @Requires(Permission.PROMISES_READ)
    @GetMapping("/board")
    PromiseQueries.Board board(Scope scope, @RequestParam PromiseQueries.Window window, @RequestParam(defaultValue = "false") boolean mine,
                               @RequestParam @Nullable OffsetDateTime afterAt, @RequestParam @Nullable UUID afterId) {
        var after = afterAt == null || afterId == null ? null : new PromiseQueries.Next(afterAt.toInstant(), afterId);
        return queries.board(window, scope.reach(Permission.PROMISES_READ), mine ? scope.user() : null, clock.instant(), after);
    }

    @Requires(Permission.PROMISES_READ)
    @GetMapping("/board/counts")
    PromiseQueries.Counts counts(Scope scope, @RequestParam(defaultValue = "false") boolean mine) {
        return queries.counts(scope.reach(Permission.PROMISES_READ), mine ? scope.user() : null, clock.instant());
    }

    @Requires({Permission.PROMISES_READ, Permission.CASES_READ})
    @GetMapping
    List<PromiseView> of(Scope scope, @RequestParam String subjectKind, @RequestParam UUID subjectId) {
        return queries.of(new Subject(subjectKind, subjectId), reach(scope));
    }

    @Requires({Permission.PROMISES_READ, Permission.CASES_READ})
    @GetMapping("/{id}/explanation")
    Explanation explanation(Scope scope, @PathVariable UUID id) {
        within(id, reach(scope));
        return desk.explain(id);
    }

    record Settle(@NotBlank @Size(max = 500) String note) {}

    /** A person says that it was done: called back, papers handed in, quote sent. */
    @Requires(Permission.PROMISES_SETTLE)
    @PostMapping("/{id}/settle")
    void settle(Scope scope, @PathVariable UUID id, @Valid @RequestBody Settle body) {
        within(id, scope.reach(Permission.PROMISES_SETTLE));
        desk.settle(id, body.note().strip(), Actor.of(scope));
    }

    @Requires(Permission.PROMISES_WAIVE)
    @PostMapping("/{id}/waive")
    void waive(Scope scope, @PathVariable UUID id, @Valid @RequestBody Settle body) {
        within(id, scope.reach(Permission.PROMISES_WAIVE));
        desk.waive(id, body.note().strip(), Actor.of(scope));
    }

    private void within(UUID id, Reach reach) {
        if (!queries.within(id, reach)) {
            throw PromiseDesk.missing(id);
        }
    }

    private static Reach reach(Scope scope) {
        return scope.reach(scope.may(Permission.PROMISES_READ) ? Permission.PROMISES_READ : Permission.CASES_READ);
    }
}
