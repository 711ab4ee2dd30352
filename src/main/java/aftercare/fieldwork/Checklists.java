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
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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

    /**
     * What an engineer can fill in and has filled in at one visit.
     *
     * @param round the devices that each have a form of their own; their answers are not among {@code filled}
     */
    record VisitChecklists(List<OfferedForm> offered, List<FilledForm> filled, boolean open, boolean stopped, Rounds.Round round) {}

    private record Device(@Nullable UUID device, @Nullable UUID product, @Nullable String category, @Nullable UUID customer, String name) {}

    private final JdbcClient jdbc;
    private final FormDesk forms;
    private final CaseDesk cases;
    private final Rounds rounds;
    private final Timeline timeline;

    Checklists(JdbcClient jdbc, FormDesk forms, CaseDesk cases, Rounds rounds, Timeline timeline) {
        this.jdbc = jdbc;
        this.forms = forms;
        this.cases = cases;
        this.rounds = rounds;
        this.timeline = timeline;
    }

    @Transactional(readOnly = true)
    public VisitChecklists of(UUID visit, UUID caseId, VisitStatus status) {
        var device = device(caseId, null);
        var round = rounds.of(caseId);
        var ofDevices = round.devices().stream().map(Rounds.RoundDevice::form).filter(Objects::nonNull).collect(java.util.stream.Collectors.toSet());
        var filled = filled(visit, round);
        return new VisitChecklists(forms.offered(AT_A_VISIT, device.category()).stream().filter(form -> !ofDevices.contains(form.code()))
                .map(form -> new OfferedForm(form, forms.lastReadings(form, device.device() == null ? null : new Subject("device", device.device())))).toList(),
                filled, status.isReportOpen() || isBefore(status), stopping(new VisitId(visit)).isPresent(), round);
    }

    /** What was filled in at the visits to a case, oldest first; the forms of a round apart, see {@link Rounds#ofCase}. */
    @Transactional(readOnly = true)
    public List<FilledForm> ofCase(Reach reach, UUID caseId) {
        return jdbc.sql("""
                select v.id from fieldwork.visit v join cases.service_case c on c.id = v.case_id
                 where v.case_id = :case and (:everywhere or v.branch_id = any(:branches))
                   and (cast(:partner as uuid) is null or v.partner_id = :partner)
                   and (cast(:customer as uuid) is null or c.customer_id = :customer)
                 order by v.planned_start, v.id
                """)
                .params(reach.params()).param("case", caseId).query(UUID.class).list().stream().flatMap(visit -> filled(visit, rounds.of(caseId)).stream()).toList();
    }

    /** As a service report prints them. */
    @Transactional(readOnly = true)
    public List<AnswerSheet> sheets(VisitId visit, UUID caseId) {
        var labels = rounds.labels(caseId);
        var order = List.copyOf(labels.keySet());
        var definitions = new HashMap<String, Form>();
        return forms.of(visit.subject()).stream()
                .sorted(java.util.Comparator.comparing(answer -> answer.about() == null ? -1 : order.indexOf(answer.about().id())))
                .map(answer -> AnswerSheet.of(definitions.computeIfAbsent(answer.formCode() + answer.formVersion(), _ -> forms.of(answer.formCode(), answer.formVersion())), answer,
                        labels.size() < 2 || answer.about() == null ? null : labels.get(answer.about().id()))).toList();
    }

    /** @param of the device of a round; null for the device of the case */
    public void fill(Visit visit, UUID id, String code, int version, Map<String, ?> answers, @Nullable UUID of, Actor actor, Instant at) {
        var form = forms.of(code, version);
        var open = visit.status().isReportOpen() || form.use() == FormUse.SAFETY && isBefore(visit.status());
        if (!open) {
            throw new Refusal.Conflict("fieldwork.checklist-closed", "the form is filled in between the arrival and the signature; the visit is %s"
                    .formatted(visit.status()), Map.of("status", visit.status().name()));
        }
        var caseId = visit.plan().caseId();
        var device = device(caseId.value(), of);
        var wanted = rounds.wants(caseId.value(), device.device(), code);
        if (of != null && !wanted) {
            throw new Refusal.Broken("fieldwork.device-elsewhere", "this device is not one of those that the visit is about", Map.of());
        }
        if (!wanted && (!AT_A_VISIT.contains(form.use()) || !form.categories().isEmpty() && !form.categories().contains(device.category()))) {
            throw new Refusal.Broken("fieldwork.checklist-unsuited", "the form %s is not for this visit".formatted(code), Map.of("form", code));
        }
        var about = new ArrayList<Subject>();
        if (device.device() != null && device.product() != null) {
            about.add(new Subject("device", device.device()));
            about.add(new Subject("product", device.product()));
        }
        var answer = forms.answer(id, code, version, visit.id().subject(),
                new AnswerAbout(about, visit.plan().branch(), visit.plan().partner(), device.customer()), answers, actor, at);
        if (wanted) {
            rounds.reached(caseId.value(), device.device());
        }
        var findings = form.findings(answer);
        var facts = new HashMap<String, Object>(Map.of("form", form.title().getOrDefault("zh-CN", code), "findings", findings.size()));
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
        stopping(visit).ifPresent(finding -> {
            throw new Refusal.Conflict("fieldwork.work-stopped", "work has stopped because of: %s; put it right and fill in the form again"
                    .formatted(finding.label().get("zh-CN")), Map.of("question", finding.label().getOrDefault("zh-CN", finding.question())));
        });
    }

    /** A case of its own, beside the one the engineer came for. */
    private void followUp(Visit visit, Form form, FormAnswer answer, Form.Finding finding, Device device, Actor actor, Instant at) {
        var known = rounds.found(visit.plan().caseId().value()).stream().anyMatch(one -> one.visitId().equals(visit.id().value()) && one.formCode().equals(form.code())
                && one.question().equals(finding.question()) && Objects.equals(one.deviceId(), device.device()));
        if (known) {
            return;
        }
        var facts = cases.facts(visit.plan().caseId());
        var which = facts.deviceId() == null && !device.name().isEmpty() ? device.name() + " " : "";
        var label = finding.label().getOrDefault("zh-CN", finding.question());
        var line = AnswerSheet.of(form, answer).lines().stream().filter(one -> one.value() != null && one.label().equals(label)).findFirst();
        var description = "%s 现场填写“%s”时发现：%s%s%s".formatted(facts.number(), form.title().getOrDefault("zh-CN", form.code()), label,
                line.map(one -> "，结果：" + one.value()).orElse(""), line.filter(one -> !one.limits().isEmpty()).map(one -> "，要求：" + one.limits()).orElse(""));
        var opened = cases.openSeenAt(visit.plan().caseId(), new OpenCase(Channel.VISIT, "repair", null, cut("现场发现：" + which + label), description, null,
                new OpenCase.Who(facts.customerId(), facts.contactName(), facts.contactPhone(), facts.contactEmail()),
                new OpenCase.What(device.device(), facts.projectId(), facts.siteId(), facts.branchId()), null), actor);
        jdbc.sql("insert into fieldwork.follow_up (visit_id, form_code, question, device_id, case_id, at) values (:visit, :form, :question, :device, :case, :at)")
                .param("visit", visit.id().value()).param("form", form.code()).param("question", finding.question()).param("device", device.device()).param("case", opened.id().value())
                .param("at", at.atOffset(UTC)).update();
    }

    private List<FilledForm> filled(UUID visit, Rounds.Round round) {
        record Row(String formCode, String question, @Nullable UUID deviceId, UUID caseId, String number) {}
        var followUps = jdbc.sql("""
                select f.form_code, f.question, f.device_id, f.case_id, c.number from fieldwork.follow_up f join cases.service_case c on c.id = f.case_id
                 where f.visit_id = :visit
                """).param("visit", visit).query(Row.class).list();
        var ofDevices = round.devices().stream().filter(one -> one.form() != null).map(one -> Rounds.key(one.form(), one.device())).collect(java.util.stream.Collectors.toSet());
        return forms.of(new Subject(VisitId.SUBJECT, visit)).stream().filter(answer -> !ofDevices.contains(Rounds.key(answer))).map(answer -> {
            var form = forms.of(answer.formCode(), answer.formVersion());
            return new FilledForm(answer.id(), visit, form, answer.answers(), answer.score(), form.findings(answer),
                    followUps.stream().filter(row -> row.formCode().equals(form.code())).map(row -> new FollowUp(row.question(), row.caseId(), row.number())).toList(),
                    answer.actorName(), answer.at());
        }).toList();
    }

    private Device device(UUID caseId, @Nullable UUID of) {
        return jdbc.sql("""
                select d.id as device, p.id as product, p.category, c.customer_id as customer, concat_ws(' ', coalesce(nullif(d.name, ''), p.name), d.serial) as name
                  from cases.service_case c
                  left join assets.device d on d.id = coalesce(cast(:of as uuid), c.device_id)
                  left join assets.product p on p.id = d.product_id
                 where c.id = :case
                """).param("case", caseId).param("of", of).query(Device.class).single();
    }

    /** What says stop among everything that was filled in at a visit. */
    private Optional<Form.Finding> stopping(VisitId visit) {
        var definitions = new HashMap<String, Form>();
        return forms.of(visit.subject()).stream().filter(answer -> !answer.outside().isEmpty())
                .flatMap(answer -> definitions.computeIfAbsent(answer.formCode() + answer.formVersion(), _ -> forms.of(answer.formCode(), answer.formVersion()))
                        .findings(answer).stream())
                .filter(finding -> finding.consequence() == Consequence.STOP_WORK).findFirst();
    }

    private static boolean isBefore(VisitStatus status) {
        return status == VisitStatus.ACCEPTED || status == VisitStatus.ON_THE_WAY;
    }

    private static String cut(String text) {
        return text.codePointCount(0, text.length()) <= 200 ? text : text.substring(0, text.offsetByCodePoints(0, 200));
    }
}
