package aftercare;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What each module shows the others, name by name. Run with {@code -Dapprove=true} to accept a change that is meant. */
class PublicSurfaceTests {

    private static final Path SURFACE = Path.of("src/test/resources/aftercare/public-surface.txt");

    @Test
    void noModuleShowsMoreThanItMeansTo() throws IOException {
        var shown = OurClasses.all().stream().filter(PublicSurfaceTests::isSeen)
                .collect(groupingBy(OurClasses::module, TreeMap::new, Collectors.mapping(PublicSurfaceTests::name, Collectors.toCollection(java.util.TreeSet::new))))
                .entrySet().stream().map(module -> module.getValue().stream().map(type -> "  " + type + "\n")
                        .collect(joining("", (module.getKey().isEmpty() ? "(root)" : module.getKey()) + "\n", "")))
                .collect(joining("\n"));

        if (Boolean.getBoolean("approve")) {
            Files.writeString(SURFACE, shown);
        }
        assertThat(SURFACE).as("make it package-private, or accept it: mvn test -Dtest=PublicSurfaceTests -Dapprove=true").hasContent(shown);
    }

    /** Public, and so is everything it is nested in. */
    private static boolean isSeen(Class<?> type) {
        if (type.isAnonymousClass() || type.isLocalClass() || type.isSynthetic()) {
            return false;
        }
        return Modifier.isPublic(type.getModifiers()) && (type.getDeclaringClass() == null || isSeen(type.getDeclaringClass()));
    }

    private static String name(Class<?> type) {
        return type.getName().substring(type.getPackageName().length() + 1).replace('$', '.');
    }
}
