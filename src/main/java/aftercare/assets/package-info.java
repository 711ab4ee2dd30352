/**
 * Assets: what was sold or installed, where it stands, until when it is under warranty, and the label that lets a customer
 * report a fault by scanning it.
 *
 * <p>Owns products, projects, systems and devices, which together are the installed base (schema {@code assets}). Others refer to a device by
 * its id and read its row beside their own; whether it is covered is {@link aftercare.assets.Warranty}'s to say, nowhere else.
 */
@ApplicationModule(displayName = "Assets 设备", allowedDependencies = {"kernel", "platform", "identity", "search", "timeline", "imports", "documents", "customers", "forms"})
@NullMarked
package aftercare.assets;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
