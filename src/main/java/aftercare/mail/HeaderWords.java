package aftercare.mail;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What stands in a header, as people read it: encoded words (RFC 2047), also such as are cut in the middle of a character;
 * parameters (RFC 2231); addresses. Raw headers are texts of one character a byte.
 */
final class HeaderWords {

    private static final Pattern WORD = Pattern.compile("=\\?([^?\\s]{1,60})\\?([bBqQ])\\?([^?]*)\\?=");
    private static final int LONGEST_NAME = 200;

    /** Somebody in a header. The address is lower case. */
    record Person(String name, String address) {}

    private HeaderWords() {}

    static String read(String raw) {
        var out = new StringBuilder();
        var words = WORD.matcher(raw);
        int at = 0;
        var charset = "";
        var bytes = new ByteArrayOutputStream();
        while (words.find()) {
            var between = raw.substring(at, words.start());
            var next = words.group(1).replaceFirst("\\*.*$", "");
            if (bytes.size() > 0 && (!between.isBlank() || !next.equalsIgnoreCase(charset))) {
                out.append(Charsets.read(bytes.toByteArray(), charset));
                bytes.reset();
            }
            if (!between.isBlank() || at == 0) {
                out.append(plain(between));
            }
            var packed = words.group(3).getBytes(StandardCharsets.ISO_8859_1);
            bytes.writeBytes(words.group(2).equalsIgnoreCase("b") ? Transfer.base64(packed, 0, packed.length)
                    : Transfer.quoted(packed, 0, packed.length, true));
            charset = next;
            at = words.end();
        }
        if (bytes.size() > 0) {
            out.append(Charsets.read(bytes.toByteArray(), charset));
        }
        out.append(plain(raw.substring(at)));
        return oneLine(out.toString());
    }

    /** Without line ends and other control characters, which a header never has. */
    static String oneLine(String text) {
        return text.replaceAll("[\\p{Cc}\\u2028\\u2029]+", " ").replaceAll(" {2,}", " ").strip();
    }

    private static String plain(String raw) {
        return Charsets.read(raw.getBytes(StandardCharsets.ISO_8859_1), null);
    }

    /** The value before the first semicolon, lower case, and the parameters by their lower-case names. */
    static Map<String, String> parameters(String raw) {
        var plain = new LinkedHashMap<String, String>();
        var pieces = new LinkedHashMap<String, TreeMap<Integer, String>>();
        var coded = new LinkedHashMap<String, Boolean>();
        var parts = split(raw, ';');
        plain.put("", parts.getFirst().strip().toLowerCase());
        for (var part : parts.subList(1, parts.size())) {
            int equals = part.indexOf('=');
            if (equals < 1) {
                continue;
            }
            var name = part.substring(0, equals).strip().toLowerCase();
            var value = unquoted(part.substring(equals + 1).strip());
            var star = name.indexOf('*');
            if (star < 1) {
                plain.putIfAbsent(name, read(value));
                continue;
            }
            var order = name.substring(star + 1).replace("*", "");
            var base = name.substring(0, star);
            pieces.computeIfAbsent(base, _ -> new TreeMap<>()).put(order.matches("\\d{1,3}") ? Integer.parseInt(order) : 0, value);
            coded.merge(base, name.endsWith("*"), Boolean::logicalOr);
        }
        pieces.forEach((name, some) -> plain.put(name, Boolean.TRUE.equals(coded.get(name)) ? extended(String.join("", some.values()))
                : read(String.join("", some.values()))));
        return plain;
    }

    /** {@code utf-8'zh'%E4%B8%AD}. */
    private static String extended(String value) {
        var parts = value.split("'", 3);
        var text = parts.length == 3 ? parts[2] : value;
        var bytes = new ByteArrayOutputStream();
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '%' && i + 2 < text.length() && Character.digit(text.charAt(i + 1), 16) >= 0 && Character.digit(text.charAt(i + 2), 16) >= 0) {
                bytes.write(Character.digit(text.charAt(i + 1), 16) << 4 | Character.digit(text.charAt(i + 2), 16));
                i += 2;
            } else {
                bytes.write(text.charAt(i));
            }
        }
        return oneLine(Charsets.read(bytes.toByteArray(), parts.length == 3 ? parts[0] : null));
    }

    private static String unquoted(String value) {
        if (value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"")) {
            return value.substring(1, value.length() - 1).replaceAll("\\\\(.)", "$1");
        }
        return value;
    }

    static List<Person> people(@Nullable String raw) {
        var people = new ArrayList<Person>();
        if (raw == null) {
            return people;
        }
        for (var one : split(raw, ',')) {
            var person = person(one.strip());
            if (person != null) {
                people.add(person);
            }
        }
        return people;
    }

    private static @Nullable Person person(String raw) {
        int open = raw.lastIndexOf('<');
        int close = raw.indexOf('>', Math.max(open, 0));
        var address = open >= 0 ? raw.substring(open + 1, close > open ? close : raw.length()) : raw.replaceAll("\\(.*?\\)", "");
        var name = open > 0 ? raw.substring(0, open) : open == 0 ? "" : raw.contains("(") ? raw.replaceFirst("^[^(]*\\(", "").replaceFirst("\\)[^)]*$", "") : "";
        address = oneLine(read(address)).replaceAll("[\\s\"]", "").toLowerCase();
        if (address.contains(":")) {
            address = address.substring(address.lastIndexOf(':') + 1);
        }
        if (address.indexOf('@') < 1 || address.length() > LONGEST_NAME) {
            return null;
        }
        var shown = read(unquoted(name.strip())).replaceAll("^[\"']+|[\"']+$", "").strip();
        return new Person(shortened(shown), address);
    }

    static String shortened(String name) {
        return name.codePointCount(0, name.length()) <= LONGEST_NAME ? name : name.substring(0, name.offsetByCodePoints(0, LONGEST_NAME));
    }

    /** Splits outside of quotes and angle brackets. */
    private static List<String> split(String raw, char at) {
        var parts = new ArrayList<String>();
        var part = new StringBuilder();
        var quoted = false;
        var angle = false;
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '\\' && quoted && i + 1 < raw.length()) {
                part.append(c).append(raw.charAt(++i));
                continue;
            }
            if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && c == '<') {
                angle = true;
            } else if (!quoted && c == '>') {
                angle = false;
            }
            if (c == at && !quoted && !angle) {
                parts.add(part.toString());
                part.setLength(0);
            } else {
                part.append(c);
            }
        }
        parts.add(part.toString());
        return parts;
    }
}
