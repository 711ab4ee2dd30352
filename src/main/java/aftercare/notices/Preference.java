package aftercare.notices;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How somebody wants to be told besides the bell.
 *
 * @param muted        modules whose notices stay on the bell
 * @param quietFrom    with {@code quietUntil}: the hours in which nothing is sent, on the clock of their branch; the same time twice is never
 * @param urgentAnyway what is urgent is sent all the same
 */
record Preference(Wanted email, Wanted sms, List<String> muted, @Nullable LocalTime quietFrom, @Nullable LocalTime quietUntil, boolean urgentAnyway) {

    /** Which notices go this way. */
    enum Wanted {
        NEVER, URGENT, ALL;

        boolean covers(boolean urgent) {
            return this == ALL || this == URGENT && urgent;
        }
    }

    static final Preference NONE = new Preference(Wanted.NEVER, Wanted.NEVER, List.of(), null, null, true);

    Preference {
        muted = List.copyOf(muted);
    }

    /** When the quiet hours around this moment end; the moment itself outside of them. */
    Instant afterQuiet(Instant now, ZoneId zone) {
        if (quietFrom == null || quietUntil == null) {
            return now;
        }
        var here = now.atZone(zone);
        var time = here.toLocalTime();
        var overnight = quietFrom.isAfter(quietUntil);
        var quiet = overnight ? !time.isBefore(quietFrom) || time.isBefore(quietUntil) : !time.isBefore(quietFrom) && time.isBefore(quietUntil);
        if (!quiet) {
            return now;
        }
        var until = here.toLocalDate().atTime(quietUntil).atZone(zone);
        return (until.isAfter(here) ? until : here.toLocalDate().plusDays(1).atTime(quietUntil).atZone(zone)).toInstant();
    }
}
