package aftercare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** What was acknowledged to a customer survives a power cut, and a backup taken meanwhile can be brought back. */
@Execution(ExecutionMode.CONCURRENT)
class CrashTests {

    private static final int REPORTERS = 4;

    @TempDir Path folder;

    @Test
    void noAcknowledgedReportIsLostByAKillOrMissingInABackup() throws Exception {
        var home = Files.createDirectories(folder.resolve("home"));
        var restored = Files.createDirectories(folder.resolve("restored"));
        var zip = folder.resolve("backup.zip");
        var acknowledged = new ConcurrentLinkedQueue<String>();
        List<String> beforeBackup;

        try (var product = Product.start(home, "--server.forward-headers-strategy=native")) {
            var reporting = new Reporting(product.address, acknowledged);
            reporting.awaitAcknowledged(100);
            beforeBackup = List.copyOf(acknowledged);
            Product.run(home, "backup", zip.toString());
            reporting.awaitAcknowledged(250);
            product.kill();
            reporting.end();
        }

        try (var again = Product.start(home)) {
            assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(250).allSatisfy(token -> assertKnown(again.address, token));
            assertThat(again.stop()).as("processes left behind by a clean stop").isEmpty();
        }

        Product.run(restored, "restore", zip.toString());
        try (var copy = Product.start(restored)) {
            assertThat(beforeBackup).hasSizeGreaterThanOrEqualTo(100).allSatisfy(token -> assertKnown(copy.address, token));
        }
    }

    private static void assertKnown(URI address, String token) throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            var answer = http.send(HttpRequest.newBuilder(address.resolve("/api/public/track/" + token)).build(), HttpResponse.BodyHandlers.discarding());
            assertThat(answer.statusCode()).isEqualTo(200);
        }
    }

    /** Several customers, each with a network of their own, who report as fast as they are acknowledged, until the line goes dead. */
    private static final class Reporting {

        private final Queue<String> acknowledged;
        private final AtomicBoolean going = new AtomicBoolean(true);
        private final List<Future<?>> reporters;
        private final java.util.concurrent.ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

        Reporting(URI address, Queue<String> acknowledged) {
            this.acknowledged = acknowledged;
            this.reporters = IntStream.range(0, REPORTERS).<Future<?>>mapToObj(n -> threads.submit(() -> report(address, n))).toList();
        }

        private Void report(URI address, int reporter) throws IOException, InterruptedException {
            var cookies = new CookieManager();
            try (var http = HttpClient.newBuilder().cookieHandler(cookies).build()) {
                http.send(HttpRequest.newBuilder(address.resolve("/api/public/about")).build(), HttpResponse.BodyHandlers.discarding());
                var csrf = cookies.getCookieStore().getCookies().stream().filter(cookie -> cookie.getName().equals("XSRF-TOKEN")).findFirst().orElseThrow().getValue();
                for (int i = 0; going.get(); i++) {
                    var body = """
                            {"contactName": "王女士", "contactPhone": "1380000%04d", "company": "某医院", "place": "门诊楼", "description": "第 %d 台电梯停在三楼"}
                            """.formatted(reporter * 1000 + i % 1000, i);
                    HttpResponse<String> answer;
                    try {
                        answer = http.send(HttpRequest.newBuilder(address.resolve("/api/public/reports"))
                                .header("Content-Type", "application/json").header("X-XSRF-TOKEN", csrf)
                                .header("X-Forwarded-For", "203.%d.%d.%d".formatted(reporter, i >> 9 & 255, i >> 1 & 255))
                                .POST(HttpRequest.BodyPublishers.ofString(body)).build(), HttpResponse.BodyHandlers.ofString());
                    } catch (IOException dead) {
                        return null;
                    }
                    if (answer.statusCode() / 100 != 2) {
                        throw new IllegalStateException(answer.statusCode() + " " + answer.body());
                    }
                    acknowledged.add(JsonMapper.shared().readTree(answer.body()).path("trackingToken").asString());
                }
            }
            return null;
        }

        void awaitAcknowledged(int count) throws Exception {
            var enough = new CountDownLatch(1);
            threads.submit(() -> {
                while (acknowledged.size() < count && reporters.stream().noneMatch(Future::isDone)) {
                    Thread.onSpinWait();
                    Thread.yield();
                }
                enough.countDown();
            });
            assertThat(enough.await(120, TimeUnit.SECONDS)).as("acknowledged so far: %d", acknowledged.size()).isTrue();
            for (var reporter : reporters) {
                if (reporter.isDone()) {
                    reporter.get();
                }
            }
        }

        void end() throws Exception {
            going.set(false);
            for (var reporter : reporters) {
                reporter.get(60, TimeUnit.SECONDS);
            }
            threads.close();
        }
    }
}
