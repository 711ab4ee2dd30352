package aftercare.fieldwork;

import java.util.EnumSet;

/** What can happen to a visit. REPLAN and CANCEL are the office's, the others the engineer's; PUT_RIGHT may be either's. */
enum VisitAct {

    ACCEPT, REFUSE, SET_OUT, ARRIVE, START, PAUSE, RESUME, FINISH, STOP, PUT_RIGHT, HAND_OVER, SIGN, REPLAN, CANCEL;

    static final EnumSet<VisitAct> OF_THE_ENGINEER = EnumSet.range(ACCEPT, SIGN);
}
