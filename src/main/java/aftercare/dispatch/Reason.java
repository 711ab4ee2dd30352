package aftercare.dispatch;

import aftercare.dispatch.PlanningQueries.Person;
import aftercare.dispatch.planner.PlanningProblem;
import aftercare.dispatch.planner.Rule;
import aftercare.dispatch.planner.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Why an engineer was chosen for a visit, and why nobody else: as it stood when it was decided. */
record Reason(Offer chosen, List<Other> others) {

    /**
     * An engineer and a time, and what speaks for it.
     *
     * @param travelMinutes how much longer the day's ways become
     * @param promiseMinutes how long before the promise the work begins; negative when too late, null without a promise
     * @param skillLevel    the best of the skills that the device asks for; null when it asks for none
     * @param visits        what the engineer has on that day already
     * @param cost          all of it in minutes of travel, by which offers are compared
     */
    record Offer(UUID engineerId, String engineer, @Nullable String partner, Instant startsAt, Instant endsAt, int travelMinutes,
                 @Nullable Integer promiseMinutes, boolean knowsSite, @Nullable Integer skillLevel, int visits, int overtimeMinutes, long cost) {}

    /**
     * Who was not offered: either because others are better ({@code offer}), or because of a rule and by how much it is missed, in the
     * rule's own unit. {@code by} is null where there is nothing to count.
     */
    record Other(UUID engineerId, String engineer, @Nullable Offer offer, @Nullable String rule, @Nullable Integer by) {}

    /** Nobody works at all on these days. */
    static final String AWAY = "AWAY";
    private static final String AREA = "AREA";
    private static final String LANGUAGE = "LANGUAGE";

    static Offer offer(BranchProblem problem, String job, Verdict.Fits fits) {
        var visit = problem.visit(job);
        var person = problem.person(fits.engineer());
        var starts = problem.at(fits.start());
        var due = visit.task().due();
        return new Offer(person.id(), person.name(), person.partnerName(), starts, starts.plus(Duration.ofMinutes(visit.minutes())), fits.travel(),
                due == null ? null : (int) Duration.between(starts, due).toMinutes(), visit.task().knownBy().contains(person.id()),
                level(visit.task(), person), fits.visits(), (int) fits.cost().overtime() / 2, fits.cost().total());
    }

    private static @Nullable Integer level(PlanningQueries.Task task, Person person) {
        return task.needs().stream().map(person.skills()::get).filter(Objects::nonNull).max(Integer::compare).orElse(null);
    }

    static Other other(BranchProblem problem, String job, Verdict verdict) {
        var person = problem.person(verdict.engineer());
        return switch (verdict) {
            case Verdict.Fits fits -> new Other(person.id(), person.name(), offer(problem, job, fits), null, null);
            case Verdict.Blocked blocked -> new Other(person.id(), person.name(), null, rule(problem.visit(job).task(), person, blocked.rule()),
                    blocked.by() >= PlanningProblem.HORIZON / 2 ? null : blocked.by());
        };
    }

    /** In the planner's eyes a language is a skill and an area a bar; people want to know which. */
    private static String rule(PlanningQueries.Task task, Person person, Rule rule) {
        return switch (rule) {
            case BARRED -> task.never().contains(person.id()) || person.worksIn(task.regionCode()) ? rule.name() : AREA;
            case SKILL -> person.languages().containsAll(task.languages()) ? rule.name() : LANGUAGE;
            default -> rule.name();
        };
    }

    static Other away(Person person) {
        return new Other(person.id(), person.name(), null, AWAY, null);
    }
}
