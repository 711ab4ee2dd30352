package aftercare.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** What the phones of engineers and customers load before they can be used, in a real browser that is made slow. */
final class FirstLoadBench implements Benchmark {

    private record Round(String face, double kilobytes, double seconds) {}

    @Override
    public List<String> names() {
        return List.of("field-first-load", "portal-first-load");
    }

    @Override
    public Result run(Path work) throws Exception {
        var data = work.resolve("first-load");
        var lines = data.resolve("first-load.txt");
        try (var product = Product.start(data)) {
            var browser = new ProcessBuilder("node", "node_modules/@playwright/test/cli.js", "test", "--config", "bench.config.ts")
                    .directory(Path.of("ui").toFile()).redirectErrorStream(true).redirectOutput(data.resolve("browser.log").toFile());
            browser.environment().put("BASE_URL", "http://localhost:" + product.port);
            browser.environment().put("FIGURES", lines.toAbsolutePath().toString());
            var process = browser.start();
            if (!process.waitFor(10, TimeUnit.MINUTES) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IllegalStateException("the browser failed; see " + data.resolve("browser.log"));
            }
        }
        var rounds = Files.readAllLines(lines).stream().map(line -> line.split(" "))
                .map(parts -> new Round(parts[0], Double.parseDouble(parts[1]), Double.parseDouble(parts[2]))).toList();
        var section = new StringBuilder("""
                ## First load on a phone

                A real browser at a quarter of this processor's speed, on 1.6 Mbit/s with 150 ms of delay, nothing kept from before. Script is what
                came over the wire until the first visit (engineer) or the first heading (customer) could be read. The aim is under 250 kB and 3 s for the engineer,
                under 200 kB for the customer. From the second time on an engineer's phone has its programs with it.

                | | script | until it can be used, median |
                |---|---|---|
                """);
        section.append(row(rounds, "field", "engineer `/field`")).append(row(rounds, "portal", "customer `/portal/my`"));
        return new Result(List.of(new Figure("field-first-load", kilobytes(rounds, "field"), "kB gzip"),
                new Figure("portal-first-load", kilobytes(rounds, "portal"), "kB gzip")), section.toString());
    }

    private static String row(List<Round> rounds, String face, String name) {
        var seconds = Times.median(rounds.stream().filter(round -> round.face().equals(face)).mapToDouble(Round::seconds).toArray());
        return String.format(Locale.ROOT, "| %s | **%.0f kB** | %.1f s |%n", name, kilobytes(rounds, face), seconds);
    }

    private static double kilobytes(List<Round> rounds, String face) {
        return Times.median(rounds.stream().filter(round -> round.face().equals(face)).mapToDouble(Round::kilobytes).toArray());
    }
}
