package aftercare.fieldwork;

import aftercare.identity.Permission;
import aftercare.identity.Requires;
import aftercare.identity.Scope;
import aftercare.timeline.Actor;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What phones wrote down without a net, and what the office says to what does not fit. */
@RestController
@RequestMapping("/api")
class SyncController {

    private static final int PAGE = 30;

    /**
     * @param live the engineer has just pressed the button and sees the answer: what is refused is refused, as long as nothing else
     *             waits; without it nothing is refused but held
     */
    record FieldCommands(@Nullable Boolean live, @NotNull @Size(min = 1, max = 50) List<@Valid @NotNull FieldCommand> commands) {}

    /** @param visits as they are now, those of the commands that are still the engineer's */
    record FieldAnswers(List<FieldSync.Answer> answers, List<FieldQueries.VisitView> visits) {}

    record PhotoStart(@NotNull UUID visit, @NotNull @Size(max = 40) String section, @NotNull @Size(max = 200) String fileName, long size) {}

    record ContradictionPage(List<ContradictionQueries.ContradictionView> rows, @Nullable UUID next) {}

    record SettleBody(@NotNull @Size(max = 500) String note) {}

    private final FieldSync sync;
    private final FieldQueries queries;
    private final Uploads uploads;
    private final ContradictionDesk contradictions;
    private final ContradictionQueries contradictionQueries;
    private final Clock clock;

    SyncController(FieldSync sync, FieldQueries queries, Uploads uploads, ContradictionDesk contradictions, ContradictionQueries contradictionQueries, Clock clock) {
        this.sync = sync;
        this.queries = queries;
        this.uploads = uploads;
        this.contradictions = contradictions;
        this.contradictionQueries = contradictionQueries;
        this.clock = clock;
    }

    /** In the order in which they were written down. Sent again, they answer what they answered. */
    @Requires(Permission.FIELDWORK_PERFORM)
    @PostMapping("/field/commands")
    FieldAnswers take(Scope scope, @Valid @RequestBody FieldCommands body) {
        var answers = sync.take(Actor.of(scope), body.commands(), Boolean.TRUE.equals(body.live()) && body.commands().size() == 1, ReportController.here());
        return new FieldAnswers(answers, body.commands().stream().map(FieldCommand::visit).distinct()
                .flatMap(visit -> queries.mine(scope.user(), visit).stream()).toList());
    }

    /** A photo that will come in pieces, under an id made on the phone; says how much of it is here already. */
    @Requires(Permission.FIELDWORK_PERFORM)
    @PutMapping("/field/photos/{id}")
    Uploads.Progress startPhoto(Scope scope, @PathVariable UUID id, @Valid @RequestBody PhotoStart body) {
        return uploads.start(Actor.of(scope), id, body.visit(), body.section(), body.fileName(), body.size());
    }

    /** The next piece, from {@code start} on; with the last one the photo is kept. */
    @Requires(Permission.FIELDWORK_PERFORM)
    @PostMapping("/field/photos/{id}")
    Uploads.Progress addToPhoto(Scope scope, @PathVariable UUID id, @RequestParam long start, InputStream piece) throws IOException {
        return uploads.add(Actor.of(scope), id, start, piece.readNBytes(Uploads.LARGEST_PIECE + 1));
    }

    /** What of mine waits for the office, and what was settled in the last days. */
    @Requires(Permission.FIELDWORK_PERFORM)
    @GetMapping("/field/contradictions")
    List<ContradictionQueries.ContradictionView> mine(Scope scope) {
        return contradictionQueries.ofEngineer(scope.user(), clock.instant().minus(Duration.ofDays(7)));
    }

    @Requires(Permission.DISPATCH_PLAN)
    @GetMapping("/contradictions")
    ContradictionPage contradictions(Scope scope, @RequestParam(defaultValue = "true") boolean open, @RequestParam(required = false) @Nullable UUID after) {
        var rows = contradictionQueries.list(scope.reach(Permission.DISPATCH_PLAN), open, after, PAGE + 1);
        return rows.size() <= PAGE ? new ContradictionPage(rows, null) : new ContradictionPage(rows.subList(0, PAGE), rows.get(PAGE - 1).id());
    }

    @Requires(Permission.DISPATCH_PLAN)
    @PostMapping("/contradictions/{id}/count")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void count(Scope scope, @PathVariable UUID id, @Valid @RequestBody SettleBody body) {
        contradictions.count(scope, id, body.note(), ReportController.here());
    }

    @Requires(Permission.DISPATCH_PLAN)
    @PostMapping("/contradictions/{id}/set-aside")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void setAside(Scope scope, @PathVariable UUID id, @Valid @RequestBody SettleBody body) {
        contradictions.setAside(scope, id, body.note());
    }
}
