package aftercare.cases;

import aftercare.identity.Permission;
import aftercare.identity.Requires;
import aftercare.identity.Scope;
import aftercare.kernel.Refusal;
import aftercare.promises.PromiseDesk;
import aftercare.promises.PromiseView;
import aftercare.timeline.Actor;
import aftercare.timeline.Timeline;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The desk's work list and the page of one case: one endpoint per act, so one permission per act. */
@RestController
@RequestMapping("/api/cases")
class CaseController {

    private static final int TIMELINE_SIZE = 100;

    /** @param impact and {@code urgency}, when both are given, decide the severity by the matrix of the kind */
    record Triage(@NotBlank @Size(max = 60) String kind, @Min(1) @Max(4) int severity, @Nullable @Min(1) @Max(3) Integer impact,
                  @Nullable @Min(1) @Max(3) Integer urgency, @Nullable @Size(max = 60) String symptom,
                  @Nullable @Size(max = 60) String cause, @Nullable @Size(max = 60) String responsibility, int version) {}

    record Decide(@NotNull Entitlement entitlement, @NotNull @Size(max = 1000) String reason, int version) {}

    record Identify(@Nullable UUID customer, @NotNull @Size(max = 100) String contactName, @NotNull @Size(max = 50) String contactPhone,
                    @NotNull @Size(max = 200) String contactEmail, @Nullable UUID device, @Nullable UUID project, @Nullable UUID site,
                    @Nullable UUID branch, int version) {}

    record MoveTo(@NotBlank @Size(max = 60) String stage, int version) {}

    record Assign(@Nullable UUID user, int version) {}

    /** @param customerSaid it is what the customer told us, not what we say */
    record Note(@NotNull @Size(max = 10000) String text, boolean visibleToCustomer, @Nullable Boolean customerSaid) {}

    /** @param pause for what of the pause reasons; without one it is the customer's answer. {@code reason} says what exactly. */
    record WaitFor(@Nullable @Size(max = 40) String pause, @NotNull @Size(max = 4000) String reason) {}

    record Reason(@NotNull @Size(max = 4000) String reason) {}

    record Summary(@NotNull @Size(max = 4000) String summary) {}

    record LinkTo(@NotBlank @Size(max = 40) String number, @NotNull LinkKind kind) {}

    record OtherNumber(@NotBlank @Size(max = 40) String number) {}

    record TellAffected(@NotBlank @Size(max = 4000) String text) {}

    /** @param cases how many cases heard it */
    record Told(int cases) {}

    /** What whoever asks may do with this case besides the acts of its lifecycle. */
    record Abilities(boolean triage, boolean note, boolean assign, boolean goodwill, boolean plan) {}

    /**
     * Everything on the page of one case.
     *
     * @param acts   what its status allows and whoever asks may do, in order
     * @param stages where its stage can be moved by hand
     * @param papers what its kind asks for, and what is there of it
     * @param plan   the steps of its emergency plan, once one was started
     */
    record CasePage(CaseQueries.CaseView about, List<PromiseView> promises, List<CaseAct> acts, List<String> stages, Abilities may,
                    List<CaseQueries.OtherCase> others, List<Papers.Asked> papers, List<EmergencyPlan.Step> plan) {}

    /** @param promises the open ones of each row that has any, by its id */
    record WorkList(List<CaseList.Row> rows, @Nullable String next, boolean complete, Map<UUID, List<PromiseView>> promises) {}

    record TimelinePage(List<Timeline.Entry> rows, @Nullable String next) {}

    private final CaseDesk desk;
    private final CaseList workList;
    private final CaseQueries queries;
    private final Catalogue catalogue;
    private final Papers papers;
    private final EmergencyPlan plan;
    private final MergeDesk merging;
    private final CaseLinks links;
    private final Timeline timeline;
    private final PromiseDesk promises;
    private final Clock clock;

    CaseController(CaseDesk desk, CaseList workList, CaseQueries queries, Catalogue catalogue, Papers papers, EmergencyPlan plan, MergeDesk merging, CaseLinks links, Timeline timeline,
                   PromiseDesk promises, Clock clock) {
        this.desk = desk;
        this.workList = workList;
        this.queries = queries;
        this.catalogue = catalogue;
        this.papers = papers;
        this.plan = plan;
        this.merging = merging;
        this.links = links;
        this.timeline = timeline;
        this.promises = promises;
        this.clock = clock;
    }

    @Requires(Permission.CASES_READ)
    @GetMapping
    WorkList list(Scope scope, @ParameterObject CaseList.Filter filter) {
        var page = workList.list(filter, scope, clock.instant());
        var open = new HashMap<UUID, List<PromiseView>>();
        promises.of(page.rows().stream().filter(row -> row.status().isUnderWay()).map(row -> new CaseId(row.id()).subject()).toList())
                .forEach((subject, all) -> open.put(subject.id(),
                        all.stream().filter(promise -> promise.endedAt() == null).toList()));
        return new WorkList(page.rows(), page.next(), page.complete(), open);
    }

    @Requires(Permission.CASES_READ)
    @GetMapping("/counts")
    CaseQueries.Counts counts(Scope scope) {
        return queries.counts(scope, clock.instant());
    }

    @Requires(Permission.CASES_READ)
    @GetMapping("/{id}")
    CasePage page(Scope scope, @PathVariable UUID id) {
        var view = queries.view(id, scope, clock.instant());
        var kind = catalogue.of(view.kind().code(), view.kind().version());
        var triage = may(scope, Permission.CASES_TRIAGE, view);
        return new CasePage(view, promises.of(new CaseId(id).subject()),
                view.status().acts().stream().filter(act -> act != CaseAct.MERGE && act != CaseAct.UNMERGE && may(scope, act.permission(), view)).toList(),
                view.status().isUnderWay() ? moves(scope, view, kind) : List.of(),
                new Abilities(triage && view.status().isOpen(), may(scope, Permission.CASES_NOTE, view), triage && view.status().isOpen(),
                        may(scope, Permission.CASES_GRANT_GOODWILL, view),
                        may(scope, Permission.DISPATCH_PLAN, view) && kind.definition().visits() && view.status().isUnderWay()),
                queries.others(view, scope), papers.of(new CaseId(id), kind), plan.steps(new CaseId(id)));
    }

    private static List<String> moves(Scope scope, CaseQueries.CaseView view, Kind kind) {
        return CaseDesk.movesOf(view.stage(), kind, view.branch().id(), view.partner() == null ? null : view.partner().id(),
                view.customer() == null ? null : view.customer().id(), scope);
    }

    @Requires(Permission.CASES_READ)
    @GetMapping("/{id}/timeline")
    TimelinePage timeline(Scope scope, @PathVariable UUID id, @RequestParam(required = false) @Nullable String after) {
        queries.readable(id, scope);
        var page = timeline.of(new CaseId(id).subject(), scope.customer() != null, position(after), TIMELINE_SIZE);
        return new TimelinePage(page.rows(), page.next() == null ? null : page.next().at() + "_" + page.next().id());
    }

    @Requires({Permission.CASES_TRIAGE, Permission.DISPATCH_PLAN})
    @GetMapping("/{id}/assignable")
    List<CaseQueries.Person> assignable(Scope scope, @PathVariable UUID id) {
        queries.readable(id, scope);
        return queries.assignable(desk.facts(new CaseId(id)).branchId());
    }

    @Requires(Permission.CASES_TRIAGE)
    @PutMapping("/{id}/triage")
    CasePage triage(Scope scope, @PathVariable UUID id, @Valid @RequestBody Triage body) {
        desk.triage(let(scope, Permission.CASES_TRIAGE, id), body.version(), new CaseDesk.Triaging(body.kind(), severity(body), body.symptom(),
                body.cause(), body.responsibility()), Actor.of(scope));
        return page(scope, id);
    }

    private int severity(Triage body) {
        return body.impact() == null || body.urgency() == null ? body.severity() : catalogue.current(body.kind()).severity(body.impact(), body.urgency());
    }

    @Requires(Permission.CASES_TRIAGE)
    @PutMapping("/{id}/entitlement")
    CasePage decide(Scope scope, @PathVariable UUID id, @Valid @RequestBody Decide body) {
        desk.decide(let(scope, Permission.CASES_TRIAGE, id), body.version(), body.entitlement(), body.reason(), scope);
        return page(scope, id);
    }

    @Requires(Permission.CASES_TRIAGE)
    @PutMapping("/{id}/parties")
    CasePage identify(Scope scope, @PathVariable UUID id, @Valid @RequestBody Identify body) {
        desk.identify(let(scope, Permission.CASES_TRIAGE, id), body.version(),
                new OpenCase.Who(body.customer(), body.contactName(), body.contactPhone(), body.contactEmail()),
                new OpenCase.What(body.device(), body.project(), body.site(), body.branch()), scope);
        return page(scope, id);
    }

    /** Whom a move is left to is said by the kind. */
    @Requires(Permission.CASES_NOTE)
    @PutMapping("/{id}/stage")
    CasePage moveTo(Scope scope, @PathVariable UUID id, @Valid @RequestBody MoveTo body) {
        desk.moveTo(let(scope, Permission.CASES_NOTE, id), body.version(), body.stage(), scope);
        return page(scope, id);
    }

    @Requires(Permission.CASES_TRIAGE)
    @PutMapping("/{id}/assignee")
    CasePage assign(Scope scope, @PathVariable UUID id, @Valid @RequestBody Assign body) {
        desk.assign(let(scope, Permission.CASES_TRIAGE, id), body.version(), body.user(), Actor.of(scope));
        return page(scope, id);
    }

    @Requires(Permission.CASES_NOTE)
    @PostMapping("/{id}/notes")
    CasePage note(Scope scope, @PathVariable UUID id, @Valid @RequestBody Note body) {
        var noted = let(scope, Permission.CASES_NOTE, id);
        if (Boolean.TRUE.equals(body.customerSaid())) {
            desk.answerNoted(noted, body.text(), Actor.of(scope));
        } else {
            desk.note(noted, body.text(), body.visibleToCustomer(), Actor.of(scope));
        }
        return page(scope, id);
    }

    /** Somebody has done a step of the emergency plan. */
    @Requires(Permission.CASES_NOTE)
    @PutMapping("/{id}/plan/{step}")
    CasePage planStepDone(Scope scope, @PathVariable UUID id, @PathVariable UUID step) {
        plan.done(let(scope, Permission.CASES_NOTE, id), step, Actor.of(scope));
        return page(scope, id);
    }

    /** It was not done after all. */
    @Requires(Permission.CASES_NOTE)
    @DeleteMapping("/{id}/plan/{step}")
    CasePage planStepUndone(Scope scope, @PathVariable UUID id, @PathVariable UUID step) {
        plan.undone(let(scope, Permission.CASES_NOTE, id), step, Actor.of(scope));
        return page(scope, id);
    }

    @Requires(Permission.CASES_TRIAGE)
    @PostMapping("/{id}/links")
    CasePage link(Scope scope, @PathVariable UUID id, @Valid @RequestBody LinkTo body) {
        var other = queries.numbered(body.number().strip(), scope);
        links.link(let(scope, Permission.CASES_TRIAGE, id), new CaseId(other), body.kind(), Actor.of(scope));
        return page(scope, id);
    }

    @Requires(Permission.CASES_TRIAGE)
    @DeleteMapping("/{id}/links/{other}")
    CasePage unlink(Scope scope, @PathVariable UUID id, @PathVariable UUID other) {
        var here = let(scope, Permission.CASES_TRIAGE, id);
        queries.readable(other, scope);
        links.unlink(here, new CaseId(other), Actor.of(scope));
        return page(scope, id);
    }

    /** The link that customers follow is another from now on; the old one opens nothing. */
    @Requires(Permission.CASES_TRIAGE)
    @PostMapping("/{id}/tracking-link")
    CasePage renewTrackingLink(Scope scope, @PathVariable UUID id) {
        desk.renewTrackingLink(let(scope, Permission.CASES_TRIAGE, id), Actor.of(scope));
        return page(scope, id);
    }

    /** This case goes into that one, which is the same. */
    @Requires(Permission.CASES_TRIAGE)
    @PostMapping("/{id}/merge")
    CasePage merge(Scope scope, @PathVariable UUID id, @Valid @RequestBody OtherNumber body) {
        var into = let(scope, Permission.CASES_TRIAGE, queries.numbered(body.number().strip(), scope));
        merging.merge(let(scope, Permission.CASES_TRIAGE, id), into, Actor.of(scope));
        return page(scope, id);
    }

    @Requires(Permission.CASES_TRIAGE)
    @PostMapping("/{id}/unmerge")
    CasePage unmerge(Scope scope, @PathVariable UUID id) {
        merging.unmerge(let(scope, Permission.CASES_TRIAGE, id), Actor.of(scope));
        return page(scope, id);
    }

    /** This case suffers from the outage that is put right in that one. */
    @Requires(Permission.CASES_TRIAGE)
    @PostMapping("/{id}/part-of")
    CasePage partOf(Scope scope, @PathVariable UUID id, @Valid @RequestBody OtherNumber body) {
        var whole = let(scope, Permission.CASES_TRIAGE, queries.numbered(body.number().strip(), scope));
        merging.partOf(let(scope, Permission.CASES_TRIAGE, id), whole, Actor.of(scope));
        return page(scope, id);
    }

    /** The same words to the customers of this case and of all that hang on it. */
    @Requires(Permission.CASES_TRIAGE)
    @PostMapping("/{id}/tell-affected")
    Told tellAffected(Scope scope, @PathVariable UUID id, @Valid @RequestBody TellAffected body) {
        return new Told(merging.tellAffected(let(scope, Permission.CASES_TRIAGE, id), body.text(), Actor.of(scope)));
    }

    @Requires(Permission.CASES_TRIAGE)
    @PostMapping("/{id}/take")
    CasePage take(Scope scope, @PathVariable UUID id) {
        desk.take(let(scope, Permission.CASES_TRIAGE, id), Actor.of(scope));
        return page(scope, id);
    }

    @Requires(Permission.CASES_WAIT)
    @PostMapping("/{id}/wait")
    CasePage waitFor(Scope scope, @PathVariable UUID id, @Valid @RequestBody WaitFor body) {
        desk.waitFor(let(scope, Permission.CASES_WAIT, id), body.pause() == null ? CaseDesk.FOR_THE_CUSTOMER : body.pause(), body.reason(), Actor.of(scope));
        return page(scope, id);
    }

    @Requires(Permission.CASES_WAIT)
    @PostMapping("/{id}/resume")
    CasePage resume(Scope scope, @PathVariable UUID id) {
        desk.resume(let(scope, Permission.CASES_WAIT, id), Actor.of(scope));
        return page(scope, id);
    }

    @Requires(Permission.CASES_RESOLVE)
    @PostMapping("/{id}/resolve")
    CasePage resolve(Scope scope, @PathVariable UUID id, @Valid @RequestBody Summary body) {
        desk.resolve(let(scope, Permission.CASES_RESOLVE, id), body.summary(), Actor.of(scope));
        return page(scope, id);
    }

    /** The customer said so on the phone. */
    @Requires(Permission.CASES_CLOSE)
    @PostMapping("/{id}/accept")
    CasePage accept(Scope scope, @PathVariable UUID id) {
        desk.accept(let(scope, Permission.CASES_CLOSE, id), Actor.of(scope));
        return page(scope, id);
    }

    @Requires(Permission.CASES_REOPEN)
    @PostMapping("/{id}/reject")
    CasePage reject(Scope scope, @PathVariable UUID id, @Valid @RequestBody Reason body) {
        desk.reject(let(scope, Permission.CASES_REOPEN, id), body.reason(), Actor.of(scope));
        return page(scope, id);
    }

    @Requires(Permission.CASES_CLOSE)
    @PostMapping("/{id}/close")
    CasePage close(Scope scope, @PathVariable UUID id) {
        desk.close(let(scope, Permission.CASES_CLOSE, id), Actor.of(scope));
        return page(scope, id);
    }

    @Requires(Permission.CASES_REOPEN)
    @PostMapping("/{id}/reopen")
    CasePage reopen(Scope scope, @PathVariable UUID id, @Valid @RequestBody Reason body) {
        desk.reopen(let(scope, Permission.CASES_REOPEN, id), body.reason(), Actor.of(scope));
        return page(scope, id);
    }

    @Requires(Permission.CASES_CANCEL)
    @PostMapping("/{id}/cancel")
    CasePage cancel(Scope scope, @PathVariable UUID id, @Valid @RequestBody Reason body) {
        desk.cancel(let(scope, Permission.CASES_CANCEL, id), body.reason(), Actor.of(scope));
        return page(scope, id);
    }

    /** Lets through who may read this very case and holds the permission for it. */
    private CaseId let(Scope scope, Permission permission, UUID id) {
        queries.readable(id, scope);
        var facts = desk.facts(new CaseId(id));
        scope.require(permission, facts.branchId(), facts.partnerId(), facts.customerId());
        return facts.id();
    }

    private static boolean may(Scope scope, Permission permission, CaseQueries.CaseView view) {
        return scope.reach(permission).covers(view.branch().id(), view.partner() == null ? null : view.partner().id(),
                view.customer() == null ? null : view.customer().id());
    }

    private static Timeline.@Nullable Position position(@Nullable String after) {
        if (after == null || after.isBlank()) {
            return null;
        }
        try {
            var parts = after.split("_", 2);
            return new Timeline.Position(Instant.parse(parts[0]), UUID.fromString(parts[1]));
        } catch (RuntimeException unreadable) {
            throw new Refusal.Broken("cases.bad-cursor", "this page of the list cannot be found; start from the first", Map.of());
        }
    }
}
