package aftercare.forms;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One question of a form.
 *
 * @param picture shows how to do it: a data URI, so that a form is whole wherever it is taken
 * @param shownIf all of these must hold; none means it is always asked
 * @param preset  what is filled in before anybody has answered
 * @param weight  how much it counts in the score; 0 counts nothing
 */
public record Question(String key, Map<String, String> label, @Nullable Map<String, String> hint, @Nullable String picture, boolean required,
                       @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) List<ShownIf> shownIf, @Nullable Object preset,
                       BigDecimal weight, Consequence ifBad, QuestionType type) {

    /** An earlier question was answered with one of these, and within these bounds. Without either: it was answered at all. */
    public record ShownIf(String question, @Nullable List<String> anyOf, @Nullable BigDecimal atLeast, @Nullable BigDecimal atMost) {}

    public Question(String key, @Nullable Map<String, String> label, @Nullable Map<String, String> hint, @Nullable String picture, boolean required,
                    @Nullable List<ShownIf> shownIf, @Nullable Object preset, @Nullable BigDecimal weight, @Nullable Consequence ifBad,
                    QuestionType type) {
        this.key = key;
        this.label = label == null ? Map.of() : Map.copyOf(label);
        this.hint = hint == null ? null : Map.copyOf(hint);
        this.picture = picture;
        this.required = required;
        this.shownIf = shownIf == null ? List.of() : List.copyOf(shownIf);
        this.preset = preset;
        this.weight = weight == null ? BigDecimal.ZERO : weight;
        this.ifBad = ifBad == null ? Consequence.FINDING : ifBad;
        this.type = type;
    }

    boolean isAnswered() {
        return !(type instanceof QuestionType.Note || type instanceof QuestionType.Group);
    }
}
