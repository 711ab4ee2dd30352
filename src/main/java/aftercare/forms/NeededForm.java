package aftercare.forms;

import java.util.List;
import java.util.Map;

/**
 * A form the product itself reads: a module that does says so with a bean of this kind. Such a form cannot be retired, and
 * these questions stay in it.
 *
 * @param questions key → the only options a choice may offer; an empty list when any answer will do
 */
public record NeededForm(String code, Map<String, List<String>> questions) {

    boolean isMetBy(Form form) {
        return questions.entrySet().stream().allMatch(needed -> form.questions().stream()
                .anyMatch(question -> question.key().equals(needed.getKey()) && (needed.getValue().isEmpty()
                        || question.required() && question.type() instanceof QuestionType.Choice choice
                        && choice.options().stream().allMatch(option -> needed.getValue().contains(option.code())))));
    }
}
