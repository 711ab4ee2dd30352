package aftercare.upkeep;

import aftercare.identity.Permission;
import aftercare.identity.Requires;
import aftercare.identity.Scope;
import aftercare.kernel.Ids;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Plans of inspections and maintenance, and their dates. */
@RestController
@RequestMapping("/api/upkeep")
class UpkeepController {

    record RhythmBody(Rhythm.@NotNull Unit unit, @Min(1) @Max(1000) int every, @NotNull @Size(max = 7) List<@NotNull DayOfWeek> weekdays, @Nullable @Min(1) @Max(31) Integer day,
                      @Nullable @Min(-1) @Max(5) Integer which, @Nullable DayOfWeek weekday, @NotNull @Size(max = 24) List<@NotNull @Size(max = 5) String> seasons,
                      @Nullable @Min(1) @Max(3660) Integer firstDays) {

        Rhythm rhythm() {
            return new Rhythm(unit, every, weekdays, day, which, weekday, seasons, firstDays);
        }
    }

    record SpanBody(@NotNull LocalDate from, @NotNull LocalDate to) {}

    record ExclusionsBody(boolean workdays, @NotNull @Size(max = 7) List<@NotNull DayOfWeek> weekdays, @NotNull @Size(max = 50) List<@NotNull @Valid SpanBody> spans,
                          Exclusions.@NotNull Instead instead) {

        Exclusions exclusions() {
            return new Exclusions(workdays, weekdays, spans.stream().map(span -> new Exclusions.Span(span.from(), span.to())).toList(), instead);
        }
    }

    record MeterPlanBody(@NotBlank @Size(max = 100) String name, @NotNull @Digits(integer = 12, fraction = 3) BigDecimal every,
                         @Nullable @Digits(integer = 12, fraction = 3) BigDecimal first) {

        Plan.ByMeter meter() {
            return new Plan.ByMeter(name.strip(), every, first);
        }
    }

    record PlanBody(@NotBlank @Size(max = 200) String name, @Nullable UUID branchId, @Nullable UUID customerId, @Nullable UUID contractId, @Nullable UUID siteId,
                    @Nullable UUID productId, @Nullable UUID deviceId, @Nullable @Size(max = 60) String form, @NotNull @Valid RhythmBody rhythm,
                    @NotNull @Valid ExclusionsBody exclusions, boolean fromCompletion, @NotNull LocalDate startsOn, @Nullable LocalDate endsOn,
                    @Min(0) @Max(180) int leadDays, @Min(0) @Max(90) int earlyDays, @Min(0) @Max(180) int lateDays, @Min(5) @Max(2880) int minutes,
                    @Nullable @Valid MeterPlanBody meter, @Nullable @Size(max = 20) List<@NotBlank @Size(max = 60) String> skills, @Nullable UUID ownerId, boolean active, int version) {

        Plan.About about() {
            return new Plan.About(customerId, contractId, siteId, productId, deviceId);
        }
    }

    record PreviewBody(@NotNull UUID branchId, @NotNull @Valid RhythmBody rhythm, @NotNull @Valid ExclusionsBody exclusions, @NotNull LocalDate startsOn,
                       @Nullable LocalDate endsOn) {}

    record MoveBody(@NotNull LocalDate to, @NotBlank @Size(max = 500) String reason, int version) {}

    record SkipBody(@NotBlank @Size(max = 500) String reason, int version) {}

    record MakeBody(int version) {}

    record MadeCase(UUID caseId) {}

    private final UpkeepDesk desk;
    private final UpkeepQueries queries;

    UpkeepController(UpkeepDesk desk, UpkeepQueries queries) {
        this.desk = desk;
        this.queries = queries;
    }

    @Requires(Permission.UPKEEP_READ)
    @GetMapping("/plans")
    UpkeepQueries.PlanPage plans(Scope scope, @RequestParam(required = false) @Nullable String words, @RequestParam(required = false) @Nullable UUID branch,
                                 @RequestParam(required = false) @Nullable UUID contract, @RequestParam(required = false) @Nullable UUID device,
                                 @RequestParam(required = false) @Nullable UUID after) {
        return queries.plans(words, branch, contract, device, after, scope);
    }

    @Requires(Permission.UPKEEP_READ)
    @GetMapping("/plans/{id}")
    UpkeepQueries.PlanView plan(Scope scope, @PathVariable UUID id) {
        return queries.plan(id, scope);
    }

    @Requires(Permission.UPKEEP_MANAGE)
    @PostMapping("/plans")
    @ResponseStatus(HttpStatus.CREATED)
    UpkeepQueries.PlanView add(Scope scope, @Valid @RequestBody PlanBody body) {
        var id = Ids.next();
        desk.add(plan(id, body), scope);
        return queries.plan(id, scope);
    }

    @Requires(Permission.UPKEEP_MANAGE)
    @PutMapping("/plans/{id}")
    UpkeepQueries.PlanView change(Scope scope, @PathVariable UUID id, @Valid @RequestBody PlanBody body) {
        desk.mine(id, scope);
        desk.change(plan(id, body), scope);
        return queries.plan(id, scope);
    }

    /** Who may be told to see that a plan is kept. */
    @Requires(Permission.UPKEEP_MANAGE)
    @GetMapping("/owners")
    List<UpkeepQueries.Owner> owners(Scope scope, @RequestParam(required = false) @Nullable String words) {
        return queries.owners(words, scope);
    }

    /** The next ten dates of a plan that is being written. */
    @Requires(Permission.UPKEEP_MANAGE)
    @PostMapping("/preview")
    List<Plan.Day> preview(Scope scope, @Valid @RequestBody PreviewBody body) {
        scope.require(Permission.UPKEEP_MANAGE, body.branchId(), null, null);
        return desk.preview(body.branchId(), body.rhythm().rhythm(), body.exclusions().exclusions(), body.startsOn(), body.endsOn());
    }

    @Requires(Permission.UPKEEP_READ)
    @GetMapping("/dues")
    UpkeepQueries.DuePage dues(Scope scope, @RequestParam LocalDate from, @RequestParam LocalDate to, @RequestParam(required = false) @Nullable UUID branch,
                               @RequestParam(required = false) @Nullable DueState state, @RequestParam(required = false) @Nullable UUID customer,
                               @RequestParam(required = false) @Nullable UUID plan, @RequestParam(required = false) @Nullable UUID device,
                               @RequestParam(defaultValue = "false") boolean overdue, @RequestParam(required = false) @Nullable UUID after) {
        return queries.dues(new UpkeepQueries.DueFilter(from, to, branch, state, customer, plan, device, overdue), after, scope);
    }

    /** How many dates each day has. */
    @Requires(Permission.UPKEEP_READ)
    @GetMapping("/days")
    List<UpkeepQueries.DayCount> days(Scope scope, @RequestParam LocalDate from, @RequestParam LocalDate to, @RequestParam(required = false) @Nullable UUID branch,
                                      @RequestParam(required = false) @Nullable UUID customer, @RequestParam(required = false) @Nullable UUID plan) {
        return queries.days(new UpkeepQueries.DueFilter(from, to, branch, null, customer, plan, null, false), scope);
    }

    @Requires(Permission.UPKEEP_MANAGE)
    @PostMapping("/dues/{id}/move")
    void move(Scope scope, @PathVariable UUID id, @Valid @RequestBody MoveBody body) {
        desk.move(id, body.to(), body.reason(), body.version(), scope);
    }

    @Requires(Permission.UPKEEP_MANAGE)
    @PostMapping("/dues/{id}/skip")
    void skip(Scope scope, @PathVariable UUID id, @Valid @RequestBody SkipBody body) {
        desk.skip(id, body.reason(), body.version(), scope);
    }

    /** A case now, with whatever else is due at the site on that day. */
    @Requires(Permission.UPKEEP_MANAGE)
    @PostMapping("/dues/{id}/make")
    MadeCase make(Scope scope, @PathVariable UUID id, @Valid @RequestBody MakeBody body) {
        return new MadeCase(desk.make(id, body.version(), scope));
    }

    private Plan plan(UUID id, PlanBody body) {
        var ground = desk.ground(body.about(), body.branchId());
        return new Plan(id, body.name().strip(), ground.branch(), body.about(), body.form(), List.of(), body.rhythm().rhythm(), body.exclusions().exclusions(),
                body.fromCompletion(), body.startsOn(), body.endsOn(), new Plan.Ahead(body.leadDays(), body.earlyDays(), body.lateDays(), body.minutes()),
                body.meter() == null ? null : body.meter().meter(), body.skills() == null ? List.of() : List.copyOf(body.skills()), body.ownerId(),
                body.active(), null, body.version());
    }
}
