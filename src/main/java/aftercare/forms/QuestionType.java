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
 * What kind of answer a question takes. As JSON an answer is: a string (text, choice, yes-no, signature, date, scan), a number
 * (number, scale, meter), a list of strings (choices, photo) or a list of objects (table: column → answer). A note is read
 * and a group heads the questions up to the next group; neither is answered.
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
        @JsonSubTypes.Type(name = "scan", value = QuestionType.Scan.class),
        @JsonSubTypes.Type(name = "meter", value = QuestionType.Meter.class),
        @JsonSubTypes.Type(name = "table", value = QuestionType.Table.class),
        @JsonSubTypes.Type(name = "group", value = QuestionType.Group.class),
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
        @DiscriminatorMapping(value = "scan", schema = QuestionType.Scan.class),
        @DiscriminatorMapping(value = "meter", schema = QuestionType.Meter.class),
        @DiscriminatorMapping(value = "table", schema = QuestionType.Table.class),
        @DiscriminatorMapping(value = "group", schema = QuestionType.Group.class),
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

    record Choice(List<Option> options) implements QuestionType {
        public Choice {
            options = options == null ? List.of() : List.copyOf(options);
        }
    }

    record Choices(List<Option> options) implements QuestionType {
        public Choices {
            options = options == null ? List.of() : List.copyOf(options);
        }
    }

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

    /** A serial number or the text of a code, from the camera or by hand. */
    record Scan() implements QuestionType {

        static final int LONGEST = 200;
    }

    /** What a counter shows: it only ever goes up; a reading below the last one is bad. {@code most} is all its digits at 9. */
    record Meter(@Nullable String unit, int decimals, @Nullable BigDecimal most) implements QuestionType {}

    /** Rows that all have the same columns. */
    record Table(List<Column> columns, int fewest, int most) implements QuestionType {
        public Table {
            columns = columns == null ? List.of() : List.copyOf(columns);
            most = most == 0 ? 20 : most;
        }
    }

    /** @param type text, number, choice, yes-no, date or scan */
    record Column(String key, Map<String, String> label, boolean required, QuestionType type) {
        public Column {
            label = label == null ? Map.of() : Map.copyOf(label);
        }
    }

    record Group() implements QuestionType {}

    record Note() implements QuestionType {}
}
