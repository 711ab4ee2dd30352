package aftercare.dispatch.planner;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A made-up branch: small, but with every rule the planner knows. The same seed gives the same town; with a plan given, customers know
 * it, some visits are under way and some engineers are asked for.
 */
record Town(int[][] travel, Weights weights, List<Engineer> engineers, List<Job> jobs, int depot, int depotFrom, int depotTo, int now) {

    private static final int DAY = 1_440;

    static Town of(long seed) {
        return of(seed, null);
    }

    static Town of(long seed, @Nullable Plan published) {
        var random = new Random(seed);
        var engineers = new ArrayList<Engineer>();
        var jobs = new ArrayList<Job>();
        var engineerCount = 1 + random.nextInt(5);
        var jobCount = 3 + random.nextInt(22);
        var days = random.nextInt(3) == 0 ? 2 : 1;
        var places = 1 + engineerCount + jobCount;
        var at = new int[places][];
        for (int place = 0; place < places; place++) {
            at[place] = new int[] {random.nextInt(70), random.nextInt(70)};
        }
        var travel = new int[places][places];
        for (int i = 0; i < places; i++) {
            for (int j = 0; j < places; j++) {
                var way = (int) Math.ceil(Math.hypot(at[i][0] - at[j][0], at[i][1] - at[j][1]));
                travel[i][j] = i == j ? 0 : way + (i > j ? 2 : 0);
            }
        }
        var lunch = random.nextInt(3) > 0;
        var overtime = random.nextBoolean() ? 60 : 0;
        for (int i = 0; i < engineerCount; i++) {
            var engineer = Engineer.named("e" + i).from(1 + i, random.nextBoolean() ? 1 + i : 0);
            var starts = 420 + 30 * random.nextInt(5);
            for (int day = 0; day < days; day++) {
                var shift = Shift.of(day * DAY + starts, day * DAY + starts + 300 + random.nextInt(240)).overtime(overtime);
                engineer.works(lunch ? shift.lunch(day * DAY + 690, day * DAY + 780, 30) : shift);
            }
            for (int skill = 0; skill < 3; skill++) {
                if (random.nextInt(3) > 0) {
                    engineer.skill("s" + skill, 1 + random.nextInt(3));
                }
            }
            if (random.nextBoolean()) {
                engineer.certificate("high voltage", random.nextBoolean() ? DAY : 10 * DAY);
            }
            for (int kind = 0; kind < 2; kind++) {
                if (random.nextBoolean()) {
                    engineer.carriesTool("t" + kind);
                }
                engineer.carriesParts("p" + kind, random.nextInt(4));
            }
            engineers.add(engineer);
        }
        var known = published == null ? Map.<String, Plan.Assignment>of() : published.assignments();
        var crews = random.nextInt(3) == 0;
        for (int i = 0; i < jobCount; i++) {
            var id = "j" + i;
            var job = Job.named(id).at(1 + engineerCount + i).takes(10 + random.nextInt(60)).priority(100L * (1 + random.nextInt(10)));
            var day = random.nextInt(days) * DAY;
            var from = day + 420 + random.nextInt(400);
            var crew = crews && i < 4;
            switch (crew ? 0 : random.nextInt(5)) {
                case 0 -> { }
                case 1 -> job.between(day + 480, day + 720);
                case 2 -> job.between(from, from + 60).between(from + 150, from + 240);
                default -> job.between(from, from + 30 + random.nextInt(240));
            }
            if (random.nextBoolean()) {
                job.due(from + random.nextInt(120), 1 + random.nextInt(4));
            }
            if (random.nextInt(3) == 0) {
                job.needs("s" + random.nextInt(3), 1 + random.nextInt(3));
            }
            if (random.nextInt(8) == 0) {
                job.needsCertificate("high voltage");
            }
            if (random.nextInt(4) == 0) {
                job.needsTool("t" + random.nextInt(2));
            }
            if (random.nextInt(3) == 0) {
                job.needsParts("p" + random.nextInt(2), 1 + random.nextInt(3));
            }
            if (random.nextInt(6) == 0) {
                job.notBy("e" + random.nextInt(engineerCount));
            }
            if (random.nextInt(4) == 0) {
                job.prefers("e" + random.nextInt(engineerCount), 10 + random.nextInt(30));
            }
            var fate = random.nextInt(6);
            if (crew) {
                job.withCrew("c" + i / 2);
            }
            var assignment = known.get(id);
            if (assignment != null) {
                job.published(assignment.tour().engineer(), assignment.stop().start());
                if (fate == 0 && !crew) {
                    job.pinned();
                } else if (fate == 1 && !crew && !crews && assignment.stop().start() % DAY < 660) {
                    job.frozen();
                }
            }
            jobs.add(job);
        }
        var weights = switch (random.nextInt(4)) {
            case 0 -> Weights.FIELD_SERVICE;
            case 1 -> Weights.FIELD_SERVICE.stable(25, 15);
            case 2 -> Weights.FIELD_SERVICE.stable(10, 0).fair(3);
            default -> Weights.WORKING_TIME;
        };
        var depot = random.nextInt(3) > 0;
        return new Town(travel, weights, engineers, jobs, depot ? 0 : -1, 400, days * DAY, published == null ? 0 : 400 + random.nextInt(300));
    }

    PlanningProblem problem() {
        var builder = PlanningProblem.between(travel).weighing(weights).now(now);
        if (depot >= 0) {
            builder.depot(depot, depotFrom, depotTo);
        }
        engineers.forEach(builder::add);
        jobs.forEach(builder::add);
        return builder.build();
    }

    Job job(String id) {
        return jobs.stream().filter(one -> one.id.equals(id)).findFirst().orElseThrow();
    }

    Engineer engineer(String id) {
        return engineers.stream().filter(one -> one.id.equals(id)).findFirst().orElseThrow();
    }
}
