package aftercare.promises;

import aftercare.platform.Live;
import aftercare.platform.LiveUpdates;
import aftercare.timeline.Actor;
import aftercare.timeline.Happening;
import aftercare.timeline.Timeline;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Does what falls due: each second, on every node, the steps whose time has come are taken from one partial index with
 * {@code skip locked}, so that no two nodes take the same and a node that dies gives back what it held. Also brings the rule
 * book up to date and works promises out again whose calendar changed.
 */
@Component
class PromiseSweep implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(PromiseSweep.class);
    private static final int BATCH = 500;
    /** In milliseconds; where much falls due there is more in a moment. */
    private static final int PAUSE = 1000;
    private static final int BUSY_PAUSE = 100;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final PromiseStore store;
    private final RuleBooks books;
    private final Waitings waitings;
    private final Timeline timeline;
    private final LiveUpdates live;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final boolean wanted;
    private volatile boolean running;

    PromiseSweep(PromiseStore store, RuleBooks books, Waitings waitings, Timeline timeline, LiveUpdates live, ApplicationEventPublisher events,
                 PlatformTransactionManager transactions, Clock clock, @Value("${aftercare.promises.sweep:true}") boolean wanted) {
        this.store = store;
        this.books = books;
        this.waitings = waitings;
        this.timeline = timeline;
        this.live = live;
        this.events = events;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
        this.wanted = wanted;
    }

    /** Everything that is due by {@code now}. @return whether there was anything */
    boolean sweep(Instant now) {
        books.refresh();
        var found = false;
        while (Boolean.TRUE.equals(transaction.execute(_ -> recount(now)))) {
            // more is waiting
        }
        if (books.book().current().stream().anyMatch(Rule::appliesToOpen)) {
            while (Boolean.TRUE.equals(transaction.execute(_ -> follow(now)))) {
                // more is waiting
            }
        }
        try {
            int done;
            do {
                done = Objects.requireNonNull(transaction.execute(_ -> steps(store.claimDue(now, BATCH), now)));
                found |= done > 0;
            } while (done == BATCH);
        } catch (RuntimeException failed) {
            log.error("a batch of promise steps failed; its steps are taken one by one", failed);
            store.due(now, BATCH).forEach(promise -> stepAlone(promise, now));
        }
        chase(now);
        return found;
    }

    /** Whoever lets us wait is asked again; each by itself, so that what fails holds up nobody. */
    private void chase(Instant now) {
        for (var due = waitings.due(now); due.isPresent(); due = waitings.due(now)) {
            var waiting = due.get();
            try {
                transaction.executeWithoutResult(_ -> waitings.step(waiting, now));
            } catch (RuntimeException failed) {
                log.error("waiting {} could not be followed up and is tried again in {}", waiting, PATIENCE, failed);
                transaction.executeWithoutResult(_ -> waitings.postpone(waiting, now.plus(PATIENCE)));
            }
        }
    }

    /** What fails alone must not hold up the others: it is tried again later. */
    private void stepAlone(UUID promise, Instant now) {
        try {
            transaction.executeWithoutResult(_ -> steps(store.claim(promise, now), now));
        } catch (RuntimeException failed) {
            log.error("the step of promise {} failed and is tried again in {}", promise, PATIENCE, failed);
            store.postpone(promise, now.plus(PATIENCE));
        }
    }

    /** @return whether there may be more */
    private boolean recount(Instant now) {
        var stale = store.claimStale(BATCH);
        if (!stale.isEmpty()) {
            var book = books.book();
            store.save(stale.stream().map(promise -> promise.measured(promise.standing(book), now)).toList(), book, now);
            tell(stale);
        }
        return stale.size() == BATCH;
    }

    /** A rule was changed for what is open too. @return whether there may be more */
    private boolean follow(Instant now) {
        var outdated = store.claimOutdated(BATCH);
        if (!outdated.isEmpty()) {
            var book = books.book();
            var followed = outdated.stream().map(promise -> {
                var rule = book.pick(promise.code(), PromiseDesk.known(promise.subject(), promise.branch(), promise.facts()))
                        .or(() -> book.rule(book.rule(promise.ruleId()).key())).orElseThrow();
                var after = promise.follow(rule, promise.facts(), now, null);
                var standing = after.standing(book);
                timeline.write(Happening.internal("promises.changed", now, Actor.SYSTEM,
                        Map.of("code", promise.code(), "dueAt", standing.dueAt().toString())).about(promise.subject()));
                return after.measured(standing, now);
            }).toList();
            store.save(followed, book, now);
            tell(followed);
        }
        return outdated.size() == BATCH;
    }

    /** @return how many there were */
    private int steps(List<Promise> due, Instant now) {
        if (due.isEmpty()) {
            return 0;
        }
        var book = books.book();
        var done = new ArrayList<Promise>();
        var written = new ArrayList<Happening>();
        var said = new ArrayList<PromiseEvent>();
        for (var promise : due) {
            var standing = promise.standing(book);
            var breaks = promise.breachedAt() == null && standing.breachedBy(now);
            var tell = standing.tell(promise.warnedAt(), now);
            var does = standing.does(promise.warnedAt(), now);
            done.add(promise.warned(now, breaks ? standing.dueAt() : promise.breachedAt()));
            var facts = Map.of("code", promise.code(), "dueAt", standing.dueAt().toString());
            if (breaks) {
                written.add(Happening.internal("promises.broken", standing.dueAt(), Actor.SYSTEM, facts).about(promise.subject()));
                said.add(new PromiseEvent.Broken(promise.about(), standing.dueAt(), tell.isEmpty() ? EnumSet.of(Audience.OWNER) : tell, now));
            } else if (!tell.isEmpty()) {
                written.add(Happening.internal(standing.dueAt().isAfter(now) ? "promises.warned" : "promises.overdue", now, Actor.SYSTEM, facts).about(promise.subject()));
                said.add(new PromiseEvent.Warned(promise.about(), standing.dueAt(), tell, now));
            }
            if (!does.isEmpty()) {
                var plan = does.contains(Deed.START_PLAN) ? standing.rule().plan() : List.<String>of();
                if (!plan.isEmpty()) {
                    written.add(Happening.internal("promises.plan", now, Actor.SYSTEM, Map.of("code", promise.code(), "steps", String.join("；", plan))).about(promise.subject()));
                }
                said.add(new PromiseEvent.Escalated(promise.about(), standing.dueAt(), does, plan, now));
            }
        }
        // Saved before anybody hears of it: who listens may change the very same promises.
        store.save(done, book, now);
        timeline.writeAll(written);
        said.forEach(events::publishEvent);
        tell(done);
        return due.size();
    }

    private void tell(List<Promise> changed) {
        changed.stream().map(Promise::branch).distinct().forEach(branch -> live.tell(Live.ofBranch("promises", null, branch)));
    }

    @Override
    public void start() {
        running = wanted;
        if (wanted) {
            Thread.ofVirtual().name("promise-sweep").start(this::keepSweeping);
        }
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void keepSweeping() {
        while (running) {
            var busy = false;
            try {
                busy = sweep(clock.instant());
            } catch (RuntimeException failed) {
                // The steps stay due and are tried again; other nodes go on meanwhile.
                if (running) {
                    log.error("the sweep of promises failed and is tried again", failed);
                }
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(busy ? BUSY_PAUSE : PAUSE));
        }
    }
}
