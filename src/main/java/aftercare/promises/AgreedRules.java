package aftercare.promises;

import aftercare.kernel.Ids;
import aftercare.kernel.Refusal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What a customer is promised for a repair, in words that can stand in a letter: what the rules give, whether a rule watches what
 * somebody is about to promise, and rules for what was promised in one contract alone.
 */
@Service
@Transactional
public class AgreedRules {

    /** Promises that a letter may make, in the order of a repair. */
    public static final List<String> CODES = List.of("answer", "arrive", "restore", "fix-on-site", "replacement");

    private static final int SEVERITIES = 4;

    public enum Unit { MINUTES, WORKING_DAYS }

    /**
     * A promised time.
     *
     * @param code     one of {@link #CODES}
     * @param severity null: of every severity
     * @param calendar by its code
     */
    public record Promised(String code, @Nullable Integer severity, Unit unit, int amount, String calendar) {}

    /** A rule, as far as it is a promised time. */
    public record Given(String rule, String name, Promised promised) {}

    /** WATCHED: a rule asks as much or more. LOOSER: it allows more time. OTHER_CLOCK: it counts another way. NONE: there is no rule. */
    public enum Standing { WATCHED, LOOSER, OTHER_CLOCK, NONE }

    /** @param by the rule that comes nearest */
    public record Watch(Standing standing, @Nullable Given by) {}

    public record Calendar(String code, String name) {}

    private final RuleBooks books;
    private final RuleStore store;
    private final Clock clock;

    AgreedRules(RuleBooks books, RuleStore store, Clock clock) {
        this.books = books;
        this.store = store;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public List<Calendar> calendars() {
        var book = books.book();
        return book.calendars().stream().map(calendar -> new Calendar(calendar.code(), calendar.name())).distinct().sorted(Comparator.comparing(Calendar::code)).toList();
    }

    /** What the rules give a repair under a contract of this level; one line where every severity gets the same. */
    @Transactional(readOnly = true)
    public List<Promised> given(@Nullable String level) {
        return given(level, null);
    }

    /** @param agreed number of the contract whose own rules count too */
    @Transactional(readOnly = true)
    public List<Promised> given(@Nullable String level, @Nullable String agreed) {
        var book = books.book();
        var all = new ArrayList<Promised>();
        for (var code : CODES) {
            var lines = IntStream.rangeClosed(1, SEVERITIES).mapToObj(severity -> book.pick(code, facts(level, agreed, severity)).flatMap(rule -> given(rule, severity, book)))
                    .flatMap(Optional::stream).map(Given::promised).toList();
            var same = lines.size() == SEVERITIES && lines.stream().map(AgreedRules::ofEvery).distinct().count() == 1;
            all.addAll(same ? List.of(ofEvery(lines.getFirst())) : lines);
        }
        return all;
    }

    /** @param agreed number of the contract whose own rules count too; null: none yet */
    @Transactional(readOnly = true)
    public Watch watch(Promised promised, @Nullable String level, @Nullable String agreed) {
        var book = books.book();
        return severities(promised).map(severity -> watch(promised, severity, level, agreed, book)).max(Comparator.comparing(Watch::standing)).orElseThrow();
    }

    private static Watch watch(Promised promised, int severity, @Nullable String level, @Nullable String agreed, RuleBook book) {
        var rule = book.pick(promised.code(), facts(level, agreed, severity)).orElse(null);
        var given = rule == null ? null : given(rule, severity, book).orElse(null);
        if (given == null) {
            return new Watch(Standing.NONE, null);
        }
        var its = given.promised();
        var clock = its.calendar().equals(promised.calendar()) || its.unit() == Unit.MINUTES && promised.unit() == Unit.MINUTES && its.calendar().equals("7x24");
        if (its.unit() != promised.unit() || !clock) {
            return new Watch(Standing.OTHER_CLOCK, given);
        }
        return new Watch(its.amount() <= promised.amount() ? Standing.WATCHED : Standing.LOOSER, given);
    }

    /** Rules of one contract, as they are in force. */
    @Transactional(readOnly = true)
    public List<Given> of(String contract) {
        books.refresh();
        var book = books.book();
        return ofContract(contract, book).flatMap(rule -> given(rule, null, book).stream()).toList();
    }

    /**
     * Makes each promised time a rule of this contract; those it had from another letter are no longer in force.
     *
     * @param name as the rule is called where rules are listed
     */
    public void agree(String contract, List<Promised> promised, Function<Promised, String> name, UUID by) {
        var book = books.edited();
        var now = clock.instant();
        ofContract(contract, book).forEach(rule -> store.end(rule.key(), true, by, now));
        for (var one : promised) {
            var calendar = book.calendarNamed(one.calendar()).orElseThrow(() -> new Refusal.Broken("promises.no-such-calendar",
                    "there is no calendar %s".formatted(one.calendar()), Map.of("calendar", one.calendar())));
            var severity = one.severity() == null ? 2 : one.severity();
            var like = book.pick(one.code(), facts(null, null, severity)).or(() -> RuleTemplates.ALL.stream().flatMap(set -> set.rules().stream())
                    .filter(draft -> draft.code().equals(one.code())).findFirst().map(draft -> draft.rule(calendar)));
            var match = new EnumMap<Fact, String>(Fact.class);
            match.put(Fact.AGREED, contract);
            match.put(Fact.SUBJECT, "case");
            match.put(Fact.KIND, "repair");
            if (one.severity() != null) {
                match.put(Fact.SEVERITY, one.severity().toString());
            }
            var key = "agreed-%s-%s%s".formatted(contract.toLowerCase(Locale.ROOT), one.code(), one.severity() == null ? "" : "-" + one.severity());
            var limit = one.unit() == Unit.MINUTES ? new Limit.WorkingTime(one.amount()) : new Limit.WorkingDays(one.amount(), null);
            store.add(new Rule(Ids.next(), key, 1 + store.newestVersion(key), name.apply(one), one.code(), match, calendar, limit,
                    like.map(Rule::ladder).orElse(DefaultRules.LADDER), like.map(Rule::pauses).orElse(null), like.map(Rule::reopenPercent).orElse(DefaultRules.REOPEN_PERCENT),
                    like.map(Rule::withSubject).orElse(true), true, like.map(Rule::plan).orElse(List.of()), false, like.map(Rule::byHand).orElse(false)), by, now);
        }
    }

    private static Stream<Rule> ofContract(String contract, RuleBook book) {
        return book.current().stream().filter(rule -> contract.equals(rule.match().get(Fact.AGREED)));
    }

    private static Promised ofEvery(Promised one) {
        return new Promised(one.code(), null, one.unit(), one.amount(), one.calendar());
    }

    private static Stream<Integer> severities(Promised promised) {
        return promised.severity() == null ? IntStream.rangeClosed(1, SEVERITIES).boxed() : Stream.of(promised.severity());
    }

    private static Map<Fact, String> facts(@Nullable String level, @Nullable String agreed, int severity) {
        var facts = new EnumMap<Fact, String>(Fact.class);
        facts.put(Fact.SUBJECT, "case");
        facts.put(Fact.KIND, "repair");
        facts.put(Fact.SEVERITY, Integer.toString(severity));
        if (level != null) {
            facts.put(Fact.CONTRACT, level);
        }
        if (agreed != null) {
            facts.put(Fact.AGREED, agreed);
        }
        return facts;
    }

    /** Nothing for limits that no letter can state: by the time of day, before a date. */
    private static Optional<Given> given(Rule rule, @Nullable Integer severity, RuleBook book) {
        var calendar = book.calendar(rule.calendar()).code();
        var named = severity == null && rule.match().get(Fact.SEVERITY) != null ? Integer.valueOf(rule.match().get(Fact.SEVERITY)) : severity;
        return switch (rule.limit()) {
            case Limit.WorkingTime time -> Optional.of(new Given(rule.key(), rule.name(), new Promised(rule.code(), named, Unit.MINUTES, time.minutes(), calendar)));
            case Limit.WorkingDays days -> Optional.of(new Given(rule.key(), rule.name(), new Promised(rule.code(), named, Unit.WORKING_DAYS, days.days(), calendar)));
            case Limit.CutOff _, Limit.BeforeDate _ -> Optional.empty();
        };
    }
}
