package aftercare.integration;

import aftercare.identity.KeyCaller;
import aftercare.identity.Permission;
import aftercare.kernel.Refusal;
import aftercare.platform.Bearer;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Looks at {@code Authorization: Bearer ac_…} before the security filter does. A key that is none, is not ours, has run out or was
 * revoked ends the request here, whatever session comes along; so does the call after the last one a minute has.
 */
@Component
@Order(KeyDoor.BEFORE_SECURITY)
class KeyDoor extends OncePerRequestFilter {

    static final int BEFORE_SECURITY = -110;
    private static final String SCHEME = "Bearer ";
    /** When a key was last used is told to the minute: one write a minute, not one a call. */
    private static final Duration USED_TO_THE = Duration.ofMinutes(1);

    private final ApiKeyStore keys;
    private final HandlerExceptionResolver problems;
    private final Clock clock;

    KeyDoor(ApiKeyStore keys, @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems, Clock clock) {
        this.keys = keys;
        this.problems = problems;
        this.clock = clock;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        var path = request.getRequestURI();
        var authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        return authorization == null || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                || !(path.startsWith("/api/") || path.startsWith("/v3/"));
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws ServletException, IOException {
        try {
            var key = known(request.getHeader(HttpHeaders.AUTHORIZATION).substring(SCHEME.length()).strip());
            let(key, response);
            Bearer.is(caller(key), request);
        } catch (Refusal refusal) {
            if (refusal instanceof Refusal.Stranger) {
                response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
            }
            problems.resolveException(request, response, null, refusal);
            return;
        }
        chain.doFilter(request, response);
    }

    private ApiKey known(String written) {
        var prefix = ApiKey.prefixOf(written);
        var key = prefix == null ? null : keys.withPrefix(prefix).orElse(null);
        if (key == null || !key.isProvedBy(written)) {
            throw new Refusal.Stranger("integration.key-unknown", "this API key is not known; look whether it was copied whole");
        }
        if (key.revokedAt() != null) {
            throw new Refusal.Stranger("integration.key-revoked", "this API key was revoked; ask the administrator for a new one");
        }
        var now = clock.instant();
        if (key.isExpired(now)) {
            throw new Refusal.Stranger("integration.key-expired", "this API key has run out; ask the administrator for a new one");
        }
        if (key.lastUsedAt() == null || key.lastUsedAt().isBefore(now.minus(USED_TO_THE))) {
            keys.used(key.id(), now);
        }
        return key;
    }

    private void let(ApiKey key, HttpServletResponse response) {
        var calls = keys.count(key.id());
        response.setIntHeader("RateLimit-Limit", key.perMinute());
        response.setIntHeader("RateLimit-Remaining", Math.max(0, key.perMinute() - calls.used()));
        response.setIntHeader("RateLimit-Reset", calls.seconds());
        if (calls.used() > key.perMinute()) {
            throw new Refusal.TooMany("integration.too-many-calls", "this API key may call %d times a minute; go on in %d seconds".formatted(key.perMinute(), calls.seconds()),
                    calls.seconds());
        }
    }

    private static KeyCaller caller(ApiKey key) {
        var permissions = EnumSet.noneOf(Permission.class);
        key.scopes().forEach(scope -> permissions.addAll(scope.permissions()));
        return new KeyCaller(key.user(), key.name(), key.branch(), permissions);
    }
}
