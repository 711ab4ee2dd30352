package aftercare.chat;

import static aftercare.chat.ChatAct.*;

import aftercare.kernel.Refusal;
import java.util.List;
import java.util.Map;

/** The lifecycle of a conversation. UNANSWERED is an end too: it became a report, and somebody calls back. */
enum ChatStatus {

    WAITING, ACTIVE, ENDED, UNANSWERED;

    private static final Map<ChatStatus, Map<ChatAct, ChatStatus>> MOVES = Map.of(
            WAITING,    Map.of(TAKE, ACTIVE,      GIVE_UP, UNANSWERED),
            ACTIVE,     Map.of(TRANSFER, ACTIVE,  RETURN, WAITING,  END, ENDED),
            ENDED,      Map.of(),
            UNANSWERED, Map.of());

    List<ChatAct> acts() {
        return MOVES.get(this).keySet().stream().sorted().toList();
    }

    boolean isOver() {
        return MOVES.get(this).isEmpty();
    }

    ChatStatus after(ChatAct act) {
        var next = MOVES.get(this).get(act);
        if (next == null) {
            throw new Refusal.Conflict("chat.act-not-allowed", "a conversation that is %s cannot be changed by %s; look at it again".formatted(this, act),
                    Map.of("status", name(), "act", act.name()));
        }
        return next;
    }
}
