package aftercare.forms;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Brings the forms the product ships into a database that has none of that code; whatever was made of them since stays. */
@Component
class ShippedForms {

    private final JdbcClient jdbc;
    private final FormDesk forms;

    ShippedForms(JdbcClient jdbc, FormDesk forms) {
        this.jdbc = jdbc;
        this.forms = forms;
    }

    /** Before anybody can be let in. Several nodes may do this at once. */
    @EventListener(ApplicationStartedEvent.class)
    @Transactional
    void load() throws IOException {
        jdbc.sql("select pg_advisory_xact_lock(hashtext('forms.shipped'))").query((row, _) -> row).list();
        for (var resource : new PathMatchingResourcePatternResolver().getResources("classpath*:aftercare/forms/*.json")) {
            var form = forms.read(resource.getContentAsString(StandardCharsets.UTF_8));
            if (!known(form.code())) {
                forms.publish(form);
            }
        }
    }

    private boolean known(String code) {
        return jdbc.sql("select exists (select from forms.form where code = :code)").param("code", code).query(Boolean.class).single();
    }
}
