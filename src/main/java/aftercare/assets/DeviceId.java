package aftercare.assets;

import aftercare.kernel.Ids;
import aftercare.kernel.Subject;
import java.util.UUID;

/** The id of a device. People read its number instead. */
record DeviceId(UUID value) {

    /** What the instruments (timeline, documents, forms) know a device by. */
    public static final String SUBJECT = "device";

    static DeviceId next() {
        return new DeviceId(Ids.next());
    }

    public Subject subject() {
        return new Subject(SUBJECT, value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
