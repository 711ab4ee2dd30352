package aftercare.dispatch.planner;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An engineer as the planner needs to know one. Written step by step; {@link PlanningProblem} takes a copy. */
public final class Engineer {

    final String id;
    int start;
    int end;
    final List<Shift> shifts = new ArrayList<>();
    final Map<String, Integer> skills = new HashMap<>();
    final Map<String, Integer> certificates = new HashMap<>();
    final Set<String> tools = new HashSet<>();
    final Map<String, Integer> parts = new HashMap<>();
    @Nullable TravelTicks travel;

    private Engineer(String id) {
        this.id = id;
    }

    public static Engineer named(String id) {
        return new Engineer(id);
    }

    /** Where the day starts and ends. */
    public Engineer livingAt(int place) {
        return from(place, place);
    }

    public Engineer from(int startPlace, int endPlace) {
        start = startPlace;
        end = endPlace;
        return this;
    }

    /** One more working day. */
    public Engineer works(Shift shift) {
        shifts.add(shift);
        return this;
    }

    public Engineer skill(String skill, int level) {
        skills.put(skill, level);
        return this;
    }

    /** Counts on days that end by then. */
    public Engineer certificate(String certificate, int validUntil) {
        certificates.put(certificate, validUntil);
        return this;
    }

    public Engineer carriesTool(String tool) {
        tools.add(tool);
        return this;
    }

    public Engineer carriesParts(String part, int pieces) {
        parts.put(part, pieces);
        return this;
    }

    /** Own travel times, for who goes by metro or on foot. */
    public Engineer travels(TravelTicks ticks) {
        travel = ticks;
        return this;
    }
}
