package aftercare.forms;

import aftercare.kernel.Refusal;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One question of a form.
 *
 * @param weight how much it counts in the score; 0 counts nothing
 */
public record Question(String key, Map<String, String> label, @Nullable Map<String, String> hint, boolean required,
                       @Nullable ShownIf shownIf, BigDecimal weight, QuestionType type) {

    /** Asked only when an earlier question was answered with one of these, or within these bounds. */
    public record ShownIf(String question, @Nullable List<String> anyOf, @Nullable BigDecimal atLeast, @Nullable BigDecimal atMost) {}

    public Question {
        if (!key.matches("[a-z][a-zA-Z0-9]{0,39}")) {
            throw new Refusal.Broken("forms.misbuilt", "'%s' is not a key for a question".formatted(key), Map.of("key", key));
        }
        if (label.getOrDefault("zh-CN", "").isBlank()) {
            throw new Refusal.Broken("forms.misbuilt", "the question %s has no text".formatted(key), Map.of("key", key));
        }
        label = Map.copyOf(label);
        hint = hint == null ? null : Map.copyOf(hint);
        weight = weight == null ? BigDecimal.ZERO : weight;
    }
}
