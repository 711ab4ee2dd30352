package aftercare.forms;

import aftercare.forms.Question.ShownIf;
import aftercare.kernel.Refusal;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Says why a form cannot be published: everything at once, each fault with the question it stands at and a word for it. */
final class FormCheck {

    static final int MOST_QUESTIONS = 200;
    static final int MOST_OPTIONS = 50;
    static final int MOST_COLUMNS = 8;
    static final int LARGEST_PICTURE = 300_000;

    private static final Pattern CODE = Pattern.compile("[a-z][a-z0-9-]{1,59}");
    /** Words that stand where a code stands in an address. */
    private static final Set<String> RESERVED = Set.of("files", "measured", "trend", "new");
    private static final Pattern KEY = Pattern.compile("[a-z][a-zA-Z0-9]{0,39}");
    private static final Pattern OPTION = Pattern.compile("[A-Za-z0-9_-]{1,40}");
    private static final Pattern PICTURE = Pattern.compile("data:image/(png|jpeg|webp);base64,[A-Za-z0-9+/=]+");
    private static final int LONGEST_LABEL = 300;
    private static final int LONGEST_HINT = 1000;

    /** @param question key of the question, null when it concerns the form */
    record Fault(@Nullable String question, String why) {}

    private final Form form;
    private final List<Fault> faults = new ArrayList<>();

    private FormCheck(Form form) {
        this.form = form;
    }

    static List<Fault> faults(Form form) {
        var check = new FormCheck(form);
        check.whole();
        return check.faults.stream().distinct().toList();
    }

    static void require(Form form) {
        var faults = faults(form);
        if (!faults.isEmpty()) {
            throw new Refusal.Broken("forms.not-publishable", "the form %s cannot be published: %s".formatted(form.code(), faults),
                    Map.of("form", form.code(), "count", faults.size(), "faults", faults));
        }
    }

    private void whole() {
        fault(null, form.code() == null || !CODE.matcher(form.code()).matches(), "code");
        fault(null, form.code() != null && RESERVED.contains(form.code()), "code");
        fault(null, isBlank(form.title()), "no-title");
        fault(null, isLong(form.title(), LONGEST_LABEL), "long-text");
        fault(null, form.questions().stream().noneMatch(Question::isAnswered), "no-questions");
        fault(null, form.questions().size() > MOST_QUESTIONS, "many-questions");
        fault(null, form.categories().size() > 50 || form.categories().stream().anyMatch(one -> one.isBlank() || one.length() > 60), "categories");
        Map<String, Question> before = new HashMap<>();
        for (var question : form.questions()) {
            question(question, before);
            if (question.key() != null && before.put(question.key(), question) != null) {
                fault(question, true, "key-twice");
            }
        }
    }

    private void question(Question question, Map<String, Question> before) {
        fault(question, question.key() == null || !KEY.matcher(question.key()).matches(), "key");
        fault(question, isBlank(question.label()), "no-label");
        fault(question, isLong(question.label(), question.type() instanceof QuestionType.Note ? LONGEST_HINT : LONGEST_LABEL)
                || question.hint() != null && isLong(question.hint(), LONGEST_HINT), "long-text");
        fault(question, question.picture() != null
                && (question.picture().length() > LARGEST_PICTURE || !PICTURE.matcher(question.picture()).matches()), "picture");
        fault(question, question.weight().signum() < 0 || question.weight().compareTo(BigDecimal.valueOf(1000)) > 0, "weight");
        question.shownIf().forEach(when -> condition(question, when, before));
        if (question.type() == null) {
            fault(question, true, "no-type");
            return;
        }
        type(question, question.type());
        if (question.preset() != null && faults.stream().noneMatch(fault -> question.key() != null && question.key().equals(fault.question()))) {
            fault(question, !fits(question), "preset");
        }
    }

    private void condition(Question question, ShownIf when, Map<String, Question> before) {
        var on = when.question() == null ? null : before.get(when.question());
        if (on == null || !on.isAnswered() || on.type() instanceof QuestionType.Photo || on.type() instanceof QuestionType.Signature
                || on.type() instanceof QuestionType.Table) {
            fault(question, true, "depends-on-later");
            return;
        }
        var measured = on.type() instanceof QuestionType.Number || on.type() instanceof QuestionType.Meter || on.type() instanceof QuestionType.Scale;
        fault(question, (when.atLeast() != null || when.atMost() != null) && !measured, "condition-not-number");
        fault(question, when.atLeast() != null && when.atMost() != null && when.atLeast().compareTo(when.atMost()) > 0, "limits-crossed");
        if (when.anyOf() != null) {
            fault(question, when.anyOf().isEmpty() || measured, "condition-never");
            var possible = switch (on.type()) {
                case QuestionType.Choice choice -> codes(choice.options());
                case QuestionType.Choices choices -> codes(choices.options());
                case QuestionType.YesNo yesNo -> yesNo.notApplicable() ? Set.of("YES", "NO", "NA") : Set.of("YES", "NO");
                default -> null;
            };
            fault(question, possible != null && !possible.containsAll(when.anyOf()), "condition-never");
        }
    }

    private void type(Question question, QuestionType type) {
        switch (type) {
            case QuestionType.Text text -> fault(question, text.longest() < 1 || text.longest() > 10_000 || text.lines() > 20, "size");
            case QuestionType.Number number -> {
                fault(question, number.decimals() < 0 || number.decimals() > 6 || number.unit() != null && number.unit().length() > 20, "size");
                fault(question, crossed(number.least(), number.most()) || crossed(number.goodFrom(), number.goodTo())
                        || crossed(number.least(), number.goodTo()) || crossed(number.goodFrom(), number.most()), "limits-crossed");
            }
            case QuestionType.Meter meter -> fault(question, meter.decimals() < 0 || meter.decimals() > 6 || meter.unit() != null && meter.unit().length() > 20
                    || meter.most() != null && meter.most().signum() <= 0, "size");
            case QuestionType.Choice choice -> options(question, choice.options());
            case QuestionType.Choices choices -> options(question, choices.options());
            case QuestionType.Scale scale -> fault(question, scale.from() < 0 || scale.to() <= scale.from() || scale.to() - scale.from() > 10, "size");
            case QuestionType.Photo photo -> fault(question, photo.fewest() < 0 || photo.fewest() > photo.most() || photo.most() > 20, "size");
            case QuestionType.Table table -> table(question, table);
            case QuestionType.YesNo _, QuestionType.Signature _, QuestionType.Date _, QuestionType.Scan _, QuestionType.Group _, QuestionType.Note _ -> { }
        }
    }

    private void options(Question question, List<QuestionType.Option> options) {
        fault(question, options.isEmpty() || options.size() > MOST_OPTIONS, "options");
        fault(question, options.stream().anyMatch(option -> option.code() == null || !OPTION.matcher(option.code()).matches())
                || codes(options).size() != options.size(), "option-code");
        fault(question, options.stream().anyMatch(option -> option.label() == null || isBlank(option.label()) || isLong(option.label(), LONGEST_LABEL)), "option-label");
        fault(question, options.stream().anyMatch(option -> option.score() != null
                && (option.score().signum() < 0 || option.score().compareTo(BigDecimal.valueOf(100)) > 0)), "score");
    }

    private void table(Question question, QuestionType.Table table) {
        fault(question, table.columns().isEmpty() || table.columns().size() > MOST_COLUMNS, "columns");
        fault(question, table.fewest() < 0 || table.fewest() > table.most() || table.most() > 100, "size");
        var keys = new HashSet<String>();
        for (var column : table.columns()) {
            fault(question, column.key() == null || !KEY.matcher(column.key()).matches() || !keys.add(column.key()), "column-key");
            fault(question, isBlank(column.label()) || isLong(column.label(), LONGEST_LABEL), "column-label");
            switch (column.type()) {
                case QuestionType.Text _, QuestionType.Number _, QuestionType.Choice _, QuestionType.YesNo _, QuestionType.Date _, QuestionType.Scan _ ->
                        type(question, column.type());
                case null, default -> fault(question, true, "column-type");
            }
        }
    }

    /** A preset is an answer somebody could give. */
    private static boolean fits(Question question) {
        var alone = new Question(question.key(), question.label(), null, null, false, List.of(), null, BigDecimal.ZERO, Consequence.FINDING, question.type());
        try {
            Assessment.of(new Form("preset", 0, FormUse.SURVEY, List.of(), Map.of(), List.of(alone)), Map.of(question.key(), question.preset()));
            return !(question.type() instanceof QuestionType.Photo || question.type() instanceof QuestionType.Signature);
        } catch (Refusal.Broken refused) {
            return false;
        }
    }

    private void fault(@Nullable Question question, boolean is, String why) {
        if (is) {
            faults.add(new Fault(question == null ? null : String.valueOf(question.key()), why));
        }
    }

    private static boolean crossed(@Nullable BigDecimal from, @Nullable BigDecimal to) {
        return from != null && to != null && from.compareTo(to) > 0;
    }

    private static Set<String> codes(List<QuestionType.Option> options) {
        var codes = new HashSet<String>();
        options.forEach(option -> codes.add(String.valueOf(option.code())));
        return codes;
    }

    private static boolean isBlank(Map<String, String> words) {
        return words.getOrDefault("zh-CN", "").isBlank();
    }

    private static boolean isLong(Map<String, String> words, int most) {
        return words.size() > 3 || words.values().stream().anyMatch(word -> word.length() > most);
    }
}
