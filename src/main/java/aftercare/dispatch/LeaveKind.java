package aftercare.dispatch;

/** Why somebody is away. */
enum LeaveKind {
    ANNUAL, SICK, PERSONAL, COMPENSATORY, TRAINING, OTHER
}
