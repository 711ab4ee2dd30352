package aftercare.dispatch.planner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** Whatever the town: what the planner returns is allowed, costs what it says, and is what it promised to be. */
class PlannerPropertyTests {

    /** Every run sees the same towns; change it to look for others. */
    private static final String SEED = "20261124";

    private static final Budget SHORT = Budget.rounds(300);

    @Property(tries = 150, seed = SEED, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void aPlanKeepsEveryHardRuleAndCostsWhatItSays(@ForAll long seed) {
        var town = Town.of(seed);

        new PlanChecker(town).check(new Optimiser(town.problem()).plan(SHORT));
    }

    @Property(tries = 150, seed = SEED, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void duringTheDayPinsHoldAndNothingGetsWorse(@ForAll long seed) {
        var town = Town.of(seed, new Optimiser(Town.of(seed).problem()).plan(SHORT));
        var checker = new PlanChecker(town);
        var optimiser = new Optimiser(town.problem());
        var published = optimiser.published();
        var improved = optimiser.improvePublished(SHORT);

        checker.check(published);
        checker.check(improved);
        assertThat(improved.cost().total()).isLessThanOrEqualTo(published.cost().total());
        assertThat(optimiser.improve(improved, SHORT).cost().total()).isLessThanOrEqualTo(improved.cost().total());
        checker.check(optimiser.plan(SHORT));
    }

    @Property(tries = 30, seed = SEED, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void theSameSeedGivesTheSamePlan(@ForAll long seed) {
        var one = new Optimiser(Town.of(seed).problem()).seed(seed);
        var other = new Optimiser(Town.of(seed).problem()).seed(seed);

        assertThat(one.plan(SHORT)).isEqualTo(other.plan(SHORT));
        assertThat(one.islands(2).plan(SHORT)).isEqualTo(other.islands(2).plan(SHORT));
    }

    @Property(tries = 100, seed = SEED, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void theAssistantOffersExactlyWhatIsPossibleAtItsRealPrice(@ForAll long seed) {
        var town = Town.of(seed);
        var problem = town.problem();
        var plan = new Optimiser(problem).plan(Budget.rounds(20));
        var checker = new PlanChecker(town);
        var assistant = new Assistant(problem, plan);
        for (var job : town.jobs()) {
            if (job.crew != null) {
                continue;
            }
            var advice = assistant.advise(job.id);
            var verdicts = Stream.concat(advice.best().stream(), advice.others().stream()).toList();
            assertThat(verdicts).extracting(Verdict::engineer).containsExactlyInAnyOrderElementsOf(town.engineers().stream().map(one -> one.id).toList());
            for (var verdict : verdicts) {
                var cheapest = cheapest(checker, plan, job, town.engineer(verdict.engineer()));
                switch (verdict) {
                    case Verdict.Fits fits -> assertThat(OptionalLong.of(fits.cost().total())).as("%s for %s", fits, job.id).isEqualTo(cheapest);
                    case Verdict.Blocked blocked -> assertThat(cheapest).as("%s for %s", blocked, job.id).isEmpty();
                }
                if (verdict instanceof Verdict.Blocked blocked) {
                    assertThat(blocked.by()).as("%s for %s", blocked, job.id).isPositive();
                }
            }
            assertThat(advice.best()).hasSize((int) Math.min(3, verdicts.stream().filter(Verdict.Fits.class::isInstance).count()));
            assertThat(advice.best()).isSortedAccordingTo((a, b) -> Long.compare(a.cost().total(), b.cost().total()));
        }
    }

    @Property(tries = 80, seed = SEED, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void roomIsMadeByAPlanThatIsAllowedAndToldTruly(@ForAll long seed) {
        var town = Town.of(seed);
        var problem = town.problem();
        var plan = new Optimiser(problem).plan(SHORT);
        var assistant = new Assistant(problem, plan);
        for (var id : plan.unserved().stream().filter(job -> town.job(job).crew == null).limit(2).toList()) {
            assistant.makeRoom(id, Budget.rounds(100)).ifPresent(proposal -> {
                new PlanChecker(town).check(proposal.plan());
                assertThat(proposal.plan().unserved()).doesNotContain(id);
                assertThat(proposal.change().placed()).contains(id);
                assertThat(proposal.change().saved()).isEqualTo(plan.cost().minus(proposal.plan().cost()));
            });
        }
    }

    /** Every place of every day of the engineer, with the depot at every place. */
    private static OptionalLong cheapest(PlanChecker checker, Plan plan, Job job, Engineer engineer) {
        var starts = checker.crewStarts(plan);
        return engineer.shifts.stream().flatMap(shift -> {
            var tour = plan.tours().stream().filter(one -> one.engineer().equals(engineer.id) && one.shift().equals(shift)).findFirst();
            var visits = tour.map(checker::visits).orElse(List.of());
            var walker = new DayWalker(checker.town(), engineer, shift);
            var without = withoutJob(walker, visits, job);
            var before = without.isEmpty() ? Optional.of(Cost.NONE) : walker.walk(without, one -> starts.getOrDefault(one.crew, -1)).map(DayWalker.Walk::cost);
            var orders = new ArrayList<List<DayWalker.Visit>>();
            for (int at = 0; at <= without.size(); at++) {
                var order = new ArrayList<>(without);
                order.add(at, new DayWalker.Visit(job));
                orders.add(order);
                if (checker.town().depot() >= 0 && without.stream().noneMatch(visit -> visit.job() == null)
                        && !carries(walker, order)) {
                    for (int depot = 0; depot <= order.size(); depot++) {
                        var viaDepot = new ArrayList<>(order);
                        viaDepot.add(depot, new DayWalker.Visit(null));
                        orders.add(viaDepot);
                    }
                }
            }
            return orders.stream().map(order -> walker.walk(order, one -> starts.getOrDefault(one.crew, -1))).flatMap(Optional::stream)
                    .map(walk -> walk.cost().total() - before.orElseThrow().total());
        }).mapToLong(cost -> cost).min();
    }

    private static boolean carries(DayWalker walker, List<DayWalker.Visit> order) {
        var left = new HashMap<>(walker.engineer().parts);
        for (var visit : order) {
            if (!walker.engineer().tools.containsAll(visit.job().tools)
                    || visit.job().parts.entrySet().stream().anyMatch(part -> left.merge(part.getKey(), -part.getValue(), Integer::sum) < 0)) {
                return false;
            }
        }
        return true;
    }

    /** Without the job, and without the depot when nobody needs it any more. */
    private static List<DayWalker.Visit> withoutJob(DayWalker walker, List<DayWalker.Visit> visits, Job job) {
        var rest = visits.stream().filter(visit -> visit.job() != job).toList();
        var jobs = rest.stream().filter(visit -> visit.job() != null).toList();
        return rest.size() < visits.size() && carries(walker, jobs) ? jobs : rest;
    }
}
