package aftercare.timeline;

import aftercare.kernel.Subject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened. {@code kind} ({@code cases.opened}) names the sentence the user interface writes, {@code facts}
 * fill it; values are strings, numbers, booleans or instants in ISO form. One happening may be about several subjects.
 */
public record Happening(String kind, Instant at, Actor actor, Visibility visibility, List<Subject> about, Map<String, ?> facts) {

    /** PUBLIC is shown to the customer too. */
    public enum Visibility { PUBLIC, INTERNAL }

    public Happening {
        about = List.copyOf(about);
        facts = Map.copyOf(facts);
    }

    public static Happening internal(String kind, Instant at, Actor actor, Map<String, ?> facts) {
        return new Happening(kind, at, actor, Visibility.INTERNAL, List.of(), facts);
    }

    public static Happening visible(String kind, Instant at, Actor actor, Map<String, ?> facts) {
        return new Happening(kind, at, actor, Visibility.PUBLIC, List.of(), facts);
    }

    public Happening about(Subject subject) {
        var all = new ArrayList<>(about);
        all.add(subject);
        return new Happening(kind, at, actor, visibility, all, facts);
    }

    /** Also about this one, if there is one. */
    public Happening about(String subjectKind, @Nullable UUID id) {
        return id == null ? this : about(new Subject(subjectKind, id));
    }
}
