package aftercare.documents;

import aftercare.identity.Role;
import aftercare.identity.Scope;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** A kind of owner for tests: agents may do everything, finance may look, a customer sees the thing with his own id. */
@Component
class ThingDocuments implements DocumentAccess {

    @Override
    public String ownerKind() {
        return "thing";
    }

    @Override
    public boolean mayRead(Scope scope, UUID ownerId) {
        return scope.customer() != null ? scope.customer().equals(ownerId) : scope.has(Role.AGENT) || scope.has(Role.FINANCE);
    }

    @Override
    public boolean mayAttach(Scope scope, UUID ownerId) {
        return scope.has(Role.AGENT);
    }
}
