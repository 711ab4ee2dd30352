package aftercare.forms;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A filled form as it is printed, in Chinese: what was asked and answered, in the order of the questions.
 *
 * @param about which of several devices; null where there is only one, and in what was frozen before there were several
 */
public record AnswerSheet(String title, @Nullable BigDecimal score, List<Line> lines, @Nullable String about) {

    /**
     * @param value  null for the heading of a group
     * @param limits what would have been good; empty when nothing is demanded
     * @param bad    null when the answer is neither good nor bad
     */
    public record Line(String label, @Nullable String value, String limits, @Nullable Boolean bad) {}

    private static final String LANGUAGE = "zh-CN";

    public static AnswerSheet of(Form form, FormAnswer answer) {
        return of(form, answer, null);
    }

    public static AnswerSheet of(Form form, FormAnswer answer, @Nullable String about) {
        var lines = new ArrayList<Line>();
        Line heading = null;
        for (var question : form.questions()) {
            if (question.type() instanceof QuestionType.Group) {
                heading = new Line(words(question.label()), null, "", null);
                continue;
            }
            var given = answer.answers().get(question.key());
            if (given == null) {
                continue;
            }
            if (heading != null) {
                lines.add(heading);
                heading = null;
            }
            var bad = answer.outside().contains(question.key());
            lines.add(new Line(words(question.label()), value(question.type(), given), limits(question.type()), bad ? Boolean.TRUE : judges(question.type()) ? Boolean.FALSE : null));
        }
        return new AnswerSheet(words(form.title()), answer.score(), lines, about);
    }

    private static String value(QuestionType type, Object given) {
        return switch (type) {
            case QuestionType.Number number -> join(plain(given), number.unit());
            case QuestionType.Meter meter -> join(plain(given), meter.unit());
            case QuestionType.Scale _ -> plain(given);
            case QuestionType.Choice choice -> option(choice.options(), given);
            case QuestionType.Choices choices -> ((List<?>) given).stream().map(one -> option(choices.options(), one)).collect(Collectors.joining("、"));
            case QuestionType.YesNo _ -> switch (String.valueOf(given)) {
                case "YES" -> "是";
                case "NO" -> "否";
                default -> "不适用";
            };
            case QuestionType.Photo _ -> "照片 %d 张".formatted(((List<?>) given).size());
            case QuestionType.Signature _ -> "已签名";
            case QuestionType.Table table -> ((List<?>) given).stream().map(row -> row(table, (Map<?, ?>) row)).collect(Collectors.joining("\n"));
            case QuestionType.Text _, QuestionType.Scan _, QuestionType.Date _, QuestionType.Group _, QuestionType.Note _ -> String.valueOf(given);
        };
    }

    private static String row(QuestionType.Table table, Map<?, ?> row) {
        return table.columns().stream().filter(column -> row.containsKey(column.key()))
                .map(column -> words(column.label()) + " " + value(column.type(), row.get(column.key()))).collect(Collectors.joining("；"));
    }

    private static String limits(QuestionType type) {
        if (!(type instanceof QuestionType.Number number)) {
            return "";
        }
        var unit = number.unit();
        if (number.goodFrom() != null && number.goodTo() != null) {
            return join("%s～%s".formatted(plain(number.goodFrom()), plain(number.goodTo())), unit);
        }
        return number.goodFrom() != null ? join("≥ " + plain(number.goodFrom()), unit) : number.goodTo() != null ? join("≤ " + plain(number.goodTo()), unit) : "";
    }

    /** Whether an answer of this type can be bad at all. */
    private static boolean judges(QuestionType type) {
        return switch (type) {
            case QuestionType.Number number -> number.goodFrom() != null || number.goodTo() != null;
            case QuestionType.YesNo _ -> true;
            case QuestionType.Choice choice -> choice.options().stream().anyMatch(QuestionType.Option::bad);
            case QuestionType.Choices choices -> choices.options().stream().anyMatch(QuestionType.Option::bad);
            case QuestionType.Table table -> table.columns().stream().anyMatch(column -> judges(column.type()));
            default -> false;
        };
    }

    private static String option(List<QuestionType.Option> options, Object code) {
        return options.stream().filter(option -> option.code().equals(code)).findFirst().map(option -> words(option.label())).orElse(String.valueOf(code));
    }

    private static String plain(Object number) {
        return new BigDecimal(number.toString()).toPlainString();
    }

    private static String join(String number, @Nullable String unit) {
        return unit == null || unit.isBlank() ? number : number + " " + unit;
    }

    private static String words(Map<String, String> words) {
        return words.getOrDefault(LANGUAGE, "");
    }
}
