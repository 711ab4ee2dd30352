package aftercare.promises;

import aftercare.identity.Permission;
import aftercare.identity.Reach;
import aftercare.identity.Requires;
import aftercare.identity.Scope;
import aftercare.kernel.Subject;
import aftercare.timeline.Actor;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
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
    private final RuleBooks books;
    private final Clock clock;

    PromiseController(PromiseDesk desk, PromiseQueries queries, RuleBooks books, Clock clock) {
        this.desk = desk;
        this.queries = queries;
        this.books = books;
        this.clock = clock;
    }

    /** @param mine only those whose owner is whoever asks; it goes before {@code owner} */
    @Requires(Permission.PROMISES_READ)
    @GetMapping("/board")
    PromiseQueries.Board board(Scope scope, @RequestParam PromiseQueries.Window window, @RequestParam(defaultValue = "false") boolean mine,
                               @RequestParam(required = false) @Nullable UUID branch, @RequestParam(required = false) @Nullable UUID owner,
                               @RequestParam(required = false) @Nullable String code, @RequestParam(required = false) @Nullable UUID customer,
                               @RequestParam @Nullable OffsetDateTime afterAt, @RequestParam @Nullable UUID afterId) {
        var after = afterAt == null || afterId == null ? null : new PromiseQueries.Next(afterAt.toInstant(), afterId);
        return queries.board(window, scope.reach(Permission.PROMISES_READ),
                new PromiseQueries.BoardFilter(branch, mine ? scope.user() : owner, code, customer), clock.instant(), after);
    }

    @Requires(Permission.PROMISES_READ)
    @GetMapping("/board/counts")
    PromiseQueries.Counts counts(Scope scope, @RequestParam(defaultValue = "false") boolean mine, @RequestParam(required = false) @Nullable UUID branch,
                                 @RequestParam(required = false) @Nullable UUID owner, @RequestParam(required = false) @Nullable String code,
                                 @RequestParam(required = false) @Nullable UUID customer) {
        return queries.counts(scope.reach(Permission.PROMISES_READ), new PromiseQueries.BoardFilter(branch, mine ? scope.user() : owner, code, customer), clock.instant());
    }

    /** What the board can be narrowed down to. */
    @Requires(Permission.PROMISES_READ)
    @GetMapping("/board/choices")
    PromiseQueries.BoardChoices choices(Scope scope) {
        return new PromiseQueries.BoardChoices(List.copyOf(books.book().codes()), queries.owners(scope.reach(Permission.PROMISES_READ)));
    }

    @Requires({Permission.PROMISES_READ, Permission.CASES_READ})
    @GetMapping
    List<PromiseView> of(Scope scope, @RequestParam @NotBlank String subjectKind, @RequestParam UUID subjectId) {
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

    record BreachCauseBody(@NotNull BreachCause cause, @NotNull @Size(max = 500) String words) {}

    /** Why its time ran out. */
    @Requires(Permission.PROMISES_SETTLE)
    @PutMapping("/{id}/breach-cause")
    void explainBreach(Scope scope, @PathVariable UUID id, @Valid @RequestBody BreachCauseBody body) {
        within(id, scope.reach(Permission.PROMISES_SETTLE));
        desk.explainBreach(id, body.cause(), body.words().strip(), Actor.of(scope));
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
