package aftercare.safety;

import aftercare.identity.Permission;
import aftercare.identity.Scope;
import aftercare.platform.Words;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.DataClassRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Read side of safety: one method per screen. */
@Component
@Transactional(readOnly = true)
class SafetyQueries {

    private static final int SIZE = 50;
    private static final TypeReference<Map<String, String>> NAMES = new TypeReference<>() {};

    /** {@code customer}: its own and those of its sites and devices; {@code device}: its own and those of its model. */
    record HazardFilter(@Nullable String words, @Nullable HazardScope scope, @Nullable Risk risk, @Nullable UUID branch, @Nullable UUID customer, @Nullable UUID site,
                        @Nullable UUID device, boolean retired) {}

    private record HazardRow(UUID id, HazardScope scope, @Nullable UUID branchId, @Nullable String branchName, @Nullable UUID customerId, @Nullable String customerName,
                             @Nullable UUID siteId, @Nullable String siteName, @Nullable UUID deviceId, @Nullable String deviceName, @Nullable UUID productId,
                             @Nullable String productName, @Nullable String kind, @Nullable String kindNames, String title, String measures, Risk risk, boolean contactConfirms,
                             @Nullable String certificate, @Nullable String certificateNames, @Nullable String nearMissNumber, Instant changedAt, boolean retired, int version) {}

    /** @param kindName by language, of the kind of work it belongs to; {@code certificateName} likewise */
    record HazardView(UUID id, HazardScope scope, @Nullable UUID branchId, @Nullable String branchName, @Nullable UUID customerId, @Nullable String customerName,
                      @Nullable UUID siteId, @Nullable String siteName, @Nullable UUID deviceId, @Nullable String deviceName, @Nullable UUID productId,
                      @Nullable String productName, @Nullable String kind, @Nullable Map<String, String> kindName, String title, String measures, Risk risk, boolean contactConfirms,
                      @Nullable String certificate, @Nullable Map<String, String> certificateName, @Nullable String nearMissNumber, Instant changedAt, boolean retired,
                      boolean mayManage, int version) {}

    record HazardPage(List<HazardView> rows, @Nullable UUID next) {}

    record NearMissFilter(@Nullable NearMissState state, @Nullable Risk risk, @Nullable UUID branch, @Nullable UUID customer) {}

    record NearMissRow(UUID id, String number, UUID branchId, String branchName, @Nullable UUID customerId, @Nullable String customerName, @Nullable UUID siteId,
                       @Nullable String siteName, @Nullable UUID deviceId, @Nullable String deviceName, @Nullable UUID caseId, @Nullable String caseNumber,
                       NearMissOutcome outcome, Risk risk, String what, String place, Instant happenedAt, String reporterName, NearMissState state, String measures,
                       @Nullable Instant closedAt, @Nullable String closerName, @Nullable UUID hazardId, int version) {}

    record NearMissView(NearMissRow report, List<NearMissAct> acts, boolean mayBecomeHazard) {}

    record NearMissPage(List<NearMissView> rows, @Nullable UUID next) {}

    private static final String HAZARDS = """
            select h.id, h.scope, h.branch_id, b.name as branch_name, h.customer_id, k.name as customer_name, h.site_id, s.name as site_name, h.device_id,
                   nullif(concat_ws(' ', d.number, nullif(d.name, '')), '') as device_name, h.product_id, p.maker || ' ' || p.model as product_name, h.kind,
                   (select name::text from cases.kind where code = h.kind and current) as kind_names, h.title, h.measures, h.risk, h.contact_confirms, h.certificate,
                   (select name::text from dispatch.certificate_kind where code = h.certificate) as certificate_names,
                   (select number from safety.near_miss where id = h.near_miss_id) as near_miss_number, h.changed_at, h.retired_at is not null as retired, h.version
              from safety.hazard h
              left join identity.branch b on b.id = h.branch_id
              left join customers.customer k on k.id = h.customer_id
              left join customers.site s on s.id = h.site_id
              left join assets.device d on d.id = h.device_id
              left join assets.product p on p.id = h.product_id
             where (:everywhere or h.branch_id is null or h.branch_id = any(:branches)) and cast(:partner as uuid) is null
               and (cast(:customer as uuid) is null or h.customer_id = :customer)
            """;

    private static final String NEAR_MISSES = """
            select n.id, n.number, n.branch_id, b.name as branch_name, n.customer_id, k.name as customer_name, n.site_id, s.name as site_name, n.device_id,
                   nullif(concat_ws(' ', d.number, nullif(d.name, '')), '') as device_name, n.case_id, c.number as case_number, n.outcome, n.risk, n.what, n.place,
                   n.happened_at, n.reporter_name, n.state, n.measures, n.closed_at, n.closer_name, (select h.id from safety.hazard h where h.near_miss_id = n.id) as hazard_id, n.version
              from safety.near_miss n
              join identity.branch b on b.id = n.branch_id
              left join customers.customer k on k.id = n.customer_id
              left join customers.site s on s.id = n.site_id
              left join assets.device d on d.id = n.device_id
              left join cases.service_case c on c.id = n.case_id
             where (:everywhere or n.branch_id = any(:branches)) and cast(:partner as uuid) is null
               and (cast(:customer as uuid) is null or n.customer_id = :customer)
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    SafetyQueries(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** The newest first. */
    HazardPage hazards(HazardFilter filter, @Nullable UUID after, Scope scope) {
        var rows = jdbc.sql(HAZARDS + """
                   and (h.retired_at is not null) = :retired
                   and (cast(:words as text) is null or length(:words) < 2 or h.grams @> platform.grams(:words))
                   and (cast(:words as text) is null or strpos(lower(h.title || ' ' || h.measures), :words) > 0)
                   and (cast(:scopeOnly as text) is null or h.scope = :scopeOnly)
                   and (cast(:risk as text) is null or h.risk = :risk)
                   and (cast(:branchOnly as uuid) is null or h.branch_id = :branchOnly)
                   and (cast(:customerOnly as uuid) is null or h.customer_id = :customerOnly)
                   and (cast(:site as uuid) is null or h.site_id = :site)
                   and (cast(:device as uuid) is null or h.device_id = :device or h.product_id = (select x.product_id from assets.device x where x.id = :device))
                   and (cast(:after as uuid) is null or h.id < :after)
                 order by h.id desc limit :size
                """)
                .params(scope.reach(Permission.SAFETY_READ).params()).param("retired", filter.retired()).param("words", Words.of(filter.words()))
                .param("scopeOnly", name(filter.scope())).param("risk", name(filter.risk())).param("branchOnly", filter.branch()).param("customerOnly", filter.customer())
                .param("site", filter.site()).param("device", filter.device()).param("after", after).param("size", SIZE + 1)
                .query(HazardRow.class).list().stream().map(row -> view(row, scope)).toList();
        return rows.size() <= SIZE ? new HazardPage(rows, null) : new HazardPage(rows.subList(0, SIZE), rows.get(SIZE - 1).id());
    }

    HazardView hazard(UUID id, Scope scope) {
        return jdbc.sql(HAZARDS + " and h.id = :id").params(scope.reach(Permission.SAFETY_READ).params()).param("id", id).query(HazardRow.class).optional()
                .map(row -> view(row, scope)).orElseThrow(HazardDesk::missing);
    }

    /** The latest first. */
    NearMissPage nearMisses(NearMissFilter filter, @Nullable UUID after, Scope scope) {
        var rows = jdbc.sql(NEAR_MISSES + """
                   and (cast(:state as text) is null or n.state = :state)
                   and (cast(:risk as text) is null or n.risk = :risk)
                   and (cast(:branchOnly as uuid) is null or n.branch_id = :branchOnly)
                   and (cast(:customerOnly as uuid) is null or n.customer_id = :customerOnly)
                   and (cast(:after as uuid) is null or (n.happened_at, n.id) < (select x.happened_at, x.id from safety.near_miss x where x.id = :after))
                 order by n.happened_at desc, n.id desc limit :size
                """)
                .params(scope.reach(Permission.SAFETY_READ).params()).param("state", name(filter.state())).param("risk", name(filter.risk())).param("branchOnly", filter.branch())
                .param("customerOnly", filter.customer()).param("after", after).param("size", SIZE + 1)
                .query((row, n) -> view(new DataClassRowMapper<>(NearMissRow.class).mapRow(row, n), scope)).list();
        return rows.size() <= SIZE ? new NearMissPage(rows, null) : new NearMissPage(rows.subList(0, SIZE), rows.get(SIZE - 1).report().id());
    }

    NearMissView nearMiss(UUID id, Scope scope) {
        return jdbc.sql(NEAR_MISSES + " and n.id = :id").params(scope.reach(Permission.SAFETY_READ).params()).param("id", id).query(NearMissRow.class).optional()
                .map(row -> view(row, scope)).orElseThrow(NearMissDesk::missing);
    }

    private HazardView view(HazardRow row, Scope scope) {
        return new HazardView(row.id(), row.scope(), row.branchId(), row.branchName(), row.customerId(), row.customerName(), row.siteId(), row.siteName(), row.deviceId(),
                row.deviceName(), row.productId(), row.productName(), row.kind(), names(row.kindNames()), row.title(), row.measures(), row.risk(), row.contactConfirms(),
                row.certificate(), names(row.certificateNames()), row.nearMissNumber(), row.changedAt(), row.retired(),
                HazardDesk.covers(scope.reach(Permission.SAFETY_MANAGE), row.branchId()), row.version());
    }

    private static NearMissView view(NearMissRow row, Scope scope) {
        var mayManage = scope.reach(Permission.SAFETY_MANAGE).covers(row.branchId(), null, null);
        return new NearMissView(row, mayManage ? row.state().acts() : List.of(),
                mayManage && row.hazardId() == null && (row.deviceId() != null || row.siteId() != null || row.customerId() != null));
    }

    private @Nullable Map<String, String> names(@Nullable String text) {
        return text == null ? null : json.readValue(text, NAMES);
    }

    private static @Nullable String name(@Nullable Enum<?> value) {
        return value == null ? null : value.name();
    }
}
