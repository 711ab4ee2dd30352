package aftercare.integration;

import aftercare.identity.Permission;
import aftercare.identity.Requires;
import aftercare.platform.OpenToAll;
import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springdoc.webmvc.api.OpenApiWebMvcResource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The API as a programmer needs it: its description (OpenAPI), and with each operation which scopes open it. {@code x-scopes} lists them,
 * any one will do; an empty list means any key; without {@code x-scopes} a key cannot call it.
 */
@RestController
class ApiDocsController {

    private final OpenApiWebMvcResource described;
    private final RequestMappingHandlerMapping mappings;
    private final JsonMapper json;
    private volatile byte @Nullable [] written;

    ApiDocsController(OpenApiWebMvcResource described, @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mappings, JsonMapper json) {
        this.described = described;
        this.mappings = mappings;
        this.json = json;
    }

    @Requires(value = Permission.INTEGRATION_EDIT, everywhere = true)
    @GetMapping(path = "/api/api-docs", produces = MediaType.APPLICATION_JSON_VALUE)
    byte[] docs(HttpServletRequest request) throws com.fasterxml.jackson.core.JsonProcessingException {
        var known = written;
        if (known == null) {
            known = json.writeValueAsBytes(withScopes((ObjectNode) json.readTree(described.openapiJson(request, "/v3/api-docs", Locale.ROOT))));
            written = known;
        }
        return known;
    }

    private ObjectNode withScopes(ObjectNode api) {
        api.withObject("/components").putObject("securitySchemes").putObject("apiKey").put("type", "http").put("scheme", "bearer").put("bearerFormat", "ac_<prefix>_<secret>");
        api.putArray("security").addObject().putArray("apiKey");
        var handlers = handlers();
        api.path("paths").properties().forEach(path -> path.getValue().properties().forEach(operation -> {
            var handler = handlers.get(operation.getKey() + " " + path.getKey());
            var scopes = handler == null ? null : scopes(handler);
            if (scopes != null) {
                var list = ((ObjectNode) operation.getValue()).putArray("x-scopes");
                scopes.forEach(list::add);
            }
        }));
        return api;
    }

    private static @Nullable List<String> scopes(HandlerMethod handler) {
        var requires = handler.getMethodAnnotation(Requires.class);
        if (requires == null) {
            // sessions are for people, and what is open to all is for customers' browsers
            return handler.hasMethodAnnotation(OpenToAll.class) || handler.getBeanType().getSimpleName().equals("SessionController") ? null : List.of();
        }
        var scopes = ApiScope.opening(requires.value());
        return scopes.isEmpty() ? null : scopes;
    }

    private Map<String, HandlerMethod> handlers() {
        var handlers = new HashMap<String, HandlerMethod>();
        mappings.getHandlerMethods().forEach((mapping, handler) -> mapping.getPatternValues().forEach(path ->
                mapping.getMethodsCondition().getMethods().forEach(method -> handlers.put(method.name().toLowerCase(Locale.ROOT) + " " + path, handler))));
        return handlers;
    }
}
