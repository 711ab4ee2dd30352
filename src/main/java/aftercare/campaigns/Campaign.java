package aftercare.campaigns;

import aftercare.kernel.Subject;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * @param property     the line of a device's configuration that names its version
 * @param fromVersions which versions are changed; none: any but the target
 * @param minutes      for one device
 */
record Campaign(UUID id, String name, UUID branchId, UUID productId, String property, List<String> fromVersions, String targetVersion, String instructions,
                @Nullable String formCode, boolean needsConsent, int minutes, CampaignStatus status, int version) {

    static final String SUBJECT = "campaign";

    Subject subject() {
        return new Subject(SUBJECT, id);
    }
}
