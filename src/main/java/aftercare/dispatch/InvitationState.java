package aftercare.dispatch;

import static aftercare.dispatch.InvitationAct.ANSWER;
import static aftercare.dispatch.InvitationAct.DECLINE;
import static aftercare.dispatch.InvitationAct.LAPSE;
import static aftercare.dispatch.InvitationAct.LOSE;
import static aftercare.dispatch.InvitationAct.WIN;
import static aftercare.dispatch.InvitationAct.WITHDRAW;

import aftercare.kernel.Refusal;
import java.util.List;
import java.util.Map;

/** One partner's part in a tender. {@link #MOVES} is the only place that says which act leads where. */
enum InvitationState {

    ASKED, ANSWERED, DECLINED, WON, LOST, LAPSED, WITHDRAWN;

    private static final Map<InvitationState, Map<InvitationAct, InvitationState>> MOVES = Map.of(
            ASKED,     Map.of(ANSWER, ANSWERED,  DECLINE, DECLINED,  LOSE, LOST,  LAPSE, LAPSED,  WITHDRAW, WITHDRAWN),
            ANSWERED,  Map.of(ANSWER, ANSWERED,  DECLINE, DECLINED,  WIN, WON,  LOSE, LOST,  WITHDRAW, WITHDRAWN),
            DECLINED,  Map.of(),
            WON,       Map.of(),
            LOST,      Map.of(),
            LAPSED,    Map.of(),
            WITHDRAWN, Map.of());

    List<InvitationAct> acts() {
        return MOVES.get(this).keySet().stream().sorted().toList();
    }

    InvitationState after(InvitationAct act) {
        var next = MOVES.get(this).get(act);
        if (next == null) {
            throw over(this);
        }
        return next;
    }

    /** Told kindly: whoever came too late has done nothing wrong. */
    static Refusal.Conflict over(InvitationState state) {
        return switch (state) {
            case LOST -> new Refusal.Conflict("dispatch.tender-taken", "another partner has this case already; thank you for your answer", Map.of());
            case WITHDRAWN -> new Refusal.Conflict("dispatch.tender-withdrawn", "the case was withdrawn meanwhile; nothing needs to be done", Map.of());
            case LAPSED -> new Refusal.Conflict("dispatch.tender-lapsed", "the time to answer is over", Map.of());
            default -> new Refusal.Conflict("dispatch.invitation-answered", "this was answered already: %s".formatted(state), Map.of("state", state.name()));
        };
    }
}
