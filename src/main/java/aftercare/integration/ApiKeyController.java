package aftercare.integration;

import aftercare.identity.Permission;
import aftercare.identity.Requires;
import aftercare.identity.Scope;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Keys for other programs. Whoever may hand them out may do so for the whole house only. */
@RestController
class ApiKeyController {

    record NewKey(@NotBlank @Size(max = 60) String name, @Nullable UUID branch, @NotNull @Size(max = 40) List<@NotNull @Size(max = 40) String> scopes,
                  @Nullable @Min(1) @Max(60_000) Integer perMinute, @Nullable Instant expiresAt) {}

    record ScopeView(String code, List<String> permissions) {}

    private final ApiKeyDesk desk;
    private final ApiKeyQueries queries;

    ApiKeyController(ApiKeyDesk desk, ApiKeyQueries queries) {
        this.desk = desk;
        this.queries = queries;
    }

    @Requires(value = Permission.INTEGRATION_EDIT, everywhere = true)
    @GetMapping("/api/api-keys")
    ApiKeyQueries.KeyPage keys(@RequestParam(required = false) @Nullable String words, @RequestParam(required = false) ApiKeyQueries.@Nullable KeyState state,
                               @RequestParam(required = false) @Nullable OffsetDateTime afterAt, @RequestParam(required = false) @Nullable UUID afterId) {
        return queries.list(words, state, afterAt == null || afterId == null ? null : new ApiKeyQueries.KeyNext(afterAt.toInstant(), afterId));
    }

    @Requires(value = Permission.INTEGRATION_EDIT, everywhere = true)
    @GetMapping("/api/api-keys/scopes")
    List<ScopeView> scopes() {
        return Arrays.stream(ApiScope.values())
                .map(scope -> new ScopeView(scope.code(), scope.permissions().stream().map(Permission::code).sorted().toList())).toList();
    }

    /** The answer is the only time the key is to be seen. */
    @Requires(value = Permission.INTEGRATION_EDIT, everywhere = true)
    @PostMapping("/api/api-keys")
    @ResponseStatus(HttpStatus.CREATED)
    ApiKeyDesk.Made make(Scope scope, @Valid @RequestBody NewKey body) {
        return desk.make(new ApiKeyDesk.Wish(body.name(), body.branch(), body.scopes(), body.perMinute(), body.expiresAt()), scope);
    }

    /** Works at once, on all nodes. A key that is revoked already stays so. */
    @Requires(value = Permission.INTEGRATION_EDIT, everywhere = true)
    @DeleteMapping("/api/api-keys/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(Scope scope, @PathVariable UUID id) {
        desk.revoke(id, scope);
    }
}
