/**
 * Upkeep: inspections and maintenance that come round by themselves.
 *
 * <p>A plan says what is due for which devices and how often; its dates exist long before anybody goes there. What comes near becomes
 * a case, one for everything that is due at a site at the same time. When that case is resolved, its dates are done.
 * Owns the schema {@code upkeep}.
 */
@ApplicationModule(displayName = "Upkeep 巡检保养", allowedDependencies = {"kernel", "platform", "identity", "timeline", "promises", "notices", "customers", "assets", "contracts", "cases", "forms", "dispatch", "fieldwork"})
@NullMarked
package aftercare.upkeep;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
