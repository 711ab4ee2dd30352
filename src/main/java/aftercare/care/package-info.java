/**
 * Care: how the customer felt about the service, and what is done about it.
 *
 * <p>A rating is the form {@code satisfaction} answered for a closed case, once, and never by those who do the work.
 * A low one is told at once through {@link aftercare.care.CareEvent.LowRating}. Owns the schema {@code care}.
 */
@ApplicationModule(displayName = "Care 客户关怀", allowedDependencies = {"kernel", "platform", "identity", "timeline", "promises", "forms", "notices", "cases"})
@NullMarked
package aftercare.care;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
