package aftercare.fieldwork;

import static java.time.ZoneOffset.UTC;

import aftercare.cases.CaseId;
import aftercare.kernel.Refusal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Keeps service reports. */
@Component
class Reports {

    private final JdbcClient jdbc;
    private final JsonMapper json;

    Reports(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    Optional<Report> of(VisitId visit) {
        return jdbc.sql("select * from fieldwork.report where visit_id = :visit").param("visit", visit.value())
                .query((row, _) -> report(row)).optional();
    }

    Optional<Report> find(UUID id) {
        return jdbc.sql("select * from fieldwork.report where id = :id").param("id", id).query((row, _) -> report(row)).optional();
    }

    void add(Report report) {
        known(report);
        jdbc.sql("""
                insert into fieldwork.report (id, number, visit_id, case_id, branch_id, finding, cause_code, responsibility_code, action, advice, parts,
                                              work_minutes, outcome, written_at)
                values (:id, :number, :visit, :case, (select branch_id from fieldwork.visit where id = :visit), :finding, :cause, :responsibility, :action, :advice, cast(:parts as jsonb),
                        :minutes, :outcome, :writtenAt)
                """)
                .param("number", report.number()).param("visit", report.visit().value()).param("case", report.caseId().value())
                .params(content(report)).update();
    }

    void save(Report report) {
        known(report);
        var signature = report.signature();
        var saved = jdbc.sql("""
                update fieldwork.report
                   set finding = :finding, cause_code = :cause, responsibility_code = :responsibility, action = :action, advice = :advice,
                       parts = cast(:parts as jsonb), work_minutes = :minutes, outcome = :outcome, written_at = :writtenAt,
                       customer_opinion = :opinion, signer_name = :signer, signature_id = :picture, frozen = :frozen, hash = :hash,
                       signed_at = :signedAt, version = version + 1
                 where id = :id and version = :version
                """)
                .params(content(report)).param("version", report.version())
                .param("opinion", signature == null ? "" : signature.opinion()).param("signer", signature == null ? null : signature.name())
                .param("picture", signature == null ? null : signature.picture()).param("frozen", signature == null ? null : signature.frozen())
                .param("hash", signature == null ? null : signature.hash())
                .param("signedAt", signature == null ? null : signature.at().atOffset(UTC)).update();
        if (saved == 0) {
            throw new Refusal.Conflict("platform.changed-meanwhile", "somebody else changed this meanwhile; load it again and repeat", Map.of());
        }
    }

    /** ReportCodes that this report names anew must be active ones of their dimension. */
    private void known(Report report) {
        known("CAUSE", report.content().cause(), report.id());
        known("RESPONSIBILITY", report.content().responsibility(), report.id());
    }

    private void known(String dimension, @Nullable String code, UUID report) {
        if (code != null && !jdbc.sql("""
                select exists (select from cases.fault_code where code = :code and dimension = :dimension and active)
                    or exists (select from fieldwork.report where id = :report and (cause_code = :code or responsibility_code = :code))
                """)
                .param("code", code).param("dimension", dimension).param("report", report).query(Boolean.class).single()) {
            throw new Refusal.Broken("fieldwork.no-such-code", "there is no %s code %s".formatted(dimension.toLowerCase(), code), Map.of("code", code));
        }
    }

    private Map<String, @Nullable Object> content(Report report) {
        var params = new HashMap<String, @Nullable Object>();
        params.put("id", report.id());
        params.put("finding", report.content().finding());
        params.put("cause", report.content().cause());
        params.put("responsibility", report.content().responsibility());
        params.put("action", report.content().action());
        params.put("advice", report.content().advice());
        params.put("parts", json.writeValueAsString(report.content().parts()));
        params.put("minutes", report.content().workMinutes());
        params.put("outcome", report.content().outcome().name());
        params.put("writtenAt", report.writtenAt().atOffset(UTC));
        return params;
    }

    Report report(ResultSet row) throws SQLException {
        var signedAt = row.getObject("signed_at", OffsetDateTime.class);
        var picture = row.getObject("signature_id", UUID.class);
        return new Report(row.getObject("id", UUID.class), row.getString("number"), new VisitId(row.getObject("visit_id", UUID.class)),
                new CaseId(row.getObject("case_id", UUID.class)),
                new Report.Content(row.getString("finding"), row.getString("cause_code"), row.getString("responsibility_code"),
                        row.getString("action"), row.getString("advice"), List.of(json.readValue(row.getString("parts"), Report.Part[].class)),
                        row.getInt("work_minutes"), Report.Outcome.valueOf(row.getString("outcome"))),
                signedAt == null ? null : new Report.Signature(row.getString("signer_name"), row.getString("customer_opinion"), picture,
                        row.getString("frozen"), row.getString("hash"), signedAt.toInstant()),
                row.getObject("written_at", OffsetDateTime.class).toInstant(), row.getInt("version"));
    }
}
