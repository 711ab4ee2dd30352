/**
 * Integration: other programs of the house. They come in with an API key, and hear of what happens through webhooks.
 *
 * <p>A key opens the very endpoints people use: {@link aftercare.integration.ApiScope} maps onto the permissions of
 * {@code identity}, and the gate decides as for a person. Nobody else knows of this module: it listens to what others publish. Owns
 * the schema {@code integration}.
 */
@ApplicationModule(displayName = "Integration 系统集成", allowedDependencies = {"kernel", "platform", "identity", "promises", "notices", "cases", "dispatch", "fieldwork", "care"})
@NullMarked
package aftercare.integration;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
