package aftercare.cases;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The order to open a case. What is not known is left null; the case opens all the same.
 *
 * @param kind       code of a kind of the service catalogue
 * @param severity   1 to 4; null takes the kind's own
 * @param reportedAt when the customer reported it; null means now. Promises count from here
 */
public record OpenCase(Channel channel, String kind, @Nullable Integer severity, String subject, String description,
                       @Nullable String symptomCode, Who who, What what, @Nullable Instant reportedAt) {

    /** The same order, as it came in before. */
    public OpenCase receivedAs(Channel way, Instant at) {
        return new OpenCase(way, kind, severity, subject, description, symptomCode, who, what, at);
    }

    /** Who reported it. {@code company} is in the reporter's own words, for when the customer is not known. */
    public record Who(@Nullable UUID customer, String name, String phone, String email, String company) {

        public Who(@Nullable UUID customer, String name, String phone, String email) {
            this(customer, name, phone, email, "");
        }
    }

    /**
     * What it is about. The branch follows from the device, the project or the customer unless it is given; {@code place} is
     * in the reporter's own words.
     */
    public record What(@Nullable UUID device, @Nullable UUID project, @Nullable UUID site, @Nullable UUID branch, String place) {

        public static final What UNKNOWN = new What(null, null, null, null);

        public What(@Nullable UUID device, @Nullable UUID project, @Nullable UUID site, @Nullable UUID branch) {
            this(device, project, site, branch, "");
        }

        public static What ofDevice(UUID device) {
            return new What(device, null, null, null);
        }
    }
}
