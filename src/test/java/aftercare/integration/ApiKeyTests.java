package aftercare.integration;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.AftercareTest;
import aftercare.Client;
import aftercare.cases.ACaseTown;
import aftercare.identity.Role;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@AftercareTest
class ApiKeyTests {

    @Autowired Client.Clients clients;
    @Autowired MockMvcTester mvc;
    @Autowired ApiKeyDesk desk;
    @Autowired Idempotency answers;
    @Autowired JdbcClient jdbc;

    ACaseTown town;
    UUID device;
    AKey keys;

    @BeforeEach
    void aTown() {
        town = new ACaseTown(jdbc);
        device = town.device(null);
        keys = new AKey(desk, jdbc);
    }

    @Nested
    class AKeyOfABranch {

        @Test
        void readsAndWritesWhatItsScopesOpenThereAndNothingElse() {
            var key = keys.made(town.branch, null, "cases:read", "cases:write", "devices:read", "customers:read");
            var program = program(key.key());

            var opened = program.post(AKey.aCase(device, town.customer, "门禁离线"), "/api/cases");
            assertThat(opened).hasStatus(201);
            var id = body(opened).get("id").asString();
            assertThat(program.get("/api/cases/{id}", id)).hasStatusOk().bodyText().contains("SO-");
            assertThat(program.get("/api/cases?group=ALL")).hasStatusOk();
            assertThat(program.get("/api/devices/{id}", device)).hasStatusOk();
            assertThat(program.get("/api/contracts")).hasStatus(403).bodyJson().extractingPath("$.facts.permission").isEqualTo("contracts.read");
            assertThat(program.get("/api/users")).hasStatus(403);
            assertThat(program.get("/api/api-keys")).hasStatus(403);

            var elsewhere = new ACaseTown(jdbc);
            assertThat(program.get("/api/devices/{id}", elsewhere.device(null))).hasStatus(404);
            assertThat(program.post(AKey.aCase(elsewhere.device(null), elsewhere.customer, "别处"), "/api/cases")).hasStatus(403);
        }

        @Test
        void standsInTheTimelineWithItsName() {
            var program = program(keys.made(town.branch, null, "cases:write").key());
            var id = body(program.post(AKey.aCase(device, town.customer, "门禁离线"), "/api/cases")).get("id").asString();
            assertThat(jdbc.sql("select distinct e.actor_name from timeline.entry e join timeline.entry_subject s on s.entry_id = e.id where s.subject_id = cast(:id as uuid) and e.kind = 'cases.opened'")
                    .param("id", id).query(String.class).list()).containsOnly("订单系统");
        }

        @Test
        void seesPhoneNumbersOnlyWithTheScopeForThem() {
            town.contact("王敏", "13812345678");
            assertThat(program(keys.made(town.branch, null, "customers:read").key()).get("/api/customers/{id}", town.customer))
                    .hasStatusOk().bodyText().contains("138****5678").doesNotContain("13812345678");
            assertThat(program(keys.made(town.branch, null, "customers:read", "customers:personal").key()).get("/api/customers/{id}", town.customer))
                    .bodyText().contains("13812345678");
        }

        @Test
        void cannotChangeAPersonsSession() {
            var program = program(keys.made(town.branch, null, "cases:read").key());
            assertThat(program.post("{\"current\":\"a\",\"next\":\"b\"}", "/api/session/password")).hasStatus(403)
                    .bodyJson().extractingPath("$.code").isEqualTo("identity.not-for-keys");
        }
    }

    @Test
    void neitherSessionNorCsrfTokenIsNeededAndNeitherIsMade() {
        var key = keys.made(town.branch, null, "cases:write").key();
        var answer = mvc.post().uri("/api/cases").header("Authorization", "Bearer " + key).contentType(MediaType.APPLICATION_JSON)
                .content(AKey.aCase(device, town.customer, "门禁离线")).exchange();
        assertThat(answer).hasStatus(201);
        assertThat(answer.getResponse().getCookies()).isEmpty();
        assertThat(answer.getRequest().getSession(false)).isNull();
    }

    @Test
    void aSessionThatComesAlongCountsForNothing() {
        var manager = clients.with(Role.MANAGER, town.branch);
        assertThat(manager.get("/api/cases?group=ALL")).hasStatusOk();
        var key = keys.made(town.branch, null, "devices:read").key();
        assertThat(manager.sending("Authorization", "Bearer " + key).get("/api/cases?group=ALL")).hasStatus(403);
        assertThat(manager.sending("Authorization", "Bearer ac_wrong").get("/api/cases?group=ALL")).hasStatus(401);
        // a cookie alone still needs its token, whatever the header says
        assertThat(mvc.post().uri("/api/cases").header("Authorization", "Basic x").contentType(MediaType.APPLICATION_JSON).content("{}").exchange()).hasStatus(403);
    }

    @Test
    void aKeyThatIsWrongRevokedOrRunOutIsToldSo() {
        var made = keys.made(town.branch, null, "cases:read");
        var wrong = made.key().substring(0, made.key().length() - 1) + (made.key().endsWith("a") ? "b" : "a");
        refused(wrong, "integration.key-unknown");
        refused("ac_0123456789_0123456789012345678901234567890123456789", "integration.key-unknown");
        refused("nonsense", "integration.key-unknown");
        assertThat(program(made.key()).get("/api/cases?group=ALL")).hasStatusOk();

        keys.expires(made.id(), Instant.parse("2026-01-06T00:00:00Z"));
        refused(made.key(), "integration.key-expired");
        keys.expires(made.id(), Instant.parse("2999-01-06T00:00:00Z"));
        desk.revoke(made.id(), new aftercare.identity.Scope(clients.with(Role.ENGINEER, town.branch).user, "a", "a", java.util.List.of(), null, null, false));
        refused(made.key(), "integration.key-revoked");
    }

    @Test
    void onlyTheHashOfAKeyIsKept() {
        var made = keys.made(null, null, "cases:read");
        var row = jdbc.sql("select cast(k as text) from integration.api_key k where id = :id").param("id", made.id()).query(String.class).single();
        assertThat(row).doesNotContain(made.key()).doesNotContain(made.key().substring(14));
    }

    @Test
    void theMachineBehindAKeyIsNobodyWhoCouldSignInOrStandOnAList() {
        var made = keys.made(null, null, "cases:read");
        var machine = jdbc.sql("select user_id from integration.api_key where id = :id").param("id", made.id()).query(UUID.class).single();
        var admin = clients.with(Role.ADMIN, null);
        try {
            assertThat(admin.get("/api/users/{id}", machine)).hasStatus(404);
            assertThat(admin.post("{}", "/api/users/{id}/password", machine)).hasStatus(404);
            assertThat(admin.get("/api/users?words=machine")).bodyText().doesNotContain(machine.toString());
            assertThat(clients.nobody().post("{\"login\":\"machine %s\",\"password\":\"none\"}".formatted(machine), "/api/session")).hasStatus(422);

            assertThat(admin.post("{\"name\":\"x\",\"scopes\":[]}", "/api/api-keys")).hasStatus(422).bodyJson().extractingPath("$.code").isEqualTo("integration.key-without-scope");
            assertThat(admin.post("{\"name\":\"x\",\"scopes\":[\"all:everything\"]}", "/api/api-keys")).hasStatus(422);
            assertThat(admin.post("{\"name\":\"x\",\"scopes\":[\"cases:read\"],\"expiresAt\":\"2020-01-01T00:00:00Z\"}", "/api/api-keys")).hasStatus(422);
            assertThat(admin.get("/api/api-keys?state=ACTIVE&words=订单")).hasStatusOk().bodyText().contains(made.id().toString()).doesNotContain(made.key());
            assertThat(admin.delete("/api/api-keys/{id}", made.id())).hasStatus(204);
            assertThat(admin.delete("/api/api-keys/{id}", made.id())).hasStatus(204);
            assertThat(admin.delete("/api/api-keys/{id}", UUID.randomUUID())).hasStatus(404);
        } finally {
            jdbc.sql("delete from identity.membership where user_id = :user").param("user", admin.user).update();
        }
    }

    @Nested
    class TheLimitOfAMinute {

        @Test
        void isSaidWithEveryAnswerAndHolds() {
            var program = program(keys.made(town.branch, 3, "cases:read").key());
            var answers = IntStream.range(0, 8).mapToObj(_ -> program.get("/api/cases?group=ALL").getResponse()).toList();
            assertThat(answers.getFirst().getHeader("RateLimit-Limit")).isEqualTo("3");
            var refused = answers.stream().filter(answer -> answer.getStatus() == 429).toList();
            // a minute may turn while they are sent, not two
            assertThat(refused).hasSizeBetween(2, 5);
            assertThat(Integer.parseInt(refused.getFirst().getHeader("Retry-After"))).isBetween(0, 60);
            assertThat(refused.getFirst().getHeader("RateLimit-Remaining")).isEqualTo("0");
        }
    }

    @Nested
    class ARequestSentTwice {

        @Test
        void isDoneOnceAndAnsweredTheSame() {
            var program = program(keys.made(town.branch, null, "cases:write").key()).sending("Idempotency-Key", "order-4711");
            var first = program.post(AKey.aCase(device, town.customer, "门禁离线"), "/api/cases");
            var second = program.post(AKey.aCase(device, town.customer, "门禁离线"), "/api/cases");
            assertThat(first).hasStatus(201);
            assertThat(first.getResponse().getHeader("Idempotent-Replay")).isNull();
            assertThat(second).hasStatus(201);
            assertThat(second.getResponse().getHeader("Idempotent-Replay")).isEqualTo("true");
            assertThat(body(second)).isEqualTo(body(first));
            assertThat(second.getResponse().getContentType()).isEqualTo(first.getResponse().getContentType());
            assertThat(casesHere()).isEqualTo(1);
        }

        @Test
        void withOtherWordsIsRefused() {
            var program = program(keys.made(town.branch, null, "cases:write").key()).sending("Idempotency-Key", "order-4711");
            assertThat(program.post(AKey.aCase(device, town.customer, "门禁离线"), "/api/cases")).hasStatus(201);
            assertThat(program.post(AKey.aCase(device, town.customer, "另一件事"), "/api/cases")).hasStatus(422)
                    .bodyJson().extractingPath("$.code").isEqualTo("integration.idempotent-other-request");
            assertThat(casesHere()).isEqualTo(1);
        }

        @Test
        void isAnotherRequestWithAnotherApiKey() {
            for (int i = 0; i < 2; i++) {
                assertThat(program(keys.made(town.branch, null, "cases:write").key()).sending("Idempotency-Key", "order-4711")
                        .post(AKey.aCase(device, town.customer, "门禁离线"), "/api/cases")).hasStatus(201);
            }
            assertThat(casesHere()).isEqualTo(2);
        }

        @Test
        void isRefusedTheSameWayWhenItWasRefused() {
            var program = program(keys.made(town.branch, null, "cases:write").key()).sending("Idempotency-Key", "bad");
            assertThat(program.post("{}", "/api/cases")).hasStatus(400);
            var again = program.post("{}", "/api/cases");
            assertThat(again).hasStatus(400);
            assertThat(again.getResponse().getHeader("Idempotent-Replay")).isEqualTo("true");
        }

        @Test
        void byTwentyAtOnceIsOneCase() throws Exception {
            var program = program(keys.made(town.branch, null, "cases:write").key()).sending("Idempotency-Key", "race");
            try (var threads = Executors.newFixedThreadPool(20)) {
                var all = threads.invokeAll(IntStream.range(0, 20).<Callable<Integer>>mapToObj(_ ->
                        () -> program.post(AKey.aCase(device, town.customer, "门禁离线"), "/api/cases").getResponse().getStatus()).toList());
                for (var one : all) {
                    assertThat(one.get()).isIn(201, 409);
                }
            }
            assertThat(casesHere()).isEqualTo(1);
        }

        @Test
        void isForgottenAfterADayAndNeverDoneAgainWhenItsNodeDied() {
            var made = keys.made(town.branch, null, "cases:write");
            var program = program(made.key()).sending("Idempotency-Key", "old");
            assertThat(program.post(AKey.aCase(device, town.customer, "门禁离线"), "/api/cases")).hasStatus(201);
            jdbc.sql("update integration.idempotent_post set status = null, body = null, content_type = null, began_at = now() - interval '10 minutes' where key = 'old'").update();
            assertThat(program.post(AKey.aCase(device, town.customer, "门禁离线"), "/api/cases")).hasStatus(409)
                    .bodyJson().extractingPath("$.code").isEqualTo("integration.idempotent-lost");

            jdbc.sql("update integration.idempotent_post set began_at = now() - interval '25 hours' where key = 'old'").update();
            assertThat(answers.purge()).isPositive();
            assertThat(program.post(AKey.aCase(device, town.customer, "门禁离线"), "/api/cases")).hasStatus(201);
        }

        @Test
        void needsAKeyThatIsOne() {
            var program = program(keys.made(town.branch, null, "cases:write").key());
            assertThat(program.sending("Idempotency-Key", "two words").post("{}", "/api/cases")).hasStatus(422);
            assertThat(program.sending("Idempotency-Key", "x".repeat(201)).post("{}", "/api/cases")).hasStatus(422);
        }

        @Test
        void meansNothingInAPersonsSession() {
            var agent = clients.with(Role.AGENT, town.branch).sending("Idempotency-Key", "mine");
            var words = AKey.aCase(device, town.customer, "门禁离线").replace("API", "PHONE");
            assertThat(agent.post(words, "/api/cases")).hasStatus(201);
            assertThat(agent.post(words, "/api/cases")).hasStatus(201);
            assertThat(casesHere()).isEqualTo(2);
        }
    }

    private int casesHere() {
        return jdbc.sql("select count(*) from cases.service_case where branch_id = :branch").param("branch", town.branch).query(Integer.class).single();
    }

    private Client program(String key) {
        return clients.nobody().sending("Authorization", "Bearer " + key);
    }

    private void refused(String key, String code) {
        var answer = program(key).get("/api/cases?group=ALL");
        assertThat(answer).hasStatus(401).bodyJson().extractingPath("$.code").isEqualTo(code);
        assertThat(answer.getResponse().getHeader("WWW-Authenticate")).isEqualTo("Bearer");
    }

    private static JsonNode body(MvcTestResult answer) {
        return JsonMapper.shared().readTree(answer.getResponse().getContentAsByteArray());
    }
}
