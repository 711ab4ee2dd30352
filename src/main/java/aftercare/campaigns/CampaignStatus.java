package aftercare.campaigns;

import static aftercare.campaigns.CampaignAct.FINISH;
import static aftercare.campaigns.CampaignAct.RESUME;
import static aftercare.campaigns.CampaignAct.START;
import static aftercare.campaigns.CampaignAct.STOP;

import aftercare.kernel.Refusal;
import java.util.List;
import java.util.Map;

/** Where a campaign stands. Stopped, no batch becomes cases any more; what is under way goes on. */
enum CampaignStatus {

    DRAFT, RUNNING, STOPPED, FINISHED;

    private static final Map<CampaignStatus, Map<CampaignAct, CampaignStatus>> MOVES = Map.of(
            DRAFT,    Map.of(START, RUNNING),
            RUNNING,  Map.of(STOP, STOPPED,  FINISH, FINISHED),
            STOPPED,  Map.of(RESUME, RUNNING,  FINISH, FINISHED),
            FINISHED, Map.of());

    List<CampaignAct> acts() {
        return MOVES.get(this).keySet().stream().sorted().toList();
    }

    CampaignStatus after(CampaignAct act) {
        var next = MOVES.get(this).get(act);
        if (next == null) {
            throw new Refusal.Conflict("campaigns.act-not-allowed", "cannot %s a campaign that is %s; allowed now: %s".formatted(act, this, acts()),
                    Map.of("act", act.name(), "status", name()));
        }
        return next;
    }
}
