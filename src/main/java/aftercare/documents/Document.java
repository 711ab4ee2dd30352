package aftercare.documents;

import aftercare.kernel.Subject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A file that belongs to something.
 *
 * @param section   what it is for its owner: {@code attachment}, {@code photo}, {@code before}, {@code signature}, {@code report} …
 * @param versionOf the document this one replaces
 * @param retentionUntil may be removed from this day on; null means as long as its owner exists
 */
public record Document(UUID id, Subject owner, String section, String fileName, String mediaType, long size, String sha256,
                       Visibility visibility, @Nullable UUID versionOf, @Nullable LocalDate retentionUntil,
                       @Nullable UUID uploadedBy, String uploadedName, Instant at) {

    /** PUBLIC is shown to the customer too. */
    public enum Visibility { PUBLIC, INTERNAL }

    public boolean isImage() {
        return mediaType.startsWith("image/");
    }

    /** A picture that every browser draws by itself. */
    public boolean isDrawnEverywhere() {
        return MediaTypes.shownInPlace(mediaType);
    }
}
