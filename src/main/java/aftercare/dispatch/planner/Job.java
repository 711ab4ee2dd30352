package aftercare.dispatch.planner;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One visit to be planned. Written step by step; {@link PlanningProblem} takes a copy. */
public final class Job {

    /** When the customer lets us in: the work may start from {@code from} to {@code to}, both included. */
    public record Window(int from, int to) {

        public Window {
            if (from < 0 || to < from || to > PlanningProblem.HORIZON) {
                throw new IllegalArgumentException("a window needs 0 <= from <= to, not %d to %d".formatted(from, to));
            }
        }
    }

    /** Where the plan the customer knows has this job. */
    record Published(String engineer, int start) {}

    enum Pin { FREE, WITH_ENGINEER, FROZEN }

    final String id;
    int place;
    int takes;
    long priority = 1_000;
    int due = PlanningProblem.HORIZON;
    long lateness;
    final List<Window> windows = new ArrayList<>();
    final Map<String, Integer> skills = new HashMap<>();
    final Set<String> certificates = new HashSet<>();
    final Set<String> tools = new HashSet<>();
    final Map<String, Integer> parts = new HashMap<>();
    final Set<String> barred = new HashSet<>();
    final Map<String, Integer> preferred = new HashMap<>();
    @Nullable String crew;
    @Nullable Published published;
    Pin pin = Pin.FREE;

    private Job(String id) {
        this.id = id;
    }

    public static Job named(String id) {
        return new Job(id);
    }

    public Job at(int site) {
        place = site;
        return this;
    }

    public Job takes(int ticks) {
        takes = ticks;
        return this;
    }

    /** May be called again: any of the windows will do. Without one the work may start at any time. */
    public Job between(int from, int to) {
        windows.add(new Window(from, to));
        return this;
    }

    /** What it costs to leave it unserved. */
    public Job priority(long cost) {
        priority = cost;
        return this;
    }

    /** The promise: every tick that the work starts later costs so much. */
    public Job due(int at, long costPerTick) {
        due = at;
        lateness = costPerTick;
        return this;
    }

    public Job needs(String skill, int level) {
        skills.put(skill, level);
        return this;
    }

    public Job needsCertificate(String certificate) {
        certificates.add(certificate);
        return this;
    }

    public Job needsTool(String tool) {
        tools.add(tool);
        return this;
    }

    public Job needsParts(String part, int pieces) {
        parts.put(part, pieces);
        return this;
    }

    /** Whom the customer does not want, or who may not enter. */
    public Job notBy(String engineer) {
        barred.add(engineer);
        return this;
    }

    /** Who knows the site or was asked for: anybody else costs so much more. The dearest preference counts in full. */
    public Job prefers(String engineer, int cost) {
        preferred.put(engineer, cost);
        return this;
    }

    /** Jobs of one crew start together, each by another engineer, or not at all. */
    public Job withCrew(String name) {
        crew = name;
        return this;
    }

    /** What the customer was told. To move it costs {@link Weights#moved}. */
    public Job published(String engineer, int start) {
        published = new Published(engineer, start);
        return this;
    }

    /** Stays with the engineer of the published plan and is never left out; others may be planned before it. */
    public Job pinned() {
        pin = Pin.WITH_ENGINEER;
        return this;
    }

    /** Under way, on site or done: engineer, order and time are facts, and so is all that comes before it in the published plan. */
    public Job frozen() {
        pin = Pin.FROZEN;
        return this;
    }
}
