package aftercare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A power cut in the middle of an import leaves nothing of it but the file, which can be taken over afterwards. */
@Execution(ExecutionMode.CONCURRENT)
class ImportCrashTests {

    private static final int ROWS = 60_000;
    private static final String MAKER = "断电厂";

    @TempDir Path folder;

    @Test
    void anImportCutOffHalfWayIsCalledStoppedAndHasWrittenNothing() throws Exception {
        var home = Files.createDirectories(folder.resolve("home"));
        String id;
        try (var product = Product.start(home, "--spring.profiles.active=demo"); var browser = new Browser(product.address)) {
            browser.signIn();
            id = browser.bring(list());
            browser.post("/api/imports/" + id + "/check", browser.get("/api/imports/" + id + "/file").get("settings").toString());
            await().atMost(Duration.ofMinutes(3)).until(() -> browser.state(id).equals("CHECKED"));
            browser.post("/api/imports/" + id + "/write", "{\"goodRowsOnly\":false}");
            await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(50)).until(() -> browser.get("/api/imports/" + id).get("done").asInt() > ROWS / 4);
            assertThat(browser.state(id)).isEqualTo("WRITING");
            product.kill();
        }

        try (var again = Product.start(home, "--spring.profiles.active=demo"); var browser = new Browser(again.address)) {
            browser.signIn();
            await().atMost(Duration.ofMinutes(1)).until(() -> browser.state(id).equals("READY"));
            assertThat(browser.get("/api/imports/" + id).get("stopped").get("code").asString()).isEqualTo("imports.server-stopped");
            assertThat(browser.get("/api/products?words=" + java.net.URLEncoder.encode(MAKER, StandardCharsets.UTF_8)).get("rows")).isEmpty();

            browser.post("/api/imports/" + id + "/check", browser.get("/api/imports/" + id + "/file").get("settings").toString());
            await().atMost(Duration.ofMinutes(3)).until(() -> browser.state(id).equals("CHECKED"));
            assertThat(browser.get("/api/imports/" + id).get("good").asInt()).as("no row was lost, and none is there already").isEqualTo(ROWS);
        }
    }

    private static String list() {
        var csv = new StringBuilder("厂家,型号,产品名称\n");
        for (int i = 0; i < ROWS; i++) {
            csv.append(MAKER).append(",T-").append(i).append(",主机\n");
        }
        return csv.toString();
    }

    /** The administrator of the demo company. */
    private static final class Browser implements AutoCloseable {

        private final CookieManager cookies = new CookieManager();
        private final HttpClient http = HttpClient.newBuilder().cookieHandler(cookies).build();
        private final URI address;

        Browser(URI address) {
            this.address = address;
        }

        void signIn() throws IOException, InterruptedException {
            get("/api/public/about");
            post("/api/session", "{\"login\":\"admin\",\"password\":\"aftercare\"}");
        }

        JsonNode get(String path) throws IOException, InterruptedException {
            return read(http.send(HttpRequest.newBuilder(address.resolve(path)).build(), HttpResponse.BodyHandlers.ofString()));
        }

        void post(String path, String json) throws IOException, InterruptedException {
            read(http.send(HttpRequest.newBuilder(address.resolve(path)).header("Content-Type", "application/json").header("X-XSRF-TOKEN", token())
                    .POST(HttpRequest.BodyPublishers.ofString(json)).build(), HttpResponse.BodyHandlers.ofString()));
        }

        String bring(String csv) throws IOException, InterruptedException {
            var body = "--mark\r\nContent-Disposition: form-data; name=\"file\"; filename=\"list.csv\"\r\n\r\n%s\r\n--mark--\r\n".formatted(csv);
            return read(http.send(HttpRequest.newBuilder(address.resolve("/api/imports?kind=products")).header("Content-Type", "multipart/form-data; boundary=mark")
                    .header("X-XSRF-TOKEN", token()).POST(HttpRequest.BodyPublishers.ofString(body)).build(), HttpResponse.BodyHandlers.ofString())).get("id").asString();
        }

        String state(String id) throws IOException, InterruptedException {
            return get("/api/imports/" + id).get("state").asString();
        }

        private String token() {
            return cookies.getCookieStore().getCookies().stream().filter(cookie -> cookie.getName().equals("XSRF-TOKEN")).map(HttpCookie::getValue).findFirst().orElseThrow();
        }

        private static JsonNode read(HttpResponse<String> answer) {
            assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
            return JsonMapper.shared().readTree(answer.body().isEmpty() ? "{}" : answer.body());
        }

        @Override
        public void close() {
            http.shutdownNow();
        }
    }
}
