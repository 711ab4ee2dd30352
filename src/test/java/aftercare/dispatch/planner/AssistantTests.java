package aftercare.dispatch.planner;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Minutes of a day; four places on a line, twenty minutes apart. */
class AssistantTests {

    private static final int[][] LINE = {{0, 20, 40, 60}, {20, 0, 20, 40}, {40, 20, 0, 20}, {60, 40, 20, 0}};
    private static final Shift NINE_TO_FIVE = Shift.of(540, 1_020).lunch(720, 810, 30);

    @Nested
    class OneJobForThreeEngineers {

        private final PlanningProblem problem = PlanningProblem.between(LINE)
                .add(Engineer.named("near").livingAt(2).works(NINE_TO_FIVE).skill("lift", 2))
                .add(Engineer.named("far").livingAt(0).works(NINE_TO_FIVE).skill("lift", 3))
                .add(Engineer.named("trainee").livingAt(3).works(NINE_TO_FIVE).skill("lift", 1))
                .add(Job.named("repair").at(3).takes(60).between(600, 660).needs("lift", 2).due(615, 5).prefers("far", 10))
                .build();
        private final Advice advice = new Assistant(problem, new Plan(List.of(), List.of("repair"), Cost.NONE)).advise("repair");

        @Test
        void theNearestComesFirstWithTimeAndReasons() {
            assertThat(advice.best()).extracting(Verdict.Fits::engineer).containsExactly("near", "far");
            var best = advice.best().getFirst();
            assertThat(best.start()).isEqualTo(600);
            assertThat(best.travel()).isEqualTo(40);
            assertThat(best.promiseSlack()).isEqualTo(15);
            assertThat(best.preferred()).isFalse();
            assertThat(best.cost()).isEqualTo(new Cost(0, 0, 40, 0, 0, 10, 0, 0));
        }

        @Test
        void whoLacksASkillIsBlockedByTheMissingLevel() {
            assertThat(advice.others()).containsExactly(new Verdict.Blocked("trainee", Rule.SKILL, 1));
        }
    }

    @Nested
    class AFullMorning {

        private final PlanningProblem problem = PlanningProblem.between(LINE)
                .weighing(Weights.FIELD_SERVICE.stable(15, 10))
                .add(Engineer.named("li").livingAt(0).works(Shift.of(540, 720)))
                .add(Job.named("inspection").at(1).takes(110).priority(100).published("li", 560))
                .add(Job.named("leak").at(0).takes(60).between(540, 600).priority(500).due(560, 10))
                .build();
        private final Plan plan = new Optimiser(problem).published();
        private final Assistant assistant = new Assistant(problem, plan);

        @Test
        void tellsWhichRuleIsMissedAndByHowMuch() {
            assertThat(assistant.advise("leak").others()).containsExactly(new Verdict.Blocked("li", Rule.NEXT_VISIT, 30));
        }

        @Test
        void makesRoomAtThePriceOfTheVisitThatFallsOut() {
            var proposal = assistant.makeRoom("leak", Budget.rounds(200)).orElseThrow();

            assertThat(proposal.change().placed()).containsExactly("leak");
            assertThat(proposal.change().dropped()).containsExactly("inspection");
            assertThat(proposal.change().saved().total()).isEqualTo(500 + 40 - 115);
        }

        @Test
        void theReasonsOfAVisitAreKnown() {
            var explanation = assistant.explain("inspection");

            assertThat(explanation.chosen()).isInstanceOfSatisfying(Verdict.Fits.class, fits -> assertThat(fits.cost().travel()).isEqualTo(40));
            assertThat(explanation.others()).isEmpty();
        }
    }

    @Test
    void onlyWindowsThatSomebodyCanKeepAreOpen() {
        var problem = PlanningProblem.between(LINE)
                .add(Engineer.named("li").livingAt(0).works(NINE_TO_FIVE))
                .add(Job.named("booked").at(2).takes(120).between(600, 600))
                .add(Job.named("wish").at(3).takes(60))
                .build();
        var assistant = new Assistant(problem, new Optimiser(problem).plan(Budget.rounds(50)));

        assertThat(assistant.openings("wish", List.of(new Job.Window(540, 570), new Job.Window(600, 690), new Job.Window(740, 800), new Job.Window(960, 1_020))))
                .extracting(Assistant.Opening::window).containsExactly(new Job.Window(740, 800));
    }

    @Test
    void aCrewStartsTogetherOnceBothAreFree() {
        var problem = PlanningProblem.between(LINE)
                .add(Engineer.named("li").livingAt(0).works(NINE_TO_FIVE))
                .add(Engineer.named("wang").livingAt(3).works(Shift.of(780, 1_020)))
                .add(Job.named("lift").at(2).takes(90).withCrew("hoist"))
                .add(Job.named("hold").at(2).takes(90).withCrew("hoist"))
                .build();
        var plan = new Optimiser(problem).plan(Budget.rounds(200)).assignments();

        assertThat(plan.get("lift").stop().start()).isEqualTo(plan.get("hold").stop().start()).isGreaterThanOrEqualTo(800);
        assertThat(plan.get("lift").tour().engineer()).isNotEqualTo(plan.get("hold").tour().engineer());
    }

    @Test
    void aSearchEndsWhenItIsToldToAndKeepsItsBest() {
        var town = Town.of(7);
        var heard = new int[1];
        var plan = new Optimiser(town.problem()).onProgress(_ -> heard[0]++).stopWhen(() -> heard[0] == 2).plan(Budget.time(Duration.ofMillis(400)));

        assertThat(heard[0]).isEqualTo(2);
        new PlanChecker(town).check(plan);
    }
}
