package aftercare.dispatch;

/** How an engineer stands to a customer: never sent there, or sent there rather than others. */
enum CustomerRule { NEVER, PREFERRED }
