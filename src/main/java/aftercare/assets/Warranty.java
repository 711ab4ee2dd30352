package aftercare.assets;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * From when until when a device is covered. A warranty begins on the day of acceptance and ends with the same day of the
 * month so many months later, or with the month if it has no such day; that last day still counts (Civil Code, articles
 * 201 and 202). Days are days where the device stands: in the zone of the branch that serves it.
 *
 * @param acceptedOn first day of cover; null while acceptance is open
 * @param until      first day without cover; null while acceptance is open, the day of acceptance if nothing was promised
 */
public record Warranty(@Nullable LocalDate acceptedOn, @Nullable LocalDate until) {

    public enum State { NOT_ACCEPTED, NOT_BEGUN, COVERED, OVER, NONE }

    /**
     * Whether a device is covered at an instant, and the sentence that says so: a code the user interface translates, and
     * the facts that fill it.
     */
    public record Coverage(State state, boolean covered, String code, Map<String, Object> facts) {}

    public Warranty {
        if ((acceptedOn == null) != (until == null) || until != null && until.isBefore(acceptedOn)) {
            throw new IllegalArgumentException("a warranty cannot run from %s until %s".formatted(acceptedOn, until));
        }
    }

    /** As long as nobody has accepted the device its warranty has not begun. */
    public static Warranty open() {
        return new Warranty(null, null);
    }

    public static Warranty of(LocalDate acceptedOn, int months) {
        return new Warranty(acceptedOn, months == 0 ? acceptedOn : acceptedOn.plusMonths(months).plusDays(1));
    }

    /** Null while acceptance is open, and when nothing was promised. */
    public @Nullable LocalDate lastDay() {
        return until == null || until.equals(acceptedOn) ? null : until.minusDays(1);
    }

    public Coverage at(Instant instant, ZoneId zone) {
        var day = LocalDate.ofInstant(instant, zone);
        var last = lastDay();
        if (acceptedOn == null) {
            return new Coverage(State.NOT_ACCEPTED, false, "assets.warranty-not-accepted", Map.of());
        } else if (last == null) {
            return new Coverage(State.NONE, false, "assets.warranty-none", Map.of("from", acceptedOn.toString()));
        }
        var facts = Map.<String, Object>of("from", acceptedOn.toString(), "lastDay", last.toString(), "on", day.toString(),
                "days", Math.abs(ChronoUnit.DAYS.between(day, last)));
        if (day.isBefore(acceptedOn)) {
            return new Coverage(State.NOT_BEGUN, false, "assets.warranty-not-begun", facts);
        }
        return day.isAfter(last) ? new Coverage(State.OVER, false, "assets.warranty-over", facts)
                : new Coverage(State.COVERED, true, "assets.warranty-covered", facts);
    }
}
