package aftercare.cases;

import aftercare.kernel.Refusal;
import aftercare.platform.Live;
import aftercare.platform.LiveUpdates;
import aftercare.timeline.Actor;
import aftercare.timeline.Happening;
import aftercare.timeline.Timeline;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** What every act on a case has in common: it is read, changed and kept, its timeline is written, and the house is told. */
@Component
class CaseKeeper {

    private static final int TOKEN_BYTES = 24;

    private final CaseStore cases;
    private final Catalogue catalogue;
    private final WhoPays whoPays;
    private final Timeline timeline;
    private final LiveUpdates live;
    private final ApplicationEventPublisher events;
    private final SecureRandom random = new SecureRandom();

    CaseKeeper(CaseStore cases, Catalogue catalogue, WhoPays whoPays, Timeline timeline, LiveUpdates live, ApplicationEventPublisher events) {
        this.cases = cases;
        this.catalogue = catalogue;
        this.whoPays = whoPays;
        this.timeline = timeline;
        this.live = live;
        this.events = events;
    }

    void change(CaseId id, UnaryOperator<ServiceCase> act, Function<ServiceCase, Happening> sentence,
                        @Nullable Function<Instant, CaseEvent> event) {
        var before = cases.get(id);
        var after = act.apply(before);
        cases.save(after);
        var happening = sentence.apply(after);
        write(after, happening);
        firstAnswer(before, after, happening.at());
        if (event != null) {
            events.publishEvent(event.apply(happening.at()));
        }
        tell(after);
    }

    void firstAnswer(ServiceCase before, Instant now) {
        if (before.progress().answeredAt() == null) {
            events.publishEvent(new CaseEvent.Answered(before.id(), now));
        }
    }

    void firstAnswer(ServiceCase before, ServiceCase after, Instant now) {
        if (after.progress().answeredAt() != null) {
            firstAnswer(before, now);
        }
    }

    ServiceCase takenIfNew(ServiceCase c, Kind kind) {
        return c.status() == CaseStatus.NEW ? c.take().at(kind.after(Kind.Step.TAKE, c.progress().stage())) : c;
    }

    ServiceCase step(ServiceCase c, Kind.Step step) {
        return c.at(kindOf(c).after(step, c.progress().stage()));
    }

    /** Once it is known who answers for the fault, who pays is decided anew; the customer is told by which clause. */
    ServiceCase paying(ServiceCase before, ServiceCase found, Instant now) {
        if (Objects.equals(before.triage().responsibility(), found.triage().responsibility())) {
            return found;
        }
        var after = whoPays.anew(found);
        var old = before.triage().decision();
        var next = after.triage().decision();
        if (next.entitlement() != old.entitlement() || !next.code().equals(old.code())) {
            var facts = new HashMap<String, Object>(next.facts());
            facts.remove("considered");
            facts.putAll(Map.of("before", old.entitlement().name(), "entitlement", next.entitlement().name(), "code", next.code()));
            write(after, Happening.visible("cases.decided-anew", now, Actor.SYSTEM, facts));
        }
        return after;
    }

    Kind kindOf(ServiceCase c) {
        return catalogue.of(c.triage().kind(), c.triage().kindVersion());
    }

    ServiceCase read(CaseId id, @Nullable Integer version) {
        var found = cases.get(id);
        if (version != null && version != found.version()) {
            throw new Refusal.Conflict("cases.changed-meanwhile", "somebody else changed case %s meanwhile; load it again and repeat"
                    .formatted(found.number()), Map.of("number", found.number()));
        }
        return found;
    }

    void write(ServiceCase c, Happening happening) {
        timeline.write(happening.about(c.id().subject()));
    }

    /** Also on the pages of the device, the customer and the project. */
    static Happening wide(ServiceCase c, Happening happening) {
        var facts = new HashMap<String, Object>(happening.facts());
        facts.put("number", c.number());
        facts.put("caseId", c.id().value().toString());
        return new Happening(happening.kind(), happening.at(), happening.actor(), happening.visibility(), List.of(), facts)
                .about("device", c.parties().device()).about("customer", c.parties().customer()).about("project", c.parties().project());
    }

    void tell(ServiceCase c) {
        tell(c, null);
    }

    void tell(ServiceCase c, @Nullable UUID formerAssignee) {
        var users = Stream.of(c.progress().assignee(), formerAssignee).filter(Objects::nonNull).distinct().toList();
        live.tell(new Live("cases", c.id().value(), c.parties().branch(), users, c.parties().customer()));
    }

    /** Opens the tracking page; nobody guesses it. */
    String token() {
        var bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
