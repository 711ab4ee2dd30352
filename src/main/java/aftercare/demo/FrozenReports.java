package aftercare.demo;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The text of a service report as it was frozen when the customer signed it. */
final class FrozenReports {

    record Frozen(String text, String hash) {}

    private final String company;
    private final Map<String, String> faultCodes;
    private final Map<String, String> regions;
    private final JsonMapper json;

    /**
     * @param faultCodes names by code
     * @param regions    full names by code
     */
    FrozenReports(String company, Map<String, String> faultCodes, Map<String, String> regions, JsonMapper json) {
        this.company = company;
        this.faultCodes = faultCodes;
        this.regions = regions;
        this.json = json;
    }

    Frozen of(Episode episode, Trip trip, UUID signature, String sha256) {
        var report = Objects.requireNonNull(trip.report);
        var about = episode.about;
        var branch = about.customer().branch();
        var engineer = trip.slot.engineer();
        var facts = new LinkedHashMap<String, @Nullable Object>();
        facts.put("number", report.number());
        facts.put("caseNumber", episode.number);
        facts.put("subject", episode.report.subject());
        facts.put("symptom", episode.report.description());
        facts.put("severity", episode.severity);
        facts.put("entitlement", episode.decision.entitlement());
        facts.put("entitlementReason", episode.decision.reason().split(" / ")[0]);
        facts.put("sender", map("company", company, "branch", branch.name(), "address", branch.address(), "phone", branch.phone(),
                "zone", House.ZONE.getId()));
        facts.put("receiver", map("customer", about.customer().name(), "site", about.site().name(),
                "address", regions.getOrDefault(about.site().region(), "") + about.site().address(), "contact", about.contact().name(),
                "phone", about.contact().phone()));
        var device = about.device();
        facts.put("device", device == null ? null : map("number", device.number(), "name", device.name(),
                "model", device.product().maker() + " " + device.product().model(), "serial", device.serial(), "location", device.location()));
        facts.put("worker", map("name", engineer.name(), "phone", engineer.phone(), "partner", engineer.partner() == null ? null : engineer.partner().name()));
        facts.put("times", map("reported", episode.openedAt, "plannedStart", trip.slot.from(), "plannedEnd", trip.slot.to(),
                "setOut", trip.setOutAt, "arrived", trip.arrivedAt, "late", trip.lateMinutes, "started", trip.startedAt, "finished", trip.finishedAt));
        facts.put("findings", map("finding", report.finding(), "cause", faultCodes.get(report.cause()),
                "responsibility", faultCodes.get(report.responsibility()), "action", report.action(), "advice", report.advice(),
                "workMinutes", report.minutes(), "outcome", report.outcome()));
        facts.put("parts", parts(report.parts()));
        facts.put("before", List.of());
        facts.put("after", List.of());
        facts.put("signed", map("name", report.signer(), "opinion", report.opinion(),
                "signature", map("document", signature.toString(), "sha256", sha256), "at", trip.signedAt));
        var text = json.writeValueAsString(facts);
        return new Frozen(text, sha256(text));
    }

    static List<Map<String, @Nullable Object>> parts(List<Script.PartUsed> parts) {
        return parts.stream().map(part -> map("move", "USED", "name", part.name(), "model", "", "quantity", part.quantity(), "serial", "")).toList();
    }

    private static Map<String, @Nullable Object> map(@Nullable Object... pairs) {
        var map = new LinkedHashMap<String, @Nullable Object>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put((String) Objects.requireNonNull(pairs[i]), pairs[i + 1]);
        }
        return map;
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
