package aftercare.documents;

import aftercare.identity.Scope;
import java.util.UUID;

/**
 * Says for one kind of owner who may see and add its documents. Contributed as a bean by the module that owns the kind;
 * documents of a kind without such a bean are closed to every request.
 */
public interface DocumentAccess {

    /** The {@link aftercare.kernel.Subject#kind()} it answers for. */
    String ownerKind();

    /** Whether the owner lies in this scope. A customer's people see its public documents only. */
    boolean mayRead(Scope scope, UUID ownerId);

    /** Whether documents may be added and taken away. */
    boolean mayAttach(Scope scope, UUID ownerId);
}
