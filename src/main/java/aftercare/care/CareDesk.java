package aftercare.care;

import static java.time.ZoneOffset.UTC;

import aftercare.cases.CaseDesk;
import aftercare.cases.CaseFacts;
import aftercare.cases.CaseId;
import aftercare.cases.CaseStatus;
import aftercare.forms.FormAnswer;
import aftercare.forms.FormDesk;
import aftercare.identity.Role;
import aftercare.identity.Scope;
import aftercare.kernel.Refusal;
import aftercare.timeline.Actor;
import aftercare.timeline.Happening;
import aftercare.timeline.Timeline;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Takes ratings. */
@Service
@Transactional
public class CareDesk {

    /** The form a customer fills in after a case is closed. */
    public static final String FORM = "satisfaction";

    private final CaseDesk cases;
    private final FormDesk forms;
    private final Timeline timeline;
    private final ApplicationEventPublisher events;
    private final JdbcClient jdbc;
    private final Clock clock;

    CareDesk(CaseDesk cases, FormDesk forms, Timeline timeline, ApplicationEventPublisher events, JdbcClient jdbc, Clock clock) {
        this.cases = cases;
        this.forms = forms;
        this.timeline = timeline;
        this.events = events;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * The customer's rating of a closed case, once.
     *
     * @param whoIsSignedIn who does the work never rates it; the desk may enter what a customer wrote on paper
     */
    public void rate(CaseId id, Map<String, ?> answers, Actor customer, @Nullable Scope whoIsSignedIn) {
        if (whoIsSignedIn != null && (whoIsSignedIn.has(Role.ENGINEER) || whoIsSignedIn.partner() != null)) {
            throw new Refusal.Forbidden("care.not-by-who-worked", "who does the work does not rate it", Map.of());
        }
        var facts = cases.facts(id);
        if (facts.status() != CaseStatus.CLOSED) {
            throw new Refusal.Conflict("care.not-closed", "case %s is %s; it can be rated once it is closed".formatted(facts.number(), facts.status()),
                    Map.of("number", facts.number()));
        }
        if (isRated(id)) {
            throw ratedAlready(facts);
        }
        var now = clock.instant();
        keep(facts, forms.answer(FORM, id.subject(), answers, customer, now), customer, now);
    }

    public boolean isRated(CaseId id) {
        return jdbc.sql("select exists (select from care.rating where case_id = :case)").param("case", id.value()).query(Boolean.class).single();
    }

    /** What the customer answered. */
    @Transactional(readOnly = true)
    public Optional<FormAnswer> ratingOf(CaseId id) {
        return forms.of(id.subject()).stream().filter(answer -> answer.formCode().equals(FORM)).findFirst();
    }

    private void keep(CaseFacts facts, FormAnswer answer, Actor customer, Instant now) {
        var overall = Grade.valueOf(String.valueOf(answer.text("overall")));
        var recommend = Optional.ofNullable(answer.number("recommend")).map(Number::intValue).orElse(null);
        var words = Optional.ofNullable(answer.text("words")).orElse("");
        var low = Grade.isLow(overall, recommend);
        var kept = jdbc.sql("""
                insert into care.rating (case_id, answer_id, branch_id, partner_id, customer_id, engineer_id, overall, recommend, score, low,
                                         words, rated_name, at)
                values (:case, :answer, :branch, :partner, :customer, :engineer, :overall, :recommend, :score, :low, :words, :name, :at)
                on conflict (case_id) do nothing
                """)
                .param("case", facts.id().value()).param("answer", answer.id()).param("branch", facts.branchId()).param("partner", facts.partnerId())
                .param("customer", facts.customerId()).param("engineer", facts.assigneeId()).param("overall", overall.name())
                .param("recommend", recommend).param("score", answer.score()).param("low", low).param("words", words)
                .param("name", customer.name()).param("at", now.atOffset(UTC)).update();
        if (kept == 0) {
            throw ratedAlready(facts);
        }
        var told = new HashMap<String, Object>(Map.of("number", facts.number(), "caseId", facts.id().value().toString(), "overall", overall.name(), "words", words));
        if (recommend != null) {
            told.put("recommend", recommend);
        }
        timeline.write(new Happening("care.rated", now, customer, Happening.Visibility.PUBLIC, List.of(facts.id().subject()), told)
                .about("device", facts.deviceId()).about("customer", facts.customerId()).about("project", facts.projectId()));
        events.publishEvent(new CareEvent.Rated(facts.id(), facts.branchId(), overall, recommend, now));
        if (low) {
            events.publishEvent(new CareEvent.LowRating(facts.id(), facts.number(), facts.branchId(), facts.assigneeId(), overall, recommend, now));
        }
    }

    private static Refusal.Conflict ratedAlready(CaseFacts facts) {
        return new Refusal.Conflict("care.rated-already", "case %s has been rated already".formatted(facts.number()), Map.of("number", facts.number()));
    }
}
