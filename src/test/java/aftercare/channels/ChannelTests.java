package aftercare.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import aftercare.AftercareTest;
import aftercare.Client;
import aftercare.SomebodyElse;
import aftercare.identity.Role;
import aftercare.kernel.Ids;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** News goes out to the groups that want it, and signed messages come in; neither is lost, doubled or believed blindly. */
@AftercareTest
class ChannelTests {

    @Autowired Client.Clients clients;
    @Autowired JdbcClient jdbc;
    @Autowired JsonMapper json;

    UUID branch;
    Client admin;

    @BeforeEach
    void aBranch() {
        branch = new SomebodyElse(jdbc).branch("苏州");
        admin = clients.with(Role.ADMIN, branch);
    }

    @Test
    void aGroupIsToldOfANewCaseAfterTheCommitAndTheLogShowsWhatWasSentWithoutTheSecret() {
        var channel = add("WECOM", "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={key}", "k-secret", "[\"CASE_OPENED\"]", true).get("channel");
        var number = opened("门禁 *打不开* <b>");
        await().untilAsserted(() -> assertThat(newest(channel).get("state").asString()).isEqualTo("SENT"));
        var sent = newest(channel);
        assertThat(sent.get("title").asString()).contains(number);
        assertThat(sent.get("request").asString()).contains("POST https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=•••").contains("\\\\*打不开\\\\*").doesNotContain("k-secret");
        assertThat(admin.get("/api/channels").getResponse().getContentAsByteArray()).asString(StandardCharsets.UTF_8).doesNotContain("k-secret").contains("\"hasSecret\":true");
        assertThat(clients.with(Role.ADMIN, new SomebodyElse(jdbc).branch("南京")).get("/api/channels/deliveries").getResponse().getContentAsByteArray())
                .asString(StandardCharsets.UTF_8).doesNotContain(number);
    }

    @Test
    void everyGroupIsToldInItsOwnLanguage() {
        var simplified = add("WECOM", "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={key}", "k", "[\"CASE_OPENED\"]", true).get("channel");
        var traditional = add("FEISHU", "https://open.feishu.cn/hook/t", "", "[\"CASE_OPENED\"]", true, "zh-TW").get("channel");
        var english = add("DINGTALK", "https://oapi.dingtalk.com/robot/send?access_token=e", "", "[\"CASE_OPENED\"]", true, "en").get("channel");
        var number = opened("门禁打不开");
        await().untilAsserted(() -> assertThat(newest(simplified).get("title").asString()).isEqualTo("新服务单 " + number));
        assertThat(newest(traditional).get("title").asString()).isEqualTo("新服務單 " + number);
        assertThat(newest(english).get("title").asString()).isEqualTo("New case " + number);
        assertThat(newest(english).get("text").asString()).startsWith("门禁打不开\nSeverity ");
        ok(admin.post("{}", "/api/channels/{id}/test", english.get("id").asString()), 200);
        await().untilAsserted(() -> assertThat(newest(english).get("title").asString()).isEqualTo("Aftercare · test message"));
    }

    @Test
    void aChannelSpeaksOnlyLanguagesThatThereAre() {
        var refused = admin.post("""
                {"branch": "%s", "kind": "FEISHU", "name": "群", "address": "https://open.feishu.cn/hook/x", "news": [], "language": "fr", "simulated": true, "active": true, "version": 0}
                """.formatted(branch), "/api/channels");
        assertThat(refused).hasStatus(400);
    }

    @Test
    void anAddressInOurOwnNetworkIsNotCalled() {
        var channel = add("DINGTALK", "http://127.0.0.1:1/robot", "", "[]", false).get("channel");
        ok(admin.post("{}", "/api/channels/{id}/test", channel.get("id").asString()), 200);
        await().untilAsserted(() -> assertThat(newest(channel).get("failure").asString("")).isEqualTo("channels.address-private"));
        assertThat(newest(channel).get("state").asString()).isEqualTo("GIVEN_UP");
    }

    @Test
    void noMoreThanTheServiceTakesInAMinute() {
        var channel = add("FEISHU", "https://open.feishu.cn/hook/x", "", "[\"CASE_OPENED\"]", true).get("channel");
        for (int i = 0; i < 22; i++) {
            opened("第 %d 单".formatted(i));
        }
        await().untilAsserted(() -> assertThat(count(channel, "SENT")).isEqualTo(20));
        assertThat(count(channel, "QUEUED")).isEqualTo(2);
    }

    @Test
    void aCustomerWithoutAnAddressIsWrittenToByPhoneWhereThereIsAGateway() {
        var body = "{\"channel\": \"PHONE\", \"kind\": \"repair\", \"subject\": \"漏水\", \"branch\": \"%s\", \"contactName\": \"王女士\", \"contactPhone\": \"13800000009\", \"take\": false}".formatted(branch);
        var desk = clients.with(Role.AGENT, branch);
        ok(desk.post(body, "/api/cases"), 201);
        assertThat(jdbc.sql("select count(*) from notices.message where branch_id = :branch").param("branch", branch).query(Integer.class).single()).isZero();

        var gateway = add("SMS", "https://sms.example/send", "", "[]", true).get("channel");
        ok(desk.post(body, "/api/cases"), 201);
        await().untilAsserted(() -> assertThat(jdbc.sql("select channel || ' ' || to_address || ' ' || state from notices.message where branch_id = :branch").param("branch", branch)
                .query(String.class).list()).containsExactly("SMS 13800000009 SENT"));
        assertThat(newest(gateway).get("toAddress").asString()).isEqualTo("13800000009");
    }

    @Test
    void aSignedMessageWaitsAsAReportAndTheNextOneGoesIntoItsCase() {
        var added = add("INCOMING", "", "", "[]", false);
        var channel = added.get("channel").get("id").asString();
        var secret = added.get("secret").asString();
        assertThat(secret).hasSizeGreaterThan(30);
        var taken = ok(send(channel, secret, message("m1", "门禁打不开<script>alert(1)</script>"), Instant.now()), 202);
        assertThat(taken.get("caseNumber").isNull()).isTrue();
        var report = jdbc.sql("select report_id from channels.received where channel_id = :id").param("id", UUID.fromString(channel)).query(UUID.class).single();
        var desk = clients.with(Role.AGENT, branch);
        var waits = ok(desk.get("/api/intake/reports/{id}", report), 200);
        assertThat(waits.get("failure").asString()).isEqualTo("channels.message");
        assertThat(json.readTree(waits.get("text").asString()).get("description").asString()).isEqualTo("门禁打不开<script>alert(1)</script>\nhttps://pics.example/1.jpg");
        ok(desk.post("{\"channel\": \"CHAT\", \"kind\": \"repair\", \"subject\": \"门禁\", \"unfinished\": \"%s\", \"branch\": \"%s\", \"take\": true}".formatted(report, branch), "/api/cases"), 201);
        assertThat(ok(send(channel, secret, message("m2", "还没人来"), Instant.now()), 202).get("caseNumber").asString()).startsWith("SO-");
        assertThat(jdbc.sql("select count(*) from timeline.entry where kind = 'cases.message' and facts ->> 'text' like '还没人来%'").query(Integer.class).single()).isEqualTo(1);
    }

    @Test
    void whatIsForgedOldRepeatedHugeOrNonsenseIsRefusedAndWhatIsSignedIsKept() {
        var added = add("INCOMING", "", "", "[]", false);
        var channel = added.get("channel").get("id").asString();
        var secret = added.get("secret").asString();
        var good = message("m1", "你好");
        code(send(channel, "another secret", good, Instant.now()), 403, "channels.signature-wrong");
        code(send(channel, secret, good, Instant.now().minusSeconds(400)), 403, "channels.too-old");
        code(send(channel, secret, good, Instant.now().plusSeconds(400)), 403, "channels.too-old");
        code(clients.nobody().sendBytes(HttpMethod.POST, good, "/api/public/channels/{id}/messages", channel), 403, "channels.signature-wrong");
        code(send(channel, secret, new byte[IncomingDesk.MOST_BYTES + 1], Instant.now()), 422, "channels.message-too-long");
        code(send(UUID.randomUUID().toString(), secret, good, Instant.now()), 404, "channels.no-such-channel");
        ok(send(channel, secret, good, Instant.now()), 202);
        code(send(channel, secret, good, Instant.now()), 409, "channels.replayed");
        for (var nonsense : java.util.List.of("", "null", "[]", "{", "{\"text\": 7, \"from\": {}}", "\0\0", "{\"id\": \"" + "x".repeat(500) + "\", \"from\": \"a\\r\\nBcc: b@c\\u0000\", \"text\": \"\"}")) {
            var status = send(channel, secret, nonsense.getBytes(StandardCharsets.UTF_8), Instant.now()).getResponse().getStatus();
            assertThat(status).as(nonsense).isEqualTo(202);
        }
        assertThat(jdbc.sql("select count(*) from channels.received r join intake.report p on p.id = r.report_id where r.channel_id = :id").param("id", UUID.fromString(channel))
                .query(Integer.class).single()).isEqualTo(8);
        assertThat(jdbc.sql("select count(*) from channels.received where channel_id = :id and sender ~ '[[:cntrl:]&&[^\\n]]'").param("id", UUID.fromString(channel))
                .query(Integer.class).single()).isZero();
    }

    private byte[] message(String id, String text) {
        return json.writeValueAsBytes(Map.of("id", id, "from", "wx-1001", "name", "王女士", "text", text, "attachments", java.util.List.of("https://pics.example/1.jpg")));
    }

    private MvcTestResult send(String channel, String secret, byte[] body, Instant at) {
        var timestamp = Long.toString(at.getEpochSecond());
        return clients.nobody().sending("X-Aftercare-Timestamp", timestamp).sending("X-Aftercare-Signature", Signature.of(secret, timestamp, body))
                .sendBytes(HttpMethod.POST, body, "/api/public/channels/{id}/messages", channel);
    }

    private JsonNode add(String kind, String address, String secret, String news, boolean simulated) {
        return add(kind, address, secret, news, simulated, "zh-CN");
    }

    private JsonNode add(String kind, String address, String secret, String news, boolean simulated, String language) {
        return ok(admin.post("""
                {"branch": "%s", "kind": "%s", "name": "群", "address": "%s", "headers": "", "body": "{\\"to\\": \\"{to}\\", \\"text\\": \\"{text}\\"}", "success": "200", "secret": "%s",
                 "news": %s, "language": "%s", "simulated": %s, "active": true, "version": 0}
                """.formatted(branch, kind, address, secret, news, language, simulated), "/api/channels"), 201);
    }

    private String opened(String subject) {
        return ok(clients.with(Role.AGENT, branch).post(json.writeValueAsString(Map.of("channel", "PHONE", "kind", "repair", "subject", subject, "branch", branch, "take", false,
                "id", Ids.next())), "/api/cases"), 201).get("number").asString();
    }

    private JsonNode newest(JsonNode channel) {
        return ok(admin.get("/api/channels/deliveries?channel={id}", channel.get("id").asString()), 200).get("rows").get(0);
    }

    private int count(JsonNode channel, String state) {
        return jdbc.sql("select count(*) from channels.delivery where channel_id = :id and state = :state").param("id", UUID.fromString(channel.get("id").asString())).param("state", state)
                .query(Integer.class).single();
    }

    private static void code(MvcTestResult answer, int status, String code) {
        assertThat(answer).hasStatus(status).bodyJson().extractingPath("$.code").isEqualTo(code);
    }

    private JsonNode ok(MvcTestResult answer, int status) {
        assertThat(answer).as(new String(answer.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8)).hasStatus(status);
        return json.readTree(answer.getResponse().getContentAsByteArray());
    }
}
