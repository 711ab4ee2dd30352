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
import java.util.List;
import java.util.Map;
import java.util.UUID;
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
    private final Clock clock;

    FormDesk(JdbcClient jdbc, JsonMapper json, DocumentDesk documents, Clock clock) {
        this.jdbc = jdbc;
        this.json = json.rebuild().disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES).build();
        this.documents = documents;
        this.clock = clock;
    }

    /** The version that is filled in today. */
    @Transactional(readOnly = true)
    public Form current(String code) {
        return jdbc.sql("select definition from forms.form where code = :code and current").param("code", code)
                .query(this::form).optional()
                .orElseThrow(() -> new Refusal.Missing("forms.missing", "there is no form %s".formatted(code), Map.of("form", code)));
    }

    @Transactional(readOnly = true)
    public Form of(String code, int version) {
        return jdbc.sql("select definition from forms.form where code = :code and version = :version")
                .param("code", code).param("version", version).query(this::form).optional()
                .orElseThrow(() -> new Refusal.Missing("forms.missing", "there is no version %d of the form %s".formatted(version, code),
                        Map.of("form", code, "version", version)));
    }

    /** The next version of a form; earlier answers keep theirs. The version number given is ignored. */
    public Form publish(Form draft) {
        lock(draft.code());
        var number = 1 + jdbc.sql("select coalesce(max(version), 0) from forms.form where code = :code").param("code", draft.code())
                .query(Integer.class).single();
        var form = draft.numbered(number);
        jdbc.sql("update forms.form set current = false where code = :code and current").param("code", form.code()).update();
        jdbc.sql("""
                insert into forms.form (code, version, definition, current, created_at)
                values (:code, :version, cast(:definition as jsonb), true, :now)
                """)
                .param("code", form.code()).param("version", number).param("definition", json.writeValueAsString(form))
                .param("now", clock.instant().atOffset(UTC)).update();
        return form;
    }

    /** Checks, scores and keeps an answer to today's version. */
    public FormAnswer answer(String formCode, Subject subject, Map<String, ?> answers, Actor actor, Instant at) {
        return keep(Ids.next(), current(formCode), subject, answers, actor, at);
    }

    /** An answer to the version that was filled in, perhaps offline and some time ago; the id is the client's. */
    public FormAnswer answer(UUID id, String formCode, int version, Subject subject, Map<String, ?> answers, Actor actor, Instant at) {
        return keep(id, of(formCode, version), subject, answers, actor, at);
    }

    /** Every answer for a subject, oldest first. */
    @Transactional(readOnly = true)
    public List<FormAnswer> of(Subject subject) {
        return jdbc.sql("""
                select id, form_code, form_version, subject_kind, subject_id, answers, score, outside, actor_id, actor_name, at
                  from forms.answer where subject_kind = :kind and subject_id = :id order by at, id
                """)
                .param("kind", subject.kind()).param("id", subject.id()).query(this::answer).list();
    }

    private FormAnswer keep(UUID id, Form form, Subject subject, Map<String, ?> answers, Actor actor, Instant at) {
        var assessed = Assessment.of(form, answers);
        for (var document : assessed.documents()) {
            if (!documents.get(document).owner().equals(subject)) {
                throw new Refusal.Broken("forms.document-elsewhere", "the document %s belongs to something else".formatted(document),
                        Map.of("document", document));
            }
        }
        jdbc.sql("""
                insert into forms.answer (id, form_code, form_version, subject_kind, subject_id, answers, score, outside, actor_id, actor_name, at)
                values (:id, :code, :version, :kind, :subject, cast(:answers as jsonb), :score, :outside, :actor, :actorName, :at)
                """)
                .param("id", id).param("code", form.code()).param("version", form.version())
                .param("kind", subject.kind()).param("subject", subject.id()).param("answers", json.writeValueAsString(assessed.answers()))
                .param("score", assessed.score()).param("outside", assessed.outside().toArray(String[]::new))
                .param("actor", actor.user()).param("actorName", actor.name()).param("at", at.atOffset(UTC)).update();
        assessed.answers().forEach((question, answer) -> keepValues(id, question, answer instanceof List<?> list ? list : List.of(answer)));
        return new FormAnswer(id, form.code(), form.version(), subject, assessed.answers(), assessed.score(), assessed.outside(),
                actor.user(), actor.name(), at);
    }

    private void keepValues(UUID answer, String question, List<?> values) {
        for (int i = 0; i < values.size(); i++) {
            var number = values.get(i) instanceof BigDecimal measured ? measured : null;
            jdbc.sql("insert into forms.answer_value (answer_id, question, position, number, text) values (:answer, :question, :position, :number, :text)")
                    .param("answer", answer).param("question", question).param("position", i).param("number", number)
                    .param("text", number == null ? values.get(i).toString() : null).update();
        }
    }

    private void lock(String code) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:code, 5))").param("code", code).query((row, _) -> row).list();
    }

    /** What a definition leaves out is off or none, so that versions written before a new detail existed stay readable. */
    Form read(String definition) {
        return json.readValue(definition, Form.class);
    }

    private Form form(ResultSet row, int n) throws SQLException {
        return read(row.getString("definition"));
    }

    private FormAnswer answer(ResultSet row, int n) throws SQLException {
        return new FormAnswer(row.getObject("id", UUID.class), row.getString("form_code"), row.getInt("form_version"),
                new Subject(row.getString("subject_kind"), row.getObject("subject_id", UUID.class)),
                json.readValue(row.getString("answers"), ANSWERS), row.getBigDecimal("score"),
                List.of((String[]) row.getArray("outside").getArray()), row.getObject("actor_id", UUID.class), row.getString("actor_name"),
                row.getTimestamp("at").toInstant());
    }
}
