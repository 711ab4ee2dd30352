package aftercare.forms;

import aftercare.kernel.Subject;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A form as it was filled in for something, frozen with the version that was answered.
 *
 * @param about   the thing within the subject (the device of a visit) it was filled in for, if there is one
 * @param score   0 to 100, weighted; null when nothing answered counts
 * @param outside keys of questions whose answer is bad: out of limits, or a bad option
 */
public record FormAnswer(UUID id, String formCode, int formVersion, Subject subject, @Nullable Subject about, Map<String, Object> answers,
                         @Nullable BigDecimal score, List<String> outside, @Nullable UUID actorId, String actorName, Instant at) {

    /** The answer to a question that takes a string. */
    public @Nullable String text(String question) {
        return answers.get(question) instanceof String text ? text : null;
    }

    /** The answer to a question that takes a number. */
    public @Nullable BigDecimal number(String question) {
        return answers.get(question) instanceof Number number ? new BigDecimal(number.toString()) : null;
    }
}
