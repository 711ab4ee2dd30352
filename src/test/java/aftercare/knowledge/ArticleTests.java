package aftercare.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.AftercareTest;
import aftercare.Client;
import aftercare.SomebodyElse;
import aftercare.documents.Samples;
import aftercare.identity.Role;
import aftercare.kernel.Ids;
import com.jayway.jsonpath.JsonPath;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.json.JsonMapper;

/** An article is found by what people type, read by those it is for, and harmless. */
@AftercareTest
class ArticleTests {

    @Autowired Client.Clients clients;
    @Autowired JdbcClient jdbc;
    @Autowired JsonMapper json;

    UUID branch;
    Client manager;
    Client engineer;

    @BeforeEach
    void aBranchAndNoArticles() {
        jdbc.sql("truncate knowledge.article, knowledge.article_version, knowledge.opinion, knowledge.solved, knowledge.solved_by").update();
        branch = new SomebodyElse(jdbc).branch("杭州");
        manager = clients.with(Role.MANAGER, branch);
        engineer = clients.with(Role.ENGINEER, branch);
    }

    @Test
    void isFoundByTwoCharactersPiecesOfPartNumbersAndDespiteATypo() {
        published("录像机 NVR-4016 忘记密码怎么办", "<p>海康威视 Hikvision 设备用 SADP 工具重置。</p>", Audience.DESK);
        published("门禁读卡没有反应", "<p>先看读头指示灯，再查韦根线。</p>", Audience.DESK);
        published("停车场道闸不抬杆", "<p>检查地感线圈与电机电容。</p>", Audience.DESK);

        assertThat(found(engineer, "密码")).containsExactly("录像机 NVR-4016 忘记密码怎么办");
        assertThat(found(engineer, "NVR-40")).containsExactly("录像机 NVR-4016 忘记密码怎么办");
        assertThat(found(engineer, "nvr4016")).containsExactly("录像机 NVR-4016 忘记密码怎么办");
        assertThat(found(engineer, "hikvison")).containsExactly("录像机 NVR-4016 忘记密码怎么办");
        assertThat(found(engineer, "读卡")).containsExactly("门禁读卡没有反应");
        assertThat(found(engineer, "电梯")).isEmpty();
        assertThat(found(engineer, "道")).containsExactly("停车场道闸不抬杆");
        assertThat(found(engineer, "a\u00a0")).isEmpty();
        assertThat(found(engineer, "")).hasSize(3);
    }

    @Test
    void isFoundByWordsThatOnlySoundRight() {
        published("电机异响", "<p>检查轴承与联轴器。</p>", Audience.PORTAL);
        published("液压站漏油", "<p>更换密封圈。</p>", Audience.DESK);
        published("控制面板操作", "<p>按住设置键三秒。</p>", Audience.DESK);

        assertThat(found(engineer, "店机异响")).containsExactly("电机异响");
        assertThat(found(engineer, "点击异响")).as("the whole word is another one").containsExactly("电机异响");
        assertThat(found(engineer, "店机")).containsExactly("电机异响");
        assertThat(found(engineer, "漏由")).containsExactly("液压站漏油");
        assertThat(found(engineer, "意想 点击")).containsExactly("电机异响");
        assertThat(found(engineer, "店面")).as("half of it sounds right").isEmpty();
        assertThat(clients.nobody().get("/api/public/articles?q={q}", "店鸡")).hasStatusOk().bodyJson().extractingPath("$[*].title").asArray().containsExactly("电机异响");

        published("点击没有反应", "<p>检查触摸屏。</p>", Audience.DESK);
        assertThat(found(engineer, "点击")).as("what is written so is meant so").containsExactly("点击没有反应");
    }

    /** A few thousand articles, whose bodies have pairs that sound right here and there. */
    @Test
    void isFoundByItsSoundThroughTheIndex() {
        published("电机异响", "<p>检查轴承。</p>", Audience.DESK);
        jdbc.sql("""
                insert into knowledge.article (id, number, title, body, plain, audience, state, made_by, changed_at, published_at)
                select gen_random_uuid(), 'X-' || n, '故障说明 ' || n, 'x',
                       (select string_agg(chr(19968 + (n * 7919 + k * 104729) % 6000), '') from generate_series(1, 100) as k), 'DESK', 'PUBLISHED', a.made_by, a.changed_at, a.published_at
                  from generate_series(1, 4000) as n cross join (select * from knowledge.article limit 1) as a
                """).update();
        jdbc.sql("analyze knowledge.article").update();
        assertThat(found(engineer, "点击意想")).containsExactly("电机异响");
        var plan = String.join("\n", jdbc.sql("explain (analyze) " + ArticleQueries.SOUNDING).param("drafts", false).param("state", null).param("audience", null)
                .param("pairs", SameSound.rarestPairs("点击意想").toArray(String[]::new)).param("weighed", 500).query(String.class).list());
        assertThat(plan).contains("article_words").doesNotContain("Seq Scan on article");
    }

    @Test
    void countsThoseWhoNeedNotReportAnyMoreOnceEach() {
        published("门禁读卡没有反应", "<p>先看读头指示灯。</p>", Audience.PORTAL);
        published("内部维修说明", "<p>只给同事看。</p>", Audience.DESK);
        var number = jdbc.sql("select number from knowledge.article where audience = 'PORTAL'").query(String.class).single();
        var visitor = UUID.randomUUID();
        var somebody = clients.nobody();

        for (int i = 0; i < 2; i++) {
            assertThat(somebody.post("{\"visitor\": \"%s\"}".formatted(visitor), "/api/public/articles/{number}/solved", number)).hasStatus(204);
        }
        assertThat(somebody.post("{\"visitor\": \"%s\"}".formatted(UUID.randomUUID()), "/api/public/articles/{number}/solved", number)).hasStatus(204);

        assertThat(engineer.get("/api/articles")).bodyJson().extractingPath("$.rows[?(@.audience == 'PORTAL')].solved").asArray().containsExactly(2);
        var id = jdbc.sql("select id from knowledge.article where number = :number").param("number", number).query(UUID.class).single();
        assertThat(engineer.get("/api/articles/{id}", id)).bodyJson().isLenientlyEqualTo("{\"solved\": 2, \"solvedThisMonth\": 2}");
        assertThat(jdbc.sql("select encode(visitor, 'hex') from knowledge.solved_by").query(String.class).list()).as("nobody is known by it")
                .hasSize(2).noneMatch(kept -> kept.contains(visitor.toString().replace("-", "")));

        var inside = jdbc.sql("select number from knowledge.article where audience = 'DESK'").query(String.class).single();
        assertThat(somebody.post("{\"visitor\": \"%s\"}".formatted(visitor), "/api/public/articles/{number}/solved", inside)).hasStatus(404);
        assertThat(somebody.post("{}", "/api/public/articles/{number}/solved", number)).hasStatus(400);
    }

    @Test
    void isNotCountedUpByAMachine() {
        published("门禁读卡没有反应", "<p>先看读头指示灯。</p>", Audience.PORTAL);
        jdbc.sql("insert into knowledge.solved_by (article_id, visitor, at) select a.id, decode(md5(n::text), 'hex'), now() from knowledge.article a, generate_series(1, 300) as n").update();
        var number = jdbc.sql("select number from knowledge.article").query(String.class).single();

        assertThat(clients.nobody().post("{\"visitor\": \"%s\"}".formatted(UUID.randomUUID()), "/api/public/articles/{number}/solved", number)).hasStatus(429);
    }

    @Test
    void thatHasTheWordsInItsTitleComesFirst() {
        published("摄像机离线的几种原因", "<p>先看供电与网线。</p>", Audience.DESK);
        published("交换机重启", "<p>重启后摄像机离线属于正常，等两分钟。</p>", Audience.DESK);
        assertThat(found(engineer, "摄像机离线")).containsExactly("摄像机离线的几种原因", "交换机重启");
    }

    @Test
    void isSuggestedForAFaultAsSomebodyPutsIt() {
        var product = Ids.next();
        jdbc.sql("insert into assets.product (id, maker, model, name, category) values (:id, '', :id || '', '道闸', '道闸')").param("id", product).update();
        published("道闸不抬杆的处理", "<p>检查地感线圈与电机电容。如果电机发烫，先断电。</p>", Audience.DESK);
        var about = add(manager, "这一型号的常见问题", "<p>见下文。</p>", Audience.PORTAL, product);
        assertThat(manager.post("", "/api/articles/{id}/publish", about)).hasStatus(204);
        add(manager, "道闸不抬杆（草稿）", "<p>还没写完</p>", Audience.DESK, null);

        assertThat(text(engineer.get("/api/articles/suggest?q={q}", "东门道闸不抬杆了"))).contains("道闸不抬杆的处理").doesNotContain("草稿", "常见问题");
        assertThat(text(engineer.get("/api/articles/suggest?product={id}", product))).contains("这一型号的常见问题").doesNotContain("道闸不抬杆的处理");
        assertThat(text(engineer.get("/api/articles/suggest?q={q}", "电机发烫"))).contains("电机发烫，先断电");
        assertThat(text(engineer.get("/api/articles/suggest"))).isEqualTo("[]");
    }

    @Test
    void cannotRunAnythingInTheReadersBrowser() {
        var id = add(manager, "有毒", "<h2 onclick='x()'>一</h2><script>alert(1)</script><p>二<img src=x onerror=alert(2)></p><p>三 <a href='javascript:alert(3)'>链接</a>"
                + "<a href='https://example.com/'>好链接</a></p><iframe src='https://example.com'></iframe><ul><li>四</li></ul>", Audience.DESK, null);
        var body = JsonPath.<String>read(text(manager.get("/api/articles/{id}", id)), "$.body");
        assertThat(body).contains("<h2>一</h2>", "<li>四</li>", "href=\"https://example.com/\"", "noopener")
                .doesNotContain("script", "onclick", "onerror", "<img", "<iframe", "alert");
        assertThat(jdbc.sql("select plain from knowledge.article where id = :id").param("id", UUID.fromString(id)).query(String.class).single()).isEqualTo("一\n二\n三 链接好链接\n四");
        assertThat(manager.post(body("只有脚本", "<script>alert(1)</script>", Audience.DESK, null, 0), "/api/articles")).hasStatus(422)
                .bodyJson().extractingPath("$.code").isEqualTo("knowledge.empty");
    }

    @Test
    void keepsEveryVersionThatWasPublished() {
        var id = add(manager, "第一稿", "<p>甲</p>", Audience.DESK, null);
        assertThat(engineer.get("/api/articles/{id}", id)).hasStatus(404);
        assertThat(found(engineer, "")).isEmpty();
        assertThat(manager.put(body("第一版", "<p>乙</p>", Audience.DESK, null, 0), "/api/articles/{id}", id)).hasStatus(204);
        assertThat(manager.post("", "/api/articles/{id}/publish", id)).hasStatus(204);
        assertThat(manager.post("", "/api/articles/{id}/publish", id)).as("twice is once").hasStatus(204);
        assertThat(manager.put(body("晚了一步", "<p>丙</p>", Audience.DESK, null, 0), "/api/articles/{id}", id)).hasStatus(409);
        assertThat(manager.put(body("第二版", "<p>丁</p>", Audience.DESK, null, 2), "/api/articles/{id}", id)).hasStatus(204);

        var versions = text(engineer.get("/api/articles/{id}/versions", id));
        assertThat(JsonPath.<List<String>>read(versions, "$[*].title")).containsExactly("第二版", "第一版");
        assertThat(JsonPath.<List<String>>read(versions, "$[*].body")).containsExactly("<p>丁</p>", "<p>乙</p>");

        assertThat(manager.post("", "/api/articles/{id}/withdraw", id)).hasStatus(204);
        assertThat(engineer.get("/api/articles/{id}/versions", id)).hasStatus(404);
        assertThat(text(manager.get("/api/articles?state=WITHDRAWN"))).contains("第二版");
        var draft = add(manager, "草稿", "<p>甲</p>", Audience.DESK, null);
        assertThat(manager.post("", "/api/articles/{id}/withdraw", draft)).hasStatus(422).bodyJson().extractingPath("$.code").isEqualTo("knowledge.not-published");
    }

    @Test
    void countsEverybodysOpinionOnce() {
        var id = published("有用吗", "<p>试试</p>", Audience.DESK);
        for (var useful : List.of(true, true, false)) {
            assertThat(engineer.put("{\"useful\": %s}".formatted(useful), "/api/articles/{id}/opinion", id)).hasStatus(204);
        }
        assertThat(manager.put("{\"useful\": true}", "/api/articles/{id}/opinion", id)).hasStatus(204);
        var seen = text(engineer.get("/api/articles/{id}", id));
        assertThat(JsonPath.<Integer>read(seen, "$.useful")).isEqualTo(1);
        assertThat(JsonPath.<Integer>read(seen, "$.useless")).isEqualTo(1);
        assertThat(JsonPath.<Boolean>read(seen, "$.mine")).isFalse();
    }

    @Test
    void isWrittenByThoseWhoMayAndReadByTheHouse() {
        assertThat(engineer.post(body("工程师写的", "<p>甲</p>", Audience.DESK, null, 0), "/api/articles")).hasStatus(403);
        assertThat(clients.with(Role.QUALITY, branch).post(body("质量写的", "<p>甲</p>", Audience.DESK, null, 0), "/api/articles")).hasStatus(201);
        assertThat(clients.with(Role.CUSTOMER, branch, null, new SomebodyElse(jdbc).customer(branch, "客户")).get("/api/articles")).hasStatus(403);
        assertThat(clients.nobody().get("/api/articles")).hasStatus(401);
    }

    @Test
    void onThePortalIsOneForCustomersThatIsOut() {
        var out = published("录像查不到怎么办", "<p>看硬盘状态。</p>", Audience.PORTAL);
        published("录像主板维修内部流程", "<p>返厂。</p>", Audience.DESK);
        add(manager, "录像草稿", "<p>未完</p>", Audience.PORTAL, null);
        var nobody = clients.nobody();
        for (var q : List.of("", "录像", "x".repeat(5000))) {
            assertThat(text(nobody.get("/api/public/articles?q={q}", q))).doesNotContain("内部流程", "草稿");
        }
        assertThat(text(nobody.get("/api/public/articles?q={q}", "录像"))).contains("录像查不到怎么办");
        var numbers = jdbc.sql("select number from knowledge.article order by (id = :out) desc").param("out", UUID.fromString(out)).query(String.class).list();
        assertThat(text(nobody.get("/api/public/articles/{slug}", numbers.getFirst()))).contains("看硬盘状态");
        numbers.stream().skip(1).forEach(hidden -> assertThat(nobody.get("/api/public/articles/{slug}", hidden)).hasStatus(404));
        assertThat(manager.post("", "/api/articles/{id}/withdraw", out)).hasStatus(204);
        assertThat(nobody.get("/api/public/articles/{slug}", numbers.getFirst())).hasStatus(404);
    }

    @Test
    void showsPicturesOfTheHouseOnlyWhereTheyStand() {
        var picture = Ids.next();
        var unseen = Ids.next();
        assertThat(manager.upload("reset.png", Samples.picture("png", 400, 300), "/api/articles/pictures?id={id}", picture)).hasStatus(204);
        assertThat(manager.upload("reset.png", Samples.picture("png", 400, 300), "/api/articles/pictures?id={id}", picture)).as("twice is once").hasStatus(204);
        assertThat(manager.upload("other.png", Samples.picture("png", 40, 30), "/api/articles/pictures?id={id}", unseen)).hasStatus(204);
        var src = "/api/articles/pictures/" + picture;
        var id = published("重置密码", "<p>按住孔内按钮</p><img src=\"%s\" alt=\"孔\" onerror=\"x()\"><img src=\"https://example.com/spy.png\"><img src=\"/api/live\"><img src=\"%s/../x\">"
                .formatted(src, src), Audience.PORTAL);

        assertThat(JsonPath.<String>read(text(engineer.get("/api/articles/{id}", id)), "$.body")).isEqualTo("<p>按住孔内按钮</p><img src=\"%s\" alt=\"孔\">".formatted(src));
        assertThat(engineer.get(src)).hasStatusOk().hasContentType("image/png");
        var nobody = clients.nobody();
        var number = jdbc.sql("select number from knowledge.article").query(String.class).single();
        assertThat(text(nobody.get("/api/public/articles/{slug}", number))).contains("/api/public/articles/%s/pictures/%s".formatted(number, picture)).doesNotContain("\"" + src);
        assertThat(nobody.get("/api/public/articles/{slug}/pictures/{id}", number, picture)).hasStatusOk().hasContentType("image/png");
        assertThat(nobody.get("/api/public/articles/{slug}/pictures/{id}", number, unseen)).as("a picture of another article").hasStatus(404);
        assertThat(nobody.get(src)).hasStatus(401);
        assertThat(manager.post("", "/api/articles/{id}/withdraw", id)).hasStatus(204);
        assertThat(nobody.get("/api/public/articles/{slug}/pictures/{id}", number, picture)).hasStatus(404);

        assertThat(engineer.upload("a.png", Samples.picture("png", 40, 30), "/api/articles/pictures?id={id}", Ids.next())).hasStatus(403);
        assertThat(manager.upload("a.txt", "words".getBytes(StandardCharsets.UTF_8), "/api/articles/pictures?id={id}", Ids.next())).hasStatus(422)
                .bodyJson().extractingPath("$.code").isEqualTo("knowledge.no-picture");
        assertThat(manager.upload("a.svg", "<svg onload=alert(1)>".getBytes(StandardCharsets.UTF_8), "/api/articles/pictures?id={id}", Ids.next())).hasStatus(422);
        assertThat(manager.upload("a.png", new byte[(10 << 20) + 1], "/api/articles/pictures?id={id}", Ids.next())).hasStatus(422)
                .bodyJson().extractingPath("$.code").isEqualTo("knowledge.picture-large");
    }

    @Test
    void isFoundByTheOneSearchBox() {
        published("停车道闸不落杆", "<p>查地感线圈。</p>", Audience.DESK);
        assertThat(text(engineer.get("/api/search?words={words}", "停车道闸"))).contains("停车道闸不落杆", "\"article\"");
    }

    private String published(String title, String html, Audience audience) {
        var id = add(manager, title, html, audience, null);
        assertThat(manager.post("", "/api/articles/{id}/publish", id)).hasStatus(204);
        return id;
    }

    private String add(Client by, String title, String html, Audience audience, UUID product) {
        var answer = by.post(body(title, html, audience, product, 0), "/api/articles");
        assertThat(answer).hasStatus(201);
        return JsonPath.read(text(answer), "$.id");
    }

    private String body(String title, String html, Audience audience, UUID product, int version) {
        return json.writeValueAsString(new ArticleController.ArticleBody(title, html, audience, product, version));
    }

    private List<String> found(Client by, String words) {
        var answer = by.get("/api/articles?words={words}", words);
        assertThat(answer).hasStatusOk();
        return JsonPath.read(text(answer), "$.rows[*].title");
    }

    private static String text(MvcTestResult answer) {
        return new String(answer.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
    }
}
