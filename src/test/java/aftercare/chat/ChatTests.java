package aftercare.chat;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.AftercareTest;
import aftercare.Client;
import aftercare.SomebodyElse;
import aftercare.documents.Samples;
import aftercare.identity.Role;
import aftercare.kernel.Ids;
import java.nio.charset.StandardCharsets;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A visitor writes with somebody of ours; what nobody answers is not lost. */
@AftercareTest
class ChatTests {

    @Autowired Client.Clients clients;
    @Autowired JdbcClient jdbc;
    @Autowired JsonMapper json;
    @Autowired ChatDesk desk;

    UUID branch;
    String site;
    Client agent;
    Client visitor;

    @BeforeEach
    void anEntranceThatIsOpen() {
        branch = new SomebodyElse(jdbc).branch("苏州");
        site = site("7x24");
        agent = clients.with(Role.AGENT, branch);
        visitor = clients.nobody();
    }

    @Test
    void whoeverTakesItFirstHasIt() throws Exception {
        var chat = chatOf(begin("王女士"));
        var colleague = clients.with(Role.AGENT, branch);
        try (var both = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Integer> one = () -> agent.post("{}", "/api/chats/{id}/take", chat).getResponse().getStatus();
            Callable<Integer> other = () -> colleague.post("{}", "/api/chats/{id}/take", chat).getResponse().getStatus();
            assertThat(both.invokeAll(java.util.List.of(one, other)).stream().map(java.util.concurrent.Future::resultNow)).containsExactlyInAnyOrder(200, 409);
        }
    }

    @Test
    void wordsGoBothWaysInOneOrderAndWhatIsSentTwiceIsThereOnce() {
        var first = begin("王女士");
        var second = begin("李先生");
        assertThat(ok(visitor.get("/api/public/chats/{token}", second)).get("ahead").asInt()).isEqualTo(1);
        var chat = chatOf(first);
        ok(agent.post("{}", "/api/chats/{id}/take", chat));
        assertThat(ok(visitor.get("/api/public/chats/{token}", second)).get("ahead").asInt()).isZero();

        var id = Ids.next();
        ok(say(first, id, "电梯停了"));
        ok(say(first, id, "电梯停了"));
        ok(agent.post("{\"id\": \"%s\", \"text\": \"请问几号电梯？\"}".formatted(Ids.next()), "/api/chats/{id}/messages", chat));
        ok(say(first, Ids.next(), "二号"));

        var seen = ok(visitor.get("/api/public/chats/{token}", first));
        assertThat(texts(seen)).containsExactly("门禁打不开", "电梯停了", "请问几号电梯？", "二号");
        assertThat(texts(ok(visitor.get("/api/public/chats/{token}?since={since}", first, seen.get("messages").get(3).get("seq").asInt())))).containsExactly("二号");
        assertThat(ok(agent.get("/api/chats/board")).get("mine").get(0).get("unread").asInt()).isEqualTo(1);
        assertThat(agent.post("{\"seq\": 99}", "/api/chats/{id}/read", chat)).hasStatus(204);
        assertThat(ok(agent.get("/api/chats/board")).get("mine").get(0).get("unread").asInt()).isZero();
    }

    @Test
    void aNoteGoesToTheColleagueAndNotToTheVisitor() {
        var token = begin("王女士");
        var chat = chatOf(token);
        ok(agent.post("{}", "/api/chats/{id}/take", chat));
        var colleague = clients.with(Role.AGENT, branch);
        assertThat(agent.post("{\"to\": \"%s\"}".formatted(clients.with(Role.ENGINEER, branch).user), "/api/chats/{id}/hand-on", chat)).hasStatus(422)
                .bodyJson().extractingPath("$.code").isEqualTo("chat.cannot-answer");
        ok(agent.post("{\"to\": \"%s\", \"note\": \"客户很急\"}".formatted(colleague.user), "/api/chats/{id}/hand-on", chat));
        assertThat(texts(ok(colleague.get("/api/chats/{id}", chat)))).contains("客户很急");
        assertThat(texts(ok(visitor.get("/api/public/chats/{token}", token)))).doesNotContain("客户很急");
        assertThat(agent.post("{\"id\": \"%s\", \"text\": \"还是我\"}".formatted(Ids.next()), "/api/chats/{id}/messages", chat)).hasStatus(409)
                .bodyJson().extractingPath("$.code").isEqualTo("chat.not-yours");
        ok(colleague.post("{\"to\": null, \"note\": \"\"}", "/api/chats/{id}/hand-on", chat));
        assertThat(ok(visitor.get("/api/public/chats/{token}", token)).get("status").asString()).isEqualTo("WAITING");
    }

    @Test
    void aCaseComesOfItWithTheTranscriptAndThePicturesAndTheVisitorGetsItsNumberAndLink() {
        var token = begin("王女士");
        var chat = chatOf(token);
        ok(agent.post("{}", "/api/chats/{id}/take", chat));
        ok(visitor.upload("door.png", Samples.picture("png", 40, 30), "/api/public/chats/{token}/pictures?id={id}", token, Ids.next()));
        var body = "{\"id\": \"%s\", \"kind\": \"repair\", \"subject\": \"门禁打不开\", \"description\": \"早上起\"}".formatted(Ids.next());
        var made = ok(agent.post(body, "/api/chats/{id}/case", chat));
        var number = made.get("chat").get("caseNumber").asString();
        assertThat(number).startsWith("SO-");
        var told = ok(visitor.get("/api/public/chats/{token}", token)).get("messages");
        assertThat(told.get(told.size() - 1).get("facts").get("number").asString()).isEqualTo(number);
        assertThat(visitor.get("/api/public/track/{token}", told.get(told.size() - 1).get("facts").get("token").asString())).hasStatusOk();
        assertThat(agent.post(body.replace("\"repair\"", "\"install\""), "/api/chats/{id}/case", chat)).hasStatus(409);

        ok(agent.post("{}", "/api/chats/{id}/end", chat));
        ok(visitor.post("{\"stars\": 5, \"words\": \"很快\"}", "/api/public/chats/{token}/rating", token));
        var caseId = UUID.fromString(made.get("chat").get("caseId").asString());
        assertThat(jdbc.sql("select section from documents.document where owner_kind = 'case' and owner_id = :id order by section").param("id", caseId).query(String.class).list())
                .containsExactly("chat", "photo");
        assertThat(jdbc.sql("select channel from cases.service_case where id = :id").param("id", caseId).query(String.class).single()).isEqualTo("CHAT");
    }

    @Test
    void aBeginningSentAgainIsTheSameConversation() {
        var key = "k".repeat(20) + Ids.next().toString().replace("-", "");
        var hello = hello(site, "赵女士").replaceFirst("\\{", "{\"key\": \"%s\", ".formatted(key));
        assertThat(ok(visitor.post(hello, "/api/public/chats"), 201).get("token").asString()).isEqualTo(key);
        assertThat(ok(visitor.post(hello, "/api/public/chats"), 201).get("token").asString()).isEqualTo(key);
        assertThat(ok(visitor.get("/api/public/chats/{token}", key)).get("messages")).hasSize(1);
        assertThat(visitor.post(hello.replace(key, "guessable"), "/api/public/chats")).hasStatus(400);
    }

    @Test
    void whatNobodyAnswersBecomesAReportAndItsCaseIsShownToTheVisitor() {
        var token = begin("王女士");
        var chat = chatOf(token);
        later(chat, 11);
        ChatSweep.run(desk);
        assertThat(ok(visitor.get("/api/public/chats/{token}", token)).get("status").asString()).isEqualTo("UNANSWERED");
        var report = ok(agent.get("/api/intake/reports/{id}", chat));
        assertThat(report.get("failure").asString()).isEqualTo("chat.unanswered");
        var elsewhere = clients.with(Role.AGENT, new SomebodyElse(jdbc).branch("无锡"));
        assertThat(elsewhere.get("/api/intake/reports/{id}", chat)).hasStatus(404);
        assertThat(elsewhere.post("{\"reason\":\"不是我们的\"}", "/api/intake/reports/{id}/set-aside", chat)).hasStatus(404);
        assertThat(ok(elsewhere.get("/api/intake/reports")).toString()).doesNotContain(chat.toString());
        assertThat(json.readTree(report.get("text").asString()).get("description").asString()).isEqualTo("门禁打不开");
        ok(agent.post("{\"channel\": \"CHAT\", \"kind\": \"repair\", \"subject\": \"门禁\", \"unfinished\": \"%s\", \"branch\": \"%s\", \"take\": true}".formatted(chat, branch),
                "/api/cases"), 201);
        assertThat(ok(visitor.get("/api/public/chats/{token}", token)).get("caseNumber").asString()).startsWith("SO-");
    }

    @Test
    void whenTheAgentIsLostTheVisitorIsBackInTheQueueAndWhoeverLeavesTheQueueIsCalledBack() {
        var token = begin("王女士");
        var chat = chatOf(token);
        ok(agent.post("{}", "/api/chats/{id}/take", chat));
        later(chat, 11);
        ChatSweep.run(desk);
        assertThat(ok(visitor.get("/api/public/chats/{token}", token)).get("status").asString()).isEqualTo("WAITING");
        ok(visitor.post("{}", "/api/public/chats/{token}/end", token));
        assertThat(ok(agent.get("/api/intake/reports/{id}", chat)).get("failure").asString()).isEqualTo("chat.visitor-left");
        assertThat(say(token, Ids.next(), "还在吗")).hasStatus(409).bodyJson().extractingPath("$.code").isEqualTo("chat.over");
    }

    @Test
    void outsideTheHoursAMessageIsLeftInstead() {
        var admin = clients.with(Role.ADMIN, null);
        var far = LocalTime.now(ZoneOffset.UTC).getHour() < 12 ? "22:00-22:30" : "01:00-01:30";
        var code = json.readTree(ok(admin.post("{\"name\": \"很少开\", \"zone\": \"UTC\", \"week\": [%s]}".formatted("\"%s\",".formatted(far).repeat(6) + "\"" + far + "\""), "/api/promises/calendars"))
                .toString()).get("code").asString();
        var closed = site(code);
        assertThat(ok(visitor.get("/api/public/chat-sites?site={site}", closed)).get("open").asBoolean()).isFalse();
        assertThat(visitor.post(hello(closed, "王女士"), "/api/public/chats")).hasStatus(409).bodyJson().extractingPath("$.code").isEqualTo("chat.closed");
        var id = Ids.next();
        var left = "{\"id\": \"%s\", \"hello\": %s}".formatted(id, hello(closed, "王女士"));
        assertThat(visitor.post(left, "/api/public/chat-sites/messages")).hasStatus(204);
        assertThat(visitor.post(left, "/api/public/chat-sites/messages")).hasStatus(204);
        assertThat(ok(agent.get("/api/intake/reports/{id}", id)).get("channel").asString()).isEqualTo("CHAT");
    }

    @Test
    void whatAVisitorWritesIsTextAndNothingElse() {
        var script = "<img src=x onerror=alert(1)><script>alert('x')</script>";
        var token = begin(script);
        ok(say(token, Ids.next(), script));
        var seen = visitor.get("/api/public/chats/{token}", token);
        assertThat(seen).hasContentTypeCompatibleWith("application/json");
        assertThat(texts(ok(seen))).contains(script);
        assertThat(visitor.upload("a.svg", "<svg onload=alert(1)>".getBytes(StandardCharsets.UTF_8), "/api/public/chats/{token}/pictures?id={id}", token, Ids.next()).getResponse().getStatus()).isEqualTo(422);
        assertThat(visitor.upload("a.txt", "words".getBytes(StandardCharsets.UTF_8), "/api/public/chats/{token}/pictures?id={id}", token, Ids.next())).hasStatus(422)
                .bodyJson().extractingPath("$.code").isEqualTo("chat.no-picture");
    }

    @Test
    void whoeverFloodsIsSlowedDownAndWhoeverGuessesFindsNothing() {
        var token = begin("王女士");
        for (int i = 1; i < VisitorDesk.MOST_IN_A_MINUTE; i++) {
            ok(say(token, Ids.next(), "第 %d 句".formatted(i)));
        }
        assertThat(say(token, Ids.next(), "又一句")).hasStatus(429);
        for (int i = 1; i < VisitorDesk.MOST_BEGUN; i++) {
            begin("王女士");
        }
        assertThat(visitor.post(hello(site, "王女士"), "/api/public/chats")).hasStatus(429);
        assertThat(clients.nobody().get("/api/public/chats/{token}", token + "x")).hasStatus(404);
        assertThat(jdbc.sql("select count(*) from chat.conversation where token_hash = :token").param("token", token).query(Integer.class).single()).isZero();
        assertThat(clients.nobody().post(hello(site, ""), "/api/public/chats")).hasStatus(422);
    }

    @Test
    void onlyTheWebsitesOfTheEntranceMayShowTheWindow() {
        assertThat(visitor.get("/portal/chat?site={site}", site).getResponse().getHeader("Content-Security-Policy")).contains("frame-ancestors 'self' https://www.example.com;");
        assertThat(visitor.get("/portal/chat?site=unknown").getResponse().getHeader("Content-Security-Policy")).contains("frame-ancestors 'self';");
        assertThat(visitor.get("/portal/chat?site={site}", site).getResponse().getHeader("X-Frame-Options")).isNull();
        assertThat(visitor.get("/portal").getResponse().getHeader("X-Frame-Options")).isEqualTo("DENY");
        var admin = clients.with(Role.ADMIN, null);
        assertThat(admin.post(siteBody("7x24", "https://a.example; script-src *"), "/api/chat-sites")).hasStatus(422).bodyJson().extractingPath("$.code").isEqualTo("chat.origin-unusual");
    }

    @Test
    void aSignedInCustomerIsKnown() {
        var customer = new SomebodyElse(jdbc).customer(branch, "某某医院");
        var known = clients.with(Role.CUSTOMER, branch, null, customer);
        assertThat(ok(known.get("/api/public/chat-sites?site={site}", site)).get("known").asString()).isEqualTo("CUSTOMER");
        ok(known.post("{\"site\": \"%s\", \"about\": \"门禁打不开\"}".formatted(site), "/api/public/chats"), 201);
        assertThat(ok(agent.get("/api/chats/board")).get("waiting").get(0).get("customerName").asString()).isEqualTo("某某医院");
    }

    private String site(String calendar) {
        return ok(clients.with(Role.ADMIN, null).post(siteBody(calendar, "https://www.example.com/"), "/api/chat-sites"), 201).get("key").asString();
    }

    private String siteBody(String calendar, String origin) {
        return """
                {"branch": "%s", "name": "官网", "origins": ["%s"], "calendar": "%s", "greeting": "您好", "answerWithin": 10, "portal": false, "active": true, "version": 0}
                """.formatted(branch, origin, calendar);
    }

    private String begin(String name) {
        return ok(visitor.post(hello(site, name), "/api/public/chats"), 201).get("token").asString();
    }

    private String hello(String site, String name) {
        return json.writeValueAsString(java.util.Map.of("site", site, "name", name, "phone", "13800000001", "about", "门禁打不开", "language", "zh-CN"));
    }

    private UUID chatOf(String token) {
        return jdbc.sql("select id from chat.conversation where token_hash = :hash").param("hash", VisitorDesk.hash(token)).query(UUID.class).single();
    }

    private MvcTestResult say(String token, UUID id, String text) {
        return visitor.post(json.writeValueAsString(java.util.Map.of("id", id, "text", text)), "/api/public/chats/{token}/messages", token);
    }

    /** As if so many minutes had gone by. */
    private void later(UUID chat, int minutes) {
        jdbc.sql("update chat.conversation set waiting_since = waiting_since - make_interval(mins => :m), unanswered_since = unanswered_since - make_interval(mins => :m) where id = :id")
                .param("m", minutes).param("id", chat).update();
    }

    private static java.util.List<String> texts(JsonNode chat) {
        return StreamSupport.stream(chat.get("messages").spliterator(), false).map(message -> message.get("text").asString()).filter(text -> !text.isEmpty()).toList();
    }

    private JsonNode ok(MvcTestResult answer) {
        return ok(answer, 200);
    }

    private JsonNode ok(MvcTestResult answer, int status) {
        assertThat(answer).as(new String(answer.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8)).hasStatus(status);
        return json.readTree(answer.getResponse().getContentAsByteArray());
    }
}
