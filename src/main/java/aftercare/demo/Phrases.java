package aftercare.demo;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns a line of the script into a sentence: {@code <loc>} takes the value of that name, {@code <3..6>} a number between,
 * {@code <a|b>} one of the two. A line that begins with {@code school,office| } is said by customers of these kinds only.
 */
final class Phrases {

    private static final Pattern SLOT = Pattern.compile("<([^<>]+)>");
    private static final Pattern RANGE = Pattern.compile("(-?\\d+(?:\\.(\\d+))?)\\.\\.(-?\\d+(?:\\.\\d+)?)");
    private static final Pattern KINDS = Pattern.compile("([a-z]+(?:,[a-z]+)*)\\| ");

    private final Chance chance;

    Phrases(Chance chance) {
        this.chance = chance;
    }

    /** One of the lines that this kind of customer says. */
    String one(List<String> lines, String kind, Map<String, String> values) {
        var fitting = lines.stream().filter(line -> fits(line, kind)).toList();
        return fill(chance.one(fitting), values);
    }

    String fill(String line, Map<String, String> values) {
        var kinds = KINDS.matcher(line);
        var text = kinds.lookingAt() ? line.substring(kinds.end()) : line;
        // A value may hold slots of its own (<door> speaks of <contact>).
        for (int depth = 0; depth < 3 && text.indexOf('<') >= 0; depth++) {
            text = SLOT.matcher(text).replaceAll(slot -> Matcher.quoteReplacement(value(slot.group(1), values)));
        }
        return text;
    }

    static boolean fits(String line, String kind) {
        var kinds = KINDS.matcher(line);
        return !kinds.lookingAt() || List.of(kinds.group(1).split(",")).contains(kind);
    }

    private String value(String slot, Map<String, String> values) {
        var range = RANGE.matcher(slot);
        if (range.matches()) {
            var decimals = range.group(2) == null ? 0 : range.group(2).length();
            return decimals == 0 && !slot.substring(slot.indexOf("..") + 2).contains(".")
                    ? Integer.toString(chance.between(Integer.parseInt(range.group(1)), Integer.parseInt(range.group(3))))
                    : String.format("%." + Math.max(1, decimals) + "f",
                            chance.between(Double.parseDouble(range.group(1)), Double.parseDouble(range.group(3))));
        }
        if (slot.contains("|")) {
            return chance.one(List.of(slot.split("\\|")));
        }
        var value = values.get(slot);
        if (value == null) {
            throw new IllegalArgumentException("nothing known for <%s>".formatted(slot));
        }
        return value;
    }
}
