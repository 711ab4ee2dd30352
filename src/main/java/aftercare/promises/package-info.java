/**
 * Promises: who owes what to whom by when. One engine for every deadline in the house.
 *
 * <p>A promise has a code ({@code answer}, {@code arrive}, {@code restore} …), a subject of any kind, a rule that gave it its
 * time and a calendar on which the time runs. Its log ({@link aftercare.promises.ClockEvent}) is the truth;
 * {@link aftercare.promises.Standing} works out everything else from it: pauses are kept as moments and never added up, so a
 * changed rule or calendar is applied by working it out again. What falls due is found by
 * {@link aftercare.promises.PromiseSweep} from one partial index.
 *
 * <p>How a promise came out, and the moment that decided it, are columns the database works out from the others ({@code outcome},
 * {@code decided_at}); why one was broken is what a person says afterwards ({@link aftercare.promises.BreachCause}), and no part of the log.
 *
 * <p>What clocks stop for is a catalogue too ({@link aftercare.promises.PauseReason}): while a subject waits,
 * {@link aftercare.promises.Waitings} has whoever has the next move asked again, on the reason's own calendar, and says when it
 * was in vain ({@link aftercare.promises.WaitingEvent}). The answer itself is an act of the subject's owner, who resumes the clocks.
 *
 * <p>Rules and calendars are data that people edit ({@link aftercare.promises.RuleDesk}, {@link aftercare.promises.CalendarDesk});
 * {@link aftercare.promises.RuleBook} holds them in memory, one revision at a time. What a step of a ladder does to a subject is
 * done by the subject's owner, who hears of it as {@link aftercare.promises.PromiseEvent.Escalated};
 * {@link aftercare.promises.Staff} finds the people, and asks {@link aftercare.promises.Attendance} who is there.
 *
 * <p>Other modules call {@link aftercare.promises.PromiseDesk} inside their own transaction and hear of
 * {@link aftercare.promises.PromiseEvent}s in it. This module knows subjects only by kind and id. Owns the schema
 * {@code promises}.
 */
@ApplicationModule(displayName = "Promises 承诺时限", allowedDependencies = {"kernel", "platform", "identity", "timeline"})
@NullMarked
package aftercare.promises;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
