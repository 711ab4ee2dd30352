package aftercare.promises;

import aftercare.identity.Reach;
import aftercare.identity.Scope;
import aftercare.kernel.Refusal;
import jakarta.validation.Validator;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Edits the rules. Each edit is one transaction and a new version; what is refused has changed nothing. */
@Service
@Transactional
class RuleDesk {

    private static final String FORMAT = "aftercare-promise-rules";
    private static final Reach EVERYTHING = new Reach(true, List.of(), null, null);
    private static final int MOST_RULES = 1000;

    /** A rule set as a file. */
    record RuleFile(String format, int version, List<RuleForm> rules) {}

    /** What an import did, or would do: keys of rules. */
    record Imported(List<String> added, List<String> changed, List<String> retired, int unchanged) {}

    /** Two rules that the same thing can fit. {@code same}: nothing tells them apart, so one of them would never hold. */
    record Rival(String key, String name, boolean same, boolean wins) {}

    /** Who would hold; {@code rule} null: nobody promises it. {@code lost}: fits too, but says less. */
    record Outcome(String code, @Nullable Chosen rule, List<Chosen> lost, @Nullable Instant dueAt, @Nullable Integer goalMinutes,
                   @Nullable String calendarName, List<StepTime> steps) {}

    record Chosen(String key, String name, boolean draft, boolean withSubject) {}

    record StepTime(Instant at, List<Audience> tell, List<Deed> does) {}

    record Trial(List<Rival> rivals, List<Outcome> outcomes) {}

    private final RuleBooks books;
    private final RuleStore store;
    private final ObjectProvider<FactValues> factValues;
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Validator validator;
    private final Clock clock;

    RuleDesk(RuleBooks books, RuleStore store, ObjectProvider<FactValues> factValues, JdbcClient jdbc, JsonMapper json, Validator validator, Clock clock) {
        this.books = books;
        this.store = store;
        this.factValues = factValues;
        this.jdbc = jdbc;
        this.json = json;
        this.validator = validator;
        this.clock = clock;
    }

    /** The values known for each fact; the branches within reach are known here. */
    @Transactional(readOnly = true)
    public Map<String, List<FactValues.Value>> values(Reach reach) {
        var all = new LinkedHashMap<String, List<FactValues.Value>>();
        factValues.orderedStream().forEach(some -> some.factValues().forEach((fact, values) -> all.merge(fact, values, RuleDesk::joined)));
        // A subject that a rule names already is known by that: not every module that keeps promises has values to tell.
        all.merge(Fact.SUBJECT.key(), books.book().current().stream().map(rule -> rule.match().get(Fact.SUBJECT)).filter(Objects::nonNull).distinct().sorted()
                .map(subject -> new FactValues.Value(subject, Map.of())).toList(), RuleDesk::joined);
        all.put(Fact.BRANCH.key(), jdbc.sql("select id, name from identity.branch where active and (:everywhere or id = any(:branches)) order by code")
                .params(reach.params()).query((row, _) ->
                new FactValues.Value(row.getString("id"), Map.of("zh-CN", row.getString("name")))).list());
        return all;
    }

    private static List<FactValues.Value> joined(List<FactValues.Value> some, List<FactValues.Value> more) {
        var all = new ArrayList<>(some);
        more.stream().filter(value -> all.stream().noneMatch(known -> known.value().equals(value.value()))).forEach(all::add);
        return all;
    }

    String create(RuleForm form, Scope scope) {
        var book = books.edited();
        var key = form.key() == null || form.key().isBlank() ? freeKey(form.code()) : form.key();
        if (book.rule(key).isPresent()) {
            throw new Refusal.Conflict("promises.rule-exists", "there is a rule %s already; change that one".formatted(key), Map.of("rule", key));
        }
        put(form.rule(key, 1 + store.newestVersion(key), book, known(), false), book, scope);
        return key;
    }

    /** @param version the version that was read; another one in force means that somebody else changed it meanwhile */
    void change(String key, int version, RuleForm form, boolean appliesToOpen, Scope scope) {
        var book = books.edited();
        var inForce = inForce(book, key);
        if (inForce.version() != version) {
            throw new Refusal.Conflict("promises.rule-changed-meanwhile", "rule %s was changed by somebody else; read it again".formatted(key), Map.of("rule", key));
        }
        if (!form.code().equals(inForce.code())) {
            throw new Refusal.Broken("promises.rule-code-stays", "rule %s promises %s; another promise is a rule of its own".formatted(key, inForce.code()),
                    Map.of("rule", inForce.name(), "code", inForce.code()));
        }
        put(form.rule(key, 1 + store.newestVersion(key), book, known(), appliesToOpen), book, scope);
    }

    /** Gives no promises any more. What was promised by it goes on. */
    void retire(String key, Scope scope) {
        inForce(books.edited(), key);
        store.end(key, true, scope.user(), clock.instant());
    }

    /** Switches a set on: its rules are added, or are the next versions of rules of the same key. */
    Imported switchOn(String template, Scope scope) {
        var wanted = RuleTemplates.ALL.stream().filter(one -> one.code().equals(template)).findFirst().orElseThrow(() ->
                new Refusal.Missing("promises.no-such-template", "there is no set of rules %s".formatted(template), Map.of("template", template)));
        var book = books.edited();
        var forms = wanted.rules().stream().map(draft -> RuleForm.of(draft.rule(book.calendarNamed(draft.calendar()).orElseThrow(() ->
                new Refusal.Broken("promises.no-such-calendar", "there is no calendar %s".formatted(draft.calendar()), Map.of("calendar", draft.calendar())))), book)).toList();
        return replace(book, forms, false, false, scope);
    }

    @Transactional(readOnly = true)
    public RuleFile export() {
        var book = books.book();
        return new RuleFile(FORMAT, 1, book.current().stream().map(rule -> RuleForm.of(rule, book)).toList());
    }

    /** Takes a whole set in the place of the one in force, or nothing of it. {@code trial}: only says what would happen. */
    Imported take(byte[] file, boolean trial, Scope scope) {
        var forms = read(file);
        return replace(books.edited(), forms, true, trial, scope);
    }

    private List<RuleForm> read(byte[] file) {
        RuleFile read;
        try {
            read = json.readValue(file, RuleFile.class);
        } catch (JacksonException unreadable) {
            throw new Refusal.Broken("promises.file-unreadable", "this is not a file of promise rules: " + unreadable.getOriginalMessage(),
                    Map.of("line", unreadable.getLocation() == null ? 0 : unreadable.getLocation().getLineNr()));
        }
        if (read == null || !FORMAT.equals(read.format()) || read.rules() == null) {
            throw new Refusal.Broken("promises.file-unreadable", "this is not a file of promise rules; export one to see how it looks", Map.of("line", 0));
        }
        if (read.version() != 1) {
            throw new Refusal.Broken("promises.file-version", "the file is of version %d; this product reads version 1".formatted(read.version()), Map.of("version", read.version()));
        }
        if (read.rules().isEmpty() || read.rules().size() > MOST_RULES) {
            throw new Refusal.Broken("promises.file-size", "a rule set has 1 to %d rules, not %d".formatted(MOST_RULES, read.rules().size()),
                    Map.of("rules", read.rules().size(), "most", MOST_RULES));
        }
        return read.rules();
    }

    private Imported replace(RuleBook book, List<RuleForm> forms, boolean whole, boolean trial, Scope scope) {
        var known = known();
        var now = clock.instant();
        var wanted = new LinkedHashMap<String, Rule>();
        for (var i = 0; i < forms.size(); i++) {
            var form = forms.get(i);
            var name = form == null || form.name() == null ? "" : form.name();
            try {
                var rule = checked(form).rule(keyOf(form), 1, book, known, false);
                if (wanted.put(rule.key(), rule) != null) {
                    throw new Refusal.Broken("promises.rule-exists", "the rule %s stands in the file twice".formatted(rule.key()), Map.of("rule", rule.key()));
                }
            } catch (Refusal wrong) {
                var facts = new HashMap<String, Object>(wrong.facts());
                facts.putAll(Map.of("position", i + 1, "name", name, "reason", wrong.code()));
                throw new Refusal.Broken("promises.file-rule", "rule %d of the file (%s): %s".formatted(i + 1, name, wrong.getMessage()), facts);
            }
        }
        var added = new ArrayList<String>();
        var changed = new ArrayList<String>();
        var unchanged = 0;
        var retired = whole ? book.current().stream().map(Rule::key).filter(key -> !wanted.containsKey(key)).sorted().toList() : List.<String>of();
        var after = new ArrayList<>(book.current().stream().filter(rule -> !wanted.containsKey(rule.key()) && !retired.contains(rule.key())).toList());
        after.addAll(wanted.values());
        noTwoAlike(after);
        if (!trial) {
            retired.forEach(key -> store.end(key, true, scope.user(), now));
        }
        for (var rule : wanted.values()) {
            var before = book.rule(rule.key()).orElse(null);
            if (before != null && RuleForm.of(before, book).equals(RuleForm.of(rule, book))) {
                unchanged++;
                continue;
            }
            (before == null ? added : changed).add(rule.key());
            if (!trial) {
                store.end(rule.key(), false, scope.user(), now);
                store.add(numbered(rule, 1 + store.newestVersion(rule.key())), scope.user(), now);
            }
        }
        return new Imported(added, changed, retired, unchanged);
    }

    private String keyOf(RuleForm form) {
        return form.key() == null || form.key().isBlank() ? freeKey(form.code()) : form.key();
    }

    private RuleForm checked(@Nullable RuleForm form) {
        if (form == null) {
            throw new Refusal.Broken("promises.rule-incomplete", "there is no rule here", Map.of("field", ""));
        }
        validator.validate(form).stream().min(Comparator.comparing(wrong -> wrong.getPropertyPath().toString())).ifPresent(wrong -> {
            throw new Refusal.Broken("promises.rule-incomplete", "%s %s".formatted(wrong.getPropertyPath(), wrong.getMessage()),
                    Map.of("field", wrong.getPropertyPath().toString()));
        });
        return form;
    }

    private static Rule numbered(Rule rule, int version) {
        return new Rule(rule.id(), rule.key(), version, rule.name(), rule.code(), rule.match(), rule.calendar(), rule.limit(), rule.ladder(),
                rule.pauses(), rule.reopenPercent(), rule.withSubject(), rule.customerVisible(), rule.plan(), rule.appliesToOpen(), rule.byHand());
    }

    private static void noTwoAlike(List<Rule> rules) {
        var seen = new HashMap<String, Rule>();
        for (var rule : rules) {
            var other = seen.put(rule.code() + new TreeMap<>(rule.match()), rule);
            if (other != null) {
                throw alike(rule, other);
            }
        }
    }

    private static Refusal.Conflict alike(Rule rule, Rule other) {
        return new Refusal.Conflict("promises.rule-same-match", "rule %s holds for exactly the same as %s; one of them would never be used".formatted(rule.key(), other.key()),
                Map.of("rule", named(rule), "other", named(other)));
    }

    static String named(Rule rule) {
        return rule.name().isEmpty() ? rule.key() : rule.name();
    }

    private void put(Rule rule, RuleBook book, Scope scope) {
        book.current().stream().filter(other -> !other.key().equals(rule.key()) && other.code().equals(rule.code()) && other.match().equals(rule.match()))
                .findFirst().ifPresent(other -> {
                    throw alike(rule, other);
                });
        var now = clock.instant();
        store.end(rule.key(), false, scope.user(), now);
        store.add(rule, scope.user(), now);
    }

    private String freeKey(String code) {
        var known = new TreeSet<>(jdbc.sql("select distinct key from promises.rule where key like :code || '%'").param("code", code).query(String.class).list());
        return IntStream.iterate(1, i -> i + 1).mapToObj(i -> i == 1 ? code : code + "-" + i).filter(key -> !known.contains(key)).findFirst().orElseThrow();
    }

    private static Rule inForce(RuleBook book, String key) {
        return book.rule(key).orElseThrow(() -> new Refusal.Missing("promises.no-such-rule", "there is no rule %s in force".formatted(key), Map.of("rule", key)));
    }

    private Map<String, Set<String>> known() {
        return values(EVERYTHING).entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey,
                entry -> entry.getValue().stream().map(FactValues.Value::value).collect(Collectors.toCollection(TreeSet::new))));
    }

    /** "What would this get?" with the draft in its place among the rules, before anybody is bound by it. */
    @Transactional(readOnly = true)
    public Trial trial(@Nullable RuleForm form, @Nullable String key, Map<String, String> facts, Instant at, @Nullable LocalDate agreedOn) {
        var book = books.book();
        var draft = form == null ? null : form.rule(key == null || key.isBlank() ? "draft" : key, Integer.MAX_VALUE, book, known(), false);
        var tried = draft == null ? book : book.with(draft);
        var known = new HashMap<>(facts);
        known.values().removeIf(String::isBlank);
        known.putIfAbsent(Fact.SUBJECT.key(), "case");
        var asked = facts(known);
        var outcomes = tried.codes().stream().map(code -> outcome(tried, code, asked, draft, at, agreedOn)).filter(Objects::nonNull).toList();
        return new Trial(draft == null ? List.of() : rivals(draft, book), outcomes);
    }

    private static Map<Fact, String> facts(Map<String, String> known) {
        try {
            return Fact.of(known);
        } catch (IllegalArgumentException wrong) {
            throw new Refusal.Broken("promises.rule-fact", String.valueOf(wrong.getMessage()), Map.of("fact", String.join(", ", known.keySet())));
        }
    }

    static List<Rival> rivals(Rule draft, RuleBook book) {
        return book.current().stream()
                .filter(other -> !other.key().equals(draft.key()) && draft.meets(other))
                .filter(other -> other.match().equals(draft.match()) || !draft.refines(other))
                .map(other -> new Rival(other.key(), named(other), other.match().equals(draft.match()), Rule.MOST_SPECIFIC_FIRST.compare(other, draft) < 0))
                .toList();
    }

    private static @Nullable Outcome outcome(RuleBook book, String code, Map<Fact, String> facts, @Nullable Rule draft, Instant at, @Nullable LocalDate agreedOn) {
        var fitting = book.current().stream().filter(rule -> rule.code().equals(code) && rule.fits(facts)).toList();
        if (fitting.isEmpty()) {
            return null;
        }
        var chosen = fitting.getFirst();
        var lost = fitting.stream().skip(1).map(rule -> chosen(rule, draft)).toList();
        var branch = facts.get(Fact.BRANCH) == null ? new UUID(0, 0) : UUID.fromString(facts.get(Fact.BRANCH));
        var calendar = book.calendar(chosen, branch);
        if (chosen.limit() instanceof Limit.BeforeDate && agreedOn == null) {
            return new Outcome(code, chosen(chosen, draft), lost, null, null, calendar.name(), List.of());
        }
        var clock = new PromiseClock(calendar, chosen.limit().agreed(agreedOn), at, List.of());
        var steps = chosen.ladder().stream().map(rung -> new StepTime(rung.time(clock), rung.tell().stream().sorted().toList(),
                rung.does() == null ? List.of() : rung.does().stream().sorted().toList())).toList();
        return new Outcome(code, chosen(chosen, draft), lost, clock.due(), PromiseStore.minutesUp(clock.goal()), calendar.name(), steps);
    }

    private static Chosen chosen(Rule rule, @Nullable Rule draft) {
        return new Chosen(rule.key(), named(rule), rule == draft, rule.withSubject());
    }
}
