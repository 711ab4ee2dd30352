/**
 * Forms: versioned questionnaires, filled in for a subject, checked and scored here and frozen with the version that was
 * answered.
 *
 * <p>Checklists, surveys, acceptance and inspections are forms; the modules that need one name its code and the subject.
 * A published version never changes: a correction is a new version, and earlier answers keep theirs. Owns the schema
 * {@code forms}.
 */
@ApplicationModule(displayName = "Forms 表单", allowedDependencies = {"kernel", "platform", "identity", "timeline", "documents"})
@NullMarked
package aftercare.forms;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
