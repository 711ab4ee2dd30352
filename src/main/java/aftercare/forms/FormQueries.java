package aftercare.forms;

import static java.time.ZoneOffset.UTC;

import aftercare.identity.Reach;
import aftercare.kernel.Subject;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Forms and their numbers as screens show them. */
@Component
@Transactional(readOnly = true)
class FormQueries {

    private static final int PAGE = 50;
    private static final int POINTS = 2000;

    enum FormState { PUBLISHED, DRAFT, RETIRED }

    /** @param version of the last published one, 0 when there is none; {@code draft}: there are changes nobody fills in yet */
    record FormRow(String code, Map<String, String> title, FormUse use, FormState state, int version, boolean draft, int questions, Instant changedAt,
                   String changedBy) {}

    record FormPage(List<FormRow> rows, @Nullable String next) {}

    record FormVersion(int version, boolean current, Instant at, String by, String note) {}

    record FormDraft(Form form, int version, Instant changedAt, String changedBy, List<FormCheck.Fault> faults) {}

    /** Everything about a form for whoever designs it. */
    record FormDesign(String code, FormState state, boolean needed, @Nullable FormDraft draft, @Nullable Form latest, List<FormVersion> versions) {}

    /** A number that was measured at a thing at least once. */
    record MeasuredQuestion(String form, Map<String, String> title, String question, Map<String, String> label, @Nullable String unit,
                            @Nullable BigDecimal goodFrom, @Nullable BigDecimal goodTo, Instant lastAt) {}

    record TrendPoint(Instant at, BigDecimal number, boolean bad, UUID subjectId, String subjectKind, @Nullable UUID about, String by) {}

    private final JdbcClient jdbc;
    private final FormDesk forms;

    FormQueries(JdbcClient jdbc, FormDesk forms) {
        this.jdbc = jdbc;
        this.forms = forms;
    }

    private static final String ALL = """
            with latest as (select distinct on (code) code, version, current, definition, created_at, published_name
                              from forms.form order by code, version desc),
                 every as (select coalesce(l.code, d.code) as code, coalesce(l.definition, d.definition) as definition,
                                  case when l.code is null then 'DRAFT' when l.current then 'PUBLISHED' else 'RETIRED' end as state,
                                  coalesce(l.version, 0) as version, d.code is not null as draft,
                                  coalesce(d.changed_at, l.created_at) as changed_at, coalesce(d.changed_name, l.published_name) as changed_by
                             from latest l full join forms.draft d on d.code = l.code)
            """;

    /** By code. */
    FormPage forms(@Nullable FormState state, @Nullable FormUse use, @Nullable String words, @Nullable String after) {
        var rows = jdbc.sql(ALL + """
                select * from every
                 where (cast(:state as text) is null or state = :state)
                   and (cast(:use as text) is null or coalesce(definition ->> 'use', 'SURVEY') = :use)
                   and (cast(:words as text) is null or strpos(lower(cast(definition -> 'title' as text)), lower(:words)) > 0 or strpos(code, lower(:words)) > 0)
                   and (cast(:after as text) is null or code > :after)
                 order by code limit :size
                """)
                .param("state", state == null ? null : state.name()).param("use", use == null ? null : use.name()).param("words", words)
                .param("after", after).param("size", PAGE + 1)
                .query((row, _) -> {
                    var form = forms.read(row.getString("definition"));
                    return new FormRow(row.getString("code"), form.title(), form.use(), FormState.valueOf(row.getString("state")), row.getInt("version"),
                            row.getBoolean("draft"), (int) form.questions().stream().filter(Question::isAnswered).count(),
                            row.getObject("changed_at", OffsetDateTime.class).toInstant(), row.getString("changed_by"));
                }).list();
        return rows.size() <= PAGE ? new FormPage(rows, null) : new FormPage(rows.subList(0, PAGE), rows.get(PAGE - 1).code());
    }

    Optional<FormDesign> design(String code) {
        var versions = jdbc.sql("select version, current, created_at as at, published_name as by, note from forms.form where code = :code order by version desc")
                .param("code", code).query(FormVersion.class).list();
        var draft = jdbc.sql("select definition, version, changed_at, changed_name from forms.draft where code = :code").param("code", code)
                .query((row, _) -> {
                    var form = forms.read(row.getString("definition"));
                    return new FormDraft(form, row.getInt("version"), row.getObject("changed_at", OffsetDateTime.class).toInstant(),
                            row.getString("changed_name"), FormCheck.faults(form));
                }).optional().orElse(null);
        if (versions.isEmpty() && draft == null) {
            return Optional.empty();
        }
        var state = versions.isEmpty() ? FormState.DRAFT : versions.stream().anyMatch(FormVersion::current) ? FormState.PUBLISHED : FormState.RETIRED;
        return Optional.of(new FormDesign(code, state, forms.isNeeded(code), draft,
                versions.isEmpty() ? null : forms.of(code, versions.getFirst().version()), versions));
    }

    /** What has been measured at a device, or at all devices of a model, newest first. */
    List<MeasuredQuestion> measured(Reach reach, Subject about) {
        record Row(String formCode, String question, Instant at) {}
        return jdbc.sql("""
                select m.form_code, m.question, max(m.at) as at
                  from forms.measurement m
                 where m.about_kind = :kind and m.about_id = :about and (:everywhere or m.branch_id = any(:branches))
                   and (cast(:partner as uuid) is null or m.partner_id = :partner)
                   and (cast(:customer as uuid) is null or m.customer_id = :customer)
                 group by m.form_code, m.question order by max(m.at) desc, m.form_code, m.question limit 200
                """)
                .params(reach.params()).param("kind", about.kind()).param("about", about.id()).query(Row.class).list().stream()
                .map(row -> measured(row.formCode(), row.question(), row.at())).toList();
    }

    /** The names of today, or of the last version if the form is retired. */
    private MeasuredQuestion measured(String code, String name, Instant at) {
        var form = jdbc.sql("select definition from forms.form where code = :code order by current desc, version desc limit 1").param("code", code)
                .query(String.class).optional().map(forms::read).orElseThrow();
        var parts = name.split("\\.", 2);
        var question = form.questions().stream().filter(one -> one.key().equals(parts[0])).findFirst().orElse(null);
        if (question == null) {
            return new MeasuredQuestion(code, form.title(), name, Map.of("zh-CN", name), null, null, null, at);
        }
        var type = question.type();
        var label = question.label();
        if (type instanceof QuestionType.Table table && parts.length == 2) {
            var column = table.columns().stream().filter(one -> one.key().equals(parts[1])).findFirst().orElse(null);
            type = column == null ? type : column.type();
            label = column == null ? label : Map.of("zh-CN", words(label, "zh-CN") + " · " + words(column.label(), "zh-CN"),
                    "zh-TW", words(label, "zh-TW") + " · " + words(column.label(), "zh-TW"), "en", words(label, "en") + " · " + words(column.label(), "en"));
        }
        return switch (type) {
            case QuestionType.Number number -> new MeasuredQuestion(code, form.title(), name, label, number.unit(), number.goodFrom(), number.goodTo(), at);
            case QuestionType.Meter meter -> new MeasuredQuestion(code, form.title(), name, label, meter.unit(), null, null, at);
            default -> new MeasuredQuestion(code, form.title(), name, label, null, null, null, at);
        };
    }

    private static String words(Map<String, String> words, String language) {
        return words.getOrDefault(language, words.getOrDefault("zh-CN", ""));
    }

    /** The newest values, oldest first. */
    List<TrendPoint> trend(Reach reach, Subject about, String form, String question, Instant from) {
        return jdbc.sql("""
                select m.at, m.number, m.bad, a.subject_id, a.subject_kind, a.about_id as about, a.actor_name as by
                  from forms.measurement m
                  join forms.answer a on a.id = m.answer_id
                 where m.about_kind = :kind and m.about_id = :about and m.form_code = :form and m.question = :question and m.at >= :from
                   and (:everywhere or m.branch_id = any(:branches))
                   and (cast(:partner as uuid) is null or m.partner_id = :partner)
                   and (cast(:customer as uuid) is null or m.customer_id = :customer)
                 order by m.at desc, m.answer_id, m.position
                 limit :size
                """)
                .params(reach.params()).param("kind", about.kind()).param("about", about.id()).param("form", form).param("question", question)
                .param("from", from.atOffset(UTC)).param("size", POINTS).query(TrendPoint.class).list().reversed();
    }
}
