package aftercare.dispatch;

import static java.util.stream.Collectors.groupingBy;

import aftercare.dispatch.PlanningQueries.Booked;
import aftercare.dispatch.PlanningQueries.Facts;
import aftercare.dispatch.PlanningQueries.Person;
import aftercare.dispatch.PlanningQueries.Task;
import aftercare.dispatch.planner.Engineer;
import aftercare.dispatch.planner.Job;
import aftercare.dispatch.planner.PlanningProblem;
import aftercare.dispatch.planner.Weights;
import aftercare.dispatch.travel.Place;
import aftercare.dispatch.travel.TravelMode;
import aftercare.dispatch.travel.TravelTimes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A branch's days as the planner's problem, and the way back from its numbers to people, cases and instants. One tick is a minute from the
 * first midnight of the plan in the branch's zone.
 *
 * <p>What stays where it is (confirmed, under way, done, or booked at odd hours by somebody who had a reason) is always possible here, even where
 * people planned it tighter than the road allows: the ways between two such visits are no longer than the time between them.
 */
final class BranchProblem {

    /**
     * What is asked of the planner.
     *
     * @param mayMove what is planned and not confirmed may go elsewhere
     * @param target  the visit that is looked at: a case without a booking, or whose booking is left out; null for all that wait
     * @param absent  who cannot come, and when
     * @param late    the booking that takes longer, and by how many minutes
     */
    record Aim(boolean mayMove, @Nullable UUID target, PlanningQueries.@Nullable Absence absent, @Nullable UUID late, int lateMinutes, int minutes) {

        static Aim advise(UUID caseId, int minutes) {
            return new Aim(false, caseId, null, null, 0, minutes);
        }
    }

    /** A visit of the problem. {@code fixed}: it stays where it is. {@code helps}: somebody else of the crew has the skills and brings the tools. */
    record Visit(String job, Task task, @Nullable Booked booked, boolean fixed, boolean helps, int minutes) {}

    /** What it costs to leave a case out, and each minute after its promise, by severity; in minutes of travel. */
    private static final int[] LEFT_OUT = {0, 6_000, 3_000, 1_500, 800};
    private static final int[] LATE = {0, 8, 4, 2, 1};
    private static final int FALLS_OUT = 3;
    /** A customer who was told a time and is given another engineer waits for that time. */
    private static final int KEEPS_TIME = 3;
    private static final int MOVED = 25;
    private static final int KNOWS_SITE = 20;
    private static final int PREFERRED = 40;
    private static final int OWN_PEOPLE = 60;
    private static final int STEP = 5;
    private static final String LANGUAGE = "language ";

    private final Facts facts;
    private final Aim aim;
    private final Instant zero;
    private final int now;
    private final int horizon;
    private final Map<String, Person> people = new LinkedHashMap<>();
    private final Map<String, Visit> visits = new LinkedHashMap<>();
    private final Map<UUID, List<Day.Stretch>> free = new HashMap<>();
    /** Whose visit takes longer. */
    private final @Nullable UUID late;
    private final PlanningProblem problem;

    BranchProblem(Facts facts, TravelTimes travel, Aim aim) {
        this.facts = facts;
        this.aim = aim;
        zero = facts.window().from();
        horizon = tick(facts.window().to());
        now = Math.max(0, (int) Math.ceilDiv(Duration.between(zero, facts.now()).toMinutes(), STEP) * STEP);
        facts.people().forEach(one -> people.put(one.id().toString(), one));
        facts.people().forEach(one -> free.put(one.id(), workingTime(one)));
        late = aim.late() == null ? null : facts.booked().stream().filter(one -> one.id().equals(aim.late())).map(Booked::engineer).findFirst().orElse(null);
        collectVisits();
        problem = build(roads(travel));
    }

    PlanningProblem problem() {
        return problem;
    }

    Facts facts() {
        return facts;
    }

    Person person(String engineer) {
        return Objects.requireNonNull(people.get(engineer));
    }

    Visit visit(String job) {
        return Objects.requireNonNull(visits.get(job));
    }

    List<Visit> visits() {
        return List.copyOf(visits.values());
    }

    Instant at(int tick) {
        return zero.plus(Duration.ofMinutes(tick));
    }

    boolean takesLonger(Visit visit) {
        return visit.booked() != null && visit.booked().id().equals(aim.late());
    }

    static String job(Task task, @Nullable Booked booked) {
        return booked == null ? "case " + task.caseId() : "booking " + booked.id();
    }

    int tick(Instant at) {
        return (int) Duration.between(zero, at).toMinutes();
    }

    // ---- who is there

    private List<Day.Stretch> workingTime(Person person) {
        var stretches = new ArrayList<Day.Stretch>();
        var days = facts.shifts().getOrDefault(person.id(), Map.of());
        for (var day = facts.day().minusDays(1); day.isBefore(facts.day().plusDays(facts.days())); day = day.plusDays(1)) {
            var hours = days.get(day);
            var span = hours != null ? hours.hours().span(day, facts.branch().zone()) : null;
            if (span != null) {
                add(stretches, tick(span.from()), tick(span.to()));
            } else if (hours == null && !facts.holidays().isFree(day)) {
                add(stretches, tick(day.atTime(person.dayStarts()).atZone(facts.branch().zone()).toInstant()),
                        tick(day.atTime(person.dayEnds()).atZone(facts.branch().zone()).toInstant()));
            }
        }
        var away = Stream.concat(facts.absences().stream(), Stream.ofNullable(aim.absent())).filter(one -> one.userId().equals(person.id()))
                .map(one -> new Day.Stretch(tick(one.startsAt()), tick(one.endsAt())));
        var longJobs = facts.booked().stream().filter(one -> one.engineer().equals(person.id()) && isLong(one))
                .map(one -> new Day.Stretch(tick(one.from()), tick(one.to())));
        return Day.without(Day.with(stretches, List.of()), Stream.concat(away, longJobs).toList());
    }

    private void add(List<Day.Stretch> stretches, int from, int to) {
        if (Math.max(0, from) < Math.min(to, horizon + 12 * 60)) {
            stretches.add(new Day.Stretch(Math.max(0, from), to));
        }
    }

    /** Over midnight or longer than a day's work: whoever does it is away. */
    private boolean isLong(Booked booking) {
        return tick(booking.from()) < 0 || Duration.between(booking.from(), booking.to()).toHours() > 12;
    }

    // ---- what is to be done

    private void collectVisits() {
        var goesAlone = facts.waiting().stream().noneMatch(task -> task.caseId().equals(aim.target()) && task.people() > 1);
        for (var booking : facts.booked()) {
            if (isLong(booking) || booking.task().caseId().equals(aim.target()) && goesAlone && !aim.mayMove() && isAhead(booking)) {
                continue;
            }
            var takes = Math.max(STEP, tick(booking.to()) - tick(booking.from()) + (booking.id().equals(aim.late()) ? aim.lateMinutes() : 0));
            if (booking.state() == BookingState.ON_SITE) {
                takes = Math.max(takes, now - tick(booking.from()));
            }
            put(new Visit(job(booking.task(), booking), booking.task(), booking, !mayMove(booking), false, takes));
        }
        for (var task : facts.waiting()) {
            if (aim.target() == null || task.caseId().equals(aim.target())) {
                // Whoever asks for advice asks for one engineer after the other; a plan is made for all of them.
                for (int i = 0; i < (aim.mayMove() ? Math.max(1, task.missing()) : 1); i++) {
                    put(new Visit(job(task, null) + (i == 0 ? "" : "#" + i), task, null, false, i > 0 || task.people() > 1 && hasWhoCan(task),
                            aim.minutes() > 0 ? aim.minutes() : task.minutes()));
                }
            }
        }
    }

    /** Whether somebody who has the skill is booked for it already: whoever is added lends a hand. */
    private boolean hasWhoCan(Task task) {
        return facts.booked().stream().filter(one -> one.task().caseId().equals(task.caseId())).map(one -> people.get(one.engineer().toString()))
                .anyMatch(person -> person != null && (task.needs().isEmpty() || task.needs().stream().anyMatch(person.skills()::containsKey)));
    }

    private void put(Visit visit) {
        visits.put(visit.job(), visit);
    }

    private boolean isAhead(Booked booking) {
        return (booking.state() == BookingState.PLANNED || booking.state() == BookingState.CONFIRMED) && !booking.from().isBefore(facts.now());
    }

    private boolean mayMove(Booked booking) {
        if (booking.held() || !isAhead(booking) || booking.id().equals(aim.late())) {
            return false;
        }
        if (isAbsentFrom(booking)) {
            return true;
        }
        if (booking.task().people() > 1) {
            return false;
        }
        var runsLate = booking.engineer().equals(late);
        var inHours = free.get(booking.engineer()).stream().anyMatch(one -> one.holds(tick(booking.from()), tick(booking.to())));
        return inHours && (runsLate || aim.mayMove() && booking.state() == BookingState.PLANNED);
    }

    private boolean isAbsentFrom(Booked booking) {
        var absent = aim.absent();
        return absent != null && absent.userId().equals(booking.engineer()) && booking.from().isBefore(absent.endsAt()) && booking.to().isAfter(absent.startsAt());
    }

    // ---- the planner's words

    private TravelTimes.Roads roads(TravelTimes travel) {
        return travel.between(Stream.concat(people.values().stream().map(Person::start), visits.values().stream().map(visit -> visit.task().place()))
                .filter(place -> place != null && !place.equals(Ways.FROM_AFAR)).distinct().toList());
    }

    private PlanningProblem build(TravelTimes.Roads roads) {
        var staff = List.copyOf(people.values());
        var work = List.copyOf(visits.values());
        var places = new ArrayList<@Nullable Place>();
        staff.forEach(one -> places.add(one.start()));
        work.forEach(one -> places.add(one.task().place()));
        var ways = new EnumMap<TravelMode, Ways>(TravelMode.class);
        staff.forEach(one -> ways.computeIfAbsent(one.travelsBy(), mode -> new Ways(places, roads, mode)));
        ways.computeIfAbsent(TravelMode.CAR, mode -> new Ways(places, roads, mode));
        var home = new HashMap<UUID, Integer>();
        for (int i = 0; i < staff.size(); i++) {
            home.put(staff.get(i).id(), i);
        }
        var number = new HashMap<String, Integer>();
        for (int i = 0; i < work.size(); i++) {
            var visit = work.get(i);
            number.put(visit.job(), staff.size() + i);
            if (!visit.fixed()) {
                var here = staff.size() + i;
                ways.values().forEach(one -> one.open(here));
            } else if (visit.booked() != null) {
                var engineer = Objects.requireNonNull(home.get(visit.booked().engineer()));
                ways.get(staff.get(engineer).travelsBy()).between(engineer, staff.size() + i);
            }
        }
        var skills = anySkill(work);
        var own = work.stream().filter(visit -> visit.fixed() && visit.booked() != null).collect(groupingBy(visit -> visit.booked().engineer()));

        var ends = new HashMap<String, Integer>();
        var builder = PlanningProblem.between(ways.get(TravelMode.CAR).minutes()).weighing(Weights.FIELD_SERVICE.stable(MOVED, 0).fair(1)).now(now);
        for (int i = 0; i < staff.size(); i++) {
            builder.add(engineer(staff.get(i), i, skills, own.getOrDefault(staff.get(i).id(), List.of()), number, ways.get(staff.get(i).travelsBy()), ends));
        }
        work.forEach(visit -> builder.add(job(visit, Objects.requireNonNull(number.get(visit.job())), ends)));
        return builder.build();
    }

    /** @param mine what stays where it is, in order of time */
    private Engineer engineer(Person person, int home, Map<String, List<String>> skills, List<Visit> mine, Map<String, Integer> number, Ways ways,
                              Map<String, Integer> ends) {
        var engineer = Engineer.named(person.id().toString()).livingAt(home);
        if (person.travelsBy() != TravelMode.CAR) {
            engineer.travels(ways.minutes());
        }
        skills.forEach((key, needs) -> needs.stream().map(person.skills()::get).filter(Objects::nonNull).max(Comparator.naturalOrder())
                .ifPresent(level -> engineer.skill(key, level)));
        person.languages().forEach(language -> engineer.skill(LANGUAGE + language, 1));
        person.carries().forEach(engineer::carriesParts);
        for (var held : person.certificates()) {
            if (held.validFrom() == null || !held.validFrom().isAfter(facts.day())) {
                engineer.certificate(held.kind(), held.validUntil() == null ? PlanningProblem.HORIZON
                        : tick(held.validUntil().plusDays(1).atStartOfDay(facts.branch().zone()).toInstant()));
            }
        }
        var stretches = Day.with(free.get(person.id()), mine.stream().map(visit -> new Day.Fixed(start(visit), Math.max(start(visit) + STEP, tick(visit.booked().to())))).toList());
        for (int i = 0; i < stretches.size(); i++) {
            var stretch = stretches.get(i);
            var latest = i + 1 < stretches.size() ? Math.min(stretch.to() + person.overtimeMinutes(), stretches.get(i + 1).from() - 1) : stretch.to() + person.overtimeMinutes();
            var within = mine.stream().filter(visit -> stretch.from() <= start(visit) && start(visit) < stretch.to()).toList();
            var legs = new int[within.size() + 1];
            var fixed = new ArrayList<Day.Fixed>();
            var at = home;
            var from = stretch.from();
            for (int j = 0; j < within.size(); j++) {
                var visit = within.get(j);
                var next = Objects.requireNonNull(number.get(visit.job()));
                var end = Math.min(start(visit) + visit.minutes(), j + 1 < within.size() ? start(within.get(j + 1)) : latest);
                var leaves = start(visit) >= now ? Math.max(from, Math.min(now, start(visit))) : from;
                legs[j] = ways.atMost(at, next, start(visit) - leaves);
                ends.put(visit.job(), end);
                fixed.add(new Day.Fixed(start(visit), end));
                at = next;
                from = end;
            }
            legs[within.size()] = at == home ? 0 : ways.atMost(at, home, latest - from);
            engineer.works(Day.shift(stretch, latest, fixed, legs));
        }
        return engineer;
    }

    private int start(Visit visit) {
        return tick(Objects.requireNonNull(visit.booked()).from());
    }

    /** One of several skills is enough: together they are one more skill, which everybody has who has one of them. */
    private static Map<String, List<String>> anySkill(List<Visit> work) {
        var all = new HashMap<String, List<String>>();
        work.stream().filter(visit -> !visit.fixed() && !visit.task().needs().isEmpty())
                .forEach(visit -> all.put(String.join("|", visit.task().needs()), visit.task().needs()));
        return all;
    }

    private Stream<Day.Stretch> windows(Task task) {
        return task.windows().stream().map(window -> new Day.Stretch(Math.max(0, tick(window.from())), tick(window.to()) - STEP)).filter(one -> one.to() >= one.from());
    }

    private Job job(Visit visit, int place, Map<String, Integer> ends) {
        var task = visit.task();
        var job = Job.named(visit.job()).at(place);
        var booked = visit.booked();
        if (booked != null && visit.fixed()) {
            var start = start(visit);
            job.takes(ends.getOrDefault(visit.job(), start + visit.minutes()) - start).published(booked.engineer().toString(), start);
            return isAhead(booked) ? job.pinned().between(start, start) : job.frozen();
        }
        job.takes(visit.minutes());
        var together = booked != null ? booked.from() : task.together();
        if (task.people() > 1 && together != null) {
            var start = Math.max(0, tick(together));
            job.between(start, start);
        } else if (task.people() > 1 && aim.mayMove()) {
            job.withCrew(task.caseId().toString());
            windows(task).limit(1).forEach(one -> job.between(one.from(), one.to()));
        } else {
            windows(task).forEach(one -> job.between(one.from(), one.to()));
        }
        if (!visit.helps()) {
            if (!task.needs().isEmpty()) {
                job.needs(String.join("|", task.needs()), 1);
            }
            task.languages().forEach(language -> job.needs(LANGUAGE + language, 1));
            task.equipment().forEach(job::needsParts);
        }
        task.certificates().forEach(job::needsCertificate);
        var severity = Math.clamp(task.severity(), 1, 4);
        var leftOut = (long) LEFT_OUT[severity] * (booked == null ? 1 : FALLS_OUT);
        if (booked != null && isAbsentFrom(booked)) {
            var start = Math.max(now, start(visit));
            job.due(start, KEEPS_TIME).priority(leftOut + (long) KEEPS_TIME * Math.max(0, horizon - start));
        } else if (task.due() != null) {
            var due = Math.max(now, tick(task.due()));
            job.due(Math.min(due, PlanningProblem.HORIZON), LATE[severity]).priority(leftOut + (long) LATE[severity] * Math.max(0, horizon - due));
        } else {
            job.priority(leftOut);
        }
        if (booked != null && !isAbsentFrom(booked)) {
            job.published(booked.engineer().toString(), start(visit));
        }
        for (var person : facts.people()) {
            if (task.partner() != null && !task.partner().equals(person.partner()) || task.never().contains(person.id()) || !person.worksIn(task.regionCode())) {
                job.notBy(person.id().toString());
            }
            var bonus = (task.partner() == null && person.partner() == null ? OWN_PEOPLE : 0) + (task.knownBy().contains(person.id()) ? KNOWS_SITE : 0)
                    + (task.preferred().contains(person.id()) ? PREFERRED : 0);
            if (bonus > 0) {
                job.prefers(person.id().toString(), bonus);
            }
        }
        return job;
    }
}
