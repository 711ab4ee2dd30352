/**
 * Search: one box that finds everything whoever asks may see. Each module that has something to find contributes a
 * {@link aftercare.search.SearchSource}; this one only asks them and puts the answers in order.
 */
@ApplicationModule(displayName = "Search 全局搜索", allowedDependencies = {"kernel", "platform", "identity"})
@NullMarked
package aftercare.search;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
