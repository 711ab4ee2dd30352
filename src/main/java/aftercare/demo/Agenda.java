package aftercare.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;

/** Who is booked when. Gives out times so that nobody is in two places. */
final class Agenda {

    private static final Duration STEP = Duration.ofMinutes(30);
    private static final Duration ROAD = Duration.ofMinutes(30);

    record Slot(House.Engineer engineer, Instant from, Instant to) {}

    /** The hours in which somebody is sent. */
    enum Hours { DAY, LONG_DAY, ALWAYS }

    private final Map<UUID, TreeMap<Instant, Instant>> taken = new HashMap<>();

    Slot book(List<House.Engineer> candidates, Instant earliest, Duration length, Hours hours, House.Site site) {
        var slot = peek(candidates, earliest, length, hours, site);
        take(slot);
        return slot;
    }

    /** At this time, whoever is free then and lives nearest; if nobody is, as soon as somebody is. */
    Slot bookAt(List<House.Engineer> candidates, Instant at, Duration length, House.Site site) {
        var from = Instant.ofEpochSecond(at.getEpochSecond() / 300 * 300);
        var slot = candidates.stream().filter(engineer -> free(engineer.id(), from, from.plus(length)))
                .min(Comparator.comparingDouble(engineer -> kilometres(engineer, site)))
                .map(engineer -> new Slot(engineer, from, from.plus(length)))
                .orElseGet(() -> peek(candidates, at, length, Hours.ALWAYS, site));
        take(slot);
        return slot;
    }

    /** The earliest time from {@code earliest} on at which one of them is free; of two such the one who lives nearer. */
    Slot peek(List<House.Engineer> candidates, Instant earliest, Duration length, Hours hours, House.Site site) {
        Slot best = null;
        var bestScore = Double.MAX_VALUE;
        for (var engineer : candidates) {
            var slot = first(engineer, earliest, length, hours);
            var score = Duration.between(earliest, slot.from()).toMinutes() + 2 * kilometres(engineer, site);
            if (score < bestScore) {
                best = slot;
                bestScore = score;
            }
        }
        if (best == null) {
            throw new IllegalArgumentException("nobody can go there");
        }
        return best;
    }

    /** The times of a case that is not told after all are free again. */
    void forget(Episode episode) {
        episode.trips.forEach(trip -> of(trip.slot.engineer().id()).remove(trip.slot.from()));
    }

    private Slot first(House.Engineer engineer, Instant earliest, Duration length, Hours hours) {
        var from = up(earliest);
        while (true) {
            if (!within(from, length, hours)) {
                from = from.plus(STEP);
                continue;
            }
            if (free(engineer.id(), from, from.plus(length))) {
                return new Slot(engineer, from, from.plus(length));
            }
            from = from.plus(STEP);
        }
    }

    private static boolean within(Instant from, Duration length, Hours hours) {
        if (hours == Hours.ALWAYS) {
            return true;
        }
        var start = from.atZone(House.ZONE);
        var opens = hours == Hours.DAY ? LocalTime.of(8, 30) : LocalTime.of(7, 0);
        var closes = hours == Hours.DAY ? LocalTime.of(18, 0) : LocalTime.of(21, 0);
        if (hours == Hours.DAY && Seasons.isWeekend(start.toLocalDate())) {
            return false;
        }
        var end = start.plus(length);
        var longJob = length.compareTo(Duration.ofHours(6)) > 0;
        return !start.toLocalTime().isBefore(opens) && end.toLocalDate().equals(start.toLocalDate())
                && (longJob ? start.toLocalTime().isBefore(LocalTime.of(11, 0)) : !end.toLocalTime().isAfter(closes));
    }

    private boolean free(UUID engineer, Instant from, Instant to) {
        var mine = of(engineer);
        var before = mine.lowerEntry(to.plus(ROAD));
        return before == null || !before.getValue().plus(ROAD).isAfter(from);
    }

    void take(Slot slot) {
        of(slot.engineer().id()).put(slot.from(), slot.to());
    }

    private TreeMap<Instant, Instant> of(UUID engineer) {
        return taken.computeIfAbsent(engineer, _ -> new TreeMap<>());
    }

    static Instant up(Instant at) {
        var seconds = STEP.toSeconds();
        return Instant.ofEpochSecond(Math.ceilDiv(at.getEpochSecond(), seconds) * seconds);
    }

    /** As the crow flies. */
    static double kilometres(House.Engineer engineer, House.Site site) {
        var dLat = Math.toRadians(site.lat() - engineer.lat());
        var dLng = Math.toRadians(site.lng() - engineer.lng()) * Math.cos(Math.toRadians((site.lat() + engineer.lat()) / 2));
        return 6371 * Math.hypot(dLat, dLng);
    }

    static Duration drive(House.Engineer engineer, House.Site site) {
        return Duration.ofMinutes(Math.clamp(Math.round(8 + kilometres(engineer, site) * 1.35 / 0.75), 12, 170));
    }

    /** Those who may go there: of the firm that looks after the customer, with the skill. */
    static List<House.Engineer> whoCan(House house, House.Customer customer, String category) {
        var firm = house.engineers.stream()
                .filter(e -> e.branch().equals(customer.branch()) && Objects.equals(e.partner(), customer.partner())).toList();
        var skilled = new ArrayList<>(firm.stream().filter(e -> e.skills().containsKey(category)).toList());
        return skilled.isEmpty() ? firm : skilled;
    }
}
