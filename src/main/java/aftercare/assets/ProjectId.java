package aftercare.assets;

import aftercare.kernel.Ids;
import aftercare.kernel.Subject;
import java.util.UUID;

/** The id of a project. People read its number instead. */
record ProjectId(UUID value) {

    /** What the instruments (timeline, documents, forms) know a project by. */
    public static final String SUBJECT = "project";

    static ProjectId next() {
        return new ProjectId(Ids.next());
    }

    public Subject subject() {
        return new Subject(SUBJECT, value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
