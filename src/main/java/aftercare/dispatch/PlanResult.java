package aftercare.dispatch;

import aftercare.dispatch.BranchProblem.Visit;
import aftercare.dispatch.planner.Assistant;
import aftercare.dispatch.planner.Plan;
import aftercare.dispatch.planner.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A plan beside today's: what it changes and why, what it saves, and how the days look then. */
record PlanResult(List<Change> changes, List<LeftOut> leftOut, Totals before, Totals after, List<Tour> tours) {

    /** Where a visit is: with whom, from when to when. */
    record Slot(UUID engineerId, String engineer, Instant startsAt, Instant endsAt) {}

    /**
     * @param key     names the change when only some are accepted
     * @param before  null: new
     * @param after   null: it falls out and the case waits again; {@code nearest} tells who came nearest
     */
    record Change(String key, UUID caseId, String number, String subject, int severity, @Nullable String customer, @Nullable UUID bookingId,
                  int version, boolean confirmed, @Nullable Slot before, @Nullable Slot after, @Nullable Integer promiseMinutes, @Nullable Reason reason,
                  List<Reason.Other> nearest) {}

    /** A case for which nobody has room, and who came nearest. */
    record LeftOut(UUID caseId, String number, String subject, int severity, @Nullable String customer, List<Reason.Other> nearest) {}

    /** @param lateMinutes all minutes after promises together */
    record Totals(int visits, int waiting, long travelMinutes, long lateMinutes, int late, long overtimeMinutes, int people, long cost) {}

    /** @param fate KEPT, NEW or MOVED */
    record Stop(UUID caseId, String number, String subject, int severity, Instant startsAt, Instant endsAt, int travelMinutes, String fate) {}

    record Tour(UUID engineerId, String engineer, Instant from, Instant to, List<Stop> stops) {}

    private static final int NEAREST = 4;

    static PlanResult of(BranchProblem problem, List<Visit> visits, Plan before, Plan after) {
        var is = after.assignments();
        var assistant = new Assistant(problem.problem(), after);
        var changes = new ArrayList<Change>();
        var leftOut = new ArrayList<LeftOut>();
        for (var visit : visits) {
            var task = visit.task();
            if (visit.fixed()) {
                if (problem.takesLonger(visit)) {
                    var booked = Objects.requireNonNull(visit.booked());
                    var slot = new Slot(booked.engineer(), name(problem, booked.engineer()), booked.from(), booked.to());
                    changes.add(new Change(visit.job(), task.caseId(), task.number(), task.subject(), task.severity(), task.customer(), booked.id(),
                            booked.version(), false, slot, new Slot(slot.engineerId(), slot.engineer(), slot.startsAt(),
                                    slot.startsAt().plus(Duration.ofMinutes(visit.minutes()))), null, null, List.of()));
                }
                continue;
            }
            var was = visit.booked() == null ? null : new Slot(visit.booked().engineer(), name(problem, visit.booked().engineer()), visit.booked().from(), visit.booked().to());
            var now = is.get(visit.job());
            var slot = now == null ? null : slot(problem, now);
            if (was == null && slot == null) {
                leftOut.add(new LeftOut(task.caseId(), task.number(), task.subject(), task.severity(), task.customer(), nearest(problem, assistant, visit.job())));
            } else if (was == null || slot == null || !was.engineerId().equals(slot.engineerId()) || !was.startsAt().equals(slot.startsAt())) {
                changes.add(new Change(visit.job(), task.caseId(), task.number(), task.subject(), task.severity(), task.customer(),
                        visit.booked() == null ? null : visit.booked().id(), visit.booked() == null ? 0 : visit.booked().version(),
                        visit.booked() != null && visit.booked().state() == BookingState.CONFIRMED, was, slot,
                        slot == null || task.due() == null ? null : (int) Duration.between(slot.startsAt(), task.due()).toMinutes(),
                        slot == null ? null : reason(problem, assistant, visit.job()),
                        slot == null ? nearest(problem, assistant, visit.job()) : List.of()));
            }
        }
        changes.sort(Comparator.comparing((Change change) -> change.after() == null ? Instant.MAX : change.after().startsAt()).thenComparing(Change::number));
        var fates = new HashMap<String, String>();
        changes.forEach(change -> fates.put(change.key(), change.before() == null ? "NEW" : "MOVED"));
        var tours = after.tours().stream().filter(tour -> !tour.stops().isEmpty()).map(tour -> tour(problem, tour, fates)).toList();
        return new PlanResult(List.copyOf(changes), List.copyOf(leftOut), totals(problem, visits, before), totals(problem, visits, after), tours);
    }

    private static Reason reason(BranchProblem problem, Assistant assistant, String job) {
        var explanation = assistant.explain(job);
        return switch (explanation.chosen()) {
            case Verdict.Fits fits -> new Reason(Reason.offer(problem, job, fits),
                    explanation.others().stream().map(verdict -> Reason.other(problem, job, verdict)).toList());
            case Verdict.Blocked blocked -> throw new IllegalStateException("%s is planned against %s".formatted(job, blocked.rule()));
        };
    }

    private static List<Reason.Other> nearest(BranchProblem problem, Assistant assistant, String job) {
        return assistant.advise(job).others().stream().filter(Verdict.Blocked.class::isInstance).map(Verdict.Blocked.class::cast)
                .sorted(Comparator.comparing(Verdict.Blocked::rule).reversed().thenComparing(Verdict.Blocked::by)).limit(NEAREST)
                .map(verdict -> Reason.other(problem, job, verdict)).toList();
    }

    private static Totals totals(BranchProblem problem, List<Visit> visits, Plan plan) {
        var late = 0;
        var minutes = 0L;
        var assignments = plan.assignments();
        for (var visit : visits) {
            var at = assignments.get(visit.job());
            var due = visit.task().due();
            if (at != null && due != null && problem.at(at.stop().start()).isAfter(due)) {
                late++;
                minutes += Duration.between(due, problem.at(at.stop().start())).toMinutes();
            }
        }
        return new Totals(assignments.size(), plan.unserved().size(), plan.cost().travel(), minutes, late, plan.cost().overtime() / 2,
                (int) plan.tours().stream().filter(tour -> !tour.stops().isEmpty()).map(Plan.Tour::engineer).distinct().count(), plan.cost().total());
    }

    private static Tour tour(BranchProblem problem, Plan.Tour tour, Map<String, String> fates) {
        return new Tour(UUID.fromString(tour.engineer()), problem.person(tour.engineer()).name(), problem.at(tour.shift().from()), problem.at(tour.shift().to()),
                tour.stops().stream().filter(stop -> stop.job() != null).map(stop -> {
                    var task = problem.visit(stop.job()).task();
                    return new Stop(task.caseId(), task.number(), task.subject(), task.severity(), problem.at(stop.start()), problem.at(stop.end()),
                            stop.travel(), fates.getOrDefault(stop.job(), "KEPT"));
                }).toList());
    }

    private static Slot slot(BranchProblem problem, Plan.Assignment at) {
        return new Slot(UUID.fromString(at.tour().engineer()), problem.person(at.tour().engineer()).name(), problem.at(at.stop().start()), problem.at(at.stop().end()));
    }

    private static String name(BranchProblem problem, UUID engineer) {
        return problem.person(engineer.toString()).name();
    }
}
