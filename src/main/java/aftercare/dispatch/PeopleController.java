package aftercare.dispatch;

import aftercare.identity.Permission;
import aftercare.identity.Requires;
import aftercare.identity.Scope;
import aftercare.kernel.Refusal;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

/** People's time: who works when, and who is away. */
@RestController
@RequestMapping("/api/dispatch")
class PeopleController {

    private static final int MOST_DAYS = 42;

    /** @param hours "" on a day off */
    record PersonDay(LocalDate day, String hours, @Nullable String mark, boolean changed, String note) {}

    /**
     * Somebody's days as they are planned; a day nobody planned is missing.
     *
     * @param mayPlan whether whoever asks may change them
     */
    record PersonWeek(People.Person person, boolean mayPlan, List<PersonDay> days) {}

    record PeopleWeek(LocalDate from, List<PersonWeek> people, List<People.PlanView> plans, List<People.LeaveView> leaves,
                      List<RosterQueries.DutyView> duties, List<Holidays.Holiday> holidays) {}

    record ShiftPatternBody(@Nullable UUID branchId, @NotNull @Size(min = 1, max = 40) String name, @NotNull @Size(min = 1, max = 2) String mark,
                            @NotNull @Size(min = 1, max = 42) List<@NotNull @Size(max = 60) String> cycle, boolean weekly, boolean keepsHolidays,
                            boolean active, int version) {

        PeopleDesk.Pattern pattern() {
            return new PeopleDesk.Pattern(branchId, name, mark, cycle, weekly, keepsHolidays, active);
        }
    }

    record ShiftPlanBody(@NotEmpty @Size(max = 200) List<@NotNull UUID> userIds, @NotNull UUID patternId, @NotNull LocalDate fromDay,
                         @Nullable LocalDate untilDay, boolean replacing) {}

    record ShiftPlanEndBody(@NotNull LocalDate lastDay) {}

    record ShiftDayBody(@NotNull @Size(max = 60) String hours, @NotNull @Size(max = 200) String note) {}

    record LeaveBody(@NotNull UUID userId, @NotNull LeaveKind kind, @NotNull LocalDate fromDay, @NotNull PeopleDesk.Half fromHalf,
                     @NotNull LocalDate toDay, @NotNull PeopleDesk.Half toHalf, @NotNull @Size(max = 500) String note) {

        PeopleDesk.Absence absence() {
            return new PeopleDesk.Absence(kind, fromDay, fromHalf, toDay, toHalf, note);
        }
    }

    /** Entered all the same; {@code engagements} is what somebody else has to see to now. */
    record LeaveTaken(UUID id, List<People.Engagement> engagements) {}

    private final PeopleDesk desk;
    private final People people;
    private final Shifts shifts;
    private final Holidays holidays;
    private final RosterQueries roster;

    PeopleController(PeopleDesk desk, People people, Shifts shifts, Holidays holidays, RosterQueries roster) {
        this.desk = desk;
        this.people = people;
        this.shifts = shifts;
        this.holidays = holidays;
        this.roster = roster;
    }

    @Requires(Permission.DISPATCH_READ)
    @GetMapping("/people")
    PeopleWeek week(Scope scope, @RequestParam(required = false) @Nullable UUID branch, @RequestParam LocalDate from, @RequestParam LocalDate to) {
        if (to.isBefore(from) || ChronoUnit.DAYS.between(from, to) >= MOST_DAYS) {
            throw new Refusal.Broken("dispatch.view-too-long", "the calendar shows at most %d days at once".formatted(MOST_DAYS), Map.of("days", MOST_DAYS));
        }
        var reach = scope.reach(Permission.DISPATCH_READ);
        var mine = scope.reach(Permission.DISPATCH_EDIT_ROSTER);
        var shown = people.of(reach, branch);
        var ids = shown.stream().map(People.Person::id).toList();
        var planned = shifts.of(ids, from, to);
        // The outermost zones: what begins before the day does elsewhere is left to the screen.
        var window = People.days(from.minusDays(1), to.plusDays(1), ZoneId.of("UTC"));
        var days = holidays.between(from, to);
        return new PeopleWeek(from,
                shown.stream().map(person -> new PersonWeek(person, mine.everywhere() || person.branchId() != null && mine.covers(person.branchId(), null, null),
                        from.datesUntil(to.plusDays(1)).map(planned.getOrDefault(person.id(), Map.of())::get).filter(Objects::nonNull)
                                .map(day -> new PersonDay(day.day(), day.hours().toString(), day.mark(), day.changed(), day.note())).toList())).toList(),
                people.plans(ids, from, to), people.leaves(ids, window, scope.may(Permission.DISPATCH_EDIT_ROSTER)),
                roster.dutiesOf(ids, window), List.copyOf(days.holidays().values()));
    }

    @Requires(Permission.DISPATCH_READ)
    @GetMapping("/shift-patterns")
    List<People.PatternView> patterns(Scope scope) {
        return people.patterns(scope.reach(Permission.DISPATCH_READ));
    }

    @Requires(Permission.DISPATCH_EDIT_ROSTER)
    @PostMapping("/shift-patterns")
    @ResponseStatus(HttpStatus.CREATED)
    void addPattern(Scope scope, @Valid @RequestBody ShiftPatternBody body) {
        desk.addPattern(scope, body.pattern());
    }

    @Requires(Permission.DISPATCH_EDIT_ROSTER)
    @PutMapping("/shift-patterns/{id}")
    void changePattern(Scope scope, @PathVariable UUID id, @Valid @RequestBody ShiftPatternBody body) {
        desk.changePattern(scope, id, body.pattern(), body.version());
    }

    @Requires(Permission.DISPATCH_EDIT_ROSTER)
    @PostMapping("/shift-plans")
    @ResponseStatus(HttpStatus.CREATED)
    void follow(Scope scope, @Valid @RequestBody ShiftPlanBody body) {
        desk.follow(scope, body.userIds(), body.patternId(), body.fromDay(), body.untilDay(), body.replacing());
    }

    @Requires(Permission.DISPATCH_EDIT_ROSTER)
    @PutMapping("/shift-plans/{id}/end")
    void endPlan(Scope scope, @PathVariable UUID id, @Valid @RequestBody ShiftPlanEndBody body) {
        desk.endPlan(scope, id, body.lastDay());
    }

    @Requires(Permission.DISPATCH_EDIT_ROSTER)
    @PutMapping("/people/{id}/days/{day}")
    void changeDay(Scope scope, @PathVariable UUID id, @PathVariable LocalDate day, @Valid @RequestBody ShiftDayBody body) {
        desk.changeDay(scope, id, day, body.hours(), body.note());
    }

    @Requires(Permission.DISPATCH_EDIT_ROSTER)
    @DeleteMapping("/people/{id}/days/{day}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void resetDay(Scope scope, @PathVariable UUID id, @PathVariable LocalDate day) {
        desk.resetDay(scope, id, day);
    }

    /** What would collide, before the leave is entered. */
    @Requires(Permission.DISPATCH_EDIT_ROSTER)
    @GetMapping("/people/{id}/engagements")
    List<People.Engagement> engagements(Scope scope, @PathVariable UUID id, @RequestParam LocalDate fromDay, @RequestParam PeopleDesk.Half fromHalf,
                                        @RequestParam LocalDate toDay, @RequestParam PeopleDesk.Half toHalf) {
        var person = people.planned(scope, id);
        return people.engagements(id, new PeopleDesk.Absence(LeaveKind.OTHER, fromDay, fromHalf, toDay, toHalf, "").window(ZoneId.of(person.zone())));
    }

    @Requires(Permission.DISPATCH_EDIT_ROSTER)
    @PostMapping("/leaves")
    @ResponseStatus(HttpStatus.CREATED)
    LeaveTaken takeLeave(Scope scope, @Valid @RequestBody LeaveBody body) {
        var id = desk.takeLeave(scope, body.userId(), body.absence());
        return new LeaveTaken(id, people.engagements(body.userId(), body.absence().window(ZoneId.of(people.planned(scope, body.userId()).zone()))));
    }

    @Requires(Permission.DISPATCH_EDIT_ROSTER)
    @DeleteMapping("/leaves/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void cancelLeave(Scope scope, @PathVariable UUID id) {
        desk.cancelLeave(scope, id);
    }
}
