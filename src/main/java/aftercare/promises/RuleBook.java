package aftercare.promises;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
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
    private final Map<UUID, Map<UUID, UUID>> ofBranches;

    /**
     * @param current    the versions in force, a part of {@code all}
     * @param ofBranches the calendars that stand in for another one in a branch: calendar → branch → the branch's calendar
     */
    RuleBook(long revision, Collection<Rule> all, Collection<Rule> current, Map<UUID, WorkCalendar> calendars,
             Map<UUID, Map<UUID, UUID>> ofBranches) {
        this.revision = revision;
        this.byId = all.stream().collect(Collectors.toUnmodifiableMap(Rule::id, Function.identity()));
        this.current = current.stream().sorted(Rule.MOST_SPECIFIC_FIRST).collect(Collectors.groupingBy(Rule::code, java.util.TreeMap::new, Collectors.toList()));
        this.calendars = Map.copyOf(calendars);
        this.ofBranches = Map.copyOf(ofBranches);
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

    /** Every rule in force, the most specific of each promise first. */
    List<Rule> current() {
        return current.values().stream().flatMap(List::stream).toList();
    }

    /** The version in force of this key. */
    Optional<Rule> rule(String key) {
        return current().stream().filter(rule -> rule.key().equals(key)).findFirst();
    }

    Optional<UUID> calendarNamed(String code) {
        return calendars.entrySet().stream().filter(entry -> entry.getValue().code().equals(code)).map(Map.Entry::getKey).findFirst();
    }

    Collection<String> codes() {
        return current.keySet();
    }

    Collection<WorkCalendar> calendars() {
        return calendars.values();
    }

    /** The calendar that a rule means in this branch. */
    UUID calendarId(Rule rule, UUID branch) {
        return inBranch(rule.calendar(), branch);
    }

    /** The calendar itself, or the one that stands in for it in this branch. */
    UUID inBranch(UUID calendar, UUID branch) {
        return ofBranches.getOrDefault(calendar, Map.of()).getOrDefault(branch, calendar);
    }

    WorkCalendar calendar(Rule rule, UUID branch) {
        return calendar(calendarId(rule, branch));
    }

    WorkCalendar calendar(UUID id) {
        var calendar = calendars.get(id);
        if (calendar == null) {
            throw new IllegalStateException("calendar %s is not in revision %d of the rule book".formatted(id, revision));
        }
        return calendar;
    }

    /** This book as it would be with one rule more, in the place of the one of the same key. */
    RuleBook with(Rule draft) {
        var all = new ArrayList<>(byId.values());
        all.add(draft);
        var inForce = current().stream().filter(rule -> !rule.key().equals(draft.key())).collect(Collectors.toCollection(ArrayList::new));
        inForce.add(draft);
        return new RuleBook(revision, all, inForce, calendars, ofBranches);
    }

    /** This book with another calendar in the place of one it knows. */
    RuleBook with(UUID id, WorkCalendar calendar) {
        var changed = new HashMap<>(calendars);
        changed.put(id, calendar);
        return new RuleBook(revision, byId.values(), current(), changed, ofBranches);
    }
}
