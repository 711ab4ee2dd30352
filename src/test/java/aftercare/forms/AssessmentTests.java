package aftercare.forms;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.NaughtyStrings;
import aftercare.forms.Question.ShownIf;
import aftercare.forms.QuestionType.Option;
import aftercare.kernel.Refusal;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AssessmentTests {

    private static final JsonMapper JSON = JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES).build();
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
        var photo = question("photo", 0, new QuestionType.Photo(1, 2));
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
        var why = dependent("why", new ShownIf("grade", List.of("POOR"), null, null), new QuestionType.Text(100, 1));
        var more = dependent("more", new ShownIf("why", List.of("噪音"), null, null), new QuestionType.Text(100, 1));
        var form = form(question("grade", 1, new QuestionType.Choice(GRADES)), why, more);

        assertThat(Assessment.of(form, Map.of("grade", "GOOD")).answers()).containsOnlyKeys("grade");
        assertThat(faults(form, Map.of("grade", "POOR"))).isEqualTo(Map.of("why", "required"));
        assertThat(faults(form, Map.of("grade", "POOR", "why", "噪音"))).isEqualTo(Map.of("more", "required"));
        assertThat(faults(form, Map.of("grade", "GOOD", "why", "噪音"))).isEqualTo(Map.of("why", "not-asked"));
    }

    @Test
    void aQuestionMayDependOnAMeasuredValue() {
        var cause = dependent("cause", new ShownIf("heat", null, BigDecimal.valueOf(60), null), new QuestionType.Text(100, 1));
        var form = form(question("heat", 0, new QuestionType.Number("℃", 1, null, null, null, null)), cause);

        assertThat(faults(form, Map.of("heat", 60))).isEqualTo(Map.of("cause", "required"));
        assertThat(Assessment.of(form, Map.of("heat", 59.9)).answers()).containsOnlyKeys("heat");
    }

    @Test
    void aFormThatDependsOnALaterQuestionOrRepeatsAKeyIsRefused() {
        var early = dependent("early", new ShownIf("late", List.of("A"), null, null), new QuestionType.Note());
        var text = new QuestionType.Text(100, 1);
        assertThat(FormCheck.faults(form(early, question("late", 0, text)))).containsExactly(new FormCheck.Fault("early", "depends-on-later"));
        assertThat(FormCheck.faults(form(question("one", 0, text), question("one", 0, text)))).containsExactly(new FormCheck.Fault("one", "key-twice"));
    }

    @Test
    void theRowsOfATableAreCheckedCellByCell() {
        var cells = new QuestionType.Table(List.of(new QuestionType.Column("cell", label(), true, new QuestionType.Text(3, 1)),
                new QuestionType.Column("voltage", label(), false, new QuestionType.Number("V", 2, null, null, BigDecimal.valueOf(2), null))), 1, 2);
        var form = form(question("cells", 1, cells));

        assertThat(Assessment.of(form, Map.of("cells", List.of(Map.of("cell", "1", "voltage", 2.1), Map.of("cell", "2", "voltage", 1.8))))).satisfies(assessed -> {
            assertThat(assessed.outside()).containsExactly("cells");
            assertThat(assessed.score()).isEqualByComparingTo("50");
            assertThat(assessed.measured()).containsExactly(new Assessment.Measured("cells.voltage", 0, new BigDecimal("2.1"), false),
                    new Assessment.Measured("cells.voltage", 1, new BigDecimal("1.8"), true));
        });
        assertThat(faults(form, Map.of("cells", List.of(Map.of("voltage", 1.555))))).isEqualTo(Map.of("cells.0.cell", "required", "cells.0.voltage", "too-precise"));
        assertThat(faults(form, Map.of("cells", "none"))).isEqualTo(Map.of("cells", "wrong-type"));
        assertThat(faults(form, Map.of("cells", List.of(1)))).isEqualTo(Map.of("cells", "wrong-type"));
        assertThat(faults(form, Map.of("cells", List.of(Map.of("cell", "1"), Map.of("cell", "2"), Map.of("cell", "3"))))).isEqualTo(Map.of("cells", "too-many"));
        assertThat(faults(form, Map.of("cells", List.of(Map.of("cell", "1", "colour", "red"))))).isEqualTo(Map.of("cells", "unknown"));
        assertThat(faults(form, Map.of())).isEqualTo(Map.of("cells", "required"));
    }

    @Test
    void aCounterThatGoesBackIsBad() {
        var form = form(question("hours", 0, new QuestionType.Meter("h", 1, BigDecimal.valueOf(99999))));
        var earlier = Map.of("hours", BigDecimal.valueOf(1200));
        assertThat(Assessment.of(form, Map.of("hours", 1200.5), earlier).outside()).isEmpty();
        assertThat(Assessment.of(form, Map.of("hours", 1199), earlier).outside()).containsExactly("hours");
        assertThat(faults(form, Map.of("hours", -1))).isEqualTo(Map.of("hours", "below-least"));
        assertThat(faults(form, Map.of("hours", 100_000))).isEqualTo(Map.of("hours", "above-most"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void clientAndServerAgree(String name, Form form, Map<String, Object> answers, JsonNode expected) {
        if (expected.has("missing") || expected.has("faults")) {
            var faults = expected.has("missing") ? expected.get("missing") : expected.get("faults");
            assertThat(faults(form, answers)).isEqualTo(JSON.convertValue(faults, Map.class));
            return;
        }
        var assessed = Assessment.of(form, answers);
        assertThat(assessed.outside()).containsExactlyElementsOf(List.of(JSON.convertValue(expected.get("outside"), String[].class)));
        var score = expected.get("score");
        assertThat(assessed.score()).usingComparator(java.util.Comparator.nullsFirst(BigDecimal::compareTo)).isEqualTo(score.isNull() ? null : score.decimalValue());
    }

    /** The same cases are run by the user interface. */
    static Stream<Arguments> cases() throws IOException {
        try (var in = AssessmentTests.class.getResourceAsStream("/aftercare/form-cases.json")) {
            return JSON.readTree(in).valueStream().map(one -> Arguments.of(one.get("name").asString(),
                    new Form("shared", 1, FormUse.INSPECTION, List.of(), label(), List.of(JSON.convertValue(one.get("questions"), Question[].class))),
                    JSON.convertValue(one.get("answers"), Map.class), one)).toList().stream();
        }
    }

    @Test
    void textsThatBreakInputHandlingAreKeptAsTheyAre() {
        var form = form(question("words", 0, new QuestionType.Text(10_000, 1)), question("serial", 0, new QuestionType.Scan()));
        NaughtyStrings.filled(200).filter(text -> text.indexOf(0) < 0).forEach(text ->
                assertThat(Assessment.of(form, Map.of("words", text, "serial", text)).answers()).isEqualTo(Map.of("words", text.strip(), "serial", text.strip())));
    }

    @Test
    void everyFaultOfAFormIsNamed() {
        var option = new Option("A B", Map.of(), BigDecimal.valueOf(101), false);
        var bad = new Form("Bad Code", 0, FormUse.INSPECTION, List.of(" "), Map.of(), List.of(
                question("Key", 0, new QuestionType.Choice(List.of(option))), question("number", 0, new QuestionType.Number("V", 9, BigDecimal.TEN, BigDecimal.ONE, null, null)),
                question("scale", 0, new QuestionType.Scale(5, 5, null, null)), question("photo", 0, new QuestionType.Photo(5, 2)),
                question("table", 0, new QuestionType.Table(List.of(new QuestionType.Column("a", label(), false, new QuestionType.Signature())), 0, 5)),
                new Question("preset", label(), null, "data:text/html;base64,AAAA", false, List.of(), "x", BigDecimal.valueOf(-1), Consequence.FINDING, new QuestionType.Date())));
        assertThat(FormCheck.faults(bad)).extracting(FormCheck.Fault::why).contains("code", "no-title", "categories", "key", "option-code", "option-label", "score",
                "size", "limits-crossed", "column-type", "picture", "weight");
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
        return new Form("test", 1, FormUse.INSPECTION, List.of(), label(), List.of(questions));
    }

    static Question question(String key, int weight, QuestionType type) {
        return new Question(key, label(), null, null, false, List.of(), null, BigDecimal.valueOf(weight), Consequence.FINDING, type);
    }

    private static Question required(String key, QuestionType type) {
        return new Question(key, label(), null, null, true, List.of(), null, BigDecimal.ZERO, Consequence.FINDING, type);
    }

    private static Question dependent(String key, ShownIf when, QuestionType type) {
        return new Question(key, label(), null, null, true, List.of(when), null, BigDecimal.ZERO, Consequence.FINDING, type);
    }

    private static Option option(String code, int score, boolean bad) {
        return new Option(code, label(), BigDecimal.valueOf(score), bad);
    }

    private static Map<String, String> label() {
        return Map.of("zh-CN", "问题");
    }
}
