package aftercare.platform;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** An iCalendar file (RFC 5545): lines of at most 75 bytes that end as the standard says, every text escaped, every time in UTC. */
public final class ICalendar {

    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final int LINE = 75;

    private final StringBuilder text = new StringBuilder();

    /** @param method what the receiver is to do with the events (RFC 5546), PUBLISH or CANCEL; null when they only stand there */
    public ICalendar(String product, @Nullable String method) {
        raw("BEGIN:VCALENDAR");
        raw("VERSION:2.0");
        raw("PRODID:-//Aftercare//" + product + "//ZH");
        if (method != null) {
            raw("CALSCALE:GREGORIAN");
            raw("METHOD:" + method);
        }
    }

    /** {@code uid} stays the same through all changes of an event, {@code sequence} grows with each of them. */
    public ICalendar event(String uid, int sequence, Instant now, Instant from, Instant to) {
        raw("BEGIN:VEVENT");
        raw("UID:" + uid);
        raw("DTSTAMP:" + STAMP.format(now));
        raw("SEQUENCE:" + sequence);
        raw("DTSTART:" + STAMP.format(from));
        return raw("DTEND:" + STAMP.format(to));
    }

    /** A property of the event whose value is text; nothing when it is blank. */
    public ICalendar text(String property, String value) {
        return value.isBlank() ? this : raw(property + ":" + escaped(value));
    }

    /** A line as it stands. */
    public ICalendar raw(String content) {
        var used = 0;
        for (var i = 0; i < content.length(); ) {
            var character = Character.toString(content.codePointAt(i));
            var bytes = character.getBytes(StandardCharsets.UTF_8).length;
            if (used + bytes > LINE) {
                text.append("\r\n ");
                used = 1;
            }
            text.append(character);
            used += bytes;
            i += character.length();
        }
        text.append("\r\n");
        return this;
    }

    public ICalendar end() {
        return raw("END:VEVENT");
    }

    @Override
    public String toString() {
        return text + "END:VCALENDAR\r\n";
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\r", "").replace("\n", "\\n");
    }
}
