package aftercare.fieldwork;

import static aftercare.fieldwork.VisitAct.ACCEPT;
import static aftercare.fieldwork.VisitAct.REFUSE;

import aftercare.identity.Role;
import aftercare.kernel.Refusal;
import aftercare.notices.Notice;
import aftercare.notices.NoticeDesk;
import aftercare.platform.Live;
import aftercare.platform.LiveUpdates;
import aftercare.timeline.Actor;
import aftercare.timeline.Happening;
import aftercare.timeline.Timeline;
import jakarta.validation.Validator;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes in what a phone wrote down without a net. Field facts from the engineer win, the plan of the office wins, a contradiction is
 * kept whole and settled by a person:
 *
 * <ul>
 * <li>an answer to a plan that the office has changed meanwhile (accept, refuse) is superseded: the new plan stands;
 * <li>setting out, arriving and working count although the visit was moved to another hour;
 * <li>a step that another phone of the same engineer has told already is superseded, so is an earlier version of the report;
 * <li>anything else that is refused is held with all that follows it at this visit, until the engineer sends it anew in a way that fits,
 *     or the office says that it counts or sets it aside.
 * </ul>
 */
@Service
class FieldSync {

    private static final TypeReference<Map<String, Object>> BODY = new TypeReference<>() {};
    private static final int ATTEMPTS = 5;
    private static final Set<String> ANSWERS_TO_THE_PLAN = Set.of(ACCEPT.name(), REFUSE.name());
    /** Said of the visit whatever else waits: a briefing may be just what a start waits for. */
    private static final Set<String> SAID_ANYHOW = Set.of("BRIEF", "BRIEF_CONTACT", "NEAR_MISS", "ASK");

    /** @param code why it was not done; {@code facts} fill the sentence */
    record Answer(UUID id, CommandOutcome outcome, @Nullable String code, Map<String, ?> facts, @Nullable String detail) {

        static Answer done(UUID id) {
            return new Answer(id, CommandOutcome.DONE, null, Map.of(), null);
        }

        static Answer not(UUID id, CommandOutcome outcome, Refusal why) {
            return new Answer(id, outcome, why.code(), why.facts(), why.getMessage());
        }
    }

    private final FieldDesk desk;
    private final SafetyActs safety;
    private final WorkActs work;
    private final Questions questions;
    private final SignLinks signLinks;
    private final Visits visits;
    private final Commands commands;
    private final Timeline timeline;
    private final NoticeDesk notices;
    private final LiveUpdates live;
    private final TransactionTemplate transaction;
    private final Validator validator;
    private final JsonMapper json;
    private final Clock clock;

    FieldSync(FieldDesk desk, SafetyActs safety, WorkActs work, Questions questions, SignLinks signLinks, Visits visits, Commands commands, Timeline timeline, NoticeDesk notices, LiveUpdates live, TransactionTemplate transaction,
              Validator validator, JsonMapper json, Clock clock) {
        this.desk = desk;
        this.safety = safety;
        this.work = work;
        this.questions = questions;
        this.signLinks = signLinks;
        this.visits = visits;
        this.commands = commands;
        this.timeline = timeline;
        this.notices = notices;
        this.live = live;
        this.transaction = transaction;
        this.validator = validator;
        this.json = json;
        this.clock = clock;
    }

    /**
     * In the order in which they were written down, each in a transaction of its own.
     *
     * @param live    refuses what does not fit instead of keeping it, where nothing waits at this visit yet
     * @param address where this product was reached
     */
    List<Answer> take(Actor by, List<FieldCommand> all, boolean live, String address) {
        return all.stream().map(command -> take(by, command.at(commands.nowAt(command.visit(), by.user())), live, address)).toList();
    }

    private Answer take(Actor by, FieldCommand command, boolean live, String address) {
        try {
            var answer = alone(() -> tried(by, command, address));
            if (answer.outcome() == CommandOutcome.DONE) {
                goOn(by, command.visit(), address);
            }
            return answer;
        } catch (Refusal refused) {
            if (live && commands.openContradiction(command.visit(), by.user()).isEmpty()) {
                throw refused;
            }
            return alone(() -> notDone(by, command, refused));
        }
    }

    /** In a transaction of its own, again when somebody in the office was in its way. */
    private <T> T alone(Supplier<T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return transaction.execute(_ -> work.get());
            } catch (ConcurrencyFailureException inTheWay) {
                if (attempt == ATTEMPTS) {
                    throw inTheWay;
                }
            }
        }
    }

    private Answer tried(Actor by, FieldCommand command, String address) {
        commands.lock(command.visit(), by.user());
        var known = known(by, command);
        if (known.isPresent()) {
            return known.get();
        }
        var open = commands.openContradiction(command.visit(), by.user());
        if (open.isPresent() && !SAID_ANYHOW.contains(command.act()) && !isAnotherTry(open.get(), command)) {
            commands.hold(command, by.user(), "fieldwork.held-behind", open.get(), clock.instant());
            return Answer.not(command.id(), CommandOutcome.HELD, behind());
        }
        if (command.act().equals("REPORT") && commands.saidLater(command.visit(), by.user(), "REPORT", command.at())) {
            return superseded(by, command, new Refusal.Conflict("fieldwork.said-later", "a later report of yours from another phone is kept", Map.of()));
        }
        act(by, new VisitId(command.visit()), command, address, false);
        keepWords(command);
        return Answer.done(command.id());
    }

    /** What waited behind something that has been put right is done now, in order, each in a transaction of its own. */
    private void goOn(Actor by, UUID visit, String address) {
        while (true) {
            try {
                if (!alone(() -> didNext(by, visit, address))) {
                    return;
                }
            } catch (Refusal again) {
                transaction.executeWithoutResult(_ -> commands.openContradiction(visit, by.user()).ifPresent(open -> commands.why(open, again)));
                return;
            }
        }
    }

    private boolean didNext(Actor by, UUID visit, String address) {
        commands.lock(visit, by.user());
        var open = commands.openContradiction(visit, by.user());
        if (open.isEmpty()) {
            return false;
        }
        var next = commands.held(open.get()).stream().findFirst();
        if (next.isEmpty()) {
            commands.settle(open.get(), ContradictionState.MENDED, by.user(), "", null, clock.instant());
            return false;
        }
        redo(by, new VisitId(visit), next.get(), address, false);
        return true;
    }

    /**
     * What waits counts, at the visit where it fits now; in the caller's transaction, all or nothing.
     *
     * @param visit the same, or one made for what happened
     */
    void count(Actor engineer, UUID contradiction, VisitId visit, String address) {
        commands.held(contradiction).forEach(kept -> redo(engineer, visit, kept, address, true));
    }

    private void redo(Actor engineer, VisitId visit, Commands.Kept kept, String address, boolean settled) {
        var overtaken = ANSWERS_TO_THE_PLAN.contains(kept.act())
                || act(kept.act()).filter(act -> visits.find(visit).orElseThrow().status().isPast(act)).isPresent();
        if (overtaken) {
            commands.end(kept.id(), CommandOutcome.SUPERSEDED);
        } else {
            act(engineer, visit, new FieldCommand(kept.id(), visit.value(), kept.act(), kept.at(), json.readValue(kept.body(), BODY)), address, settled);
        }
    }

    /** The same act as the one that started a contradiction, said in another way. */
    private boolean isAnotherTry(UUID contradiction, FieldCommand command) {
        var held = commands.held(contradiction);
        if (held.isEmpty()) {
            return true;
        }
        if (!held.getFirst().act().equals(command.act())) {
            return false;
        }
        commands.end(held.getFirst().id(), CommandOutcome.SUPERSEDED);
        return true;
    }

    /** What was refused has left no trace; it is written down here with the reason. */
    private Answer notDone(Actor by, FieldCommand command, Refusal refused) {
        commands.lock(command.visit(), by.user());
        var known = known(by, command);
        if (known.isPresent()) {
            return known.get();
        }
        if (isOvertaken(by, command)) {
            return superseded(by, command, refused);
        }
        var now = clock.instant();
        var open = commands.openContradiction(command.visit(), by.user());
        if (open.isPresent()) {
            if (isAnotherTry(open.get(), command)) {
                commands.why(open.get(), refused);
            }
            commands.hold(command, by.user(), refused.code(), open.get(), now);
            return Answer.not(command.id(), CommandOutcome.HELD, refused);
        }
        if (!commands.hasWorkedOn(command.visit(), by.user())) {
            throw FieldDesk.missing(new VisitId(command.visit()));
        }
        var contradiction = commands.contradict(command.visit(), by.user(), refused, now).orElseThrow(() -> FieldDesk.missing(new VisitId(command.visit())));
        commands.hold(command, by.user(), refused.code(), contradiction, now);
        tellOffice(by, command, refused, now);
        return Answer.not(command.id(), CommandOutcome.HELD, refused);
    }

    /** The plan has changed, or another phone of the same engineer was faster. */
    private boolean isOvertaken(Actor by, FieldCommand command) {
        if (ANSWERS_TO_THE_PLAN.contains(command.act())) {
            return true;
        }
        return act(command.act()).flatMap(act -> visits.find(new VisitId(command.visit()))
                .filter(visit -> visit.plan().engineer().equals(by.user()) && visit.status().isPast(act))).isPresent();
    }

    private Answer superseded(Actor by, FieldCommand command, Refusal why) {
        if (!commands.hasWorkedOn(command.visit(), by.user())) {
            throw FieldDesk.missing(new VisitId(command.visit()));
        }
        commands.supersede(command, by.user(), why.code(), clock.instant());
        return Answer.not(command.id(), CommandOutcome.SUPERSEDED, why);
    }

    private Optional<Answer> known(Actor by, FieldCommand command) {
        return commands.find(command.id()).map(kept -> {
            if (!kept.act().equals(command.act()) || !kept.byUser().equals(by.user())) {
                throw Commands.reused(command.id());
            }
            return new Answer(command.id(), kept.outcome(), kept.code(), Map.of(), null);
        });
    }

    private void act(Actor by, VisitId visit, FieldCommand command, String address, boolean settled) {
        var order = new FieldDesk.Command(command.id(), command.at());
        switch (command.act()) {
            case "ACCEPT" -> desk.accept(by, visit, order, body(command, FieldController.VisitAcceptBody.class).plannedStart());
            case "REFUSE" -> desk.refuse(by, visit, order, body(command, FieldController.VisitRefuseBody.class).reason());
            case "SET_OUT" -> desk.setOut(by, visit, order);
            case "ARRIVE" -> {
                var arrival = body(command, FieldController.VisitArriveBody.class);
                desk.arrive(by, visit, order, arrival.place(), arrival.note());
            }
            case "START" -> desk.start(by, visit, order, settled, Boolean.TRUE.equals(command.body().get("emergency")));
            case "BRIEF" -> safety.brief(by, visit, order, body(command, SafetyBodies.BriefBody.class).seen());
            case "BRIEF_CONTACT" -> {
                var briefing = body(command, SafetyBodies.BriefContactBody.class);
                safety.briefContact(by, visit, order, briefing.name(), briefing.signature(), briefing.seen());
            }
            case "STOP" -> safety.stop(by, visit, order, body(command, SafetyBodies.StopBody.class).reason());
            case "PUT_RIGHT" -> safety.putRight(by, visit, order, body(command, SafetyBodies.PutRightBody.class).note());
            case "PAUSE" -> work.pause(by, visit, order, body(command, SafetyBodies.StopBody.class).reason());
            case "RESUME" -> work.resume(by, visit, order);
            case "HAND_OVER" -> {
                var left = body(command, SafetyBodies.HandOverBody.class);
                work.handOver(by, visit, order, left.done(), left.left(), left.colleague());
            }
            case "ASK" -> questions.ask(by, visit, order, body(command, SafetyBodies.AskBody.class).what());
            case "SIGN_LATER" -> signLinks.signLater(by, visit, order, address);
            case "NEAR_MISS" -> safety.nearMiss(by, visit, order, body(command, SafetyBodies.NearMissBody.class).said(command.at()));
            case "REPORT" -> desk.write(by, visit, order, body(command, FieldController.WorkReportBody.class).content());
            case "CHECK" -> {
                var check = body(command, FieldController.ChecklistBody.class);
                desk.check(by, visit, order, check.form(), check.version(), check.answers(), check.device());
            }
            case "MISS" -> {
                var missed = body(command, FieldController.MissedDevicesBody.class);
                desk.miss(by, visit, order, missed.devices(), missed.reason());
            }
            case "FINISH" -> desk.finish(by, visit, order);
            case "SIGN" -> {
                var signing = body(command, FieldController.VisitSignBody.class);
                desk.sign(by, visit, order, signing.name(), signing.opinion(), signing.signature(), address);
            }
            default -> throw new Refusal.Broken("fieldwork.act-unknown", "this version does not know the act %s; it is kept".formatted(command.act()),
                    Map.of("act", command.act()));
        }
    }

    private <Body> Body body(FieldCommand command, Class<Body> type) {
        var whole = new HashMap<>(command.body());
        whole.put("command", command.id());
        whole.put("at", command.at());
        try {
            var body = json.convertValue(whole, type);
            var wrong = validator.validate(body);
            if (wrong.isEmpty()) {
                return body;
            }
            throw unreadable(command, wrong.iterator().next().getPropertyPath().toString());
        } catch (JacksonException | IllegalArgumentException e) {
            throw unreadable(command, "");
        }
    }

    private static Refusal.Broken unreadable(FieldCommand command, String field) {
        return new Refusal.Broken("fieldwork.unreadable", "what %s says cannot be read (%s); it is kept".formatted(command.act(), field),
                Map.of("act", command.act(), "field", field));
    }

    /** What an engineer said in words stays readable when another phone says it anew; the signature is a document of its own. */
    private void keepWords(FieldCommand command) {
        if (command.act().equals("REPORT") || command.act().equals("CHECK")) {
            commands.keepBody(command.id(), json.writeValueAsString(command.body()));
        }
    }

    private void tellOffice(Actor by, FieldCommand command, Refusal refused, Instant now) {
        var visit = visits.find(new VisitId(command.visit())).orElseThrow();
        timeline.write(Happening.internal("fieldwork.contradicted", now, by, Map.of("act", command.act(), "code", refused.code()))
                .about(visit.plan().caseId().subject()).about(visit.id().subject()));
        notices.tell(new Notice("fieldwork.contradiction", visit.plan().caseId().subject(), Map.of("engineer", by.name()), true, now), visit.plan().branch(),
                Set.of(Role.DISPATCHER, Role.BRANCH_MANAGER));
        live.tell(new Live("fieldwork", command.visit(), visit.plan().branch(), List.of(by.user()), null));
    }

    private static Optional<VisitAct> act(String name) {
        return VisitAct.OF_THE_ENGINEER.stream().filter(act -> act.name().equals(name)).findFirst();
    }

    private static Refusal.Conflict behind() {
        return new Refusal.Conflict("fieldwork.held-behind", "what came before it at this visit has to be settled first", Map.of());
    }
}
