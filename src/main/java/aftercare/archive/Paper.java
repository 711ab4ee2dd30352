package aftercare.archive;

import aftercare.kernel.Refusal;
import aftercare.kernel.Subject;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One paper of an archive.
 *
 * @param document the newest version; null while it lies on a shelf only
 * @param source   what the product made it from; null when somebody filed it
 * @param years    how long it is kept, from its own date; null: for good
 */
record Paper(UUID id, UUID project, Words words, @Nullable UUID document, int versions, @Nullable Integer years, @Nullable LocalDate until, @Nullable Subject source,
             int version) {

    static final String SUBJECT = "archive-paper";

    /** What people may say about it. */
    record Words(String kind, String name, LocalDate dated, boolean important, String note, String shelf) {

        Words {
            name = name.strip();
            note = note.strip();
            shelf = shelf.strip();
            if (name.isEmpty()) {
                throw new Refusal.Broken("archive.paper-nameless", "a paper needs a name", Map.of());
            }
        }

        List<String> changesTo(Words next) {
            var changes = new ArrayList<String>();
            note(changes, "kind", kind, next.kind);
            note(changes, "name", name, next.name);
            note(changes, "dated", dated, next.dated);
            note(changes, "important", important, next.important);
            note(changes, "note", note, next.note);
            note(changes, "shelf", shelf, next.shelf);
            return changes;
        }

        private static void note(List<String> changes, String field, Object before, Object after) {
            if (!before.equals(after)) {
                changes.add(field);
            }
        }
    }

    Subject subject() {
        return new Subject(SUBJECT, id);
    }

    /** Another kind may keep it longer, never shorter. */
    Paper changed(Words next, @Nullable Integer yearsOfKind) {
        if (document == null && next.shelf().isEmpty()) {
            throw nowhere();
        }
        var longer = next.kind().equals(words.kind()) ? years : years == null || yearsOfKind == null ? null : Integer.valueOf(Math.max(years, yearsOfKind));
        return new Paper(id, project, next, document, versions, longer, until, source, version);
    }

    /** Kept until its time is over; what is kept for good is never removed. */
    void removable(LocalDate today) {
        if (until == null) {
            throw new Refusal.Conflict("archive.kept-for-good", "'%s' is kept for good".formatted(words.name()), Map.of("name", words.name()));
        }
        if (today.isBefore(until)) {
            throw new Refusal.Conflict("archive.kept-longer", "'%s' has to be kept until %s".formatted(words.name(), until),
                    Map.of("name", words.name(), "until", until.toString()));
        }
    }

    static Refusal.Broken nowhere() {
        return new Refusal.Broken("archive.paper-nowhere", "give the file, or say on which shelf the original lies", Map.of());
    }
}
