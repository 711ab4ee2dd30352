package aftercare.assets;

import aftercare.kernel.Refusal;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Something a device counts or shows, and what is believed of a reading of it. */
record Meter(UUID id, DeviceId device, Draft draft, int version) {

    /** A COUNTER only goes up until it is replaced; a GAUGE shows what is now. */
    enum Kind { COUNTER, GAUGE }

    /** Where a reading was taken. */
    enum Source { VISIT, OFFICE, IMPORT }

    /** @param mostPerDay how much a counter can gain in a day; null: nobody can say */
    record Draft(String name, String unit, Kind kind, @Nullable BigDecimal lowest, @Nullable BigDecimal highest, @Nullable BigDecimal mostPerDay, boolean active) {

        Draft {
            if (name.isBlank()) {
                throw new Refusal.Broken("assets.meter-nameless", "a meter needs a name", Map.of());
            }
            if (lowest != null && highest != null && lowest.compareTo(highest) > 0) {
                throw new Refusal.Broken("assets.meter-limits", "the lowest value of a meter cannot be above its highest", Map.of());
            }
            if (mostPerDay != null && (kind == Kind.GAUGE || mostPerDay.signum() <= 0)) {
                throw new Refusal.Broken("assets.meter-rate", "only a counter gains something in a day, and more than nothing", Map.of());
            }
        }
    }

    /** @param restarts a new counter was built in and begins here */
    record Reading(Instant at, BigDecimal value, boolean restarts) {}

    /**
     * Refuses what cannot be.
     *
     * @param before, after the neighbours in time, which may have been read later than this one
     */
    void check(Reading reading, @Nullable Reading before, @Nullable Reading after) {
        var value = reading.value();
        if (draft.lowest() != null && value.compareTo(draft.lowest()) < 0 || draft.highest() != null && value.compareTo(draft.highest()) > 0) {
            throw new Refusal.Broken("assets.reading-outside", "%s of %s lies outside %s to %s".formatted(text(value), draft.name(), text(draft.lowest()), text(draft.highest())),
                    Map.of("value", text(value), "name", draft.name(), "lowest", text(draft.lowest()), "highest", text(draft.highest())));
        }
        if (draft.kind() == Kind.COUNTER) {
            if (before != null && !reading.restarts()) {
                grows(before, reading);
            }
            if (after != null && !after.restarts()) {
                grows(reading, after);
            }
        }
    }

    private void grows(Reading one, Reading next) {
        var gained = next.value().subtract(one.value());
        if (gained.signum() < 0) {
            throw new Refusal.Conflict("assets.reading-backwards", "%s stood at %s before; a counter does not go back to %s unless it was replaced"
                    .formatted(draft.name(), text(one.value()), text(next.value())),
                    Map.of("name", draft.name(), "before", text(one.value()), "value", text(next.value())));
        }
        if (draft.mostPerDay() != null) {
            var hours = Math.max(24, Duration.between(one.at(), next.at()).toHours());
            var most = draft.mostPerDay().multiply(BigDecimal.valueOf(hours)).divide(BigDecimal.valueOf(24), 3, RoundingMode.UP);
            if (gained.compareTo(most) > 0) {
                throw new Refusal.Conflict("assets.reading-jumps", "%s gained %s since %s; it can gain %s at most".formatted(draft.name(), text(gained), text(one.value()), text(most)),
                        Map.of("name", draft.name(), "gained", text(gained), "before", text(one.value()), "most", text(most)));
            }
        }
    }

    private static String text(@Nullable BigDecimal number) {
        return number == null ? "…" : number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
}
