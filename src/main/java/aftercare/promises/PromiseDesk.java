package aftercare.promises;

import aftercare.kernel.Refusal;
import aftercare.kernel.Subject;
import aftercare.platform.Live;
import aftercare.platform.LiveUpdates;
import aftercare.timeline.Actor;
import aftercare.timeline.Happening;
import aftercare.timeline.Timeline;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Makes promises and keeps their clocks, inside the caller's transaction. Every {@code at} is when the thing happened, which
 * may be earlier than now. All acts can be repeated without harm, and do nothing when there is nothing to do.
 */
@Service
@Transactional
public class PromiseDesk {

    private final PromiseStore store;
    private final PromiseQueries queries;
    private final RuleBooks books;
    private final Waitings waitings;
    private final PauseReasons reasons;
    private final Timeline timeline;
    private final LiveUpdates live;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    PromiseDesk(PromiseStore store, PromiseQueries queries, RuleBooks books, Waitings waitings, PauseReasons reasons, Timeline timeline,
                LiveUpdates live, ApplicationEventPublisher events, Clock clock) {
        this.store = store;
        this.queries = queries;
        this.books = books;
        this.waitings = waitings;
        this.reasons = reasons;
        this.timeline = timeline;
        this.live = live;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Promises what the most specific rules give. A promise that is open already goes on as it is; one asked for by its code
     * after an earlier one ended is made anew.
     */
    public List<PromiseView> start(StartPromises wish) {
        var book = books.book();
        var facts = known(wish.subject(), wish.branch(), wish.facts());
        var rules = wish.codes().isEmpty() ? book.pickAll(facts) : wish.codes().stream().map(code -> ruled(book, code, facts)).toList();
        if (rules.isEmpty()) {
            return List.of();
        }
        var now = later(wish.at());
        var made = new ArrayList<>(store.add(rules.stream().map(rule -> Promise.started(wish, 1, rule)).toList(), book, now));
        if (made.size() < rules.size() && !wish.codes().isEmpty()) {
            made.addAll(store.add(nextRounds(wish, rules, made), book, now));
        }
        for (var promise : made) {
            events.publishEvent(new PromiseEvent.Started(promise.about(), promise.standing(book).dueAt(), wish.at()));
        }
        tell(made);
        return made.stream().map(promise -> PromiseQueries.view(promise, promise.standing(book))).toList();
    }

    private List<Promise> nextRounds(StartPromises wish, List<Rule> rules, List<Promise> made) {
        var known = store.all(wish.subject());
        return rules.stream()
                .filter(rule -> made.stream().noneMatch(promise -> promise.code().equals(rule.code())))
                .filter(rule -> known.stream().noneMatch(promise -> promise.code().equals(rule.code()) && !promise.isEnded()))
                .map(rule -> Promise.started(wish, 1 + newest(known, rule.code()).round(), rule))
                .toList();
    }

    /** As {@link #start}, for promises that a house may not make: a code without a rule is left out. */
    public void startIfPromised(StartPromises wish) {
        var book = books.book();
        var facts = known(wish.subject(), wish.branch(), wish.facts());
        var codes = wish.codes().stream().filter(code -> book.pick(code, facts).isPresent()).toList();
        if (!codes.isEmpty()) {
            start(wish.only(codes));
        }
    }

    /** A person says that it was done. Refused where an act of the product says so. */
    void settle(UUID id, String note, Actor actor) {
        var promise = open(id);
        var rule = books.book().rule(promise.ruleId());
        if (!rule.byHand()) {
            throw new Refusal.Conflict("promises.kept-by-an-act", "the promise %s is kept by the act it is about, not by hand".formatted(promise.code()), Map.of("code", promise.code()));
        }
        var now = clock.instant();
        tell(record(List.of(promise), now, before -> before.settle(now, actor.user())));
        timeline.write(Happening.internal("promises.settled", now, actor, Map.of("code", promise.code(), "note", note)).about(promise.subject()));
    }

    /** Somebody decides that it is not owed any more; who and why is kept. */
    void waive(UUID id, String reason, Actor actor) {
        var promise = open(id);
        var now = clock.instant();
        tell(record(List.of(promise), now, before -> before.waive(reason, now, actor.user())));
        timeline.write(Happening.internal("promises.waived-by", now, actor, Map.of("code", promise.code(), "reason", reason)).about(promise.subject()));
    }

    /** Somebody says why its time ran out; said again it replaces what was said before. */
    void explainBreach(UUID id, BreachCause cause, String words, Actor actor) {
        var promise = store.find(id);
        if (promise == null) {
            throw missing(id);
        }
        if (!store.explainBreach(id, cause, words, actor.user())) {
            throw new Refusal.Conflict("promises.not-broken", "the promise %s is not broken; only a broken one has a cause".formatted(promise.code()), Map.of("code", promise.code()));
        }
        timeline.write(Happening.internal("promises.breach-explained", clock.instant(), actor,
                Map.of("code", promise.code(), "cause", cause.name(), "words", words)).about(promise.subject()));
        tell(List.of(promise));
    }

    private Promise open(UUID id) {
        var found = store.find(id);
        if (found == null) {
            throw missing(id);
        }
        return store.open(found.subject()).stream().filter(promise -> promise.id().equals(id)).findFirst().orElseThrow(() ->
                new Refusal.Conflict("promises.ended", "the promise %s has ended already".formatted(found.code()), Map.of("code", found.code())));
    }

    /** What was promised has been done. Kept when {@code at} is not after the due time, else broken with its overrun. */
    public void keep(Subject subject, String code, Instant at) {
        change(subject, at, promise -> promise.code().equals(code) ? promise.keep(at) : promise);
    }

    /** Stops the clocks of all open promises whose rules allow it for this reason. */
    public void pause(Subject subject, String reason, Instant at) {
        pause(subject, reason, "", at);
    }

    /** As {@link #pause(Subject, String, Instant)}; {@code words} is what exactly is waited for, for those who are asked. */
    public void pause(Subject subject, String reason, String words, Instant at) {
        change(subject, at, promise -> promise.pause(reason, at));
        waitings.begin(subject, reason, words, at);
    }

    public void resume(Subject subject, Instant at) {
        change(subject, at, promise -> promise.resume(at));
        waitings.end(subject, at);
    }

    /** A reason that can be chosen; refused when there is none of this code. */
    @Transactional(readOnly = true)
    public PauseReason pauseReason(String code) {
        return reasons.chosen(code);
    }

    /** Whose move it is while the subject waits; empty when nobody said. */
    @Transactional(readOnly = true)
    public Optional<PauseReason.Party> awaited(Subject subject) {
        return waitings.party(subject);
    }

    /** Nothing is owed any more: the subject was cancelled. */
    public void waive(Subject subject, String reason, Instant at) {
        change(subject, at, promise -> promise.waive(reason, at));
        waitings.end(subject, at);
    }

    /** This one promise is not owed any more. */
    public void waive(Subject subject, String code, String reason, Instant at) {
        change(subject, at, promise -> promise.code().equals(code) ? promise.waive(reason, at) : promise);
    }

    /**
     * The facts were other than first told (a severity corrected in triage): the rules that fit now hold from the beginning.
     * Pauses stay what they were. {@code facts} may name only what changed.
     */
    public void reassess(Subject subject, Map<String, String> facts, Instant at) {
        reassess(subject, facts, at, null);
    }

    /** The matter got worse, or was raised: the rules that fit now count from {@code at}. */
    public void raise(Subject subject, Map<String, String> facts, Instant at) {
        reassess(subject, facts, at, at);
    }

    private void reassess(Subject subject, Map<String, String> news, Instant at, @Nullable Instant countsFrom) {
        var all = store.all(subject);
        if (all.stream().allMatch(Promise::isEnded)) {
            return;
        }
        var book = books.book();
        var newest = all.getLast();
        var facts = Promise.merged(newest.facts(), news);
        var known = known(subject, newest.branch(), facts);
        // What is raised counts anew, but never what has run out: a broken promise stays broken.
        record(all.stream().filter(promise -> !promise.isEnded() && (countsFrom == null || promise.breachedAt() == null && !promise.standing(book).breachedBy(at))).toList(),
                at, promise -> book.pick(promise.code(), known)
                // What came by itself and would now come only if asked for is not owed any more.
                .filter(rule -> rule.withSubject() || !book.rule(promise.ruleId()).withSubject())
                .map(rule -> promise.follow(rule, facts, at, countsFrom))
                .orElseGet(() -> promise.waive("no-longer-promised", at)));

        var pauses = all.stream().map(Promise::pauses).max(Comparator.comparing(List::size)).orElseThrow();
        var from = countsFrom != null ? countsFrom : all.stream().map(Promise::startedAt).min(Comparator.naturalOrder()).orElseThrow();
        var missing = book.pickAll(known).stream()
                .filter(rule -> all.stream().noneMatch(promise -> promise.code().equals(rule.code())))
                .map(rule -> newest.sibling(rule, facts, pauses, from))
                .toList();
        for (var promise : store.add(missing, book, later(at))) {
            events.publishEvent(new PromiseEvent.Started(promise.about(), promise.standing(book).dueAt(), at));
        }
        tell(all);
    }

    /** The work was not good after all: what ended is promised again, with less time than the first time. */
    public void restart(Subject subject, Collection<String> codes, Instant at) {
        var all = store.all(subject);
        var book = books.book();
        var again = new ArrayList<Promise>();
        for (var code : codes) {
            if (all.stream().noneMatch(promise -> promise.code().equals(code))
                    || all.stream().anyMatch(promise -> promise.code().equals(code) && !promise.isEnded())) {
                continue;
            }
            var last = newest(all, code);
            again.add(last.again(ruled(book, code, known(subject, last.branch(), last.facts())), at));
        }
        for (var promise : store.add(again, book, later(at))) {
            var due = promise.standing(book).dueAt();
            events.publishEvent(new PromiseEvent.Started(promise.about(), due, at));
            write("promises.restarted", promise, at, Map.of("dueAt", due.toString()));
        }
        tell(again);
    }

    /** Who is warned first from now on. */
    public void owner(Subject subject, @Nullable UUID user) {
        store.own(subject, user);
    }

    /** Whom all that was promised about the subject was given to: it was noted wrongly before. */
    public void owedTo(Subject subject, @Nullable UUID customer) {
        store.owe(subject, customer);
    }

    /** The promises of a subject, oldest first. Whoever asks has been let in to the subject already. */
    @Transactional(readOnly = true)
    public List<PromiseView> of(Subject subject) {
        return queries.of(subject);
    }

    /** The promises of many subjects for a list; subjects without any are missing from the answer. */
    @Transactional(readOnly = true)
    public Map<Subject, List<PromiseView>> of(Collection<Subject> subjects) {
        return queries.of(subjects);
    }

    /** "Why is it due then?" Whoever asks has been let in to the subject already. */
    @Transactional(readOnly = true)
    public Explanation explain(UUID promise) {
        var found = store.find(promise);
        if (found == null) {
            throw missing(promise);
        }
        return PromiseQueries.explain(found, books.book(), reasons.names(), clock.instant());
    }

    static Refusal.Missing missing(UUID promise) {
        return new Refusal.Missing("promises.no-such-promise", "there is no promise %s".formatted(promise), Map.of());
    }

    private void change(Subject subject, Instant at, UnaryOperator<Promise> act) {
        tell(record(store.open(subject), at, act));
    }

    /** Applies the act to each, writes those that changed, and says what it meant. */
    private List<Promise> record(List<Promise> before, Instant at, UnaryOperator<Promise> act) {
        var book = books.book();
        var now = later(at);
        var changed = new ArrayList<Promise>();
        for (var promise : before) {
            var acted = act.apply(promise);
            if (acted != promise) {
                changed.add(acted.measured(acted.standing(book), now));
            }
        }
        if (!changed.isEmpty()) {
            store.save(changed, book, now);
            changed.forEach(promise -> promise.unrecorded().forEach(line -> say(promise, promise.standing(book), line)));
        }
        return changed;
    }

    private void say(Promise promise, Standing standing, ClockEvent line) {
        var about = promise.about();
        switch (line.kind()) {
            case PAUSED -> events.publishEvent(new PromiseEvent.Paused(about, line.reason(), line.at()));
            case RESUMED -> events.publishEvent(new PromiseEvent.Resumed(about, standing.dueAt(), line.at()));
            case RULE_CHANGED -> write("promises.changed", promise, line.at(), Map.of("dueAt", standing.dueAt().toString()));
            case WAIVED -> {
                events.publishEvent(new PromiseEvent.Waived(about, line.reason(), line.at()));
                write("promises.waived", promise, line.at(), Map.of("reason", line.reason()));
            }
            case KEPT -> {
                var overrun = standing.overrun() == null ? null : PromiseStore.minutesUp(standing.overrun());
                events.publishEvent(new PromiseEvent.Kept(about, standing.dueAt(), overrun, line.at()));
                write(overrun == null ? "promises.kept" : "promises.kept-late", promise, line.at(), overrun == null
                        ? Map.of("dueAt", standing.dueAt().toString())
                        : Map.of("dueAt", standing.dueAt().toString(), "overrunMinutes", overrun));
            }
            case STARTED, RESTARTED -> { }
        }
    }

    private void write(String kind, Promise promise, Instant at, Map<String, ?> facts) {
        var all = new HashMap<String, Object>(facts);
        all.put("code", promise.code());
        timeline.write(Happening.internal(kind, at, Actor.SYSTEM, all).about(promise.subject()));
    }

    private void tell(List<Promise> changed) {
        changed.stream().map(Promise::branch).distinct().forEach(branch -> live.tell(Live.ofBranch("promises", null, branch)));
    }

    private static Rule ruled(RuleBook book, String code, Map<Fact, String> facts) {
        return book.pick(code, facts).orElseThrow(() -> new Refusal.Broken("promises.no-rule",
                "no rule gives the promise %s here; add one on the rules page".formatted(code), Map.of("code", code)));
    }

    static Map<Fact, String> known(Subject subject, UUID branch, Map<String, String> facts) {
        var known = Fact.of(facts);
        known.put(Fact.SUBJECT, subject.kind());
        known.put(Fact.BRANCH, branch.toString());
        return known;
    }

    private static Promise newest(List<Promise> promises, String code) {
        return promises.stream().filter(promise -> promise.code().equals(code)).max(Comparator.comparingInt(Promise::round)).orElseThrow();
    }

    /** Now, unless we are told of a moment ahead of our clock. */
    private Instant later(Instant at) {
        var now = clock.instant();
        return at.isAfter(now) ? at : now;
    }
}
