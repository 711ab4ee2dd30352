package aftercare.dispatch;

/** What became of asking a colleague to take a duty. */
enum SwapState {
    ASKED, AGREED, DECLINED, WITHDRAWN
}
