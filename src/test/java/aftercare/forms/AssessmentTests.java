package aftercare.forms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import aftercare.forms.Question.ShownIf;
import aftercare.forms.QuestionType.Option;
import aftercare.kernel.Refusal;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AssessmentTests {

    private static final List<Option> GRADES = List.of(option("GOOD", 100, false), option("FAIR", 60, false), option("POOR", 0, true));

    @Test
    void weighsTheAnswersThatCount() {
        var form = form(question("overall", 2, new QuestionType.Choice(GRADES)), question("speed", 1, new QuestionType.Choice(GRADES)),
                question("words", 0, new QuestionType.Text(10, 1)));

        assertThat(Assessment.of(form, Map.of("overall", "FAIR", "speed", "GOOD", "words", "谢谢")).score()).isEqualByComparingTo("73.33");
        assertThat(Assessment.of(form, Map.of("speed", "GOOD")).score()).as("what was not answered does not count").isEqualByComparingTo("100");
        assertThat(Assessment.of(form, Map.of("words", "谢谢")).score()).isNull();
    }

    @Test
    void aMeasuredValueOutOfItsLimitsIsKeptAndPointedOut() {
        var form = form(question("earth", 1, new QuestionType.Number("Ω", 2, BigDecimal.ZERO, BigDecimal.valueOf(1000), null, BigDecimal.valueOf(4))));

        assertThat(Assessment.of(form, Map.of("earth", 3.95))).satisfies(good -> {
            assertThat(good.score()).isEqualByComparingTo("100");
            assertThat(good.outside()).isEmpty();
        });
        assertThat(Assessment.of(form, Map.of("earth", 12))).satisfies(bad -> {
            assertThat(bad.score()).isEqualByComparingTo("0");
            assertThat(bad.outside()).containsExactly("earth");
        });
    }

    @ParameterizedTest
    @CsvSource({"-1, below-least", "1001, above-most", "3.951, too-precise"})
    void aValueThatCannotBeTrueIsRefused(BigDecimal value, String why) {
        var form = form(question("earth", 1, new QuestionType.Number("Ω", 2, BigDecimal.ZERO, BigDecimal.valueOf(1000), null, BigDecimal.valueOf(4))));
        assertThat(faults(form, Map.of("earth", value))).isEqualTo(Map.of("earth", why));
    }

    @Test
    void whatDoesNotApplyNeitherHelpsNorHarms() {
        var form = form(question("clean", 1, new QuestionType.YesNo(true, false)), question("rust", 1, new QuestionType.YesNo(false, true)));

        assertThat(Assessment.of(form, Map.of("clean", "NA", "rust", "NO"))).satisfies(assessed -> {
            assertThat(assessed.score()).isEqualByComparingTo("100");
            assertThat(assessed.outside()).isEmpty();
        });
        assertThat(Assessment.of(form, Map.of("clean", "NO", "rust", "YES")).outside()).containsExactly("clean", "rust");
        assertThat(faults(form, Map.of("clean", "YES", "rust", "NA"))).isEqualTo(Map.of("rust", "no-such-option"));
    }

    @Test
    void everyFaultIsNamedAtOnce() {
        var photo = new Question("photo", label(), null, false, null, BigDecimal.ZERO, new QuestionType.Photo(1, 2));
        var form = form(required("name", new QuestionType.Text(3, 1)), required("grade", new QuestionType.Choice(GRADES)),
                question("parts", 0, new QuestionType.Choices(GRADES)), question("scale", 0, new QuestionType.Scale(0, 10, null, null)),
                question("on", 0, new QuestionType.Date()), question("note", 0, new QuestionType.Note()),
                question("sign", 0, new QuestionType.Signature()), photo);

        assertThat(faults(form, Map.of("name", "张三李四", "grade", "GREAT", "parts", List.of("GOOD", "NONE"), "scale", 11, "on", "2026-02-30",
                "note", "read", "sign", "me", "extra", 1)))
                .isEqualTo(Map.of("name", "too-long", "grade", "no-such-option", "parts", "no-such-option", "scale", "above-most",
                        "on", "wrong-type", "note", "not-asked", "sign", "wrong-type", "extra", "unknown", "photo", "required"));
        assertThat(faults(form, Map.of("name", " ", "grade", "GOOD", "photo",
                List.of(UUID.randomUUID().toString(), UUID.randomUUID().toString(), UUID.randomUUID().toString()))))
                .isEqualTo(Map.of("name", "required", "photo", "too-many"));
    }

    @Test
    void aQuestionThatIsNotShownIsNotAskedAndNotRequired() {
        var why = new Question("why", label(), null, true, new ShownIf("grade", List.of("POOR"), null, null), BigDecimal.ZERO, new QuestionType.Text(100, 1));
        var more = new Question("more", label(), null, true, new ShownIf("why", List.of("噪音"), null, null), BigDecimal.ZERO, new QuestionType.Text(100, 1));
        var form = form(question("grade", 1, new QuestionType.Choice(GRADES)), why, more);

        assertThat(Assessment.of(form, Map.of("grade", "GOOD")).answers()).containsOnlyKeys("grade");
        assertThat(faults(form, Map.of("grade", "POOR"))).isEqualTo(Map.of("why", "required"));
        assertThat(faults(form, Map.of("grade", "POOR", "why", "噪音"))).isEqualTo(Map.of("more", "required"));
        assertThat(faults(form, Map.of("grade", "GOOD", "why", "噪音"))).isEqualTo(Map.of("why", "not-asked"));
    }

    @Test
    void aQuestionMayDependOnAMeasuredValue() {
        var cause = new Question("cause", label(), null, true, new ShownIf("heat", null, BigDecimal.valueOf(60), null), BigDecimal.ZERO, new QuestionType.Text(100, 1));
        var form = form(question("heat", 0, new QuestionType.Number("℃", 1, null, null, null, null)), cause);

        assertThat(faults(form, Map.of("heat", 60))).isEqualTo(Map.of("cause", "required"));
        assertThat(Assessment.of(form, Map.of("heat", 59.9)).answers()).containsOnlyKeys("heat");
    }

    @Test
    void aFormThatDependsOnALaterQuestionOrRepeatsAKeyIsRefused() {
        var early = new Question("early", label(), null, false, new ShownIf("late", List.of("A"), null, null), BigDecimal.ZERO, new QuestionType.Note());
        assertThatExceptionOfType(Refusal.Broken.class).isThrownBy(() -> form(early, question("late", 0, new QuestionType.Note())));
        assertThatExceptionOfType(Refusal.Broken.class)
                .isThrownBy(() -> form(question("one", 0, new QuestionType.Note()), question("one", 0, new QuestionType.Note())));
    }

    private static Object faults(Form form, Map<String, ?> answers) {
        try {
            Assessment.of(form, answers);
            return Map.of();
        } catch (Refusal.Broken refusal) {
            assertThat(refusal.code()).isEqualTo("forms.answers-invalid");
            return refusal.facts().get("questions");
        }
    }

    static Form form(Question... questions) {
        return new Form("test", 1, label(), List.of(questions));
    }

    static Question question(String key, int weight, QuestionType type) {
        return new Question(key, label(), null, false, null, BigDecimal.valueOf(weight), type);
    }

    private static Question required(String key, QuestionType type) {
        return new Question(key, label(), null, true, null, BigDecimal.ZERO, type);
    }

    private static Option option(String code, int score, boolean bad) {
        return new Option(code, label(), BigDecimal.valueOf(score), bad);
    }

    private static Map<String, String> label() {
        return Map.of("zh-CN", "问题");
    }
}
