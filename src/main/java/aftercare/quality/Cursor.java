package aftercare.quality;

import aftercare.kernel.Refusal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where a page ends. Opaque to the client. */
record Cursor(Instant at, UUID id) {

    static @Nullable Cursor read(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            var cut = text.indexOf('_');
            return new Cursor(Instant.EPOCH.plus(Long.parseLong(text, 0, cut, 10), ChronoUnit.MICROS), UUID.fromString(text.substring(cut + 1)));
        } catch (RuntimeException unreadable) {
            throw new Refusal.Broken("quality.bad-cursor", "this page of the list cannot be found; start from the first", Map.of());
        }
    }

    @Override
    public String toString() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at) + "_" + id;
    }
}
