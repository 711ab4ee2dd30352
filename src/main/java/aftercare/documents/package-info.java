/**
 * Documents: files with an owner, a section, a version, a retention date and a hash.
 *
 * <p>An owner is a {@link aftercare.kernel.Subject}; whether somebody may read or add its documents is answered by the
 * module the subject belongs to, through a {@link aftercare.documents.DocumentAccess} bean. The bytes lie in the file
 * store below the data folder under their SHA-256. What a file is, is decided by its content, never by its name alone.
 */
@ApplicationModule(displayName = "Documents 文档", allowedDependencies = {"kernel", "platform", "identity", "timeline"})
@NullMarked
package aftercare.documents;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
