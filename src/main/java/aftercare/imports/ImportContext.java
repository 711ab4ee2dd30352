package aftercare.imports;

import aftercare.identity.Scope;
import aftercare.timeline.Actor;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Who imports what, when and how.
 *
 * @param options answers to the {@link ImportOption options}, by their codes
 * @param zone    of times without an offset
 * @param form    how the file writes its days
 * @param writing whether the rows are written now, and not only checked
 * @param kept    what an importable keeps in mind from one batch to the next
 */
public record ImportContext(UUID importId, String fileName, Scope scope, Instant now, Map<String, String> options, ZoneId zone, TimeForm form, boolean writing,
                            Map<String, Object> kept) {

    public ImportContext {
        options = Map.copyOf(options);
    }

    public Actor actor() {
        return Actor.of(scope);
    }

    /** Something that lasts for one passage of the file: keep it small. */
    @SuppressWarnings("unchecked")
    public <T> T memory(String name, Supplier<T> empty) {
        return (T) kept.computeIfAbsent(name, _ -> empty.get());
    }

    public @Nullable UUID branch(String option) {
        var text = options.get(option);
        return text == null || text.isEmpty() ? null : UUID.fromString(text);
    }
}
