package aftercare.forms;

import aftercare.kernel.Refusal;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Checks answers against a form and scores them. Every fault is found in one go, each with a word that says why
 * ({@code required}, {@code unknown}, {@code not-asked}, {@code wrong-type}, {@code too-long}, {@code below-least},
 * {@code above-most}, {@code too-precise}, {@code no-such-option}, {@code too-few}, {@code too-many}).
 *
 * @param answers   as they are kept: clean, in the order of the questions
 * @param documents the photos and signatures among them
 */
record Assessment(Map<String, Object> answers, @Nullable BigDecimal score, List<String> outside, List<UUID> documents) {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    static Assessment of(Form form, Map<String, ?> given) {
        return new Checking(form, given).done();
    }

    private static final class Checking {

        private final Form form;
        private final Map<String, ?> given;
        private final Map<String, Object> kept = new LinkedHashMap<>();
        private final Map<String, String> faults = new TreeMap<>();
        private final List<String> outside = new ArrayList<>();
        private final List<UUID> documents = new ArrayList<>();
        private BigDecimal points = BigDecimal.ZERO;
        private BigDecimal weights = BigDecimal.ZERO;

        Checking(Form form, Map<String, ?> given) {
            this.form = form;
            this.given = given;
        }

        Assessment done() {
            var unknown = new ArrayList<>(given.keySet());
            for (var question : form.questions()) {
                unknown.remove(question.key());
                check(question, clean(given.get(question.key())));
            }
            unknown.forEach(key -> faults.put(key, "unknown"));
            if (!faults.isEmpty()) {
                throw new Refusal.Broken("forms.answers-invalid", "these answers cannot be kept: %s".formatted(faults), Map.of("questions", faults));
            }
            var score = weights.signum() == 0 ? null : points.divide(weights, 2, RoundingMode.HALF_UP);
            return new Assessment(kept, score, outside, documents);
        }

        /** No answer, an empty one and an empty list are the same. */
        private static @Nullable Object clean(@Nullable Object answer) {
            return switch (answer) {
                case String text when text.isBlank() -> null;
                case String text -> text.strip();
                case List<?> list when list.isEmpty() -> null;
                case null -> null;
                default -> answer;
            };
        }

        private void check(Question question, @Nullable Object answer) {
            if (question.type() instanceof QuestionType.Note || !asked(question)) {
                if (answer != null) {
                    fault(question, "not-asked");
                }
                return;
            }
            if (answer == null) {
                if (question.required() || question.type() instanceof QuestionType.Photo photo && photo.fewest() > 0) {
                    fault(question, "required");
                }
                return;
            }
            switch (question.type()) {
                case QuestionType.Text text -> text(question, text, answer);
                case QuestionType.Number number -> number(question, number, answer);
                case QuestionType.Choice choice -> choice(question, choice, answer);
                case QuestionType.Choices choices -> choices(question, choices, answer);
                case QuestionType.Scale scale -> scale(question, scale, answer);
                case QuestionType.YesNo yesNo -> yesNo(question, yesNo, answer);
                case QuestionType.Photo photo -> photos(question, photo, answer);
                case QuestionType.Signature _ -> signature(question, answer);
                case QuestionType.Date _ -> date(question, answer);
                case QuestionType.Note _ -> throw new IllegalStateException("a note is not answered");
            }
        }

        /** A question that depends on one that was not asked or not answered is not asked either. */
        private boolean asked(Question question) {
            var when = question.shownIf();
            if (when == null) {
                return true;
            }
            var answer = kept.get(when.question());
            if (answer == null) {
                return false;
            }
            if (when.anyOf() != null) {
                var given = answer instanceof List<?> list ? list : List.of(answer);
                if (given.stream().map(String::valueOf).noneMatch(when.anyOf()::contains)) {
                    return false;
                }
            }
            if (when.atLeast() == null && when.atMost() == null) {
                return true;
            }
            return answer instanceof BigDecimal number && (when.atLeast() == null || number.compareTo(when.atLeast()) >= 0)
                    && (when.atMost() == null || number.compareTo(when.atMost()) <= 0);
        }

        private void text(Question question, QuestionType.Text type, Object answer) {
            if (!(answer instanceof String text)) {
                fault(question, "wrong-type");
            } else if (text.codePointCount(0, text.length()) > type.longest()) {
                fault(question, "too-long");
            } else {
                kept.put(question.key(), text.replace("\0", ""));
            }
        }

        private void number(Question question, QuestionType.Number type, Object answer) {
            var number = decimal(answer);
            if (number == null) {
                fault(question, "wrong-type");
            } else if (type.least() != null && number.compareTo(type.least()) < 0) {
                fault(question, "below-least");
            } else if (type.most() != null && number.compareTo(type.most()) > 0) {
                fault(question, "above-most");
            } else if (number.stripTrailingZeros().scale() > type.decimals()) {
                fault(question, "too-precise");
            } else {
                kept.put(question.key(), number);
                if (type.goodFrom() != null || type.goodTo() != null) {
                    var good = type.good(number);
                    count(question, good ? HUNDRED : BigDecimal.ZERO, !good);
                }
            }
        }

        private void choice(Question question, QuestionType.Choice type, Object answer) {
            var option = type.options().stream().filter(one -> one.code().equals(answer)).findFirst();
            if (option.isEmpty()) {
                fault(question, "no-such-option");
            } else {
                kept.put(question.key(), option.get().code());
                count(question, option.get().score(), option.get().bad());
            }
        }

        private void choices(Question question, QuestionType.Choices type, Object answer) {
            if (!(answer instanceof List<?> list)) {
                fault(question, "wrong-type");
                return;
            }
            var chosen = type.options().stream().filter(option -> list.contains(option.code())).toList();
            if (chosen.size() != list.stream().distinct().count()) {
                fault(question, "no-such-option");
                return;
            }
            kept.put(question.key(), chosen.stream().map(QuestionType.Option::code).toList());
            var scores = chosen.stream().map(QuestionType.Option::score).filter(score -> score != null).toList();
            var mean = scores.isEmpty() ? null
                    : scores.stream().reduce(BigDecimal.ZERO, BigDecimal::add).divide(BigDecimal.valueOf(scores.size()), 4, RoundingMode.HALF_UP);
            count(question, mean, chosen.stream().anyMatch(QuestionType.Option::bad));
        }

        private void scale(Question question, QuestionType.Scale type, Object answer) {
            var number = decimal(answer);
            if (number == null || number.stripTrailingZeros().scale() > 0) {
                fault(question, "wrong-type");
            } else if (number.compareTo(BigDecimal.valueOf(type.from())) < 0) {
                fault(question, "below-least");
            } else if (number.compareTo(BigDecimal.valueOf(type.to())) > 0) {
                fault(question, "above-most");
            } else {
                kept.put(question.key(), number);
                count(question, number.subtract(BigDecimal.valueOf(type.from())).multiply(HUNDRED)
                        .divide(BigDecimal.valueOf((long) type.to() - type.from()), 4, RoundingMode.HALF_UP), false);
            }
        }

        private void yesNo(Question question, QuestionType.YesNo type, Object answer) {
            if (answer.equals("YES") || answer.equals("NO")) {
                kept.put(question.key(), answer);
                var good = answer.equals(type.noIsGood() ? "NO" : "YES");
                count(question, good ? HUNDRED : BigDecimal.ZERO, !good);
            } else if (answer.equals("NA") && type.notApplicable()) {
                kept.put(question.key(), answer);
            } else {
                fault(question, "no-such-option");
            }
        }

        private void photos(Question question, QuestionType.Photo type, Object answer) {
            if (!(answer instanceof List<?> list)) {
                fault(question, "wrong-type");
                return;
            }
            var ids = list.stream().distinct().map(Checking::id).toList();
            if (ids.contains(null)) {
                fault(question, "wrong-type");
            } else if (ids.size() < type.fewest()) {
                fault(question, "too-few");
            } else if (ids.size() > type.most()) {
                fault(question, "too-many");
            } else {
                kept.put(question.key(), ids.stream().map(String::valueOf).toList());
                documents.addAll(ids);
            }
        }

        private void signature(Question question, Object answer) {
            var id = id(answer);
            if (id == null) {
                fault(question, "wrong-type");
            } else {
                kept.put(question.key(), id.toString());
                documents.add(id);
            }
        }

        private void date(Question question, Object answer) {
            try {
                kept.put(question.key(), LocalDate.parse(String.valueOf(answer)).toString());
            } catch (DateTimeParseException e) {
                fault(question, "wrong-type");
            }
        }

        private void count(Question question, @Nullable BigDecimal score, boolean bad) {
            if (bad) {
                outside.add(question.key());
            }
            if (score != null && question.weight().signum() > 0) {
                points = points.add(score.multiply(question.weight()));
                weights = weights.add(question.weight());
            }
        }

        private void fault(Question question, String why) {
            faults.put(question.key(), why);
        }

        private static @Nullable BigDecimal decimal(Object answer) {
            return answer instanceof Number number ? new BigDecimal(number.toString()) : null;
        }

        private static @Nullable UUID id(@Nullable Object answer) {
            try {
                return answer instanceof String text ? UUID.fromString(text) : null;
            } catch (IllegalArgumentException e) {
                return null;
            }
        }
    }
}
