package aftercare.safety;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is dangerous about one visit, and who was told of it. Whole, so that it can be gone through without a net.
 *
 * @param hazards        the gravest first
 * @param confirmed      what the engineer, and the customer's man on site, have confirmed so far, latest last
 * @param contactNeeded  whether some hazard asks for the customer's man on site
 * @param engineerDone   whether the engineer has confirmed all of it as it is now; {@code contactDone} likewise
 * @param certificates   what is asked of whoever works here and the engineer has no valid one of
 */
public record Briefing(List<BriefedHazard> hazards, List<Confirmation> confirmed, boolean contactNeeded, boolean engineerDone, boolean contactDone,
                       List<MissingCertificate> certificates) {

    /** @param version of its words; {@code from} is what it belongs to */
    public record BriefedHazard(UUID id, int version, String from, @Nullable String fromName, String title, String measures, Risk risk, boolean contactConfirms,
                                @Nullable String certificate, Instant changedAt) {}

    /** @param hazards by id, with the version whose words were confirmed */
    public record Confirmation(UUID id, ConfirmedBy who, String name, Instant at, Map<UUID, Integer> hazards) {}

    /** @param name by language */
    public record MissingCertificate(String code, Map<String, String> name) {}

    /** One hazard whose words were on the screen. */
    public record Seen(UUID id, int version) {}
}
