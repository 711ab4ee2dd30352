package aftercare.dispatch;

import aftercare.kernel.Refusal;
import aftercare.kernel.TimeWindow;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * When somebody works on one day, written as people write it: {@code 08:30-12:00 13:00-17:30}; the empty text is a day off.
 * Unlike a calendar's, a shift belongs to the day on which it begins: {@code 20:00-08:00} ends on the next one.
 */
record Hours(List<Stretch> stretches) {

    static final Hours OFF = new Hours(List.of());

    private static final int DAY = 24 * 60;
    private static final Pattern STRETCH = Pattern.compile("([01]?\\d|2[0-4]):([0-5]\\d)-([01]?\\d|2[0-4]):([0-5]\\d)");

    /** Minutes from the midnight at which the day begins; {@code to} may lie in the next day. */
    record Stretch(int from, int to) {

        @Override
        public String toString() {
            return clock(from) + "-" + clock(to > DAY ? to - DAY : to);
        }

        private static String clock(int minute) {
            return "%02d:%02d".formatted(minute / 60, minute % 60);
        }
    }

    Hours {
        stretches = List.copyOf(stretches);
    }

    static Hours parse(String text) {
        var stretches = new ArrayList<Stretch>();
        for (var part : text.strip().replaceAll("\\s*[-–~至]\\s*", "-").split("[,，;；、\\s]+")) {
            if (part.isEmpty()) {
                continue;
            }
            var clocks = STRETCH.matcher(part);
            if (!clocks.matches()) {
                throw unreadable(text);
            }
            var from = minute(clocks.group(1), clocks.group(2));
            var to = minute(clocks.group(3), clocks.group(4));
            var before = stretches.isEmpty() ? 0 : stretches.getLast().to();
            // Only the last stretch may go over midnight, and no shift meets itself a day later.
            var end = to <= from ? to + DAY : to;
            if (from >= DAY || to > DAY || from < before || !stretches.isEmpty() && from == before || end - (stretches.isEmpty() ? from : stretches.getFirst().from()) > DAY) {
                throw unreadable(text);
            }
            stretches.add(new Stretch(from, end));
        }
        return new Hours(stretches);
    }

    private static int minute(String hour, String minute) {
        return Integer.parseInt(hour) * 60 + Integer.parseInt(minute);
    }

    private static Refusal.Broken unreadable(String text) {
        return new Refusal.Broken("dispatch.hours-unreadable",
                "'%s' are no hours of a day; write them in order like 08:30-12:00 13:00-17:30, or 20:00-08:00 over midnight".formatted(text),
                Map.of("hours", text));
    }

    boolean isOff() {
        return stretches.isEmpty();
    }

    /** From the first minute to the last, breaks included: somebody at lunch is still there. Null on a day off. */
    @Nullable TimeWindow span(LocalDate day, ZoneId zone) {
        return isOff() ? null : new TimeWindow(day.atStartOfDay().plusMinutes(stretches.getFirst().from()).atZone(zone).toInstant(),
                day.atStartOfDay().plusMinutes(stretches.getLast().to()).atZone(zone).toInstant());
    }

    @Override
    public String toString() {
        return stretches.stream().map(Stretch::toString).collect(Collectors.joining(" "));
    }
}
