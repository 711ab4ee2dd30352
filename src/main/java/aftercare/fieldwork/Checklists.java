package aftercare.fieldwork;

import static java.time.ZoneOffset.UTC;

import aftercare.cases.CaseDesk;
import aftercare.cases.Channel;
import aftercare.cases.OpenCase;
import aftercare.forms.AnswerAbout;
import aftercare.forms.AnswerSheet;
import aftercare.forms.Consequence;
import aftercare.forms.Form;
import aftercare.forms.FormAnswer;
import aftercare.forms.FormDesk;
import aftercare.forms.FormUse;
import aftercare.identity.Reach;
import aftercare.kernel.Refusal;
import aftercare.kernel.Subject;
import aftercare.timeline.Actor;
import aftercare.timeline.Happening;
import aftercare.timeline.Timeline;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Forms that are filled in at a visit. The category of the device decides which are offered; what a bad answer means is
 * done in the same transaction: another case is opened, or the work stops until the answer is put right.
 */
@Component
@Transactional
class Checklists {

    private static final EnumSet<FormUse> AT_A_VISIT = EnumSet.of(FormUse.INSPECTION, FormUse.HANDOVER, FormUse.SAFETY);

    /** @param last what the counters of the device showed the last time, by question */
    record OfferedForm(Form form, Map<String, BigDecimal> last) {}

    record FollowUp(String question, UUID caseId, String number) {}

    record FilledForm(UUID id, UUID visitId, Form form, Map<String, Object> answers, @Nullable BigDecimal score, List<Form.Finding> findings,
                      List<FollowUp> followUps, String by, Instant at) {}

    /** What an engineer can fill in and has filled in at one visit. */
    record VisitChecklists(List<OfferedForm> offered, List<FilledForm> filled, boolean open, boolean stopped) {}

    private record Device(@Nullable UUID device, @Nullable UUID product, @Nullable String category, @Nullable UUID customer) {}

    private final JdbcClient jdbc;
    private final FormDesk forms;
    private final CaseDesk cases;
    private final Timeline timeline;

    Checklists(JdbcClient jdbc, FormDesk forms, CaseDesk cases, Timeline timeline) {
        this.jdbc = jdbc;
        this.forms = forms;
        this.cases = cases;
        this.timeline = timeline;
    }

    @Transactional(readOnly = true)
    public VisitChecklists of(UUID visit, UUID caseId, VisitStatus status) {
        var device = device(caseId);
        var filled = filled(visit);
        return new VisitChecklists(forms.offered(AT_A_VISIT, device.category()).stream()
                .map(form -> new OfferedForm(form, forms.lastReadings(form, device.device() == null ? null : new Subject("device", device.device())))).toList(),
                filled, status.isReportOpen() || isBefore(status), stops(filled));
    }

    /** Everything filled in at the visits to a case, oldest first. */
    @Transactional(readOnly = true)
    public List<FilledForm> ofCase(Reach reach, UUID caseId) {
        return jdbc.sql("""
                select v.id from fieldwork.visit v join cases.service_case c on c.id = v.case_id
                 where v.case_id = :case and (:everywhere or v.branch_id = any(:branches))
                   and (cast(:partner as uuid) is null or v.partner_id = :partner)
                   and (cast(:customer as uuid) is null or c.customer_id = :customer)
                 order by v.planned_start, v.id
                """)
                .params(reach.params()).param("case", caseId).query(UUID.class).list().stream().flatMap(visit -> filled(visit).stream()).toList();
    }

    /** As a service report prints them. */
    @Transactional(readOnly = true)
    public List<AnswerSheet> sheets(VisitId visit) {
        return forms.of(visit.subject()).stream().map(answer -> AnswerSheet.of(forms.of(answer.formCode(), answer.formVersion()), answer)).toList();
    }

    public void fill(Visit visit, UUID id, String code, int version, Map<String, ?> answers, Actor actor, Instant at) {
        var form = forms.of(code, version);
        var open = visit.status().isReportOpen() || form.use() == FormUse.SAFETY && isBefore(visit.status());
        if (!open) {
            throw new Refusal.Conflict("fieldwork.checklist-closed", "the form is filled in between the arrival and the signature; the visit is %s"
                    .formatted(visit.status()), Map.of("status", visit.status().name()));
        }
        var caseId = visit.plan().caseId();
        var device = device(caseId.value());
        if (!AT_A_VISIT.contains(form.use()) || !form.categories().isEmpty() && !form.categories().contains(device.category())) {
            throw new Refusal.Broken("fieldwork.checklist-unsuited", "the form %s is not for this visit".formatted(code), Map.of("form", code));
        }
        var about = new ArrayList<Subject>();
        if (device.device() != null && device.product() != null) {
            about.add(new Subject("device", device.device()));
            about.add(new Subject("product", device.product()));
        }
        var answer = forms.answer(id, code, version, visit.id().subject(),
                new AnswerAbout(about, visit.plan().branch(), visit.plan().partner(), device.customer()), answers, actor, at);
        var findings = form.findings(answer);
        var facts = new java.util.HashMap<String, Object>(Map.of("form", form.title().getOrDefault("zh-CN", code), "findings", findings.size()));
        if (answer.score() != null) {
            facts.put("score", answer.score().stripTrailingZeros().toPlainString());
        }
        timeline.write(Happening.internal("fieldwork.checked", at, actor, facts)
                .about(caseId.subject()).about(visit.id().subject()).about("device", device.device()));
        findings.stream().filter(finding -> finding.consequence() == Consequence.STOP_WORK).forEach(finding ->
                timeline.write(Happening.internal("fieldwork.work-stopped", at, actor, Map.of("question", finding.label().getOrDefault("zh-CN", finding.question())))
                        .about(caseId.subject()).about(visit.id().subject())));
        findings.stream().filter(finding -> finding.consequence() == Consequence.NEW_CASE).forEach(finding -> followUp(visit, form, answer, finding, device, actor, at));
    }

    /** Nobody begins while an answer says stop. */
    @Transactional(readOnly = true)
    public void requireSafe(VisitId visit) {
        var stopping = filled(visit.value()).stream().flatMap(one -> one.findings().stream()).filter(finding -> finding.consequence() == Consequence.STOP_WORK).findFirst();
        stopping.ifPresent(finding -> {
            throw new Refusal.Conflict("fieldwork.work-stopped", "work has stopped because of: %s; put it right and fill in the form again"
                    .formatted(finding.label().get("zh-CN")), Map.of("question", finding.label().getOrDefault("zh-CN", finding.question())));
        });
    }

    /** A case of its own, beside the one the engineer came for. */
    private void followUp(Visit visit, Form form, FormAnswer answer, Form.Finding finding, Device device, Actor actor, Instant at) {
        if (jdbc.sql("select exists (select from fieldwork.follow_up where visit_id = :visit and form_code = :form and question = :question)")
                .param("visit", visit.id().value()).param("form", form.code()).param("question", finding.question()).query(Boolean.class).single()) {
            return;
        }
        var facts = cases.facts(visit.plan().caseId());
        var label = finding.label().getOrDefault("zh-CN", finding.question());
        var line = AnswerSheet.of(form, answer).lines().stream().filter(one -> one.value() != null && one.label().equals(label)).findFirst();
        var description = "%s 现场填写“%s”时发现：%s%s%s".formatted(facts.number(), form.title().getOrDefault("zh-CN", form.code()), label,
                line.map(one -> "，结果：" + one.value()).orElse(""), line.filter(one -> !one.limits().isEmpty()).map(one -> "，要求：" + one.limits()).orElse(""));
        var opened = cases.openSeenAt(visit.plan().caseId(), new OpenCase(Channel.VISIT, "repair", null, cut("现场发现：" + label), description, null,
                new OpenCase.Who(facts.customerId(), facts.contactName(), facts.contactPhone(), facts.contactEmail()),
                new OpenCase.What(facts.deviceId(), facts.projectId(), facts.siteId(), facts.branchId()), null), actor);
        jdbc.sql("insert into fieldwork.follow_up (visit_id, form_code, question, case_id, at) values (:visit, :form, :question, :case, :at)")
                .param("visit", visit.id().value()).param("form", form.code()).param("question", finding.question()).param("case", opened.id().value())
                .param("at", at.atOffset(UTC)).update();
    }

    private List<FilledForm> filled(UUID visit) {
        record Row(String formCode, String question, UUID caseId, String number) {}
        var followUps = jdbc.sql("""
                select f.form_code, f.question, f.case_id, c.number from fieldwork.follow_up f join cases.service_case c on c.id = f.case_id
                 where f.visit_id = :visit
                """).param("visit", visit).query(Row.class).list();
        return forms.of(new Subject(VisitId.SUBJECT, visit)).stream().map(answer -> {
            var form = forms.of(answer.formCode(), answer.formVersion());
            return new FilledForm(answer.id(), visit, form, answer.answers(), answer.score(), form.findings(answer),
                    followUps.stream().filter(row -> row.formCode().equals(form.code())).map(row -> new FollowUp(row.question(), row.caseId(), row.number())).toList(),
                    answer.actorName(), answer.at());
        }).toList();
    }

    private Device device(UUID caseId) {
        return jdbc.sql("""
                select d.id as device, p.id as product, p.category, c.customer_id as customer
                  from cases.service_case c
                  left join assets.device d on d.id = c.device_id
                  left join assets.product p on p.id = d.product_id
                 where c.id = :case
                """).param("case", caseId).query(Device.class).single();
    }

    private static boolean stops(Collection<FilledForm> filled) {
        return filled.stream().flatMap(one -> one.findings().stream()).anyMatch(finding -> finding.consequence() == Consequence.STOP_WORK);
    }

    private static boolean isBefore(VisitStatus status) {
        return status == VisitStatus.ACCEPTED || status == VisitStatus.ON_THE_WAY;
    }

    private static String cut(String text) {
        return text.codePointCount(0, text.length()) <= 200 ? text : text.substring(0, text.offsetByCodePoints(0, 200));
    }
}
