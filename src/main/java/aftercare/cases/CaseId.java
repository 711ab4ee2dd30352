package aftercare.cases;

import aftercare.kernel.Ids;
import aftercare.kernel.Subject;
import java.util.UUID;

/** The id of a service case. People read its number instead. */
public record CaseId(UUID value) {

    /** What the instruments (promises, timeline, documents, notices, forms) know a case by. */
    public static final String SUBJECT = "case";

    static CaseId next() {
        return new CaseId(Ids.next());
    }

    public Subject subject() {
        return new Subject(SUBJECT, value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
