package aftercare.forms;

import static java.time.ZoneOffset.UTC;

import aftercare.kernel.Refusal;
import aftercare.timeline.Actor;
import java.time.Clock;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Drafts of forms, from the first line to the published version, and what becomes of forms nobody needs any more. */
@Service
@Transactional
class FormDesigns {

    static final int LARGEST_FILE = 8_000_000;

    /** The head of the file tells a form from any other JSON, and one made by a later product from ours. */
    record FormFile(int aftercareForm, Form form) {

        static final int FORMAT = 1;
    }

    private final JdbcClient jdbc;
    private final FormDesk forms;
    private final JsonMapper strict;
    private final Clock clock;

    FormDesigns(JdbcClient jdbc, FormDesk forms, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.forms = forms;
        this.strict = json.rebuild().disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
        this.clock = clock;
    }

    /** A form that did not exist before. */
    void begin(Form form, Actor actor) {
        codeOf(form);
        forms.lock(form.code());
        var taken = jdbc.sql("select exists (select from forms.form where code = :code) or exists (select from forms.draft where code = :code)")
                .param("code", form.code()).query(Boolean.class).single();
        if (taken) {
            throw new Refusal.Conflict("forms.code-taken", "there is a form %s already".formatted(form.code()), Map.of("form", form.code()));
        }
        insert(form, actor);
    }

    /** @param seen the version of the draft that was on the screen; 0 begins a draft of a published form */
    void save(Form form, int seen, Actor actor) {
        codeOf(form);
        forms.lock(form.code());
        if (seen == 0) {
            known(form.code());
            if (hasDraft(form.code())) {
                throw changedMeanwhile();
            }
            insert(form, actor);
            return;
        }
        var saved = jdbc.sql("""
                update forms.draft set definition = cast(:definition as jsonb), version = version + 1, changed_by = :by, changed_name = :name, changed_at = :now
                 where code = :code and version = :seen
                """)
                .param("definition", forms.write(form)).param("by", actor.user()).param("name", actor.name()).param("now", clock.instant().atOffset(UTC))
                .param("code", form.code()).param("seen", seen).update();
        if (saved == 0) {
            throw changedMeanwhile();
        }
    }

    void discard(String code) {
        jdbc.sql("delete from forms.draft where code = :code").param("code", code).update();
    }

    /** The draft becomes the version that is filled in from now on. */
    Form publish(String code, int seen, String note, Actor actor) {
        forms.lock(code);
        var draft = jdbc.sql("delete from forms.draft where code = :code and version = :seen returning definition")
                .param("code", code).param("seen", seen).query(String.class).optional()
                .orElseThrow(() -> hasDraft(code) ? changedMeanwhile() : FormDesk.missing(code));
        return forms.publish(forms.read(draft).named(code), note.strip(), actor);
    }

    /** Not filled in any more; answers stay readable. */
    void retire(String code) {
        forms.current(code);
        if (forms.isNeeded(code)) {
            throw new Refusal.Conflict("forms.needed", "the product itself uses the form %s".formatted(code), Map.of("form", code));
        }
        jdbc.sql("update forms.form set current = false where code = :code and current").param("code", code).update();
    }

    /** The last version of a retired form is filled in again. */
    void reinstate(String code) {
        known(code);
        jdbc.sql("""
                update forms.form set current = true
                 where code = :code and version = (select max(version) from forms.form where code = :code)
                   and not exists (select from forms.form where code = :code and current)
                """).param("code", code).update();
    }

    byte[] file(Form form) {
        return strict.writerWithDefaultPrettyPrinter().writeValueAsBytes(new FormFile(FormFile.FORMAT, form));
    }

    /** A form from a file becomes a draft: of the form with that code if there is one, else of a new form. */
    String receive(byte[] content, Actor actor) {
        var form = read(content);
        FormCheck.require(form);
        forms.lock(form.code());
        if (hasDraft(form.code())) {
            throw new Refusal.Conflict("forms.draft-open", "the form %s has a draft that is not published yet; publish or discard it first".formatted(form.code()),
                    Map.of("form", form.code()));
        }
        insert(form, actor);
        return form.code();
    }

    private Form read(byte[] content) {
        if (content.length == 0 || content.length > LARGEST_FILE) {
            throw new Refusal.Broken("forms.file-size", "a form's file has between 1 and %d bytes".formatted(LARGEST_FILE), Map.of());
        }
        try {
            var file = strict.readValue(content, FormFile.class);
            if (file == null || file.aftercareForm() != FormFile.FORMAT || file.form() == null) {
                throw new Refusal.Broken("forms.file-foreign", "this is not a form of format %d".formatted(FormFile.FORMAT), Map.of());
            }
            return file.form();
        } catch (JacksonException unreadable) {
            var at = unreadable.getLocation();
            throw new Refusal.Broken("forms.file-unreadable", "the file cannot be read as a form, line %d".formatted(at == null ? 0 : at.getLineNr()),
                    Map.of("line", at == null ? 0 : Math.max(0, at.getLineNr())));
        }
    }

    private void insert(Form form, Actor actor) {
        jdbc.sql("""
                insert into forms.draft (code, definition, version, changed_by, changed_name, changed_at)
                values (:code, cast(:definition as jsonb), 1, :by, :name, :now)
                """)
                .param("code", form.code()).param("definition", forms.write(form)).param("by", actor.user()).param("name", actor.name())
                .param("now", clock.instant().atOffset(UTC)).update();
    }

    private boolean hasDraft(String code) {
        return jdbc.sql("select exists (select from forms.draft where code = :code)").param("code", code).query(Boolean.class).single();
    }

    private void known(String code) {
        if (!jdbc.sql("select exists (select from forms.form where code = :code)").param("code", code).query(Boolean.class).single()) {
            throw FormDesk.missing(code);
        }
    }

    private static void codeOf(Form form) {
        if (FormCheck.faults(form).stream().anyMatch(fault -> fault.why().equals("code"))) {
            throw new Refusal.Broken("forms.code", "'%s' is not a code for a form: small letters, digits and hyphens".formatted(form.code()), Map.of());
        }
        if (form.questions().size() > FormCheck.MOST_QUESTIONS) {
            throw new Refusal.Broken("forms.too-many-questions", "a form has at most %d questions".formatted(FormCheck.MOST_QUESTIONS),
                    Map.of("limit", FormCheck.MOST_QUESTIONS));
        }
    }

    private static Refusal.Conflict changedMeanwhile() {
        return new Refusal.Conflict("platform.changed-meanwhile", "somebody else changed this meanwhile; load it again and repeat", Map.of());
    }
}
