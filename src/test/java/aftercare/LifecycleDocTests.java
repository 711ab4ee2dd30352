package aftercare;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The lifecycles in the docs are drawn from the code: every enum with a table {@code MOVES}, in a Mermaid diagram. Run with
 * {@code -Dapprove=true} to accept a change.
 */
class LifecycleDocTests {

    private static final Path PAGE = Path.of("docs/lifecycles.md");
    private static final Path KINDS = Path.of("src/main/resources/aftercare/cases/kinds");

    /** An enum of states; a thing starts in the first one. */
    record Lifecycle(Class<?> type, Map<Object, Map<Object, Object>> moves) {

        Object start() {
            return type.getEnumConstants()[0];
        }

        @Override
        public String toString() {
            return type.getSimpleName();
        }
    }

    static Stream<Lifecycle> lifecycles() {
        return OurClasses.all().stream().filter(Class::isEnum).flatMap(type -> moves(type).map(moves -> new Lifecycle(type, moves)));
    }

    @Test
    void thePageShowsExactlyTheMovesTheCodeAllows() throws IOException {
        var page = new StringBuilder("""
                # Lifecycles

                Drawn from the tables `MOVES` in the code and from the service catalogue by `LifecycleDocTests`, which fails when this page says
                something else. An arrow is an act; what no arrow shows is refused.
                """);
        lifecycles().forEach(lifecycle -> page.append("\n## %s\n\n`%s`\n\n```mermaid\n%s```\n".formatted(
                lifecycle, lifecycle.type().getName(), drawn(lifecycle))));
        try (var kinds = Files.list(KINDS)) {
            for (var kind : kinds.sorted().toList()) {
                page.append(stages(JsonMapper.shared().readTree(kind.toFile()), kind));
            }
        }
        if (Boolean.getBoolean("approve")) {
            Files.writeString(PAGE, page);
        }
        assertThat(PAGE).as("mvn test -Dtest=LifecycleDocTests -Dapprove=true accepts the change").hasContent(page.toString());
    }

    @ParameterizedTest
    @MethodSource("lifecycles")
    void everyStateCanBeReached(Lifecycle lifecycle) {
        assertThat(from(lifecycle, lifecycle.start())).containsExactlyInAnyOrder(lifecycle.type().getEnumConstants());
    }

    @ParameterizedTest
    @MethodSource("lifecycles")
    void noStateIsATrap(Lifecycle lifecycle) {
        var ends = Arrays.stream(lifecycle.type().getEnumConstants()).filter(state -> lifecycle.moves().get(state).isEmpty()).toList();
        if (!ends.isEmpty()) {
            assertThat(lifecycle.type().getEnumConstants()).allSatisfy(state -> assertThat(from(lifecycle, state)).containsAnyElementsOf(ends));
        }
    }

    @ParameterizedTest
    @MethodSource("lifecycles")
    void everyActLeadsSomewhere(Lifecycle lifecycle) {
        var used = lifecycle.moves().values().stream().flatMap(acts -> acts.keySet().stream()).distinct().toList();
        used.stream().findFirst().filter(Enum.class::isInstance).ifPresent(act ->
                assertThat(act.getClass().getEnumConstants()).allSatisfy(each -> assertThat(used.toArray()).contains(each)));
    }

    private static Set<Object> from(Lifecycle lifecycle, Object start) {
        var seen = new LinkedHashSet<>(Set.of(start));
        var waiting = new ArrayDeque<>(seen);
        while (!waiting.isEmpty()) {
            for (var next : lifecycle.moves().get(waiting.poll()).values()) {
                if (seen.add(next)) {
                    waiting.add(next);
                }
            }
        }
        return seen;
    }

    private static String drawn(Lifecycle lifecycle) {
        var lines = new StringBuilder("stateDiagram-v2\n  [*] --> %s\n".formatted(lifecycle.start()));
        for (var state : lifecycle.type().getEnumConstants()) {
            var acts = lifecycle.moves().get(state);
            var byTarget = new LinkedHashMap<Object, String>();
            acts.keySet().stream().sorted().forEach(act -> byTarget.merge(acts.get(act), act == acts.get(act) ? "" : act.toString(), (a, b) -> a + ", " + b));
            byTarget.forEach((target, label) -> lines.append("  %s --> %s%s\n".formatted(state, target, label.isEmpty() ? "" : ": " + label)));
            if (acts.isEmpty()) {
                lines.append("  %s --> [*]\n".formatted(state));
            }
        }
        return lines.toString();
    }

    /** The stages of a kind: what a person may choose, and where the steps of the work lead. */
    private static String stages(JsonNode kind, Path file) {
        var definition = kind.path("definition");
        var states = definition.path("stages").valueStream()
                .map(stage -> "  state \"%s %s\" as %s\n".formatted(stage.path("name").path("zh-CN").asString(), stage.path("code").asString(), id(stage.path("code"))))
                .collect(joining());
        var moves = definition.path("moves").valueStream().map(move -> "  %s --> %s\n".formatted(id(move.path("from")), id(move.path("to")))).collect(joining());
        var steps = definition.path("follow").properties().stream().map(step -> "| %s | %s |\n".formatted(step.getKey(), step.getValue().asString())).collect(joining());
        return "\n## Stages of %s %s\n\n`%s`\n\n```mermaid\nstateDiagram-v2\n%s  [*] --> %s\n%s```\n\n| step of the work | leads to stage |\n|---|---|\n%s".formatted(
                kind.path("code").asString(), kind.path("name").path("zh-CN").asString(), file, states, id(definition.path("start")), moves, steps);
    }

    private static String id(JsonNode code) {
        return code.asString().replace('-', '_');
    }

    /** The table of an enum as state → act → next state. Where the code names no acts, the next state stands for the act. */
    private static Stream<Map<Object, Map<Object, Object>>> moves(Class<?> type) {
        return Arrays.stream(type.getDeclaredFields()).filter(field -> field.getName().equals("MOVES")).map(LifecycleDocTests::read);
    }

    private static Map<Object, Map<Object, Object>> read(Field field) {
        try {
            field.setAccessible(true);
            var moves = new LinkedHashMap<Object, Map<Object, Object>>();
            ((Map<?, ?>) field.get(null)).forEach((state, next) -> {
                var acts = new LinkedHashMap<Object, Object>();
                switch (next) {
                    case Map<?, ?> table -> acts.putAll(table);
                    case Collection<?> states -> states.forEach(each -> acts.put(each, each));
                    default -> throw new IllegalStateException(field.toString());
                }
                moves.put(state, acts);
            });
            return moves;
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
