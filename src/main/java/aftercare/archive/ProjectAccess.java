package aftercare.archive;

import aftercare.documents.DocumentAccess;
import aftercare.identity.Permission;
import aftercare.identity.Scope;
import aftercare.kernel.Refusal;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Whoever sees a project sees its archive. Files come and go through the archive only, which keeps them as long as they must be kept. */
@Component
class ProjectAccess implements DocumentAccess {

    record Of(UUID id, String number, String name, UUID customerId, UUID branchId, String zone) {}

    private final JdbcClient jdbc;

    ProjectAccess(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Of project(UUID id, Permission permission, Scope scope) {
        var project = find(id);
        if (!scope.reach(Permission.ASSETS_READ).covers(project.branchId(), null, project.customerId())) {
            throw missing(id);
        }
        scope.require(permission, project.branchId(), null, project.customerId());
        return project;
    }

    Of find(UUID id) {
        return jdbc.sql("select p.id, p.number, p.name, p.customer_id, p.branch_id, b.zone from assets.project p join identity.branch b on b.id = p.branch_id where p.id = :id")
                .param("id", id).query(Of.class).optional().orElseThrow(() -> missing(id));
    }

    boolean may(Permission permission, Of project, Scope scope) {
        return scope.reach(permission).covers(project.branchId(), null, project.customerId());
    }

    @Override
    public String ownerKind() {
        return Paper.SUBJECT;
    }

    @Override
    public boolean mayRead(Scope scope, UUID ownerId) {
        return jdbc.sql("""
                select exists (select from archive.paper a join assets.project p on p.id = a.project_id
                 where a.id = :id and a.removed_at is null and (:everywhere or p.branch_id = any(:branches)) and cast(:partner as uuid) is null
                   and (cast(:customer as uuid) is null or p.customer_id = :customer))
                """).param("id", ownerId).params(scope.reach(Permission.ASSETS_READ).params()).query(Boolean.class).single();
    }

    @Override
    public boolean mayAttach(Scope scope, UUID ownerId) {
        return false;
    }

    static Refusal.Missing missing(UUID id) {
        return new Refusal.Missing("archive.no-such-project", "there is no project %s".formatted(id), Map.of());
    }
}
