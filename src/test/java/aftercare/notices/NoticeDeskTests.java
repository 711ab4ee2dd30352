package aftercare.notices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import aftercare.AftercareTest;
import aftercare.Client;
import aftercare.documents.Document;
import aftercare.documents.DocumentDesk;
import aftercare.identity.Role;
import aftercare.kernel.Ids;
import aftercare.kernel.Subject;
import aftercare.promises.Audience;
import aftercare.promises.PromiseEvent;
import aftercare.timeline.Actor;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;

@AftercareTest
class NoticeDeskTests {

    private static final Instant NOON = Instant.parse("2026-03-02T04:00:00Z");

    @Autowired NoticeDesk desk;
    @Autowired NoticeQueries queries;
    @Autowired DocumentDesk documents;
    @Autowired Client.Clients clients;
    @Autowired ApplicationEventPublisher events;
    @Autowired JdbcClient jdbc;

    private final UUID branch = Ids.next();
    private final Subject subject = new Subject("case", Ids.next());

    @BeforeEach
    void aBranch() {
        jdbc.sql("insert into identity.branch (id, code, name) values (:id, :code, '苏州分公司')").param("id", branch).param("code", branch.toString()).update();
    }

    private Notice notice(Instant at) {
        return new Notice("promises.warned", subject, Map.of("label", "SO-1 <b>'\"", "dueAt", NOON.toString()), false, at);
    }

    @Nested
    class ANotice {

        @Test
        void isUnreadUntilItsReaderOpensIt() {
            var agent = clients.with(Role.AGENT, branch);
            desk.tell(notice(NOON), List.of(agent.user));

            var bell = assertThat(agent.get("/api/notices/bell")).hasStatusOk().bodyJson();
            bell.extractingPath("$.unread").isEqualTo(1);
            bell.extractingPath("$.newest.rows[0].facts.label").isEqualTo("SO-1 <b>'\"");
            var id = queries.of(agent.user, true, null, 10).rows().getFirst().id();
            assertThat(agent.post(null, "/api/notices/{id}/read", id)).hasStatus(HttpStatus.NO_CONTENT);
            assertThat(agent.get("/api/notices/bell")).bodyJson().extractingPath("$.unread").isEqualTo(0);
            assertThat(agent.get("/api/notices?unread=true")).bodyJson().extractingPath("$.rows").asArray().isEmpty();
            assertThat(agent.get("/api/notices")).bodyJson().extractingPath("$.rows").asArray().hasSize(1);
        }

        @Test
        void belongsToItsReaderAlone() {
            var agent = clients.with(Role.AGENT, branch);
            var other = clients.with(Role.AGENT, branch);
            desk.tell(notice(NOON), List.of(agent.user));
            var id = queries.of(agent.user, true, null, 10).rows().getFirst().id();

            assertThat(other.post(null, "/api/notices/{id}/read", id)).hasStatus(HttpStatus.NOT_FOUND)
                    .bodyJson().extractingPath("$.code").isEqualTo("notices.no-such-notice");
            assertThat(other.get("/api/notices")).bodyJson().extractingPath("$.rows").asArray().isEmpty();
            assertThat(queries.unread(agent.user)).isEqualTo(1);
        }

        @Test
        void manyAreReadAtOnceAndPagesFollowEachOther() {
            var agent = clients.with(Role.AGENT, branch);
            for (var i = 0; i < 60; i++) {
                desk.tell(notice(NOON.plusSeconds(i / 2)), List.of(agent.user));
            }
            var first = queries.of(agent.user, false, null, 50);
            var second = queries.of(agent.user, false, first.next(), 50);
            assertThat(first.rows()).hasSize(50);
            assertThat(second.rows()).hasSize(10);
            assertThat(second.rows()).extracting(NoticeQueries.NoticeView::id).doesNotContainAnyElementsOf(
                    first.rows().stream().map(NoticeQueries.NoticeView::id).toList());

            assertThat(agent.post(null, "/api/notices/read-all")).hasStatus(HttpStatus.NO_CONTENT);
            assertThat(queries.unread(agent.user)).isZero();
        }

        @Test
        void doesNotReachSomebodyWhoHasLeft() {
            var agent = clients.with(Role.AGENT, branch);
            jdbc.sql("update identity.app_user set active = false where id = :id").param("id", agent.user).update();
            desk.tell(notice(NOON), List.of(agent.user));

            assertThat(queries.unread(agent.user)).isZero();
        }
    }

    @Nested
    class ABrokenPromise {

        private void breaks(UUID owner, Audience... tell) {
            events.publishEvent(new PromiseEvent.Broken(new PromiseEvent.About(Ids.next(), subject, "answer", 1, "SO-1", branch, owner), NOON, Set.of(tell), NOON));
        }

        @Test
        void isToldToItsOwnerAndTheManagersOfTheBranch() {
            var owner = clients.with(Role.ENGINEER, branch);
            var manager = clients.with(Role.MANAGER, branch);
            var elsewhere = clients.with(Role.MANAGER, new aftercare.SomebodyElse(jdbc).branch("elsewhere"));
            breaks(owner.user, Audience.OWNER, Audience.MANAGER);

            assertThat(queries.of(owner.user, true, null, 10).rows()).extracting(NoticeQueries.NoticeView::kind).containsExactly("promises.broken");
            assertThat(queries.unread(manager.user)).isEqualTo(1);
            assertThat(queries.unread(elsewhere.user)).isZero();
        }

        @Test
        void withoutAnOwnerIsToldToTheServiceDesk() {
            var agent = clients.with(Role.AGENT, branch);
            var engineer = clients.with(Role.ENGINEER, branch);
            breaks(null, Audience.OWNER);

            assertThat(queries.unread(agent.user)).isEqualTo(1);
            assertThat(queries.unread(engineer.user)).isZero();
        }

        @Test
        void alwaysReachesSomebodyElseHigherUp() {
            // Other tests leave people behind who answer for every branch.
            jdbc.sql("delete from identity.membership where role = 'AGENT' and branch_id is null").update();
            var manager = clients.with(Role.MANAGER, branch);
            breaks(null, Audience.OWNER);

            assertThat(queries.unread(manager.user)).as("there is no service desk in this branch").isEqualTo(1);
        }
    }

    @Nested
    class AMessage {

        private UUID send(String address) {
            return desk.send(new Message("notices.greeting", "zh-CN", "王经理 😀", address, Map.of("name", "王经理", "number", "SO-1"), branch, subject));
        }

        @Test
        void isKeptWithItsWordsWhenThereIsNoMailServer() {
            var id = send("wang@example.com");
            var agent = clients.with(Role.AGENT, branch);

            var message = assertThat(agent.get("/api/messages/{id}", id)).hasStatusOk().bodyJson();
            message.extractingPath("$.message.state").isEqualTo("NOT_CONFIGURED");
            message.extractingPath("$.message.title").isEqualTo("您好，王经理");
            message.extractingPath("$.body").isEqualTo("单号：SO-1\n此致\n");
            assertThat(agent.get("/api/messages")).bodyJson().extractingPath("$.rows[0].toName").isEqualTo("王经理 😀");
        }

        @Test
        void withoutAnAddressSaysSo() {
            send(" ");
            assertThat(clients.with(Role.AGENT, branch).get("/api/messages?state=NO_ADDRESS")).bodyJson().extractingPath("$.rows").asArray().hasSize(1);
        }

        @Test
        void isFoundByAPartOfANameOrAddress() {
            send("wang@example.com");
            var agent = clients.with(Role.AGENT, branch);

            assertThat(agent.get("/api/messages?words={words}", "王经")).bodyJson().extractingPath("$.rows").asArray().hasSize(1);
            assertThat(agent.get("/api/messages?words={words}", "EXAMPLE.com")).bodyJson().extractingPath("$.rows").asArray().hasSize(1);
            assertThat(agent.get("/api/messages?words={words}", "%_'")).bodyJson().extractingPath("$.rows").asArray().isEmpty();
        }

        @Test
        void ofAnotherBranchDoesNotExist() {
            var id = send("wang@example.com");
            var stranger = clients.with(Role.AGENT, new aftercare.SomebodyElse(jdbc).branch("elsewhere"));

            assertThat(stranger.get("/api/messages/{id}", id)).hasStatus(HttpStatus.NOT_FOUND);
            assertThat(stranger.get("/api/messages")).bodyJson().extractingPath("$.rows").asArray().isEmpty();
        }

        private Document file(String name) {
            return documents.store(subject, "attachment", name, name.getBytes(StandardCharsets.UTF_8), Document.Visibility.INTERNAL, Actor.guest("林晓雯"));
        }

        @Test
        void showsItsFilesToWhoeverMayReadIt() {
            var report = file("巡检报告.txt");
            var other = file("内部.txt");
            var id = desk.send(new Message("notices.greeting", "zh-CN", "王经理", "wang@example.com", Map.of("name", "王经理", "number", "SO-1"), branch, subject)
                    .with(List.of(report.id())));
            var agent = clients.with(Role.AGENT, branch);

            var files = assertThat(agent.get("/api/messages/{id}", id)).hasStatusOk().bodyJson();
            files.extractingPath("$.files").asArray().hasSize(1);
            files.extractingPath("$.files[0].fileName").isEqualTo("巡检报告.txt");
            files.extractingPath("$.files[0].size").isEqualTo((int) report.size());
            files.extractingPath("$.files[0].removed").isEqualTo(false);
            assertThat(agent.get("/api/messages/{id}/files/{file}", id, report.id())).hasStatusOk().bodyText().isEqualTo("巡检报告.txt");

            assertThat(agent.get("/api/messages/{id}/files/{file}", id, other.id())).as("a file that did not go along").hasStatus(HttpStatus.NOT_FOUND)
                    .bodyJson().extractingPath("$.code").isEqualTo("notices.no-such-file");
            var stranger = clients.with(Role.AGENT, new aftercare.SomebodyElse(jdbc).branch("far-away"));
            assertThat(stranger.get("/api/messages/{id}/files/{file}", id, report.id())).hasStatus(HttpStatus.NOT_FOUND)
                    .bodyJson().extractingPath("$.code").isEqualTo("notices.no-such-message");
        }

        @Test
        void stillNamesAFileThatWasTakenOutOfSightSince() {
            var report = file("作废报告.txt");
            var id = desk.send(new Message("notices.greeting", "zh-CN", "王经理", "wang@example.com", Map.of("name", "王经理", "number", "SO-1"), branch, subject)
                    .with(List.of(report.id())));
            var agent = clients.with(Role.AGENT, branch);
            documents.remove(report.id(), new Actor(agent.user, "林晓雯"));

            assertThat(agent.get("/api/messages/{id}", id)).bodyJson().extractingPath("$.files[0].removed").isEqualTo(true);
            assertThat(agent.get("/api/messages/{id}/files/{file}", id, report.id())).hasStatus(HttpStatus.NOT_FOUND);
        }

        @Test
        void withoutWordsIsAMistakeOfTheCaller() {
            assertThatIllegalArgumentException().isThrownBy(() -> desk.send(new Message("notices.nothing", "en", "x", "x@example.com", Map.of(), branch, subject)))
                    .withMessageContaining("/aftercare/notices/mail/nothing.en.txt");
        }
    }
}
