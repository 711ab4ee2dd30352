package aftercare.promises;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The hours worked on one day: ranges of minutes of the day, in order, with gaps between them. Written as people write it:
 * {@code 09:00-12:00 13:00-17:30}; the empty text is a day off.
 *
 * <p>A shift over midnight is two ranges on two days, so that a holiday on either day takes away only its own part.
 */
record OpeningHours(List<Range> ranges) {

    static final int DAY_MINUTES = 24 * 60;

    static final OpeningHours NONE = new OpeningHours(List.of());

    static final OpeningHours ALL_DAY = new OpeningHours(List.of(new Range(0, DAY_MINUTES)));

    private static final Pattern RANGE = Pattern.compile("(\\d{1,2}):(\\d{2})-(\\d{1,2}):(\\d{2})");

    /** From the first minute to just before the last one, counted from midnight. */
    record Range(int from, int to) {

        Range {
            if (from < 0 || to > DAY_MINUTES || from >= to) {
                throw new IllegalArgumentException(
                        "hours run from %s to %s; a range starts before it ends, between 00:00 and 24:00".formatted(clock(from), clock(to)));
            }
        }

        int minutes() {
            return to - from;
        }

        @Override
        public String toString() {
            return clock(from) + "-" + clock(to);
        }

        private static String clock(int minute) {
            return "%02d:%02d".formatted(minute / 60, minute % 60);
        }
    }

    OpeningHours {
        ranges = List.copyOf(ranges);
        for (var i = 1; i < ranges.size(); i++) {
            if (ranges.get(i - 1).to() >= ranges.get(i).from()) {
                throw new IllegalArgumentException("hours %s overlap or touch %s".formatted(ranges.get(i), ranges.get(i - 1)));
            }
        }
    }

    static OpeningHours parse(String text) {
        if (text.isBlank()) {
            return NONE;
        }
        var ranges = text.strip().replaceAll("\\s*[-–~]\\s*", "-").split("[,，;；\\s]+");
        return new OpeningHours(Arrays.stream(ranges).map(OpeningHours::range).toList());
    }

    private static Range range(String text) {
        var parts = RANGE.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("'%s' is not a range of hours; write it like 09:00-12:00".formatted(text));
        }
        return new Range(minute(parts.group(1), parts.group(2)), minute(parts.group(3), parts.group(4)));
    }

    private static int minute(String hour, String minute) {
        if (Integer.parseInt(minute) > 59) {
            throw new IllegalArgumentException("%s:%s is not a time of day".formatted(hour, minute));
        }
        return Integer.parseInt(hour) * 60 + Integer.parseInt(minute);
    }

    boolean isClosed() {
        return ranges.isEmpty();
    }

    int minutes() {
        return ranges.stream().mapToInt(Range::minutes).sum();
    }

    int opens() {
        return ranges.getFirst().from();
    }

    int closes() {
        return ranges.getLast().to();
    }

    /** What a half day keeps when nobody wrote its hours: the work up to the break nearest to its middle, else its first half. */
    OpeningHours firstHalf() {
        if (ranges.size() == 1) {
            var whole = ranges.getFirst();
            return new OpeningHours(List.of(new Range(whole.from(), whole.from() + Math.max(1, whole.minutes() / 2))));
        }
        var best = 1;
        for (var kept = 2; kept < ranges.size(); kept++) {
            if (distanceFromMiddle(kept) < distanceFromMiddle(best)) {
                best = kept;
            }
        }
        return new OpeningHours(ranges.subList(0, best));
    }

    private int distanceFromMiddle(int kept) {
        return Math.abs(2 * ranges.subList(0, kept).stream().mapToInt(Range::minutes).sum() - minutes());
    }

    @Override
    public String toString() {
        return ranges.stream().map(Range::toString).collect(Collectors.joining(" "));
    }
}
