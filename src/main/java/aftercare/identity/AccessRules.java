package aftercare.identity;

import aftercare.kernel.Refusal;
import aftercare.platform.OpenToAll;
import aftercare.platform.SignedIn;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * The inner gate: an endpoint of ours runs only when it says who may call it ({@link Requires}, {@link SignedIn},
 * {@link OpenToAll}) and the caller qualifies. An endpoint that says nothing is closed. Hands {@link Scope} to
 * controllers that ask for it.
 */
@Configuration(proxyBeanMethods = false)
class AccessRules implements WebMvcConfigurer {

    private static final String SCOPE = Scope.class.getName();

    static {
        // Comes from the session, never from the request.
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(Scope.class);
    }

    private final Scopes scopes;

    AccessRules(Scopes scopes) {
        this.scopes = scopes;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new Gate()).addPathPatterns("/api/**");
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new ScopeArgument());
    }

    private class Gate implements HandlerInterceptor {

        @Override
        public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
            if (!(handler instanceof HandlerMethod method) || method.hasMethodAnnotation(OpenToAll.class)) {
                return true;
            }
            var scope = current();
            if (scope == null) {
                response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
                return false;
            }
            if (scope.mustChangePassword() && method.getBeanType() != SessionController.class) {
                throw new Refusal.Forbidden("identity.password-must-change", "change your password first", Map.of());
            }
            if (!scope.isPerson() && method.getBeanType() == SessionController.class) {
                throw new Refusal.Forbidden("identity.not-for-keys", "this is for people who have signed in; a program with an API key cannot do it", Map.of());
            }
            request.setAttribute(SCOPE, scope);
            var required = method.getMethodAnnotation(Requires.class);
            if (required == null) {
                if (method.hasMethodAnnotation(SignedIn.class)) {
                    return true;
                }
                throw new IllegalStateException("%s does not say who may call it".formatted(method));
            }
            if (Arrays.stream(required.value()).noneMatch(permission ->
                    required.everywhere() ? scope.reach(permission).everywhere() : scope.may(permission))) {
                throw Scope.forbidden(required.value()[0]);
            }
            return true;
        }
    }

    private @Nullable Scope current() {
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        return switch (authentication == null ? null : authentication.getPrincipal()) {
            case SignedInUser user -> scopes.of(user.id()).orElse(null);
            case KeyCaller program -> program.scope();
            case null, default -> null;
        };
    }

    private class ScopeArgument implements HandlerMethodArgumentResolver {

        @Override
        public boolean supportsParameter(MethodParameter parameter) {
            return parameter.getParameterType() == Scope.class;
        }

        /** Null only in endpoints open to all, which declare the parameter nullable. */
        @Override
        public @Nullable Object resolveArgument(MethodParameter parameter, @Nullable ModelAndViewContainer container,
                                                NativeWebRequest request, @Nullable WebDataBinderFactory binder) {
            var scope = request.getAttribute(SCOPE, RequestAttributes.SCOPE_REQUEST);
            return scope != null ? scope : current();
        }
    }
}
