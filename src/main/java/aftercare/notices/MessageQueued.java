package aftercare.notices;

import java.util.UUID;

/** A message waits to be sent. Kept by the outbox until it is. */
record MessageQueued(UUID message) {}
