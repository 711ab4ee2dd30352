package aftercare.dispatch.planner;

/** The hard rules, in the order in which a dispatcher would ask. */
public enum Rule {
    /** The customer does not want this engineer. By 1. */
    BARRED,
    /** By the levels that are missing. */
    SKILL,
    /** By the ticks since it ran out; {@link PlanningProblem#HORIZON} when there never was one. */
    CERTIFICATE,
    /** Pinned to somebody else. By 1. */
    PINNED,
    /** No day in common: the customer's windows and the shift do not meet. By the ticks between them. */
    DAY,
    /** A tool, which cannot be fetched on the way. By the number of tools. */
    TOOL,
    /** Parts, which cannot be fetched on the way. By the pieces that are missing. */
    PARTS,
    /** The customer's window is over before the engineer can be there. By ticks. */
    WINDOW,
    /** The next visit could not start in its window any more. By ticks. */
    NEXT_VISIT,
    /** Too late home. By ticks. */
    SHIFT_END,
    /** It would fit without lunch. By the ticks of lunch. */
    LUNCH,
    /** The crew would not start together. By the engineers that are missing. */
    CREW
}
