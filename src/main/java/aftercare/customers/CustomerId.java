package aftercare.customers;

import aftercare.kernel.Ids;
import aftercare.kernel.Subject;
import java.util.UUID;

/** The id of a customer. People read its number instead. */
public record CustomerId(UUID value) {

    /** What the instruments (timeline, documents, forms) know a customer by. */
    public static final String SUBJECT = "customer";

    static CustomerId next() {
        return new CustomerId(Ids.next());
    }

    public Subject subject() {
        return new Subject(SUBJECT, value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
