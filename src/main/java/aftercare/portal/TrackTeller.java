package aftercare.portal;

import aftercare.care.CareEvent;
import aftercare.cases.CaseId;
import aftercare.documents.DocumentEvent;
import aftercare.fieldwork.VisitEvent;
import aftercare.kernel.Subject;
import aftercare.platform.Live;
import aftercare.platform.LiveUpdates;
import aftercare.promises.PromiseEvent;
import java.util.List;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Tells open tracking pages of changes around their case: its visits, promises, files and rating. The case tells its own. */
@Component
class TrackTeller {

    private final LiveUpdates updates;
    private final JdbcClient jdbc;

    TrackTeller(LiveUpdates updates, JdbcClient jdbc) {
        this.updates = updates;
        this.jdbc = jdbc;
    }

    @EventListener
    void on(VisitEvent event) {
        tell(jdbc.sql("select case_id from fieldwork.visit where id = :id").param("id", event.visit().value()).query(UUID.class).single());
    }

    @EventListener
    void on(PromiseEvent event) {
        if (!(event instanceof PromiseEvent.Warned)) {
            tell(event.about().subject());
        }
    }

    @EventListener
    void on(DocumentEvent event) {
        tell(event.owner());
    }

    @EventListener
    void on(CareEvent.Rated event) {
        tell(event.caseId().value());
    }

    private void tell(Subject subject) {
        if (subject.kind().equals(CaseId.SUBJECT)) {
            tell(subject.id());
        }
    }

    private void tell(UUID caseId) {
        updates.tell(new Live(TrackStreams.TOPIC, caseId, null, List.of(), null));
    }
}
