package aftercare.identity;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.AftercareTest;
import aftercare.Client;
import aftercare.kernel.Ids;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.session.FindByIndexNameSessionRepository;

@AftercareTest
class SignInTests {

    @Autowired Client.Clients clients;
    @Autowired UserDesk users;
    @Autowired JdbcClient jdbc;

    @Test
    void aSessionLivesInTheDatabaseAndShowsWhoIsHere() {
        var admin = clients.with(Role.ADMIN, null);

        assertThat(admin.get("/api/session")).hasStatusOk().bodyJson().extractingPath("$.permissions").asArray().contains("identity.edit-users");
        assertThat(jdbc.sql("select count(*) from platform.spring_session where principal_name = :user")
                .param("user", admin.user.toString()).query(Long.class).single()).isEqualTo(1);
    }

    @Test
    void aSessionHoldsNothingButTheUser() {
        var admin = clients.with(Role.ADMIN, null);

        assertThat(jdbc.sql("""
                select a.attribute_name from platform.spring_session_attributes a join platform.spring_session s on s.primary_id = a.session_primary_id
                 where s.principal_name = :user
                """).param("user", admin.user.toString()).query(String.class).list())
                .containsExactly(FindByIndexNameSessionRepository.PRINCIPAL_NAME_INDEX_NAME);
    }

    @Test
    void whenASessionWasLastUsedIsKnownToTheMinute() {
        var admin = clients.with(Role.ADMIN, null);
        var halfAMinuteAgo = lastUsed(admin, Duration.ofSeconds(30));
        assertThat(admin.get("/api/session")).hasStatusOk();
        assertThat(lastUsed(admin)).as("within a minute nothing is written").isEqualTo(halfAMinuteAgo);

        var twoMinutesAgo = lastUsed(admin, Duration.ofMinutes(2));
        assertThat(admin.get("/api/session")).hasStatusOk();
        assertThat(lastUsed(admin)).isGreaterThan(twoMinutesAgo);
    }

    private long lastUsed(Client client, Duration ago) {
        jdbc.sql("update platform.spring_session set last_access_time = :then where principal_name = :user")
                .param("then", System.currentTimeMillis() - ago.toMillis()).param("user", client.user.toString()).update();
        return lastUsed(client);
    }

    private long lastUsed(Client client) {
        return jdbc.sql("select last_access_time from platform.spring_session where principal_name = :user")
                .param("user", client.user.toString()).query(Long.class).single();
    }

    @Test
    void nobodyIsRefusedOutside() {
        assertThat(clients.nobody().get("/api/users")).hasStatus(HttpStatus.UNAUTHORIZED);
    }

    @Test
    void aPermissionNotHeldIsRefusedByItsName() {
        assertThat(clients.with(Role.AGENT, null).get("/api/users")).hasStatus(HttpStatus.FORBIDDEN)
                .bodyJson().extractingPath("$.facts.permission").isEqualTo("identity.edit-users");
    }

    @Test
    void guessingIsSlowedDownAfterFiveWrongPasswordsAndTheRecordStays() {
        var login = "guessed-" + Ids.next();
        users.add(Ids.next(), draft(login), "the-true-password", false);

        for (int i = 0; i < 5; i++) {
            assertThat(signIn(login, "guess " + i)).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
                    .bodyJson().extractingPath("$.code").isEqualTo("identity.wrong-password");
        }
        assertThat(signIn(login, "the-true-password")).hasStatus(HttpStatus.TOO_MANY_REQUESTS)
                .bodyJson().extractingPath("$.facts.seconds").asNumber().satisfies(seconds -> assertThat(seconds.longValue()).isBetween(1L, 5L));
        assertThat(jdbc.sql("select outcome, count(*) as n from identity.sign_in where login = :login group by 1 order by 1")
                .param("login", login).query((row, _) -> row.getString(1) + row.getLong(2)).list()).containsExactly("SLOWED1", "WRONG5");
    }

    @Test
    void aResetPasswordMustBeChangedBeforeAnythingElse() {
        var admin = clients.with(Role.ADMIN, null);
        var agent = clients.with(Role.ADMIN, null);

        assertThat(admin.post(null, "/api/users/{id}/reset-password", agent.user)).hasStatusOk()
                .bodyJson().extractingPath("$.password").asString().hasSize(14);
        assertThat(agent.get("/api/users")).as("the old session has ended").hasStatus(HttpStatus.UNAUTHORIZED);
        assertThat(agent.get("/api/session")).as("to ask is no failure").hasStatus(HttpStatus.NO_CONTENT);
    }

    @Test
    void deactivationEndsASessionAtOnce() {
        var admin = clients.with(Role.ADMIN, null);
        var agent = clients.with(Role.AGENT, null);

        assertThat(admin.post(null, "/api/users/{id}/deactivate", agent.user)).hasStatusOk();

        assertThat(agent.get("/api/branches")).hasStatus(HttpStatus.UNAUTHORIZED);
    }

    @Test
    void aChangeWithoutTheCsrfTokenIsRefused(@Autowired org.springframework.test.web.servlet.assertj.MockMvcTester mvc) {
        assertThat(mvc.post().uri("/api/session").contentType("application/json").content("{}")).hasStatus(HttpStatus.FORBIDDEN);
    }

    private static UserDesk.UserDraft draft(String login) {
        return new UserDesk.UserDraft(login, "Somebody", "", "", (UUID) null, null, List.of());
    }

    private org.springframework.test.web.servlet.assertj.MvcTestResult signIn(String login, String password) {
        return clients.nobody().post("{\"login\":\"%s\",\"password\":\"%s\"}".formatted(login, password), "/api/session");
    }
}
