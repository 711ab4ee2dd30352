package aftercare.forms;

import aftercare.kernel.Refusal;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Checks answers against a form and scores them. Every fault is found in one go, each with a word that says why
 * ({@code required}, {@code unknown}, {@code not-asked}, {@code wrong-type}, {@code too-long}, {@code below-least},
 * {@code above-most}, {@code too-precise}, {@code no-such-option}, {@code too-few}, {@code too-many}); a cell of a table is
 * named {@code question.row.column}.
 *
 * @param answers   as they are kept: clean, in the order of the questions
 * @param outside   questions answered badly: out of limits, a bad option, a counter that went back
 * @param documents the photos and signatures among them
 * @param measured  every number, to be followed over time
 */
record Assessment(Map<String, Object> answers, @Nullable BigDecimal score, List<String> outside, List<UUID> documents, List<Measured> measured) {

    /** @param question of a table with its column: {@code cells.voltage} */
    record Measured(String question, int row, BigDecimal number, boolean bad) {}

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    static Assessment of(Form form, Map<String, ?> given) {
        return of(form, given, Map.of());
    }

    /** @param earlier what the counters showed the last time */
    static Assessment of(Form form, Map<String, ?> given, Map<String, BigDecimal> earlier) {
        return new Checking(form, given, earlier).done();
    }

    /** What is to be said of one answer: it can be kept, or why not. */
    private sealed interface Verdict {

        record Kept(Object answer, @Nullable BigDecimal score, boolean bad) implements Verdict {}

        record Refused(String why) implements Verdict {}
    }

    private static final class Checking {

        private final Form form;
        private final Map<String, ?> given;
        private final Map<String, BigDecimal> earlier;
        private final Map<String, Object> kept = new LinkedHashMap<>();
        private final Map<String, String> faults = new TreeMap<>();
        private final List<String> outside = new ArrayList<>();
        private final List<UUID> documents = new ArrayList<>();
        private final List<Measured> measured = new ArrayList<>();
        private BigDecimal points = BigDecimal.ZERO;
        private BigDecimal weights = BigDecimal.ZERO;

        Checking(Form form, Map<String, ?> given, Map<String, BigDecimal> earlier) {
            this.form = form;
            this.given = given;
            this.earlier = earlier;
        }

        Assessment done() {
            var unknown = new HashSet<>(given.keySet());
            var groupAsked = true;
            for (var question : form.questions()) {
                unknown.remove(question.key());
                var applies = holds(question);
                if (question.type() instanceof QuestionType.Group) {
                    groupAsked = applies;
                }
                check(question, groupAsked && applies, clean(given.get(question.key())));
            }
            unknown.forEach(key -> faults.put(key, "unknown"));
            if (!faults.isEmpty()) {
                throw new Refusal.Broken("forms.answers-invalid", "these answers cannot be kept: %s".formatted(faults), Map.of("questions", faults));
            }
            var score = weights.signum() == 0 ? null : points.divide(weights, 2, RoundingMode.HALF_UP);
            return new Assessment(kept, score, outside, documents, measured);
        }

        private void check(Question question, boolean asked, @Nullable Object answer) {
            if (!asked || !question.isAnswered()) {
                if (answer != null) {
                    faults.put(question.key(), "not-asked");
                }
            } else if (answer == null) {
                if (question.required() || question.type() instanceof QuestionType.Photo photo && photo.fewest() > 0
                        || question.type() instanceof QuestionType.Table table && table.fewest() > 0) {
                    faults.put(question.key(), "required");
                }
            } else if (question.type() instanceof QuestionType.Table table) {
                table(question, table, answer);
            } else {
                switch (judge(question.type(), answer, earlier.get(question.key()))) {
                    case Verdict.Refused(var why) -> faults.put(question.key(), why);
                    case Verdict.Kept(var value, var score, var bad) -> {
                        kept.put(question.key(), value);
                        if (value instanceof BigDecimal number) {
                            measured.add(new Measured(question.key(), 0, number, bad));
                        }
                        documents(question.type(), value);
                        count(question, score, bad);
                    }
                }
            }
        }

        /** A question that depends on one that was not asked or not answered is not asked either. */
        private boolean holds(Question question) {
            return question.shownIf().stream().allMatch(this::holds);
        }

        private boolean holds(Question.ShownIf when) {
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

        /** Cells have no weights of their own: the table is as bad as its worst cell, and scores for its good ones. */
        private void table(Question question, QuestionType.Table table, Object answer) {
            if (!(answer instanceof List<?> list) || !list.stream().allMatch(Map.class::isInstance)) {
                faults.put(question.key(), "wrong-type");
                return;
            }
            if (list.size() < table.fewest() || list.size() > table.most()) {
                faults.put(question.key(), list.size() < table.fewest() ? "too-few" : "too-many");
                return;
            }
            var rows = new ArrayList<Map<String, Object>>();
            var scored = 0;
            var sum = BigDecimal.ZERO;
            var bad = false;
            for (int i = 0; i < list.size(); i++) {
                var row = new LinkedHashMap<String, Object>();
                var cells = (Map<?, ?>) list.get(i);
                var unknown = new HashSet<Object>(cells.keySet());
                for (var column : table.columns()) {
                    unknown.remove(column.key());
                    var name = "%s.%d.%s".formatted(question.key(), i, column.key());
                    var cell = clean(cells.get(column.key()));
                    if (cell == null) {
                        if (column.required()) {
                            faults.put(name, "required");
                        }
                        continue;
                    }
                    switch (judge(column.type(), cell, null)) {
                        case Verdict.Refused(var why) -> faults.put(name, why);
                        case Verdict.Kept(var value, var score, var badCell) -> {
                            row.put(column.key(), value);
                            bad |= badCell;
                            if (value instanceof BigDecimal number) {
                                measured.add(new Measured(question.key() + "." + column.key(), i, number, badCell));
                            }
                            if (score != null) {
                                sum = sum.add(score);
                                scored++;
                            }
                        }
                    }
                }
                if (!unknown.isEmpty()) {
                    faults.put(question.key(), "unknown");
                }
                if (!row.isEmpty()) {
                    rows.add(row);
                }
            }
            if (rows.isEmpty()) {
                var named = faults.keySet().stream().anyMatch(fault -> fault.startsWith(question.key() + "."));
                if (!named && (question.required() || table.fewest() > 0)) {
                    faults.putIfAbsent(question.key(), "required");
                }
                return;
            }
            kept.put(question.key(), rows);
            count(question, scored == 0 ? null : sum.divide(BigDecimal.valueOf(scored), 4, RoundingMode.HALF_UP), bad);
        }

        private void documents(QuestionType type, Object value) {
            if (type instanceof QuestionType.Photo) {
                ((List<?>) value).forEach(id -> documents.add(UUID.fromString((String) id)));
            } else if (type instanceof QuestionType.Signature) {
                documents.add(UUID.fromString((String) value));
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

    private static Verdict judge(QuestionType type, Object answer, @Nullable BigDecimal earlier) {
        return switch (type) {
            case QuestionType.Text text -> text(answer, text.longest());
            case QuestionType.Scan _ -> text(answer, QuestionType.Scan.LONGEST);
            case QuestionType.Number number -> number(number, answer);
            case QuestionType.Meter meter -> meter(meter, answer, earlier);
            case QuestionType.Choice choice -> choice(choice, answer);
            case QuestionType.Choices choices -> choices(choices, answer);
            case QuestionType.Scale scale -> scale(scale, answer);
            case QuestionType.YesNo yesNo -> yesNo(yesNo, answer);
            case QuestionType.Photo photo -> photos(photo, answer);
            case QuestionType.Signature _ -> id(answer) == null ? refused("wrong-type") : kept(String.valueOf(id(answer)));
            case QuestionType.Date _ -> date(answer);
            case QuestionType.Table _, QuestionType.Group _, QuestionType.Note _ -> refused("wrong-type");
        };
    }

    private static Verdict text(Object answer, int longest) {
        if (!(answer instanceof String text)) {
            return refused("wrong-type");
        }
        return text.codePointCount(0, text.length()) > longest ? refused("too-long") : kept(text.replace("\0", ""));
    }

    private static Verdict number(QuestionType.Number type, Object answer) {
        var number = decimal(answer);
        if (number == null) {
            return refused("wrong-type");
        } else if (type.least() != null && number.compareTo(type.least()) < 0) {
            return refused("below-least");
        } else if (type.most() != null && number.compareTo(type.most()) > 0) {
            return refused("above-most");
        } else if (number.stripTrailingZeros().scale() > type.decimals()) {
            return refused("too-precise");
        } else if (type.goodFrom() == null && type.goodTo() == null) {
            return kept(number);
        }
        return judged(number, type.good(number));
    }

    private static Verdict meter(QuestionType.Meter type, Object answer, @Nullable BigDecimal earlier) {
        var number = decimal(answer);
        if (number == null) {
            return refused("wrong-type");
        } else if (number.signum() < 0) {
            return refused("below-least");
        } else if (type.most() != null && number.compareTo(type.most()) > 0) {
            return refused("above-most");
        } else if (number.stripTrailingZeros().scale() > type.decimals()) {
            return refused("too-precise");
        }
        return new Verdict.Kept(number, null, earlier != null && number.compareTo(earlier) < 0);
    }

    private static Verdict choice(QuestionType.Choice type, Object answer) {
        return type.options().stream().filter(option -> option.code().equals(answer)).findFirst()
                .<Verdict>map(option -> new Verdict.Kept(option.code(), option.score(), option.bad())).orElse(refused("no-such-option"));
    }

    private static Verdict choices(QuestionType.Choices type, Object answer) {
        if (!(answer instanceof List<?> list)) {
            return refused("wrong-type");
        }
        var chosen = type.options().stream().filter(option -> list.contains(option.code())).toList();
        if (chosen.size() != list.stream().distinct().count()) {
            return refused("no-such-option");
        }
        var scores = chosen.stream().map(QuestionType.Option::score).filter(score -> score != null).toList();
        var mean = scores.isEmpty() ? null
                : scores.stream().reduce(BigDecimal.ZERO, BigDecimal::add).divide(BigDecimal.valueOf(scores.size()), 4, RoundingMode.HALF_UP);
        return new Verdict.Kept(chosen.stream().map(QuestionType.Option::code).toList(), mean, chosen.stream().anyMatch(QuestionType.Option::bad));
    }

    private static Verdict scale(QuestionType.Scale type, Object answer) {
        var number = decimal(answer);
        if (number == null || number.stripTrailingZeros().scale() > 0) {
            return refused("wrong-type");
        } else if (number.compareTo(BigDecimal.valueOf(type.from())) < 0) {
            return refused("below-least");
        } else if (number.compareTo(BigDecimal.valueOf(type.to())) > 0) {
            return refused("above-most");
        }
        return new Verdict.Kept(number, number.subtract(BigDecimal.valueOf(type.from())).multiply(HUNDRED)
                .divide(BigDecimal.valueOf((long) type.to() - type.from()), 4, RoundingMode.HALF_UP), false);
    }

    private static Verdict yesNo(QuestionType.YesNo type, Object answer) {
        if (answer.equals("YES") || answer.equals("NO")) {
            return judged(answer, answer.equals(type.noIsGood() ? "NO" : "YES"));
        }
        return answer.equals("NA") && type.notApplicable() ? kept(answer) : refused("no-such-option");
    }

    private static Verdict photos(QuestionType.Photo type, Object answer) {
        if (!(answer instanceof List<?> list)) {
            return refused("wrong-type");
        }
        var ids = list.stream().distinct().map(Assessment::id).toList();
        if (ids.contains(null)) {
            return refused("wrong-type");
        } else if (ids.size() < type.fewest()) {
            return refused("too-few");
        } else if (ids.size() > type.most()) {
            return refused("too-many");
        }
        return kept(ids.stream().map(String::valueOf).toList());
    }

    private static Verdict date(Object answer) {
        try {
            return kept(LocalDate.parse(String.valueOf(answer)).toString());
        } catch (DateTimeParseException e) {
            return refused("wrong-type");
        }
    }

    private static Verdict kept(Object answer) {
        return new Verdict.Kept(answer, null, false);
    }

    private static Verdict judged(Object answer, boolean good) {
        return new Verdict.Kept(answer, good ? HUNDRED : BigDecimal.ZERO, !good);
    }

    private static Verdict refused(String why) {
        return new Verdict.Refused(why);
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
