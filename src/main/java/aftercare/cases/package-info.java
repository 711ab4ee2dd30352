/**
 * Cases: what a customer asked for and where that stands.
 *
 * <p>Owns the lifecycle ({@link aftercare.cases.CaseStatus}), the service catalogue, fault codes and the schema
 * {@code cases}. Others learn of changes through {@link aftercare.cases.CaseEvent}, refer to cases by
 * {@link aftercare.cases.CaseId} and act through {@link aftercare.cases.CaseDesk}. What happens downstream (a visit booked,
 * an engineer there, the work finished) comes back through the event interfaces declared here.
 */
@ApplicationModule(displayName = "Cases 服务单", allowedDependencies = {"kernel", "platform", "identity", "search", "timeline", "documents", "promises", "notices", "customers", "assets", "contracts"})
@NullMarked
package aftercare.cases;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
