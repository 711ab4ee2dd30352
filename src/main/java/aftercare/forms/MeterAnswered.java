package aftercare.forms;

import aftercare.kernel.Subject;
import aftercare.timeline.Actor;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;

/**
 * A counter was read off while a form was filled in; told in the transaction that keeps the answer.
 *
 * @param about    what the form was filled in about: the device
 * @param answerOf the same for every answer to this question of the form on the same occasion: a later one puts the earlier right
 * @param label    the question, by language
 * @param unit     empty when the question names none
 */
public record MeterAnswered(Subject about, String answerOf, Map<String, String> label, String unit, BigDecimal value, Actor actor, Instant at) {

    public MeterAnswered {
        label = Map.copyOf(label);
    }
}
