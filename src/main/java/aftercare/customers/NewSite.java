package aftercare.customers;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A site that a file names: the same value is the same site. */
public record NewSite(UUID customer, UUID branch, String name, @Nullable String regionCode, String address, @Nullable Double lng, @Nullable Double lat) {}
