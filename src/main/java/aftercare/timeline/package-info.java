/**
 * Timeline: everything that happened to a subject, written in the transaction in which it happened, never edited.
 *
 * <p>Cases, devices, customers, projects, contracts: each reads its history here, and the audit trail and process
 * statistics are read from the same rows. Owns the schema {@code timeline}; knows subjects only by kind and id.
 */
@ApplicationModule(displayName = "Timeline 时间线", allowedDependencies = {"kernel", "platform", "identity"})
@NullMarked
package aftercare.timeline;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
