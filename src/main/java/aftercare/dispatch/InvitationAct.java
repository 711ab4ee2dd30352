package aftercare.dispatch;

/** What can happen to a partner's part in a tender. ANSWER and DECLINE are the partner's own, the others follow from the tender. */
enum InvitationAct { ANSWER, DECLINE, WIN, LOSE, LAPSE, WITHDRAW }
