package aftercare.assets;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a device stands in the tree of its customer. A part stands where its parent stands, and a device of a system where
 * the system is.
 */
record Seat(@Nullable UUID site, @Nullable ProjectId project, @Nullable UUID system, @Nullable DeviceId parent) {}
