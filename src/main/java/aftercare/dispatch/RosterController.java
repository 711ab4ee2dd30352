package aftercare.dispatch;

import aftercare.identity.Permission;
import aftercare.identity.Requires;
import aftercare.identity.Scope;
import aftercare.kernel.Ids;
import aftercare.kernel.Refusal;
import aftercare.platform.Download;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The on-call roster: who answers after hours. */
@RestController
@RequestMapping("/api/dispatch/on-call")
class RosterController {

    private static final int MOST_DAYS = 62;
    private static final Duration LOOKING_BACK = Duration.ofDays(7);

    /** @param gaps when nobody answers although somebody should */
    record OnCallRoster(List<RosterQueries.RotationView> rotations, List<RosterQueries.DutyView> duties, List<RosterQueries.Gap> gaps,
                        List<RosterQueries.SwapView> swaps, List<Holidays.Holiday> holidays) {}

    record RotationBody(@NotNull UUID branchId, @NotNull @Size(min = 1, max = 60) String name, @NotNull @Size(max = 20) List<@NotNull String> skills,
                        @NotNull Rotation.Turn turn, @NotNull LocalTime handOver, @Nullable LocalTime fromTime, boolean freeApart,
                        @NotNull LocalDate startsOn, @NotEmpty @Size(max = 50) List<@NotNull UUID> members, boolean active, int version) {

        Rotation rotation(UUID id) {
            return new Rotation(id, branchId, name, skills, turn, handOver, fromTime, freeApart, startsOn, members);
        }
    }

    record RosterPlanBody(@NotNull LocalDate from, @NotNull LocalDate to, boolean anew) {}

    record RosterPlanned(int planned) {}

    record DutyPutBody(@NotNull UUID rotationId, @NotNull UUID userId, @NotNull Instant startsAt, @NotNull Instant endsAt) {}

    record DutyChangeBody(@NotNull UUID userId, @NotNull Instant startsAt, @NotNull Instant endsAt, int version) {}

    record SwapBody(@NotNull UUID dutyId, @Nullable UUID otherDutyId, @NotNull UUID askedOf, @NotNull @Size(max = 300) String note) {}

    private final RosterDesk desk;
    private final RosterQueries queries;
    private final Holidays holidays;
    private final Clock clock;

    RosterController(RosterDesk desk, RosterQueries queries, Holidays holidays, Clock clock) {
        this.desk = desk;
        this.queries = queries;
        this.holidays = holidays;
        this.clock = clock;
    }

    @Requires(Permission.DISPATCH_READ)
    @GetMapping
    OnCallRoster roster(Scope scope, @RequestParam(required = false) @Nullable UUID branch, @RequestParam LocalDate from, @RequestParam LocalDate to) {
        if (to.isBefore(from) || ChronoUnit.DAYS.between(from, to) >= MOST_DAYS) {
            throw new Refusal.Broken("dispatch.view-too-long", "the roster shows at most %d days at once".formatted(MOST_DAYS), Map.of("days", MOST_DAYS));
        }
        var reach = scope.reach(Permission.DISPATCH_READ);
        var rotations = queries.rotations(reach, branch);
        var duties = queries.duties(reach, branch, People.days(from.minusDays(1), to.plusDays(2), ZoneId.of("UTC")));
        var days = holidays.between(from, to.plusDays(1));
        return new OnCallRoster(rotations, duties, RosterQueries.gaps(rotations, duties, from, to, days),
                queries.swaps(reach, scope.user(), branch, clock.instant().minus(LOOKING_BACK)), List.copyOf(days.holidays().values()));
    }

    @Requires(Permission.DISPATCH_READ)
    @GetMapping("/now")
    List<RosterQueries.OnCallNow> now(Scope scope, @RequestParam(required = false) @Nullable UUID branch) {
        return queries.now(scope.reach(Permission.DISPATCH_READ), branch, clock.instant());
    }

    /** For the calendar on a phone; {@code mine} only one's own duties. From a month ago to a year ahead. */
    @Requires(Permission.DISPATCH_READ)
    @GetMapping("/calendar.ics")
    void calendar(Scope scope, @RequestParam(required = false) @Nullable UUID branch, @RequestParam(defaultValue = "false") boolean mine,
                  HttpServletResponse response) throws IOException {
        var today = LocalDate.ofInstant(clock.instant(), ZoneId.of("UTC"));
        var duties = queries.duties(scope.reach(Permission.DISPATCH_READ), branch, People.days(today.minusMonths(1), today.plusYears(1), ZoneId.of("UTC")));
        var text = RosterCalendar.of(duties.stream().filter(duty -> !mine || duty.userId().equals(scope.user())).toList(), clock.instant());
        try (var out = Download.saved(response, "on-call.ics", "text/calendar;charset=UTF-8")) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    @Requires(Permission.DISPATCH_EDIT_ROSTER)
    @PostMapping("/rotations")
    @ResponseStatus(HttpStatus.CREATED)
    void addRotation(Scope scope, @Valid @RequestBody RotationBody body) {
        desk.add(scope, body.rotation(Ids.next()));
    }

    /** @param user nobody, when all of them are away */
    record DutyAhead(LocalDate day, Instant startsAt, Instant endsAt, @Nullable UUID user) {}

    /** Who would be on when, before a rotation is written. */
    @Requires(Permission.DISPATCH_EDIT_ROSTER)
    @PostMapping("/rotations/preview")
    List<DutyAhead> preview(Scope scope, @Valid @RequestBody RotationBody body, @RequestParam LocalDate from, @RequestParam LocalDate to) {
        return desk.preview(scope, body.rotation(Ids.next()), from, to).stream()
                .map(due -> new DutyAhead(due.day(), due.window().from(), due.window().to(), due.user().orElse(null))).toList();
    }

    @Requires(Permission.DISPATCH_EDIT_ROSTER)
    @PutMapping("/rotations/{id}")
    void changeRotation(Scope scope, @PathVariable UUID id, @Valid @RequestBody RotationBody body) {
        desk.change(scope, body.rotation(id), body.active(), body.version());
    }

    @Requires(Permission.DISPATCH_EDIT_ROSTER)
    @PostMapping("/rotations/{id}/plan")
    RosterPlanned plan(Scope scope, @PathVariable UUID id, @Valid @RequestBody RosterPlanBody body) {
        return new RosterPlanned(desk.plan(scope, id, body.from(), body.to(), body.anew()));
    }

    @Requires(Permission.DISPATCH_EDIT_ROSTER)
    @PostMapping("/duties")
    @ResponseStatus(HttpStatus.CREATED)
    void put(Scope scope, @Valid @RequestBody DutyPutBody body) {
        desk.put(scope, body.rotationId(), body.userId(), body.startsAt(), body.endsAt());
    }

    @Requires(Permission.DISPATCH_EDIT_ROSTER)
    @PutMapping("/duties/{id}")
    void change(Scope scope, @PathVariable UUID id, @Valid @RequestBody DutyChangeBody body) {
        desk.change(scope, id, body.userId(), body.startsAt(), body.endsAt(), body.version());
    }

    @Requires(Permission.DISPATCH_EDIT_ROSTER)
    @DeleteMapping("/duties/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void take(Scope scope, @PathVariable UUID id) {
        desk.take(scope, id);
    }

    /** Asks a colleague; only for a duty of one's own. */
    @Requires(Permission.DISPATCH_READ)
    @PostMapping("/swaps")
    @ResponseStatus(HttpStatus.CREATED)
    void askSwap(Scope scope, @Valid @RequestBody SwapBody body) {
        desk.askSwap(scope, body.dutyId(), body.otherDutyId(), body.askedOf(), body.note());
    }

    @Requires(Permission.DISPATCH_READ)
    @PostMapping("/swaps/{id}/agree")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void agree(Scope scope, @PathVariable UUID id) {
        desk.agree(scope, id);
    }

    @Requires(Permission.DISPATCH_READ)
    @PostMapping("/swaps/{id}/decline")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void decline(Scope scope, @PathVariable UUID id) {
        desk.decline(scope, id);
    }

    @Requires(Permission.DISPATCH_READ)
    @PostMapping("/swaps/{id}/withdraw")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void withdraw(Scope scope, @PathVariable UUID id) {
        desk.withdraw(scope, id);
    }
}
