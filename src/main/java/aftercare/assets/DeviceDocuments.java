package aftercare.assets;

import aftercare.documents.DocumentAccess;
import aftercare.identity.Permission;
import aftercare.identity.Reach;
import aftercare.identity.Scope;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Photos and papers of a device: for whoever may read it, added by whoever may change it. */
@Component
class DeviceDocuments implements DocumentAccess {

    private final JdbcClient jdbc;

    DeviceDocuments(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String ownerKind() {
        return DeviceId.SUBJECT;
    }

    @Override
    public boolean mayRead(Scope scope, UUID ownerId) {
        return within(scope.reach(Permission.ASSETS_READ), ownerId);
    }

    @Override
    public boolean mayAttach(Scope scope, UUID ownerId) {
        return within(scope.reach(Permission.ASSETS_EDIT), ownerId);
    }

    private boolean within(Reach reach, UUID id) {
        return jdbc.sql("""
                select exists (select from assets.device d
                 where d.id = :id and (:everywhere or d.branch_id = any(:branches)) and cast(:partner as uuid) is null
                   and (cast(:customer as uuid) is null or d.customer_id = :customer))
                """).param("id", id).params(reach.params()).query(Boolean.class).single();
    }
}
