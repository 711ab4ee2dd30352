package aftercare.notices;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TemplateTests {

    private final Templates templates = new Templates();

    @Test
    void aLineWithoutItsFactIsLeftOut() {
        assertThat(templates.write("notices.greeting", "zh-CN", "", Map.of("name", "王", "number", "", "link", "https://x")).body())
                .isEqualTo("链接：https://x\n此致\n");
    }

    @Test
    void whatAFactSaysIsNeverReadAsATemplate() {
        assertThat(templates.write("notices.greeting", "zh-CN", "", Map.of("name", "$1 {{number}} \\", "number", "7")).title())
                .isEqualTo("您好，$1 {{number}} \\");
    }

    @Test
    void everyTextExistsInEveryLanguageAndStartsWithATitle() throws IOException {
        try (var files = Files.walk(Path.of("src/main/resources/aftercare"))) {
            var texts = files.filter(file -> file.getParent().endsWith("mail") && Files.isRegularFile(file)).toList();
            assertThat(texts).isNotEmpty().allSatisfy(file -> {
                var lines = Files.readAllLines(file);
                assertThat(lines.getFirst()).as("%s", file).isNotBlank();
                assertThat(lines.get(1)).as("%s", file).isEmpty();
            });
            var languages = texts.stream().collect(Collectors.groupingBy(
                    file -> file.getParent().resolve(file.getFileName().toString().split("\\.")[0]),
                    Collectors.mapping(file -> file.getFileName().toString().split("\\.")[1], Collectors.toSet())));
            assertThat(languages.values()).allSatisfy(found -> assertThat(found).containsExactlyInAnyOrderElementsOf(List.of("zh-CN", "zh-TW", "en")));
        }
    }
}
