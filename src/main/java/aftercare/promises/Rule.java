package aftercare.promises;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One version of a rule: for what it holds, and what it promises. Never edited; a change is a new version, and a promise keeps
 * the version it was given.
 *
 * @param pauses        the reasons that stop the clock; null means every reason
 * @param reopenPercent the share of the time that is left to a promise made again after a reopening, or for a fault that repeats
 * @param withSubject   made as soon as the subject exists, not only when somebody asks for it
 * @param plan          the steps of the emergency plan that a step of the ladder may start
 * @param byHand        a person says that it was kept; otherwise an act of the product does
 * @param appliesToOpen promises that were given an earlier version follow this one, from their beginning
 */
record Rule(UUID id, String key, int version, String name, String code, Map<Fact, String> match, UUID calendar, Limit limit, List<Rung> ladder,
            @Nullable Set<String> pauses, int reopenPercent, boolean withSubject, boolean customerVisible, List<String> plan,
            boolean appliesToOpen, boolean byHand) {

    /**
     * The most specific first: a rule that names a weightier fact goes before one that does not, so that a rule always goes
     * before those that say less than it. Of two ways the shorter.
     */
    static final Comparator<Rule> MOST_SPECIFIC_FIRST = Comparator.comparingInt(Rule::weight)
            .reversed()
            .thenComparingInt(rule -> Integer.parseInt(rule.match.getOrDefault(Fact.KM, "0")))
            .thenComparing(Rule::key);

    Rule {
        match = Map.copyOf(match);
        ladder = List.copyOf(ladder);
        pauses = pauses == null ? null : Set.copyOf(pauses);
        plan = List.copyOf(plan);
    }

    boolean fits(Map<Fact, String> facts) {
        return match.entrySet().stream().allMatch(wanted -> wanted.getKey().fits(wanted.getValue(), facts.get(wanted.getKey())));
    }

    boolean pausedBy(String reason) {
        return pauses == null || pauses.contains(reason);
    }

    /** Whether there can be something that both rules fit, so that only their weight tells which one holds. */
    boolean meets(Rule other) {
        if (!code.equals(other.code)) {
            return false;
        }
        var both = new EnumMap<Fact, String>(Fact.class);
        both.putAll(match);
        return other.match.entrySet().stream().allMatch(wanted ->
                wanted.getKey() == Fact.KM || wanted.getValue().equals(both.getOrDefault(wanted.getKey(), wanted.getValue())));
    }

    /** One says all that the other says and more, so that everybody sees which of them is the exception. */
    boolean refines(Rule other) {
        return match.keySet().containsAll(other.match.keySet()) || other.match.keySet().containsAll(match.keySet());
    }

    private int weight() {
        return match.keySet().stream().mapToInt(fact -> 1 << (Fact.values().length - fact.ordinal())).sum();
    }
}
