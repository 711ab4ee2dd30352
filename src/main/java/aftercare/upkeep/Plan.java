package aftercare.upkeep;

import aftercare.kernel.Refusal;
import aftercare.kernel.Subject;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What is due for which devices, and how often.
 *
 * @param fromCompletion the clock begins anew with each completion, not with the calendar
 * @param categories     of devices that the form is for; none means all
 * @param endsOn         the last day; never after the contract's
 * @param meter          by a counter of each device instead of the rhythm
 * @param skills         any of them is needed; none: those that the device asks for
 */
record Plan(UUID id, String name, UUID branch, About about, @Nullable String form, List<String> categories, Rhythm rhythm, Exclusions exclusions, boolean fromCompletion,
            LocalDate startsOn, @Nullable LocalDate endsOn, Ahead ahead, @Nullable ByMeter meter, List<String> skills, @Nullable UUID owner, boolean active,
            @Nullable LocalDate madeUntil, int version) {

    static final String SUBJECT = "upkeep-plan";
    /** Dates exist for so long ahead. */
    static final int HORIZON_DAYS = 400;

    /** The narrowest of them decides; a customer alone is not enough. */
    record About(@Nullable UUID customer, @Nullable UUID contract, @Nullable UUID site, @Nullable UUID product, @Nullable UUID device) {

        About {
            if (contract == null && site == null && product == null && device == null) {
                throw new Refusal.Broken("upkeep.about-nothing", "say what the plan is for: a contract, a site, a model or a device", Map.of());
            }
        }
    }

    /** @param lead so many days before its date the case is made; early and late days are still in time */
    record Ahead(int lead, int early, int late, int minutes) {}

    /**
     * Every so many units of the counter of this name.
     *
     * @param first the first service at so many; null: after {@code every}
     */
    record ByMeter(String name, BigDecimal every, @Nullable BigDecimal first) {

        ByMeter {
            if (name.isBlank() || every.signum() <= 0 || first != null && first.signum() <= 0) {
                throw new Refusal.Broken("upkeep.meter-strange", "a plan by meter names the meter and is due every so many units, more than none", Map.of());
            }
        }

        /** What is due next after what the counter showed: {@code first}, then every so many. */
        BigDecimal after(BigDecimal total) {
            var begin = first == null ? every : first;
            if (total.compareTo(begin) < 0) {
                return begin;
            }
            var steps = total.subtract(begin).divide(every, 0, java.math.RoundingMode.FLOOR).add(BigDecimal.ONE);
            return begin.add(every.multiply(steps));
        }
    }

    /** A date: the one that the rhythm means, and the one on which somebody goes. */
    record Day(LocalDate occurrence, LocalDate on, LocalDate from, LocalDate to) {}

    Plan {
        if (endsOn != null && endsOn.isBefore(startsOn)) {
            throw new Refusal.Broken("upkeep.ends-early", "the plan ends on %s before it starts on %s".formatted(endsOn, startsOn),
                    Map.of("from", startsOn.toString(), "to", endsOn.toString()));
        }
        rhythm.from(startsOn);
    }

    Subject subject() {
        return new Subject(SUBJECT, id);
    }

    /** The dates of the fixed rhythm within a span, both ends included. */
    List<Day> days(LocalDate begin, LocalDate end, Predicate<LocalDate> isWorked) {
        var last = endsOn != null && endsOn.isBefore(end) ? endsOn : end;
        var days = new ArrayList<Day>();
        for (var occurrence : rhythm.from(startsOn).between(startsOn, begin.isBefore(startsOn) ? startsOn : begin, last)) {
            day(occurrence, isWorked).ifPresent(days::add);
        }
        return days;
    }

    java.util.Optional<Day> day(LocalDate occurrence, Predicate<LocalDate> isWorked) {
        return exclusions.moved(occurrence, isWorked).filter(on -> endsOn == null || !on.isAfter(endsOn))
                .map(on -> new Day(occurrence, on, on.minusDays(ahead.early()), on.plusDays(ahead.late())));
    }

    /** The date after a completion, or the first one of a device. */
    LocalDate next(@Nullable LocalDate done, @Nullable LocalDate since) {
        if (done != null) {
            return rhythm.from(done).afterCompletion(done);
        }
        if (rhythm.firstDays() != null && since != null && !since.plusDays(rhythm.firstDays()).isBefore(startsOn)) {
            return since.plusDays(rhythm.firstDays());
        }
        return rhythm.from(startsOn).from(startsOn, startsOn).findFirst().orElseThrow();
    }
}
