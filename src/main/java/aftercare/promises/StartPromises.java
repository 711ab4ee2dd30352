package aftercare.promises;

import aftercare.kernel.Subject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What to promise.
 *
 * @param codes which promises; empty for all that the rules bring with the subject
 * @param facts what rules look at: {@code kind}, {@code severity}, {@code tier}, {@code contract}, {@code entitlement},
 *              {@code channel}, {@code distance}. Subject kind and branch are added by themselves
 * @param owner who is warned first; without one it is the branch's service desk
 * @param label the subject as people know it, for boards and notices: number and title
 * @param at    when it counts from
 */
public record StartPromises(Subject subject, List<String> codes, Map<String, String> facts, UUID branch, @Nullable UUID owner,
                            String label, Instant at) {

    public StartPromises {
        codes = List.copyOf(codes);
        facts = Map.copyOf(facts);
    }

    public static StartPromises all(Subject subject, Map<String, String> facts, UUID branch, @Nullable UUID owner, String label, Instant at) {
        return new StartPromises(subject, List.of(), facts, branch, owner, label, at);
    }
}
