/**
 * Identity: branches, partners, users, their roles, what a role may do, and signing in.
 *
 * <p>Every request carries a {@link aftercare.identity.Scope}; every endpoint names the
 * {@link aftercare.identity.Permission} it needs; every query filters by the {@link aftercare.identity.Reach} that this
 * permission gives. Owns the schema {@code identity}.
 */
@ApplicationModule(displayName = "Identity 组织与权限", allowedDependencies = {"kernel", "platform"})
@NullMarked
package aftercare.identity;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
