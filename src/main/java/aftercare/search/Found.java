package aftercare.search;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something found.
 *
 * @param url   its page in the desk
 * @param exact its number or serial is just what was asked for
 */
public record Found(UUID id, String title, @Nullable String subtitle, String url, boolean exact) {}
