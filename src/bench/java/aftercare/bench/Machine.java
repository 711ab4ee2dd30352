package aftercare.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;

/** What the figures were measured on. */
final class Machine {

    private Machine() {}

    static String described() throws IOException {
        return String.format(Locale.ROOT, "Measured on %s: %s, %d cores, %d GB, load %s; Java %s, %s.", LocalDate.now(ZoneOffset.UTC), cpu(),
                Runtime.getRuntime().availableProcessors(), memory(), Files.readString(Path.of("/proc/loadavg")).split(" ")[0], Runtime.version(),
                System.getProperty("os.name") + " " + System.getProperty("os.version"));
    }

    private static String cpu() throws IOException {
        try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name")).map(line -> line.substring(line.indexOf(':') + 1).strip()).findFirst()
                    .orElse(System.getProperty("os.arch"));
        }
    }

    private static long memory() throws IOException {
        try (var lines = Files.lines(Path.of("/proc/meminfo"))) {
            return lines.filter(line -> line.startsWith("MemTotal")).mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", ""))).findFirst().orElse(0)
                    / 1_048_576;
        }
    }
}
