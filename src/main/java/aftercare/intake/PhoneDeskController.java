package aftercare.intake;

import static java.time.ZoneOffset.UTC;

import aftercare.identity.Permission;
import aftercare.identity.Requires;
import aftercare.identity.Scope;
import aftercare.kernel.Ids;
import aftercare.kernel.Refusal;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** What helps while somebody is on the line: the draft that is never lost, phrases, and how the same was solved before. */
@RestController
class PhoneDeskController {

    private static final int MOST_PHRASES = 60;

    /** @param id of the case it will be, made by the client */
    record DraftBody(@NotNull UUID id, @NotNull @Size(max = 200) String title, @NotNull JsonNode draft) {}

    record Kept(Instant updatedAt) {}

    record Phrase(UUID id, String words) {}

    record PhraseBody(@NotBlank @Size(max = 200) String words) {}

    private final Drafts drafts;
    private final SolvedCases solved;
    private final JdbcClient jdbc;
    private final Clock clock;

    PhoneDeskController(Drafts drafts, SolvedCases solved, JdbcClient jdbc, Clock clock) {
        this.drafts = drafts;
        this.solved = solved;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The caller's own, the latest first. */
    @Requires(Permission.CASES_OPEN)
    @GetMapping("/api/intake/drafts")
    List<Drafts.Row> drafts(Scope scope) {
        return drafts.mine(scope);
    }

    @Requires(Permission.CASES_OPEN)
    @GetMapping("/api/intake/drafts/{id}")
    Drafts.Whole draft(Scope scope, @PathVariable UUID id) {
        return drafts.get(id, scope);
    }

    @Requires(Permission.CASES_OPEN)
    @PostMapping("/api/intake/drafts")
    Kept keep(Scope scope, @Valid @RequestBody DraftBody body) {
        return new Kept(drafts.keep(body.id(), body.title(), body.draft(), scope));
    }

    @Requires(Permission.CASES_OPEN)
    @DeleteMapping("/api/intake/drafts/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void drop(Scope scope, @PathVariable UUID id) {
        if (!drafts.drop(id, scope)) {
            throw Drafts.missing();
        }
    }

    /** How the same was put right before. */
    @Requires(Permission.CASES_OPEN)
    @GetMapping("/api/intake/solved")
    List<SolvedCases.Answer> solved(Scope scope, @RequestParam(defaultValue = "") @Size(max = 500) String words,
                                    @RequestParam(required = false) @Nullable @Size(max = 60) String symptom, @RequestParam(required = false) @Nullable UUID device) {
        return solved.alike(words, symptom, device, scope);
    }

    @Requires(Permission.CASES_OPEN)
    @GetMapping("/api/intake/phrases")
    List<Phrase> phrases() {
        return jdbc.sql("select id, words from intake.phrase order by made_at, id").query(Phrase.class).list();
    }

    @Requires(Permission.CASES_EDIT_CATALOGUE)
    @PostMapping("/api/intake/phrases")
    @ResponseStatus(HttpStatus.CREATED)
    Phrase add(Scope scope, @Valid @RequestBody PhraseBody body) {
        if (jdbc.sql("select count(*) from intake.phrase").query(Integer.class).single() >= MOST_PHRASES) {
            throw new Refusal.Broken("intake.phrases-full", "%d phrases are as many as anybody finds again; take one away first".formatted(MOST_PHRASES),
                    Map.of("most", MOST_PHRASES));
        }
        var phrase = new Phrase(Ids.next(), body.words().strip());
        if (jdbc.sql("insert into intake.phrase (id, words, made_by, made_at) values (:id, :words, :by, :now) on conflict (words) do nothing").param("id", phrase.id())
                .param("words", phrase.words()).param("by", scope.user()).param("now", clock.instant().atOffset(UTC)).update() == 0) {
            throw new Refusal.Conflict("intake.phrase-twice", "this phrase is there already", Map.of());
        }
        return phrase;
    }

    @Requires(Permission.CASES_EDIT_CATALOGUE)
    @DeleteMapping("/api/intake/phrases/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@PathVariable UUID id) {
        if (jdbc.sql("delete from intake.phrase where id = :id").param("id", id).update() == 0) {
            throw new Refusal.Missing("intake.no-such-phrase", "there is no such phrase any more", Map.of());
        }
    }
}
