package aftercare.promises;

import aftercare.identity.Permission;
import aftercare.identity.Requires;
import aftercare.identity.Scope;
import aftercare.kernel.Refusal;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** The rules page. Rules belong to the house: whoever reads promises may read them, only a grant for all branches edits them. */
@RestController
@RequestMapping("/api/promises/rules")
class RuleController {

    record Created(String key) {}

    record ChangeRule(int version, @NotNull @Valid RuleForm rule, boolean appliesToOpen) {}

    /** @param key the rule in whose place the draft is tried; empty for a new one */
    record TryRules(@Nullable @Valid RuleForm draft, @Nullable String key, @Nullable Map<String, String> facts, @Nullable Instant at,
                    @Nullable LocalDate agreedOn) {}

    record TemplateView(String code, String name, String about, List<RuleForm> rules, boolean on) {}

    private final RuleDesk desk;
    private final RuleQueries queries;
    private final RuleBooks books;
    private final Clock clock;

    RuleController(RuleDesk desk, RuleQueries queries, RuleBooks books, Clock clock) {
        this.desk = desk;
        this.queries = queries;
        this.books = books;
        this.clock = clock;
    }

    @Requires(Permission.PROMISES_READ)
    @GetMapping
    List<RuleQueries.RuleView> rules(Scope scope, @RequestParam(defaultValue = "false") boolean retired) {
        return queries.rules(retired);
    }

    @Requires(Permission.PROMISES_READ)
    @GetMapping("/{key}/versions")
    List<RuleQueries.RuleView> versions(Scope scope, @PathVariable String key) {
        var versions = queries.versions(key);
        if (versions.isEmpty()) {
            throw new Refusal.Missing("promises.no-such-rule", "there is no rule %s".formatted(key), Map.of("rule", key));
        }
        return versions;
    }

    /** What a rule can look at, and the values each of these can have. */
    @Requires(Permission.PROMISES_READ)
    @GetMapping("/facts")
    Map<String, List<FactValues.Value>> facts(Scope scope) {
        return desk.values(scope.reach(Permission.PROMISES_READ));
    }

    @Requires(value = Permission.PROMISES_EDIT_RULES, everywhere = true)
    @PostMapping
    Created create(Scope scope, @Valid @RequestBody RuleForm rule) {
        return new Created(desk.create(rule, scope));
    }

    @Requires(value = Permission.PROMISES_EDIT_RULES, everywhere = true)
    @PutMapping("/{key}")
    void change(Scope scope, @PathVariable String key, @Valid @RequestBody ChangeRule body) {
        desk.change(key, body.version(), body.rule(), body.appliesToOpen(), scope);
    }

    @Requires(value = Permission.PROMISES_EDIT_RULES, everywhere = true)
    @DeleteMapping("/{key}")
    void retire(Scope scope, @PathVariable String key) {
        desk.retire(key, scope);
    }

    @Requires(value = Permission.PROMISES_EDIT_RULES, everywhere = true)
    @PostMapping("/trial")
    RuleDesk.Trial trial(Scope scope, @Valid @RequestBody TryRules body) {
        return desk.trial(body.draft(), body.key(), body.facts() == null ? Map.of() : body.facts(), body.at() == null ? clock.instant() : body.at(), body.agreedOn());
    }

    @Requires(value = Permission.PROMISES_EDIT_RULES, everywhere = true)
    @GetMapping("/templates")
    List<TemplateView> templates(Scope scope) {
        var book = books.book();
        return RuleTemplates.ALL.stream().map(template -> {
            var forms = template.rules().stream()
                    .flatMap(draft -> book.calendarNamed(draft.calendar()).map(draft::rule).map(rule -> RuleForm.of(rule, book)).stream()).toList();
            return new TemplateView(template.code(), template.name(), template.about(), forms, forms.stream().allMatch(form ->
                    book.rule(String.valueOf(form.key())).map(rule -> RuleForm.of(rule, book)).filter(form::equals).isPresent()));
        }).toList();
    }

    @Requires(value = Permission.PROMISES_EDIT_RULES, everywhere = true)
    @PostMapping("/templates/{code}")
    RuleDesk.Imported switchOn(Scope scope, @PathVariable String code) {
        return desk.switchOn(code, scope);
    }

    @Requires(Permission.PROMISES_READ)
    @GetMapping("/file")
    ResponseEntity<RuleDesk.RuleFile> export(Scope scope) {
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON)
                .header(HttpHeaders.CONTENT_DISPOSITION, ContentDisposition.attachment().filename("promise-rules.json").build().toString())
                .body(desk.export());
    }

    /** @param trial only says what would happen */
    @Requires(value = Permission.PROMISES_EDIT_RULES, everywhere = true)
    @PostMapping("/file")
    RuleDesk.Imported take(Scope scope, @RequestParam MultipartFile file, @RequestParam(defaultValue = "false") boolean trial) throws IOException {
        return desk.take(file.getBytes(), trial, scope);
    }
}
