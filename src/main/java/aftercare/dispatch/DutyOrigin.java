package aftercare.dispatch;

/** How somebody came to a duty. */
enum DutyOrigin {
    ROTATION, HAND, SWAP
}
