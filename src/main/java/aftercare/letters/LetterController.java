package aftercare.letters;

import aftercare.identity.Permission;
import aftercare.identity.Requires;
import aftercare.identity.Scope;
import aftercare.platform.Download;
import aftercare.promises.AgreedRules;
import aftercare.promises.AgreedRules.Promised;
import aftercare.timeline.Timeline;
import aftercare.timeline.TimelinePage;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.io.IOException;
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

/** Service plans and commitment letters. */
@RestController
@RequestMapping("/api/letters")
class LetterController {

    record BeginBody(@Nullable UUID contractId, @Nullable UUID projectId, @Nullable UUID customerId, @Nullable @Size(max = 40) String level,
                     @Nullable @Size(max = 200) String tender) {}

    record BlockBody(Draft.@NotNull Type type, @NotNull @Size(max = 8000) String text, @NotNull @Size(max = 100) List<@NotNull @Size(max = 2000) String> items,
                     @NotNull @Size(max = 200) List<@NotNull @Size(max = 12) List<@NotNull @Size(max = 1000) String>> rows, Draft.@Nullable Live live) {

        Draft.Block block() {
            return new Draft.Block(type, text, items, rows, live);
        }
    }

    record SectionBody(Draft.@NotNull Kind kind, @NotBlank @Size(max = 60) String title, boolean on, @NotNull @Size(max = 60) List<@Valid BlockBody> blocks) {

        Draft.Section section() {
            return new Draft.Section(kind, title.strip(), on, blocks.stream().map(BlockBody::block).toList());
        }
    }

    record PromisedBody(@NotBlank @Size(max = 40) String code, @Nullable @Min(1) @Max(4) Integer severity, AgreedRules.@NotNull Unit unit, @Min(1) int amount,
                        @NotBlank @Size(max = 40) String calendar) {

        Promised promised() {
            return new Promised(code, severity, unit, amount, calendar);
        }
    }

    record LetterBody(@NotBlank @Size(max = 200) String title, @NotNull @Size(max = 200) String tender, @Nullable @Size(max = 40) String level,
                      @NotNull @Size(max = 20) List<@Valid SectionBody> sections, @NotNull @Size(max = 40) List<@Valid PromisedBody> promises, int version) {

        Draft draft() {
            return new Draft(sections.stream().map(SectionBody::section).toList(), promises.stream().map(PromisedBody::promised).toList());
        }
    }

    record WatchBody(@Nullable @Size(max = 40) String level, @Nullable @Size(max = 40) String contract, @NotNull @Size(max = 40) List<@Valid PromisedBody> promises) {}

    /** @param promised as it stands in the letter */
    record WatchView(List<Watched.Line> watched, List<List<String>> promised) {}

    record IssueBody(boolean unwatchedToo, int version) {}

    record AttachBody(@NotNull UUID contractId, int version) {}

    record ReasonBody(@NotBlank @Size(max = 1000) String reason, int version) {}

    record VersionBody(int version) {}

    /** What a level is promised by the rules now, and the calendars that there are. */
    record GivenView(List<Promised> promises, List<AgreedRules.Calendar> calendars) {}

    private final LetterDesk desk;
    private final LetterQueries queries;
    private final LetterPaper paper;
    private final Watched watched;
    private final AgreedRules rules;

    LetterController(LetterDesk desk, LetterQueries queries, LetterPaper paper, Watched watched, AgreedRules rules) {
        this.desk = desk;
        this.queries = queries;
        this.paper = paper;
        this.watched = watched;
        this.rules = rules;
    }

    @Requires(Permission.LETTERS_READ)
    @GetMapping
    LetterQueries.Page letters(Scope scope, @RequestParam(required = false) @Nullable String words, @RequestParam(required = false) @Nullable UUID branch,
                               @RequestParam(required = false) @Nullable LetterStatus status, @RequestParam(required = false) @Nullable UUID after) {
        return queries.list(new LetterQueries.Filter(words, branch, status), after, scope);
    }

    @Requires(Permission.LETTERS_READ)
    @GetMapping("/of-contract/{contract}")
    LetterQueries.OfContract ofContract(Scope scope, @PathVariable UUID contract) {
        return queries.ofContract(contract, scope);
    }

    @Requires(Permission.LETTERS_EDIT)
    @GetMapping("/given")
    GivenView given(Scope scope, @RequestParam(required = false) @Nullable String level) {
        return new GivenView(rules.given(level), rules.calendars());
    }

    /** Whether rules watch what is about to be promised. */
    @Requires(Permission.LETTERS_EDIT)
    @PostMapping("/watch")
    WatchView watch(Scope scope, @Valid @RequestBody WatchBody body) {
        var promises = new Draft(List.of(), body.promises().stream().map(PromisedBody::promised).toList()).checked(rules.calendars()).promises();
        return new WatchView(watched.look(promises, body.level(), body.contract()), watched.table(promises));
    }

    @Requires(Permission.LETTERS_READ)
    @GetMapping("/{id}")
    LetterQueries.View letter(Scope scope, @PathVariable UUID id) {
        return queries.view(id, scope);
    }

    @Requires(Permission.LETTERS_READ)
    @GetMapping("/{id}/paper")
    void paper(Scope scope, @PathVariable UUID id, @RequestParam LetterPaper.Format format, @RequestParam(required = false) @Nullable Integer revision,
               HttpServletResponse response) throws IOException {
        var sheet = queries.sheet(id, revision, scope);
        var name = "%s-%s%s.%s".formatted(sheet.title(), sheet.number(), sheet.isDraft() ? "-草稿" : "", format.ending());
        try (var out = format == LetterPaper.Format.PDF ? Download.shown(response, name, format.mediaType()) : Download.saved(response, name, format.mediaType())) {
            out.write(paper.print(sheet, format));
        }
    }

    @Requires(Permission.LETTERS_READ)
    @GetMapping("/{id}/timeline")
    TimelinePage timeline(Scope scope, @PathVariable UUID id, @RequestParam(required = false) @Nullable String after) {
        return TimelinePage.of(desk.timeline(id, Timeline.Position.read(after), scope));
    }

    @Requires(Permission.LETTERS_EDIT)
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    LetterQueries.View begin(Scope scope, @Valid @RequestBody BeginBody body) {
        return queries.view(desk.begin(new LetterDesk.Beginning(body.contractId(), body.projectId(), body.customerId(), body.level(), body.tender() == null ? "" : body.tender()),
                scope), scope);
    }

    @Requires(Permission.LETTERS_EDIT)
    @PutMapping("/{id}")
    LetterQueries.View save(Scope scope, @PathVariable UUID id, @Valid @RequestBody LetterBody body) {
        desk.save(id, body.title(), body.tender(), body.level(), body.draft(), body.version(), scope);
        return queries.view(id, scope);
    }

    /** Refused while rules do not watch every promise, unless {@code unwatchedToo}. */
    @Requires(Permission.LETTERS_EDIT)
    @PostMapping("/{id}/issue")
    LetterQueries.View issue(Scope scope, @PathVariable UUID id, @Valid @RequestBody IssueBody body) {
        desk.issue(id, body.unwatchedToo(), body.version(), scope);
        return queries.view(id, scope);
    }

    @Requires(Permission.LETTERS_EDIT)
    @PostMapping("/{id}/attach")
    LetterQueries.View attach(Scope scope, @PathVariable UUID id, @Valid @RequestBody AttachBody body) {
        desk.attach(id, body.contractId(), body.version(), scope);
        return queries.view(id, scope);
    }

    @Requires(Permission.LETTERS_EDIT)
    @PostMapping("/{id}/revise")
    LetterQueries.View revise(Scope scope, @PathVariable UUID id, @Valid @RequestBody VersionBody body) {
        desk.revise(id, body.version(), scope);
        return queries.view(id, scope);
    }

    @Requires(Permission.LETTERS_EDIT)
    @PostMapping("/{id}/give-up")
    LetterQueries.View giveUp(Scope scope, @PathVariable UUID id, @Valid @RequestBody ReasonBody body) {
        desk.giveUp(id, body.reason().strip(), body.version(), scope);
        return queries.view(id, scope);
    }
}
