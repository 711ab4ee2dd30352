package aftercare.demo;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/** What is under way at this moment: a case in every state, some that press, some that are late. */
final class Today {

    private final Script script;
    private final House house;
    private final Chance chance;
    private final Seasons seasons;
    private final Instant now;
    private final List<Year.Plan> plans = new ArrayList<>();
    /** Customers and devices that have something already, and faults that were told. */
    private final Set<UUID> taken = new HashSet<>();
    private final Set<String> told = new HashSet<>();

    Today(Script script, House house, Chance chance, Seasons seasons, Instant now) {
        this.script = script;
        this.house = house;
        this.chance = chance;
        this.seasons = seasons;
        this.now = now;
    }

    List<Year.Plan> plans() {
        // Just reported; nobody has looked at them yet. The third should have been answered by now.
        fresh("lift-door-reopen", "QR", 3, ofMinutes(12));
        fresh("ups-bypass-thunder", "PHONE", 2, ofMinutes(23));
        fresh("HZ", "parking-plate-wrong", "PORTAL", 3, ofMinutes(190));
        fresh("charger-screen", "QR", 4, ofMinutes(47));
        fresh("net-ap-offline", "PORTAL", 3, ofMinutes(4));

        // Taken in hand, nobody booked.
        unscheduled("access-gate-not-close", 2, ofMinutes(165));
        unscheduled("hvac-drip", 3, ofHours(27));
        unscheduled("net-monitor-blind", 4, ofHours(7));

        // Booked for today and the days ahead, everywhere.
        booked("HZ", "pump-seal-leak", 3, ofHours(9), now.plus(ofMinutes(40)));
        booked("鹭汀医院", "access-door-no-open", 3, ofHours(6), now.plus(ofMinutes(70)));
        booked("HZ", "video-disk-fail", 3, ofHours(15), tomorrow(10, 0));
        booked("HZ", "charger-no-start", 3, ofHours(18), now.plus(ofHours(3)));
        booked("HZ", "lift-noise-rail", 3, ofHours(3), tomorrow(9, 30));
        booked("HZ", "power-spd", 4, ofHours(30), tomorrow(14, 0));
        booked("SH", "hvac-noise", 4, ofHours(28), tomorrow(9, 0));
        booked("SH", "parking-coil", 3, ofHours(8), now.plus(ofMinutes(100)));
        booked("SH", "net-vlan-new", 4, ofHours(26), tomorrow(15, 0));
        booked("NJ", "power-rccb", 3, ofHours(4), tomorrow(8, 30));
        booked("NJ", "access-face-fail", 3, ofHours(5), now.plus(ofHours(2)));
        booked("SZ", "hvac-panel-lost", 3, ofHours(5), tomorrow(13, 30));
        booked("SZ", "access-attend-lost", 3, ofHours(7), now.plus(ofMinutes(55)));

        // On the way, and at work.
        onSite("pump-inverter-fault", 2, ofMinutes(100), now.plus(ofMinutes(25)));
        onSite("charger-plug-burn", 1, ofMinutes(50), now.plus(ofMinutes(12)));
        onSite("hvac-crac-high-temp", 1, ofMinutes(135), now.minus(ofMinutes(50)));
        onSite("net-poe-dead", 2, ofHours(3), now.minus(ofMinutes(35)));
        onSite("lift-level", 2, ofHours(4), now.minus(ofMinutes(70)));

        // Waiting, the clocks stopped.
        waits("power-contact-hot", "customer", 2, ofHours(74), false);
        waits("pump-pressure-low", "customer", 3, ofHours(117), false);
        waits("video-cable-cut", "customer", 3, ofHours(92), false);
        waits("hvac-chiller-oil", "parts", 2, ofHours(98), true);
        waits("lift-escalator-handrail", "parts", 3, ofHours(142), true);

        // Came back unrepaired from the first visit; the promise to restore is broken.
        again("ups-battery-old", 2, ofHours(52), tomorrow(9, 0));

        // Done, and the customer has not said yet.
        done("", "access-exit-button", ofHours(50));
        done("望棠广场", "charger-offline-4g", ofHours(73));
        done("鹭汀医院", "net-loop", ofHours(22));
        daysOfTheEngineers();
        weekAhead();
        return plans;
    }

    /** The days after tomorrow fill up: visits that nobody has confirmed, and more that wait than the engineers have room for. */
    private void weekAhead() {
        for (var engineer : house.engineers) {
            var firm = engineer.partner() == null ? engineer.branch().code() : engineer.partner().code();
            var skills = engineer.skills().keySet();
            for (int day = 3; day <= 5; day++) {
                var at = tomorrow(8 + 4 * chance.between(0, 1) + chance.between(0, 2), 30).plus(ofDays(day - 1));
                var severity = 3 + day % 2;
                any(firm, skills, severity).ifPresent(fault -> booked(firm, fault, severity, ofMinutes(chance.between(60, 360)), at));
            }
            if (engineer.partner() == null) {
                any(firm, skills, 3).ifPresent(fault -> plan(firm, fault, ofMinutes(chance.between(20, 240)),
                        new Year.Course(null, 3, ofMinutes(chance.between(3, 15)), null, true, null, false, null)));
            }
        }
    }

    /** Everybody has something to do today and tomorrow, and some have done something already. */
    private void daysOfTheEngineers() {
        var firms = house.engineers.stream().collect(Collectors.groupingBy(
                engineer -> engineer.partner() == null ? engineer.branch().code() : engineer.partner().code(), TreeMap::new, Collectors.toList()));
        firms.forEach((firm, engineers) -> {
            for (int i = 0; i < engineers.size(); i++) {
                var skills = engineers.get(i).skills().keySet();
                any(firm, skills, 4).ifPresent(fault -> booked(firm, fault, 4, ofHours(chance.between(26, 44)), tomorrow(8 + chance.between(0, 2), 30)));
                if (i % 2 == 0) {
                    any(firm, skills, 4).ifPresent(fault -> booked(firm, fault, 4, ofHours(chance.between(12, 40)), tomorrow(13 + chance.between(0, 1), 30)));
                }
                any(firm, skills, 3).ifPresent(fault -> booked(firm, fault, 3, ofMinutes(chance.between(70, 300)), now.plus(ofMinutes(chance.between(130, 330)))));
            }
        });
        var hour = now.atZone(House.ZONE).getHour();
        if (hour >= 10 && hour < 22) {
            firms.forEach((firm, engineers) -> any(firm, engineers.getLast().skills().keySet(), 3).ifPresent(fault ->
                    plan(firm, fault, ofHours(chance.between(5, 9)), new Year.Course(null, 3, ofMinutes(chance.between(6, 30)), null, false,
                            now.minus(ofMinutes(190)), false, null))));
        }
    }

    /** A fault of this severity that these skills can mend, that a device looked after by the firm can have, and that nobody else has today. */
    private Optional<String> any(String firm, Set<String> skills, int severity) {
        var possible = script.faults().stream().filter(fault -> !told.contains(fault.id()) && fits(fault) && skills.contains(fault.category())
                && fault.severity().contains(severity) && fault.minutesTo() <= 120
                && house.devices.stream().anyMatch(device -> device.acceptedOn() != null && firm.equals(device.customer().lookedAfterBy())
                        && fault.models().contains(device.product().model()))).toList();
        return possible.isEmpty() ? Optional.empty() : Optional.of(chance.one(possible).id());
    }

    private void fresh(String fault, String channel, int severity, Duration ago) {
        fresh("", fault, channel, severity, ago);
    }

    private void fresh(String where, String fault, String channel, int severity, Duration ago) {
        plan(where, fault, ago, new Year.Course(channel, severity, ofDays(2), null, false, null, false, null));
    }

    private void unscheduled(String fault, int severity, Duration ago) {
        plan(fault, ago, new Year.Course(null, severity, ofMinutes(chance.between(3, severity == 2 ? 12 : 40)), null, true, null, false, null));
    }

    private void booked(String where, String fault, int severity, Duration ago, Instant from) {
        plan(where, fault, awake(ago), new Year.Course(null, severity, ofMinutes(chance.between(4, 50)), null, false, from, true, null));
    }

    /** What can wait until somebody comes is reported by day: not in the night but when work begins, or the evening before. */
    private Duration awake(Duration ago) {
        var at = now.minus(ago).atZone(House.ZONE);
        if (at.getHour() >= 8 && at.getHour() < 21) {
            return ago;
        }
        var morning = at.with(LocalTime.of(8, chance.between(0, 50)));
        if (at.getHour() < 8 && morning.toInstant().isBefore(now.minus(ofHours(1)))) {
            return Duration.between(morning.toInstant(), now);
        }
        var evening = (at.getHour() < 8 ? at.minusDays(1) : at).with(LocalTime.of(20, chance.between(0, 59)));
        return Duration.between(evening.toInstant(), now);
    }

    private void onSite(String fault, int severity, Duration ago, Instant at) {
        plan(fault, ago, new Year.Course("PHONE", severity, ofMinutes(chance.between(1, severity == 1 ? 4 : 14)), null, false, at, false, null));
    }

    private void waits(String fault, String whom, int severity, Duration ago, boolean afterVisit) {
        plan(fault, ago, new Year.Course(null, severity, ofMinutes(chance.between(4, 15)), whom, false,
                afterVisit ? now.minus(ago).plus(ofHours(severity == 2 ? 2 : 15)) : null, false, afterVisit ? now : null));
    }

    private void again(String fault, int severity, Duration ago, Instant next) {
        plan(fault, ago, new Year.Course("PHONE", severity, ofMinutes(9), null, false, now.minus(ago).plus(ofHours(2)), false, next));
    }

    private void done(String where, String fault, Duration ago) {
        plan(where, fault, ago, new Year.Course(null, 3, ofMinutes(chance.between(6, 30)), null, false, now.minus(ago).plus(ofHours(6)), false, null));
    }

    private void plan(String fault, Duration ago, Year.Course course) {
        plan("", fault, ago, course);
    }

    /** @param where a branch, partner or customer; empty for anywhere */
    private void plan(String where, String id, Duration ago, Year.Course course) {
        var fault = inSeason(where, script.faults().stream().filter(f -> f.id().equals(id)).findFirst().orElseThrow(() -> new IllegalArgumentException(id)),
                Objects.requireNonNull(course.severity()));
        var free = house.devices.stream()
                .filter(d -> fault.models().contains(d.product().model()) && d.acceptedOn() != null)
                .filter(d -> where.isEmpty() ? d.customer().partner() == null : where.equals(d.customer().lookedAfterBy()) || where.equals(d.customer().shortName())).toList();
        var others = free.stream().filter(d -> !taken.contains(d.id())).toList();
        var fresh = others.stream().filter(d -> !taken.contains(d.customer().id())).toList();
        var device = chance.one(!fresh.isEmpty() ? fresh : !others.isEmpty() ? others : free);
        taken.add(device.customer().id());
        taken.add(device.id());
        told.add(fault.id());
        plans.add(new Year.Plan(now.minus(ago).minusSeconds(chance.between(0, 59)), new Narrator.Matter(device, fault, null), course));
    }

    /** Nobody reports a thunderstorm in November: then something else of the same trade that fits the day. */
    private Script.Fault inSeason(String where, Script.Fault wanted, int severity) {
        if (fits(wanted)) {
            return wanted;
        }
        return script.faults().stream().filter(other -> other.category().equals(wanted.category()) && fits(other) && !told.contains(other.id())
                        && other.severity().contains(severity) && other.minutesTo() <= Math.max(150, wanted.minutesTo())
                        && house.devices.stream().anyMatch(device -> other.models().contains(device.product().model()) && device.acceptedOn() != null
                                && (where.isEmpty() || where.equals(device.customer().lookedAfterBy()) || where.equals(device.customer().shortName()))))
                .findFirst().orElse(wanted);
    }

    private boolean fits(Script.Fault fault) {
        return seasons.weight(fault.season(), now.atZone(House.ZONE).toLocalDate()) > 0.4;
    }

    private Instant tomorrow(int hour, int minute) {
        return now.atZone(House.ZONE).toLocalDate().plusDays(1).atTime(LocalTime.of(hour, minute)).atZone(House.ZONE).toInstant();
    }
}
