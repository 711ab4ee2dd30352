package aftercare.forms;

import static java.time.ZoneOffset.UTC;

import aftercare.documents.DocumentDesk;
import aftercare.kernel.Ids;
import aftercare.kernel.Refusal;
import aftercare.kernel.Subject;
import aftercare.timeline.Actor;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Publishes forms and takes answers. Whether somebody may answer for a subject is for the caller to know. */
@Service
@Transactional
public class FormDesk {

    private static final TypeReference<Map<String, Object>> ANSWERS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final DocumentDesk documents;
    private final List<NeededForm> needed;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    FormDesk(JdbcClient jdbc, JsonMapper json, DocumentDesk documents, List<NeededForm> needed, ApplicationEventPublisher events, Clock clock) {
        this.jdbc = jdbc;
        this.json = json.rebuild().disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES).build();
        this.documents = documents;
        this.needed = needed;
        this.events = events;
        this.clock = clock;
    }

    /** The version that is filled in today. */
    @Transactional(readOnly = true)
    public Form current(String code) {
        return jdbc.sql("select definition from forms.form where code = :code and current").param("code", code)
                .query(this::form).optional().orElseThrow(() -> missing(code));
    }

    @Transactional(readOnly = true)
    public Form of(String code, int version) {
        return jdbc.sql("select definition from forms.form where code = :code and version = :version")
                .param("code", code).param("version", version).query(this::form).optional()
                .orElseThrow(() -> new Refusal.Missing("forms.missing", "there is no version %d of the form %s".formatted(version, code),
                        Map.of("form", code, "version", version)));
    }

    /** Today's forms for these uses that suit devices of this category, in the order of their codes. */
    @Transactional(readOnly = true)
    public List<Form> offered(Collection<FormUse> uses, @Nullable String category) {
        return jdbc.sql("""
                select definition from forms.form
                 where current and definition ->> 'use' = any(:uses)
                   and (jsonb_array_length(coalesce(definition -> 'categories', '[]')) = 0 or definition -> 'categories' @> to_jsonb(cast(:category as text)))
                 order by code
                """)
                .param("uses", uses.stream().map(Enum::name).toArray(String[]::new)).param("category", category).query(this::form).list();
    }

    /** The next version of a form; earlier answers keep theirs. The version number given is ignored. */
    public Form publish(Form draft) {
        return publish(draft, "", Actor.SYSTEM);
    }

    /** @param note what is new in it, for whoever compares versions */
    Form publish(Form draft, String note, Actor actor) {
        FormCheck.require(draft);
        needed.stream().filter(one -> one.code().equals(draft.code()) && !one.isMetBy(draft)).findFirst().ifPresent(one -> {
            throw new Refusal.Broken("forms.needed-questions", "the product reads these questions of the form %s; they must stay as they are: %s"
                    .formatted(one.code(), one.questions()), Map.of("form", one.code(), "questions", String.join(", ", one.questions().keySet())));
        });
        lock(draft.code());
        var number = 1 + jdbc.sql("select coalesce(max(version), 0) from forms.form where code = :code").param("code", draft.code())
                .query(Integer.class).single();
        var form = draft.numbered(number);
        jdbc.sql("update forms.form set current = false where code = :code and current").param("code", form.code()).update();
        jdbc.sql("""
                insert into forms.form (code, version, definition, current, created_at, note, published_by, published_name)
                values (:code, :version, cast(:definition as jsonb), true, :now, :note, :by, :name)
                """)
                .param("code", form.code()).param("version", number).param("definition", json.writeValueAsString(form))
                .param("now", clock.instant().atOffset(UTC)).param("note", note).param("by", actor.user()).param("name", actor.name()).update();
        return form;
    }

    boolean isNeeded(String code) {
        return needed.stream().anyMatch(one -> one.code().equals(code));
    }

    /** Checks, scores and keeps an answer to today's version. */
    public FormAnswer answer(String formCode, Subject subject, Map<String, ?> answers, Actor actor, Instant at) {
        return keep(Ids.next(), current(formCode), subject, null, answers, actor, at);
    }

    /** An answer to the version that was filled in, perhaps offline and some time ago; the id is the client's. */
    public FormAnswer answer(UUID id, String formCode, int version, Subject subject, Map<String, ?> answers, Actor actor, Instant at) {
        return keep(id, of(formCode, version), subject, null, answers, actor, at);
    }

    /** The same, with its numbers to be followed. Another answer to the form for the same thing was wrong and is replaced by this one. */
    public FormAnswer answer(UUID id, String formCode, int version, Subject subject, AnswerAbout about, Map<String, ?> answers, Actor actor, Instant at) {
        return keep(id, of(formCode, version), subject, about, answers, actor, at);
    }

    /** Every answer for a subject that counts, oldest first. */
    @Transactional(readOnly = true)
    public List<FormAnswer> of(Subject subject) {
        return jdbc.sql("""
                select id, form_code, form_version, subject_kind, subject_id, about_kind, about_id, answers, score, outside, actor_id, actor_name, at
                  from forms.answer where subject_kind = :kind and subject_id = :id and replaced_at is null order by at, id
                """)
                .param("kind", subject.kind()).param("id", subject.id()).query(this::answer).list();
    }

    /** What the counters of a form showed the last time. */
    @Transactional(readOnly = true)
    public Map<String, BigDecimal> lastReadings(Form form, @Nullable Subject about) {
        var last = new HashMap<String, BigDecimal>();
        // A safety check is about the engineer's own car or gear, not about the device.
        if (about != null && form.use() != FormUse.SAFETY) {
            form.questions().stream().filter(question -> question.type() instanceof QuestionType.Meter).forEach(question -> jdbc.sql("""
                    select number from forms.measurement
                     where about_kind = :kind and about_id = :id and form_code = :form and question = :question
                     order by at desc limit 1
                    """)
                    .param("kind", about.kind()).param("id", about.id()).param("form", form.code()).param("question", question.key())
                    .query(BigDecimal.class).optional().ifPresent(number -> last.put(question.key(), number)));
        }
        return last;
    }

    private FormAnswer keep(UUID id, Form form, Subject subject, @Nullable AnswerAbout context, Map<String, ?> answers, Actor actor, Instant at) {
        var about = context == null || context.about().isEmpty() ? null : context.about().getFirst();
        if (context != null) {
            replace(form.code(), subject, about);
        }
        var assessed = Assessment.of(form, answers, lastReadings(form, about));
        for (var document : assessed.documents()) {
            if (!documents.get(document).owner().equals(subject)) {
                throw new Refusal.Broken("forms.document-elsewhere", "the document %s belongs to something else".formatted(document),
                        Map.of("document", document));
            }
        }
        jdbc.sql("""
                insert into forms.answer (id, form_code, form_version, subject_kind, subject_id, about_kind, about_id, answers, score, outside,
                                          actor_id, actor_name, at)
                values (:id, :code, :version, :kind, :subject, :aboutKind, :about, cast(:answers as jsonb), :score, :outside, :actor, :actorName, :at)
                """)
                .param("id", id).param("code", form.code()).param("version", form.version())
                .param("kind", subject.kind()).param("subject", subject.id()).param("aboutKind", about == null ? null : about.kind())
                .param("about", about == null ? null : about.id()).param("answers", json.writeValueAsString(assessed.answers()))
                .param("score", assessed.score()).param("outside", assessed.outside().toArray(String[]::new))
                .param("actor", actor.user()).param("actorName", actor.name()).param("at", at.atOffset(UTC)).update();
        if (context != null) {
            context.about().forEach(thing -> assessed.measured().forEach(measured -> keepMeasured(id, form.code(), thing, context, measured, at)));
        }
        // A safety check is about the engineer's own car or gear, not about the device.
        if (about != null && form.use() != FormUse.SAFETY) {
            form.questions().stream().filter(question -> question.type() instanceof QuestionType.Meter).forEach(question ->
                    assessed.measured().stream().filter(measured -> measured.question().equals(question.key())).findFirst().ifPresent(measured ->
                            events.publishEvent(new MeterAnswered(about, "%s %s %s %s".formatted(form.code(), question.key(), subject.kind(), subject.id()), question.label(),
                                    unitOf(question), measured.number(), actor, at))));
        }
        return new FormAnswer(id, form.code(), form.version(), subject, about, assessed.answers(), assessed.score(), assessed.outside(),
                actor.user(), actor.name(), at);
    }

    private static String unitOf(Question question) {
        return question.type() instanceof QuestionType.Meter meter && meter.unit() != null ? meter.unit() : "";
    }

    private void replace(String code, Subject subject, @Nullable Subject about) {
        var replaced = jdbc.sql("""
                update forms.answer set replaced_at = :now
                 where subject_kind = :kind and subject_id = :subject and form_code = :code and replaced_at is null
                   and about_id is not distinct from :about
                returning id
                """)
                .param("now", clock.instant().atOffset(UTC)).param("kind", subject.kind()).param("subject", subject.id()).param("code", code)
                .param("about", about == null ? null : about.id()).query(UUID.class).list();
        replaced.forEach(id -> jdbc.sql("delete from forms.measurement where answer_id = :id").param("id", id).update());
    }

    private void keepMeasured(UUID answer, String form, Subject about, AnswerAbout context, Assessment.Measured measured, Instant at) {
        jdbc.sql("""
                insert into forms.measurement (answer_id, form_code, question, position, about_kind, about_id, number, bad, branch_id, partner_id,
                                               customer_id, at)
                values (:answer, :form, :question, :row, :kind, :about, :number, :bad, :branch, :partner, :customer, :at)
                """)
                .param("answer", answer).param("form", form).param("question", measured.question()).param("row", measured.row())
                .param("kind", about.kind()).param("about", about.id()).param("number", measured.number()).param("bad", measured.bad())
                .param("branch", context.branch()).param("partner", context.partner()).param("customer", context.customer())
                .param("at", at.atOffset(UTC)).update();
    }

    void lock(String code) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:code, 5))").param("code", code).query((row, _) -> row).list();
    }

    /** What a definition leaves out is off or none, so that versions written before a new detail existed stay readable. */
    Form read(String definition) {
        return json.readValue(definition, Form.class);
    }

    String write(Form form) {
        return json.writeValueAsString(form);
    }

    static Refusal.Missing missing(String code) {
        return new Refusal.Missing("forms.missing", "there is no form %s".formatted(code), Map.of("form", code));
    }

    private Form form(ResultSet row, int n) throws SQLException {
        return read(row.getString("definition"));
    }

    private FormAnswer answer(ResultSet row, int n) throws SQLException {
        var about = row.getObject("about_id", UUID.class);
        return new FormAnswer(row.getObject("id", UUID.class), row.getString("form_code"), row.getInt("form_version"),
                new Subject(row.getString("subject_kind"), row.getObject("subject_id", UUID.class)),
                about == null ? null : new Subject(row.getString("about_kind"), about),
                json.readValue(row.getString("answers"), ANSWERS), row.getBigDecimal("score"),
                List.of((String[]) row.getArray("outside").getArray()), row.getObject("actor_id", UUID.class), row.getString("actor_name"),
                row.getTimestamp("at").toInstant());
    }
}
