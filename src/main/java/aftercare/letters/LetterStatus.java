package aftercare.letters;

import static aftercare.letters.LetterAct.ACCEPT;
import static aftercare.letters.LetterAct.ATTACH;
import static aftercare.letters.LetterAct.GIVE_UP;
import static aftercare.letters.LetterAct.ISSUE;
import static aftercare.letters.LetterAct.REVISE;
import static aftercare.letters.LetterAct.SAVE;

import aftercare.kernel.Refusal;
import java.util.List;
import java.util.Map;

/** Where a letter stands. {@link #MOVES} is the only place that says which act leads where. */
enum LetterStatus {

    DRAFT, ISSUED, ACCEPTED, GIVEN_UP;

    private static final Map<LetterStatus, Map<LetterAct, LetterStatus>> MOVES = Map.of(
            DRAFT,    Map.of(SAVE, DRAFT,  ATTACH, DRAFT,   ISSUE, ISSUED,  GIVE_UP, GIVEN_UP),
            ISSUED,   Map.of(REVISE, DRAFT,  ATTACH, ISSUED,  ACCEPT, ACCEPTED,  GIVE_UP, GIVEN_UP),
            ACCEPTED, Map.of(),
            GIVEN_UP, Map.of());

    /** What a person may do now. */
    List<LetterAct> acts() {
        return MOVES.get(this).keySet().stream().filter(act -> act != ACCEPT).sorted().toList();
    }

    LetterStatus after(LetterAct act) {
        var next = MOVES.get(this).get(act);
        if (next == null) {
            throw new Refusal.Conflict("letters.act-not-allowed", "cannot %s a letter that is %s; allowed now: %s".formatted(act, this, acts()),
                    Map.of("act", act.name(), "status", name()));
        }
        return next;
    }
}
