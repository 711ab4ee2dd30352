package aftercare.mail;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Understands the bytes of a mail: who, about what, in which words, with which files, and whether a person wrote it. */
final class MailReading {

    /** More text than anybody reads; the rest stays in the mail as it came. */
    static final int LONGEST_TEXT = 100_000;
    private static final int LONGEST_SUBJECT = 500;
    private static final int LONGEST_ID = 300;
    private static final Pattern ID = Pattern.compile("<([^<>\\s]{1,300})>");
    private static final Pattern AUTO_SUBJECT = Pattern.compile(
            "(?i)^\\s*(自动回复|自動回覆|自动答复|自動答覆|外出自动|不在办公室|Automatic reply|Auto[- ]?reply|Auto[- ]?response|Out of (the )?office|Autoreply|Auto:)\\b?.*");
    private static final Pattern ROBOT = Pattern.compile("(?i)^(mailer-daemon|postmaster|no-?reply|do-?not-?reply|donotreply|bounces?)([-+.@].*|@.*)$");

    private record Piece(@Nullable String plain, @Nullable String html) {}

    private final List<Piece> pieces = new ArrayList<>();
    private final List<MailAttachment> attachments = new ArrayList<>();

    private MailReading() {}

    /** @throws aftercare.kernel.Refusal.Broken when it goes beyond the limits */
    static ReadMail read(byte[] raw) {
        var root = MimePart.read(raw);
        var reading = new MailReading();
        var bounce = bounce(root);
        reading.collect(root, false);
        var written = reading.words(root);
        var cut = ReplyCutter.cut(written.length() > 4 * LONGEST_TEXT ? written.substring(0, 4 * LONGEST_TEXT) : written);
        var from = sender(root);
        return new ReadMail(from, HeaderWords.shortened(root.words("to")), subject(root), date(root), id(root.first("message-id")), answered(root),
                limited(cut.fresh()), limited(cut.quoted()), reading.html(), bounce != null ? Manner.BOUNCE : manner(root, from),
                List.copyOf(reading.attachments), bounce);
    }

    /** Sender and subject of a mail whose whole cannot be read. */
    static ReadMail head(byte[] raw) {
        var root = MimePart.head(raw);
        return new ReadMail(sender(root), HeaderWords.shortened(root.words("to")), subject(root), date(root), id(root.first("message-id")), answered(root), "", "", "",
                manner(root, sender(root)), List.of(), null);
    }

    private void collect(MimePart part, boolean within) {
        var type = part.type();
        if (type.equals("multipart/alternative") && !part.parts().isEmpty()) {
            alternative(part);
        } else if (part.isMultipart()) {
            part.parts().forEach(child -> collect(child, within));
        } else if (part.isMessage() && !part.parts().isEmpty()) {
            forwarded(part.parts().getFirst());
        } else if (type.equals("text/html") && !part.isAttached()) {
            pieces.add(new Piece(null, part.text()));
        } else if (isText(part) && !part.isAttached() && part.fileName().isEmpty()) {
            pieces.add(new Piece(flowed(part), null));
        } else if (!type.equals("message/delivery-status") && !type.equals("text/rfc822-headers")) {
            attach(part);
        }
    }

    /** The same text in several forms: the plain one to read, the HTML one to look at. */
    private void alternative(MimePart part) {
        @Nullable String plain = null;
        @Nullable String html = null;
        for (var child : part.parts()) {
            if (child.isMultipart() || child.isMessage()) {
                int before = pieces.size();
                collect(child, true);
                if (pieces.size() > before && plain != null) {
                    var inner = pieces.remove(before);
                    html = inner.html() != null ? inner.html() : html;
                    plain = plain.isBlank() && inner.plain() != null ? inner.plain() : plain;
                }
            } else if (child.type().equals("text/html")) {
                html = child.text();
            } else if (isText(child) && child.fileName().isEmpty()) {
                plain = plain == null ? flowed(child) : plain;
            } else {
                attach(child);
            }
        }
        if (plain != null || html != null) {
            pieces.add(new Piece(plain == null || plain.isBlank() ? null : plain, html));
        }
    }

    /** A mail that was put into this one: its words belong to it, below a line that says whose they are. */
    private void forwarded(MimePart inner) {
        var from = sender(inner);
        pieces.add(new Piece("\n---------- Forwarded message ----------\nFrom: %s\nSubject: %s\n".formatted(
                from == null ? "" : from.name() + " <" + from.address() + ">", subject(inner)), null));
        collect(inner, true);
    }

    private void attach(MimePart part) {
        var name = part.fileName();
        var content = part.content();
        if (content.length == 0 && name.isEmpty()) {
            return;
        }
        var contentId = part.first("content-id");
        var id = contentId == null ? "" : contentId.replaceAll("[<>\\s]", "").toLowerCase();
        attachments.add(new MailAttachment(name.isEmpty() ? "attachment-" + (attachments.size() + 1) : HeaderWords.shortened(name), part.type(),
                id.substring(0, Math.min(id.length(), LONGEST_ID)), content));
    }

    private static boolean isText(MimePart part) {
        return part.type().equals("text/plain") || part.type().isEmpty() || part.type().equals("text") || !part.type().contains("/")
                || part.type().equals("text/enriched");
    }

    /** RFC 3676: a line that ends with a blank goes on in the next one. */
    private static String flowed(MimePart part) {
        var text = part.text();
        if (!"flowed".equalsIgnoreCase(part.parameter("format"))) {
            return text;
        }
        var out = new StringBuilder();
        for (var line : text.replace("\r\n", "\n").split("\n", -1)) {
            var softly = line.endsWith(" ") && !line.equals("-- ") && !line.startsWith(">");
            out.append(line).append(softly ? "" : "\n");
        }
        return out.toString();
    }

    private String words(MimePart root) {
        var all = new StringBuilder();
        for (var piece : pieces) {
            var words = piece.plain() != null ? piece.plain() : piece.html() == null ? "" : SafeHtml.text(piece.html());
            all.append(all.isEmpty() ? "" : "\n").append(words);
        }
        return all.toString().strip();
    }

    private String html() {
        if (pieces.stream().noneMatch(piece -> piece.html() != null)) {
            return "";
        }
        var all = new StringBuilder();
        for (var piece : pieces) {
            all.append(piece.html() != null ? piece.html() : "<pre>" + SafeHtml.escaped(piece.plain() == null ? "" : piece.plain()) + "</pre>");
        }
        return all.toString();
    }

    private static HeaderWords.@Nullable Person sender(MimePart root) {
        for (var header : List.of("from", "sender", "reply-to", "return-path")) {
            var people = HeaderWords.people(root.first(header));
            if (!people.isEmpty()) {
                return people.getFirst();
            }
        }
        return null;
    }

    private static String subject(MimePart root) {
        var subject = root.words("subject");
        return subject.codePointCount(0, subject.length()) <= LONGEST_SUBJECT ? subject : subject.substring(0, subject.offsetByCodePoints(0, LONGEST_SUBJECT));
    }

    private static String id(@Nullable String raw) {
        if (raw == null) {
            return "";
        }
        var found = ID.matcher(raw);
        var id = found.find() ? found.group(1) : raw.strip().replaceAll("[<>\\s]", "");
        return Charsets.read(id.getBytes(StandardCharsets.ISO_8859_1), null).substring(0, Math.min(id.length(), LONGEST_ID)).replace("\0", "");
    }

    private static List<String> answered(MimePart root) {
        var ids = new ArrayList<String>();
        for (var header : List.of("in-reply-to", "references")) {
            var raw = root.first(header);
            if (raw != null) {
                var found = ID.matcher(raw).results().map(match -> id(match.group())).toList();
                ids.addAll(header.equals("references") ? found.reversed() : found);
            }
        }
        return ids.stream().distinct().limit(50).toList();
    }

    private static @Nullable Instant date(MimePart root) {
        var raw = root.words("date").replaceAll("\\(.*?\\)", "").replaceAll("\\s+", " ").strip();
        if (raw.isEmpty()) {
            return null;
        }
        var plain = raw.replaceFirst("^[A-Za-z]{2,9},? ", "").replaceFirst(" (UT|Z)$", " GMT");
        for (var pattern : List.of("d MMM yyyy H:mm[:ss] xx", "d MMM yyyy H:mm[:ss] z", "d MMM yy H:mm[:ss] xx", "d MMM yyyy H:mm[:ss] xxx")) {
            try {
                return plausible(ZonedDateTime.parse(plain, DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH)).toInstant());
            } catch (DateTimeException other) {
                continue;
            }
        }
        try {
            return plausible(OffsetDateTime.parse(raw).toInstant());
        } catch (DateTimeException unreadable) {
            return null;
        }
    }

    private static @Nullable Instant plausible(Instant at) {
        return at.isBefore(Instant.parse("1980-01-01T00:00:00Z")) || at.isAfter(Instant.parse("2100-01-01T00:00:00Z")) ? null : at;
    }

    private static Manner manner(MimePart root, HeaderWords.@Nullable Person from) {
        var submitted = root.words("auto-submitted").toLowerCase();
        var precedence = root.words("precedence").toLowerCase();
        if (submitted.startsWith("auto-replied") || submitted.startsWith("auto-notified") || precedence.startsWith("auto_reply") || root.first("x-autoreply") != null
                || root.first("x-autorespond") != null || root.first("x-auto-reply-from") != null || AUTO_SUBJECT.matcher(root.words("subject")).matches()) {
            return Manner.AUTO_REPLY;
        }
        if (root.first("list-id") != null || root.first("list-unsubscribe") != null || root.first("list-post") != null || precedence.matches("(bulk|junk|list).*")) {
            return Manner.LIST;
        }
        var returnPath = root.first("return-path");
        var suppress = root.words("x-auto-response-suppress").toLowerCase();
        if (!submitted.isEmpty() && !submitted.startsWith("no") || returnPath != null && returnPath.replaceAll("\\s", "").equals("<>")
                || suppress.contains("all") || suppress.contains("autoreply") || from == null || ROBOT.matcher(from.address()).matches()) {
            return Manner.MACHINE;
        }
        return Manner.PERSON;
    }

    /** Null unless it says that a mail of ours was not delivered. */
    private static ReadMail.@Nullable Bounce bounce(MimePart root) {
        var status = found(root, "message/delivery-status");
        var isReport = root.type().equals("multipart/report") && "delivery-status".equalsIgnoreCase(root.parameter("report-type"));
        if (status == null && !isReport && root.first("x-failed-recipients") == null) {
            return null;
        }
        var said = status == null ? "" : status.text();
        if (status != null && field(said, "Action").matches("(?i)(delivered|relayed|expanded|delayed).*")) {
            return null;
        }
        var address = field(said, "Final-Recipient").isEmpty() ? field(said, "Original-Recipient") : field(said, "Final-Recipient");
        if (address.isEmpty()) {
            address = root.words("x-failed-recipients");
        }
        var reason = (field(said, "Status") + " " + field(said, "Diagnostic-Code")).strip();
        return new ReadMail.Bounce(address.replaceFirst("(?i)^\\s*rfc822\\s*;\\s*", "").replaceAll("[<>\\s]", "").toLowerCase(),
                HeaderWords.shortened(reason), original(root));
    }

    private static String original(MimePart root) {
        var message = found(root, "message/rfc822");
        if (message != null && !message.parts().isEmpty()) {
            return id(message.parts().getFirst().first("message-id"));
        }
        var headers = found(root, "text/rfc822-headers");
        return headers == null ? "" : id(MimePart.head(headers.content()).first("message-id"));
    }

    private static @Nullable MimePart found(MimePart part, String type) {
        if (part.type().equals(type)) {
            return part;
        }
        for (var child : part.isMessage() ? List.<MimePart>of() : part.parts()) {
            var inner = found(child, type);
            if (inner != null) {
                return inner;
            }
        }
        return null;
    }

    private static String field(String status, String name) {
        var found = Pattern.compile("(?im)^" + name + "\\s*:\\s*(.*(?:\\R[ \\t]+.*)*)").matcher(status);
        return found.find() ? found.group(1).replaceAll("\\s+", " ").strip() : "";
    }

    private static String limited(String text) {
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, Character.isHighSurrogate(text.charAt(LONGEST_TEXT - 1)) ? LONGEST_TEXT - 1 : LONGEST_TEXT) + "\n…";
    }
}
