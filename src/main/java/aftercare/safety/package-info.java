/**
 * Safety: hazards and what is done against them, the briefing before work begins, and what nearly went wrong.
 *
 * <p>A hazard belongs to a customer, a site, a device, a model or a kind of work; whoever goes there is told of all that come together
 * and says so ({@code SafetyGate}), the customer's man on site too where it is demanded. A hazard that changes is to be confirmed anew.
 * Fieldwork asks the gate before work begins. Owns the schema {@code safety}.
 */
@ApplicationModule(displayName = "Safety 安全", allowedDependencies = {"kernel", "platform", "identity", "timeline", "documents", "notices", "customers", "assets", "cases", "dispatch"})
@NullMarked
package aftercare.safety;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
