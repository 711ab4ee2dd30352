package aftercare.assets;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Collects the names of what has changed. */
final class Changes {

    private Changes() {}

    static void note(List<String> changes, String field, @Nullable Object before, @Nullable Object after) {
        if (!Objects.equals(before, after)) {
            changes.add(field);
        }
    }
}
