package aftercare.dispatch.planner;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Walks through an engineer's day the slow way: every gap is tried for lunch, every minute is counted, every rule is asked. Knows the
 * descriptions only, nothing of the planner's own reckoning.
 */
record DayWalker(Town town, Engineer engineer, Shift shift) {

    record Walk(int departure, List<Integer> starts, int home, int lunchStart, Cost cost) {}

    /** A stop at the depot has no job. */
    record Visit(@Nullable Job job) {}

    /** The day in this order, or nothing when a hard rule forbids it. {@code crewStart} is when a crew member must start, or -1. */
    Optional<Walk> walk(List<Visit> visits, ToIntFunction<Job> crewStart) {
        if (!carriesEnough(visits) || visits.stream().anyMatch(visit -> visit.job != null && !suits(visit.job))) {
            return Optional.empty();
        }
        var frozen = frozen(visits);
        return IntStream.rangeClosed(-1, visits.size()).mapToObj(lunchGap -> at(visits, frozen, lunchGap, shift.from(), crewStart))
                .flatMap(Optional::stream)
                .min(Comparator.comparing(DayWalker::reversed, DayWalker::compare))
                .map(walk -> late(visits, frozen, walk, crewStart));
    }

    private record Timed(int lunchGap, List<Integer> starts, int home, int departure, int lunchStart) {}

    private static List<Integer> reversed(Timed walk) {
        var all = new ArrayList<Integer>(walk.starts);
        all.add(walk.home);
        return all.reversed();
    }

    private static int compare(List<Integer> one, List<Integer> other) {
        for (int i = 0; i < one.size(); i++) {
            if (!one.get(i).equals(other.get(i))) {
                return Integer.compare(one.get(i), other.get(i));
            }
        }
        return 0;
    }

    private int frozen(List<Visit> visits) {
        var count = 0;
        for (int i = 0; i < visits.size(); i++) {
            if (visits.get(i).job != null && visits.get(i).job.pin == Job.Pin.FROZEN) {
                count = i + 1;
            }
        }
        return count;
    }

    /** From home at a minute, lunch on the way to a stop (or home), or not at all. */
    private Optional<Timed> at(List<Visit> visits, int frozen, int lunchGap, int from, ToIntFunction<Job> crewStart) {
        var place = engineer.start;
        var clock = from;
        var lunchStart = -1;
        var eaten = shift.lunch() == 0;
        var starts = new ArrayList<Integer>();
        for (int i = 0; i <= visits.size(); i++) {
            if (i == frozen) {
                clock = Math.max(clock, town.now());
            }
            var looked = i <= frozen;
            if (looked && !eaten && clock > shift.lunchLatest()) {
                eaten = true;
                if (lunchGap >= 0) {
                    return Optional.empty();
                }
            }
            var visit = i == visits.size() ? null : visits.get(i);
            var next = visit == null ? engineer.end : visit.job == null ? town.depot() : visit.job.place;
            var arrive = clock + town.travel()[place][next];
            var mustEat = i < frozen && !eaten && clock <= shift.lunchLatest()
                    && Math.max(arrive, shift.lunchFrom()) + shift.lunch() <= visits.get(i).job.published.start();
            if (mustEat && lunchGap != i) {
                return Optional.empty();
            }
            if (i == lunchGap) {
                if (eaten || clock > shift.lunchLatest() || i < frozen && !mustEat) {
                    return Optional.empty();
                }
                lunchStart = Math.min(Math.max(arrive, shift.lunchFrom()), shift.lunchLatest());
                arrive = Math.max(arrive, shift.lunchFrom()) + shift.lunch();
                eaten = true;
            }
            if (visit == null) {
                var tooLate = arrive > shift.latest() || !eaten && arrive > shift.lunchLatest();
                return tooLate && frozen < visits.size() ? Optional.empty() : Optional.of(new Timed(lunchGap, starts, arrive, from, lunchStart));
            }
            var start = i < frozen ? visit.job.published.start() : start(visit, arrive, crewStart);
            if (start < 0) {
                return Optional.empty();
            }
            starts.add(start);
            clock = start + (visit.job == null ? 0 : visit.job.takes);
            place = next;
        }
        throw new IllegalStateException();
    }

    private int start(Visit visit, int arrive, ToIntFunction<Job> crewStart) {
        if (visit.job == null) {
            return arrive > town.depotTo() ? -1 : Math.max(arrive, town.depotFrom());
        }
        var together = visit.job.crew == null ? -1 : crewStart.applyAsInt(visit.job);
        if (together >= 0) {
            return arrive <= together ? together : -1;
        }
        return visit.job.windows.isEmpty() ? arrive
                : visit.job.windows.stream().filter(window -> arrive <= window.to()).mapToInt(window -> Math.max(arrive, window.from())).min().orElse(-1);
    }

    /** Minute by minute later out of the door, as long as nothing that counts comes later. */
    private Walk late(List<Visit> visits, int frozen, Timed walk, ToIntFunction<Job> crewStart) {
        var best = walk;
        if (frozen == 0) {
            var earliest = Math.max(shift.from(), town.now());
            best = new Timed(walk.lunchGap, walk.starts, walk.home, earliest, walk.lunchStart);
            for (int minute = earliest + 1; minute <= shift.latest(); minute++) {
                var later = at(visits, frozen, walk.lunchGap, minute, crewStart);
                if (later.isEmpty() || later.get().home > walk.home || town.weights().work() == 0 && later.get().starts.getFirst() > walk.starts.getFirst()) {
                    break;
                }
                best = town.weights().work() > 0 ? later.get() : new Timed(walk.lunchGap, walk.starts, walk.home, minute, later.get().lunchStart);
            }
        } else {
            best = new Timed(walk.lunchGap, walk.starts, walk.home, walk.starts.getFirst() - town.travel()[engineer.start][visits.getFirst().job.place],
                    walk.lunchStart);
        }
        return new Walk(best.departure, best.starts, best.home, best.lunchStart, cost(visits, best));
    }

    private Cost cost(List<Visit> visits, Timed walk) {
        var weights = town.weights();
        long lateness = 0;
        long preference = 0;
        long moved = 0;
        var road = 0;
        var busy = 0;
        var place = engineer.start;
        for (int i = 0; i < visits.size(); i++) {
            var job = visits.get(i).job;
            var next = job == null ? town.depot() : job.place;
            road += town.travel()[place][next];
            place = next;
            if (job != null) {
                busy += job.takes;
                lateness += job.lateness * Math.max(0, walk.starts.get(i) - job.due);
                var dearest = job.preferred.values().stream().mapToInt(Integer::intValue).max().orElse(0);
                preference += dearest - job.preferred.getOrDefault(engineer.id, 0);
                if (job.published != null) {
                    var home = job.published.engineer().equals(engineer.id) && shift.from() <= job.published.start()
                            && job.published.start() <= shift.latest();
                    moved += !home || Math.abs(walk.starts.get(i) - job.published.start()) > weights.tolerance() ? weights.moved() : 0;
                }
            }
        }
        road += town.travel()[place][engineer.end];
        busy += road;
        return new Cost(0, lateness, (long) weights.travel() * road, (long) weights.work() * (walk.home - walk.departure),
                (long) weights.overtime() * Math.max(0, walk.home - shift.to()), preference, moved, (long) weights.fairness() * busy * busy / 10_000);
    }

    private boolean suits(Job job) {
        if (job.pin != Job.Pin.FREE) {
            return job.published.engineer().equals(engineer.id);
        }
        return !job.barred.contains(engineer.id)
                && job.skills.entrySet().stream().allMatch(skill -> engineer.skills.getOrDefault(skill.getKey(), 0) >= skill.getValue())
                && job.certificates.stream().allMatch(one -> engineer.certificates.getOrDefault(one, -1) >= shift.latest());
    }

    private boolean carriesEnough(List<Visit> visits) {
        var stock = new HashMap<>(engineer.parts);
        var frozen = frozen(visits);
        for (int i = 0; i < visits.size(); i++) {
            var job = visits.get(i).job;
            if (job == null) {
                return true;
            }
            for (var part : job.parts.entrySet()) {
                if (stock.merge(part.getKey(), -part.getValue(), Integer::sum) < 0 && i >= frozen) {
                    return false;
                }
            }
            if (i >= frozen && !engineer.tools.containsAll(job.tools)) {
                return false;
            }
        }
        return true;
    }
}
