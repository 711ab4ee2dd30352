package aftercare.dispatch;

/** Who gets it: whoever says yes first, or the answer that the dispatcher likes best. */
enum TenderMode { FIRST, BEST }
