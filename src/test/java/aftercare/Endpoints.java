package aftercare;

import aftercare.identity.Requires;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.json.JsonMapper;

/** Every endpoint of the product, with what it could be asked. */
public final class Endpoints {

    private final RequestMappingHandlerMapping mappings;
    private final JsonMapper json;

    Endpoints(RequestMappingHandlerMapping mappings, JsonMapper json) {
        this.mappings = mappings;
        this.json = json;
    }

    record Endpoint(HttpMethod method, String path, HandlerMethod handler) {

        @Nullable Requires requires() {
            return handler.getMethodAnnotation(Requires.class);
        }

        int variables() {
            return path.split("\\{", -1).length - 1;
        }

        /**
         * Where to ask.
         *
         * @param id   for every variable of the path, and every parameter that takes an id
         * @param text for every parameter that takes a text; without it only what is required is given
         */
        Question about(Object id, @Nullable String text) {
            var variables = new ArrayList<Object>(Collections.nCopies(path.split("\\{", -1).length - 1, id));
            var parts = new ArrayList<String>();
            for (var parameter : handler.getMethodParameters()) {
                var annotation = parameter.getParameterAnnotation(RequestParam.class);
                if (annotation == null) {
                    continue;
                }
                var name = !annotation.value().isEmpty() ? annotation.value() : !annotation.name().isEmpty() ? annotation.name()
                        : parameter.getParameter().getName();
                var type = parameter.getParameterType();
                if (annotation.required() || type == UUID.class || type == String.class && text != null) {
                    parts.add(name + "={" + name + "}");
                    variables.add(String.valueOf(sample(type, type, id, text == null ? "sample text" : text, new HashSet<>())));
                }
            }
            return new Question(parts.isEmpty() ? path : path + "?" + String.join("&", parts), variables.toArray());
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    record Question(String uri, Object[] variables) {}

    List<Endpoint> ours() {
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
        all.sort(Comparator.comparing(Endpoint::toString));
        return all;
    }

    /** A body of the right shape, every id in it this one and every text this one; null when none is asked for. */
    @Nullable String body(Endpoint endpoint, Object id, String text) {
        for (var parameter : endpoint.handler().getMethodParameters()) {
            if (parameter.hasParameterAnnotation(RequestBody.class)) {
                return json.writeValueAsString(sample(parameter.getParameterType(), parameter.getGenericParameterType(), id, text, new HashSet<>()));
            }
        }
        return null;
    }

    /** A plausible value of a type: enough to get past the shape check to the question whose data it is. */
    private static @Nullable Object sample(Class<?> type, Type generic, Object id, String text, Set<Class<?>> within) {
        if (type == UUID.class) {
            return id;
        } else if (type == String.class) {
            return text;
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
            return List.of(sample(element, element, id, text, within));
        } else if (type.isRecord() && within.add(type)) {
            var values = new LinkedHashMap<String, @Nullable Object>();
            for (RecordComponent component : type.getRecordComponents()) {
                values.put(component.getName(), sample(component.getType(), component.getGenericType(), id, text, within));
            }
            within.remove(type);
            return values;
        }
        return Map.of();
    }
}
