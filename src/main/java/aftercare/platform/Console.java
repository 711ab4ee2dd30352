package aftercare.platform;

import java.util.List;

/** What the operator should see at once on the console: lines between two rules, without the log's prefixes. */
public final class Console {

    private static final String RULE = "─".repeat(72);

    private Console() {}

    public static void show(List<String> lines) {
        var text = new StringBuilder("\n").append(RULE).append('\n');
        lines.forEach(line -> text.append("  ").append(line).append('\n'));
        System.out.println(text.append(RULE).append('\n'));
    }
}
