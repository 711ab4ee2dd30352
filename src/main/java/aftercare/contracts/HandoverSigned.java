package aftercare.contracts;

import java.time.Instant;
import java.util.UUID;

/** Both sides have signed that a project is in service. */
record HandoverSigned(UUID handover, Instant at) {}
