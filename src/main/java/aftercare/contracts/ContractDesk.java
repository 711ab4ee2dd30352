package aftercare.contracts;

import aftercare.customers.CustomerDesk;
import aftercare.customers.CustomerEvent;
import aftercare.identity.Permission;
import aftercare.identity.Scope;
import aftercare.kernel.Money;
import aftercare.kernel.Refusal;
import aftercare.kernel.Subject;
import aftercare.platform.Live;
import aftercare.platform.LiveUpdates;
import aftercare.platform.Numbers;
import aftercare.timeline.Actor;
import aftercare.timeline.Happening;
import aftercare.timeline.Timeline;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Maintenance contracts: signed, amended, renewed, used up and ended here. */
@Service
@Transactional
class ContractDesk {

    private final ContractStore contracts;
    private final ContractQueries queries;
    private final ServiceLevels levels;
    private final CustomerDesk customers;
    private final ContractPromises promises;
    private final Timeline timeline;
    private final LiveUpdates live;
    private final ApplicationEventPublisher events;
    private final Numbers numbers;
    private final Clock clock;

    ContractDesk(ContractStore contracts, ContractQueries queries, ServiceLevels levels, CustomerDesk customers, ContractPromises promises, Timeline timeline,
                 LiveUpdates live, ApplicationEventPublisher events, Numbers numbers, Clock clock) {
        this.contracts = contracts;
        this.queries = queries;
        this.levels = levels;
        this.customers = customers;
        this.promises = promises;
        this.timeline = timeline;
        this.live = live;
        this.events = events;
        this.numbers = numbers;
        this.clock = clock;
    }

    ContractId draft(Contract.Frame frame, Terms terms, Scope scope) {
        checked(frame, terms, scope);
        var contract = Contract.draft(numbers.next("MC", "contracts.contract_number"), signed(frame), terms, null, clock.instant());
        contracts.add(contract, scope.user());
        write("contracts.drafted", contract, scope, Map.of("number", contract.number(), "title", frame.title()));
        return contract.id();
    }

    /**
     * One of a list of contracts that were made elsewhere.
     *
     * @param number as it stands on the paper; null: the next of ours
     * @param runs   signed, so that it begins as if activated here; otherwise it comes as a draft
     */
    ContractId bring(@Nullable String number, Contract.Frame frame, Terms terms, boolean runs, String file, Scope scope) {
        checked(frame, terms, scope);
        var draft = Contract.draft(number == null ? numbers.next("MC", "contracts.contract_number") : number, signed(frame), terms, null, clock.instant());
        var contract = runs ? draft.activate() : draft;
        contracts.add(contract, scope.user());
        write("contracts.imported", contract, scope, Map.of("number", contract.number(), "file", file));
        if (runs) {
            begin(contract, scope);
        }
        return contract.id();
    }

    private Contract.Frame signed(Contract.Frame frame) {
        return frame.ourParty().isEmpty() ? frame.signedBy(queries.house()) : frame;
    }

    void change(ContractId id, Contract.Frame frame, Terms terms, int version, Scope scope) {
        var after = mine(id, version, scope).changed(frame, terms);
        checked(frame, terms, scope);
        contracts.save(after);
        contracts.replaceDraft(after, scope.user(), clock.instant());
        write("contracts.changed", after, scope, Map.of());
    }

    /** Signed by both sides: from its first day it covers, its visits can be used, its end is watched. */
    void activate(ContractId id, int version, Scope scope) {
        var after = mine(id, version, scope).activate();
        contracts.save(after);
        begin(after, scope);
    }

    private void begin(Contract contract, Scope scope) {
        alone(contract);
        if (contract.terms().visits() > 0) {
            contracts.write(contract.id(), ContractStore.VisitKind.AGREED, contract.terms().visits(), contract.frame().startsOn(), "", scope.user(), clock.instant());
        }
        promises.began(contract, clock.instant());
        events.publishEvent(new ContractBegan(contract.id().value(), contract.number(), contract.renewalOf() == null ? null : contract.renewalOf().value(), scope.user(),
                clock.instant()));
        write("contracts.activated", contract, scope, Map.of("from", contract.frame().startsOn().toString(), "to", contract.frame().endsOn().toString(),
                "level", contract.terms().level()));
    }

    /** What was agreed otherwise becomes a new revision; the ledger of visits gets the difference. */
    void amend(ContractId id, Terms terms, LocalDate endsOn, LocalDate fromDay, String reason, int version, Scope scope) {
        var before = mine(id, version, scope);
        var after = before.amend(terms, endsOn, fromDay, reason);
        checked(after.frame(), terms, scope);
        var used = contracts.visitsUsed(id);
        if (terms.visits() < used) {
            throw new Refusal.Conflict("contracts.visits-used-already", "%d visits were used already; fewer cannot be agreed".formatted(used), Map.of("used", used));
        }
        contracts.save(after);
        contracts.addRevision(after, fromDay, reason, scope.user(), clock.instant());
        alone(after);
        var more = terms.visits() - before.terms().visits();
        if (more != 0) {
            contracts.write(id, ContractStore.VisitKind.AGREED, more, fromDay, reason, scope.user(), clock.instant());
        }
        if (!endsOn.equals(before.frame().endsOn())) {
            promises.moved(after, clock.instant());
        }
        write("contracts.amended", after, scope, Map.of("revision", after.revision(), "from", fromDay.toString(), "reason", reason));
    }

    /** The next contract, signed in one step: the same coverage and level for the time after this one. */
    ContractId renew(ContractId id, LocalDate startsOn, LocalDate endsOn, Money price, int visits, int version, Scope scope) {
        var before = mine(id, version, scope);
        var next = before.renewal(numbers.next("MC", "contracts.contract_number"), startsOn, endsOn, price, visits, clock.instant()).activate();
        contracts.add(next, scope.user());
        begin(next, scope);
        promises.renewed(before, clock.instant());
        write("contracts.renewed", before, scope, Map.of("number", next.number(), "to", endsOn.toString()));
        return next.id();
    }

    /** It will run out: nobody needs to be reminded any more. */
    void letGo(ContractId id, String reason, int version, Scope scope) {
        var after = mine(id, version, scope).letGo(reason);
        contracts.save(after);
        promises.dropped(after, "not-renewed", clock.instant());
        write("contracts.let-go", after, scope, Map.of("reason", reason));
    }

    void terminate(ContractId id, LocalDate lastDay, String reason, int version, Scope scope) {
        var after = mine(id, version, scope).terminate(lastDay, reason);
        contracts.save(after);
        promises.dropped(after, "terminated", clock.instant());
        write("contracts.terminated", after, scope, Map.of("on", lastDay.toString(), "reason", reason));
    }

    void cancel(ContractId id, String reason, int version, Scope scope) {
        var after = mine(id, version, scope).cancel(reason);
        contracts.save(after);
        write("contracts.cancelled", after, scope, Map.of("reason", reason));
    }

    /** One of the agreed visits was made. What is used up is used up: more of them are agreed by an amendment, or paid for. */
    void useVisit(ContractId id, LocalDate on, String note, Scope scope) {
        var contract = running(id, on, scope);
        if (contracts.visitsLeft(id) < 1) {
            throw new Refusal.Conflict("contracts.visits-used-up", "all %d visits of contract %s are used; agree more or charge this one"
                    .formatted(contract.terms().visits(), contract.number()), Map.of("number", contract.number(), "visits", contract.terms().visits()));
        }
        contracts.write(id, ContractStore.VisitKind.USED, -1, on, note, scope.user(), clock.instant());
        write("contracts.visit-used", contract, scope, Map.of("on", on.toString(), "note", note));
    }

    /** A visit that was counted and should not have been. */
    void giveBackVisit(ContractId id, LocalDate on, String note, Scope scope) {
        var contract = running(id, on, scope);
        if (note.isBlank()) {
            throw new Refusal.Broken("contracts.giving-back-unreasoned", "say why the visit does not count", Map.of());
        }
        contracts.visitsLeft(id);
        if (contracts.visitsUsed(id) < 1) {
            throw new Refusal.Conflict("contracts.no-visit-used", "no visit of contract %s has been used".formatted(contract.number()),
                    Map.of("number", contract.number()));
        }
        contracts.write(id, ContractStore.VisitKind.GIVEN_BACK, 1, on, note, scope.user(), clock.instant());
        write("contracts.visit-given-back", contract, scope, Map.of("on", on.toString(), "note", note));
    }

    private Contract running(ContractId id, LocalDate on, Scope scope) {
        var contract = mine(id, null, scope);
        var today = LocalDate.ofInstant(clock.instant(), queries.zone(contract.frame().branch()));
        if (contract.status() != ContractStatus.ACTIVE || on.isBefore(contract.frame().startsOn()) || on.isAfter(contract.frame().endsOn()) || on.isAfter(today)) {
            throw new Refusal.Broken("contracts.visit-outside", "a visit of contract %s lies between %s and %s and not in the future; %s does not"
                    .formatted(contract.number(), contract.frame().startsOn(), contract.frame().endsOn(), on),
                    Map.of("number", contract.number(), "from", contract.frame().startsOn().toString(), "to", contract.frame().endsOn().toString(),
                            "on", on.toString()));
        }
        return contract;
    }

    /** Contracts whose last day is over are ended. */
    int endWhatRanOut() {
        var over = contracts.runOut(clock.instant());
        for (var id : over) {
            contracts.find(id).filter(found -> found.status() == ContractStatus.ACTIVE).map(Contract::end).ifPresent(ended -> {
                contracts.save(ended);
                write(Happening.visible("contracts.ended", clock.instant(), Actor.SYSTEM, Map.of("on", ended.frame().endsOn().toString())), ended);
            });
        }
        return over.size();
    }

    @Transactional(readOnly = true)
    Timeline.Page timeline(ContractId id, Timeline.@Nullable Position after, Scope scope) {
        visible(id, scope);
        return timeline.of(id.subject(), false, after, 30);
    }

    @EventListener
    void on(CustomerEvent.MovedToBranch moved) {
        contracts.moveToBranch(moved.customer(), moved.from(), moved.to());
        live.tell(Live.ofBranch("contracts", null, moved.from()));
        live.tell(Live.ofBranch("contracts", null, moved.to()));
    }

    // ---- Checks ---------------------------------------------------------------------------------------------------------

    private void checked(Contract.Frame frame, Terms terms, Scope scope) {
        customers.customer(frame.customer()).filter(found -> scope.reach(Permission.CONTRACTS_EDIT).covers(found.branchId(), null, found.id().value()))
                .orElseThrow(() -> new Refusal.Broken("contracts.no-such-customer", "there is no customer %s".formatted(frame.customer()), Map.of()));
        scope.require(Permission.CONTRACTS_EDIT, frame.branch(), null, frame.customer().value());
        if (!contracts.belongs(frame.customer(), terms.coverage())) {
            throw new Refusal.Broken("contracts.coverage-of-another", "a contract covers sites, projects and devices of its own customer only", Map.of());
        }
        levels.require(terms.level());
        if (frame.owner() != null && !queries.isColleague(frame.owner())) {
            throw new Refusal.Broken("contracts.no-such-owner", "there is no such colleague", Map.of());
        }
    }

    /** Nothing is covered by two contracts at the same level of detail: nobody could say which holds. */
    private void alone(Contract contract) {
        contracts.lockCoverage(contract.frame().customer());
        contracts.sameCoverage(contract).ifPresent(other -> {
            throw new Refusal.Conflict("contracts.overlaps", "contract %s covers the same thing at the same time".formatted(other), Map.of("other", other));
        });
    }

    private Contract mine(ContractId id, @Nullable Integer version, Scope scope) {
        var contract = visible(id, scope);
        scope.require(Permission.CONTRACTS_EDIT, contract.frame().branch(), null, contract.frame().customer().value());
        if (version != null && version != contract.version()) {
            throw new OptimisticLockingFailureException("contract %s changed meanwhile".formatted(contract.number()));
        }
        return contract;
    }

    private Contract visible(ContractId id, Scope scope) {
        return contracts.find(id)
                .filter(found -> scope.reach(Permission.CONTRACTS_READ).covers(found.frame().branch(), null, found.frame().customer().value()))
                .orElseThrow(() -> missing(id.value()));
    }

    static Refusal.Missing missing(UUID id) {
        return new Refusal.Missing("contracts.no-such-contract", "there is no contract %s".formatted(id), Map.of());
    }

    private void write(String kind, Contract contract, Scope scope, Map<String, ?> facts) {
        write(Happening.internal(kind, clock.instant(), Actor.of(scope), facts), contract);
    }

    private void write(Happening happening, Contract contract) {
        var about = new ArrayList<Subject>(List.of(contract.id().subject(), contract.frame().customer().subject()));
        timeline.write(new Happening(happening.kind(), happening.at(), happening.actor(), happening.visibility(), about, happening.facts()));
        live.tell(Live.ofBranch("contracts", contract.id().value(), contract.frame().branch()));
    }

}
