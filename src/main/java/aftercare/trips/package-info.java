/**
 * Trips: engineers sent away for days (出差). An order says why, where, with which cases, under which confidentiality and with how much
 * money; a manager approves it. While away each traveller reports every day, and the week is summed up from these reports and the visits
 * made. Whoever is back owes the papers by the next working day. Owns the schema {@code trips}.
 */
@ApplicationModule(displayName = "Trips 出差", allowedDependencies = {"kernel", "platform", "identity", "timeline", "promises", "notices", "cases", "dispatch", "fieldwork"})
@NullMarked
package aftercare.trips;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
