package aftercare.cases;

import aftercare.documents.DocumentAccess;
import aftercare.identity.Permission;
import aftercare.identity.Reach;
import aftercare.identity.Scope;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who may see and add the files of a case: whoever may read it, and whoever may write notes. */
@Component
class CaseDocuments implements DocumentAccess {

    private final JdbcClient jdbc;
    private final CustomerSight sight;

    CaseDocuments(JdbcClient jdbc, CustomerSight sight) {
        this.jdbc = jdbc;
        this.sight = sight;
    }

    @Override
    public String ownerKind() {
        return CaseId.SUBJECT;
    }

    @Override
    public boolean mayRead(Scope scope, UUID ownerId) {
        return within(scope.reach(Permission.CASES_READ), ownerId) || sight.sees(scope, ownerId);
    }

    @Override
    public boolean mayAttach(Scope scope, UUID ownerId) {
        return within(scope.reach(Permission.CASES_NOTE), ownerId);
    }

    private boolean within(Reach reach, UUID id) {
        return jdbc.sql("""
                select exists (select from cases.service_case c
                 where c.id = :id and (:everywhere or c.branch_id = any(:branches))
                   and (cast(:partner as uuid) is null or c.partner_id = :partner)
                   and (cast(:customer as uuid) is null or c.customer_id = :customer))
                """)
                .param("id", id).params(reach.params()).query(Boolean.class).single();
    }
}
