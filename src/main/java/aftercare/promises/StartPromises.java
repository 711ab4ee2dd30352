package aftercare.promises;

import aftercare.kernel.Subject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What to promise.
 *
 * @param codes which promises; empty for all that the rules bring with the subject
 * @param facts what rules look at: {@code kind}, {@code severity}, {@code tier}, {@code contract}, {@code agreed}, {@code entitlement},
 *              {@code channel}, {@code distance}, {@code km}. Subject kind and branch are added by themselves
 * @param owner who is warned first; without one it is the branch's service desk
 * @param label the subject as people know it, for boards and notices: number and title
 * @param at    when it counts from
 * @param agreedOn the day that limits before a date count back from: an expiry, a contract's end
 * @param repeat the same trouble as before: as after a reopening, there is less time
 * @param customer whom it is given to; null where that is nobody outside the house
 */
public record StartPromises(Subject subject, List<String> codes, Map<String, String> facts, UUID branch, @Nullable UUID owner,
                            String label, Instant at, @Nullable LocalDate agreedOn, boolean repeat, @Nullable UUID customer) {

    public StartPromises {
        codes = List.copyOf(codes);
        facts = Map.copyOf(facts);
    }

    public StartPromises(Subject subject, List<String> codes, Map<String, String> facts, UUID branch, @Nullable UUID owner, String label, Instant at) {
        this(subject, codes, facts, branch, owner, label, at, null, false, null);
    }

    public StartPromises before(LocalDate day) {
        return new StartPromises(subject, codes, facts, branch, owner, label, at, day, repeat, customer);
    }

    public StartPromises again(boolean isRepeat) {
        return new StartPromises(subject, codes, facts, branch, owner, label, at, agreedOn, isRepeat, customer);
    }

    /** The same, given to this customer. */
    public StartPromises to(@Nullable UUID whom) {
        return new StartPromises(subject, codes, facts, branch, owner, label, at, agreedOn, repeat, whom);
    }

    StartPromises only(List<String> some) {
        return new StartPromises(subject, some, facts, branch, owner, label, at, agreedOn, repeat, customer);
    }

    public static StartPromises all(Subject subject, Map<String, String> facts, UUID branch, @Nullable UUID owner, String label, Instant at) {
        return new StartPromises(subject, List.of(), facts, branch, owner, label, at);
    }
}
