package aftercare.cases;

import aftercare.identity.Role;
import aftercare.kernel.Refusal;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A kind of the service catalogue in one of its versions. Kinds differ in stages and papers; the status of a case means the
 * same in all of them. Which promises a case brings with it is said by the promise rules, which look at its kind. Names are
 * kept by language ({@code zh-CN}, {@code zh-TW}, {@code en}).
 */
record Kind(String code, int version, Map<String, String> name, Definition definition) {

    /**
     * @param severity   given when nobody chooses one
     * @param visits     somebody may have to go there: engineers can be booked and {@code arrive} is promised
     * @param start      the stage a case opens in
     * @param follow     the stage that a step of the work leads to; a step that is not named leaves the stage alone
     * @param moves      the stage changes a person may make
     * @param severities what 1 to 4 mean for this kind, shown when choosing
     * @param papers     what has to lie with a case before it comes into a stage
     * @param matrix     the severity by impact (line 1 to 3, from the whole house to one person) and urgency (column 1 to 3);
     *                   a kind written before there was such a thing has the usual one
     */
    record Definition(int severity, boolean visits, String start, List<Stage> stages, List<Move> moves, Map<Step, String> follow,
                      List<SeverityLevel> severities, @Nullable List<Paper> papers, @Nullable List<List<Integer>> matrix) {

        static final List<List<Integer>> USUAL_MATRIX = List.of(List.of(1, 2, 3), List.of(2, 3, 4), List.of(3, 4, 4));

        Definition {
            papers = papers == null ? List.of() : papers;
            matrix = matrix == null ? USUAL_MATRIX : matrix;
        }
    }

    record Stage(@NotBlank @Size(max = 40) String code, @NotNull Map<@Size(max = 10) String, @NotNull String> name) {}

    /** @param by who may make it; nobody named means whoever may triage the case */
    record Move(@NotBlank @Size(max = 40) String from, @NotBlank @Size(max = 40) String to, @Nullable @Size(max = 20) List<@NotNull Role> by) {

        Move {
            by = by == null ? List.of() : by;
        }
    }

    /** @param stage before a case comes into this one, the paper has to be there */
    record Paper(@NotBlank @Size(max = 30) String code, @NotNull Map<@Size(max = 10) String, @NotNull String> name,
                 @NotBlank @Size(max = 40) String stage) {}

    record SeverityLevel(int level, @NotNull Map<@Size(max = 10) String, @NotNull String> name,
                         @NotNull Map<@Size(max = 10) String, @NotNull String> meaning) {}

    /** The steps of the work a stage can follow. */
    enum Step { TAKE, BOOKED, DROPPED, ARRIVED, NOT_FIXED, RESOLVE, REOPEN, CLOSE, CANCEL }

    private static final String LANGUAGE = "zh-CN";
    private static final int LONGEST_NAME = 60;
    private static final Pattern CODE = Pattern.compile("[a-z][a-z0-9-]{0,39}");
    private static final Pattern LETTERS = Pattern.compile("[a-z][a-z-]{0,29}");

    /** Refuses a kind in which a case could get lost: every stage it speaks of exists, and every level has its words. */
    void whole() {
        named(name);
        if (!LETTERS.matcher(code).matches()) {
            throw new Refusal.Broken("cases.kind-code", "a kind's code is small letters and dashes, at most 30, not '%s'".formatted(code), Map.of("code", code));
        }
        var stages = definition.stages().stream().map(Stage::code).collect(Collectors.toSet());
        if (stages.isEmpty() || stages.size() != definition.stages().size()) {
            throw new Refusal.Broken("cases.kind-stages-twice", "a kind needs stages, each with a code of its own", Map.of());
        }
        definition.stages().forEach(stage -> {
            if (!CODE.matcher(stage.code()).matches()) {
                throw new Refusal.Broken("cases.kind-stage-code", "a stage's code is small letters, digits and dashes, not '%s'".formatted(stage.code()),
                        Map.of("code", stage.code()));
            }
            named(stage.name());
        });
        var spokenOf = Stream.of(Stream.of(definition.start()), definition.moves().stream().flatMap(move -> Stream.of(move.from(), move.to())),
                definition.follow().values().stream(), definition.papers().stream().map(Paper::stage)).flatMap(Function.identity());
        spokenOf.filter(code -> !stages.contains(code)).findFirst().ifPresent(code -> {
            throw new Refusal.Broken("cases.kind-stage-missing", "the kind speaks of a stage %s that it does not have".formatted(code),
                    Map.of("code", code));
        });
        if (definition.moves().stream().anyMatch(move -> move.from().equals(move.to()))
                || definition.moves().stream().map(move -> List.of(move.from(), move.to())).distinct().count() != definition.moves().size()) {
            throw new Refusal.Broken("cases.kind-move-idle", "a move leads from one stage to another, and is named once", Map.of());
        }
        papers();
        var levels = definition.severities().stream().map(SeverityLevel::level).sorted().toList();
        if (!levels.equals(List.of(1, 2, 3, 4)) || definition.severity() < 1 || definition.severity() > 4) {
            throw new Refusal.Broken("cases.kind-severities", "a kind says what each of the severities 1 to 4 means", Map.of());
        }
        var matrix = definition.matrix();
        if (matrix.size() != 3 || matrix.stream().anyMatch(line -> line.size() != 3 || line.stream().anyMatch(level -> level < 1 || level > 4))) {
            throw new Refusal.Broken("cases.kind-matrix", "a kind says which severity 1 to 4 each of three impacts and three urgencies makes", Map.of());
        }
        definition.severities().forEach(level -> {
            named(level.name());
            worded(level.meaning(), 500);
        });
    }

    private void papers() {
        var papers = definition.papers();
        if (papers.stream().anyMatch(paper -> !LETTERS.matcher(paper.code()).matches())
                || papers.stream().map(Paper::code).distinct().count() != papers.size()) {
            throw new Refusal.Broken("cases.kind-papers", "each paper of a kind has a code of its own, of small letters and dashes", Map.of());
        }
        papers.forEach(paper -> named(paper.name()));
    }

    /** A name has Chinese words; the other languages may be missing. */
    static void named(Map<String, String> name) {
        worded(name, LONGEST_NAME);
    }

    /** A name as it stands in a sentence. */
    static String said(Map<String, String> name) {
        return name.getOrDefault(LANGUAGE, "");
    }

    private static void worded(Map<String, String> words, int most) {
        if (words.getOrDefault(LANGUAGE, "").isBlank() || words.values().stream().anyMatch(text -> text.length() > most)) {
            throw new Refusal.Broken("cases.name-misshaped", "a name needs Chinese words, at most %d characters".formatted(most), Map.of("most", most));
        }
    }

    /** What impact and urgency (1 to 3, 1 the greatest) make together. */
    int severity(int impact, int urgency) {
        return definition.matrix().get(impact - 1).get(urgency - 1);
    }

    /** The stage after a step, or the one it is in. */
    String after(Step step, String stage) {
        return definition.follow().getOrDefault(step, stage);
    }

    List<Move> movesFrom(String stage) {
        return definition.moves().stream().filter(move -> move.from().equals(stage)).toList();
    }

    /** How people call a stage, by language. */
    Map<String, String> nameOf(String code) {
        var stage = stage(code);
        return stage == null ? Map.of(LANGUAGE, code) : stage.name();
    }

    @Nullable Stage stage(String code) {
        return definition.stages().stream().filter(stage -> stage.code().equals(code)).findFirst().orElse(null);
    }
}
