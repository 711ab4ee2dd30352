package aftercare.fieldwork;

import aftercare.kernel.Ids;
import aftercare.kernel.Subject;
import java.util.UUID;

/** The id of a visit. */
public record VisitId(UUID value) {

    /** What the instruments (timeline, documents) know a visit by. */
    public static final String SUBJECT = "visit";

    static VisitId next() {
        return new VisitId(Ids.next());
    }

    public Subject subject() {
        return new Subject(SUBJECT, value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
