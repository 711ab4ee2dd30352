package aftercare.promises;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Every rule and calendar as of one revision. Immutable; asking it costs no database. */
final class RuleBook {

    private final long revision;
    private final Map<UUID, Rule> byId;
    private final Map<String, List<Rule>> current;
    private final Map<UUID, WorkCalendar> calendars;

    /** @param current the versions in force, a part of {@code all} */
    RuleBook(long revision, Collection<Rule> all, Collection<Rule> current, Map<UUID, WorkCalendar> calendars) {
        this.revision = revision;
        this.byId = all.stream().collect(Collectors.toUnmodifiableMap(Rule::id, Function.identity()));
        this.current = current.stream().sorted(Rule.MOST_SPECIFIC_FIRST).collect(Collectors.groupingBy(Rule::code, java.util.TreeMap::new, Collectors.toList()));
        this.calendars = Map.copyOf(calendars);
    }

    long revision() {
        return revision;
    }

    /** The most specific rule in force for this promise. */
    Optional<Rule> pick(String code, Map<Fact, String> facts) {
        return current.getOrDefault(code, List.of()).stream().filter(rule -> rule.fits(facts)).findFirst();
    }

    /** Every promise that these facts bring by themselves. */
    List<Rule> pickAll(Map<Fact, String> facts) {
        return current.keySet().stream().flatMap(code -> pick(code, facts).stream()).filter(Rule::withSubject).toList();
    }

    Rule rule(UUID id) {
        var rule = byId.get(id);
        if (rule == null) {
            throw new IllegalStateException("rule %s is not in revision %d of the rule book".formatted(id, revision));
        }
        return rule;
    }

    WorkCalendar calendar(Rule rule) {
        var calendar = calendars.get(rule.calendar());
        if (calendar == null) {
            throw new IllegalStateException("calendar %s is not in revision %d of the rule book".formatted(rule.calendar(), revision));
        }
        return calendar;
    }
}
