package aftercare.dispatch;

import aftercare.cases.CaseId;
import aftercare.dispatch.planner.Assistant;
import aftercare.dispatch.planner.Job;
import aftercare.dispatch.planner.Verdict;
import aftercare.dispatch.travel.TravelTimes;
import aftercare.identity.Permission;
import aftercare.identity.Scope;
import aftercare.kernel.Refusal;
import aftercare.kernel.TimeWindow;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** Who could take a case best and when, with the plan as it is. Nothing is moved, so every offer can be booked at once. */
@Service
class AdviceDesk {

    /** So far ahead somebody is looked for. */
    private static final int DAYS = 5;
    /** What customers are offered: a window in which the engineer comes. */
    private static final List<LocalTime> OPENINGS = List.of(LocalTime.of(8, 0), LocalTime.of(10, 0), LocalTime.of(13, 0), LocalTime.of(15, 0));
    private static final Duration OPENING = Duration.ofHours(2);

    /**
     * @param people  how many start there together
     * @param missing so many of them are not booked yet; those who are say when
     * @param windows what the customer named; empty when any working time will do
     */
    record Advice(UUID caseId, String number, LocalDate day, int days, int minutes, int people, int missing, List<TimeWindow> windows,
                  List<String> languages, Map<String, Integer> equipment,
                  List<Reason.Offer> offers, List<Reason.Other> others) {}

    /** A window that can be promised: somebody can begin in it. */
    record Opening(Instant from, Instant to) {}

    private final PlanningQueries queries;
    private final TravelTimes travel;
    private final BookingDesk desk;
    private final Bookings bookings;
    private final Reasons reasons;
    private final TransactionTemplate transaction;
    private final Clock clock;

    AdviceDesk(PlanningQueries queries, TravelTimes travel, BookingDesk desk, Bookings bookings, Reasons reasons, TransactionTemplate transaction, Clock clock) {
        this.queries = queries;
        this.travel = travel;
        this.desk = desk;
        this.bookings = bookings;
        this.reasons = reasons;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * @param day     the first day to look at; today when it is over
     * @param minutes how long the visit takes; 0 for what such visits usually take
     */
    Advice advise(Scope scope, UUID caseId, @Nullable LocalDate day, int minutes) {
        var problem = problem(scope, caseId, day, DAYS, minutes);
        var job = jobOf(problem, caseId);
        var advice = assistant(problem).advise(job);
        var facts = problem.facts();
        var offers = advice.best().stream().map(fits -> Reason.offer(problem, job, fits)).toList();
        var task = problem.visit(job).task();
        return new Advice(caseId, task.number(), facts.day(), facts.days(), problem.visit(job).minutes(), task.people(), task.missing(),
                task.windows(), task.languages(), task.equipment(), offers, others(problem, job, advice.others(), offers));
    }

    /** Books what was offered. The plan may have changed since: then it is refused, as any booking would be. */
    BookingId take(Scope scope, UUID caseId, UUID engineer, Instant startsAt, int minutes, String note) {
        var problem = problem(scope, caseId, startsAt, DAYS, minutes);
        var job = jobOf(problem, caseId);
        var advice = assistant(problem).advise(job);
        var all = Stream.concat(advice.best().stream(), advice.others().stream()).toList();
        var chosen = all.stream().filter(one -> one.engineer().equals(engineer.toString())).filter(Verdict.Fits.class::isInstance).map(Verdict.Fits.class::cast)
                .map(fits -> Reason.offer(problem, job, fits)).filter(offer -> offer.startsAt().equals(startsAt)).findFirst()
                .orElseThrow(() -> new Refusal.Conflict("dispatch.offer-gone", "the plan has changed, this time is no longer the best one; look at the offers again", Map.of()));
        var rest = all.stream().filter(one -> !one.engineer().equals(engineer.toString())).map(one -> Reason.other(problem, job, one)).toList();
        var plan = new BookingDesk.Plan(engineer, chosen.startsAt(), chosen.endsAt(), note);
        return Objects.requireNonNull(transaction.execute(_ -> {
            // One of several is added to the others; whoever goes alone goes elsewhere.
            var ahead = problem.visit(job).task().people() > 1 ? Optional.<Booking>empty()
                    : bookings.ahead(new CaseId(caseId)).stream().filter(one -> one.state().acts().contains(BookingAct.MOVE)).findFirst();
            var id = ahead.map(Booking::id).orElse(null);
            if (id == null) {
                id = desk.book(scope, new CaseId(caseId), plan);
            } else {
                desk.move(scope, id, plan, ahead.get().version());
            }
            reasons.note(id, new Reason(chosen, rest), clock.instant());
            return id;
        }));
    }

    /** The windows of the next days in which somebody can come to this case: each of them, were it the only one booked. */
    List<Opening> openings(Scope scope, UUID caseId, @Nullable LocalDate day, int days, int minutes) {
        var problem = problem(scope, caseId, day, days, minutes);
        return openings(problem, caseId, usual(problem));
    }

    /** A window and who would come in it. */
    record Chance(Opening opening, UUID engineer, Instant startsAt, Instant endsAt) {}

    /** As {@link #openings}, for whoever has been let in to the case already: the customer, who may take any of them. */
    List<Chance> chances(CaseId caseId, UUID branchId, int days, @Nullable Opening only) {
        var branch = queries.branch(branchId);
        var now = clock.instant();
        var facts = queries.facts(branch, now.atZone(branch.zone()).toLocalDate(), days, now, caseId.value(), false).anyTime();
        var problem = new BranchProblem(facts, travel, BranchProblem.Aim.advise(caseId.value(), 0));
        var job = jobOf(problem, caseId.value());
        var windows = only == null ? usual(problem) : List.of(window(problem, only.from()));
        return assistant(problem).openings(job, windows).stream().map(open -> {
            var offer = Reason.offer(problem, job, open.by());
            return new Chance(opening(problem, open), offer.engineerId(), offer.startsAt(), offer.endsAt());
        }).toList();
    }

    private static List<Opening> openings(BranchProblem problem, UUID caseId, List<Job.Window> windows) {
        return assistant(problem).openings(jobOf(problem, caseId), windows).stream().map(open -> opening(problem, open)).toList();
    }

    private static Opening opening(BranchProblem problem, Assistant.Opening open) {
        return new Opening(problem.at(open.window().from()), problem.at(open.window().to() + 1));
    }

    private static Job.Window window(BranchProblem problem, Instant from) {
        var tick = problem.tick(from);
        return new Job.Window(tick, tick + (int) OPENING.toMinutes() - 1);
    }

    private static List<Job.Window> usual(BranchProblem problem) {
        var facts = problem.facts();
        return facts.day().datesUntil(facts.day().plusDays(facts.days()))
                .flatMap(date -> OPENINGS.stream().map(time -> window(problem, date.atTime(time).atZone(facts.branch().zone()).toInstant()))).toList();
    }

    private BranchProblem problem(Scope scope, UUID caseId, Instant at, int days, int minutes) {
        var branch = queries.branch(queries.branchOf(scope.reach(Permission.DISPATCH_PLAN), caseId));
        return problem(scope, caseId, at.atZone(branch.zone()).toLocalDate(), days, minutes);
    }

    private BranchProblem problem(Scope scope, UUID caseId, @Nullable LocalDate day, int days, int minutes) {
        var reach = scope.reach(Permission.DISPATCH_PLAN);
        var branch = queries.branch(queries.branchOf(reach, caseId));
        var now = clock.instant();
        var today = now.atZone(branch.zone()).toLocalDate();
        var first = day == null || day.isBefore(today) ? today : day;
        var facts = queries.facts(branch, first, days, now, caseId, false);
        return new BranchProblem(reach.partner() == null ? facts : facts.of(reach.partner()), travel, BranchProblem.Aim.advise(caseId, minutes));
    }

    private static Assistant assistant(BranchProblem problem) {
        return new Assistant(problem.problem());
    }

    private static String jobOf(BranchProblem problem, UUID caseId) {
        return problem.facts().waiting().stream().findFirst().map(task -> BranchProblem.job(task, null))
                .orElseThrow(() -> new Refusal.Conflict("dispatch.nothing-to-plan", "nobody needs to go to the case %s".formatted(caseId), Map.of()));
    }

    /** Those who fit but are not the best, then those whom a rule keeps away, then those who do not work at all. */
    static List<Reason.Other> others(BranchProblem problem, String job, List<Verdict> verdicts, List<Reason.Offer> offers) {
        var all = new ArrayList<>(verdicts.stream().map(verdict -> Reason.other(problem, job, verdict)).toList());
        var named = Stream.concat(offers.stream().map(Reason.Offer::engineerId), all.stream().map(Reason.Other::engineerId)).collect(Collectors.toSet());
        problem.facts().people().stream().filter(person -> !named.contains(person.id())).map(Reason::away).forEach(all::add);
        return all;
    }
}
