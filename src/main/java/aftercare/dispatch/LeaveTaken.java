package aftercare.dispatch;

import aftercare.kernel.TimeWindow;
import java.util.UUID;

/** Somebody will be away. Published inside the transaction in which it was entered. */
record LeaveTaken(UUID user, TimeWindow window) {}
