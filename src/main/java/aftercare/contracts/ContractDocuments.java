package aftercare.contracts;

import aftercare.documents.DocumentAccess;
import aftercare.identity.Permission;
import aftercare.identity.Reach;
import aftercare.identity.Scope;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The papers of a contract: for whoever may read it, added by whoever may change it. */
@Component
class ContractDocuments implements DocumentAccess {

    private final JdbcClient jdbc;

    ContractDocuments(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String ownerKind() {
        return ContractId.SUBJECT;
    }

    @Override
    public boolean mayRead(Scope scope, UUID ownerId) {
        return within(scope.reach(Permission.CONTRACTS_READ), ownerId);
    }

    @Override
    public boolean mayAttach(Scope scope, UUID ownerId) {
        return within(scope.reach(Permission.CONTRACTS_EDIT), ownerId);
    }

    private boolean within(Reach reach, UUID id) {
        return jdbc.sql("""
                select exists (select from contracts.contract c
                 where c.id = :id and (:everywhere or c.branch_id = any(:branches)) and cast(:partner as uuid) is null
                   and (cast(:customer as uuid) is null or c.customer_id = :customer))
                """)
                .param("id", id).params(reach.params()).query(Boolean.class).single();
    }
}
