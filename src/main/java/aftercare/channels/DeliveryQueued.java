package aftercare.channels;

import java.util.UUID;

/** Something waits to be sent. Kept by the outbox until it is, or until it is given up. */
record DeliveryQueued(UUID delivery) {}
