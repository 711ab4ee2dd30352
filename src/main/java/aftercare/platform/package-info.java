/**
 * The ground the modules stand on: the database and its migrations, the security filter, problem+json, timers, live
 * updates, numbering and the three faces' static files. Knows nothing of the trade.
 */
@ApplicationModule(displayName = "Platform 平台", type = ApplicationModule.Type.OPEN, allowedDependencies = {"kernel"})
@NullMarked
package aftercare.platform;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
