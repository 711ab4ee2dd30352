/**
 * Forms: versioned questionnaires, filled in for a subject, checked and scored here and frozen with the version that was
 * answered.
 *
 * <p>Checklists, surveys, acceptance and inspections are forms; the modules that need one name its code and the subject.
 * A published version never changes: a correction is a new version, and earlier answers keep theirs. Forms are designed in
 * the product: a draft beside the versions, checked before it is published ({@link aftercare.forms.FormCheck}), carried to
 * another house as a file. What a bad answer leads to is said in the form ({@link aftercare.forms.Consequence}) and done by
 * the module it is filled in for. Every number is kept flat as a measurement, with whom it belongs to, so that one value is
 * followed over years. Which questions apply and what is bad is also decided on the phone, by the same cases
 * ({@code form-cases.json}). Owns the schema {@code forms}.
 */
@ApplicationModule(displayName = "Forms 表单", allowedDependencies = {"kernel", "platform", "identity", "timeline", "documents"})
@NullMarked
package aftercare.forms;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
