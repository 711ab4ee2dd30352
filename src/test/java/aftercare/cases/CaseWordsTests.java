package aftercare.cases;

import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;

import aftercare.AftercareTest;
import aftercare.identity.Role;
import aftercare.identity.Scope;
import aftercare.kernel.Ids;
import aftercare.timeline.Actor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Words in the work list, whether they stand in every case, in some or in hardly any: among the newest ten, the newer thirty, or all. */
@AftercareTest
class CaseWordsTests {

    private static final int CASES = 60;
    /** Newer than any other test's. */
    private static final Instant FIRST = Instant.parse("2091-03-02T01:00:00Z");

    @Autowired CaseDesk desk;
    @Autowired Catalogue catalogue;
    @Autowired JdbcClient jdbc;
    @Autowired JsonMapper json;
    @Autowired TransactionTemplate transaction;

    private ACaseTown town;
    private CaseList queries;

    @BeforeEach
    void sixtyCases() {
        town = new ACaseTown(jdbc);
        queries = new CaseList(jdbc, catalogue, 12);
        transaction.executeWithoutResult(_ -> IntStream.range(0, CASES).forEach(i -> {
            var id = desk.open(town.aReport(null, subject(i)), Actor.SYSTEM).id();
            jdbc.sql("update cases.service_case set opened_at = :at where id = :id").param("at", FIRST.plusSeconds(i).atOffset(UTC)).param("id", id.value()).update();
        }));
    }

    private static String subject(int i) {
        return "机房巡检第%03d次 Ups".formatted(i) + (i % 4 == 0 ? " 漏水" : "") + (i % 25 == 3 ? " 异味" : "") + (i == 1 ? " 起火" : "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"机房巡检", "ups", "漏水", "漏水 巡检", "异味", "起火", "起火 漏水", "次"})
    void everyCaseWithTheWordsIsFoundOnceNewestFirst(String words) {
        var expected = IntStream.range(0, CASES).map(i -> CASES - 1 - i).mapToObj(CaseWordsTests::subject)
                .filter(subject -> List.of(words.split(" ")).stream().allMatch(word -> subject.toLowerCase().contains(word))).toList();

        var found = new ArrayList<String>();
        var complete = true;
        for (var after = (String) null; ; ) {
            var page = queries.list(words(words, after), house(), FIRST);
            page.rows().forEach(row -> found.add(row.subject()));
            complete &= page.complete();
            after = page.next();
            if (after == null) {
                break;
            }
        }

        assertThat(found).isEqualTo(complete ? expected : expected.subList(0, found.size()));
        assertThat(complete).as("one character is looked for among the newest only").isEqualTo(words.length() > 1);
    }

    private CaseList.Filter words(String words, String after) {
        return new CaseList.Filter(CaseList.Group.ALL, null, null, null, town.branch, null, null, null, null, null, null, null, null, words, after, 5);
    }

    private Scope house() {
        return new Scope(Ids.next(), "m", "m", List.of(new Scope.Grant(Role.MANAGER, null)), null, null, false);
    }
}
