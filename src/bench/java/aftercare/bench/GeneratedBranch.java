package aftercare.bench;

import aftercare.dispatch.planner.Engineer;
import aftercare.dispatch.planner.Job;
import aftercare.dispatch.planner.Plan;
import aftercare.dispatch.planner.PlanningProblem;
import aftercare.dispatch.planner.Shift;
import aftercare.dispatch.planner.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;

/**
 * A branch with more work than it can do: jobs in six towns and between them, one of eight skills each, all-day, half-day and two-hour
 * windows; engineers who start near the branch or at home, with two to four skills, 8.5 hours and lunch. Minutes everywhere. The same
 * numbers give the same branch.
 */
final class GeneratedBranch {

    static final int[] PRICES = {1_000, 300, 100};

    private static final int SIZE = 80;

    final int jobs;
    final double[][] at;
    private final int engineers;
    private final int[][] travel;
    private final long seed;

    GeneratedBranch(int jobs, int engineers, long seed) {
        this.jobs = jobs;
        this.engineers = engineers;
        this.seed = seed;
        var random = new Random(seed);
        var towns = new double[6][];
        for (int town = 0; town < towns.length; town++) {
            towns[town] = new double[] {SIZE * random.nextDouble(), SIZE * random.nextDouble()};
        }
        at = new double[jobs + engineers][];
        for (int place = 0; place < at.length; place++) {
            var town = towns[random.nextInt(towns.length)];
            var scattered = place < jobs ? random.nextInt(4) == 0 : place % 2 == 0;
            at[place] = scattered ? new double[] {SIZE * random.nextDouble(), SIZE * random.nextDouble()}
                    : place < jobs ? near(town, 5, random) : near(new double[] {SIZE / 2.0, SIZE / 2.0}, 3, random);
        }
        travel = new int[at.length][at.length];
        for (int i = 0; i < at.length; i++) {
            for (int j = 0; j < at.length; j++) {
                travel[i][j] = (int) Math.ceil(Math.hypot(at[i][0] - at[j][0], at[i][1] - at[j][1]));
            }
        }
    }

    private static double[] near(double[] centre, double spread, Random random) {
        return new double[] {centre[0] + spread * random.nextGaussian(), centre[1] + spread * random.nextGaussian()};
    }

    PlanningProblem problem(Weights weights) {
        return problem(weights, (_, _) -> {});
    }

    /** The plan as customers know it, with the first two visits of every engineer under way or done. */
    PlanningProblem published(Plan plan, Weights weights) {
        var known = plan.assignments();
        return problem(weights, (id, job) -> {
            var assignment = known.get(id);
            if (assignment != null) {
                job.published(assignment.tour().engineer(), assignment.stop().start());
                if (assignment.tour().stops().indexOf(assignment.stop()) < 2) {
                    job.frozen();
                }
            }
        });
    }

    private PlanningProblem problem(Weights weights, BiConsumer<String, Job> more) {
        var random = new Random(seed + 1);
        var problem = PlanningProblem.between(travel).weighing(weights);
        for (int i = 0; i < engineers; i++) {
            var from = 420 + random.nextInt(121);
            var engineer = Engineer.named("e" + i).livingAt(jobs + i).works(Shift.of(from, from + 510).lunch(720, 810, 30));
            for (int skill = 2 + random.nextInt(3); skill > 0; skill--) {
                engineer.skill("s" + random.nextInt(8), 1);
            }
            problem.add(engineer);
        }
        for (int i = 0; i < jobs; i++) {
            var job = Job.named("j" + i).at(i).takes(14 + random.nextInt(46)).needs("s" + random.nextInt(8), 1).priority(price(i));
            var kind = random.nextInt(10);
            var from = 480 + 60 * random.nextInt(8);
            if (kind >= 7) {
                job.between(from, from + 120);
            } else if (kind >= 3) {
                var afternoon = random.nextBoolean();
                job.between(afternoon ? 720 : 420, afternoon ? 1_080 : 720);
            }
            more.accept("j" + i, job);
            problem.add(job);
        }
        return problem.build();
    }

    static int price(int job) {
        return PRICES[job % 10 == 0 ? 0 : job % 10 < 4 ? 1 : 2];
    }

    /** Left out by priority. */
    static List<Long> leftOut(Plan plan) {
        var counts = new ArrayList<Long>();
        for (int price : PRICES) {
            counts.add(plan.unserved().stream().filter(id -> price(Integer.parseInt(id.substring(1))) == price).count());
        }
        return counts;
    }
}
