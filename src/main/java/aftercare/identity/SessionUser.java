package aftercare.identity;

import aftercare.platform.Bearer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.HttpRequestResponseHolder;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.stereotype.Component;

/**
 * A session remembers only who it is: the user's id, under the name by which a user's sessions are found. Nothing of the
 * security library is stored, so nothing of it has to be read back with every request, or after an upgrade. A program with an API key
 * ({@link Bearer}) has no session, whatever cookies it sends.
 */
@Component
class SessionUser implements SecurityContextRepository {

    private static final String USER = FindByIndexNameSessionRepository.PRINCIPAL_NAME_INDEX_NAME;

    /** As whoever is let in stands in the security context. */
    static SecurityContext context(UUID user) {
        return context(new SignedInUser(user));
    }

    private static SecurityContext context(Principal caller) {
        var context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(caller, null, AuthorityUtils.createAuthorityList("SIGNED_IN")));
        return context;
    }

    @Override
    @SuppressWarnings("deprecation") // The only method that is not default; the library calls loadDeferredContext, which calls it.
    public SecurityContext loadContext(HttpRequestResponseHolder holder) {
        var program = Bearer.of(holder.getRequest());
        if (program != null) {
            return context(program);
        }
        var user = user(holder.getRequest());
        return user == null ? SecurityContextHolder.createEmptyContext() : context(UUID.fromString(user));
    }

    @Override
    public void saveContext(SecurityContext context, HttpServletRequest request, HttpServletResponse response) {
        if (context.getAuthentication() != null && context.getAuthentication().getPrincipal() instanceof SignedInUser user) {
            request.getSession().setAttribute(USER, user.getName());
        }
    }

    @Override
    public boolean containsContext(HttpServletRequest request) {
        return Bearer.of(request) != null || user(request) != null;
    }

    private static @Nullable String user(HttpServletRequest request) {
        var session = request.getSession(false);
        return session == null ? null : (String) session.getAttribute(USER);
    }
}
