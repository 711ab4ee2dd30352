package aftercare.mail;

/**
 * What became of a mail. NEW: kept, not read yet. TAKEN: belongs to a case. KEPT: no case, because no person wrote it. REPEATED: came
 * before. SPAM and SET_ASIDE can be taken back by whoever looks at them.
 */
enum MailState {
    NEW, TAKEN, KEPT, SPAM, NOT_UNDERSTOOD, REPEATED, SET_ASIDE
}
