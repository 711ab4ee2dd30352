package aftercare.promises;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a rule can look at, the weightiest first: what was agreed by contract goes before what is usual for a kind of case.
 * {@link #AGREED} names one contract, by its number: what was promised there alone. {@link #KM} is the only one that is not compared as it stands: a rule names how far it reaches at most.
 */
enum Fact {

    AGREED, CONTRACT, TIER, BRANCH, KM, DISTANCE, KIND, SEVERITY, ENTITLEMENT, CHANNEL, SUBJECT;

    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether what a rule wants is what there is; something unknown fits no rule that asks for it. */
    boolean fits(String wanted, @Nullable String known) {
        if (known == null) {
            return false;
        }
        return this == KM ? Double.parseDouble(known) <= Double.parseDouble(wanted) : wanted.equals(known);
    }

    static Optional<Fact> find(String key) {
        return Arrays.stream(values()).filter(fact -> fact.key().equals(key)).findFirst();
    }

    /** {@code severity=2} and the like; a word we do not know is a mistake of the caller, never ignored. */
    static Map<Fact, String> of(Map<String, String> facts) {
        var known = new EnumMap<Fact, String>(Fact.class);
        facts.forEach((key, value) -> known.put(find(key).orElseThrow(() -> new IllegalArgumentException(
                "no rule can look at '%s'; known facts: %s".formatted(key,
                        Arrays.stream(values()).map(Fact::key).collect(Collectors.joining(", "))))), value));
        return known;
    }
}
