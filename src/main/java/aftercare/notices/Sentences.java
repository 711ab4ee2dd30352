package aftercare.notices;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The sentences of notices outside of the screen, from the words the screen uses: {@code promises.broken} is {@code notices.broken} in the
 * words of the module {@code promises}. Understands what those sentences use of i18next: {@code {{fact}}} and
 * {@code $t(module:key.{{fact}})}.
 */
final class Sentences {

    private static final Pattern PLACE = Pattern.compile("\\{\\{(\\w+)}}|\\$t\\(([a-z]+):([^)]+)\\)");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("MM-dd HH:mm");

    private final Map<String, JsonNode> words = new ConcurrentHashMap<>();

    /** Empty when nobody has written a sentence for this kind. */
    Optional<String> write(String kind, Map<String, String> facts, String language, ZoneId zone) {
        var dot = kind.indexOf('.');
        var module = kind.substring(0, dot);
        return text(module, "notices." + kind.substring(dot + 1), language).map(sentence -> PLACE.matcher(sentence).replaceAll((MatchResult place) ->
                Matcher.quoteReplacement(place.group(1) != null ? fact(module, place.group(1), facts, language, zone)
                        : text(place.group(2), keyOf(place.group(3), facts), language).orElse(""))).strip());
    }

    private static String keyOf(String key, Map<String, String> facts) {
        return PLACE.matcher(key).replaceAll((MatchResult place) -> Matcher.quoteReplacement(facts.getOrDefault(place.group(1), "")));
    }

    private String fact(String module, String name, Map<String, String> facts, String language, ZoneId zone) {
        var value = facts.getOrDefault(name, "");
        if (name.equals("code")) {
            return text(module, "codes." + value, language).orElse(value);
        }
        return name.endsWith("At") ? time(value, zone) : value;
    }

    private static String time(String value, ZoneId zone) {
        try {
            return TIME.format(Instant.parse(value).atZone(zone));
        } catch (DateTimeParseException written) {
            return value;
        }
    }

    private Optional<String> text(String module, String key, String language) {
        var node = words.computeIfAbsent("/aftercare/words/%s/locales/%s.json".formatted(module, language), Sentences::read);
        for (var part : key.split("\\.")) {
            node = node.path(part);
        }
        return node.isString() ? Optional.of(node.asString()) : Optional.empty();
    }

    private static JsonNode read(String path) {
        try (var file = Sentences.class.getResourceAsStream(path)) {
            return file == null ? JsonMapper.shared().createObjectNode() : JsonMapper.shared().readTree(file.readAllBytes());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
