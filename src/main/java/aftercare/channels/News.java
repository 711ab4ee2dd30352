package aftercare.channels;

/** What a channel tells. TEST and TO_CUSTOMER are not chosen: one asks for the first, and the second is a message to one person. */
enum News {
    CASE_OPENED, CASE_ASSIGNED, PROMISE_WARNED, PROMISE_BROKEN, CHAT_WAITING, TEST, TO_CUSTOMER
}
