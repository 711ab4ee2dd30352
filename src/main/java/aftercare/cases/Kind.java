package aftercare.cases;

import java.util.List;
import java.util.Map;
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
     */
    record Definition(int severity, boolean visits, String start, List<Stage> stages, List<Move> moves, Map<Step, String> follow,
                      List<SeverityLevel> severities) {}

    record Stage(String code, Map<String, String> name) {}

    record Move(String from, String to) {}

    record SeverityLevel(int level, Map<String, String> name, Map<String, String> meaning) {}

    /** The steps of the work a stage can follow. */
    enum Step { TAKE, BOOKED, DROPPED, ARRIVED, NOT_FIXED, RESOLVE, REOPEN, CLOSE, CANCEL }

    /** The stage after a step, or the one it is in. */
    String after(Step step, String stage) {
        return definition.follow().getOrDefault(step, stage);
    }

    List<String> movesFrom(String stage) {
        return definition.moves().stream().filter(move -> move.from().equals(stage)).map(Move::to).toList();
    }

    @Nullable Stage stage(String code) {
        return definition.stages().stream().filter(stage -> stage.code().equals(code)).findFirst().orElse(null);
    }
}
