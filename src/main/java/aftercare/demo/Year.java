package aftercare.demo;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The year that lies behind the company: its cases, one after the other, as they would have gone. */
final class Year {

    static final int CASES = 1500;
    private static final int SPARE = 60;
    private static final double QUESTIONS = 0.17;
    private static final Duration REPEAT_WITHIN = ofDays(90);

    /**
     * How a case is to go where it matters; null leaves it to chance.
     *
     * @param answerAfter how long until somebody looks at it
     * @param waits       it waits for the customer or for parts, and still does
     * @param visitAt     when an engineer is there, or the earliest time when {@code near} is set
     * @param againAt     the first visit does not mend it; the earliest time for another one
     */
    record Course(@Nullable String channel, @Nullable Integer severity, @Nullable Duration answerAfter, @Nullable String waits,
                  boolean unscheduled, @Nullable Instant visitAt, boolean near, @Nullable Instant againAt) {

        static final Course CHANCE = new Course(null, null, null, null, false, null, false, null);

        Course again() {
            return againAt == null ? CHANCE : new Course(channel, severity, null, null, false, againAt, true, null);
        }
    }

    record Plan(Instant at, Narrator.Matter matter, Course course) {}

    /** The story goes on after the moment at which it is told. */
    private static final class NotYet extends RuntimeException {

        private static final long serialVersionUID = 1;

        NotYet() {
            super(null, null, false, false);
        }
    }

    private final Script script;
    private final House house;
    private final Chance chance;
    private final Narrator narrator;
    private final Agenda agenda = new Agenda();
    private final Instant now;
    private final LocalDate today;
    private final Map<String, List<House.Device>> byModel = new HashMap<>();
    private final Map<String, Episode> lastOfSymptom = new HashMap<>();
    private final Map<UUID, Episode> lastOfDevice = new HashMap<>();
    private final Map<Course, Agenda.Slot> reserved = new IdentityHashMap<>();
    private int reports;

    Year(Script script, House house, Chance chance, Narrator narrator, Instant now) {
        this.script = script;
        this.house = house;
        this.chance = chance;
        this.narrator = narrator;
        this.now = now;
        this.today = now.atZone(House.ZONE).toLocalDate();
        house.devices.forEach(device -> byModel.computeIfAbsent(device.product().model(), _ -> new ArrayList<>()).add(device));
    }

    /** The finished cases of a year, and those that are under way now. */
    List<Episode> tell() {
        var told = new ArrayList<Episode>();
        for (var plan : plans()) {
            var episode = play(plan);
            if (episode.status.equals("CLOSED") || episode.status.equals("CANCELLED")) {
                told.add(episode);
            } else {
                agenda.forget(episode);
            }
        }
        var all = new ArrayList<>(told.subList(told.size() - CASES, told.size()));
        var underWay = new Today(script, house, chance, new Seasons(chance, today.minusDays(365), today.minusDays(1)), now).plans();
        underWay.sort(Comparator.comparing(Plan::at));
        underWay.forEach(this::reserve);
        underWay.forEach(plan -> all.add(play(plan)));
        var known = all.stream().map(episode -> episode.id).collect(Collectors.toSet());
        all.forEach(episode -> episode.forgetAllBut(known));
        return all;
    }

    /** Whoever is there now, or was, is not booked for anything else at that time. */
    private void reserve(Plan plan) {
        var course = plan.course();
        var fault = plan.matter().fault();
        if (fault != null && course.visitAt() != null && !course.near()) {
            var device = plan.matter().device();
            reserved.put(course, agenda.bookAt(Agenda.whoCan(house, device.customer(), fault.category()), course.visitAt(),
                    booked(fault.minutesTo()), device.site()));
        }
    }

    private static Duration booked(int minutes) {
        return ofMinutes(Math.ceilDiv(minutes + 15, 30) * 30L);
    }

    int reports() {
        return reports;
    }

    // What happens when.

    private List<Plan> plans() {
        var seasons = new Seasons(chance, today.minusDays(365), today.minusDays(1));
        var plans = new ArrayList<Plan>();
        while (plans.size() < CASES + SPARE) {
            var day = seasons.someDay();
            var matter = chance.happens(QUESTIONS) ? question(seasons, day) : fault(seasons, day);
            if (matter == null) {
                continue;
            }
            plans.add(new Plan(moment(seasons, day, matter), matter, Course.CHANCE));
            if (matter.fault() != null && matter.fault().repeats() && chance.happens(0.16)) {
                var again = day.plusDays(chance.between(6, 55));
                if (again.isBefore(today)) {
                    plans.add(new Plan(moment(seasons, again, matter), matter, Course.CHANCE));
                }
            }
        }
        plans.sort(Comparator.comparing(Plan::at));
        return plans;
    }

    private Instant moment(Seasons seasons, LocalDate day, Narrator.Matter matter) {
        var urgent = matter.fault() != null && matter.fault().severity().getFirst() == 1;
        return day.atTime(seasons.someHour(urgent), chance.between(0, 59), chance.between(0, 59)).atZone(House.ZONE).toInstant();
    }

    private Narrator.@Nullable Matter fault(Seasons seasons, LocalDate day) {
        var fault = chance.weighted(script.faults(), f -> f.weight() * seasons.weight(f.season(), day) * Math.sqrt(count(f.models()))
                * (f.severity().getFirst() == 1 ? 0.55 : 1));
        var device = device(fault.models(), day);
        return device == null ? null : new Narrator.Matter(device, fault, null);
    }

    private Narrator.@Nullable Matter question(Seasons seasons, LocalDate day) {
        var question = chance.weighted(script.questions(), q -> q.weight() * seasons.weight(q.season(), day));
        var models = script.products().stream().filter(p -> question.category().equals("any") || p.category().equals(question.category()))
                .map(Script.Product::model).toList();
        var device = device(models, day);
        return device == null ? null : new Narrator.Matter(device, null, question);
    }

    private int count(List<String> models) {
        return models.stream().mapToInt(model -> byModel.getOrDefault(model, List.of()).size()).sum();
    }

    /** One that was there already. What is not accepted yet is reported seldom, and only lately. */
    private House.@Nullable Device device(List<String> models, LocalDate day) {
        var there = models.stream().flatMap(model -> byModel.getOrDefault(model, List.of()).stream())
                .filter(device -> device.acceptedOn() == null ? day.isAfter(today.minusDays(40)) : device.acceptedOn().isBefore(day)).toList();
        return there.isEmpty() ? null : chance.weighted(there, device -> device.acceptedOn() == null ? 0.3 : device.trouble());
    }

    // How it goes.

    private Episode play(Plan plan) {
        var fault = plan.matter().fault();
        var course = plan.course();
        var severity = course.severity() != null ? course.severity() : fault == null ? 4 : chance.one(fault.severity());
        var episode = narrator.open(plan.matter(), plan.at(), severity, course.channel());
        related(episode);
        try {
            if (fault == null) {
                question(episode, Objects.requireNonNull(plan.matter().question()), course);
            } else {
                repair(episode, fault, course);
            }
        } catch (NotYet later) {
            // As far as it has gone.
        }
        return episode;
    }

    private void related(Episode episode) {
        var device = Objects.requireNonNull(episode.about.device()).id();
        var key = device + String.valueOf(episode.report.symptom());
        var before = lastOfSymptom.put(key, episode);
        if (before != null && before.closedAt != null && before.closedAt.isBefore(episode.openedAt)
                && before.closedAt.isAfter(episode.openedAt.minus(REPEAT_WITHIN))) {
            episode.repeatOf = before.id;
        }
        var last = lastOfDevice.put(device, episode);
        if (last != null && !last.status.equals("CANCELLED") && (last.closedAt == null || last.closedAt.isAfter(episode.openedAt))) {
            episode.openOnSameDevice = last.id;
        }
    }

    private void question(Episode episode, Script.Question question, Course course) {
        var agent = narrator.agent();
        var at = reached(answerTime(episode, course));
        episode.triage(at, agent);
        if (chance.happens(0.12)) {
            at = reached(inHours(at.plus(chance.between(ofMinutes(10), ofMinutes(50)))));
            episode.moveTo(at, agent, "expert");
            at = at.plus(chance.between(ofMinutes(40), ofHours(6)));
        }
        at = reached(inHours(at.plus(chance.between(ofMinutes(4), ofMinutes(45)))));
        episode.resolve(at, Episode.Who.of(agent), narrator.answer(question, episode), null, null);
        closing(episode, at, agent, false);
    }

    private void repair(Episode episode, Script.Fault fault, Course course) {
        var agent = narrator.agent();
        var directed = course != Course.CHANCE;
        if (!directed && chance.happens(0.02)) {
            cancelled(episode, agent, reached(inHours(episode.openedAt.plus(chance.between(ofMinutes(6), ofMinutes(40))))));
            return;
        }
        var at = reached(answerTime(episode, course));
        episode.triage(at, agent);
        at = decided(episode, fault, at, agent);
        if (!directed && chance.happens(0.025)) {
            cancelled(episode, agent, reached(inHours(at.plus(chance.between(ofMinutes(30), ofHours(20))))));
            return;
        }
        if (chance.happens(0.22)) {
            var noted = reached(at.plus(chance.between(ofMinutes(1), ofMinutes(6))));
            episode.note(noted, Episode.Who.of(agent), narrator.line(narrator.remarks().internalNotes(), episode), false);
            at = noted;
        }
        if (!directed && chance.happens(fault.remote())) {
            remote(episode, fault, agent, at);
            return;
        }
        if (course.waits() != null ? course.waits().equals("customer") : !directed && chance.happens(0.07)) {
            at = waits(episode, agent, at.plus(chance.between(ofMinutes(5), ofMinutes(30))), "customer", directed);
        }
        if (course.unscheduled()) {
            throw new NotYet();
        }
        var fails = course.againAt() != null || !directed && chance.happens(0.06) && episode.severity > 1;
        at = visit(episode, fault, at, course, !fails);
        if (fails) {
            if (course.waits() != null || !directed && chance.happens(0.7)) {
                at = waits(episode, agent, at.plus(chance.between(ofMinutes(20), ofMinutes(90))), "parts", directed);
            }
            at = visit(episode, fault, at, course.again(), true);
        }
        if (!directed && chance.happens(0.03)) {
            at = reached(inHours(at.plus(chance.between(ofHours(2), ofHours(30)))));
            episode.reject(at, narrator.line(narrator.remarks().rejected(), episode));
            at = visit(episode, fault, reached(inHours(at.plus(chance.between(ofMinutes(5), ofMinutes(50))))), Course.CHANCE, true);
        }
        if (directed) {
            throw new NotYet();
        }
        closing(episode, at, agent, true);
    }

    /** Free or not, where the warranty alone does not say. */
    private Instant decided(Episode episode, Script.Fault fault, Instant at, House.Staff agent) {
        var why = switch (fault.charge()) {
            case MISUSE -> "misuse";
            case DAMAGE -> "damage";
            case CONSUMABLE -> "consumable";
            case WARRANTY -> null;
        };
        if (why != null && episode.decision.entitlement().equals("FREE") && chance.happens(0.8)) {
            at = reached(at.plus(chance.between(ofMinutes(1), ofMinutes(8))));
            episode.decide(at, agent, "CHARGEABLE", narrator.because(why, episode));
        } else if (why == null && episode.decision.entitlement().equals("UNDECIDED")) {
            at = reached(at.plus(chance.between(ofMinutes(1), ofMinutes(8))));
            episode.decide(at, agent, "FREE", "项目尚未验收，设备自身故障由我方免费处理");
        } else if (episode.decision.entitlement().equals("CHARGEABLE") && chance.happens(episode.about.customer().tier().equals("KEY") ? 0.12 : 0.03)) {
            at = reached(at.plus(chance.between(ofMinutes(8), ofMinutes(60))));
            episode.decide(at, narrator.manager(episode.about.customer().branch()), "GOODWILL", narrator.because("goodwill", episode));
        }
        return at;
    }

    private void remote(Episode episode, Script.Fault fault, House.Staff agent, Instant from) {
        var at = reached(from.plus(chance.between(ofMinutes(2), ofMinutes(12))));
        episode.moveTo(at, agent, "remote");
        at = reached(at.plus(chance.between(ofMinutes(fault.minutesFrom()), ofMinutes(fault.minutesTo()))));
        episode.resolve(at, Episode.Who.of(agent), narrator.repair(fault, episode, true).done(), fault.codes().cause(), fault.codes().responsibility());
        closing(episode, at, agent, false);
    }

    private Instant waits(Episode episode, House.Staff agent, Instant from, String whom, boolean stillDoes) {
        var wait = chance.one(narrator.remarks().waiting().stream().filter(w -> w.whom().equals(whom) && fits(w.reason(), episode)).toList());
        var at = reached(stillDoes ? from : inHours(from));
        episode.waitFor(at, agent, narrator.fill(wait.reason(), episode));
        if (stillDoes) {
            throw new NotYet();
        }
        at = reached(inHours(at.plus(whom.equals("customer") ? chance.between(ofHours(3), ofHours(50)) : chance.between(ofHours(26), ofHours(80)))));
        if (whom.equals("customer") && chance.happens(0.5)) {
            episode.message(at, narrator.fill(wait.over(), episode));
        } else {
            episode.note(at, Episode.Who.of(agent), narrator.fill(wait.over(), episode), whom.equals("parts"));
            episode.resume(at, Episode.Who.of(agent));
        }
        return at;
    }

    /** @return when the customer signed */
    private Instant visit(Episode episode, Script.Fault fault, Instant from, Course course, boolean fixes) {
        var minutes = chance.between(fault.minutesFrom(), fault.minutesTo());
        var slot = slot(episode, fault, from, course, booked(minutes));
        var soon = from.plus(chance.between(ofMinutes(3), ofMinutes(episode.severity == 1 ? 8 : 40)));
        var at = reached(episode.severity <= 2 || course.visitAt() != null ? soon : inHours(soon));
        if (!at.isBefore(slot.from())) {
            at = slot.from().minus(ofMinutes(20));
        }
        var customer = episode.about.customer();
        var trip = episode.book(at, narrator.dispatcher(customer.branch()), chance.id(at), chance.id(at), slot);
        var engineer = slot.engineer();
        var accepted = before(slot.from().minus(ofMinutes(25)), at.plus(chance.between(ofMinutes(2), ofMinutes(episode.severity <= 2 ? 10 : 90))));
        accepted = accepted.isAfter(at) ? accepted : at.plusSeconds(chance.between(20, 90));
        // What is days ahead may still move: engineers confirm it the day before.
        trip.accept(reached(slot.from().isAfter(now.plus(ofHours(30))) ? slot.from().minus(ofHours(20)) : accepted));
        var arrival = arrival(episode, slot, course);
        var setOut = arrival.minus(Agenda.drive(engineer, episode.about.site()));
        if (course.visitAt() != null && !course.near()) {
            setOut = before(now.minus(ofMinutes(8)), setOut);
        }
        setOut = setOut.isBefore(accepted.plusSeconds(60)) ? accepted.plusSeconds(60) : setOut;
        arrival = arrival.isAfter(setOut.plus(ofMinutes(9))) ? arrival : setOut.plus(ofMinutes(chance.between(9, 20)));
        trip.setOut(reached(setOut));
        if (arrival.isAfter(slot.from().plus(ofMinutes(20)))) {
            episode.note(reached(slot.from().plus(ofMinutes(2))), Episode.Who.of(engineer), narrator.fill("因路上堵车预计晚到约 <20..50> 分钟，已电话说明，抱歉。", episode), true);
        }
        trip.arrive(reached(arrival), episode.about.site().lng() + chance.between(-0.0011, 0.0011),
                episode.about.site().lat() + chance.between(-0.0009, 0.0009));
        var started = arrival.plus(chance.between(ofMinutes(2), ofMinutes(9)));
        trip.start(reached(started));
        var finished = started.plus(ofMinutes(minutes));
        var repair = narrator.repair(fault, episode, false);
        var report = new Trip.Report("SR-%d-%06d".formatted(finished.atZone(House.ZONE).getYear(), reports + 1), repair.found(),
                fault.codes().cause(), fault.codes().responsibility(),
                fixes ? repair.done() : "已查明原因，现场缺少所需备件，临时处理后维持使用，另行预约更换。",
                narrator.fill(fault.advice(), episode), fixes ? repair.parts() : List.of(), minutes, fixes,
                fixes ? narrator.line(narrator.remarks().opinions(), episode) : "同意待备件到货后处理", episode.about.contact().name());
        trip.finish(reached(finished), report);
        reports++;
        if (fixes) {
            episode.resolve(finished, Episode.Who.of(engineer), report.action(), report.cause(), report.responsibility());
        } else {
            episode.notFixed();
            episode.cause = report.cause();
            episode.responsibility = report.responsibility();
        }
        var signed = finished.plus(chance.between(ofMinutes(2), ofMinutes(14)));
        trip.sign(reached(signed));
        return signed;
    }

    private Agenda.Slot slot(Episode episode, Script.Fault fault, Instant from, Course course, Duration length) {
        var site = episode.about.site();
        var who = Agenda.whoCan(house, episode.about.customer(), fault.category());
        if (course.visitAt() != null) {
            var office = Seasons.isWeekend(course.visitAt().atZone(House.ZONE).toLocalDate()) ? Agenda.Hours.LONG_DAY : Agenda.Hours.DAY;
            return course.near() ? agenda.book(who, course.visitAt(), length, office, site) : Objects.requireNonNull(reserved.remove(course));
        }
        var due = episode.promises.due("arrive");
        var soonest = switch (episode.severity) {
            case 1 -> from.plus(chance.between(ofMinutes(15), ofMinutes(45)));
            case 2 -> from.plus(chance.between(ofMinutes(45), ofMinutes(150)));
            case 3 -> from.plus(chance.between(ofMinutes(70), ofHours(14)));
            default -> from.plus(chance.between(ofHours(2), ofHours(34)));
        };
        var late = due != null && episode.arrivedAt == null && episode.severity > 1 && chance.happens(0.1);
        if (late) {
            soonest = due.plus(chance.between(ofMinutes(5), ofHours(3)));
        }
        var hours = episode.severity <= 2 ? Agenda.Hours.ALWAYS : Agenda.Hours.DAY;
        var slot = agenda.peek(who, soonest, length, hours, site);
        if (!late && due != null && episode.arrivedAt == null && slot.from().isAfter(due.minus(ofMinutes(15)))) {
            // Nobody wants to break his word: earlier, and at the weekend if need be.
            var sooner = agenda.peek(who, from.plus(ofMinutes(30)), length, episode.severity <= 2 ? Agenda.Hours.ALWAYS : Agenda.Hours.LONG_DAY, site);
            slot = sooner.from().isBefore(slot.from()) ? sooner : slot;
        }
        agenda.take(slot);
        return slot;
    }

    private Instant arrival(Episode episode, Agenda.Slot slot, Course course) {
        if (course.visitAt() != null && !course.near()) {
            return slot.from();
        }
        return chance.happens(0.09)
                ? slot.from().plus(chance.between(ofMinutes(22), ofMinutes(75)))
                : slot.from().plus(chance.between(ofMinutes(0), ofMinutes(22))).minus(ofMinutes(14));
    }

    private void closing(Episode episode, Instant resolved, House.Staff agent, boolean visited) {
        var grade = grade(episode);
        if (chance.happens(visited ? 0.5 : 0.38)) {
            var at = reached(byDay(resolved.plus(chance.between(ofMinutes(6), ofHours(22)))));
            episode.accept(at);
            rate(episode, at.plus(chance.between(ofMinutes(1), ofMinutes(5))), grade, 0.93);
        } else {
            var called = inHours(resolved.plus(chance.between(ofHours(16), ofHours(52))));
            episode.close(reached(called), agent);
            rate(episode, byDay(called.plus(chance.between(ofMinutes(20), ofHours(30)))), grade, 0.6);
        }
    }

    private void cancelled(Episode episode, House.Staff agent, Instant at) {
        episode.cancel(at, agent, narrator.line(narrator.remarks().cancel().stream().filter(line -> fits(line, episode)).toList(), episode));
    }

    /** Nobody refuses the price of what is free, or scans a label by mistake on the phone. */
    private static boolean fits(String line, Episode episode) {
        return (!line.contains("报价") || episode.decision.entitlement().equals("CHARGEABLE"))
                && (!line.contains("二维码") || episode.report.channel().equals("QR"))
                && (!line.startsWith("重复报修") || episode.openOnSameDevice != null);
    }

    /** 5 the best. */
    private int grade(Episode episode) {
        var displeased = (episode.promises.broken() ? 0.2 : 0) + (episode.reopened > 0 ? 0.35 : 0) + (episode.repeatOf != null ? 0.12 : 0)
                + (episode.trips.size() > 1 ? 0.1 : 0) + 0.02;
        if (chance.happens(displeased)) {
            return chance.happens(0.35) ? chance.between(1, 2) : 3;
        }
        return chance.happens(0.27) ? 4 : 5;
    }

    private void rate(Episode episode, Instant at, int grade, double share) {
        if (!chance.happens(share) || at.isAfter(now)) {
            return;
        }
        var comment = chance.happens(grade == 5 ? 0.45 : grade == 4 ? 0.5 : 0.85)
                ? narrator.opinion(grade == 4 && chance.happens(0.4) ? 3 : grade, episode) : "";
        var wrong = grade > 3 || chance.happens(0.3) ? List.<String>of()
                : List.of(episode.promises.broken() ? chance.one(List.of("WAITING", "LATE")) : chance.one(List.of("WAITING", "NOT_FIXED", "COST", "ATTITUDE", "OTHER")));
        var recommend = chance.happens(0.8) ? Integer.valueOf(Math.clamp(grade * 2 + chance.between(-1, 1), 0, 10)) : null;
        episode.rate(at, new Episode.Rating(at, letter(grade), letter(grade + chance.between(-1, 1)), letter(grade + chance.between(-1, 1)),
                letter(grade + chance.between(0, 1)), wrong, recommend, comment));
    }

    private static String letter(int grade) {
        return grade >= 5 ? "EXCELLENT" : grade == 4 ? "GOOD" : grade == 3 ? "FAIR" : "POOR";
    }

    private Instant answerTime(Episode episode, Course course) {
        var opened = episode.openedAt;
        if (course.answerAfter() != null) {
            return opened.plus(course.answerAfter());
        }
        var due = Objects.requireNonNull(episode.promises.due("answer"));
        if (chance.happens(0.09)) {
            return due.plus(chance.between(ofMinutes(3), ofMinutes(episode.severity == 1 ? 12 : 55)));
        }
        var quick = opened.plus(ofMinutes(chance.soon(1, episode.severity == 1 ? 6 : episode.severity == 2 ? 18 : 55))).plusSeconds(chance.between(5, 58));
        var at = episode.severity >= 3 ? inHours(quick) : quick;
        // At night the one on call looks at what cannot wait until the morning.
        return at.isBefore(due) ? at : before(due.minusSeconds(chance.between(40, 400)), quick.plus(ofMinutes(20)));
    }

    /** The desk is there from eight in the morning to eight in the evening, every day. */
    private Instant inHours(Instant at) {
        var local = at.atZone(House.ZONE);
        var morning = LocalTime.of(8, chance.between(2, 35), chance.between(0, 59));
        if (local.getHour() < 8) {
            return local.with(morning).toInstant();
        }
        return local.getHour() >= 20 ? local.plusDays(1).with(morning).toInstant() : at;
    }

    /** Customers look at their phones from seven in the morning to eleven at night. */
    private Instant byDay(Instant at) {
        var local = at.atZone(House.ZONE);
        return local.getHour() >= 7 && local.getHour() < 23 ? at
                : (local.getHour() < 7 ? local : local.plusDays(1)).with(LocalTime.of(chance.between(7, 9), chance.between(0, 59), chance.between(0, 59))).toInstant();
    }

    private static Instant before(Instant limit, Instant at) {
        return at.isBefore(limit) ? at : limit;
    }

    private Instant reached(Instant at) {
        if (at.isAfter(now)) {
            throw new NotYet();
        }
        return at;
    }
}
