package aftercare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Whoever is refused is told why in their own language: every refusal code has a sentence in every locale. */
class RefusalWordsTests {

    private static final Pattern CODE = Pattern.compile(
            "(?:new Refusal\\.\\w+|super|(?:missing|broken|conflict|refused?|problem))\\(\\s*(?:HttpStatus\\.\\w+,\\s*)?\"([a-z]+\\.[a-z][a-z-]*[a-z])\"");

    @ParameterizedTest
    @ValueSource(strings = {"zh-CN", "zh-TW", "en"})
    void everyRefusalHasASentence(String locale) {
        var codes = codes();
        assertThat(codes).hasSizeGreaterThan(10);
        assertThat(codes).allSatisfy(code -> {
            var words = Path.of("ui/src/modules", code.substring(0, code.indexOf('.')), "locales", locale + ".json");
            assertThat(words).as(code).exists();
            assertThat(JsonMapper.shared().readTree(words.toFile()).path("problems").path(code).asString("")).as(code).isNotBlank();
        });
    }

    private static SortedSet<String> codes() {
        var codes = new TreeSet<String>();
        try (var files = Files.walk(Path.of("src/main/java"))) {
            for (var file : (Iterable<Path>) files.filter(path -> path.toString().endsWith(".java"))::iterator) {
                CODE.matcher(Files.readString(file)).results().forEach(found -> codes.add(found.group(1)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return codes;
    }
}
