/**
 * Demo: a company with a year behind it, loaded into an empty database in demo mode.
 *
 * <p>The words stand in {@code aftercare/demo/*.yaml}; chance with a fixed seed puts them together, so that the same
 * moment gives the same company. What lies in the past is written straight into the tables, with everything the desks
 * would have left behind: history, promises with their clocks, bookings, visits, service reports, ratings. Owns no
 * schema; nothing depends on it.
 */
@ApplicationModule(displayName = "Demo 演示", allowedDependencies = {"kernel", "platform", "documents", "timeline", "forms", "promises"})
@NullMarked
package aftercare.demo;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
