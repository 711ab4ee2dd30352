package aftercare.dispatch;

/** How far a plan is: being searched, found and waiting for a yes, or decided; UNDONE was accepted and taken back. */
enum PlanState { RUNNING, PROPOSED, FAILED, ACCEPTED, DISMISSED, UNDONE }
