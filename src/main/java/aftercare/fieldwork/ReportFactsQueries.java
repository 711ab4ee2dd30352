package aftercare.fieldwork;

import aftercare.documents.Document;
import aftercare.documents.DocumentDesk;
import aftercare.forms.AnswerSheet;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Gathers what a report prints from the rows as they are now. */
@Component
class ReportFactsQueries {

    private final JdbcClient jdbc;
    private final DocumentDesk documents;
    private final Checklists checklists;
    private final Rounds rounds;

    ReportFactsQueries(JdbcClient jdbc, DocumentDesk documents, Checklists checklists, Rounds rounds) {
        this.jdbc = jdbc;
        this.documents = documents;
        this.checklists = checklists;
        this.rounds = rounds;
    }

    ReportFacts of(Report report, ReportFacts.@Nullable Signed signed) {
        var photos = documents.of(report.visit().subject());
        var checks = checklists.sheets(report.visit(), report.caseId().value());
        var covered = covered(report.caseId().value());
        return jdbc.sql("""
                select c.number, c.subject, c.description, c.severity, c.entitlement,
                       case when c.entitlement_code = 'cases.decided-by-hand' then c.entitlement_reason
                            else split_part(c.entitlement_reason, ' / ', 1) end as entitlement_reason,
                       c.opened_at, c.contact_name, c.contact_phone,
                       coalesce((select value ->> 'name' from platform.setting where key = 'company'), b.name) as company,
                       b.name as branch, b.address as branch_address, b.phone as branch_phone, b.zone,
                       cu.name as customer, s.name as site, concat(r.full_name, s.address) as site_address,
                       d.number as device_number, d.name as device_name, concat_ws(' ', p.maker, p.model) as model, d.serial, d.location,
                       u.name as engineer, u.phone as engineer_phone, pa.name as partner,
                       v.planned_start, v.planned_end, v.set_out_at, v.arrived_at, v.late_minutes, v.started_at, v.finished_at,
                       (select name ->> 'zh-CN' from cases.fault_code where code = :cause) as cause,
                       (select name ->> 'zh-CN' from cases.fault_code where code = :responsibility) as responsibility
                  from fieldwork.visit v
                  join cases.service_case c on c.id = v.case_id
                  join identity.branch b on b.id = v.branch_id
                  join identity.app_user u on u.id = v.engineer_id
                  left join identity.partner pa on pa.id = v.partner_id
                  left join customers.customer cu on cu.id = c.customer_id
                  left join assets.device d on d.id = c.device_id
                  left join assets.product p on p.id = d.product_id
                  left join customers.site s on s.id = coalesce(c.site_id, d.site_id)
                  left join customers.region r on r.code = s.region_code
                 where v.id = :visit
                """)
                .param("visit", report.visit().value()).param("cause", report.content().cause())
                .param("responsibility", report.content().responsibility())
                .query((row, _) -> facts(row, report, photos, signed, checks, covered)).single();
    }

    private static ReportFacts facts(ResultSet row, Report report, List<Document> photos, ReportFacts.@Nullable Signed signed,
                                     List<AnswerSheet> checks, @Nullable List<ReportFacts.Covered> covered) throws SQLException {
        var content = report.content();
        return new ReportFacts(report.number(), row.getString("number"), row.getString("subject"), row.getString("description"),
                row.getInt("severity"), row.getString("entitlement"), row.getString("entitlement_reason"),
                new ReportFacts.Sender(row.getString("company"), row.getString("branch"), row.getString("branch_address"),
                        row.getString("branch_phone"), row.getString("zone")),
                new ReportFacts.Receiver(text(row, "customer"), text(row, "site"), text(row, "site_address"), row.getString("contact_name"),
                        row.getString("contact_phone")),
                row.getString("device_number") == null ? null : new ReportFacts.Device(row.getString("device_number"),
                        row.getString("device_name"), row.getString("model"), row.getString("serial"), row.getString("location")),
                new ReportFacts.Worker(row.getString("engineer"), row.getString("engineer_phone"), row.getString("partner")),
                new ReportFacts.Times(Objects.requireNonNull(instant(row, "opened_at")), Objects.requireNonNull(instant(row, "planned_start")),
                        Objects.requireNonNull(instant(row, "planned_end")), instant(row, "set_out_at"), instant(row, "arrived_at"),
                        row.getObject("late_minutes", Integer.class), instant(row, "started_at"), instant(row, "finished_at")),
                new ReportFacts.Findings(content.finding(), row.getString("cause"), row.getString("responsibility"), content.action(),
                        content.advice(), content.workMinutes(), content.outcome()),
                content.parts(), pictures(photos, "before"), pictures(photos, "after"), signed, checks, covered);
    }

    private @Nullable List<ReportFacts.Covered> covered(UUID caseId) {
        var devices = rounds.of(caseId).devices();
        return devices.size() < 2 ? null : devices.stream().map(one -> new ReportFacts.Covered("%s %s".formatted(one.name(), one.serial()).strip(), one.location(),
                one.answer() == null ? null : one.answer().findings().size(), one.missed())).toList();
    }

    private static List<ReportFacts.Picture> pictures(List<Document> photos, String section) {
        return photos.stream().filter(photo -> photo.section().equals(section) && photo.isImage())
                .map(photo -> new ReportFacts.Picture(photo.id().toString(), photo.sha256())).toList();
    }

    private static String text(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNullElse(row.getString(column), "");
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
