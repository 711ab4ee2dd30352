/**
 * Portal: what a customer sees and does, with an account or with no more than a link.
 *
 * <p>Stands below everything and composes it: a case's way told like a parcel's, its promises, messages, photos and report,
 * accepting, rejecting and rating. Shows only what is meant for the customer: every fact on a page is named here one by
 * one, nothing is passed through. Owns the schema {@code portal}, which only guards against repeats and guessing.
 */
@ApplicationModule(displayName = "Portal 客户门户",
        allowedDependencies = {"kernel", "platform", "identity", "customers", "timeline", "documents", "forms", "promises", "notices", "contracts", "cases", "dispatch", "fieldwork", "upkeep", "care"})
@NullMarked
package aftercare.portal;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
