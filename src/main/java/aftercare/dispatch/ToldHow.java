package aftercare.dispatch;

/** How a customer came to know of a visit: the engineer accepted it, somebody called, the customer chose it, or a message went out. */
enum ToldHow { ACCEPTED, PHONE, PAGE, MESSAGE }
