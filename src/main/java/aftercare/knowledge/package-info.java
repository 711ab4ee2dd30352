/**
 * Knowledge: articles that help, for the desk or for customers too.
 *
 * <p>They belong to the whole house. What is published is kept as a version; an article that is out is changed by publishing it anew.
 * Words are found by the pairs of letters they have in common ({@code platform.grams}), so that two characters of Chinese, a piece of
 * a part number and a word with a letter missing are all found; where nothing is written as it was typed, titles that sound like it are. Owns the schema {@code knowledge}.
 */
@ApplicationModule(displayName = "Knowledge 知识库", allowedDependencies = {"kernel", "platform", "identity", "search", "documents", "timeline", "assets"})
@NullMarked
package aftercare.knowledge;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
