package aftercare.integration;

import static java.time.ZoneOffset.UTC;

import aftercare.care.CareEvent;
import aftercare.cases.CaseEvent;
import aftercare.dispatch.BookingEvent;
import aftercare.fieldwork.VisitEvent;
import aftercare.platform.AftercareSettings;
import aftercare.promises.PromiseEvent;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes down whom to tell, in the transaction in which it happened: one statement, which finds nobody where nobody listens. Says numbers,
 * states and times, never who somebody is.
 */
@Component
class HookTeller {

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final String site;
    private final Clock clock;

    HookTeller(JdbcClient jdbc, JsonMapper json, AftercareSettings settings, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
        this.site = settings.publicUrl() == null ? "" : settings.publicUrl().replaceFirst("/$", "");
    }

    @EventListener
    void on(CaseEvent event) {
        switch (event) {
            case CaseEvent.Opened it -> tell(HookEvent.CASE_OPENED, it.id().value(), it.at(), Map.of("channel", it.channel().name(), "kind", it.kind()));
            case CaseEvent.Assigned it -> tell(HookEvent.CASE_ASSIGNED, it.id().value(), it.at(), Map.of("assigned", it.user() != null));
            case CaseEvent.Waiting it -> tell(HookEvent.CASE_WAITING, it.id().value(), it.at(), Map.of("reason", it.pause()));
            case CaseEvent.Resumed it -> tell(HookEvent.CASE_RESUMED, it.id().value(), it.at(), Map.of());
            case CaseEvent.Resolved it -> tell(HookEvent.CASE_RESOLVED, it.id().value(), it.at(), Map.of());
            case CaseEvent.Rejected it -> tell(HookEvent.CASE_REOPENED, it.id().value(), it.at(), Map.of());
            case CaseEvent.Reopened it -> tell(HookEvent.CASE_REOPENED, it.id().value(), it.at(), Map.of());
            case CaseEvent.Closed it -> tell(HookEvent.CASE_CLOSED, it.id().value(), it.at(), Map.of());
            case CaseEvent.Cancelled it -> tell(HookEvent.CASE_CANCELLED, it.id().value(), it.at(), Map.of());
            case CaseEvent.Triaged _, CaseEvent.Raised _, CaseEvent.Answered _, CaseEvent.Arrived _, CaseEvent.Merged _, CaseEvent.Noted _, CaseEvent.Accepted _ -> { }
        }
    }

    @EventListener
    void on(BookingEvent event) {
        switch (event) {
            case BookingEvent.Planned it -> tell(HookEvent.VISIT_BOOKED, it.caseId().value(), it.at(),
                    Map.of("booking", it.booking().value(), "startsAt", it.startsAt().toString(), "endsAt", it.endsAt().toString()));
            case BookingEvent.Moved it -> tell(HookEvent.VISIT_MOVED, it.caseId().value(), it.at(),
                    Map.of("booking", it.booking().value(), "startsAt", it.startsAt().toString(), "endsAt", it.endsAt().toString()));
            case BookingEvent.Extended _, BookingEvent.Dropped _, BookingEvent.NobodyLeft _ -> { }
        }
    }

    @EventListener
    void on(VisitEvent.Finished event) {
        tell(HookEvent.VISIT_FINISHED, event.caseId().value(), event.at(), Map.of("visit", event.visit().value(), "fixed", event.fixed()));
    }

    @EventListener
    void on(CareEvent.Rated event) {
        tell(HookEvent.CASE_RATED, event.caseId().value(), event.at(), Map.of("grade", event.overall().name()));
    }

    /** Promises about something else than a case have no number that others know. */
    @EventListener
    void on(PromiseEvent.Broken event) {
        if (event.about().subject().kind().equals("case")) {
            tell(HookEvent.PROMISE_BROKEN, event.about().subject().id(), event.at(), Map.of("promise", event.about().code(), "dueAt", event.dueAt().toString()));
        }
    }

    private void tell(HookEvent event, UUID caseId, Instant at, Map<String, Object> facts) {
        jdbc.sql("""
                insert into integration.delivery (id, webhook_id, event, body, made_at, next_try_at)
                select d.id, w.id, :event, cast(jsonb_build_object('id', d.id, 'event', :event, 'at', cast(:said as text),
                           'case', jsonb_build_object('id', c.id, 'number', c.number, 'status', c.status, 'severity', c.severity, 'branch', b.code,
                                                      'link', :site || '/cases/' || c.id),
                           'facts', cast(:facts as jsonb)) as text), :at, :at
                  from integration.webhook w
                  join cases.service_case c on c.id = :case and (w.branch_id is null or w.branch_id = c.branch_id)
                  join identity.branch b on b.id = c.branch_id
                  cross join lateral (select gen_random_uuid() as id where w.id is not null) d
                 where w.active and :event = any(w.events)
                """)
                .param("event", event.code()).param("case", caseId).param("said", at.toString()).param("at", clock.instant().atOffset(UTC))
                .param("site", site).param("facts", json.writeValueAsString(facts)).update();
    }
}
