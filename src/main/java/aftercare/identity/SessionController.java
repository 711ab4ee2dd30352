package aftercare.identity;

import aftercare.platform.AftercareSettings;
import aftercare.platform.OpenToAll;
import aftercare.platform.SignedIn;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The session of whoever is here: sign in, sign out, who am I, change my password and language. */
@RestController
@RequestMapping("/api/session")
class SessionController {

    record SignIn(@NotBlank @Size(max = 60) String login, @NotNull @Size(max = 200) String password) {}

    /** @param to an e-mail address or a phone number */
    record AskForCode(@NotBlank @Size(max = 200) String to) {}

    record EnterCode(@NotBlank @Size(max = 200) String to, @NotBlank @Size(max = 12) String code) {}

    record ChangePassword(@NotNull @Size(max = 200) String current, @NotNull @Size(max = 200) String next) {}

    record ChangeLocale(@NotNull String locale) {}

    record UserView(UUID id, String login, String name, String locale, boolean mustChangePassword,
                    @Nullable UUID partnerId, @Nullable UUID customerId) {}

    record RoleView(Role role, @Nullable UUID branchId, @Nullable String branchName) {}

    record BranchView(UUID id, String code, String name, String zone) {}

    record SessionView(UserView user, List<RoleView> roles, List<String> permissions, List<BranchView> branches, boolean demo) {}

    private final SignInDesk desk;
    private final CodeDesk codes;
    private final Scopes scopes;
    private final SecurityContextRepository contexts;
    private final JdbcClient jdbc;
    private final AftercareSettings settings;

    SessionController(SignInDesk desk, CodeDesk codes, Scopes scopes, SecurityContextRepository contexts, JdbcClient jdbc, AftercareSettings settings) {
        this.desk = desk;
        this.codes = codes;
        this.scopes = scopes;
        this.contexts = contexts;
        this.jdbc = jdbc;
        this.settings = settings;
    }

    /** Who has signed in; nothing (204) when nobody has: to ask is no failure. */
    @OpenToAll
    @GetMapping
    ResponseEntity<SessionView> session(@Nullable Scope scope) {
        return scope == null ? ResponseEntity.noContent().build() : ResponseEntity.ok(view(scope));
    }

    @OpenToAll
    @PostMapping
    SessionView signIn(@jakarta.validation.Valid @RequestBody SignIn body, HttpServletRequest request, HttpServletResponse response) {
        return enter(desk.signIn(body.login().strip(), body.password(), request.getRemoteAddr()), request, response);
    }

    /** Sends people of customers a code. The answer is the same whether or not anybody is known there. */
    @OpenToAll
    @PostMapping("/code")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void code(@jakarta.validation.Valid @RequestBody AskForCode body, HttpServletRequest request) {
        codes.ask(body.to(), request.getRemoteAddr());
    }

    @OpenToAll
    @PostMapping("/code/verify")
    SessionView verify(@jakarta.validation.Valid @RequestBody EnterCode body, HttpServletRequest request, HttpServletResponse response) {
        return enter(codes.enter(body.to(), body.code().strip(), request.getRemoteAddr()), request, response);
    }

    private SessionView enter(UUID user, HttpServletRequest request, HttpServletResponse response) {
        if (request.getSession(false) != null) {
            request.changeSessionId();
        }
        var context = SessionUser.context(user);
        SecurityContextHolder.setContext(context);
        contexts.saveContext(context, request, response);
        return view(scopes.of(user).orElseThrow());
    }

    @SignedIn
    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void signOut(Scope scope, HttpServletRequest request) {
        desk.signedOut(scope, request.getRemoteAddr());
        var session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
    }

    @SignedIn
    @PostMapping("/password")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void changePassword(Scope scope, @jakarta.validation.Valid @RequestBody ChangePassword body, HttpServletRequest request) {
        desk.changePassword(scope, body.current(), body.next(), request.getRemoteAddr());
    }

    @SignedIn
    @PutMapping("/locale")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void changeLocale(Scope scope, @jakarta.validation.Valid @RequestBody ChangeLocale body) {
        UserDesk.knownLocale(body.locale());
        jdbc.sql("update identity.app_user set locale = :locale where id = :id")
                .param("locale", body.locale()).param("id", scope.user()).update();
    }

    private SessionView view(Scope scope) {
        var user = jdbc.sql("""
                select id, login, name, locale, must_change_password, partner_id, customer_id
                  from identity.app_user where id = :id
                """)
                .param("id", scope.user()).query(UserView.class).single();
        var branches = jdbc.sql("""
                select id, code, name, zone from identity.branch
                 where active and (:everywhere or id = any(:branches)) order by code
                """)
                .param("everywhere", scope.grants().stream().anyMatch(grant -> grant.branch() == null) && scope.customer() == null)
                .param("branches", scope.grants().stream().map(Scope.Grant::branch).filter(b -> b != null).toArray(UUID[]::new))
                .query(BranchView.class).list();
        var roles = scope.grants().stream().filter(grant -> grant.role() != null)
                .map(grant -> new RoleView(Objects.requireNonNull(grant.role()), grant.branch(), branches.stream()
                        .filter(branch -> branch.id().equals(grant.branch())).map(BranchView::name).findFirst().orElse(null)))
                .toList();
        return new SessionView(user, roles, scope.permissions().stream().map(Permission::code).sorted().toList(), branches, settings.demo());
    }
}
