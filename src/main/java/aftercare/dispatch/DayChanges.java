package aftercare.dispatch;

/** What becomes of the day when something happens: nothing, a proposal, or what is not fixed is planned anew by itself. */
enum DayChanges { NOTHING, PROPOSE, BY_ITSELF }
