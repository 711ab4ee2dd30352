package aftercare.dispatch.planner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Everything a plan claims, recomputed with {@link DayWalker}: hard rules, times and every part of the cost. */
record PlanChecker(Town town) {

    void check(Plan plan) {
        everyJobOnce(plan);
        crewsStartTogether(plan);
        pinsHold(plan);
        var starts = crewStarts(plan);
        var cost = new Cost(plan.unserved().stream().map(town::job).mapToLong(this::leftOut).sum(), 0, 0, 0, 0, 0, 0, 0);
        for (var tour : plan.tours()) {
            var walker = new DayWalker(town, town.engineer(tour.engineer()), tour.shift());
            assertThat(walker.engineer().shifts).contains(tour.shift());
            var walk = walker.walk(visits(tour), job -> starts.getOrDefault(job.crew, -1));
            assertThat(walk).as("the day of %s may be so: %s", tour.engineer(), tour).isPresent();
            assertThat(tour.stops()).extracting(Plan.Stop::start).as("starts of %s", tour).isEqualTo(walk.get().starts());
            assertThat(tour.home()).as("home in %s", tour).isEqualTo(walk.get().home());
            assertThat(tour.departure()).as("departure in %s", tour).isEqualTo(walk.get().departure());
            assertThat(tour.lunchStart()).as("lunch in %s", tour).isEqualTo(walk.get().lunchStart());
            assertThat(tour.cost()).as("cost of %s", tour).isEqualTo(walk.get().cost());
            cost = cost.plus(walk.get().cost());
        }
        assertThat(plan.cost()).isEqualTo(cost);
    }

    private long leftOut(Job job) {
        return job.priority + (job.published == null ? 0 : town.weights().moved());
    }

    List<DayWalker.Visit> visits(Plan.Tour tour) {
        var visits = new ArrayList<DayWalker.Visit>();
        tour.stops().forEach(stop -> visits.add(new DayWalker.Visit(stop.job() == null ? null : town.job(stop.job()))));
        return visits;
    }

    Map<String, Integer> crewStarts(Plan plan) {
        var starts = new HashMap<String, Integer>();
        plan.assignments().forEach((id, assignment) -> {
            var crew = town.job(id).crew;
            if (crew != null) {
                starts.put(crew, assignment.stop().start());
            }
        });
        return starts;
    }

    private void everyJobOnce(Plan plan) {
        var served = plan.tours().stream().flatMap(tour -> tour.stops().stream()).map(Plan.Stop::job).filter(job -> job != null);
        assertThat(Stream.concat(served, plan.unserved().stream()))
                .containsExactlyInAnyOrderElementsOf(town.jobs().stream().map(job -> job.id).toList());
        assertThat(plan.tours()).allSatisfy(tour -> assertThat(tour.stops().stream().filter(stop -> stop.job() == null).count()).isLessThanOrEqualTo(1));
    }

    private void crewsStartTogether(Plan plan) {
        var assignments = plan.assignments();
        for (var crew : new HashSet<>(town.jobs().stream().filter(job -> job.crew != null).map(job -> job.crew).toList())) {
            var members = town.jobs().stream().filter(job -> crew.equals(job.crew)).map(job -> assignments.get(job.id)).toList();
            if (members.stream().anyMatch(member -> member != null)) {
                assertThat(members).as("all of crew %s", crew).doesNotContainNull();
                assertThat(members.stream().map(member -> member.stop().start()).distinct()).hasSize(1);
                assertThat(members.stream().map(member -> member.tour().engineer()).distinct()).hasSize(members.size());
            }
        }
    }

    private void pinsHold(Plan plan) {
        var assignments = plan.assignments();
        for (var job : town.jobs()) {
            if (job.pin != Job.Pin.FREE && assignments.containsKey(job.id)) {
                assertThat(assignments.get(job.id).tour().engineer()).isEqualTo(job.published.engineer());
            }
            if (job.pin == Job.Pin.FROZEN) {
                assertThat(assignments.get(job.id).stop().start()).isEqualTo(job.published.start());
            }
        }
    }
}
