/**
 * Intake: every way in. One record per report whatever the channel, kept as it came before anybody tries to understand it.
 *
 * <p>A customer's phone (a label scanned, or the portal), the desk while somebody is on the line, and files of past cases all
 * end in {@link aftercare.cases.CaseDesk}. What no case could be made of waits on the desk's list of unfinished reports.
 * Owns the schema {@code intake}.
 */
@ApplicationModule(displayName = "Intake 受理",
        allowedDependencies = {"kernel", "platform", "identity", "timeline", "imports", "documents", "promises", "notices", "customers", "assets", "cases", "calls"})
@NullMarked
package aftercare.intake;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
