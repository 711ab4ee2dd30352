package aftercare.cases;

import java.time.LocalDate;
import java.util.Map;

/** The first decision on who pays, from the device's warranty on the day of the report. A person may decide otherwise. */
final class EntitlementRule {

    private EntitlementRule() {}

    static ServiceCase.Decision decide(Places.Place place, LocalDate reportedOn) {
        if (place.device() == null) {
            return decision(Entitlement.UNDECIDED, "cases.no-device", "", Map.of());
        }
        var number = String.valueOf(place.deviceNumber());
        var until = place.warrantyUntil();
        if (until == null) {
            return decision(Entitlement.UNDECIDED, "cases.not-accepted", "", Map.of("device", number));
        }
        if (reportedOn.isBefore(until)) {
            var last = until.minusDays(1);
            return decision(Entitlement.FREE, "cases.within-warranty",
                    "设备 %s 在质保期内（至 %s）/ device %s is under warranty until %s".formatted(number, last, number, last),
                    Map.of("device", number, "until", last.toString()));
        }
        var last = until.minusDays(1);
        return decision(Entitlement.CHARGEABLE, "cases.warranty-over",
                "设备 %s 质保期已于 %s 届满 / the warranty of device %s ended on %s".formatted(number, last, number, last),
                Map.of("device", number, "until", last.toString()));
    }

    private static ServiceCase.Decision decision(Entitlement entitlement, String code, String reason, Map<String, Object> facts) {
        return new ServiceCase.Decision(entitlement, code, reason, facts, null);
    }
}
