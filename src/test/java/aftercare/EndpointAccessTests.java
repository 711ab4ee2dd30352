package aftercare;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.identity.Permission;
import aftercare.identity.Requires;
import aftercare.identity.Role;
import aftercare.platform.OpenToAll;
import aftercare.platform.SignedIn;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.json.JsonMapper;

/**
 * Walks every endpoint as every role, with somebody else's data: whoever lacks the permission is told so, whoever holds it
 * in another branch, firm or company finds nothing, sees nothing and changes nothing.
 */
@AftercareTest
class EndpointAccessTests {

    @Autowired @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mappings;
    @Autowired Client.Clients clients;
    @Autowired JdbcClient jdbc;
    @Autowired JsonMapper json;

    private record Endpoint(HttpMethod method, String path, HandlerMethod handler) {

        @Nullable Requires requires() {
            return handler.getMethodAnnotation(Requires.class);
        }

        int variables() {
            return path.split("\\{", -1).length - 1;
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    @Test
    void everyEndpointSaysWhoMayCallIt() {
        assertThat(ours()).isNotEmpty().allSatisfy(endpoint -> assertThat(
                Stream.of(Requires.class, SignedIn.class, OpenToAll.class).filter(endpoint.handler()::hasMethodAnnotation))
                .as(endpoint.toString()).hasSize(1));
    }

    @Test
    void nobodyWithoutASessionPassesTheOuterGate() {
        var nobody = clients.nobody();
        assertThat(ours().stream().filter(endpoint -> !endpoint.handler().hasMethodAnnotation(OpenToAll.class))).allSatisfy(endpoint ->
                assertThat(nobody.send(endpoint.method(), "{}", endpoint.path(), anyIds(endpoint))).as(endpoint.toString()).hasStatus(401));
    }

    @Test
    void aRoleWithoutThePermissionIsToldWhichOneItLacks() {
        var here = new SomebodyElse(jdbc).branch("here");
        for (var role : Role.values()) {
            var client = member(role, here);
            for (var endpoint : ours()) {
                var requires = endpoint.requires();
                if (requires == null || Arrays.stream(requires.value()).anyMatch(role.permissions()::contains)) {
                    continue;
                }
                assertThat(client.send(endpoint.method(), "{}", endpoint.path(), anyIds(endpoint)))
                        .as("%s as %s", endpoint, role).hasStatus(403)
                        .bodyJson().extractingPath("$.code").isEqualTo("identity.forbidden");
            }
        }
    }

    @Test
    void somebodyElsesDataIsNeitherShownNorChanged() {
        var others = new SomebodyElse(jdbc);
        others.world();
        var here = others.branch("here");
        var before = others.fingerprint();

        for (var role : Role.values()) {
            var client = member(role, here);
            for (var endpoint : ours()) {
                var requires = endpoint.requires();
                if (requires != null && Arrays.stream(requires.value()).noneMatch(role.permissions()::contains)) {
                    continue;
                }
                if (endpoint.handler().hasMethodAnnotation(OpenToAll.class) || endpoint.path().equals("/api/live") || endpoint.path().equals("/api/session")) {
                    continue;
                }
                for (var id : endpoint.variables() == 0 ? List.of(others.ids().getFirst()) : others.ids()) {
                    var variables = new Object[endpoint.variables()];
                    Arrays.fill(variables, id);
                    var answer = client.send(endpoint.method(), body(endpoint, id), endpoint.path() + query(endpoint, id), variables);
                    var about = "%s as %s with %s".formatted(endpoint, role, others.nameOf(id));
                    var status = answer.getResponse().getStatus();
                    assertThat(status).as(about).isLessThan(500);
                    assertThat(answer.getResponse()).as(about).satisfies(response ->
                            assertThat(response.getContentAsString()).doesNotContain(SomebodyElse.MARK));
                    if (endpoint.variables() > 0 && endpoint.method() != HttpMethod.GET && !ofTheHouse(endpoint)) {
                        assertThat(status).as(about).isBetween(400, 499);
                    }
                }
            }
        }
        assertThat(others.fingerprint()).isEqualTo(before);
    }

    /** What belongs to everybody (catalogue, forms, regions) may be read by anybody who holds the permission. */
    private static boolean ofTheHouse(Endpoint endpoint) {
        var requires = endpoint.requires();
        return requires != null && requires.everywhere();
    }

    private Client member(Role role, UUID branch) {
        return switch (role) {
            case CUSTOMER -> clients.with(role, branch, null, new SomebodyElse(jdbc).customer(branch, "ours"));
            case PARTNER_MANAGER -> clients.with(role, branch, new SomebodyElse(jdbc).partner(branch, "ours"), null);
            default -> clients.with(role, branch);
        };
    }

    private List<Endpoint> ours() {
        var all = new ArrayList<Endpoint>();
        mappings.getHandlerMethods().forEach((mapping, handler) -> {
            if (handler.getBeanType().getPackageName().startsWith("aftercare")) {
                for (var path : mapping.getPatternValues()) {
                    if (path.startsWith("/api")) {
                        var methods = mapping.getMethodsCondition().getMethods();
                        methods.forEach(method -> all.add(new Endpoint(method.asHttpMethod(), path, handler)));
                    }
                }
            }
        });
        all.sort((a, b) -> a.toString().compareTo(b.toString()));
        return all;
    }

    private static Object[] anyIds(Endpoint endpoint) {
        var ids = new Object[endpoint.variables()];
        Arrays.fill(ids, new UUID(1, 1));
        return ids;
    }

    /** Required parameters and every id among the optional ones, filled with somebody else's id. */
    private static String query(Endpoint endpoint, UUID id) {
        var parts = new ArrayList<String>();
        for (var parameter : endpoint.handler().getMethodParameters()) {
            var annotation = parameter.getParameterAnnotation(RequestParam.class);
            if (annotation == null) {
                continue;
            }
            var name = !annotation.value().isEmpty() ? annotation.value() : !annotation.name().isEmpty() ? annotation.name()
                    : parameter.getParameter().getName();
            var type = parameter.getParameterType();
            if (type == UUID.class) {
                parts.add(name + "=" + id);
            } else if (annotation.required()) {
                parts.add(name + "=" + sample(type, type, id, new HashSet<>()));
            }
        }
        return parts.isEmpty() ? "" : "?" + String.join("&", parts);
    }

    private @Nullable String body(Endpoint endpoint, UUID id) {
        for (var parameter : endpoint.handler().getMethodParameters()) {
            if (parameter.hasParameterAnnotation(RequestBody.class)) {
                return json.writeValueAsString(sample(parameter.getParameterType(), parameter.getGenericParameterType(), id, new HashSet<>()));
            }
        }
        return null;
    }

    /** A plausible value of a type: enough to get past the shape check to the question whose data it is. */
    private static @Nullable Object sample(Class<?> type, Type generic, UUID id, Set<Class<?>> within) {
        if (type == UUID.class) {
            return id;
        } else if (type == String.class) {
            return "sample text";
        } else if (type == Instant.class) {
            return "2026-03-02T01:00:00Z";
        } else if (type == LocalDate.class) {
            return "2026-03-02";
        } else if (type == LocalTime.class) {
            return "09:00";
        } else if (type == boolean.class || type == Boolean.class) {
            return true;
        } else if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
            return 1;
        } else if (type.isEnum()) {
            return ((Enum<?>) type.getEnumConstants()[0]).name();
        } else if (Collection.class.isAssignableFrom(type) && generic instanceof ParameterizedType list
                && list.getActualTypeArguments()[0] instanceof Class<?> element) {
            return List.of(sample(element, element, id, within));
        } else if (type.isRecord() && within.add(type)) {
            var values = new LinkedHashMap<String, @Nullable Object>();
            for (RecordComponent component : type.getRecordComponents()) {
                values.put(component.getName(), sample(component.getType(), component.getGenericType(), id, within));
            }
            within.remove(type);
            return values;
        }
        return Map.of();
    }
}
