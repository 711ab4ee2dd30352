package aftercare.promises;

import aftercare.kernel.Ids;
import aftercare.kernel.Refusal;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalTime;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A rule as people write it: on the page and in the file of a rule set. {@code match} and {@code calendar} by their words;
 * an empty {@code key} means a new rule.
 */
record RuleForm(@Nullable @Size(max = 60) String key, @NotBlank @Size(max = 100) String name, @NotBlank @Size(max = 40) String code,
                @NotNull Map<String, String> match, @NotBlank String calendar, @NotNull @Valid Time time, @NotNull @Size(max = 12) List<@Valid Step> ladder,
                @Nullable List<String> pauses, @Min(1) @Max(100) int reopenPercent, boolean withSubject, boolean customerVisible, boolean byHand,
                @Nullable @Size(max = 20) List<@NotBlank @Size(max = 100) String> plan) {

    /** What is filled depends on {@code type}; {@code days} of {@code BEFORE_DATE} are days ahead of the agreed one. */
    record Time(@NotNull Type type, @Nullable Integer minutes, @Nullable Integer days, @Nullable LocalTime at, @Nullable List<Line> lines) {

        enum Type { WORKING_TIME, WORKING_DAYS, CUT_OFF, BEFORE_DATE }

        record Line(@NotNull LocalTime before, int daysLater, @NotNull LocalTime at) {}
    }

    record Step(@Nullable Integer percent, @Nullable Integer minutesAfterDue, @Nullable List<Audience> tell, @Nullable List<Deed> does) {}

    private static final Pattern CODE = Pattern.compile("[a-z][a-z0-9-]*");
    private static final Pattern KM = Pattern.compile("[1-9][0-9]{0,4}");

    static RuleForm of(Rule rule, RuleBook book) {
        var match = new TreeMap<String, String>();
        rule.match().forEach((fact, value) -> match.put(fact.key(), value));
        return new RuleForm(rule.key(), rule.name(), rule.code(), match, book.calendar(rule.calendar()).code(), time(rule.limit()),
                rule.ladder().stream().map(rung -> new Step(rung.percent(), rung.minutesAfterDue(), rung.tell().stream().sorted().toList(),
                        rung.does() == null ? List.of() : rung.does().stream().sorted().toList())).toList(),
                rule.pauses() == null ? null : rule.pauses().stream().sorted().toList(), rule.reopenPercent(), rule.withSubject(),
                rule.customerVisible(), rule.byHand(), rule.plan());
    }

    private static Time time(Limit limit) {
        return switch (limit) {
            case Limit.WorkingTime time -> new Time(Time.Type.WORKING_TIME, time.minutes(), null, null, null);
            case Limit.WorkingDays days -> new Time(Time.Type.WORKING_DAYS, null, days.days(), days.at(), null);
            case Limit.CutOff cutOff -> new Time(Time.Type.CUT_OFF, null, null, null,
                    cutOff.lines().stream().map(line -> new Time.Line(line.before(), line.daysLater(), line.at())).toList());
            case Limit.BeforeDate date -> new Time(Time.Type.BEFORE_DATE, null, date.days(), null, null);
        };
    }

    /**
     * The rule that is meant, or a refusal that says what is wrong with it.
     *
     * @param values what is known to be possible for a fact; a fact that nobody knows the values of may say anything
     */
    Rule rule(String ruleKey, int version, RuleBook book, Map<String, Set<String>> values, boolean appliesToOpen) {
        if (!CODE.matcher(code).matches()) {
            throw refused("promises.rule-code", "a promise's code is made of small letters, digits and hyphens, not '%s'".formatted(code), Map.of("code", code));
        }
        return new Rule(Ids.next(), ruleKey, version, name.strip(), code, facts(values), calendar(book), limit(), steps(),
                pauses == null ? null : Set.copyOf(pauses), reopenPercent, withSubject, customerVisible, plan == null ? List.of() : plan, appliesToOpen, byHand);
    }

    private UUID calendar(RuleBook book) {
        return book.calendarNamed(calendar).orElseThrow(() -> refused("promises.no-such-calendar", "there is no calendar %s".formatted(calendar),
                Map.of("calendar", calendar)));
    }

    private Map<Fact, String> facts(Map<String, Set<String>> values) {
        var facts = new EnumMap<Fact, String>(Fact.class);
        match.forEach((key, value) -> {
            var fact = Fact.find(key).orElseThrow(() -> refused("promises.rule-fact", "no rule can look at '%s'".formatted(key), Map.of("fact", key)));
            var known = values.get(key);
            var possible = fact == Fact.KM ? KM.matcher(value).matches() : !value.isBlank() && (known == null || known.contains(value));
            if (!possible) {
                throw refused("promises.rule-value", "'%s' is not a value of %s%s".formatted(value, key, known == null ? "" : "; known are " + known),
                        Map.of("fact", key, "value", value));
            }
            facts.put(fact, value.strip());
        });
        return facts;
    }

    private Limit limit() {
        try {
            return switch (time.type()) {
                case WORKING_TIME -> new Limit.WorkingTime(given(time.minutes()));
                case WORKING_DAYS -> new Limit.WorkingDays(given(time.days()), time.at());
                case BEFORE_DATE -> new Limit.BeforeDate(given(time.days()), null);
                case CUT_OFF -> new Limit.CutOff((time.lines() == null ? List.<Time.Line>of() : time.lines()).stream()
                        .map(line -> new Limit.CutOff.Line(line.before(), line.daysLater(), line.at())).toList());
            };
        } catch (IllegalArgumentException wrong) {
            throw refused("promises.rule-time-" + time.type().name().toLowerCase(Locale.ROOT).replace('_', '-'), String.valueOf(wrong.getMessage()), Map.of());
        }
    }

    private static int given(@Nullable Integer number) {
        if (number == null || number > 10_000_000) {
            throw new IllegalArgumentException("a limit says how long it is");
        }
        return number;
    }

    private List<Rung> steps() {
        try {
            return ladder.stream().map(step -> new Rung(step.percent(), step.minutesAfterDue(),
                    step.tell() == null ? Set.of() : setOf(step.tell(), Audience.class),
                    step.does() == null ? Set.of() : setOf(step.does(), Deed.class))).toList();
        } catch (IllegalArgumentException wrong) {
            throw refused("promises.rule-ladder", String.valueOf(wrong.getMessage()), Map.of());
        }
    }


    private static <E extends Enum<E>> Set<E> setOf(List<E> some, Class<E> type) {
        var all = EnumSet.noneOf(type);
        all.addAll(some);
        return all;
    }

    private static Refusal.Broken refused(String code, String message, Map<String, ?> facts) {
        return new Refusal.Broken(code, message, facts);
    }
}
