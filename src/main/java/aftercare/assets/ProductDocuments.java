package aftercare.assets;

import aftercare.documents.DocumentAccess;
import aftercare.identity.Permission;
import aftercare.identity.Scope;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Manuals of a product. The catalogue belongs to the whole house. */
@Component
class ProductDocuments implements DocumentAccess {

    @Override
    public String ownerKind() {
        return "product";
    }

    @Override
    public boolean mayRead(Scope scope, UUID ownerId) {
        return scope.may(Permission.ASSETS_READ);
    }

    @Override
    public boolean mayAttach(Scope scope, UUID ownerId) {
        return scope.may(Permission.ASSETS_EDIT);
    }
}
