package aftercare.platform;

import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import org.jspecify.annotations.Nullable;

/**
 * A request that brings an API key instead of a session. Whoever checked the key writes down whose it is; from then on the request
 * has no session and needs no CSRF token: a browser never sends the header by itself, and cookies that come along count for nothing.
 */
public final class Bearer {

    private static final String CALLER = Bearer.class.getName();

    private Bearer() {}

    public static void is(Principal caller, HttpServletRequest request) {
        request.setAttribute(CALLER, caller);
    }

    public static @Nullable Principal of(HttpServletRequest request) {
        return (Principal) request.getAttribute(CALLER);
    }
}
