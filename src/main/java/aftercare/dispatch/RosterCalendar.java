package aftercare.dispatch;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** Duties as an iCalendar file (RFC 5545). */
final class RosterCalendar {

    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final int LINE = 75;

    private RosterCalendar() {}

    static String of(List<RosterQueries.DutyView> duties, Instant now) {
        var text = new StringBuilder();
        line(text, "BEGIN:VCALENDAR");
        line(text, "VERSION:2.0");
        line(text, "PRODID:-//Aftercare//On-call roster//ZH");
        for (var duty : duties) {
            line(text, "BEGIN:VEVENT");
            line(text, "UID:" + duty.id() + "@aftercare");
            line(text, "DTSTAMP:" + STAMP.format(now));
            line(text, "SEQUENCE:" + duty.version());
            line(text, "DTSTART:" + STAMP.format(duty.startsAt()));
            line(text, "DTEND:" + STAMP.format(duty.endsAt()));
            line(text, "SUMMARY:" + escaped(duty.userName() + " · " + duty.rotationName()));
            line(text, "DESCRIPTION:" + escaped(duty.userPhone()));
            line(text, "END:VEVENT");
        }
        line(text, "END:VCALENDAR");
        return text.toString();
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\r", "").replace("\n", "\\n");
    }

    /** Lines are at most 75 bytes; what is longer goes on behind a blank, and no character is cut in two. */
    private static void line(StringBuilder text, String content) {
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
    }
}
