package aftercare.cases;

import aftercare.contracts.ContractLevels;
import aftercare.promises.PromiseDesk;
import aftercare.promises.StartPromises;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * What happens to a case moves the clocks of its promises, in the same transaction. Which promises a case brings with it is
 * for the rules to say; here stands only what keeps them.
 */
@Component
class PromiseKeeper {

    static final String ANSWER = "answer";
    static final String ARRIVE = "arrive";
    static final String RESTORE = "restore";
    private static final String FIX_ON_SITE = "fix-on-site";
    private static final String REPLACEMENT = "replacement";
    private static final String QUOTE = "quote";

    private final PromiseDesk promises;
    private final CaseStore cases;
    private final Distances distances;
    private final ContractLevels levels;

    PromiseKeeper(PromiseDesk promises, CaseStore cases, Distances distances, ContractLevels levels) {
        this.promises = promises;
        this.cases = cases;
        this.distances = distances;
        this.levels = levels;
    }

    @EventListener
    void on(CaseEvent event) {
        var subject = event.id().subject();
        switch (event) {
            case CaseEvent.Opened opened -> start(opened);
            case CaseEvent.Triaged triaged -> {
                var c = cases.get(triaged.id());
                promises.owedTo(subject, c.parties().customer());
                promises.reassess(subject, facts(c), triaged.at());
                if (triaged.entitlement() == Entitlement.CHARGEABLE) {
                    promiseIfRuled(c, QUOTE, triaged.at());
                } else {
                    promises.waive(subject, QUOTE, "not-chargeable", triaged.at());
                }
            }
            case CaseEvent.Raised raised -> promises.raise(subject, facts(cases.get(raised.id())), raised.at());
            case CaseEvent.Answered answered -> promises.keep(subject, ANSWER, answered.at());
            case CaseEvent.Waiting waiting -> promises.pause(subject, waiting.pause(), waiting.words(), waiting.at());
            case CaseEvent.Resumed resumed -> promises.resume(subject, resumed.at());
            case CaseEvent.Arrived arrived -> {
                promises.keep(subject, ARRIVE, arrived.at());
                promiseIfRuled(cases.get(arrived.id()), FIX_ON_SITE, arrived.at());
            }
            case CaseEvent.Assigned assigned -> promises.owner(subject, assigned.user());
            case CaseEvent.Resolved resolved -> {
                for (var kept : List.of(RESTORE, FIX_ON_SITE, REPLACEMENT)) {
                    promises.keep(subject, kept, resolved.at());
                }
                promises.waive(subject, "nobody-had-to-come", resolved.at());
            }
            case CaseEvent.Rejected rejected -> promises.restart(subject, List.of(RESTORE), rejected.at());
            case CaseEvent.Reopened reopened -> promises.restart(subject, List.of(RESTORE), reopened.at());
            case CaseEvent.Cancelled cancelled -> promises.waive(subject, cancelled.reason(), cancelled.at());
            case CaseEvent.Merged _, CaseEvent.Noted _, CaseEvent.Accepted _, CaseEvent.Closed _ -> { }
        }
    }

    /** What a house promises only if one of its rules says so; once it was kept it is not promised again. */
    private void promiseIfRuled(ServiceCase c, String code, Instant at) {
        if (promises.of(c.id().subject()).stream().noneMatch(promise -> promise.code().equals(code))) {
            promises.startIfPromised(new StartPromises(c.id().subject(), List.of(code), facts(c), c.parties().branch(), c.progress().assignee(),
                    c.number() + " " + c.report().subject(), at).to(c.parties().customer()));
        }
    }

    private void start(CaseEvent.Opened opened) {
        var c = cases.get(opened.id());
        promises.start(StartPromises.all(c.id().subject(), facts(c), c.parties().branch(), c.progress().assignee(),
                c.number() + " " + c.report().subject(), opened.at()).again(c.triage().repeatOf() != null).to(c.parties().customer()));
    }

    private Map<String, String> facts(ServiceCase c) {
        var facts = new HashMap<String, String>();
        facts.put("kind", c.triage().kind());
        facts.put("severity", Integer.toString(c.triage().severity()));
        facts.put("entitlement", c.triage().decision().entitlement().name());
        facts.put("channel", c.report().channel().name());
        facts.putAll(distances.of(c.parties().branch(), c.parties().customer(), c.parties().site()));
        if (c.parties().customer() != null) {
            levels.cover(c.parties().customer(), c.parties().site(), c.parties().project(), c.parties().device(), c.report().openedAt()).ifPresent(cover -> {
                facts.put("contract", cover.level());
                facts.put("agreed", cover.number());
            });
        }
        return facts;
    }
}
