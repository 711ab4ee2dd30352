package aftercare.customers;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A place where a customer's things stand. {@code region} is written out: 浙江省杭州市西湖区. */
public record SiteFacts(UUID id, CustomerId customer, String name, @Nullable String regionCode, String region, String address,
                        @Nullable Double lng, @Nullable Double lat) {}
