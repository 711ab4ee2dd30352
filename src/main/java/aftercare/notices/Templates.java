package aftercare.notices;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The words of messages: text files whose first line is the title, then an empty line, then the text. {@code {{name}}} is filled
 * with a fact. A line whose facts are all empty is left out, so that one text serves with and without, say, a link.
 */
final class Templates {

    private static final Pattern PLACE = Pattern.compile("\\{\\{(\\w+)}}");

    record Text(String title, String body) {}

    private final Map<String, String> files = new ConcurrentHashMap<>();

    /** @param own words in place of the text of the file; empty for none */
    Text write(String template, String language, String own, Map<String, String> facts) {
        var lines = files.computeIfAbsent(path(template, language), Templates::read).lines().toList();
        var body = (own.isEmpty() ? lines.stream().skip(2) : own.lines()).filter(line -> isWanted(line, facts)).map(line -> filled(line, facts)).collect(Collectors.joining("\n"));
        return new Text(filled(lines.getFirst(), facts), body.strip() + "\n");
    }

    private static boolean isWanted(String line, Map<String, String> facts) {
        var names = PLACE.matcher(line).results().map(place -> place.group(1)).toList();
        return names.isEmpty() || names.stream().anyMatch(name -> !facts.getOrDefault(name, "").isBlank());
    }

    private static String filled(String line, Map<String, String> facts) {
        return PLACE.matcher(line).replaceAll((MatchResult place) ->
                Matcher.quoteReplacement(facts.getOrDefault(place.group(1), ""))).stripTrailing();
    }

    private static String path(String template, String language) {
        var dot = template.indexOf('.');
        if (dot < 1) {
            throw new IllegalArgumentException("a template is named module.name, not '%s'".formatted(template));
        }
        return "/aftercare/%s/mail/%s.%s.txt".formatted(template.substring(0, dot), template.substring(dot + 1), language);
    }

    private static String read(String path) {
        try (var file = Templates.class.getResourceAsStream(path)) {
            if (file == null) {
                throw new IllegalArgumentException("there are no words for a message in " + path);
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
