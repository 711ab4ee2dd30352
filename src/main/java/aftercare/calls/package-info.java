/**
 * Calls 通话: what the telephone exchange tells us of calls, who is calling, and which calls nobody took.
 *
 * <p>An exchange sends its words ({@code CentreWord}) to an address that holds a token; they may come late, twice or in another
 * order, and the state of a call follows from its times. A missed call is a promise ({@code ring-back}) until somebody has rung
 * back or the caller was spoken to otherwise. Owns the schema {@code calls}.
 */
@ApplicationModule(displayName = "Calls 通话", allowedDependencies = {"kernel", "platform", "identity", "timeline", "promises", "customers", "cases"})
@NullMarked
package aftercare.calls;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
