/**
 * Dispatch: engineers with their skills and hours, and bookings: who goes to which case when.
 *
 * <p>A booking is the plan, not the visit. What happens on the way is fieldwork's to record; it tells dispatch through
 * {@link aftercare.dispatch.BookingProgress} and {@link aftercare.dispatch.BookingRefused}, and learns of plans through
 * {@link aftercare.dispatch.BookingEvent}. Nobody is booked twice: the exclusion constraint {@code booking_nobody_twice}
 * has the last word, whoever plans. Owns the schema {@code dispatch}.
 *
 * <p>Planning: {@code PlanningQueries} reads a branch, {@code BranchProblem} puts it in the words of {@code planner} (with the ways of
 * {@code travel}), {@code AdviceDesk} answers for one case, {@code Planner} searches for whole days on one node at a time, and
 * {@code PlanDesk} makes an accepted plan true. Why somebody was chosen is kept with the booking ({@code Reasons}).
 *
 * <p>Partners: {@code TenderDesk} offers a case to firms and gives it to one; the case learns of it through {@code cases.PassedToPartner},
 * and lies within the firm's reach from then on.
 *
 * <p>The day: {@code DayWatch} notes what happens and has it planned, {@code CustomerNews} tells customers who knew another time,
 * {@code CustomerBooking} lets them choose one, {@code RideAlong} finds what waits near a visit.
 */
@ApplicationModule(displayName = "Dispatch 派工", allowedDependencies = {"kernel", "platform", "identity", "timeline", "imports", "documents", "promises", "notices", "cases"})
@NullMarked
package aftercare.dispatch;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
