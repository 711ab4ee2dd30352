package aftercare.channels;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A channel as it is set up; the secret is sealed, the language is that of its news. */
record Channel(UUID id, @Nullable UUID branchId, ChannelKind kind, String name, String address, String headers, String body, String success, String secretSealed,
               List<News> news, String language, boolean simulated, boolean active, @Nullable Instant pausedUntil, int version) {

    /** The secret opens only where it belongs. */
    static String place(UUID id) {
        return "channel " + id;
    }

    ChannelAdapter.Settings settings(String secret) {
        return new ChannelAdapter.Settings(address, headers, body, success, secret, language);
    }
}
