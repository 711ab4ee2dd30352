package aftercare.forms;

import aftercare.kernel.Refusal;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One version of a questionnaire. Texts are kept by language ({@code zh-CN}, {@code zh-TW}, {@code en}).
 * Invariant: keys are unique, and a question depends only on questions before it.
 */
public record Form(String code, int version, Map<String, String> title, List<Question> questions) {

    public Form {
        title = Map.copyOf(title);
        questions = List.copyOf(questions);
        if (questions.isEmpty()) {
            throw broken(code, "it has no questions");
        }
        Set<String> before = new HashSet<>();
        for (var question : questions) {
            if (question.shownIf() != null && !before.contains(question.shownIf().question())) {
                throw broken(code, "%s depends on %s, which does not come before it".formatted(question.key(), question.shownIf().question()));
            }
            if (!before.add(question.key())) {
                throw broken(code, "the key %s is used twice".formatted(question.key()));
            }
        }
    }

    Form numbered(int number) {
        return new Form(code, number, title, questions);
    }

    private static Refusal.Broken broken(String code, String why) {
        return new Refusal.Broken("forms.misbuilt", "the form %s cannot be used: %s".formatted(code, why), Map.of("form", code));
    }
}
