package aftercare.cases;

import static java.time.ZoneOffset.UTC;

import aftercare.kernel.Refusal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Loads and saves one {@link ServiceCase}; two writers never overwrite each other. */
@Component
class CaseStore {

    private static final TypeReference<Map<String, Object>> FACTS = new TypeReference<>() {};

    private static final String INSERT = """
                insert into cases.service_case (id, number, branch_id, partner_id, customer_id, contact_name, contact_phone, contact_email,
                       company, place, site_id, project_id, device_id, channel, kind_code, kind_version, status, stage, severity, subject, description, about,
                       entitlement, entitlement_code, entitlement_reason, entitlement_facts, entitlement_by, symptom_code, cause_code,
                       responsibility_code, assignee_id, waiting_reason, resolution, cancel_reason, repeat_of, reopened, tracking_token,
                       opened_by, opened_at, answered_at, arrived_at, resolved_at, closed_at)
                values (:id, :number, :branch, :partner, :customer, :contactName, :contactPhone, :contactEmail,
                       :company, :place, :site, :project, :device, :channel, :kind, :kindVersion, :status, :stage, :severity, :subject, :description, :names,
                       :entitlement, :entitlementCode, :entitlementReason, cast(:entitlementFacts as jsonb), :entitlementBy, :symptom, :cause,
                       :responsibility, :assignee, :waitingReason, :resolution, :cancelReason, :repeatOf, :reopened, :trackingToken,
                       :openedBy, :openedAt, :answeredAt, :arrivedAt, :resolvedAt, :closedAt)
                """;

    private final JdbcClient jdbc;
    private final NamedParameterJdbcOperations rows;
    private final JsonMapper json;

    CaseStore(JdbcClient jdbc, NamedParameterJdbcOperations rows, JsonMapper json) {
        this.jdbc = jdbc;
        this.rows = rows;
        this.json = json;
    }

    void add(ServiceCase c) {
        jdbc.sql(INSERT).params(params(c)).update();
    }

    void addAll(List<ServiceCase> all) {
        rows.batchUpdate(INSERT, all.stream().map(c -> new MapSqlParameterSource(params(c))).toArray(SqlParameterSource[]::new));
    }

    ServiceCase get(CaseId id) {
        return jdbc.sql("select * from cases.service_case where id = :id").param("id", id.value())
                .query((row, _) -> read(row)).optional().orElseThrow(() -> missing(id.toString()));
    }

    /** Where the version is still the one that was read. */
    void save(ServiceCase c) {
        var saved = jdbc.sql("""
                update cases.service_case
                   set branch_id = :branch, partner_id = :partner, customer_id = :customer, contact_name = :contactName,
                       contact_phone = :contactPhone, contact_email = :contactEmail, site_id = :site, project_id = :project,
                       device_id = :device, about = :names, kind_code = :kind, kind_version = :kindVersion, status = :status, stage = :stage,
                       severity = :severity, entitlement = :entitlement, entitlement_code = :entitlementCode,
                       entitlement_reason = :entitlementReason, entitlement_facts = cast(:entitlementFacts as jsonb),
                       entitlement_by = :entitlementBy, symptom_code = :symptom, cause_code = :cause,
                       responsibility_code = :responsibility, assignee_id = :assignee, waiting_reason = :waitingReason,
                       resolution = :resolution, cancel_reason = :cancelReason, repeat_of = :repeatOf, reopened = :reopened, answered_at = :answeredAt,
                       arrived_at = :arrivedAt, resolved_at = :resolvedAt, closed_at = :closedAt, version = version + 1
                 where id = :id and version = :version
                """)
                .params(params(c)).update();
        if (saved == 0) {
            throw new OptimisticLockingFailureException("case %s was changed meanwhile".formatted(c.number()));
        }
    }

    static Refusal.Missing missing(String which) {
        return new Refusal.Missing("cases.no-such-case", "there is no case %s".formatted(which), Map.of());
    }

    private Map<String, @Nullable Object> params(ServiceCase c) {
        var p = new HashMap<String, @Nullable Object>();
        p.put("id", c.id().value());
        p.put("number", c.number());
        p.put("version", c.version());
        p.put("branch", c.parties().branch());
        p.put("partner", c.parties().partner());
        p.put("customer", c.parties().customer());
        p.put("contactName", c.parties().contact().name());
        p.put("contactPhone", c.parties().contact().phone());
        p.put("contactEmail", c.parties().contact().email());
        p.put("company", c.parties().contact().company());
        p.put("place", c.parties().contact().place());
        p.put("site", c.parties().site());
        p.put("project", c.parties().project());
        p.put("device", c.parties().device());
        p.put("names", c.parties().names());
        p.put("channel", c.report().channel().name());
        p.put("subject", c.report().subject());
        p.put("description", c.report().description());
        p.put("trackingToken", c.report().trackingToken());
        p.put("openedBy", c.report().openedBy());
        p.put("openedAt", at(c.report().openedAt()));
        p.put("repeatOf", c.triage().repeatOf() == null ? null : c.triage().repeatOf().value());
        p.put("kind", c.triage().kind());
        p.put("kindVersion", c.triage().kindVersion());
        p.put("severity", c.triage().severity());
        p.put("entitlement", c.triage().decision().entitlement().name());
        p.put("entitlementCode", c.triage().decision().code());
        p.put("entitlementReason", c.triage().decision().reason());
        p.put("entitlementFacts", json.writeValueAsString(c.triage().decision().facts()));
        p.put("entitlementBy", c.triage().decision().by());
        p.put("symptom", c.triage().symptom());
        p.put("cause", c.triage().cause());
        p.put("responsibility", c.triage().responsibility());
        p.put("status", c.progress().status().name());
        p.put("stage", c.progress().stage());
        p.put("assignee", c.progress().assignee());
        p.put("waitingReason", c.progress().waitingReason());
        p.put("resolution", c.progress().resolution());
        p.put("cancelReason", c.progress().cancelReason());
        p.put("reopened", c.progress().reopened());
        p.put("answeredAt", at(c.progress().answeredAt()));
        p.put("arrivedAt", at(c.progress().arrivedAt()));
        p.put("resolvedAt", at(c.progress().resolvedAt()));
        p.put("closedAt", at(c.progress().closedAt()));
        return p;
    }

    private ServiceCase read(ResultSet row) throws SQLException {
        var repeatOf = row.getObject("repeat_of", UUID.class);
        return new ServiceCase(new CaseId(row.getObject("id", UUID.class)), row.getString("number"),
                new ServiceCase.Parties(row.getObject("branch_id", UUID.class), row.getObject("partner_id", UUID.class),
                        row.getObject("customer_id", UUID.class),
                        new ServiceCase.Contact(row.getString("contact_name"), row.getString("contact_phone"), row.getString("contact_email"),
                                row.getString("company"), row.getString("place")),
                        row.getObject("site_id", UUID.class), row.getObject("project_id", UUID.class), row.getObject("device_id", UUID.class),
                        row.getString("about")),
                new ServiceCase.Report(Channel.valueOf(row.getString("channel")), row.getString("subject"), row.getString("description"),
                        row.getString("tracking_token"), row.getObject("opened_by", UUID.class), instant(row, "opened_at")),
                new ServiceCase.Triage(row.getString("kind_code"), row.getInt("kind_version"), row.getInt("severity"),
                        new ServiceCase.Decision(Entitlement.valueOf(row.getString("entitlement")), row.getString("entitlement_code"),
                                row.getString("entitlement_reason"), json.readValue(row.getString("entitlement_facts"), FACTS),
                                row.getObject("entitlement_by", UUID.class)),
                        row.getString("symptom_code"), row.getString("cause_code"), row.getString("responsibility_code"),
                        repeatOf == null ? null : new CaseId(repeatOf)),
                new ServiceCase.Progress(CaseStatus.valueOf(row.getString("status")), row.getString("stage"),
                        row.getObject("assignee_id", UUID.class), row.getString("waiting_reason"), row.getString("resolution"),
                        row.getString("cancel_reason"), row.getInt("reopened"), instant(row, "answered_at"), instant(row, "arrived_at"),
                        instant(row, "resolved_at"), instant(row, "closed_at")),
                row.getInt("version"));
    }

    private static @Nullable OffsetDateTime at(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(UTC);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
