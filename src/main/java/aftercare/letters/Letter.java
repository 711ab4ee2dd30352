package aftercare.letters;

import aftercare.kernel.Refusal;
import aftercare.kernel.Subject;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A commitment letter. Immutable: every act returns the letter as it is afterwards.
 *
 * @param level    service level that it was written from; null: what everybody gets
 * @param tender   what it is for while there is no contract
 * @param revision one more with each saving
 */
record Letter(UUID id, String number, String title, UUID customer, UUID branch, @Nullable UUID contract, @Nullable UUID project, String tender, @Nullable String level,
              LetterStatus status, Draft draft, int revision, int version) {

    static final String SUBJECT = "letter";

    Letter {
        if (title.isBlank()) {
            throw new Refusal.Broken("letters.untitled", "a letter needs a title", Map.of());
        }
    }

    Subject subject() {
        return new Subject(SUBJECT, id);
    }

    Letter saved(String nextTitle, String nextTender, @Nullable String nextLevel, Draft next) {
        return new Letter(id, number, nextTitle.strip(), customer, branch, contract, project, nextTender.strip(), nextLevel, status.after(LetterAct.SAVE), next, revision + 1, version);
    }

    Letter attached(UUID toContract) {
        return new Letter(id, number, title, customer, branch, toContract, project, tender, level, status.after(LetterAct.ATTACH), draft, revision, version);
    }

    Letter moved(LetterAct act) {
        return new Letter(id, number, title, customer, branch, contract, project, tender, level, status.after(act), draft, revision, version);
    }
}
