package aftercare.forms;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One version of a questionnaire. Texts are kept by language ({@code zh-CN}, {@code zh-TW}, {@code en}). A draft may be
 * anything; what is published has passed {@link FormCheck}.
 *
 * @param categories of devices it is offered for; none means whatever the visit is about
 */
public record Form(String code, int version, FormUse use, List<String> categories, Map<String, String> title, List<Question> questions) {

    public Form(String code, int version, @Nullable FormUse use, @Nullable List<String> categories, @Nullable Map<String, String> title,
                @Nullable List<Question> questions) {
        this.code = code;
        this.version = version;
        this.use = use == null ? FormUse.SURVEY : use;
        this.categories = categories == null ? List.of() : List.copyOf(categories);
        this.title = title == null ? Map.of() : Map.copyOf(title);
        this.questions = questions == null ? List.of() : List.copyOf(questions);
    }

    Form numbered(int number) {
        return new Form(code, number, use, categories, title, questions);
    }

    Form named(String newCode) {
        return new Form(newCode, version, use, categories, title, questions);
    }

    /** What the bad ones among the answers mean. */
    public List<Finding> findings(FormAnswer answer) {
        return questions.stream().filter(question -> answer.outside().contains(question.key()))
                .map(question -> new Finding(question.key(), question.label(), question.ifBad())).toList();
    }

    /** A question answered badly, and what follows from it. */
    public record Finding(String question, Map<String, String> label, Consequence consequence) {}
}
