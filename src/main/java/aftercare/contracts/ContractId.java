package aftercare.contracts;

import aftercare.kernel.Ids;
import aftercare.kernel.Subject;
import java.util.UUID;

/** The id of a maintenance contract. People read its number instead. */
record ContractId(UUID value) {

    /** What the instruments (timeline, promises, documents) know a contract by. */
    static final String SUBJECT = "contract";

    static ContractId next() {
        return new ContractId(Ids.next());
    }

    Subject subject() {
        return new Subject(SUBJECT, value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
