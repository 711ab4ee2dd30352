package aftercare.fieldwork;

import aftercare.cases.CustomerSight;
import aftercare.documents.DocumentAccess;
import aftercare.identity.Permission;
import aftercare.identity.Scope;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Photos and the signature of a visit: the engineer adds them until the customer has signed, the office looks. */
@Component
class VisitDocuments implements DocumentAccess {

    private record Row(UUID caseId, UUID engineerId, UUID branchId, @Nullable UUID partnerId, @Nullable UUID customerId, String status) {}

    private final JdbcClient jdbc;
    private final CustomerSight sight;

    VisitDocuments(JdbcClient jdbc, CustomerSight sight) {
        this.jdbc = jdbc;
        this.sight = sight;
    }

    @Override
    public String ownerKind() {
        return VisitId.SUBJECT;
    }

    @Override
    public boolean mayRead(Scope scope, UUID visit) {
        return find(visit).filter(row -> scope.customer() != null ? sight.sees(scope, row.caseId()) : row.engineerId().equals(scope.user())
                || scope.reach(Permission.FIELDWORK_READ).covers(row.branchId(), row.partnerId(), row.customerId())).isPresent();
    }

    @Override
    public boolean mayAttach(Scope scope, UUID visit) {
        return find(visit).filter(row -> row.engineerId().equals(scope.user()) && VisitStatus.valueOf(row.status()).isPictureWanted()).isPresent();
    }

    private Optional<Row> find(UUID visit) {
        return jdbc.sql("""
                select v.case_id, v.engineer_id, v.branch_id, v.partner_id, c.customer_id, v.status
                  from fieldwork.visit v join cases.service_case c on c.id = v.case_id
                 where v.id = :id
                """).param("id", visit).query(Row.class).optional();
    }
}
