package aftercare;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Words that code and database both know are the same words: what stands in a CHECK is an enum, name by name. A value that
 * only one of them knows is either refused by the database at the worst moment or can never be read.
 */
class EnumCheckTests {

    private static final Pattern WORD = Pattern.compile("'([^']*)'::text");

    /** Lists of words that are no enum, and why. */
    private static final Map<String, String> NO_ENUM = Map.of(
            "identity.app_user_locale_known", "languages of the user interface, named by BCP 47",
            "notices.message_language_known", "languages of the user interface, named by BCP 47",
            "mail.mailbox_words_language_known", "languages of the user interface, named by BCP 47",
            "channels.channel_language_known", "languages of the user interface, named by BCP 47",
            "notices.message_channel_known", "messages go by e-mail; SMS is kept free for the way that follows",
            "intake.report_state_known", "only the statements of ReportStore read and write it");

    private record Check(String name, Set<String> words) {

        String module() {
            return name.substring(0, name.indexOf('.'));
        }
    }

    @Test
    void whatTheDatabaseKnowsIsWhatTheCodeKnows() {
        var checks = checks();
        assertThat(checks).hasSizeGreaterThan(20);
        var wrong = checks.stream().filter(check -> !NO_ENUM.containsKey(check.name()))
                .filter(check -> enums().stream().noneMatch(type -> names(type).equals(check.words())))
                .map(EnumCheckTests::difference).toList();
        assertThat(wrong).as("CHECKs that no enum equals").isEmpty();
        assertThat(checks.stream().map(Check::name)).containsAll(NO_ENUM.keySet());
    }

    /** The other way: an enum of a module that shares words with one of its CHECKs is that CHECK, or has nothing to do with it. */
    @Test
    void whatTheCodeKnowsIsWhatTheDatabaseKnows() {
        var stored = new TreeMap<String, String>();
        for (var check : checks()) {
            enums().stream().filter(type -> OurClasses.module(type).equals(check.module()) && names(type).equals(check.words()))
                    .forEach(type -> stored.put(type.getName(), check.name()));
        }
        assertThat(stored.keySet()).contains("aftercare.cases.CaseStatus", "aftercare.cases.Channel", "aftercare.fieldwork.VisitStatus",
                "aftercare.dispatch.BookingState", "aftercare.promises.PromiseState", "aftercare.assets.DeviceState", "aftercare.identity.Role",
                "aftercare.care.Grade", "aftercare.notices.MessageState", "aftercare.documents.Document$Visibility", "aftercare.timeline.Happening$Visibility");
    }

    private static List<Check> checks() {
        var details = TestDatabase.copy();
        var jdbc = JdbcClient.create(new DriverManagerDataSource(details.getJdbcUrl(), details.getUsername(), details.getPassword()));
        return jdbc.sql("""
                select n.nspname || '.' || c.conname, pg_get_constraintdef(c.oid)
                  from pg_constraint c join pg_namespace n on n.oid = c.connamespace
                 where c.contype = 'c' and c.conname like '%\\_known' and pg_get_constraintdef(c.oid) like '%ARRAY[%'
                 order by 1
                """)
                .query((row, _) -> new Check(row.getString(1), WORD.matcher(row.getString(2)).results().map(MatchResult::group)
                        .map(word -> word.substring(1, word.lastIndexOf('\''))).collect(Collectors.toCollection(TreeSet::new))))
                .list();
    }

    private static List<Class<?>> enums() {
        return OurClasses.all().stream().filter(Class::isEnum).toList();
    }

    private static Set<String> names(Class<?> type) {
        return Arrays.stream(type.getEnumConstants()).map(constant -> ((Enum<?>) constant).name()).collect(Collectors.toCollection(TreeSet::new));
    }

    /** A CHECK beside the enum that is nearest to it. */
    private static String difference(Check check) {
        var nearest = enums().stream().max(Comparator.<Class<?>>comparingLong(type -> names(type).stream().filter(check.words()::contains).count())
                .thenComparing(type -> OurClasses.module(type).equals(check.module()))).orElseThrow();
        return "%s: only in the database %s; only in %s %s".formatted(check.name(), without(check.words(), names(nearest)), nearest.getName(),
                without(names(nearest), check.words()));
    }

    private static String without(Set<String> some, Set<String> others) {
        var rest = new ArrayList<>(some);
        rest.removeAll(others);
        return rest.stream().collect(joining(", ", "[", "]"));
    }
}
