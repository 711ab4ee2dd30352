package aftercare.dispatch;

import aftercare.cases.CaseId;
import aftercare.identity.Permission;
import aftercare.identity.Requires;
import aftercare.identity.Scope;
import aftercare.kernel.Refusal;
import aftercare.kernel.TimeWindow;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.time.Instant;
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

/** The board: engineers, what they are booked for, and what waits for a plan. */
@RestController
@RequestMapping("/api/dispatch")
class DispatchController {

    private static final Duration LONGEST_VIEW = Duration.ofDays(31);

    record DispatchBoard(List<DispatchQueries.EngineerView> engineers, List<DispatchQueries.BoardBooking> bookings,
                 List<DispatchQueries.WaitingCase> waiting, boolean moreWaiting, List<People.LeaveView> absences,
                 List<DispatchQueries.Start> starts, List<BoardWays.Way> ways) {}

    record BookBody(@NotNull UUID caseId, @NotNull UUID engineerId, @NotNull Instant startsAt, @NotNull Instant endsAt,
                    @NotNull @Size(max = 1000) String note, @Nullable Boolean remote) {}

    record BookingMoveBody(@NotNull UUID engineerId, @NotNull Instant startsAt, @NotNull Instant endsAt, @NotNull @Size(max = 1000) String note,
                    int version) {}

    private final BookingDesk desk;
    private final DispatchQueries queries;
    private final People people;
    private final BoardWays ways;
    private final JustBooked booked;
    private final CustomerNews news;

    DispatchController(BookingDesk desk, DispatchQueries queries, People people, BoardWays ways, JustBooked booked, CustomerNews news) {
        this.desk = desk;
        this.queries = queries;
        this.people = people;
        this.ways = ways;
        this.booked = booked;
        this.news = news;
    }

    @Requires(Permission.DISPATCH_READ)
    @GetMapping("/board")
    DispatchBoard board(Scope scope, @RequestParam(required = false) @Nullable UUID branch, @RequestParam Instant from, @RequestParam Instant to) {
        if (!from.isBefore(to) || Duration.between(from, to).compareTo(LONGEST_VIEW) > 0) {
            throw new Refusal.Broken("dispatch.view-too-long", "the board shows at most %d days at once".formatted(LONGEST_VIEW.toDays()),
                    Map.of("days", LONGEST_VIEW.toDays()));
        }
        var reach = scope.reach(Permission.DISPATCH_READ);
        var window = new TimeWindow(from, to);
        var waiting = queries.waiting(reach, branch);
        var shown = DispatchQueries.shown(waiting);
        var engineers = queries.engineers(reach, branch, window);
        var bookings = queries.bookings(reach, branch, window, scope.may(Permission.DISPATCH_PLAN));
        var ids = engineers.stream().map(DispatchQueries.EngineerView::id).toList();
        var starts = scope.may(Permission.DISPATCH_PLAN) ? queries.starts(ids) : List.<DispatchQueries.Start>of();
        return new DispatchBoard(engineers, bookings, shown, waiting.size() > shown.size(), people.leaves(ids, window, false), starts,
                ways.of(engineers, starts, bookings));
    }

    @Requires(Permission.DISPATCH_READ)
    @GetMapping("/bookings")
    List<DispatchQueries.CaseBooking> ofCase(Scope scope, @RequestParam UUID caseId) {
        return queries.ofCase(scope.reach(Permission.DISPATCH_READ), caseId);
    }

    @Requires(Permission.DISPATCH_PLAN)
    @PostMapping("/bookings")
    @ResponseStatus(HttpStatus.CREATED)
    JustBooked.Booked book(Scope scope, @Valid @RequestBody BookBody body) {
        var id = desk.book(scope, new CaseId(body.caseId()),
                new BookingDesk.Plan(body.engineerId(), body.startsAt(), body.endsAt(), body.note(), Boolean.TRUE.equals(body.remote())));
        return booked.of(scope, id.value());
    }

    @Requires(Permission.DISPATCH_PLAN)
    @PutMapping("/bookings/{id}")
    JustBooked.Booked move(Scope scope, @PathVariable UUID id, @Valid @RequestBody BookingMoveBody body) {
        desk.move(scope, new BookingId(id), new BookingDesk.Plan(body.engineerId(), body.startsAt(), body.endsAt(), body.note()), body.version());
        return booked.of(scope, id);
    }

    /** The customer was called: the time is known, and told anew when it changes. */
    @Requires(Permission.DISPATCH_PLAN)
    @PostMapping("/cases/{id}/called")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void called(Scope scope, @PathVariable UUID id) {
        news.calledBy(scope, new CaseId(id));
    }

    /** The case waits for a plan again. */
    @Requires(Permission.DISPATCH_PLAN)
    @DeleteMapping("/bookings/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void drop(Scope scope, @PathVariable UUID id, @RequestParam int version, @RequestParam(defaultValue = "") String reason) {
        if (reason.length() > 500) {
            throw new Refusal.Broken("dispatch.reason-too-long", "a reason has at most 500 characters", Map.of("limit", 500));
        }
        desk.drop(scope, new BookingId(id), reason, version);
    }
}
