package aftercare.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.regex.Pattern;

/** docs/benchmarks.md: a section per benchmark, each written by its last run; the others stay as they are. */
final class BenchmarkPage {

    private static final String INTRODUCTION = """
            # Benchmarks

            Written by `mvn -Pbench verify` (all) or `mvn -Pbench -Dbench=NAME verify` (one of %s); do not edit.
            Each section tells the machine it ran on. The product runs as it is shipped: `java -jar`, its own PostgreSQL with `fsync` and
            `synchronous_commit` on, sign-in, sessions and CSRF as for everybody. Clients, product and database share the machine.
            """;
    private static final Pattern SECTION = Pattern.compile("(?ms)^<!-- (\\S+) -->\\n(.*?)(?=^<!-- |\\z)");

    private final Path file;
    private final List<String> order;

    BenchmarkPage(Path file, List<String> order) {
        this.file = file;
        this.order = order;
    }

    void write(String name, String section) throws IOException {
        var sections = new LinkedHashMap<String, String>();
        order.forEach(known -> sections.put(known, ""));
        if (Files.exists(file)) {
            SECTION.matcher(Files.readString(file)).results().forEach(found -> sections.replace(found.group(1), found.group(2).strip()));
        }
        sections.put(name, section.strip() + "\n\n" + Machine.described());
        var page = new StringBuilder(INTRODUCTION.formatted(Bench.names()));
        sections.forEach((one, text) -> {
            if (!text.isEmpty()) {
                page.append("\n<!-- ").append(one).append(" -->\n").append(text).append('\n');
            }
        });
        Files.createDirectories(file.getParent());
        Files.writeString(file, page.toString());
    }
}
