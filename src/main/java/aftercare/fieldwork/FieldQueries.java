package aftercare.fieldwork;

import static java.time.ZoneOffset.UTC;

import aftercare.identity.Reach;
import aftercare.kernel.TimeWindow;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Read side of fieldwork: one statement per method. */
@Component
@Transactional(readOnly = true)
class FieldQueries {

    private static final int SHOWN = 200;

    record VisitDue(Instant dueAt, String state) {}

    /** A visit as the engineer's list shows it. */
    record VisitCard(UUID id, VisitStatus status, Instant plannedStart, Instant plannedEnd, UUID caseId, String caseNumber, String subject, int severity,
                @Nullable String customer, @Nullable String site, @Nullable String address, @Nullable Double lng, @Nullable Double lat,
                String contactName, String contactPhone, @Nullable String device, @Nullable VisitDue arrive, @Nullable VisitDue restore,
                @Nullable String reportNumber, boolean reportSigned, boolean remote, List<VisitAct> acts) {}

    record VisitDevice(UUID id, String number, String name, String maker, String model, String serial, String location,
                      @Nullable LocalDate acceptedOn, @Nullable LocalDate warrantyUntil) {}

    record PastCase(UUID id, String number, String subject, Instant openedAt, @Nullable String resolution) {}

    record VisitSteps(@Nullable Instant accepted, @Nullable Instant setOut, @Nullable Instant arrived, @Nullable Instant started,
                     @Nullable Instant finished, @Nullable Instant signed) {}

    record VisitArrival(@Nullable Double lng, @Nullable Double lat, String note, int lateMinutes, @Nullable Integer distanceMetres) {}

    record ReportPart(Report.PartMove move, String name, String model, BigDecimal quantity, String serial) {}

    /** Names of codes by language. */
    record ReportCode(String code, @Nullable String parent, Map<String, String> name) {}

    record ServiceReport(UUID id, String number, String finding, @Nullable String cause, @Nullable String responsibility, String action, String advice,
                      List<ReportPart> parts, int workMinutes, Report.Outcome outcome, String customerOpinion, @Nullable String signerName,
                      @Nullable UUID signatureId, @Nullable Instant signedAt, @Nullable String hash, Instant writtenAt) {}

    /** Everything the engineer needs on site, or the office wants to know of it. */
    record VisitView(VisitCard card, String description, String entitlement, String entitlementReason, String bookingNote, UUID engineerId, String engineer,
                     String engineerPhone, @Nullable VisitDevice device, List<PastCase> history, VisitSteps steps, @Nullable VisitArrival arrival,
                     @Nullable String refusal, @Nullable ServiceReport report, boolean reportOpen, List<Interruptions.Interruption> interruptions, @Nullable HandOver handOver, List<Questions.Question> questions, @Nullable String signToken) {}

    /** How far the work had come when it was handed over, and what is left. */
    record HandOver(String done, String left, @Nullable String colleague, Instant at) {}

    /** A visit among those of its case. */
    record CaseVisit(UUID id, UUID engineerId, String engineer, UUID branchId, @Nullable UUID partnerId, VisitStatus status, Instant plannedStart, Instant plannedEnd, VisitSteps steps,
                     @Nullable Integer lateMinutes, @Nullable Integer distanceMetres, @Nullable String refusal, @Nullable UUID reportId,
                     @Nullable String reportNumber, Report.@Nullable Outcome outcome, @Nullable Instant reportSignedAt) {}

    record VisitMove(VisitStatus from, VisitAct act, VisitStatus to) {}

    /** The lifecycle as data, so that a phone without a net knows what comes next. {@code reportIn}: where the report and the forms are open. */
    record VisitRules(List<VisitMove> moves, List<VisitStatus> reportIn, List<VisitStatus> photosIn) {}

    record ReportCodes(List<ReportCode> causes, List<ReportCode> responsibilities, VisitRules rules) {}

    private static final String CARD = """
            select v.*, bo.remote, c.number as case_number, c.subject, c.description, c.severity, c.entitlement, c.entitlement_reason, c.contact_name,
                   c.contact_phone, c.device_id, cu.name as customer, s.name as site, nullif(concat(r.full_name, s.address), '') as address, s.lng, s.lat,
                   nullif(concat_ws(' · ', nullif(d.name, ''), p.model), '') as device, d.number as device_number, d.name as device_name,
                   p.maker, p.model, d.serial, d.location, d.accepted_on, d.warranty_until, bo.note as booking_note, u.name as engineer,
                   u.phone as engineer_phone, ar.due_at as arrive_due, ar.state as arrive_state, re.due_at as restore_due, re.state as restore_state,
                   rp.id as report_id, rp.number as report_number, rp.finding, rp.cause_code, rp.responsibility_code, rp.action, rp.advice, rp.parts,
                   rp.work_minutes, rp.outcome, rp.customer_opinion, rp.signer_name, rp.signature_id, rp.signed_at as report_signed_at, rp.hash,
                   rp.written_at
              from fieldwork.visit v
              join cases.service_case c on c.id = v.case_id
              join dispatch.booking bo on bo.id = v.booking_id
              join identity.app_user u on u.id = v.engineer_id
              left join customers.customer cu on cu.id = c.customer_id
              left join assets.device d on d.id = c.device_id
              left join assets.product p on p.id = d.product_id
              left join customers.site s on s.id = coalesce(c.site_id, d.site_id)
              left join customers.region r on r.code = s.region_code
              left join fieldwork.report rp on rp.visit_id = v.id
              left join lateral (select due_at, state from promises.promise
                                  where subject_kind = 'case' and subject_id = c.id and code = 'arrive' order by round desc limit 1) ar on true
              left join lateral (select due_at, state from promises.promise
                                  where subject_kind = 'case' and subject_id = c.id and code = 'restore' order by round desc limit 1) re on true
            """;

    private static final VisitRules RULES = new VisitRules(
            Arrays.stream(VisitStatus.values()).flatMap(from -> from.acts().stream().filter(VisitAct.OF_THE_ENGINEER::contains)
                    .map(act -> new VisitMove(from, act, from.after(act)))).toList(),
            Arrays.stream(VisitStatus.values()).filter(VisitStatus::isReportOpen).toList(),
            Arrays.stream(VisitStatus.values()).filter(VisitStatus::isPictureWanted).toList());
    private static final TypeReference<Map<String, String>> NAMES = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Interruptions interruptions;
    private final Questions questions;
    private final UnsignedQueries unsigned;

    FieldQueries(JdbcClient jdbc, JsonMapper json, Interruptions interruptions, Questions questions, UnsignedQueries unsigned) {
        this.jdbc = jdbc;
        this.json = json;
        this.interruptions = interruptions;
        this.questions = questions;
        this.unsigned = unsigned;
    }

    /** The engineer's own visits: those of the window, and earlier ones that are not finished yet. */
    List<VisitCard> mine(UUID engineer, TimeWindow window) {
        return jdbc.sql(CARD + """
                 where v.engineer_id = :engineer and v.planned_start < :to
                   and (v.planned_end > :from and v.status not in ('REFUSED', 'CANCELLED')
                        or v.status in ('PLANNED', 'ACCEPTED', 'ON_THE_WAY', 'ARRIVED', 'STOPPED', 'WORKING', 'PAUSED', 'FINISHED'))
                 order by v.planned_start, v.id
                 limit :size
                """)
                .param("engineer", engineer).param("from", window.from().atOffset(UTC)).param("to", window.to().atOffset(UTC)).param("size", SHOWN)
                .query((row, _) -> card(row, true)).list();
    }

    Optional<VisitView> mine(UUID engineer, UUID id) {
        return jdbc.sql(CARD + " where v.id = :id and v.engineer_id = :engineer").param("id", id).param("engineer", engineer)
                .query((row, _) -> view(row, true)).optional();
    }

    Optional<VisitView> visit(Reach reach, UUID id) {
        return jdbc.sql(CARD + """
                 where v.id = :id and (:everywhere or v.branch_id = any(:branches))
                   and (cast(:partner as uuid) is null or v.partner_id = :partner)
                   and (cast(:customer as uuid) is null or c.customer_id = :customer)
                """)
                .params(reach.params()).param("id", id).query((row, _) -> view(row, false)).optional();
    }

    /** Newest plan first. */
    List<CaseVisit> ofCase(Reach reach, UUID caseId) {
        return jdbc.sql("""
                select v.*, u.name as engineer, rp.id as report_id, rp.number as report_number, rp.outcome, rp.signed_at as report_signed_at
                  from fieldwork.visit v
                  join cases.service_case c on c.id = v.case_id
                  join identity.app_user u on u.id = v.engineer_id
                  left join fieldwork.report rp on rp.visit_id = v.id
                 where v.case_id = :case and (:everywhere or v.branch_id = any(:branches))
                   and (cast(:partner as uuid) is null or v.partner_id = :partner)
                   and (cast(:customer as uuid) is null or c.customer_id = :customer)
                 order by v.planned_start desc, v.id desc
                """)
                .params(reach.params()).param("case", caseId)
                .query((row, _) -> new CaseVisit(row.getObject("id", UUID.class), row.getObject("engineer_id", UUID.class), row.getString("engineer"),
                        row.getObject("branch_id", UUID.class), row.getObject("partner_id", UUID.class), VisitStatus.valueOf(row.getString("status")), at(row, "planned_start"), at(row, "planned_end"), steps(row),
                        row.getObject("late_minutes", Integer.class), row.getObject("distance_metres", Integer.class), row.getString("refusal"),
                        row.getObject("report_id", UUID.class), row.getString("report_number"),
                        row.getString("outcome") == null ? null : Report.Outcome.valueOf(row.getString("outcome")), instant(row, "report_signed_at")))
                .list();
    }

    /** What a report can name as cause and as responsible. */
    ReportCodes codes() {
        record Row(String dimension, ReportCode view) {}
        var all = jdbc.sql("""
                select dimension, code, parent, name from cases.fault_code
                 where active and dimension in ('CAUSE', 'RESPONSIBILITY') order by dimension, position, code
                """)
                .query((row, _) -> new Row(row.getString("dimension"), new ReportCode(row.getString("code"), row.getString("parent"),
                        json.readValue(row.getString("name"), NAMES)))).list();
        return new ReportCodes(all.stream().filter(row -> row.dimension().equals("CAUSE")).map(Row::view).toList(),
                all.stream().filter(row -> row.dimension().equals("RESPONSIBILITY")).map(Row::view).toList(), RULES);
    }

    /** The last cases of the same device before this one. */
    private List<PastCase> history(UUID caseId, @Nullable UUID device) {
        return device == null ? List.of() : jdbc.sql("""
                select id, number, subject, opened_at, resolution from cases.service_case
                 where device_id = :device and id <> :case and status <> 'CANCELLED'
                 order by opened_at desc limit 5
                """)
                .param("device", device).param("case", caseId).query(PastCase.class).list();
    }

    private VisitView view(ResultSet row, boolean mayAct) throws SQLException {
        var card = card(row, mayAct);
        var device = row.getObject("device_id", UUID.class);
        var late = row.getObject("late_minutes", Integer.class);
        return new VisitView(card, row.getString("description"), row.getString("entitlement"), row.getString("entitlement_reason"),
                row.getString("booking_note"), row.getObject("engineer_id", UUID.class), row.getString("engineer"), row.getString("engineer_phone"),
                device == null ? null : new VisitDevice(device, row.getString("device_number"), row.getString("device_name"), row.getString("maker"),
                        row.getString("model"), row.getString("serial"), row.getString("location"), row.getObject("accepted_on", LocalDate.class),
                        row.getObject("warranty_until", LocalDate.class)),
                history(card.caseId(), device), steps(row),
                late == null ? null : new VisitArrival(row.getObject("arrived_lng", Double.class), row.getObject("arrived_lat", Double.class),
                        row.getString("arrived_note"), late, row.getObject("distance_metres", Integer.class)),
                row.getString("refusal"), report(row), mayAct && card.status().isReportOpen(), interruptions.of(card.id()), handOver(card), questions.of(card.id()),
                mayAct && card.status() == VisitStatus.FINISHED ? unsigned.openToken(card.id()).orElse(null) : null);
    }

    private @Nullable HandOver handOver(VisitCard card) {
        return card.status() != VisitStatus.HANDED_OVER ? null : jdbc.sql("""
                select h.done, h.left_over as "left", u.name as colleague, h.at from fieldwork.hand_over h left join identity.app_user u on u.id = h.colleague_id
                 where h.visit_id = :visit
                """).param("visit", card.id()).query(HandOver.class).optional().orElse(null);
    }

    private @Nullable ServiceReport report(ResultSet row) throws SQLException {
        var id = row.getObject("report_id", UUID.class);
        return id == null ? null : new ServiceReport(id, row.getString("report_number"), row.getString("finding"), row.getString("cause_code"),
                row.getString("responsibility_code"), row.getString("action"), row.getString("advice"),
                List.of(json.readValue(row.getString("parts"), ReportPart[].class)), row.getInt("work_minutes"),
                Report.Outcome.valueOf(row.getString("outcome")), row.getString("customer_opinion"), row.getString("signer_name"),
                row.getObject("signature_id", UUID.class), instant(row, "report_signed_at"), row.getString("hash"), at(row, "written_at"));
    }

    private static VisitCard card(ResultSet row, boolean mayAct) throws SQLException {
        var status = VisitStatus.valueOf(row.getString("status"));
        var remote = row.getBoolean("remote");
        return new VisitCard(row.getObject("id", UUID.class), status, at(row, "planned_start"), at(row, "planned_end"), row.getObject("case_id", UUID.class),
                row.getString("case_number"), row.getString("subject"), row.getInt("severity"), row.getString("customer"), row.getString("site"),
                row.getString("address"), row.getObject("lng", Double.class), row.getObject("lat", Double.class), row.getString("contact_name"),
                row.getString("contact_phone"), row.getString("device"), due(row, "arrive"), due(row, "restore"), row.getString("report_number"),
                row.getString("signer_name") != null, remote,
                mayAct ? status.acts().stream().filter(VisitAct.OF_THE_ENGINEER::contains).filter(act -> act != VisitAct.SET_OUT || !remote).toList() : List.of());
    }

    private static VisitSteps steps(ResultSet row) throws SQLException {
        return new VisitSteps(instant(row, "accepted_at"), instant(row, "set_out_at"), instant(row, "arrived_at"), instant(row, "started_at"),
                instant(row, "finished_at"), instant(row, "signed_at"));
    }

    private static @Nullable VisitDue due(ResultSet row, String code) throws SQLException {
        var state = row.getString(code + "_state");
        return state == null ? null : new VisitDue(at(row, code + "_due"), state);
    }

    private static Instant at(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
