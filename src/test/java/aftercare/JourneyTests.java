package aftercare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ActiveProfiles;

/**
 * People use the product in a real browser: the journeys in {@code ui/e2e} against the demo company. The browser is the
 * one named by {@code CHROMIUM}, an installed one, or the one that comes with an npm package.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"aftercare.db.url=given-by-the-test", "aftercare.data=" + JourneyTests.FILES})
@ActiveProfiles("demo")
@Import(TestSetup.Database.class)
@Execution(ExecutionMode.CONCURRENT)
class JourneyTests {

    static final String FILES = "target/journey-data";

    @LocalServerPort int port;
    @Autowired JdbcConnectionDetails database;

    /** Some are at another node of the same house. */
    @Test
    void everyJourneySucceeds() throws IOException, InterruptedException {
        try (var other = new SpringApplicationBuilder(Aftercare.class).run("--server.port=0", "--aftercare.db.url=" + database.getJdbcUrl(),
                "--aftercare.db.user=" + database.getUsername(), "--aftercare.db.password=" + database.getPassword(), "--aftercare.data=" + FILES,
                "--spring.datasource.hikari.maximum-pool-size=6")) {
            travel(other.getEnvironment().getRequiredProperty("local.server.port"));
        }
    }

    private void travel(String otherPort) throws IOException, InterruptedException {
        var browser = new ProcessBuilder("node", "node_modules/@playwright/test/cli.js", "test")
                .directory(Path.of("ui").toFile()).redirectErrorStream(true);
        browser.environment().put("BASE_URL", "http://localhost:" + port);
        browser.environment().put("OTHER_URL", "http://localhost:" + otherPort);
        browser.environment().put("CI", "true");
        var running = browser.start();
        var said = new String(running.getInputStream().readAllBytes());
        assertThat(running.waitFor()).as(said).isZero();
    }
}
