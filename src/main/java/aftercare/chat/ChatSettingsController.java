package aftercare.chat;

import aftercare.identity.Permission;
import aftercare.identity.Requires;
import aftercare.identity.Scope;
import aftercare.kernel.Ids;
import aftercare.kernel.Refusal;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
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
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Entrances, and what our people write often. */
@RestController
class ChatSettingsController {

    record SiteBody(@NotNull UUID branch, @NotBlank @Size(max = 60) String name, @NotNull @Size(max = 20) List<@NotBlank @Size(max = 260) String> origins,
                    @NotBlank @Size(max = 40) String calendar, @Nullable @Size(max = 500) String greeting, @NotNull @Min(1) @Max(120) Integer answerWithin,
                    @NotNull Boolean portal, @NotNull Boolean active, @NotNull Integer version) {

        ChatSites.Draft draft() {
            return new ChatSites.Draft(branch, name, origins, calendar, greeting == null ? "" : greeting, answerWithin, portal, active);
        }
    }

    record Phrase(UUID id, UUID branchId, String branchName, String title, String text) {}

    record PhraseBody(@NotNull UUID branch, @NotBlank @Size(max = 40) String title, @NotBlank @Size(max = 1000) String text) {}

    private final ChatSites sites;
    private final JdbcClient jdbc;

    ChatSettingsController(ChatSites sites, JdbcClient jdbc) {
        this.sites = sites;
        this.jdbc = jdbc;
    }

    @Requires(Permission.CHAT_EDIT_SITES)
    @GetMapping("/api/chat-sites")
    List<ChatSites.Site> sites(Scope scope) {
        return sites.all(scope.reach(Permission.CHAT_EDIT_SITES));
    }

    @Requires(Permission.CHAT_EDIT_SITES)
    @PostMapping("/api/chat-sites")
    @ResponseStatus(HttpStatus.CREATED)
    ChatSites.Site add(Scope scope, @Valid @RequestBody SiteBody body) {
        scope.require(Permission.CHAT_EDIT_SITES, body.branch(), null, null);
        var id = Ids.next();
        sites.add(id, body.draft());
        return sites.get(id);
    }

    @Requires(Permission.CHAT_EDIT_SITES)
    @PutMapping("/api/chat-sites/{id}")
    ChatSites.Site change(Scope scope, @PathVariable UUID id, @Valid @RequestBody SiteBody body) {
        if (!scope.reach(Permission.CHAT_EDIT_SITES).covers(sites.get(id).branchId(), null, null)) {
            throw ChatSites.missing();
        }
        scope.require(Permission.CHAT_EDIT_SITES, body.branch(), null, null);
        sites.change(id, body.version(), body.draft());
        return sites.get(id);
    }

    @Requires(Permission.CHAT_ANSWER)
    @GetMapping("/api/chat-phrases")
    List<Phrase> phrases(Scope scope) {
        return jdbc.sql("""
                select p.id, p.branch_id, b.name as branch_name, p.title, p.text from chat.phrase p join identity.branch b on b.id = p.branch_id
                 where (:everywhere or p.branch_id = any(:branches)) and cast(:partner as uuid) is null and cast(:customer as uuid) is null
                 order by p.title, b.name limit 500
                """).params(scope.reach(Permission.CHAT_ANSWER).params()).query(Phrase.class).list();
    }

    @Requires(Permission.CHAT_ANSWER)
    @PostMapping("/api/chat-phrases")
    @ResponseStatus(HttpStatus.CREATED)
    List<Phrase> add(Scope scope, @Valid @RequestBody PhraseBody body) {
        scope.require(Permission.CHAT_ANSWER, body.branch(), null, null);
        jdbc.sql("insert into chat.phrase (id, branch_id, title, text) values (:id, :branch, :title, :text)").param("id", Ids.next()).param("branch", body.branch())
                .param("title", body.title().strip()).param("text", body.text().strip()).update();
        return phrases(scope);
    }

    @Requires(Permission.CHAT_ANSWER)
    @PutMapping("/api/chat-phrases/{id}")
    List<Phrase> change(Scope scope, @PathVariable UUID id, @Valid @RequestBody PhraseBody body) {
        known(id, scope);
        scope.require(Permission.CHAT_ANSWER, body.branch(), null, null);
        jdbc.sql("update chat.phrase set branch_id = :branch, title = :title, text = :text where id = :id").param("id", id).param("branch", body.branch())
                .param("title", body.title().strip()).param("text", body.text().strip()).update();
        return phrases(scope);
    }

    @Requires(Permission.CHAT_ANSWER)
    @DeleteMapping("/api/chat-phrases/{id}")
    List<Phrase> remove(Scope scope, @PathVariable UUID id) {
        known(id, scope);
        jdbc.sql("delete from chat.phrase where id = :id").param("id", id).update();
        return phrases(scope);
    }

    private void known(UUID id, Scope scope) {
        jdbc.sql("select branch_id from chat.phrase where id = :id").param("id", id).query(UUID.class).optional()
                .filter(branch -> scope.reach(Permission.CHAT_ANSWER).covers(branch, null, null))
                .orElseThrow(() -> new Refusal.Missing("chat.no-such-phrase", "there is no such ready answer", Map.of()));
    }
}
