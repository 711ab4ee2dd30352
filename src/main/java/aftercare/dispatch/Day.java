package aftercare.dispatch;

import aftercare.dispatch.planner.Shift;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The stretches of time in which one engineer can be sent, in minutes from the plan's first midnight: what the shifts give, less what
 * absences take, and whatever is booked outside of them all the same.
 */
final class Day {

    /** Both ends as a clock shows them; the end is the first minute that is free. */
    record Stretch(int from, int to) {

        boolean holds(int start, int end) {
            return from <= start && end <= to;
        }
    }

    /** A visit that stays where it is, in order of time. */
    record Fixed(int start, int end) {}

    private static final int LUNCH_FROM = 11 * 60 + 30;
    private static final int LUNCH_LATEST = 13 * 60;
    private static final int LUNCH = 45;
    private static final int MIDNIGHT = 24 * 60;

    private Day() {}

    static List<Stretch> without(List<Stretch> stretches, List<Stretch> absences) {
        var left = new ArrayList<>(stretches);
        for (var away : absences) {
            var next = new ArrayList<Stretch>();
            for (var one : left) {
                if (away.to() <= one.from() || one.to() <= away.from()) {
                    next.add(one);
                    continue;
                }
                if (one.from() < away.from()) {
                    next.add(new Stretch(one.from(), away.from()));
                }
                if (away.to() < one.to()) {
                    next.add(new Stretch(away.to(), one.to()));
                }
            }
            left = next;
        }
        return left;
    }

    /** What is booked counts as working time, wherever it lies. */
    static List<Stretch> with(List<Stretch> stretches, List<Fixed> booked) {
        var all = new ArrayList<>(stretches);
        booked.forEach(one -> all.add(new Stretch(one.start(), one.end())));
        all.sort(Comparator.comparingInt(Stretch::from));
        var merged = new ArrayList<Stretch>();
        for (var one : all) {
            var last = merged.isEmpty() ? null : merged.getLast();
            if (last != null && one.from() <= last.to()) {
                merged.set(merged.size() - 1, new Stretch(last.from(), Math.max(last.to(), one.to())));
            } else {
                merged.add(one);
            }
        }
        return merged;
    }

    /** @param ways minutes to each fixed visit from the one before it, and last the way home */
    static Shift shift(Stretch stretch, int latest, List<Fixed> fixed, int[] ways) {
        var shift = Shift.of(stretch.from(), stretch.to()).overtime(latest - stretch.to());
        var midnight = Math.floorDiv(stretch.from(), MIDNIGHT) * MIDNIGHT;
        var early = midnight + LUNCH_FROM;
        var late = midnight + LUNCH_LATEST;
        return stretch.from() <= early && stretch.to() >= late + LUNCH && hasRoom(stretch, latest, early, late, fixed, ways)
                ? shift.lunch(early, late, LUNCH) : shift;
    }

    /** Whether what is fixed leaves time to eat; who planned otherwise has to eat on the way. */
    private static boolean hasRoom(Stretch stretch, int latest, int early, int late, List<Fixed> fixed, int[] ways) {
        var free = stretch.from();
        for (int i = 0; i <= fixed.size(); i++) {
            var next = i < fixed.size() ? fixed.get(i).start() : latest;
            if (free <= late && Math.max(free + ways[i], early) + LUNCH <= next && Math.max(free, early) + LUNCH + ways[i] <= next) {
                return true;
            }
            free = i < fixed.size() ? fixed.get(i).end() : free;
        }
        return false;
    }
}
