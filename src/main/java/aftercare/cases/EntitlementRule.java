package aftercare.cases;

import aftercare.assets.Warranty;
import java.time.Instant;
import java.util.Map;

/** The first decision on who pays, from the device's warranty on the day of the report. A person may decide otherwise. */
final class EntitlementRule {

    private EntitlementRule() {}

    static ServiceCase.Decision decide(Places.Place place, Instant reportedAt) {
        var warranty = place.warranty();
        if (warranty == null) {
            return new ServiceCase.Decision(Entitlement.UNDECIDED, "cases.no-device", "", Map.of(), null);
        }
        var device = String.valueOf(place.deviceNumber());
        var last = String.valueOf(warranty.lastDay());
        return switch (warranty.at(reportedAt, place.zone()).state()) {
            case COVERED -> new ServiceCase.Decision(Entitlement.FREE, "cases.within-warranty", "质保期内 · under warranty: %s, %s".formatted(device, last),
                    Map.of("device", device, "until", last), null);
            case OVER -> new ServiceCase.Decision(Entitlement.CHARGEABLE, "cases.warranty-over", "已过质保期 · warranty over: %s, %s".formatted(device, last),
                    Map.of("device", device, "until", last), null);
            case NONE -> new ServiceCase.Decision(Entitlement.CHARGEABLE, "cases.without-warranty", "无质保 · no warranty: %s".formatted(device),
                    Map.of("device", device), null);
            case NOT_ACCEPTED, NOT_BEGUN -> new ServiceCase.Decision(Entitlement.UNDECIDED, "cases.not-accepted", "", Map.of("device", device), null);
        };
    }
}
