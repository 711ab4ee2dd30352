package aftercare.promises;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a rule can look at. When two rules that fit name equally many facts, the one that names the earlier fact here is the
 * more specific.
 */
enum Fact {

    CONTRACT, TIER, BRANCH, KIND, SEVERITY, DISTANCE, ENTITLEMENT, CHANNEL, SUBJECT;

    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** {@code severity=2} and the like; a word we do not know is a mistake of the caller, never ignored. */
    static Map<Fact, String> of(Map<String, String> facts) {
        var known = new EnumMap<Fact, String>(Fact.class);
        facts.forEach((key, value) -> known.put(
                Arrays.stream(values()).filter(fact -> fact.key().equals(key)).findFirst().orElseThrow(() -> new IllegalArgumentException(
                        "no rule can look at '%s'; known facts: %s".formatted(key,
                                Arrays.stream(values()).map(Fact::key).collect(Collectors.joining(", "))))),
                value));
        return known;
    }
}
