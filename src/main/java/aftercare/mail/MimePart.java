package aftercare.mail;

import aftercare.kernel.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A mail, or a part of one, as it is built: its headers and what lies in it. Reads whatever real programs send and never goes
 * deeper, wider or longer than the limits; what breaks them is refused with a sentence.
 */
final class MimePart {

    static final int DEEPEST = 30;
    static final int MOST_PARTS = 500;
    static final int LONGEST_HEAD = 256 * 1024;

    private final byte[] bytes;
    private final int from;
    private final int to;
    private final Map<String, List<String>> headers;
    private final Map<String, String> type;
    private final List<MimePart> parts = new ArrayList<>();

    private MimePart(byte[] bytes, int from, int to, Map<String, List<String>> headers) {
        this.bytes = bytes;
        this.from = from;
        this.to = to;
        this.headers = headers;
        this.type = HeaderWords.parameters(first("content-type") == null ? "text/plain" : first("content-type"));
    }

    static MimePart read(byte[] bytes) {
        return read(bytes, 0, bytes.length, 0, new int[1]);
    }

    /** Only the headers at the top, for a mail that is too much as a whole. */
    static MimePart head(byte[] bytes) {
        var lines = new Lines(bytes, 0, Math.min(bytes.length, LONGEST_HEAD));
        return new MimePart(bytes, bytes.length, bytes.length, headers(lines));
    }

    private static MimePart read(byte[] bytes, int from, int to, int depth, int[] count) {
        if (depth > DEEPEST) {
            throw new Refusal.Broken("mail.nested-too-deep", "the mail is nested more than %d levels deep; look at it as it came".formatted(DEEPEST),
                    Map.of("most", DEEPEST));
        }
        if (++count[0] > MOST_PARTS) {
            throw new Refusal.Broken("mail.too-many-parts", "the mail has more than %d parts; look at it as it came".formatted(MOST_PARTS), Map.of("most", MOST_PARTS));
        }
        var lines = new Lines(bytes, from, to);
        var part = new MimePart(bytes, 0, 0, headers(lines));
        if (lines.at - from > LONGEST_HEAD) {
            throw new Refusal.Broken("mail.head-too-long", "the head of the mail is longer than %d kB; look at it as it came".formatted(LONGEST_HEAD / 1024),
                    Map.of("kilobytes", LONGEST_HEAD / 1024));
        }
        var whole = new MimePart(bytes, lines.at, to, part.headers);
        if (whole.isMultipart()) {
            whole.split(depth, count);
        } else if (whole.isMessage() && whole.encoding().matches("(?i)|7bit|8bit|binary")) {
            whole.parts.add(read(bytes, whole.from, whole.to, depth + 1, count));
        }
        return whole;
    }

    /** Header lines, the continued ones joined. Stops at the empty line, or at a line that cannot belong to a head. */
    private static Map<String, List<String>> headers(Lines lines) {
        var headers = new LinkedHashMap<String, List<String>>();
        @Nullable String name = null;
        var value = new StringBuilder();
        var start = lines.from;
        while (lines.next()) {
            if (lines.length() == 0) {
                break;
            }
            if (lines.at - start > LONGEST_HEAD) {
                continue;
            }
            var line = lines.text();
            if (line.charAt(0) == ' ' || line.charAt(0) == '\t') {
                value.append(' ').append(line.strip());
                continue;
            }
            keep(headers, name, value);
            int colon = line.indexOf(':');
            name = colon > 0 && line.substring(0, colon).strip().matches("[!-~]{1,100}") ? line.substring(0, colon).strip().toLowerCase() : null;
            if (name == null && !line.startsWith("From ") && !line.startsWith(">From ") && !headers.isEmpty()) {
                lines.back();
                break;
            }
            value.append(colon > 0 ? line.substring(colon + 1).strip() : "");
        }
        keep(headers, name, value);
        return headers;
    }

    private static void keep(Map<String, List<String>> headers, @Nullable String name, StringBuilder value) {
        if (name != null) {
            headers.computeIfAbsent(name, _ -> new ArrayList<>()).add(value.toString());
        }
        value.setLength(0);
    }

    private void split(int depth, int[] count) {
        var boundary = type.get("boundary");
        var lines = new Lines(bytes, from, to);
        int start = -1;
        while (lines.next()) {
            if (lines.length() < 3 || bytes[lines.begin] != '-' || bytes[lines.begin + 1] != '-') {
                continue;
            }
            var line = lines.text().stripTrailing();
            if (boundary == null || boundary.isEmpty()) {
                boundary = line.substring(2);
            }
            if (!line.startsWith("--" + boundary)) {
                continue;
            }
            var rest = line.substring(2 + boundary.length());
            if (!rest.isEmpty() && !rest.equals("--")) {
                continue;
            }
            if (start >= 0) {
                parts.add(read(bytes, start, lines.endBefore(), depth + 1, count));
            }
            start = rest.equals("--") ? -1 : lines.at;
            if (rest.equals("--")) {
                return;
            }
        }
        if (start >= 0 && start < to) {
            parts.add(read(bytes, start, to, depth + 1, count));
        }
    }

    String type() {
        return type.getOrDefault("", "text/plain");
    }

    @Nullable String parameter(String name) {
        return type.get(name);
    }

    boolean isMultipart() {
        return type().startsWith("multipart/");
    }

    /** A mail within the mail. */
    boolean isMessage() {
        return type().equals("message/rfc822") || type().equals("message/global");
    }

    List<MimePart> parts() {
        return parts;
    }

    /** As it stands, one character a byte; null when there is none. */
    @Nullable String first(String name) {
        var all = headers.get(name);
        return all == null ? null : all.getFirst();
    }

    /** As people read it; empty when there is none. */
    String words(String name) {
        var raw = first(name);
        return raw == null ? "" : HeaderWords.read(raw);
    }

    private String encoding() {
        var raw = first("content-transfer-encoding");
        return raw == null ? "" : raw.replaceFirst("[;\\s].*$", "");
    }

    byte[] content() {
        return Transfer.unpacked(bytes, from, to, encoding());
    }

    String text() {
        var content = content();
        var declared = parameter("charset");
        if (declared == null && type().equals("text/html")) {
            var start = new String(content, 0, Math.min(content.length, 2048), StandardCharsets.ISO_8859_1);
            var meta = java.util.regex.Pattern.compile("(?i)charset\\s*=\\s*[\"']?([\\w-]{2,40})").matcher(start);
            declared = meta.find() ? meta.group(1) : null;
        }
        return Charsets.read(content, declared);
    }

    boolean isAttached() {
        var disposition = first("content-disposition");
        return disposition != null && HeaderWords.parameters(disposition).getOrDefault("", "").startsWith("attachment");
    }

    /** Empty when it has no name. */
    String fileName() {
        var disposition = first("content-disposition");
        var named = disposition == null ? null : HeaderWords.parameters(disposition).get("filename");
        var name = named == null ? parameter("name") : named;
        return name == null ? "" : name;
    }

    /** Lines of a stretch of bytes, whatever they end with. */
    private static final class Lines {

        private final byte[] bytes;
        private final int from;
        private final int to;
        private int begin;
        private int end;
        private int at;

        Lines(byte[] bytes, int from, int to) {
            this.bytes = bytes;
            this.from = from;
            this.to = to;
            this.at = from;
        }

        boolean next() {
            if (at >= to) {
                return false;
            }
            begin = at;
            while (at < to && bytes[at] != '\n' && bytes[at] != '\r') {
                at++;
            }
            end = at;
            if (at < to && bytes[at] == '\r') {
                at++;
            }
            if (at < to && bytes[at] == '\n' && (at == end || bytes[at - 1] == '\r')) {
                at++;
            }
            return true;
        }

        void back() {
            at = begin;
        }

        int length() {
            return end - begin;
        }

        /** Where the line before this one ended: its line end belongs to the boundary. */
        int endBefore() {
            int before = begin;
            if (before > from && bytes[before - 1] == '\n') {
                before--;
            }
            if (before > from && bytes[before - 1] == '\r') {
                before--;
            }
            return before;
        }

        String text() {
            return new String(bytes, begin, end - begin, StandardCharsets.ISO_8859_1);
        }
    }
}
