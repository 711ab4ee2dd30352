package aftercare.promises;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.AftercareTest;
import aftercare.Client;
import aftercare.identity.Role;
import aftercare.kernel.Ids;
import aftercare.kernel.Subject;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The due board and its neighbours, over HTTP. The board asks for "now", so these promises are laid around it. */
@AftercareTest
class PromiseControllerTests {

    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    @Autowired PromiseDesk desk;
    @Autowired PromiseQueries queries;
    @Autowired Client.Clients clients;
    @Autowired JdbcClient jdbc;
    @Autowired Clock clock;

    private final UUID branch = Ids.next();
    private final UUID otherBranch = Ids.next();

    @BeforeEach
    void branches() {
        for (var id : List.of(branch, otherBranch)) {
            jdbc.sql("insert into identity.branch (id, code, name) values (:id, :code, '苏州分公司')").param("id", id).param("code", id.toString()).update();
        }
    }

    private Subject report(UUID branch, Instant at) {
        var subject = new Subject("case", Ids.next());
        desk.start(new StartPromises(subject, List.of("answer"), Map.of("severity", "2"), branch, null, "SO-2026-000007 <script>'\"", at));
        return subject;
    }

    @Test
    void theBoardShowsWhatIsDueInOnesOwnBranchesOnly() {
        var ours = report(branch, clock.instant().minus(Duration.ofHours(1)));
        report(otherBranch, clock.instant());

        var board = assertThat(clients.with(Role.AGENT, branch).get("/api/promises/board?window=NOW")).hasStatusOk().bodyJson();
        board.extractingPath("$.rows[*].subject.id").asArray().containsExactly(ours.id().toString());
        board.extractingPath("$.rows[0].label").isEqualTo("SO-2026-000007 <script>'\"");
        assertThat(clients.with(Role.AGENT, branch).get("/api/promises/board/counts")).hasStatusOk().bodyJson().extractingPath("$.now").isEqualTo(1);
    }

    @Test
    void thePagesOfTheBoardFollowEachOtherWithoutGapOrRepeat() {
        var start = clock.instant().minus(Duration.ofHours(3));
        for (var i = 0; i < 120; i++) {
            report(branch, start.plusSeconds(i / 3));
        }
        var reach = new aftercare.identity.Reach(false, List.of(branch), null, null);
        var first = queries.board(PromiseQueries.Window.NOW, reach, PromiseQueries.BoardFilter.NONE, clock.instant(), null);
        var second = queries.board(PromiseQueries.Window.NOW, reach, PromiseQueries.BoardFilter.NONE, clock.instant(), first.next());
        var third = queries.board(PromiseQueries.Window.NOW, reach, PromiseQueries.BoardFilter.NONE, clock.instant(), second.next());

        assertThat(List.of(first.rows().size(), second.rows().size(), third.rows().size())).containsExactly(50, 50, 20);
        assertThat(third.next()).isNull();
        var all = new ArrayList<>(first.rows());
        all.addAll(second.rows());
        all.addAll(third.rows());
        assertThat(all).extracting(row -> row.promise().id()).doesNotHaveDuplicates();
        assertThat(all).extracting(row -> row.promise().dueAt()).isSorted();
        assertThat(clients.with(Role.AGENT, branch).get("/api/promises/board/counts")).bodyJson().extractingPath("$.now").isEqualTo(100);
    }

    @Test
    void theBoardIsNarrowedDownToABranchAPersonAPromiseAndACustomer() {
        var wu = clients.with(Role.AGENT, branch);
        var bank = Ids.next();
        var start = clock.instant().minus(Duration.ofHours(1));
        var ofWu = new Subject("case", Ids.next());
        desk.start(new StartPromises(ofWu, List.of("answer", "restore"), Map.of("severity", "1"), branch, wu.user, "SO-2", start));
        var ofBank = new Subject("case", Ids.next());
        desk.start(new StartPromises(ofBank, List.of("answer"), Map.of("severity", "1"), otherBranch, null, "SO-3", start).to(bank));
        var everywhere = clients.with(Role.MANAGER, null);

        // On a Sunday the second one is due next week.
        var monday = LocalDate.ofInstant(clock.instant(), SHANGHAI).with(TemporalAdjusters.next(DayOfWeek.MONDAY)).atStartOfDay(SHANGHAI).toInstant();
        var thisWeek = jdbc.sql("select code from promises.promise where subject_id = :id and due_at < :monday").param("id", ofWu.id())
                .param("monday", monday.atOffset(ZoneOffset.UTC)).query(String.class).list();
        assertThat(shown(everywhere, "WEEK", "&branch=" + branch + "&owner=" + wu.user)).isEqualTo(Collections.nCopies(thisWeek.size(), ofWu.id().toString()));
        assertThat(shown(everywhere, "NOW", "&owner=" + wu.user)).containsExactly(ofWu.id().toString());
        assertThat(shown(everywhere, "WEEK", "&code=answer&branch=" + branch)).hasSize(Collections.frequency(thisWeek, "answer")).containsOnly(ofWu.id().toString());
        assertThat(shown(everywhere, "NOW", "&customer=" + bank)).containsExactly(ofBank.id().toString());
        assertThat(shown(wu, "NOW", "&customer=" + bank)).as("out of reach").isEmpty();
        assertThat(everywhere.get("/api/promises/board/counts?customer=" + bank)).bodyJson().extractingPath("$.now").isEqualTo(1);
        assertThat(wu.get("/api/promises/board/choices")).hasStatusOk().bodyJson().satisfies(json -> {
            json.assertThat().extractingPath("$.codes").asArray().contains("answer", "call-back");
            json.assertThat().extractingPath("$.owners[*].id").asArray().containsExactly(wu.user.toString());
        });
    }

    private List<Object> shown(Client client, String window, String more) {
        var shown = new ArrayList<Object>();
        assertThat(client.get("/api/promises/board?window=" + window + more)).hasStatusOk().bodyJson().extractingPath("$.rows[*].subject.id").asArray()
                .satisfies(ids -> shown.addAll(Arrays.asList(ids)));
        return shown;
    }

    @Test
    void aPromiseOfAnotherBranchDoesNotExist() {
        var theirs = report(otherBranch, clock.instant());
        var id = desk.of(theirs).getFirst().id();
        var agent = clients.with(Role.AGENT, branch);

        assertThat(agent.get("/api/promises/{id}/explanation", id)).hasStatus(HttpStatus.NOT_FOUND)
                .bodyJson().extractingPath("$.code").isEqualTo("promises.no-such-promise");
        assertThat(agent.get("/api/promises?subjectKind=case&subjectId={id}", theirs.id())).hasStatusOk().bodyJson().isEqualTo("[]");
        assertThat(clients.with(Role.AGENT, otherBranch).get("/api/promises/{id}/explanation", id)).hasStatusOk()
                .bodyJson().extractingPath("$.rule").isEqualTo("answer-2");
    }

    @Test
    void whatAPersonDoesIsSettledByAPersonAndTheRestIsNot() {
        var subject = new Subject("case", Ids.next());
        desk.start(new StartPromises(subject, List.of("call-back", "answer"), Map.of("severity", "2"), branch, null, "SO-1", clock.instant()));
        var ids = desk.of(subject).stream().collect(Collectors.toMap(PromiseView::code, PromiseView::id));
        var agent = clients.with(Role.AGENT, branch);

        assertThat(agent.post("{\"note\":\"已回访，客户满意\"}", "/api/promises/{id}/settle", ids.get("call-back"))).hasStatusOk();
        assertThat(desk.of(subject)).filteredOn(view -> view.code().equals("call-back")).extracting(PromiseView::state).containsExactly(PromiseState.KEPT);
        assertThat(agent.post("{\"note\":\"又一次\"}", "/api/promises/{id}/settle", ids.get("call-back"))).hasStatus(HttpStatus.CONFLICT)
                .bodyJson().extractingPath("$.code").isEqualTo("promises.ended");
        assertThat(agent.post("{\"note\":\"我说了算\"}", "/api/promises/{id}/settle", ids.get("answer"))).hasStatus(HttpStatus.CONFLICT)
                .bodyJson().extractingPath("$.code").isEqualTo("promises.kept-by-an-act");
        assertThat(agent.post("{\"note\":\"x\"}", "/api/promises/{id}/waive", ids.get("answer"))).hasStatus(HttpStatus.FORBIDDEN);

        var manager = clients.with(Role.MANAGER, branch);
        assertThat(manager.post("{\"note\":\" \"}", "/api/promises/{id}/waive", ids.get("answer"))).hasStatus(HttpStatus.BAD_REQUEST);
        assertThat(manager.post("{\"note\":\"客户撤回\"}", "/api/promises/{id}/waive", ids.get("answer"))).hasStatusOk();
        assertThat(desk.of(subject)).filteredOn(view -> view.code().equals("answer")).extracting(PromiseView::state).containsExactly(PromiseState.WAIVED);
        assertThat(clients.with(Role.MANAGER, otherBranch).post("{\"note\":\"x\"}", "/api/promises/{id}/waive", ids.get("answer"))).hasStatus(HttpStatus.NOT_FOUND);
    }

    @Test
    void theBoardIsNotForEverybody() {
        assertThat(clients.with(Role.FINANCE, branch).get("/api/promises/board?window=NOW")).hasStatus(HttpStatus.FORBIDDEN);
        assertThat(clients.nobody().get("/api/promises/board?window=NOW")).hasStatus(HttpStatus.UNAUTHORIZED);
        assertThat(clients.with(Role.AGENT, branch).get("/api/promises/board?window=YESTERDAY")).hasStatus(HttpStatus.BAD_REQUEST);
    }
}
