package aftercare.assets;

import aftercare.documents.Document;
import aftercare.documents.DocumentAccess;
import aftercare.documents.DocumentDesk;
import aftercare.identity.Permission;
import aftercare.identity.Reach;
import aftercare.identity.Scope;
import aftercare.kernel.Refusal;
import aftercare.kernel.Subject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Pictures of a site from above, with the devices marked where they stand. The pictures are documents of the site. */
@Component
@Transactional
class FloorPlans implements DocumentAccess {

    static final String OWNER = "site";
    static final String SECTION = "floor-plan";
    /** A plan with more marks than this shows nothing any more. */
    private static final int MOST = 2000;

    record Pin(UUID deviceId, String name, String number, DeviceState state, double x, double y) {}

    record Plan(UUID id, String name, List<Pin> pins) {}

    record Plans(List<Plan> rows, boolean mayEdit) {}

    private final JdbcClient jdbc;
    private final DocumentDesk documents;
    private final AssetDesk desk;
    private final TreeStore tree;

    FloorPlans(JdbcClient jdbc, DocumentDesk documents, AssetDesk desk, TreeStore tree) {
        this.jdbc = jdbc;
        this.documents = documents;
        this.desk = desk;
        this.tree = tree;
    }

    @Transactional(readOnly = true)
    Plans of(UUID site, Scope scope) {
        if (!mayRead(scope, site)) {
            throw new Refusal.Missing("assets.no-such-site", "there is no site %s".formatted(site), Map.of());
        }
        var reach = scope.reach(Permission.ASSETS_READ);
        return new Plans(documents.of(new Subject(OWNER, site)).stream().filter(document -> document.section().equals(SECTION) && document.isImage())
                .map(document -> new Plan(document.id(), document.fileName(), pins(document.id(), reach))).toList(), mayAttach(scope, site));
    }

    private List<Pin> pins(UUID plan, Reach reach) {
        return jdbc.sql("""
                select p.device_id, coalesce(nullif(d.name, ''), k.name) as name, d.number, d.state, p.x, p.y
                  from assets.pin p join assets.device d on d.id = p.device_id join assets.product k on k.id = d.product_id
                 where p.document_id = :plan
                   and (:everywhere or d.branch_id = any(:branches)) and cast(:partner as uuid) is null
                   and (cast(:customer as uuid) is null or d.customer_id = :customer)
                 order by p.device_id limit :most
                """).param("plan", plan).param("most", MOST).params(reach.params()).query(Pin.class).list();
    }

    void pin(DeviceId id, UUID plan, double x, double y, Scope scope) {
        var device = desk.mine(id, scope);
        var document = documents.get(plan);
        if (!isPlanOf(document, device)) {
            throw new Refusal.Broken("assets.plan-of-another", "device %s does not stand at the site of this plan".formatted(device.number()),
                    Map.of("number", device.number()));
        }
        tree.pin(id, plan, x, y);
    }

    private static boolean isPlanOf(Document document, Device device) {
        return document.owner().kind().equals(OWNER) && document.section().equals(SECTION) && document.owner().id().equals(device.draft().site());
    }

    void unpin(DeviceId id, Scope scope) {
        desk.mine(id, scope);
        tree.unpin(id);
    }

    @Override
    public String ownerKind() {
        return OWNER;
    }

    @Override
    public boolean mayRead(Scope scope, UUID ownerId) {
        return within(scope.reach(Permission.ASSETS_READ), ownerId);
    }

    @Override
    public boolean mayAttach(Scope scope, UUID ownerId) {
        return within(scope.reach(Permission.ASSETS_EDIT), ownerId);
    }

    private boolean within(Reach reach, UUID site) {
        return jdbc.sql("""
                select exists (select from customers.site s join customers.customer c on c.id = s.customer_id
                 where s.id = :id and (:everywhere or c.branch_id = any(:branches)) and cast(:partner as uuid) is null
                   and (cast(:customer as uuid) is null or c.id = :customer))
                """).param("id", site).params(reach.params()).query(Boolean.class).single();
    }
}
