package aftercare.platform;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A change that open screens should know of at once: a topic (the name the client's queries start with), the id of what
 * changed, and who may hear of it. Carries no content; a client that cares reads again, under its own permissions.
 *
 * @param branch   heard by users of this branch; with {@code null} the other fields decide alone
 * @param users    heard by these users too, wherever they belong
 * @param customer heard by this customer's portal users too
 */
public record Live(String topic, @Nullable UUID id, @Nullable UUID branch, List<UUID> users, @Nullable UUID customer) {

    public static Live ofBranch(String topic, @Nullable UUID id, @Nullable UUID branch) {
        return new Live(topic, id, branch, List.of(), null);
    }

    public static Live ofUser(String topic, @Nullable UUID id, UUID user) {
        return new Live(topic, id, null, List.of(user), null);
    }
}
