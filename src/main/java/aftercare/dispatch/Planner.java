package aftercare.dispatch;

import aftercare.dispatch.planner.Budget;
import aftercare.dispatch.planner.Optimiser;
import aftercare.dispatch.travel.TravelTimes;
import aftercare.platform.Live;
import aftercare.platform.LiveUpdates;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;

/** Searches for plans, each on a thread of its own, and goes on with those whose node died. */
@Component
class Planner {

    private static final Logger log = LoggerFactory.getLogger(Planner.class);
    static final String TOPIC = "plans";

    /** A search has ended with a proposal. */
    record Found(UUID run) {}

    private final PlanRuns runs;
    private final PlanningQueries queries;
    private final TravelTimes travel;
    private final LiveUpdates live;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Planner(PlanRuns runs, PlanningQueries queries, TravelTimes travel, LiveUpdates live, ApplicationEventPublisher events, Clock clock) {
        this.runs = runs;
        this.queries = queries;
        this.travel = travel;
        this.live = live;
        this.events = events;
        this.clock = clock;
    }

    /** Begins the search that {@code holder} has the lease of. */
    void start(UUID run, UUID holder) {
        Thread.ofPlatform().daemon().name("planner-" + run).start(() -> search(run, holder));
    }

    /** Goes on with every search that nobody is at any more. */
    void takeOver() {
        var holder = UUID.randomUUID();
        runs.takeOver(holder).ifPresent(run -> {
            log.info("the plan {} is searched here now", run);
            start(run, holder);
        });
    }

    private void search(UUID id, UUID holder) {
        try {
            var run = runs.find(id, false).orElseThrow();
            var ask = run.ask();
            var facts = queries.facts(queries.branch(ask.branch()), ask.day(), ask.days(), clock.instant(), ask.caseId(), true);
            var problem = new BranchProblem(ask.takesWaiting() ? facts : facts.withoutWaiting(), travel, ask.aim());
            var stop = new AtomicBoolean(run.stopAsked());
            var lost = new AtomicBoolean();
            var before = new Optimiser(problem.problem()).published();
            var best = new Optimiser(problem.problem()).stopWhen(stop::get).onProgress(progress -> {
                var goesOn = runs.step(id, holder, new PlanRuns.Step(progress.spent(), progress.cost(), progress.unserved()));
                lost.set(goesOn.isEmpty());
                stop.set(goesOn.orElse(true));
                tell(id, ask.branch());
            }).improvePublished(Budget.time(Duration.ofSeconds(ask.seconds())));
            if (!lost.get() && runs.propose(id, holder, PlanResult.of(problem, problem.visits(), before, best), clock.instant())) {
                tell(id, ask.branch());
                found(id);
            }
        } catch (RuntimeException | Error failed) {
            // An error too: a run left as running would be taken over, and fail again, for ever.
            log.error("the plan {} could not be made", id, failed);
            runs.fail(id, holder, clock.instant());
            runs.find(id, false).ifPresent(run -> tell(id, run.branch()));
        }
    }

    /** What becomes of it must not make a plan that was found a failed one. */
    private void found(UUID id) {
        try {
            events.publishEvent(new Found(id));
        } catch (RuntimeException refused) {
            log.warn("the plan {} stays a proposal: {}", id, refused.getMessage());
        }
    }

    private void tell(UUID run, UUID branch) {
        live.tell(Live.ofBranch(TOPIC, run, branch));
    }

    @Configuration(proxyBeanMethods = false)
    static class Timer {

        @Bean
        RecurringTask<Void> plannersTakenOver(Planner planner) {
            return Tasks.recurring("dispatch-plans-taken-over", FixedDelay.ofSeconds(5)).execute((_, _) -> planner.takeOver());
        }
    }
}
