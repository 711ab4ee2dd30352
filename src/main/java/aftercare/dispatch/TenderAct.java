package aftercare.dispatch;

/** What can happen to a tender. LAPSE is its time running out without a yes. */
enum TenderAct { AWARD, LAPSE, WITHDRAW }
