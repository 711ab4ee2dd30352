package aftercare.promises;

import java.util.Comparator;
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
 * @param reopenPercent the share of the time that is left to a promise made again after a reopening
 * @param withSubject   made as soon as the subject exists, not only when somebody asks for it
 */
record Rule(UUID id, String key, int version, String code, Map<Fact, String> match, UUID calendar, Limit limit, List<Rung> ladder,
            @Nullable Set<String> pauses, int reopenPercent, boolean withSubject, boolean customerVisible) {

    /** The most specific first: more facts named, then the weightier ones. */
    static final Comparator<Rule> MOST_SPECIFIC_FIRST = Comparator.<Rule>comparingInt(rule -> rule.match.size())
            .thenComparingInt(rule -> rule.match.keySet().stream().mapToInt(fact -> 1 << (Fact.values().length - fact.ordinal())).sum())
            .reversed()
            .thenComparing(Rule::key);

    Rule {
        match = Map.copyOf(match);
        ladder = List.copyOf(ladder);
        pauses = pauses == null ? null : Set.copyOf(pauses);
    }

    boolean fits(Map<Fact, String> facts) {
        return match.entrySet().stream().allMatch(wanted -> wanted.getValue().equals(facts.get(wanted.getKey())));
    }

    boolean pausedBy(String reason) {
        return pauses == null || pauses.contains(reason);
    }
}
