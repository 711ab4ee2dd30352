package aftercare.forms;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.swagger.v3.oas.annotations.media.DiscriminatorMapping;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What kind of answer a question takes. As JSON an answer is: a string (text, choice, yes-no, signature, date), a number
 * (number, scale) or a list of strings (choices, photo). A note is read, not answered.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
        @JsonSubTypes.Type(name = "text", value = QuestionType.Text.class),
        @JsonSubTypes.Type(name = "number", value = QuestionType.Number.class),
        @JsonSubTypes.Type(name = "choice", value = QuestionType.Choice.class),
        @JsonSubTypes.Type(name = "choices", value = QuestionType.Choices.class),
        @JsonSubTypes.Type(name = "scale", value = QuestionType.Scale.class),
        @JsonSubTypes.Type(name = "yes-no", value = QuestionType.YesNo.class),
        @JsonSubTypes.Type(name = "photo", value = QuestionType.Photo.class),
        @JsonSubTypes.Type(name = "signature", value = QuestionType.Signature.class),
        @JsonSubTypes.Type(name = "date", value = QuestionType.Date.class),
        @JsonSubTypes.Type(name = "note", value = QuestionType.Note.class)})
@Schema(discriminatorProperty = "kind", discriminatorMapping = {
        @DiscriminatorMapping(value = "text", schema = QuestionType.Text.class),
        @DiscriminatorMapping(value = "number", schema = QuestionType.Number.class),
        @DiscriminatorMapping(value = "choice", schema = QuestionType.Choice.class),
        @DiscriminatorMapping(value = "choices", schema = QuestionType.Choices.class),
        @DiscriminatorMapping(value = "scale", schema = QuestionType.Scale.class),
        @DiscriminatorMapping(value = "yes-no", schema = QuestionType.YesNo.class),
        @DiscriminatorMapping(value = "photo", schema = QuestionType.Photo.class),
        @DiscriminatorMapping(value = "signature", schema = QuestionType.Signature.class),
        @DiscriminatorMapping(value = "date", schema = QuestionType.Date.class),
        @DiscriminatorMapping(value = "note", schema = QuestionType.Note.class)})
public sealed interface QuestionType {

    record Text(int longest, int lines) implements QuestionType {
        public Text {
            longest = longest == 0 ? 2000 : longest;
            lines = Math.max(1, lines);
        }
    }

    /**
     * A measured value. Outside {@code least … most} it cannot be true and is refused; outside {@code goodFrom … goodTo}
     * it is true but bad.
     */
    record Number(@Nullable String unit, int decimals, @Nullable BigDecimal least, @Nullable BigDecimal most,
                  @Nullable BigDecimal goodFrom, @Nullable BigDecimal goodTo) implements QuestionType {

        boolean good(BigDecimal value) {
            return (goodFrom == null || value.compareTo(goodFrom) >= 0) && (goodTo == null || value.compareTo(goodTo) <= 0);
        }
    }

    /** @param score 0 to 100; null counts nothing. @param bad choosing it is something to look into */
    record Option(String code, Map<String, String> label, @Nullable BigDecimal score, boolean bad) {}

    record Choice(List<Option> options) implements QuestionType {}

    record Choices(List<Option> options) implements QuestionType {}

    record Scale(int from, int to, @Nullable Map<String, String> low, @Nullable Map<String, String> high) implements QuestionType {}

    /** Answered {@code YES}, {@code NO} or, where it is allowed, {@code NA}. */
    record YesNo(boolean notApplicable, boolean noIsGood) implements QuestionType {}

    record Photo(int fewest, int most) implements QuestionType {
        public Photo {
            most = most == 0 ? 9 : most;
        }
    }

    record Signature() implements QuestionType {}

    record Date() implements QuestionType {}

    record Note() implements QuestionType {}
}
