package aftercare.chat;

import aftercare.identity.Permission;
import aftercare.identity.Requires;
import aftercare.identity.Scope;
import aftercare.kernel.Ids;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Entrances. */
@RestController
class ChatSettingsController {

    record SiteBody(@NotNull UUID branch, @NotBlank @Size(max = 60) String name, @NotNull @Size(max = 20) List<@NotBlank @Size(max = 260) String> origins,
                    @NotBlank @Size(max = 40) String calendar, @Nullable @Size(max = 500) String greeting, @NotNull @Min(1) @Max(120) Integer answerWithin,
                    @NotNull Boolean portal, @NotNull Boolean active, @NotNull Integer version) {

        ChatSites.Draft draft() {
            return new ChatSites.Draft(branch, name, origins, calendar, greeting == null ? "" : greeting, answerWithin, portal, active);
        }
    }

    private final ChatSites sites;

    ChatSettingsController(ChatSites sites) {
        this.sites = sites;
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
}
