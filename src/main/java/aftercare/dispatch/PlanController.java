package aftercare.dispatch;

import aftercare.identity.Permission;
import aftercare.identity.Requires;
import aftercare.identity.Scope;
import aftercare.kernel.Refusal;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

/** Plans: ask for one, watch the search, compare, accept all or part. */
@RestController
@RequestMapping("/api/dispatch")
class PlanController {

    private static final Duration LONGEST_ABSENCE = Duration.ofDays(7);

    /** Which of the last fields are needed depends on the goal: the case, the engineer and the time, or the booking and its minutes. */
    record PlanBody(@NotNull UUID branchId, @NotNull PlanGoal goal, @NotNull LocalDate day, @Min(1) @Max(7) int days, @Min(1) @Max(120) int seconds,
                    @Nullable UUID caseId, @Nullable UUID engineerId, @Nullable Instant from, @Nullable Instant to, @Nullable UUID bookingId,
                    @Nullable @Min(5) @Max(600) Integer minutes) {}

    /** @param keys null for all */
    record AcceptBody(@Nullable @Size(max = 2000) List<@NotNull @Size(max = 60) String> keys) {}

    record Accepted(int changes) {}

    record SeenBody(@NotNull UUID id, int version) {}

    record SwapBody(@NotNull @Valid SeenBody one, @NotNull @Valid SeenBody other) {}

    record SlotBody(@NotNull UUID engineerId, @NotNull Instant startsAt, @NotNull Instant endsAt, @NotNull @Size(max = 1000) String note) {}

    /** @param to null when the case is to wait for a plan again */
    record ShiftBody(@NotNull UUID id, int version, @Nullable @Valid SlotBody to) {}

    record ShiftsBody(@NotNull @Size(min = 1, max = 100) List<@NotNull @Valid ShiftBody> visits) {}

    private final PlanDesk desk;
    private final DayRules rules;

    PlanController(PlanDesk desk, DayRules rules) {
        this.desk = desk;
        this.rules = rules;
    }

    @Requires(Permission.DISPATCH_PLAN)
    @PostMapping("/plans")
    @ResponseStatus(HttpStatus.CREATED)
    PlanRuns.Run ask(Scope scope, @Valid @RequestBody PlanBody body) {
        return desk.get(scope, desk.ask(scope, ask(body)));
    }

    /** Searched just now, or found and not decided. */
    @Requires(Permission.DISPATCH_PLAN)
    @GetMapping("/plans")
    List<PlanRuns.Run> open(Scope scope, @RequestParam UUID branch) {
        return desk.open(scope, branch);
    }

    @Requires(Permission.DISPATCH_PLAN)
    @GetMapping("/plans/{id}")
    PlanRuns.Run get(Scope scope, @PathVariable UUID id) {
        return desk.get(scope, id);
    }

    @Requires(Permission.DISPATCH_PLAN)
    @PostMapping("/plans/{id}/stop")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void stop(Scope scope, @PathVariable UUID id) {
        desk.stop(scope, id);
    }

    @Requires(Permission.DISPATCH_PLAN)
    @PostMapping("/plans/{id}/accept")
    Accepted accept(Scope scope, @PathVariable UUID id, @Valid @RequestBody AcceptBody body) {
        return new Accepted(desk.accept(scope, id, body.keys() == null ? null : Set.copyOf(body.keys())));
    }

    @Requires(Permission.DISPATCH_PLAN)
    @PostMapping("/plans/{id}/dismiss")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void dismiss(Scope scope, @PathVariable UUID id) {
        desk.dismiss(scope, id);
    }

    /** Everything as before the plan was accepted. */
    @Requires(Permission.DISPATCH_PLAN)
    @PostMapping("/plans/{id}/undo")
    Accepted undo(Scope scope, @PathVariable UUID id) {
        return new Accepted(desk.undo(scope, id));
    }

    record DayRuleBody(@NotNull DayChanges changes, @Min(0) @Max(10080) int rebookNoticeMinutes) {}

    /** What the branch lets happen by itself. */
    @Requires(Permission.DISPATCH_PLAN)
    @GetMapping("/branches/{id}/day-rule")
    DayRules.DayRule dayRule(Scope scope, @PathVariable UUID id) {
        scope.require(Permission.DISPATCH_PLAN, id, null, null);
        return rules.of(id);
    }

    @Requires(Permission.DISPATCH_PLAN)
    @PutMapping("/branches/{id}/day-rule")
    DayRules.DayRule dayRule(Scope scope, @PathVariable UUID id, @Valid @RequestBody DayRuleBody body) {
        rules.set(scope, id, new DayRules.DayRule(body.changes(), body.rebookNoticeMinutes()));
        return rules.of(id);
    }

    /** Each of the two engineers takes over the other's visit, at its time. */
    @Requires(Permission.DISPATCH_PLAN)
    @PostMapping("/bookings/swap")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void swap(Scope scope, @Valid @RequestBody SwapBody body) {
        desk.swap(scope, new PlanDesk.Seen(body.one().id(), body.one().version()), new PlanDesk.Seen(body.other().id(), body.other().version()));
    }

    /** Several visits go elsewhere at once, or none of them. */
    @Requires(Permission.DISPATCH_PLAN)
    @PostMapping("/bookings/shift")
    List<PlanDesk.Seen> shift(Scope scope, @Valid @RequestBody ShiftsBody body) {
        return desk.shift(scope, body.visits().stream().map(one -> new PlanDesk.Shifted(new PlanDesk.Seen(one.id(), one.version()), one.to() == null ? null
                : new BookingDesk.Plan(one.to().engineerId(), one.to().startsAt(), one.to().endsAt(), one.to().note()))).toList());
    }

    private static PlanAsk ask(PlanBody body) {
        var whole = switch (body.goal()) {
            case DAY, FREED -> true;
            case URGENT -> body.caseId() != null;
            case ABSENT -> body.engineerId() != null && body.from() != null && body.to() != null && body.from().isBefore(body.to())
                    && Duration.between(body.from(), body.to()).compareTo(LONGEST_ABSENCE) <= 0;
            case LATE -> body.bookingId() != null && body.minutes() != null;
        };
        if (!whole) {
            throw new Refusal.Broken("dispatch.plan-incomplete", "a plan for %s needs to know for whom and for when".formatted(body.goal()), Map.of("goal", body.goal().name()));
        }
        return new PlanAsk(body.branchId(), body.goal(), body.day(), body.days(), body.seconds(), body.goal() == PlanGoal.URGENT ? body.caseId() : null,
                body.engineerId(), body.from(), body.to(), body.bookingId(), body.minutes() == null ? 0 : body.minutes());
    }
}
