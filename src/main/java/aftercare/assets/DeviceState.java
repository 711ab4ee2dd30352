package aftercare.assets;

import static aftercare.assets.DeviceAct.RESUME;
import static aftercare.assets.DeviceAct.SCRAP;
import static aftercare.assets.DeviceAct.STOP;
import static aftercare.assets.DeviceAct.TAKE_OUT;

import aftercare.kernel.Refusal;
import java.util.List;
import java.util.Map;

/** Whether a device is in use. {@link #MOVES} is the only place that says which act leads where. */
enum DeviceState {

    IN_USE, STOPPED, TAKEN_OUT, SCRAPPED;

    /** A device scrapped by mistake, or repaired after all, can be taken into use again. */
    private static final Map<DeviceState, Map<DeviceAct, DeviceState>> MOVES = Map.of(
            IN_USE,    Map.of(STOP, STOPPED,  TAKE_OUT, TAKEN_OUT, SCRAP, SCRAPPED),
            STOPPED,   Map.of(RESUME, IN_USE, TAKE_OUT, TAKEN_OUT, SCRAP, SCRAPPED),
            TAKEN_OUT, Map.of(RESUME, IN_USE, SCRAP, SCRAPPED),
            SCRAPPED,  Map.of(RESUME, IN_USE));

    List<DeviceAct> acts() {
        return MOVES.get(this).keySet().stream().sorted().toList();
    }

    DeviceState after(DeviceAct act) {
        var next = MOVES.get(this).get(act);
        if (next == null) {
            throw new Refusal.Conflict("assets.act-not-allowed", "cannot %s a device that is %s; allowed now: %s".formatted(act, this, acts()),
                    Map.of("act", act.name(), "state", name()));
        }
        return next;
    }
}
