package aftercare.assets;

import aftercare.customers.NewSite;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row of an imported list that is fit to become a device.
 *
 * @param site    an existing site; null with {@code newSite}
 * @param newSite a site to be added first; the same value in several rows is one site
 */
record ImportedDevice(UUID customer, UUID branch, @Nullable UUID site, @Nullable NewSite newSite, @Nullable UUID project, UUID product,
                      String serial, String name, String location, @Nullable LocalDate installedOn, @Nullable LocalDate acceptedOn,
                      @Nullable Integer warrantyMonths, DeviceState state, String note) {}
