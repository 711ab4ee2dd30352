package aftercare.demo;

import aftercare.documents.DocumentDesk;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The archives of the projects: old ones whole, younger ones with gaps; what was handed over lies there, and so do the service reports. */
final class Archives {

    private record Kind(String code, String zhCn, boolean required, boolean important, @Nullable Integer years) {}

    private record Section(String code, List<Kind> kinds) {}

    private record Row(UUID id, String number, LocalDate begun, @Nullable LocalDate accepted, @Nullable UUID handover, @Nullable LocalDate handedOver, List<String> papers) {}

    private record Report(UUID id, String number, String subject, UUID project, Instant at) {}

    private static final TypeReference<List<Section>> PLAN = new TypeReference<>() {};

    /** As the hand-over names the papers, and where the archive keeps them. */
    private static final Map<String, String> HANDED_OVER = Map.of("DRAWINGS", "1-05-05", "MANUALS", "1-06-02", "CERTIFICATES", "1-03-04", "CONFIG", "1-05-03",
            "PASSWORDS", "1-06-03", "WARRANTY", "1-06-04");

    private final JdbcTemplate jdbc;
    private final DocumentDesk documents;
    private final Chance chance;
    private final Map<String, Kind> kinds = new HashMap<>();
    private final Map<String, String> scans = new HashMap<>();
    private final List<Object[]> files = new ArrayList<>();
    private final List<Object[]> papers = new ArrayList<>();
    private final Instant now;

    Archives(JdbcTemplate jdbc, DocumentDesk documents, Chance chance, JsonMapper json, Instant now) {
        this.jdbc = jdbc;
        this.documents = documents;
        this.chance = chance;
        this.now = now;
        try {
            json.readValue(new ClassPathResource("aftercare/archive/plan.json").getContentAsByteArray(), PLAN)
                    .forEach(section -> section.kinds().forEach(kind -> kinds.put(kind.code(), kind)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void fill() {
        var rows = jdbc.query("""
                select p.id, p.number, p.created_at::date as begun, p.accepted_on, h.id as handover, h.signed_at::date as handed_over, h.papers
                  from assets.project p left join contracts.handover h on h.project_id = p.id and h.status = 'SIGNED' order by p.number
                """, (row, _) -> new Row(row.getObject("id", UUID.class), row.getString("number"), row.getObject("begun", LocalDate.class),
                row.getObject("accepted_on", LocalDate.class), row.getObject("handover", UUID.class), row.getObject("handed_over", LocalDate.class),
                row.getArray("papers") == null ? List.of() : List.of((String[]) row.getArray("papers").getArray())));
        for (int n = 0; n < rows.size(); n++) {
            file(rows.get(n), n);
        }
        jdbc.query("""
                select r.id, r.number, c.subject, coalesce(c.project_id, d.project_id) as project, r.signed_at
                  from fieldwork.report r join cases.service_case c on c.id = r.case_id left join assets.device d on d.id = c.device_id
                 where r.signed_at is not null and coalesce(c.project_id, d.project_id) is not null order by r.number
                """, (row, _) -> new Report(row.getObject("id", UUID.class), row.getString("number"), row.getString("subject"), row.getObject("project", UUID.class),
                row.getTimestamp("signed_at").toInstant())).forEach(this::file);
        jdbc.batchUpdate("""
                insert into documents.document (id, owner_kind, owner_id, section, file_name, media_type, size, sha256, visibility, uploaded_name, at, version_of)
                values (?, 'archive-paper', ?, 'paper', ?, 'application/pdf', ?, ?, 'INTERNAL', 'system', ?, ?)
                """, files);
        jdbc.batchUpdate("""
                insert into archive.paper (id, project_id, kind_code, name, dated, important, note, shelf, document_id, versions, retention_years, source_kind, source_id, filed_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """, papers);
    }

    /** One paper of each kind that comes up by this time of a project; every second project lacks some that it should have. */
    private void file(Row project, int n) {
        var shelf = "%s 柜 %d 层".formatted((char) ('A' + n % 6), 1 + n / 6 % 5);
        for (var kind : kinds.values().stream().sorted(java.util.Comparator.comparing(Kind::code)).toList()) {
            var handedOver = project.papers().stream().anyMatch(paper -> kind.code().equals(HANDED_OVER.get(paper)));
            var dated = dated(project, kind.code());
            if (kind.code().equals("1-06-01") && project.handover() != null || dated == null || dated.isAfter(now.atZone(House.ZONE).toLocalDate())) {
                continue;
            }
            var lacks = Math.floorMod(kind.code().hashCode() + n * 7, kind.required() ? n % 2 == 0 ? Integer.MAX_VALUE : 5 : 2) == (kind.required() ? 3 : 1);
            if (handedOver || !lacks && !(HANDED_OVER.containsValue(kind.code()) && project.handover() != null)) {
                paper(project.id(), kind, kind.zhCn() + " " + project.number(), dated, kind.important() || kind.years() == null ? shelf : "", n % 9 == 4 && kind.required(), null, null);
            }
        }
        if (project.handover() != null && project.handedOver() != null) {
            paper(project.id(), kinds.get("1-06-01"), "项目移交单 " + project.number(), project.handedOver(), "", false, "handover", project.handover());
        }
    }

    /** When a paper of this kind comes up in a project; null: not yet, or only now and then. */
    private static @Nullable LocalDate dated(Row project, String code) {
        var after = project.accepted();
        return switch (code.substring(0, 4)) {
            case "1-01" -> project.begun().plusDays(code.charAt(6) - '0');
            case "1-02" -> project.begun().plusDays(20 + 3L * (code.charAt(6) - '0'));
            case "1-03" -> project.begun().plusDays(50 + 4L * (code.charAt(6) - '0'));
            case "1-04" -> after == null ? null : after.minusDays(40 - 5L * (code.charAt(6) - '0'));
            case "1-05" -> after == null ? null : after.minusDays(code.equals("1-05-06") ? 0 : 12 - code.charAt(6) + '0');
            case "1-06" -> after == null ? null : after.plusDays(5);
            case "2-04" -> after == null ? null : after.plusDays(12);
            case "2-02" -> after == null || !code.equals("2-02-01") ? null : after.plusDays(30);
            default -> null;
        };
    }

    /** The signed originals; the text is printed from the report itself. */
    private void file(Report report) {
        var kind = kinds.get("2-01-02");
        papers.add(new Object[] {chance.id(report.at()), report.project(), kind.code(), "服务报告单 %s %s".formatted(report.number(), report.subject()),
                Date.valueOf(report.at().atZone(House.ZONE).toLocalDate()), kind.important(), "", "服务报告单原件盒 " + report.number().substring(3, 7), null, 0, kind.years(),
                "report", report.id(), Timestamp.from(report.at())});
    }

    private void paper(UUID project, Kind kind, String name, LocalDate dated, String shelf, boolean twice, @Nullable String sourceKind, @Nullable UUID sourceId) {
        var at = dated.atTime(LocalTime.of(17, 20)).atZone(House.ZONE).toInstant();
        var filed = at.isAfter(now) ? now : at;
        var id = chance.id(filed);
        var file = file(id, kind, name, filed, null);
        if (twice) {
            file = file(id, kind, name + " 修订", filed.plusSeconds(86_400).isAfter(now) ? now : filed.plusSeconds(86_400), file);
        }
        papers.add(new Object[] {id, project, kind.code(), name, Date.valueOf(dated), kind.important(), "", shelf, file, twice ? 2 : 1, kind.years(), sourceKind, sourceId,
                Timestamp.from(filed)});
    }

    private UUID file(UUID paper, Kind kind, String name, Instant at, @Nullable UUID before) {
        var scan = scan(kind.code());
        var id = chance.id(at);
        files.add(new Object[] {id, paper, name + ".pdf", scan.length, scans.computeIfAbsent(kind.code(), code -> documents.keep(scan, code + ".pdf")), Timestamp.from(at), before});
        return id;
    }

    /** One page that says where it belongs; the same for every project, so that the demo stays small. */
    private static byte[] scan(String code) {
        return page(code, "Scanned copy of the demo company");
    }

    /** A PDF of one page: a large word and a line below it. */
    static byte[] page(String word, String line) {
        var text = "BT /F 64 Tf 150 560 Td (%s) Tj /F 16 Tf 0 -40 Td (%s) Tj ET".formatted(word, line);
        var objects = List.of("<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>",
                "<< /Length %d >>\nstream\n%s\nendstream".formatted(text.length(), text), "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>");
        var out = new ByteArrayOutputStream();
        out.writeBytes("%PDF-1.4\n".getBytes(StandardCharsets.US_ASCII));
        var table = new StringBuilder("xref\n0 6\n0000000000 65535 f \n");
        for (int i = 0; i < objects.size(); i++) {
            table.append("%010d 00000 n \n".formatted(out.size()));
            out.writeBytes("%d 0 obj\n%s\nendobj\n".formatted(i + 1, objects.get(i)).getBytes(StandardCharsets.US_ASCII));
        }
        var start = out.size();
        out.writeBytes("%strailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n".formatted(table, start).getBytes(StandardCharsets.US_ASCII));
        return out.toByteArray();
    }
}
