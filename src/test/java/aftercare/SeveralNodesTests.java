package aftercare;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.identity.Role;
import aftercare.identity.Scope;
import aftercare.identity.UserDesk;
import aftercare.kernel.Ids;
import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Two nodes on one PostgreSQL that is not the embedded one, as behind a balancer without sticky sessions. */
class SeveralNodesTests {

    private static final String PASSWORD = "right-horse-battery";

    @TempDir static Path files;
    static ConfigurableApplicationContext one;
    static ConfigurableApplicationContext other;

    @BeforeAll
    static void start() {
        var database = TestDatabase.copy();
        one = node(database.getJdbcUrl());
        other = node(database.getJdbcUrl());
    }

    @AfterAll
    static void stop() {
        Stream.of(one, other).forEach(ConfigurableApplicationContext::close);
    }

    @Test
    void whoSignsInAtOneIsKnownToTheOtherAndHearsThereWhatHappensHereUntilThatNodeStops() throws Exception {
        var login = "nodes";
        one.getBean(UserDesk.class).add(Ids.next(), new UserDesk.UserDraft(login, "两个节点", "", "", null, null,
                List.of(new Scope.Grant(Role.AGENT, null))), PASSWORD, false);
        try (var browser = new Browser()) {
            assertThat(browser.post(one, "/api/session", "{\"login\":\"%s\",\"password\":\"%s\"}".formatted(login, PASSWORD)).statusCode()).isEqualTo(200);
            assertThat(browser.get(other, "/api/session").body()).contains("两个节点");

            var heard = new CompletableFuture<String>();
            var lines = browser.stream(other, "/api/live");
            var streamEnds = CompletableFuture.runAsync(() -> lines.filter(line -> line.contains("\"cases\"")).forEach(heard::complete),
                    task -> Thread.ofVirtual().start(task));
            var report = browser.post(one, "/api/public/reports", """
                    {"contactName": "王女士", "contactPhone": "13800000001", "company": "某医院", "place": "门诊楼", "description": "二号电梯停在三楼"}
                    """);
            assertThat(report.statusCode()).as(report.body()).isEqualTo(201);
            assertThat(heard.get(20, TimeUnit.SECONDS)).contains("topic");
            assertThat(browser.stream(one, "/api/live?behind=60000").filter(line -> line.contains("\"topic\"")).findFirst())
                    .as("it began to read before it listened, and longer ago than this node knows").get().asString().contains("\"*\"");
            assertThat(browser.stream(one, "/api/live?behind=500").filter(line -> line.contains("\"cases\"")).findFirst()).as("told a moment ago").isPresent();

            other.close();
            streamEnds.get(20, TimeUnit.SECONDS);
            assertThat(browser.get(one, "/api/session").statusCode()).isEqualTo(200);
        }
    }

    private static ConfigurableApplicationContext node(String url) {
        return new SpringApplicationBuilder(Aftercare.class).run("--server.port=0", "--aftercare.db.url=" + url,
                "--aftercare.db.user=postgres", "--aftercare.db.password=postgres", "--aftercare.data=" + files,
                "--spring.datasource.hikari.maximum-pool-size=6");
    }

    /** One browser that is sent now to this node, now to that. */
    private static final class Browser implements AutoCloseable {

        private final CookieManager cookies = new CookieManager();
        private final HttpClient http = HttpClient.newBuilder().cookieHandler(cookies).connectTimeout(Duration.ofSeconds(10)).build();

        HttpResponse<String> get(ConfigurableApplicationContext node, String path) throws IOException, InterruptedException {
            return http.send(HttpRequest.newBuilder(at(node, path)).build(), HttpResponse.BodyHandlers.ofString());
        }

        Stream<String> stream(ConfigurableApplicationContext node, String path) throws IOException, InterruptedException {
            return http.send(HttpRequest.newBuilder(at(node, path)).build(), HttpResponse.BodyHandlers.ofLines()).body();
        }

        HttpResponse<String> post(ConfigurableApplicationContext node, String path, String json) throws IOException, InterruptedException {
            get(node, "/api/public/about");
            var csrf = cookies.getCookieStore().getCookies().stream().filter(cookie -> cookie.getName().equals("XSRF-TOKEN"))
                    .map(HttpCookie::getValue).findFirst().orElseThrow();
            return http.send(HttpRequest.newBuilder(at(node, path)).header("Content-Type", "application/json").header("X-XSRF-TOKEN", csrf)
                    .POST(HttpRequest.BodyPublishers.ofString(json)).build(), HttpResponse.BodyHandlers.ofString());
        }

        private static URI at(ConfigurableApplicationContext node, String path) {
            return URI.create("http://localhost:" + node.getEnvironment().getRequiredProperty("local.server.port") + path);
        }

        @Override
        public void close() {
            http.shutdownNow();
        }
    }
}
