package aftercare.archive;

import aftercare.platform.Label;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The plan that comes with the product, in three languages. */
@Component
class ShippedPlan {

    record Section(String code, String zhCn, String zhTw, String en, List<Kind> kinds) {}

    record Kind(String code, String zhCn, String zhTw, String en, boolean required, boolean important, @Nullable Integer years) {}

    private static final TypeReference<List<Section>> SECTIONS = new TypeReference<>() {};

    private final List<Section> sections;
    private final Map<String, Label> names = new HashMap<>();

    ShippedPlan(JsonMapper json) {
        try {
            sections = json.readValue(new ClassPathResource("aftercare/archive/plan.json").getContentAsByteArray(), SECTIONS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        sections.forEach(section -> {
            names.put(section.code(), new Label(section.zhCn(), section.zhTw(), section.en()));
            section.kinds().forEach(kind -> names.put(kind.code(), new Label(kind.zhCn(), kind.zhTw(), kind.en())));
        });
    }

    List<Section> sections() {
        return sections;
    }

    boolean has(String code) {
        return names.containsKey(code);
    }

    /** As the company calls it, or as it came. */
    String name(String code, @Nullable String own, String language) {
        var shipped = names.get(code);
        return own != null ? own : shipped != null ? shipped.in(language) : code;
    }
}
