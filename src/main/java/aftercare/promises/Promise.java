package aftercare.promises;

import aftercare.kernel.Ids;
import aftercare.kernel.Subject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One promise: whose it is, and its log. Immutable; every act returns the promise as it is afterwards, with a line more, or
 * itself when there is nothing to do.
 *
 * @param recorded how many lines of the log the database has already
 * @param warnedAt up to when the steps of the ladder are done
 */
record Promise(UUID id, Subject subject, String code, int round, String label, UUID branch, @Nullable UUID owner, @Nullable UUID customer,
               Map<String, String> facts, List<ClockEvent> log, int recorded, @Nullable Instant warnedAt, @Nullable Instant breachedAt) {

    Promise {
        facts = Map.copyOf(facts);
        log = List.copyOf(log);
    }

    static Promise started(StartPromises wish, int round, Rule rule) {
        return new Promise(Ids.next(), wish.subject(), rule.code(), round, wish.label(), wish.branch(), wish.owner(), wish.customer(), wish.facts(),
                List.of(wish.repeat() ? ClockEvent.restarted(wish.at(), rule) : ClockEvent.started(wish.at(), rule, wish.agreedOn())), 0, null, null);
    }

    /** The same promise made once more after a reopening, with the stricter time of its rule. */
    Promise again(Rule rule, Instant at) {
        return new Promise(Ids.next(), subject, code, round + 1, label, branch, owner, customer, facts, List.of(ClockEvent.restarted(at, rule)), 0, null, null);
    }

    /** A promise that this one's subject should have had from the beginning, with every pause there has been. */
    Promise sibling(Rule rule, Map<String, String> newFacts, List<ClockEvent> pauses, Instant from) {
        var lines = new ArrayList<ClockEvent>();
        lines.add(log.getFirst().kind() == ClockEvent.Kind.RESTARTED && round == 1 ? ClockEvent.restarted(from, rule) : ClockEvent.started(from, rule, null));
        lines.addAll(pauses);
        return new Promise(Ids.next(), subject, rule.code(), 1, label, branch, owner, customer, newFacts, lines, 0, null, null);
    }

    /** What its log says today. */
    Standing standing(RuleBook book) {
        return Standing.of(log, book, branch);
    }

    Instant startedAt() {
        return log.getFirst().at();
    }

    boolean isEnded() {
        var last = log.getLast().kind();
        return last == ClockEvent.Kind.KEPT || last == ClockEvent.Kind.WAIVED;
    }

    Promise pause(String reason, Instant at) {
        var open = openPause();
        return open != null && open.reason().equals(reason) ? this : with(ClockEvent.paused(at, reason));
    }

    Promise resume(Instant at) {
        return openPause() == null ? this : with(ClockEvent.resumed(at));
    }

    Promise follow(Rule rule, Map<String, String> newFacts, Instant at, @Nullable Instant countsFrom) {
        var known = new Promise(id, subject, code, round, label, branch, owner, customer, newFacts, log, recorded, warnedAt, breachedAt);
        return rule.id().equals(ruleId()) && countsFrom == null ? known : known.with(ClockEvent.ruleChanged(at, rule, countsFrom));
    }

    Promise keep(Instant at) {
        return with(ClockEvent.kept(at, null));
    }

    Promise settle(Instant at, @Nullable UUID by) {
        return with(ClockEvent.kept(at, by));
    }

    Promise waive(String reason, Instant at) {
        return waive(reason, at, null);
    }

    Promise waive(String reason, Instant at, @Nullable UUID by) {
        return with(ClockEvent.waived(at, reason, by));
    }

    /** With the mark of the breach as the standing has it: a later due time takes it away, a late end brings it. */
    Promise measured(Standing standing, Instant now) {
        var breached = switch (standing.state()) {
            case BROKEN -> standing.dueAt();
            case KEPT -> null;
            case WAIVED -> breachedAt;
            case RUNNING, PAUSED -> breachedAt != null && standing.breachedBy(now) ? standing.dueAt() : null;
        };
        return new Promise(id, subject, code, round, label, branch, owner, customer, facts, log, recorded, warnedAt, breached);
    }

    Promise warned(Instant upTo, @Nullable Instant breached) {
        return new Promise(id, subject, code, round, label, branch, owner, customer, facts, log, recorded, upTo, breached);
    }

    List<ClockEvent> unrecorded() {
        return log.subList(recorded, log.size());
    }

    /** The pauses and resumptions, as far as they are known. */
    List<ClockEvent> pauses() {
        return log.stream().filter(line -> line.kind() == ClockEvent.Kind.PAUSED || line.kind() == ClockEvent.Kind.RESUMED).toList();
    }

    PromiseEvent.About about() {
        return new PromiseEvent.About(id, subject, code, round, label, branch, owner);
    }

    static Map<String, String> merged(Map<String, String> known, Map<String, String> news) {
        var all = new HashMap<>(known);
        all.putAll(news);
        return all;
    }

    /** The rule in force. */
    UUID ruleId() {
        return log.stream().map(ClockEvent::rule).filter(Objects::nonNull).reduce((_, later) -> later).orElseThrow();
    }

    private @Nullable ClockEvent openPause() {
        var pauses = pauses();
        return pauses.isEmpty() || pauses.getLast().kind() == ClockEvent.Kind.RESUMED ? null : pauses.getLast();
    }

    private Promise with(ClockEvent line) {
        if (isEnded()) {
            throw new IllegalStateException("promise %s has ended; nothing can be added to its log".formatted(id));
        }
        var lines = new ArrayList<>(log);
        lines.add(line);
        return new Promise(id, subject, code, round, label, branch, owner, customer, facts, lines, recorded, warnedAt, breachedAt);
    }
}
