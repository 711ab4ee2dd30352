/**
 * Quality: what the work of the others adds up to. Reads their tables and never writes.
 *
 * <p>A {@link aftercare.quality.Population} is what is counted: one SQL gives the figure and the list behind it, so that the
 * two cannot differ. {@link aftercare.quality.OverviewQueries} adds populations up over a {@link aftercare.quality.Period};
 * {@link aftercare.quality.PromiseOutcomes} tells kept, broken and waived promises apart in every way, counted in one index;
 * {@link aftercare.quality.HomeQueries} says what waits for whoever has just signed in. Owns no tables.
 */
@ApplicationModule(displayName = "Quality 质量改进", allowedDependencies = {"kernel", "platform", "identity", "promises"})
@NullMarked
package aftercare.quality;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
