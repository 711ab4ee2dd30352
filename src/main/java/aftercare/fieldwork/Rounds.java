package aftercare.fieldwork;

import static java.time.ZoneOffset.UTC;

import aftercare.cases.CaseId;
import aftercare.forms.Form;
import aftercare.forms.FormAnswer;
import aftercare.forms.FormDesk;
import aftercare.forms.QuestionType;
import aftercare.identity.Reach;
import aftercare.kernel.Refusal;
import aftercare.kernel.Subject;
import aftercare.timeline.Actor;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** A case about several devices: every one of them has its form filled in, or it is said why not. It may take several visits. */
@Component
@Transactional
public class Rounds {

    /**
     * @param device null for the site itself
     * @param form   its code; null when nothing is to be filled in
     */
    public record Wanted(@Nullable UUID device, @Nullable String form) {}

    /** @param reason why nobody got at it */
    public record MissedDevice(UUID device, String reason) {}

    /** @param answers the latest, by question; null where none was filled in */
    public record DeviceResult(@Nullable UUID device, @Nullable Map<String, Object> answers, int bad, @Nullable String missed) {}

    record RoundAnswer(UUID id, UUID visitId, int version, Map<String, Object> answers, @Nullable BigDecimal score, List<Form.Finding> findings,
                       List<Checklists.FollowUp> followUps, String by, Instant at) {}

    /** @param version of today's form; null when there is nothing to fill in */
    record RoundDevice(@Nullable UUID device, String name, String model, String serial, String location, @Nullable String form, @Nullable Integer version,
                       Map<String, BigDecimal> last, @Nullable RoundAnswer answer, @Nullable String missed) {}

    /** @param forms every version that is needed to fill in and to read the answers */
    record Round(List<Form> forms, List<RoundDevice> devices) {}

    record FoundFor(UUID visitId, String formCode, String question, @Nullable UUID deviceId, UUID caseId, String number) {}

    private record Row(@Nullable UUID deviceId, @Nullable String formCode, @Nullable Integer formVersion, String name, String model, String serial, String location,
                       @Nullable String missedReason) {}

    private final JdbcClient jdbc;
    private final FormDesk forms;

    Rounds(JdbcClient jdbc, FormDesk forms) {
        this.jdbc = jdbc;
        this.forms = forms;
    }

    /** In this order; what is wanted already stays as it is. */
    public void want(CaseId caseId, List<Wanted> wanted) {
        var position = 0;
        for (var one : wanted) {
            jdbc.sql("insert into fieldwork.round_device (case_id, device_id, form_code, position) values (:case, :device, :form, :position) on conflict do nothing")
                    .param("case", caseId.value()).param("device", one.device()).param("form", one.form()).param("position", position++).update();
        }
    }

    /** Those that were not reached and have not been done since, at any visit. */
    @Transactional(readOnly = true)
    public List<MissedDevice> missed(CaseId caseId) {
        return jdbc.sql("select distinct on (device_id) device_id as device, missed_reason as reason from fieldwork.round_device where case_id = :case and missed_at is not null and device_id is not null")
                .param("case", caseId.value()).query(MissedDevice.class).list();
    }

    @Transactional(readOnly = true)
    public List<DeviceResult> results(CaseId caseId) {
        return of(caseId.value()).devices().stream().map(one -> new DeviceResult(one.device(), one.answer() == null ? null : one.answer().answers(),
                one.answer() == null ? 0 : one.answer().findings().size(), one.missed())).toList();
    }

    @Transactional(readOnly = true)
    public Round ofCase(Reach reach, UUID caseId) {
        var seen = jdbc.sql("""
                select exists (select from fieldwork.visit v join cases.service_case c on c.id = v.case_id
                                where v.case_id = :case and (:everywhere or v.branch_id = any(:branches))
                                  and (cast(:partner as uuid) is null or v.partner_id = :partner)
                                  and (cast(:customer as uuid) is null or c.customer_id = :customer))
                """).params(reach.params()).param("case", caseId).query(Boolean.class).single();
        return seen ? of(caseId) : new Round(List.of(), List.of());
    }

    @Transactional(readOnly = true)
    public Round of(UUID caseId) {
        var rows = rows(caseId);
        if (rows.isEmpty()) {
            return new Round(List.of(), List.of());
        }
        var definitions = new LinkedHashMap<String, Form>();
        rows.stream().filter(row -> row.formVersion() != null).forEach(row -> definition(definitions, row.formCode(), row.formVersion()));
        var answers = new HashMap<String, FormAnswer>();
        jdbc.sql("select id from fieldwork.visit where case_id = :case order by planned_start, id").param("case", caseId).query(UUID.class).list()
                .forEach(visit -> forms.of(new Subject(VisitId.SUBJECT, visit)).forEach(answer -> answers.put(key(answer), answer)));
        var found = found(caseId);
        var devices = rows.stream().map(row -> {
            var answer = row.formCode() == null ? null : answers.get(key(row.formCode(), row.deviceId()));
            var today = row.formVersion() == null ? null : definition(definitions, row.formCode(), row.formVersion());
            return new RoundDevice(row.deviceId(), row.name(), row.model(), row.serial(), row.location(), today == null && answer == null ? null : row.formCode(),
                    row.formVersion(), today == null ? Map.of() : last(today, row.deviceId()),
                    answer == null ? null : answer(answer, definition(definitions, answer.formCode(), answer.formVersion()), found), row.missedReason());
        }).toList();
        return new Round(List.copyOf(definitions.values()), devices);
    }

    boolean wants(UUID caseId, @Nullable UUID device, String form) {
        return jdbc.sql("select exists (select from fieldwork.round_device where case_id = :case and device_id is not distinct from cast(:device as uuid) and form_code = :form)")
                .param("case", caseId).param("device", device).param("form", form).query(Boolean.class).single();
    }

    void reached(UUID caseId, @Nullable UUID device) {
        jdbc.sql("""
                update fieldwork.round_device set missed_reason = null, missed_by = null, missed_at = null
                 where case_id = :case and device_id is not distinct from cast(:device as uuid) and missed_at is not null
                """).param("case", caseId).param("device", device).update();
    }

    /** Nobody got at these. What has been filled in for one of them stands. */
    int miss(UUID caseId, Collection<UUID> devices, String reason, Actor actor, Instant at) {
        if (reason.isBlank()) {
            throw new Refusal.Broken("fieldwork.missed-unreasoned", "say why the device was not reached", Map.of());
        }
        var open = new HashSet<>(devices);
        of(caseId).devices().stream().filter(one -> one.answer() != null).forEach(one -> open.remove(one.device()));
        var missed = jdbc.sql("""
                update fieldwork.round_device set missed_reason = :reason, missed_by = :by, missed_at = :at where case_id = :case and device_id = any(:devices)
                """).param("reason", reason.strip()).param("by", actor.user()).param("at", at.atOffset(UTC)).param("case", caseId)
                .param("devices", open.toArray(UUID[]::new)).update();
        if (missed == 0 && !open.isEmpty()) {
            throw new Refusal.Broken("fieldwork.device-elsewhere", "this device is not one of those that the visit is about", Map.of());
        }
        return missed;
    }

    /** Nobody says that the work is done while a device has neither its form nor a reason. */
    void requireWhole(UUID caseId) {
        var open = of(caseId).devices().stream().filter(one -> one.form() != null && one.answer() == null && one.missed() == null).count();
        if (open > 0) {
            throw new Refusal.Conflict("fieldwork.round-open", "%d devices have neither their form nor a reason why not".formatted(open), Map.of("count", open));
        }
    }

    /** A device's place in the round and what it is called there, for whoever prints the answers. */
    Map<UUID, String> labels(UUID caseId) {
        var labels = new LinkedHashMap<UUID, String>();
        rows(caseId).stream().filter(row -> row.deviceId() != null).forEach(row -> labels.put(row.deviceId(), "%s %s".formatted(row.name(), row.serial()).strip()));
        return labels;
    }

    List<FoundFor> found(UUID caseId) {
        return jdbc.sql("""
                select f.visit_id, f.form_code, f.question, f.device_id, f.case_id, c.number
                  from fieldwork.visit v join fieldwork.follow_up f on f.visit_id = v.id join cases.service_case c on c.id = f.case_id
                 where v.case_id = :case
                """).param("case", caseId).query(FoundFor.class).list();
    }

    private List<Row> rows(UUID caseId) {
        return jdbc.sql("""
                select r.device_id, r.form_code, f.version as form_version, coalesce(nullif(d.name, ''), p.name, s.name, '') as name,
                       concat_ws(' ', p.maker, p.model) as model, coalesce(d.serial, '') as serial, coalesce(d.location, '') as location, r.missed_reason
                  from fieldwork.round_device r
                  join cases.service_case c on c.id = r.case_id
                  left join assets.device d on d.id = r.device_id
                  left join assets.product p on p.id = d.product_id
                  left join customers.site s on s.id = c.site_id
                  left join forms.form f on f.code = r.form_code and f.current
                 where r.case_id = :case order by r.position
                """).param("case", caseId).query(Row.class).list();
    }

    private Form definition(Map<String, Form> known, String code, int version) {
        return known.computeIfAbsent(code + " " + version, _ -> forms.of(code, version));
    }

    private Map<String, BigDecimal> last(Form form, @Nullable UUID device) {
        return device == null || form.questions().stream().noneMatch(question -> question.type() instanceof QuestionType.Meter) ? Map.of()
                : forms.lastReadings(form, new Subject("device", device));
    }

    private static RoundAnswer answer(FormAnswer answer, Form form, List<FoundFor> found) {
        var device = Optional.ofNullable(answer.about()).map(Subject::id).orElse(null);
        return new RoundAnswer(answer.id(), answer.subject().id(), answer.formVersion(), answer.answers(), answer.score(), form.findings(answer),
                found.stream().filter(one -> one.formCode().equals(form.code()) && java.util.Objects.equals(one.deviceId(), device))
                        .map(one -> new Checklists.FollowUp(one.question(), one.caseId(), one.number())).toList(), answer.actorName(), answer.at());
    }

    static String key(FormAnswer answer) {
        return key(answer.formCode(), answer.about() == null ? null : answer.about().id());
    }

    static String key(String form, @Nullable UUID device) {
        return form + " " + device;
    }
}
