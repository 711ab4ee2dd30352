package aftercare.letters;

import aftercare.letters.Draft.Section;
import aftercare.promises.AgreedRules.Promised;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What a letter says to begin with. Chinese, as the papers of the house are; everything can be written otherwise. */
@Component
class LetterText {

    private static final TypeReference<List<Section>> SECTIONS = new TypeReference<>() {};

    private final List<Section> sections;

    LetterText(JsonMapper json) {
        try {
            sections = json.readValue(new ClassPathResource("aftercare/letters/sections.json").getContentAsString(StandardCharsets.UTF_8), SECTIONS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Draft begin(String house, String customer, String about, List<Promised> promises) {
        return new Draft(sections.stream().map(section -> new Section(section.kind(), section.title(), section.on(), section.blocks().stream()
                .map(block -> new Draft.Block(block.type(), block.text().replace("{house}", house).replace("{customer}", customer).replace("{about}", about), block.items(),
                        block.rows(), block.live())).toList())).toList(), promises);
    }
}
