/**
 * The words every module shares: ids, money, time windows, subjects and refusals. No beans, no tables, no framework.
 */
@ApplicationModule(displayName = "Kernel 公共词汇", type = ApplicationModule.Type.OPEN, allowedDependencies = {})
@NullMarked
package aftercare.kernel;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
