package aftercare.fieldwork;

import aftercare.archive.ArchiveDesk;
import aftercare.documents.Document;
import aftercare.documents.DocumentDesk;
import aftercare.identity.CompanyDesk;
import aftercare.identity.Reach;
import aftercare.kernel.Refusal;
import aftercare.kernel.Subject;
import aftercare.platform.AftercareSettings;
import aftercare.platform.Live;
import aftercare.platform.LiveUpdates;
import aftercare.platform.Pdf;
import aftercare.timeline.Actor;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes the PDF of a signed report and gives it to the case, where the customer finds it, and to the archive of its project. A signed report is always
 * printed from its frozen text, today and in ten years.
 */
@Component
class ReportPrinter {

    /** Its place in the plan of the archive. */
    private static final String ARCHIVED_AS = "2-01-02";

    private final Reports reports;
    private final ReportFactsQueries facts;
    private final ReportPaper paper;
    private final ReportLayouts layouts;
    private final CompanyDesk company;
    private final DocumentDesk documents;
    private final ArchiveDesk archive;
    private final LiveUpdates live;
    private final AftercareSettings settings;
    private final JdbcClient jdbc;
    private final JsonMapper json;

    ReportPrinter(Reports reports, ReportFactsQueries facts, ReportPaper paper, ReportLayouts layouts, CompanyDesk company, DocumentDesk documents, ArchiveDesk archive,
                  LiveUpdates live, AftercareSettings settings, JdbcClient jdbc, JsonMapper json) {
        this.reports = reports;
        this.facts = facts;
        this.paper = paper;
        this.layouts = layouts;
        this.company = company;
        this.documents = documents;
        this.archive = archive;
        this.live = live;
        this.settings = settings;
        this.jdbc = jdbc;
        this.json = json;
    }

    /** Runs again after a failure; the lock and the id in the row make a second run a no-op. */
    @ApplicationModuleListener(id = "fieldwork.report-pdf")
    void on(VisitEvent.Signed signed) {
        record Row(@Nullable UUID pdfId, UUID branchId, @Nullable UUID customerId, @Nullable UUID projectId, String zone, String subject) {}
        var row = jdbc.sql("""
                select r.pdf_id, c.branch_id, c.customer_id, coalesce(c.project_id, d.project_id) as project_id, b.zone, c.subject
                  from fieldwork.report r
                  join cases.service_case c on c.id = r.case_id
                  join identity.branch b on b.id = c.branch_id
                  left join assets.device d on d.id = c.device_id
                 where r.id = :id for update of r
                """)
                .param("id", signed.report()).query(Row.class).single();
        if (row.pdfId() != null) {
            return;
        }
        var report = reports.find(signed.report()).orElseThrow();
        var document = documents.store(signed.caseId().subject(), "report", "服务报告单-%s.pdf".formatted(report.number()), print(report, signed.address()),
                Document.Visibility.PUBLIC, Actor.SYSTEM);
        jdbc.sql("update fieldwork.report set pdf_id = :pdf where id = :id").param("pdf", document.id()).param("id", report.id()).update();
        if (row.projectId() != null) {
            archive.file(new ArchiveDesk.Filing(row.projectId(), ARCHIVED_AS, "服务报告单 %s %s".formatted(report.number(), row.subject()),
                    LocalDate.ofInstant(signed.at(), ZoneId.of(row.zone())), new Subject("report", report.id())), document.id());
        }
        live.tell(new Live("fieldwork", signed.visit().value(), row.branchId(), List.of(), row.customerId()));
    }

    record Printed(String number, byte[] pdf) {}

    /**
     * On demand: the stored PDF, or the present state of a report that is not signed yet.
     *
     * @param language prints it anew in this one; null: as it was printed
     */
    @Transactional(readOnly = true)
    public Printed printed(Reach reach, UUID engineer, UUID id, ReportLayout.@Nullable Language language, @Nullable String address) {
        record Row(UUID engineerId, UUID branchId, @Nullable UUID partnerId, @Nullable UUID customerId, @Nullable UUID pdfId) {}
        var row = jdbc.sql("""
                select v.engineer_id, v.branch_id, v.partner_id, c.customer_id, r.pdf_id
                  from fieldwork.report r
                  join fieldwork.visit v on v.id = r.visit_id
                  join cases.service_case c on c.id = r.case_id
                 where r.id = :id
                """)
                .param("id", id).query(Row.class).optional()
                .filter(found -> found.engineerId().equals(engineer) || reach.covers(found.branchId(), found.partnerId(), found.customerId()))
                .orElseThrow(() -> new Refusal.Missing("fieldwork.no-such-report", "there is no report %s".formatted(id), Map.of()));
        var report = reports.find(id).orElseThrow();
        if (language != null) {
            return new Printed(report.number(), print(report, layouts.now().in(language), address));
        }
        return new Printed(report.number(), row.pdfId() == null ? print(report, address) : documents.bytes(row.pdfId()));
    }

    /** Several in one file, in the order asked for. */
    @Transactional(readOnly = true)
    public byte[] printed(Reach reach, UUID engineer, List<UUID> ids, ReportLayout.@Nullable Language language, @Nullable String address) {
        return Pdf.joined(ids.stream().map(id -> printed(reach, engineer, id, language, address).pdf()).toList());
    }

    /** A signed report of this case: the stored PDF, or its frozen text printed anew while that is still being made. */
    @Transactional(readOnly = true)
    public Optional<byte[]> signed(UUID caseId, String number, @Nullable String address) {
        record Row(UUID id, @Nullable UUID pdfId) {}
        return jdbc.sql("select id, pdf_id from fieldwork.report where case_id = :case and number = :number and frozen is not null")
                .param("case", caseId).param("number", number).query(Row.class).optional()
                .map(row -> row.pdfId() == null ? print(reports.find(row.id()).orElseThrow(), address) : documents.bytes(row.pdfId()));
    }

    /** What a scanned code asks: is there a report of this number that was signed with this very text? */
    @Transactional(readOnly = true)
    public Optional<ReportFacts> genuine(String number, String hash) {
        return jdbc.sql("select frozen from fieldwork.report where number = :number and hash = :hash").param("number", number).param("hash", hash)
                .query(String.class).optional().map(frozen -> json.readValue(frozen, ReportFacts.class));
    }

    private byte[] print(Report report, @Nullable String address) {
        return print(report, layouts.now(), address);
    }

    private byte[] print(Report report, ReportLayout layout, @Nullable String address) {
        var signature = report.signature();
        if (signature == null) {
            return paper.print(facts.of(report, null), layout, company.now(), null, null);
        }
        var base = settings.publicUrl() != null ? settings.publicUrl() : address;
        return paper.print(json.readValue(signature.frozen(), ReportFacts.class), layout, company.now(), signature.hash(),
                base == null ? null : "%s/portal/verify/%s/%s".formatted(base.replaceAll("/+$", ""), report.number(), signature.hash()));
    }
}
