/**
 * The optimiser and the assistant of dispatch, in plain Java: who goes where, when, and why.
 *
 * <p>Describe {@link aftercare.dispatch.planner.Engineer}s with their {@link aftercare.dispatch.planner.Shift}s and
 * {@link aftercare.dispatch.planner.Job}s, give the travel times, and build a {@link aftercare.dispatch.planner.PlanningProblem}. Then
 * <ul>
 *   <li>{@link aftercare.dispatch.planner.Optimiser} makes or improves a {@link aftercare.dispatch.planner.Plan} within a
 *       {@link aftercare.dispatch.planner.Budget};</li>
 *   <li>{@link aftercare.dispatch.planner.Assistant} answers for one job who could take it best, why the others cannot, and whom to
 *       move when nobody can;</li>
 *   <li>{@link aftercare.dispatch.planner.PlanChange} tells what a plan moves against another one and what that saves.</li>
 * </ul>
 *
 * <p>Time is counted in ticks from any zero the caller likes (the product: minutes from the first midnight; several days are one line
 * of time). Hard rules are never broken: skills, certificates, tools and parts, shifts, customers' windows, lunch, crews that start
 * together, pins. Everything else has a price in one scalar ({@link aftercare.dispatch.planner.Weights}), so that a plan is
 * better exactly when it costs less.
 *
 * <p>How it works: a route is an engineer's day. {@code RouteState} keeps, for each place in it, the earliest departure and the
 * latest arrival, each without and with lunch taken; whether one more job fits between two others is then a handful of additions.
 * {@code Search} removes strings of neighbouring jobs and puts them back where they cost least (Christiaens and Vanden Berghe,
 * "Slack Induction by String Removals", 2020) under simulated annealing that cools with the budget.
 *
 * <p>Nothing here knows Spring, the database or the wall clock of a zone.
 */
@NullMarked
package aftercare.dispatch.planner;

import org.jspecify.annotations.NullMarked;
