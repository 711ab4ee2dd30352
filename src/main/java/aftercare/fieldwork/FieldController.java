package aftercare.fieldwork;

import aftercare.identity.Permission;
import aftercare.identity.Requires;
import aftercare.identity.Scope;
import aftercare.kernel.Refusal;
import aftercare.kernel.TimeWindow;
import aftercare.timeline.Actor;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * The engineer's phone. Every change carries a command id and a time made on the phone; sent again, it changes nothing
 * and answers with the visit as it is now.
 */
@RestController
@RequestMapping("/api/field")
class FieldController {

    record VisitCommandBody(@NotNull UUID command, @NotNull Instant at) {
        FieldDesk.Command order() {
            return new FieldDesk.Command(command, at);
        }
    }

    /** {@code plannedStart}: the start that was on the screen. */
    record VisitAcceptBody(@NotNull UUID command, @NotNull Instant at, @NotNull Instant plannedStart) {}

    record VisitRefuseBody(@NotNull UUID command, @NotNull Instant at, @NotBlank @Size(max = 500) String reason) {}

    /** Without a position {@code note} says why. */
    record VisitArriveBody(@NotNull UUID command, @NotNull Instant at, @Nullable Double lng, @Nullable Double lat, @NotNull @Size(max = 500) String note) {
        @Nullable Place place() {
            if ((lng == null) != (lat == null)) {
                throw new Refusal.Broken("fieldwork.half-position", "a position has a longitude and a latitude", Map.of());
            }
            return lng == null || lat == null ? null : new Place(lng, lat);
        }
    }

    record ReportPartBody(Report.@NotNull PartMove move, @NotNull @Size(max = 200) String name, @NotNull @Size(max = 100) String model,
                    @NotNull BigDecimal quantity, @NotNull @Size(max = 100) String serial) {}

    record WorkReportBody(@NotNull UUID command, @NotNull Instant at, @NotNull @Size(max = 4000) String finding, @Nullable String cause,
                      @Nullable String responsibility, @NotNull @Size(max = 4000) String action, @NotNull @Size(max = 2000) String advice,
                      @NotNull @Size(max = 100) List<@Valid ReportPartBody> parts, int workMinutes, Report.@NotNull Outcome outcome) {

        Report.Content content() {
            return new Report.Content(finding.strip(), blankless(cause), blankless(responsibility), action.strip(), advice.strip(),
                    parts.stream().map(part -> new Report.Part(part.move(), part.name().strip(), part.model().strip(), part.quantity(),
                            part.serial().strip())).toList(), workMinutes, outcome);
        }

        private static @Nullable String blankless(@Nullable String code) {
            return code == null || code.isBlank() ? null : code;
        }
    }

    /** {@code signature}: a PNG, base64. */
    record VisitSignBody(@NotNull UUID command, @NotNull Instant at, @NotBlank @Size(max = 60) String name, @NotNull @Size(max = 2000) String opinion,
                    byte @NotNull [] signature) {}

    /** {@code answers}: by question, as {@link aftercare.forms.QuestionType} says. {@code device}: which of several; null for the one of the case. */
    record ChecklistBody(@NotNull UUID command, @NotNull Instant at, @NotBlank @Size(max = 60) String form, int version,
                         @NotNull @Size(max = 300) Map<String, Object> answers, @Nullable UUID device) {}

    record MissedDevicesBody(@NotNull UUID command, @NotNull Instant at, @NotNull @Size(min = 1, max = 2000) List<@NotNull UUID> devices,
                             @NotBlank @Size(max = 500) String reason) {}

    record MyVisits(List<FieldQueries.VisitCard> rows) {}

    private final FieldDesk desk;
    private final FieldQueries queries;
    private final Checklists checklists;
    private final WorkActs work;

    FieldController(FieldDesk desk, FieldQueries queries, Checklists checklists, WorkActs work) {
        this.desk = desk;
        this.queries = queries;
        this.checklists = checklists;
        this.work = work;
    }

    /** My visits in a span of days, and what I have left unfinished before. */
    @Requires(Permission.FIELDWORK_PERFORM)
    @GetMapping("/visits")
    MyVisits visits(Scope scope, @RequestParam Instant from, @RequestParam Instant to) {
        if (!from.isBefore(to)) {
            throw new Refusal.Broken("fieldwork.backwards", "the span must end after it starts", Map.of());
        }
        return new MyVisits(queries.mine(scope.user(), new TimeWindow(from, to)));
    }

    @Requires(Permission.FIELDWORK_PERFORM)
    @GetMapping("/visits/{id}")
    FieldQueries.VisitView visit(Scope scope, @PathVariable UUID id) {
        return mine(scope, id);
    }

    @Requires(Permission.FIELDWORK_PERFORM)
    @GetMapping("/codes")
    FieldQueries.ReportCodes codes() {
        return queries.codes();
    }

    @Requires(Permission.FIELDWORK_PERFORM)
    @PostMapping("/visits/{id}/accept")
    FieldQueries.VisitView accept(Scope scope, @PathVariable UUID id, @Valid @RequestBody VisitAcceptBody body) {
        desk.accept(Actor.of(scope), new VisitId(id), new FieldDesk.Command(body.command(), body.at()), body.plannedStart());
        return mine(scope, id);
    }

    @Requires(Permission.FIELDWORK_PERFORM)
    @PostMapping("/visits/{id}/refuse")
    FieldQueries.VisitView refuse(Scope scope, @PathVariable UUID id, @Valid @RequestBody VisitRefuseBody body) {
        desk.refuse(Actor.of(scope), new VisitId(id), new FieldDesk.Command(body.command(), body.at()), body.reason());
        return mine(scope, id);
    }

    @Requires(Permission.FIELDWORK_PERFORM)
    @PostMapping("/visits/{id}/set-out")
    FieldQueries.VisitView setOut(Scope scope, @PathVariable UUID id, @Valid @RequestBody VisitCommandBody body) {
        desk.setOut(Actor.of(scope), new VisitId(id), body.order());
        return mine(scope, id);
    }

    @Requires(Permission.FIELDWORK_PERFORM)
    @PostMapping("/visits/{id}/arrive")
    FieldQueries.VisitView arrive(Scope scope, @PathVariable UUID id, @Valid @RequestBody VisitArriveBody body) {
        desk.arrive(Actor.of(scope), new VisitId(id), new FieldDesk.Command(body.command(), body.at()), body.place(), body.note());
        return mine(scope, id);
    }

    @Requires(Permission.FIELDWORK_PERFORM)
    @PostMapping("/visits/{id}/start")
    FieldQueries.VisitView start(Scope scope, @PathVariable UUID id, @Valid @RequestBody VisitCommandBody body) {
        desk.start(Actor.of(scope), new VisitId(id), body.order(), false, false);
        return mine(scope, id);
    }

    @Requires(Permission.FIELDWORK_PERFORM)
    @PutMapping("/visits/{id}/report")
    FieldQueries.VisitView write(Scope scope, @PathVariable UUID id, @Valid @RequestBody WorkReportBody body) {
        desk.write(Actor.of(scope), new VisitId(id), new FieldDesk.Command(body.command(), body.at()), body.content());
        return mine(scope, id);
    }

    /** The forms for this visit, whole, so that they can be filled in without a net. */
    @Requires(Permission.FIELDWORK_PERFORM)
    @GetMapping("/visits/{id}/checklists")
    Checklists.VisitChecklists checklists(Scope scope, @PathVariable UUID id) {
        var card = mine(scope, id).card();
        return checklists.of(id, card.caseId(), card.status());
    }

    @Requires(Permission.FIELDWORK_PERFORM)
    @PostMapping("/visits/{id}/checklists")
    Checklists.VisitChecklists check(Scope scope, @PathVariable UUID id, @Valid @RequestBody ChecklistBody body) {
        desk.check(Actor.of(scope), new VisitId(id), new FieldDesk.Command(body.command(), body.at()), body.form(), body.version(), body.answers(),
                body.device());
        return checklists(scope, id);
    }

    /** Devices of a round that nobody could get at. */
    @Requires(Permission.FIELDWORK_PERFORM)
    @PostMapping("/visits/{id}/missed-devices")
    Checklists.VisitChecklists miss(Scope scope, @PathVariable UUID id, @Valid @RequestBody MissedDevicesBody body) {
        desk.miss(Actor.of(scope), new VisitId(id), new FieldDesk.Command(body.command(), body.at()), body.devices(), body.reason());
        return checklists(scope, id);
    }

    @Requires(Permission.FIELDWORK_PERFORM)
    @PostMapping("/visits/{id}/finish")
    FieldQueries.VisitView finish(Scope scope, @PathVariable UUID id, @Valid @RequestBody VisitCommandBody body) {
        desk.finish(Actor.of(scope), new VisitId(id), body.order());
        return mine(scope, id);
    }

    @Requires(Permission.FIELDWORK_PERFORM)
    @PostMapping("/visits/{id}/sign")
    FieldQueries.VisitView sign(Scope scope, @PathVariable UUID id, @Valid @RequestBody VisitSignBody body) {
        desk.sign(Actor.of(scope), new VisitId(id), new FieldDesk.Command(body.command(), body.at()), body.name(), body.opinion(), body.signature(), ReportController.here());
        return mine(scope, id);
    }

    /** Who could go on where I cannot. */
    @Requires(Permission.FIELDWORK_PERFORM)
    @GetMapping("/colleagues")
    List<WorkActs.Colleague> colleagues(Scope scope) {
        return work.colleagues(scope.user());
    }

    private FieldQueries.VisitView mine(Scope scope, UUID id) {
        return queries.mine(scope.user(), id).orElseThrow(() -> FieldDesk.missing(new VisitId(id)));
    }
}
