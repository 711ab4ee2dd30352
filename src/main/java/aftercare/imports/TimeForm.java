package aftercare.imports;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How a file writes its days. Day and month cannot be told apart by looking at one of them, so a person chooses. */
public enum TimeForm {

    /** 2026-03-02 08:30, 2026/3/2 8:30:00, 2026年3月2日, 2026-03-02T08:30:00Z */
    YMD(1, 2, 3),
    /** 2.3.2026 8:30 */
    DMY(3, 2, 1),
    /** 3/2/2026 8:30 AM */
    MDY(3, 1, 2);

    /**
     * @param at      null when the text is no time in this form, or one that never was
     * @param skipped the clocks jumped over it in spring
     * @param twice   the clocks showed it twice in autumn; {@code at} is the first
     */
    public record Read(@Nullable Instant at, boolean skipped, boolean twice) {

        private static final Read NOTHING = new Read(null, false, false);
    }

    private static final Pattern TIME = Pattern.compile("(\\d{1,4})[-/.年](\\d{1,2})[-/.月](\\d{1,4})日?"
            + "(?:[T ]\\s*(上午|下午)?\\s*(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:[.,](\\d{1,9}))?)?\\s*([ap]m)?)?\\s*(z|[+-]\\d{2}:?\\d{2})?");

    private final int year;
    private final int month;
    private final int day;

    TimeForm(int year, int month, int day) {
        this.year = year;
        this.month = month;
        this.day = day;
    }

    /** Without an offset of its own a time is one of this zone; without a time of day it is midnight. */
    public Read read(String text, ZoneId zone) {
        var parts = TIME.matcher(text.strip().toLowerCase(Locale.ROOT).replace("t", "T"));
        if (!parts.matches() || parts.group(year).length() != 4) {
            return Read.NOTHING;
        }
        try {
            var local = LocalDateTime.of(number(parts, year), number(parts, month), number(parts, day), hour(parts), number(parts, 6), number(parts, 7),
                    parts.group(8) == null ? 0 : Integer.parseInt((parts.group(8) + "00000000").substring(0, 9)));
            if (parts.group(10) != null) {
                return new Read(local.toInstant(ZoneOffset.of(parts.group(10).toUpperCase(Locale.ROOT))), false, false);
            }
            var offsets = zone.getRules().getValidOffsets(local);
            return offsets.isEmpty() ? new Read(null, true, false) : new Read(local.toInstant(offsets.getFirst()), false, offsets.size() > 1);
        } catch (DateTimeException noSuchTime) {
            return Read.NOTHING;
        }
    }

    private static int hour(Matcher parts) {
        var hour = number(parts, 5);
        var half = parts.group(4) != null ? parts.group(4) : parts.group(9);
        if (half == null) {
            return hour;
        }
        var afternoon = half.equals("下午") || half.equals("pm");
        if (hour < 1 || hour > 12) {
            return afternoon && hour < 24 ? hour : 99;
        }
        return hour % 12 + (afternoon ? 12 : 0);
    }

    private static int number(Matcher parts, int group) {
        return parts.group(group) == null ? 0 : Integer.parseInt(parts.group(group));
    }
}
