package aftercare.trips;

import static aftercare.trips.TripAct.APPROVE;
import static aftercare.trips.TripAct.CANCEL;
import static aftercare.trips.TripAct.REFUSE;
import static aftercare.trips.TripAct.RETURN;
import static aftercare.trips.TripAct.START;

import aftercare.kernel.Refusal;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Where an out-duty order stands. */
enum TripStatus {

    ASKED, APPROVED, REFUSED, AWAY, BACK, CANCELLED;

    private static final Map<TripStatus, Map<TripAct, TripStatus>> MOVES = Map.of(
            ASKED,     Map.of(APPROVE, APPROVED,  REFUSE, REFUSED,  CANCEL, CANCELLED),
            APPROVED,  Map.of(START, AWAY,  CANCEL, CANCELLED),
            REFUSED,   Map.of(),
            AWAY,      Map.of(RETURN, BACK),
            BACK,      Map.of(),
            CANCELLED, Map.of());

    /** What whoever travels does, on the phone. */
    static final Set<TripAct> OF_THE_TRAVELLER = EnumSet.of(START, RETURN);

    List<TripAct> acts() {
        return MOVES.get(this).keySet().stream().sorted().toList();
    }

    TripStatus after(TripAct act) {
        var next = MOVES.get(this).get(act);
        if (next == null) {
            throw new Refusal.Conflict("trips.act-not-allowed", "cannot %s a trip that is %s; allowed now: %s".formatted(act, this, acts()),
                    Map.of("act", act.name(), "status", name()));
        }
        return next;
    }
}
