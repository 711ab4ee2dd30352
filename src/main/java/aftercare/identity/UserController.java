package aftercare.identity;

import static java.time.ZoneOffset.UTC;

import aftercare.kernel.Ids;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
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

/** Users, branches, partners and the record of sign-ins. */
@RestController
@RequestMapping("/api")
class UserController {

    record GrantBody(@NotNull Role role, @Nullable UUID branchId) {}

    record UserBody(@NotBlank @Size(max = 60) String login, @NotBlank @Size(max = 60) String name,
                    @NotNull @Size(max = 40) String phone, @NotNull @Size(max = 200) String email,
                    @Nullable UUID partnerId, @Nullable UUID customerId,
                    @NotNull @Size(max = 50) List<@Valid GrantBody> roles, int version) {

        UserDesk.UserDraft draft() {
            return new UserDesk.UserDraft(login, name, phone, email, partnerId, customerId,
                    roles.stream().map(role -> new Scope.Grant(role.role(), role.branchId())).toList());
        }
    }

    /** A password shown this once. */
    record NewPassword(UUID userId, String login, String password) {}

    private final UserDesk desk;
    private final UserQueries queries;

    UserController(UserDesk desk, UserQueries queries) {
        this.desk = desk;
        this.queries = queries;
    }

    @Requires(value = Permission.IDENTITY_EDIT_USERS, everywhere = true)
    @GetMapping("/users")
    UserQueries.UserPage users(@RequestParam(required = false) @Nullable String words, @RequestParam(required = false) @Nullable Role role,
                               @RequestParam(required = false) @Nullable Boolean active,
                               @RequestParam(required = false) @Nullable String after) {
        return queries.users(words, role, active, after);
    }

    @Requires(value = Permission.IDENTITY_EDIT_USERS, everywhere = true)
    @GetMapping("/users/{id}")
    UserQueries.UserView user(@PathVariable UUID id) {
        return queries.user(id);
    }

    @Requires(value = Permission.IDENTITY_EDIT_USERS, everywhere = true)
    @PostMapping("/users")
    @ResponseStatus(HttpStatus.CREATED)
    NewPassword create(@Valid @RequestBody UserBody body) {
        var id = Ids.next();
        return new NewPassword(id, body.login(), desk.create(id, body.draft()));
    }

    @Requires(value = Permission.IDENTITY_EDIT_USERS, everywhere = true)
    @PutMapping("/users/{id}")
    UserQueries.UserView change(@PathVariable UUID id, @Valid @RequestBody UserBody body) {
        desk.change(id, body.draft(), body.version());
        return queries.user(id);
    }

    @Requires(value = Permission.IDENTITY_EDIT_USERS, everywhere = true)
    @PostMapping("/users/{id}/reset-password")
    NewPassword resetPassword(Scope scope, @PathVariable UUID id, HttpServletRequest request) {
        var password = desk.resetPassword(scope, id, request.getRemoteAddr());
        return new NewPassword(id, queries.user(id).login(), password);
    }

    @Requires(value = Permission.IDENTITY_EDIT_USERS, everywhere = true)
    @PostMapping("/users/{id}/deactivate")
    UserQueries.UserView deactivate(@PathVariable UUID id) {
        desk.activate(id, false);
        return queries.user(id);
    }

    @Requires(value = Permission.IDENTITY_EDIT_USERS, everywhere = true)
    @PostMapping("/users/{id}/activate")
    UserQueries.UserView activate(@PathVariable UUID id) {
        desk.activate(id, true);
        return queries.user(id);
    }

    @Requires(Permission.IDENTITY_READ)
    @GetMapping("/branches")
    List<UserQueries.BranchView> branches(Scope scope) {
        return queries.branches(scope.reach(Permission.IDENTITY_READ));
    }

    @Requires(Permission.IDENTITY_READ)
    @GetMapping("/partners")
    List<UserQueries.PartnerView> partners(Scope scope) {
        return queries.partners(scope.reach(Permission.IDENTITY_READ));
    }

    @Requires(value = Permission.IDENTITY_READ_SIGN_INS, everywhere = true)
    @GetMapping("/sign-ins")
    UserQueries.SignInPage signIns(@RequestParam(required = false) @Nullable String login,
                                   @RequestParam(required = false) @Nullable Instant afterAt,
                                   @RequestParam(required = false) @Nullable UUID afterId) {
        return queries.signIns(login, afterAt == null ? null : afterAt.atOffset(UTC), afterId);
    }
}
