package aftercare.assets;

import java.time.Instant;
import java.util.UUID;

/** What a meter of a device shows is known anew: it was read, or a reading was withdrawn. */
public record MeterRead(UUID device, String meter, Instant at) {}
